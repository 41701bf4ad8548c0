"""A text file with one article, its first line the headline → that article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.reading import metalines
from articles.reading.body import Body, sift
from articles.reading.confidence import WHOLE_FILE
from articles.reading.drafts import Draft, finish, reject
from articles.reading.opened import OpenFile
from articles.reading.rows import Row, rows
from articles.reading.text import word_count
from articles.reading.titles import can_be_title, is_prose
from articles.records import ParsedArticle, Rejection, RemovedLine

LAYOUT = "plain text"
_FEWEST_WORDS = 3
_SUBJECT = ("subject", "betreff", "objet", "asunto", "oggetto")
_SENT = ("date", "sent", "gesendet", "envoyé", "enviado")
_ANSWERED = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)


def recognise(opened: OpenFile) -> bool:
    """Any text."""
    return True


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the one article of the file."""
    page = rows(opened.lines)
    words = sum(word_count(row.text) for row in page)
    if words < _FEWEST_WORDS:
        made = Draft(page[0], LAYOUT) if page else None
        if made:
            made.body.paragraphs = list(page)
            yield reject(made, opened, 0, "no text: fewer than three words")
        else:
            yield opened.reject("no text: fewer than three words")
        return
    yield finish(draft(page), opened, 0)


def draft(page: Sequence[Row]) -> Draft:
    """Put the furniture of the page aside, then find the headline and what stands around it in the rest."""
    body = Body()
    sift(page, body)
    text, body.paragraphs = body.paragraphs, []
    made = Draft(page[0], LAYOUT, body=body, evidence=(WHOLE_FILE,))
    at = _take_mail(text, made)
    while at < len(text) - 1 and made.take_meta(text[at], below=False):
        at += 1
    if not made.title and _is_title(text, at):
        made.set_title([text[at]])
        at += 1
        while at < len(text) and made.take_meta(text[at]):
            at += 1
    body.paragraphs = text[at:]
    return made


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


def _is_title(text: Sequence[Row], at: int) -> bool:
    """Whether a row is the headline of the rows below it."""
    if at >= len(text) - 1:
        return False
    return can_be_title(text[at].text) and not (is_prose(text[at].text) and text[at + 1].gap == 0)
