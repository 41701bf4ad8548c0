"""Rows of a page dump → where its articles start, each start with its evidence.

A headline is known by what surrounds it: it is repeated around the captions or the text-size control,
captions follow it, it stands apart by blank lines or a rule. A short line alone is not enough: subheadings
look the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articles.reading import attribution, boilerplate, captions
from articles.reading.dates import parse_stamp
from articles.reading.rows import Row
from articles.reading.titles import LONGEST_TITLE, can_be_title, fold, is_prose

REPEATED, CAPTIONS, CONTROL = "title repeated", "captions below", "text size control below"
DATELINE, APART, NEARLY_APART = "dateline below", "stands apart", "stands nearly apart"
STRONG = {REPEATED, CAPTIONS, CONTROL}

_LONGEST_HEAD = 60
_MOST_UNKNOWN = 3
_LONGEST_UNKNOWN = 400
_LONGEST_WEAK_TITLE = 130
_AROUND_DATE = set(
    """
    published updated last modified posted issued first date the on at am pm
    gmt utc z est edt et cst cdt pst pdt cet cest bst ist msk pt
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    نشر في تاريخ النشر التاريخ publié le veröffentlicht am
    """.split()  # noqa: SIM905 (a table is easier to read)
)


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
        below_head = bool(heads) and heads[-1].body == at
        head = _head_at(rows, at, usual, below_head)
        if head:
            heads.append(head)
        at = head.body if head else at + 1
    strong = any(STRONG & set(head.evidence) for head in heads)
    return [head for head in heads if not (strong and head.evidence == (NEARLY_APART,))]


def usual_gap(rows: Sequence[Row]) -> int:
    """The commonest number of blank lines between rows."""
    counts = Counter(row.gap for row in rows[1:])
    return max(counts, key=lambda gap: (counts[gap], -gap)) if counts else 1


def is_caption(rows: Sequence[Row], at: int) -> bool:
    """Whether a row near a headline is a caption: by its credit or label, or by standing there twice."""
    row = rows[at]
    if boilerplate.reason(row.text) or len(row.text) > captions.LONGEST_CAPTION:
        return False
    if captions.looks_like_caption(row.text):
        return True
    twin = (at + 1 < len(rows) and _twins(row, rows[at + 1])) or (at > 0 and _twins(rows[at - 1], row))
    return twin and len(row.text.split()) > 3


def _twins(row: Row, following: Row) -> bool:
    return following.gap == 0 and row.indented and row.text == following.text


def _head_at(rows: Sequence[Row], at: int, usual: int, below_head: bool) -> Head | None:
    """The head that begins with a row, if one does."""
    row = rows[at]
    if is_caption(rows, at) or boilerplate.reason(row.text):
        return _untitled(rows, at) if _is_apart(rows, at, usual + 2) and is_caption(rows, at) else None
    again = _repeat(rows, at)
    if not can_be_title(row.text) and again is None:
        return None
    end = _end_of_head(rows, (again or at) + 1, row.text)
    evidence = _evidence_within(rows, at, end)
    if again:
        evidence.insert(0, REPEATED)
    elif evidence and not row.gap and at > 0:
        return None
    if not below_head and len(row.text) <= _LONGEST_WEAK_TITLE:
        evidence += _evidence_around(rows, at, end, usual)
    return Head(at, end, True, tuple(evidence)) if evidence else None


def _evidence_within(rows: Sequence[Row], at: int, end: int) -> list[str]:
    """What the rows of a head say for it: captions, the control of the text size."""
    evidence = []
    if any(is_caption(rows, number) for number in range(at + 1, end)):
        evidence.append(CAPTIONS)
    if any(boilerplate.reason(rows[number].text) == boilerplate.CONTROL for number in range(at + 1, end)):
        evidence.append(CONTROL)
    return evidence


def _evidence_around(rows: Sequence[Row], at: int, end: int, usual: int) -> list[str]:
    """What stands around a head: blank lines or a rule above, prose with a dateline below."""
    follows = end < len(rows) and (is_prose(rows[end].text) or attribution.dateline(rows[end].text))
    if not follows or rows[end].gap >= usual + 2:
        return []
    opening = attribution.dateline(rows[end].text)
    if at > 0 and rows[at].gap and opening and opening.agency:
        return [DATELINE]
    if _is_apart(rows, at, usual + 2):
        return [APART]
    return [NEARLY_APART] if usual and _is_apart(rows, at, usual + 1) else []


def _is_apart(rows: Sequence[Row], at: int, gap: int) -> bool:
    return at == 0 or rows[at].gap >= gap or boilerplate.is_separator(rows[at - 1].text)


def _untitled(rows: Sequence[Row], at: int) -> Head:
    """The head of an article that starts with its captions, its headline lost."""
    return Head(at, _end_of_head(rows, at + 1, ""), False, ("captions",))


def _repeat(rows: Sequence[Row], at: int) -> int | None:
    """The second copy of a headline, if little but captions and furniture stands between the copies."""
    wanted = fold(rows[at].text)
    if not wanted or len(rows[at].text) > LONGEST_TITLE or boilerplate.is_list_item(rows[at].text):
        return None
    unknown = 0
    sure = False
    for number in range(at + 1, min(at + _LONGEST_HEAD, len(rows))):
        row = rows[number]
        if fold(row.text) == wanted and (sure or can_be_title(row.text)):
            doubled = number == at + 1 and not row.gap
            return number if not doubled or _is_prose_at(rows, number + 1) else None
        if is_caption(rows, number) or boilerplate.reason(row.text) or is_meta(row.text):
            sure = True
        elif len(row.text) <= _LONGEST_UNKNOWN and unknown < _MOST_UNKNOWN:
            unknown += 1
        else:
            return None
    return None


def _end_of_head(rows: Sequence[Row], at: int, title: str) -> int:
    """The first row from `at` that is text of the article."""
    wanted = fold(title)
    while at < len(rows):
        row = rows[at]
        part = is_caption(rows, at) or is_meta(row.text) or (wanted and fold(row.text) == wanted)
        control = boilerplate.reason(row.text)
        if not part and (not control or control == boilerplate.RULE):
            return at
        at += 1
    return at


def _is_prose_at(rows: Sequence[Row], at: int) -> bool:
    return at < len(rows) and (is_prose(rows[at].text) or is_caption(rows, at))


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
