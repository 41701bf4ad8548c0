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
_HOUR, _FEWEST_HOURS = re.compile(r"[012]?\d[:.][0-5]\d"), 3
_FORMS = ("share button", "newsletter form", "subscription notice", "comment form", "cookie notice")
_PLACE_IN_LIST = re.compile(r"#?\d{1,2}[.)]?")
_MOST_BETWEEN, _LONGEST_BETWEEN = 3, 80


def furniture(rows: Sequence[Row], pictures: Sequence[bool]) -> list[str]:
    """For each row the reason that it is furniture of the page, or "". `pictures` says which are captions."""
    reasons = [boilerplate.reason(row.text) for row in rows]
    for number in _hours(rows):
        reasons[number] = ""
    _below_headings(rows, reasons)
    _lists_of_links(rows, reasons)
    _single_links(rows, reasons)
    _within_forms(rows, reasons, pictures)
    _close_to_furniture(rows, reasons, pictures)
    _below_the_text(rows, reasons, pictures)
    return reasons


def _hours(rows: Sequence[Row]) -> list[int]:
    """The rows that are an hour of the day above a paragraph, as in a text that grew over a day."""
    found = [
        number
        for number, row in enumerate(rows[:-1])
        if _HOUR.fullmatch(row.text) and len(rows[number + 1].text) > _LONGEST_LABEL
    ]
    return found if len(found) >= _FEWEST_HOURS else []


def _below_headings(rows: Sequence[Row], reasons: list[str]) -> None:
    """Links below "Related Articles", tags below "Tags"."""
    opener, listed = "", False
    gap: int | None = None
    for number, row in enumerate(rows):
        marked = boilerplate.is_list_item(row.text)
        if boilerplate.opens_list(row.text):
            opener, listed, gap = reasons[number], False, None
        elif reasons[number]:
            continue
        elif opener == boilerplate.RELATED and _PLACE_IN_LIST.fullmatch(row.text):
            reasons[number] = LINKS
        elif opener and _is_link(row, opener) and _goes_on(row, marked, listed, gap):
            reasons[number] = LINKS if opener == boilerplate.RELATED else opener
            listed, gap = marked, row.gap if gap is None else gap
        else:
            opener = ""


def _goes_on(row: Row, marked: bool, listed: bool, gap: int | None) -> bool:
    """Whether a link belongs to the list above it, by its mark and its distance from the one above."""
    if gap is not None and (row.gap > gap + 1 or (marked and not listed)):
        return False
    return marked or not listed or not row.gap


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


def _within_forms(rows: Sequence[Row], reasons: list[str], pictures: Sequence[bool]) -> None:
    """Short rows between two of one form of the page: what it is for, its fields, its buttons."""
    for number, reason in enumerate(reasons):
        if reason not in _FORMS:
            continue
        end = number + 1
        while end < len(rows) and not reasons[end] and not pictures[end] and end - number <= _MOST_BETWEEN:
            end += 1
        between = range(number + 1, end)
        if end < len(rows) and reasons[end] == reason and between and _are_of_form(rows, between):
            for each in between:
                reasons[each] = BESIDE


def _are_of_form(rows: Sequence[Row], between: range) -> bool:
    """Whether rows are as short as the words of a form: labels, or one sentence in the gaps of the form."""
    if all(_is_label(rows[number].text) for number in between):
        return True
    gap = max(rows[number].gap for number in (*between, between[-1] + 1))
    alone = len(between) == 1 and len(rows[between[0]].text) <= _LONGEST_BETWEEN
    return alone and not gap and not rows[between[0]].text[:1].islower()


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
        is_button = len(row.text.split()) == 1 and _is_label(row.text)
        if reason == boilerplate.TO_READER and not (close or is_button or (above and below)):
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
