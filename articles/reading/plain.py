"""A text file with one article, its first line the headline → that article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath

from articles.reading import metalines, stated
from articles.reading.body import Body, sift
from articles.reading.boilerplate import RULE, is_list_item
from articles.reading.confidence import WHOLE_FILE
from articles.reading.drafts import Draft, finish, reject
from articles.reading.opened import OpenFile
from articles.reading.pageblocks import is_headline
from articles.reading.printed import SHEET, without_sheets
from articles.reading.rows import Row, rows
from articles.reading.text import word_count
from articles.reading.titles import can_be_title, is_prose
from articles.records import ParsedArticle, Rejection, RemovedLine

LAYOUT = "plain text"
_FEWEST_WORDS = 3
_LONGEST_SITE = 5
_FEWEST_ITEMS, _FEWEST_MARKED, _LONGEST_ITEM = 4, 2, 4
SIGNED = "copyright notice"
_SUBJECT = ("subject", "betreff", "objet", "asunto", "oggetto")
_SENT = ("date", "sent", "gesendet", "envoyé", "enviado")
_NOTES = frozenset(("readme", "read me", "liesmich", "lisezmoi", "license", "licence", "copying", "notice"))
_FEWEST_WORDS_OF_TEXT, _FEWEST_HEADLINES = 150, 3
_MOST_LETTERHEAD, _MOST_TITLE_ROWS = 4, 4
_DOCUMENT_NUMBER = re.compile(r"(?:no|nr|№|n°|ref)\.?:?\s*[\w/–.-]*\d[\w/–.-]*", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:,|-|\b(?:a|an|the|of|in|at|on|to|for|and|or|over|against|after|before|with|by|from|near|as|is|are))$",
    re.I,
)
MASTHEADS = frozenset(Path(__file__).with_name("mastheads.txt").read_text(encoding="utf-8").split())
"""Words in the names of papers, agencies and offices, in lower case."""
_ANSWERED = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)


def recognise(opened: OpenFile) -> bool:
    """Any text."""
    return True


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the one article of the file."""
    kept, sheets = without_sheets(opened.lines)
    page = rows(kept)
    words = sum(word_count(row.text) for row in page)
    if words < _FEWEST_WORDS:
        made = Draft(page[0], LAYOUT) if page else None
        if made:
            made.body.paragraphs = list(page)
            made.body.removed += [RemovedLine(line.number, line.text, SHEET) for line in sheets]
            yield reject(made, opened, 0, "no text: fewer than three words")
        else:
            yield opened.reject("no text: fewer than three words")
        return
    made = draft(page)
    for line in sheets:
        made.body.remove(Row(line.number, line.number, line.text, 0), SHEET)
    if reason := _why_none(opened, made, words):
        yield reject(made, opened, 0, reason)
    else:
        yield finish(made, opened, 0)


def _why_none(opened: OpenFile, made: Draft, words: int) -> str:
    """Why a file with words in it is no article: a note beside the files, a list of headlines; or ""."""
    name = PurePosixPath((opened.member or opened.file).replace("\\", "/")).stem.casefold()
    if name in _NOTES and words < _FEWEST_WORDS_OF_TEXT:
        return "no article: a note that lies beside the files"
    rows = made.body.paragraphs
    if made.title and len(rows) >= _FEWEST_HEADLINES and _are_headlines(rows):
        return "no text: headlines alone, one below the other"
    return ""


def _are_headlines(rows: Sequence[Row]) -> bool:
    """Whether most rows are written as headlines are, and none as a text is."""
    headlines = sum(is_headline(row, False) for row in rows)
    return headlines > len(rows) * 0.6 and all(
        can_be_title(row.text) and not is_prose(row.text) for row in rows
    )


def draft(page: Sequence[Row]) -> Draft:
    """Put the furniture of the page aside, then find the headline and what stands around it in the rest."""
    body = Body()
    made = Draft(page[0], LAYOUT, body=body, evidence=(WHOLE_FILE,))
    sift(_without_stated(page, made), body)
    text, body.paragraphs = _without_menus(body.paragraphs, body), []
    at = _take_mail(text, made)
    while at < len(text) - 1 and made.take_meta(text[at], below=False):
        at += 1
    if not made.title and _is_site(text, at, body):
        body.remove(text[at], "name of the site")
        at += 1
        while at < len(text) - 1 and made.take_meta(text[at], below=False):
            at += 1
    if not made.title and (letterhead := _letterhead(text, at)):
        for row in text[at : at + letterhead]:
            body.remove(row, "head of the letter or paper")
        at += letterhead
    if not made.title and _is_section(text, at):
        body.remove(text[at], "name of the section")
        at += 1
    if not made.title and _is_title(text, at):
        count = _title_rows(text, at)
        made.set_title(text[at : at + count])
        at += count
        while at < len(text) and made.take_meta(text[at]):
            at += 1
    body.paragraphs = text[at:]
    return made


def _without_stated(page: Sequence[Row], made: Draft) -> list[Row]:
    """The rows without those that state day, source or address in a block near the top, or at the end."""
    found = {*stated.tail(page), *next(filter(None, (stated.block(page, start) for start in (1, 2))), [])}
    for number in sorted(found):
        made.take_meta(page[number], below=False)
    return [row for number, row in enumerate(page) if number not in found]


