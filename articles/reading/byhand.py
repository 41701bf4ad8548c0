"""Lines of a text file, and what a person said of some of them → the articles that stand in these lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import BinaryIO

from articles.reading import boilerplate
from articles.reading.body import sift
from articles.reading.containers import DAMAGE
from articles.reading.dates import find_dates
from articles.reading.drafts import Draft, finish
from articles.reading.files import as_text, open_member
from articles.reading.formats import TEXTS
from articles.reading.opened import LimitError, OpenFile
from articles.reading.rows import Row, rows
from articles.reading.text import Line
from articles.reading.titles import fold
from articles.records import ParsedArticle, Rejection, RemovedLine

Record = ParsedArticle | Rejection

LAYOUT = "cut by hand"
LEFT_OUT = "left out by hand"
BY_HAND = "line marked by hand"
CUT_BY_LINES = frozenset((LAYOUT, *(each.name for each in TEXTS)))
"""The layouts whose articles are whole lines of a text, so that a person can cut between any two."""

_LONGEST_HEAD = 60


class Mark(StrEnum):
    """What a person says of a line. A line without a mark is text."""

    START = "start"
    """An article starts here, and the line is its title."""
    OPEN = "open"
    """An article starts here; its title is another line of it, or none."""
    TITLE = "title"
    DATE = "date"
    CAPTION = "caption"
    OUT = "out"
    """The line belongs to no text."""
    REST = "rest"
    """Nor does any line from here to the next start."""


_STARTS = (Mark.START, Mark.OPEN)


@dataclass(frozen=True, slots=True)
class HandCut:
    """How a person cut the lines `first` to `last` of a file, or of one member of it.

    `marks` are (line, mark), in the order of the lines.
    """

    first: int
    last: int
    marks: tuple[tuple[int, Mark], ...]
    member: str = ""


@dataclass(slots=True)
class _Part:
    """The lines from one start to the next, and what was said of them."""

    said: dict[int, Mark] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    left_out: list[Line] = field(default_factory=list)

    def marked(self, *marks: Mark) -> list[Row]:
        """The lines with one of these marks."""
        return [
            Row(line.number, line.number, line.text, 0)
            for line in self.lines
            if line.text and self.said.get(line.number) in marks
        ]


def articles(cut: HandCut, opened: OpenFile) -> Iterator[Record]:
    """Yield the articles of the cut lines, numbered from 0; a rejection for each that has no text."""
    parts, before = _parts(cut, opened.lines)
    if not parts:
        out = tuple(_removed(line) for line in before)
        yield Rejection(opened.file, LEFT_OUT, opened.member, 0, cut.first, "", cut.last, out)
    for index, part in enumerate(parts):
        record = _article(part, opened, index)
        above = tuple(_removed(line) for line in before) if not index else ()
        yield replace(record, removed=(*above, *record.removed))


def obeyed(
    records: Iterable[Record], cuts: Sequence[HandCut], name: str, reopen: Callable[[], BinaryIO]
) -> Iterator[Record]:
    """The records of a file as cut by hand: what starts in the lines of a cut makes room for its articles.

    Later cuts may be of what earlier ones made. `reopen` gives the bytes of the file once more.
    """
    for cut in cuts:
        records = _with(records, cut, name, reopen)
    following: dict[str, int] = {}
    for record in records:
        index = following[record.member] = following.get(record.member, -1) + 1
        yield record if record.index == index else replace(record, index=index)


def alone(cut: HandCut, name: str, stream: BinaryIO) -> Iterator[Record]:
    """The articles of one cut, and nothing else of the file; a rejection if its lines cannot be had."""
    try:
        yield from articles(cut, text_again(name, stream, cut.member))
    except (ValueError, LimitError, *DAMAGE) as error:
        yield Rejection(name, f"its lines cannot be read again: {error}", cut.member, line=cut.first)


def opened_again(name: str, stream: BinaryIO, member: str) -> OpenFile:
    """The file, or the member of that name in it, with all its bytes.

    Raises ValueError where it has no such member, and what readers of archives raise for damage.
    """
    opened = OpenFile(name, stream)
    if not member:
        _ = opened.data
        return opened
    found: list[OpenFile] = []

    def keep(inner: OpenFile) -> None:
        _ = inner.data  # read while the archive is open
        found.append(inner)

    if not open_member(opened, member, keep):
        raise ValueError(f"it has no member {member!r}")
    return found[0]


def text_again(name: str, stream: BinaryIO, member: str) -> OpenFile:
    """Like `opened_again`, but of a document its text, by whose lines its articles are told."""
    return as_text(opened_again(name, stream, member))


def _with(
    records: Iterable[Record], cut: HandCut, name: str, reopen: Callable[[], BinaryIO]
) -> Iterator[Record]:
    met: list[Record] = []
    for record in records:
        if record.member == cut.member and _meets(record, cut):
            met.append(record)
            continue
        yield from _instead(met, cut, name, reopen)
        met = []
        yield record
    yield from _instead(met, cut, name, reopen)


def _instead(met: list[Record], cut: HandCut, name: str, reopen: Callable[[], BinaryIO]) -> Iterable[Record]:
    """What a cut makes of the records in its lines; themselves where one goes on beyond: nothing is lost."""
    within = all(cut.first <= _lines(each)[0] and _lines(each)[1] <= cut.last for each in met)
    return (_made(cut, name, reopen) if met and within else None) or met


def _meets(record: Record, cut: HandCut) -> bool:
    first, last = _lines(record)
    return bool(first) and first <= cut.last and last >= cut.first


def _lines(record: Record) -> tuple[int, int]:
    """The first and the last line of a record; 0 where they are not known."""
    first = (record.line if isinstance(record, Rejection) else record.first_line) or 0
    return first, record.last_line or first


def _made(cut: HandCut, name: str, reopen: Callable[[], BinaryIO]) -> list[Record]:
    """The articles of a cut; none if its lines cannot be had, so that what the reader found stands."""
    try:
        with reopen() as stream:
            return list(articles(cut, text_again(name, stream, cut.member)))
    except (OSError, ValueError, LimitError, *DAMAGE):
        return []


def _parts(cut: HandCut, lines: Sequence[Line]) -> tuple[list[_Part], list[Line]]:
    """The parts of the lines, and the lines above the first."""
    said = dict(cut.marks)
    parts: list[_Part] = []
    before: list[Line] = []
    rest = False
    for line in lines[cut.first - 1 : cut.last]:
        mark = said.get(line.number)
        if mark in _STARTS:
            parts.append(_Part(said))
        if mark is not None:
            rest = mark is Mark.REST or (rest and mark not in _STARTS)
        if not parts:
            before += [line] if line.text else []
        elif line.text and (rest or mark is Mark.OUT):
            parts[-1].left_out.append(line)
            parts[-1].lines.append(replace(line, raw="", text=""))
        else:
            parts[-1].lines.append(line)
    return parts, before


def _article(part: _Part, opened: OpenFile, index: int) -> Record:
    first = part.lines[0]
    draft = Draft(Row(first.number, first.number, first.text, 0), LAYOUT)
    draft.set_title(part.marked(Mark.START, Mark.TITLE))
    for row in part.marked(Mark.DATE):
        day = next(find_dates(row.text), None)
        draft.stamp, draft.stamp_rule = draft.stamp or (day.words if day else row.text), BY_HAND
        draft.body.remove(row, "date line")
    for row in part.marked(Mark.CAPTION):
        draft.body.add_caption(row)
    spoken_for = {row.first for row in part.marked(Mark.START, Mark.TITLE, Mark.DATE, Mark.CAPTION)}
    page = rows(
        [replace(line, raw="", text="") if line.number in spoken_for else line for line in part.lines]
    )
    at = _take_head(page, draft)
    while at < len(page) - 1 and draft.take_meta(page[at]):
        at += 1
    sift(page[at:], draft.body)
    draft.body.removed += [_removed(line) for line in part.left_out]
    record = finish(draft, opened, index)
    if isinstance(record, Rejection):
        return record
    return replace(record, doubts=(), confidence=1.0)


def _take_head(page: Sequence[Row], draft: Draft) -> int:
    """Sort the rows down to the last copy of the title, as page dumps have it; how many they are."""
    title = fold(draft.title)
    copies = _copies(page, {title, fold(draft.title.rstrip("."))}) if title else []
    for number, row in enumerate(page[: copies[-1] + 1] if copies else ()):
        if number in copies:
            draft.body.remove(row, "title again")
        elif reason := boilerplate.reason(row.text):
            draft.body.remove(row, reason)
        elif not draft.take_meta(row):
            draft.body.add_caption(row)
    return copies[-1] + 1 if copies else 0


def _copies(page: Sequence[Row], titles: Collection[str]) -> list[int]:
    return [number for number, row in enumerate(page[:_LONGEST_HEAD]) if fold(row.text) in titles]


def _removed(line: Line) -> RemovedLine:
    return RemovedLine(line.number, line.text, LEFT_OUT)
