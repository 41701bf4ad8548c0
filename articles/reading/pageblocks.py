"""Rows of a text → why each belongs to the page: by its own words, or by the rows it stands among.

Words decide for most rows. What words leave open is told by the company: short lines set close to a button,
links below a heading, everything short that hangs below the text after the first button there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.reading import boilerplate
from articles.reading.rows import Row
from articles.reading.titles import can_be_title, is_prose

BESIDE, LINKS = "beside page furniture", "related stories"

_LONGEST_LINK, _LONGEST_TAG, _LONGEST_LABEL = 160, 40, 45
_SENTENCE = re.compile(r"[.!?؟。…:;,][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]{4,}")
_FEWEST_MARKED_LINKS, _FEWEST_BARE_LINKS = 2, 3
_LONGEST_BLOCK = 12


def furniture(rows: Sequence[Row], pictures: Sequence[bool]) -> list[str]:
    """For each row the reason that it is furniture of the page, or "". `pictures` says which are captions."""
    reasons = [boilerplate.reason(row.text) for row in rows]
    _below_headings(rows, reasons)
    _lists_of_links(rows, reasons)
    _single_links(rows, reasons)
    _close_to_furniture(rows, reasons, pictures)
    _below_the_text(rows, reasons, pictures)
    return reasons


def _below_headings(rows: Sequence[Row], reasons: list[str]) -> None:
    """Links below "Related Articles", tags below "Tags"."""
    opener, listed = "", False
    for number, row in enumerate(rows):
        marked = boilerplate.is_list_item(row.text)
        if boilerplate.opens_list(row.text):
            opener, listed = reasons[number], False
        elif reasons[number]:
            continue
        elif opener and _is_link(row, opener) and (marked or not listed or not row.gap):
            reasons[number] = LINKS if opener == boilerplate.RELATED else opener
            listed = marked
        else:
            opener = ""


def _is_link(row: Row, opener: str) -> bool:
    """Whether a row below a heading is one of what it announces: a link to a story, or a tag."""
    if opener == boilerplate.TAGS:
        return len(row.text) <= _LONGEST_TAG and can_be_title(row.text)
    listed = boilerplate.is_list_item(row.text)
    return listed or (len(row.text) < _LONGEST_LINK and can_be_title(row.text) and not is_prose(row.text))


def _lists_of_links(rows: Sequence[Row], reasons: list[str]) -> None:
    """Runs of headlines, marked as a list anywhere, bare below the text; and the heading above them."""
    number = 0
    while number < len(rows):
        marked = boilerplate.is_list_item(rows[number].text)
        end = number
        while end < len(rows) and not reasons[end] and is_headline(rows[end], marked):
            end += 1
        enough = _FEWEST_MARKED_LINKS if marked else _FEWEST_BARE_LINKS
        above = number - 1
        headed = above >= 0 and not reasons[above] and _is_label(rows[above].text)
        if end - number >= enough and (marked or (headed and all(map(bool, reasons[end:])))):
            if headed:
                reasons[above] = LINKS
            reasons[number:end] = [LINKS] * (end - number)
        number = max(end, number + 1)


def is_headline(row: Row, marked: bool) -> bool:
    """Whether a row is written as headlines are: most longer words with a capital, no end of a sentence."""
    if (
        boilerplate.is_list_item(row.text) != marked
        or len(row.text) > _LONGEST_LINK
        or _SENTENCE.search(row.text)
    ):
        return False
    if (marked and row.text[:1].isdigit()) or row.text[:1].islower() or row.text.endswith((")", "]")):
        return False
    words = _WORD.findall(row.text)
    capitals = sum(word[0].isupper() and not word.isupper() for word in words)
    return len(words) >= 3 and capitals >= len(words) * 0.7


def _single_links(rows: Sequence[Row], reasons: list[str]) -> None:
    """A headline behind the name of its kind ("Opinion: …") within the text."""
    for number, row in enumerate(rows):
        if (
            not reasons[number]
            and boilerplate.reason_beside(row.text) == boilerplate.LINK
            and is_headline(row, False)
        ):
            reasons[number] = boilerplate.LINK


def _close_to_furniture(rows: Sequence[Row], reasons: list[str], pictures: Sequence[bool]) -> None:
    """Rows whose words allow for it beside furniture, and labels set closer to it than paragraphs are."""
    sure = [bool(reason) and reason != boilerplate.RULE for reason in reasons]
    gaps = _has_gaps(rows)
    order = [*range(len(rows)), *reversed(range(len(rows)))]
    for number in order:
        if reasons[number] or pictures[number]:
            continue
        row = rows[number]
        above = number > 0 and sure[number - 1]
        below = number + 1 < len(rows) and sure[number + 1]
        near = above or below
        close = (above and not row.gap) or (below and not rows[number + 1].gap)
        reason = boilerplate.reason_beside(row.text)
        if not near and not (number == len(rows) - 1 and reason in boilerplate.SIGNS_OFF):
            reason = ""
        if reason == boilerplate.TO_READER and not close and not (above and below):
            reason = ""
        if not reason and _is_label(row.text):
            reason = BESIDE if close and gaps else ""
        if reason:
            reasons[number], sure[number] = reason, True


def _below_the_text(rows: Sequence[Row], reasons: list[str], pictures: Sequence[bool]) -> None:
    """Labels below the last sentence of the text, from the first furniture there on."""
    last = max(
        (number for number, row in enumerate(rows) if not reasons[number] and _is_sentence(row)), default=-1
    )
    started = False
    for number in range(last + 1, len(rows)):
        started = started or (bool(reasons[number]) and reasons[number] != boilerplate.RULE)
        if started and not reasons[number] and not pictures[number] and number - last <= _LONGEST_BLOCK:
            short = len(rows[number].text) <= _LONGEST_LINK and can_be_title(rows[number].text)
            reasons[number] = BESIDE if short else ""


def _is_sentence(row: Row) -> bool:
    return is_prose(row.text) or bool(_SENTENCE.search(row.text)) or len(row.text) > _LONGEST_LINK


def _is_label(text: str) -> bool:
    """Whether a line is as short as the words on a button or above a list."""
    return len(text) <= _LONGEST_LABEL and len(text.split()) <= 6 and not _SENTENCE.search(text)


def _has_gaps(rows: Sequence[Row]) -> bool:
    """Whether blank lines part most paragraphs, so that lines without one belong together."""
    prose = [row for row in rows[1:] if is_prose(row.text)]
    return bool(prose) and sum(bool(row.gap) for row in prose) * 2 > len(prose)
