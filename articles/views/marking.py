"""A text and what was found in it → paragraphs of pieces to render: links, and matches of a search."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.records import PARAGRAPH_BREAK
from articles.search.snippets import START, STOP

ORDER = {"person": 0, "country": 1, "time": 2}


@dataclass(slots=True)
class Mark:
    """Words that a rule took for something: a country, a person, a time. `why` says what the mark means.

    `link` names the link of the article that the mark is a mention of, and `anchor` this very mention.
    """

    start: int
    end: int
    kind: str
    why: str
    link: str = ""
    anchor: str = ""
    unsure: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is a match of the search that led here, or not."""

    text: str
    match: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: a marked mention, or what stands between."""

    runs: tuple[Run, ...]
    mark: Mark | None = None


Paragraph = tuple[Piece, ...]


def apart(found: Iterable[Mark], length: int) -> list[Mark]:
    """The marks of a text of this length, none overlapping: a person wins over a country, then the first."""
    kept: list[Mark] = []
    taken = bytearray(length)
    for mark in sorted(found, key=lambda mark: (ORDER[mark.kind], mark.start, -mark.end)):
        if not any(taken[mark.start : mark.end]):
            taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)


def matches_in(headline: str, text: str) -> list[tuple[int, int]]:
    """The places between the marks of a headline of the whole text; none if it is not the same text."""
    if headline.replace(START, "").replace(STOP, "") != text:
        return []
    found, place, begun = [], 0, 0
    for char in headline:
        if char == START:
            begun = place
        elif char == STOP:
            found.append((begun, place))
        else:
            place += 1
    return found


def paragraphs(text: str, marks: Sequence[Mark], matches: Sequence[tuple[int, int]]) -> list[Paragraph]:
    """The text cut at blank lines, each paragraph in pieces."""
    found, start = [], 0
    for end, following in [
        *(match.span() for match in PARAGRAPH_BREAK.finditer(text)),
        (len(text), len(text)),
    ]:
        pieces = tuple(pieces_of(text, start, end, marks, matches))
        if text[start:end].strip():
            found.append(pieces)
        start = following
    return found


def pieces_of(
    text: str, start: int, end: int, marks: Sequence[Mark], matches: Sequence[tuple[int, int]]
) -> Iterator[Piece]:
    """The pieces of a stretch of the text."""
    place = start
    for mark in marks[bisect_left(marks, start, key=_start) : bisect_left(marks, end, key=_start)]:
        if mark.end > end:
            continue
        if mark.start > place:
            yield Piece(tuple(_runs(text, place, mark.start, matches)))
        yield Piece(tuple(_runs(text, mark.start, mark.end, matches)), mark)
        place = mark.end
    if place < end:
        yield Piece(tuple(_runs(text, place, end, matches)))


def _start(mark: Mark) -> int:
    return mark.start


def _runs(text: str, start: int, end: int, matches: Sequence[tuple[int, int]]) -> Iterator[Run]:
    place = start
    for first, last in matches:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        if first > place:
            yield Run(text[place:first])
        yield Run(text[first:last], True)
        place = last
    if place < end:
        yield Run(text[place:end])
