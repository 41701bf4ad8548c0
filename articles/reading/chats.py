"""A channel or group of a messenger saved as text (WhatsApp, Telegram) → articles, one a message.

Each message begins with a line that says when and by whom it was sent. Its first line is the title where it
can be one. Messages of a few words are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.reading.body import sift
from articles.reading.confidence import HEADER
from articles.reading.drafts import Draft, finish, reject
from articles.reading.opened import OpenFile
from articles.reading.pagedump import drafts as cut
from articles.reading.rows import Row, rows
from articles.reading.stamps import DayOrder, decide_order
from articles.reading.text import Line, word_count
from articles.reading.titles import can_be_title
from articles.records import IN_TITLE_LINE, ParsedArticle, Rejection, RemovedLine

LAYOUT = "messages"
HEAD = "head of the message"

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\.?)?"
_HEADS = (
    re.compile(
        rf"\[?(?P<day>{_DAY}),?\s+(?P<time>{_TIME})\]?\s*(?:[-–—]\s+)?(?P<who>[^:\n]{{1,60}}?):\s(?P<text>.*)",
        re.I,
    ),
    re.compile(rf"(?P<who>[^\[\n]{{1,60}}?),?\s+\[(?P<day>{_DAY}),?\s+(?P<time>{_TIME})\]:?(?P<text>)", re.I),
)
_FEWEST = 2
_FEWEST_WORDS = 15
_SIGNS = re.compile(r"^[^\w\s\"'“”‘’«»(\[¿¡]+\s*")


def recognise(opened: OpenFile) -> bool:
    """Whether the text opens with the head of a message, and more such heads of its form follow."""
    return len(_heads(opened.lines)) >= _FEWEST


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the article of each message; a rejection for one of a few words."""
    heads = _heads(opened.lines)
    if not heads:
        for index, draft in enumerate(cut(rows(opened.lines))):
            yield finish(draft, opened, index)
        return
    order = decide_order(match["day"] for _, match in heads)
    sender = _only({match["who"].strip() for _, match in heads})
    for index, (at, match) in enumerate(heads):
        end = heads[index + 1][0] if index + 1 < len(heads) else len(opened.lines)
        draft = _draft(opened.lines[at:end], match, order)
        draft.source = sender
        if word_count(draft.body.text) < _FEWEST_WORDS:
            yield reject(draft, opened, index, "no article: a message of a few words")
        else:
            yield finish(draft, opened, index)


def _only(names: set[str]) -> str:
    """The one who sent all messages, or ""."""
    return next(iter(names)) if len(names) == 1 else ""


def _heads(lines: Sequence[Line]) -> list[tuple[int, re.Match[str]]]:
    """The places of the lines that begin a message, all of the form that the first filled line has."""
    first = next((line.text for line in lines if line.text), "")
    form = next((form for form in _HEADS if form.fullmatch(first)), None)
    if form is None:
        return []
    return [
        (number, match)
        for number, line in enumerate(lines)
        if line.text and (match := form.fullmatch(line.text))
    ]


def _draft(lines: Sequence[Line], match: re.Match[str], order: DayOrder | None) -> Draft:
    """Put one article together from the lines of its message."""
    head, said = lines[0], match["text"].strip()
    draft = Draft(Row(head.number, head.number, head.text, 0), LAYOUT, evidence=(HEADER,))
    mark = head.text[: len(head.text) - len(match["text"])].strip()
    draft.body.removed.append(RemovedLine(head.number, mark, f"{IN_TITLE_LINE}{HEAD}" if said else HEAD))
    draft.stamp, draft.stamp_rule = match["day"], "head of the message"
    draft.day_first = True if "." in match["day"] else order.day_first if order else None
    page = rows([replace(head, raw=said, text=said), *lines[1:]])
    if len(page) > 1 and page[1].gap and can_be_title(_bare(page[0].text)):
        text = _bare(page[0].text)
        if signs := page[0].text.removesuffix(text).strip():
            draft.body.removed.append(RemovedLine(page[0].first, signs, f"{IN_TITLE_LINE}sign"))
        draft.set_title([replace(page[0], text=text)])
        page = page[1:]
    sift(page, draft.body)
    return draft


def _bare(text: str) -> str:
    """A title without the signs and pictures that stand before it."""
    match = _SIGNS.match(text)
    return text[match.end() :] if match and "*" not in match.group() and "_" not in match.group() else text
