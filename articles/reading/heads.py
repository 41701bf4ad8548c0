"""Rows of a page dump → where its articles start, each start with its evidence.

A headline is known by what surrounds it: it is repeated around the captions or the text-size control, captions
follow it, it stands apart by blank lines or a rule. A short line alone is not enough: subheadings look the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.reading import attribution, boilerplate, captions
from articles.reading.dates import parse_stamp
from articles.reading.rows import Row
from articles.reading.titles import can_be_title, fold, is_prose

_LOOK_AHEAD = 14
_LONGEST_HEAD = 60


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an article: rows `start` to `body` (exclusive). `evidence` says why it is one."""

    start: int
    body: int
    titled: bool
    evidence: tuple[str, ...]


def find_heads(rows: Sequence[Row]) -> list[Head]:
    """Find the heads of all articles, in order."""
    usual = usual_gap(rows)
    heads: list[Head] = []
    at = 0
    while at < len(rows):
        head = _head_at(rows, at, usual)
        if head:
            heads.append(head)
        at = head.body if head else at + 1
    return heads


def usual_gap(rows: Sequence[Row]) -> int:
    """The commonest number of blank lines between rows."""
    gaps = [row.gap for row in rows[1:]]
    return max(set(gaps), key=lambda gap: (gaps.count(gap), -gap)) if gaps else 1


def is_caption(rows: Sequence[Row], at: int) -> bool:
    """Whether a row near a headline is a caption: by its credit, or printed twice with or without an indent."""
    row = rows[at]
    if boilerplate.reason(row.text) or len(row.text) > captions.LONGEST_CAPTION:
        return False
    if captions.looks_like_caption(row.text):
        return True
    twin = (at + 1 < len(rows) and _twins(row, rows[at + 1])) or (at > 0 and _twins(rows[at - 1], row))
    return twin and len(row.text.split()) > 3


def _twins(row: Row, following: Row) -> bool:
    return following.gap == 0 and row.indented and row.text == following.text


def _head_at(rows: Sequence[Row], at: int, usual: int) -> Head | None:
    row = rows[at]
    apart = at == 0 or row.gap >= usual + 2 or boilerplate.is_separator(rows[at - 1].text)
    if is_caption(rows, at) or boilerplate.reason(row.text):
        return _untitled(rows, at) if apart and is_caption(rows, at) else None
    if not can_be_title(row.text):
        return None
    again = _repeat(rows, at)
    end = _end_of_head(rows, (again or at) + 1, row.text)
    between = range(at + 1, end)
    evidence = []
    if again:
        evidence.append("title repeated")
    if any(is_caption(rows, number) for number in between):
        evidence.append("captions below")
    if any(boilerplate.reason(rows[number].text) == "text size control" for number in between):
        evidence.append("text size control below")
    if evidence and not again and row.gap < min(usual, 1) and at > 0:
        return None
    follows = end < len(rows) and is_prose(rows[end].text)
    if not evidence and follows and at > 0 and row.gap:
        opening = attribution.dateline(rows[end].text)
        if opening and opening.agency:
            evidence.append("dateline below")
    if apart and (evidence or (follows and rows[end].gap < usual + 2)):
        evidence.append("stands apart")
    return Head(at, end, True, tuple(evidence)) if evidence else None


def _untitled(rows: Sequence[Row], at: int) -> Head:
    """The head of an article that starts with its captions, its headline lost."""
    return Head(at, _end_of_head(rows, at + 1, ""), False, ("captions",))


def _repeat(rows: Sequence[Row], at: int) -> int | None:
    """The second copy of a headline, if only captions and furniture stand between the copies."""
    wanted = fold(rows[at].text)
    for number in range(at + 1, min(at + _LONGEST_HEAD, len(rows))):
        row = rows[number]
        if fold(row.text) == wanted and can_be_title(row.text):
            return number
        sure = is_caption(rows, number) or boilerplate.reason(row.text) or is_meta(row.text)
        if not sure and (number - at > _LOOK_AHEAD or is_prose(row.text) or row.gap > 3):
            return None
    return None


def _end_of_head(rows: Sequence[Row], at: int, title: str) -> int:
    """The first row from `at` that is text of the article."""
    wanted = fold(title)
    while at < len(rows):
        row = rows[at]
        part = is_caption(rows, at) or is_meta(row.text) or (wanted and fold(row.text) == wanted)
        control = boilerplate.reason(row.text)
        if not part and (not control or control == "separator"):
            return at
        at += 1
    return at


def is_meta(text: str) -> bool:
    """Whether a row of a head is a byline, a date line or an address."""
    if len(text) > 130:
        return False
    return bool(attribution.byline(text) or is_date_line(text) or is_address(text))


def is_date_line(text: str) -> bool:
    """Whether a row holds a date and little else ("Published: Monday, 16 October 2023, 14:05 GMT")."""
    found = parse_stamp(text) if len(text) < 90 and any(char.isdigit() for char in text) else None
    return bool(
        found
        and len(found.words) >= 6
        and len(text) - len(found.words) < 45
        and _is_around_date(text, found.words)
    )


def is_address(text: str) -> bool:
    """Whether a row is one web address."""
    return text.startswith(("http://", "https://", "www.")) and " " not in text


def _is_around_date(text: str, words: str) -> bool:
    """Whether the words around a date are those of a date line: a label, a weekday, a time."""
    rest = text.replace(words, " ").casefold()
    for mark in ",|:-–—()/.•·":
        rest = rest.replace(mark, " ")
    return all(
        word in _AROUND_DATE or word.isdigit() or word[:-1].isdigit() or word[:-2].isdigit()
        for word in rest.split()
    )


_AROUND_DATE = frozenset(
    ["published", "updated", "last", "modified", "posted", "date", "on", "at", "am", "pm", "gmt", "utc", "est", "edt", "cet", "cest", "bst", "ist", "msk", "et", "pt", "z", "the", "first", "issued", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "نشر", "في", "تاريخ", "النشر", "التاريخ", "publié", "le", "veröffentlicht", "am"]
)  # fmt: skip