def _without_menus(text: list[Row], body: Body) -> list[Row]:
    """The rows without a menu above the headline or below the text: short lines set close together."""
    top = _menu(text)
    above = top if 0 < top < len(text) and text[top].gap and can_be_title(text[top].text) else 0
    rest = text[above:]
    end = _menu(rest[::-1])
    below = end if end < len(rest) and end and rest[-end].gap and is_prose(rest[-end - 1].text) else 0
    kept = rest[: len(rest) - below]
    for row in (*text[:above], *rest[len(rest) - below :]):
        body.remove(row, "menu of the page")
    return kept


def _menu(text: Sequence[Row]) -> int:
    """How many rows from the first on are as short as the items of a menu; 0 if too few."""
    count = next((at for at, row in enumerate(text) if not _is_item(row)), len(text))
    close = sum(not row.gap for row in text[:count])
    marked = all(is_list_item(row.text) for row in text[:count])
    enough = count >= (_FEWEST_MARKED if marked else _FEWEST_ITEMS)
    return count if enough and close >= count - 1 else 0


def _is_item(row: Row) -> bool:
    words = row.text.split()
    marked = is_list_item(row.text)
    return (
        len(words) <= _LONGEST_ITEM - (not marked)
        and can_be_title(row.text)
        and not metalines.is_meta(row.text)
    )


def _take_mail(text: Sequence[Row], made: Draft) -> int:
    """Take the header lines of a mail above the text, at least two; return how many rows they are."""
    end = 0
    while end < len(text) - 1 and metalines.is_mail_header(text[end].text):
        end += 1
    if end < 2:
        return 0
    for row in text[:end]:
        if subject := metalines.mail_field(row.text, *_SUBJECT):
            made.title, made.title_line = _ANSWERED.sub("", subject), row.first
            made.body.removed.append(RemovedLine(row.first, row.text, "header line of a mail"))
            continue
        if sent := metalines.mail_field(row.text, *_SENT):
            made.stamp, made.stamp_rule = made.stamp or sent, "header line"
        made.body.remove(row, "header line of a mail")
    return end


def _is_section(text: Sequence[Row], at: int) -> bool:
    """Whether a row is one word for the section: a headline of several stands apart below, then prose."""
    if at >= len(text) - 2 or len(text[at].text.split()) > 1 or not _is_title(text, at + 1):
        return False
    title, below = text[at + 1], text[at + 2]
    words = len(title.text.split())
    return (
        words > _FEWEST_WORDS
        and not is_prose(title.text)
        and title.gap > 0
        and below.gap > 0
        and (is_prose(below.text) or metalines.is_meta(below.text))
        and not (metalines.is_meta(title.text) or metalines.is_date_line(text[at].text))
    )


def _is_site(text: Sequence[Row], at: int, body: Body) -> bool:
    """Whether a row names the site: buttons stand between it and the headline, or it signs the page."""
    if at >= len(text) - 2 or len(text[at].text.split()) > _LONGEST_SITE or not _is_title(text, at + 1):
        return False
    if len(text[at + 1].text.split()) <= _FEWEST_WORDS or not can_be_title(text[at].text):
        return False
    between = range(text[at].last + 1, text[at + 1].first)
    return any(
        each.line in between or (each.reason == SIGNED and text[at].text in each.text)
        for each in body.removed
        if each.reason != RULE
    )


def _letterhead(text: Sequence[Row], at: int) -> int:
    """How many rows above a headline with its date name the paper or office that sends the text."""
    end = at
    while end < len(text) - 3 and end - at < _MOST_LETTERHEAD and _is_of_letterhead(text[end].text):
        end += 1
    if end == at or len(text[end].text.split()) <= _FEWEST_WORDS or not _is_title(text, end):
        return 0
    return end - at if metalines.is_meta(text[end + 1].text) else 0


def _is_of_letterhead(text: str) -> bool:
    if _DOCUMENT_NUMBER.fullmatch(text):
        return True
    words = text.split()
    return (
        len(words) <= _LONGEST_SITE
        and stated.is_name(text)
        and bool(MASTHEADS & set(text.casefold().split()))
    )


def _title_rows(text: Sequence[Row], at: int) -> int:
    """How many rows a headline takes: it goes on where a row ends openly or the next begins in lower case."""
    end = at + 1
    while end < len(text) - 1 and end - at < _MOST_TITLE_ROWS and not text[end].gap:
        row = text[end]
        if not can_be_title(row.text) or is_prose(row.text) or metalines.is_meta(row.text):
            return 1
        end += 1
    goes_on = any(
        below.text[:1].islower() or _OPEN.search(above.text) for above, below in pairwise(text[at:end])
    )
    return end - at if goes_on and text[end].gap else 1


def _is_title(text: Sequence[Row], at: int) -> bool:
    """Whether a row is the headline of the rows below it."""
    if at >= len(text) - 1:
        return False
    goes_on = text[at].text.endswith(",") and _title_rows(text, at) > 1
    return goes_on or (
        can_be_title(text[at].text) and not (is_prose(text[at].text) and text[at + 1].gap == 0)
    )
