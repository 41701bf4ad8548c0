"""A text file with one article, its first line the headline → that article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.reading import boilerplate
from articles.reading.body import sift
from articles.reading.drafts import Draft, finish
from articles.reading.opened import OpenFile
from articles.reading.rows import Row, rows
from articles.reading.titles import can_be_title, is_prose
from articles.records import ParsedArticle, Rejection

LAYOUT = "plain text"
_FEWEST_WORDS = 3
_UNDERLINE = re.compile(r"([-=~_*^#\"'+.])\1{2,}")


def recognise(opened: OpenFile) -> bool:
    """Any text."""
    return True


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the one article of the file."""
    page = rows(opened.lines)
    words = sum(len(row.text.split()) for row in page)
    if words < _FEWEST_WORDS:
        yield opened.reject("no text: fewer than three words", line=page[0].first if page else None)
        return
    yield finish(_draft(page), opened, 0)


def _draft(page: Sequence[Row]) -> Draft:
    """Find the headline, what stands around it, and the text."""
    draft = Draft(page[0], LAYOUT, last=page[-1].last)
    at = 0
    while at < len(page) - 1 and not draft.title and _take_above(page[at], draft):
        at += 1
    if _is_title(page, at):
        draft.title = page[at].text.strip("#* ") or page[at].text
        at += 1
        while at < len(page) and (_take_underline(page, at, draft) or draft.take_meta(page[at])):
            at += 1
    sift(page[at:], draft.body)
    if draft.body.paragraphs:
        draft.last = max(draft.body.paragraphs[-1].last, *(c.line or 0 for c in draft.body.captions), 0)
    return draft


def _take_above(row: Row, draft: Draft) -> bool:
    """Take what may stand above a headline: a date line, an address, a button of the page."""
    reason = boilerplate.reason(row.text)
    if reason:
        draft.body.remove(row, reason)
        return True
    return draft.take_meta(row)


def _is_title(page: Sequence[Row], at: int) -> bool:
    """Whether a row is the headline of the rows below it."""
    if at >= len(page) - 1:
        return False
    return can_be_title(page[at].text) and not (is_prose(page[at].text) and page[at + 1].gap == 0)


def _take_underline(page: Sequence[Row], at: int, draft: Draft) -> bool:
    """Put a row of punctuation right below the headline aside."""
    if page[at].gap == 0 and _UNDERLINE.fullmatch(page[at].text):
        draft.body.remove(page[at], "underline of the title")
        return True
    return False
