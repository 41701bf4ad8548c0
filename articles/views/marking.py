"""A text and what was found in it → paragraphs of pieces to render: links, and matches of a search."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles.records import PARAGRAPH_BREAK
from articles.search.matches import Match

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
    """Text, and whether it matches the search that led here; `number` is that of the match that begins."""

    text: str
    match: bool = False
    number: int = 0


class Numbered(NamedTuple):
    """A match of the search in the text, with its number in the article."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: a marked mention, or what stands between."""

    runs: tuple[Run, ...]
    mark: Mark | None = None

    @property
    def numbers(self) -> list[int]:
        """The matches that begin in it."""
        return [run.number for run in self.runs if run.number]


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


def numbered(matches: Sequence[Match], before: int) -> list[Numbered]:
    """The matches of a text, counted on from those before it."""
    return [Numbered(one.start, one.end, number) for number, one in enumerate(matches, before + 1)]


def paragraphs(
    text: str,
    marks: Sequence[Mark],
    matches: Sequence[Numbered],
    shown: tuple[int, int] | None = None,
) -> list[Paragraph]:
    """The text, or a stretch of it, cut at blank lines, each paragraph in pieces."""
    start, last = shown or (0, len(text))
    found = []
    for end, following in [
        *(match.span() for match in PARAGRAPH_BREAK.finditer(text, start, last)),
        (last, last),
    ]:
        pieces = tuple(pieces_of(text, start, end, marks, matches))
        if text[start:end].strip():
            found.append(pieces)
        start = following
    return found


def pieces_of(
    text: str, start: int, end: int, marks: Sequence[Mark], matches: Sequence[Numbered]
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


def _runs(text: str, start: int, end: int, matches: Sequence[Numbered]) -> Iterator[Run]:
    place = start
    for match in matches:
        first, last = max(match.start, start), min(match.end, end)
        if first >= last:
            continue
        if first > place:
            yield Run(text[place:first])
        yield Run(text[first:last], True, match.number if first == match.start else 0)
        place = last
    if place < end:
        yield Run(text[place:end])
