"""Lines of a table → its rows, in any usual dialect, with the lines of the file that each stands on.

A quote that is opened and never closed would swallow what follows. Such a row is given back as a broken one,
and reading goes on with the next line that begins a row as wide as the table.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Numbered = tuple[int, str | None]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: what parts its cells, what quotes them, and the escape character or ""."""

    delimiter: str
    quote: str = '"'
    escape: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a row and the lines that it stands on; `problem` says why it is none, "" for a good one."""

    cells: list[str]
    first: int
    last: int
    problem: str = ""


_QUOTED, _BARE = "quoted", "bare"
_READ_AGAIN = 64 * 1024 * 1024
_LINE_COST = 20
_MOST_LINES_OF_ROW = 400


@dataclass(slots=True)
class _Record:
    """One row while its lines come in. `stray` tells of a quote within a quoted cell that is not doubled."""

    dialect: Dialect
    cells: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    open: str = ""
    stray: bool = False
    # Known where quotes within cells are not doubled: a cell then ends only where a row of this width can,
    # and in a table that quotes every cell, only before the quote of the next.
    width: int = 0
    all_quoted: bool = False

    def feed(self, line: str) -> bool:
        """Take one line with its end; True when the row is complete."""
        end = len(line.rstrip("\r\n"))
        state, self.open = self.open, ""
        at = 0
        if state:
            at = self._quoted(line, 0, end) if state == _QUOTED else self._bare(line, 0, end)
        while at >= 0:
            at = self._cell(line, at, end)
        return not self.open

    def _cell(self, line: str, at: int, end: int) -> int:
        """Read the cell that starts at a place; where the next starts, -1 at the end of the line."""
        quote = self.dialect.quote
        start = at
        while start < end and line[start] == " ":
            start += 1
        if quote and line.startswith(quote, start, end):
            return self._quoted(line, start + 1, end)
        return self._bare(line, at, end)

    def _bare(self, line: str, at: int, end: int) -> int:
        delimiter, escape = self.dialect.delimiter, self.dialect.escape
        if not escape:
            stop = line.find(delimiter, at, end)
            self.cells.append(line[at : stop if stop >= 0 else end])
            return stop + 1 if stop >= 0 else -1
        while at < end and line[at] != delimiter:
            at += line[at] == escape
            self.parts.append(line[at])
            at += 1
        if at > end:
            # The escape stood before the end of the line, which belongs to the cell.
            self.parts.append(line[at:])
            self.open = _BARE
            return -1
        self._end_cell()
        return at + 1 if at < end else -1

    def _quoted(self, line: str, at: int, end: int) -> int:
        """Read on within a quoted cell; where the next cell starts, -1 at the end of the line."""
        quote, escape = self.dialect.quote, self.dialect.escape
        while True:
            stop = line.find(quote, at)
            escaped = line.find(escape, at) if escape else -1
            if escaped >= 0 and (stop < 0 or escaped < stop):
                self.parts.append(line[at:escaped] + line[escaped + 1 : escaped + 2])
                at = escaped + 2
                continue
            if stop < 0:
                self.parts.append(line[at:])
                self.open = _QUOTED
                return -1
            self.parts.append(line[at:stop])
            at = stop + 1
            if line.startswith(quote, at):
                self.parts.append(quote)
                at += 1
                continue
            after = at
            while after < end and line[after] == " " and self.dialect.delimiter != " ":
                after += 1
            if (after >= end or line[after] == self.dialect.delimiter) and self._may_end(line, after, end):
                self._end_cell()
                return after + 1 if after < end else -1
            self.parts.append(quote)
            self.stray = True

    def _may_end(self, line: str, after: int, end: int) -> bool:
        """Whether a quoted cell may end at a quote that a delimiter or the end of the line follows."""
        if not self.width:
            return True
        if after >= end:
            return len(self.cells) + 1 == self.width
        return not self.all_quoted or line.startswith(self.dialect.quote, after + 1)

    def _end_cell(self) -> None:
        self.cells.append("".join(self.parts))
        self.parts = []


class Rows:
    """The rows of a table, one after the other; blank lines are passed over.

    `width` is how many cells a row has, and `plausible` tells whether cells could be a row of this table;
    both are known once the header has been read.
    """

    def __init__(self, lines: Iterator[Numbered], dialect: Dialect, limit: int) -> None:
        self._lines = lines
        self._again: deque[Numbered] = deque()
        self._dialect = dialect
        self._limit = limit
        # How much may be read a second time; a file made of open quotes would else take time without end.
        self._budget = _READ_AGAIN
        self.width = 0
        # Whether the header quotes its first name: then every row begins with a quote.
        self._quoting = False
        self.plausible: Callable[[list[str]], bool] = lambda cells: True

    def __iter__(self) -> Iterator[Row]:
        while (numbered := self._next()) is not None:
            number, line = numbered
            if line is None:
                mib = self._limit // 2**20
                yield Row([], number, number, f"a line longer than {mib} MiB, the limit for one line")
            elif line.strip():
                yield self._row(number, line)

    def _next(self) -> Numbered | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _row(self, number: int, line: str) -> Row:
        if not self.width:
            self._quoting = bool(self._dialect.quote) and line.lstrip(" \ufeff").startswith(
                self._dialect.quote
            )
        record = _Record(self._dialect)
        taken: list[Numbered] = [(number, line)]
        size = len(line)
        # Tables with tabs are often written without any quoting; a quote is then a character.
        bare = line.rstrip("\r\n").split("\t") if self._dialect.delimiter == "\t" else []
        fits = len(bare) == self.width > 1
        complete = record.feed(line)
        while not complete:
            if fits and (record.stray or self._budget < 0):
                # What follows need not be read to the end of the file, for each such row.
                self._again.extendleft(reversed(taken[1:]))
                return Row(bare, number, number)
            more = self._next()
            if more is None:
                break
            taken.append(more)
            if more[1] is None or (size := size + len(more[1])) > self._limit:
                break
            complete = record.feed(more[1])
        odd = self.width > 1 and len(record.cells) != self.width
        quoted = (taken[-1][1] or "").rstrip().endswith(self._dialect.quote) or record.stray or not complete
        if odd and quoted and (row := self._undoubled(taken)):
            return row
        if complete and not record.stray:
            return Row(record.cells, number, taken[-1][0])
        if fits:
            self._budget -= size + _LINE_COST * len(taken)
            self._again.extendleft(reversed(taken[1:]))
            return Row(bare, number, number)
        return self._mended(record, complete, taken, size)

    def _undoubled(self, taken: list[Numbered]) -> Row | None:
        """The row that begins with the first of the lines, if quotes within its cells were not doubled."""
        lines = list(taken)
        made: Row | None = None
        for all_quoted in (True, False) if self._quoting else (False,):
            record = _Record(self._dialect, width=self.width, all_quoted=all_quoted)
            complete, at = False, 0
            while not complete and at < _MOST_LINES_OF_ROW and self._budget > 0:
                if at == len(lines) and (more := self._next()) is not None:
                    lines.append(more)
                line = lines[at][1] if at < len(lines) else None
                if line is None:
                    break
                at += 1
                self._budget -= len(line) + _LINE_COST
                complete = record.feed(line)
            fitting = complete and record.stray and len(record.cells) == self.width
            if fitting and self.plausible(record.cells):
                made = Row(record.cells, lines[0][0], lines[at - 1][0])
                break
        self._again.extendleft(reversed(lines[at:] if made else lines[len(taken) :]))
        return made

    def _mended(self, record: _Record, complete: bool, taken: list[Numbered], size: int) -> Row:
        """Give back the lines that an unclosed quote has swallowed, from the first that begins a row."""
        self._budget -= size + _LINE_COST * len(taken)
        budget = min(4 * size, self._budget)
        for place in range(1, len(taken)):
            if budget < 0:
                break
            width, cost = self._begins(taken, place)
            budget -= cost + _LINE_COST
            if width:
                self._again.extendleft(reversed(taken[place:]))
                return Row(record.cells[:1], taken[0][0], taken[place - 1][0], _UNCLOSED)
        if complete:
            return Row(record.cells, taken[0][0], taken[-1][0])
        if taken[-1][1] is not None and size <= self._limit:
            return Row(record.cells, taken[0][0], taken[-1][0], f"{_UNCLOSED} before the end of the file")
        mib = self._limit // 2**20
        return Row(record.cells[:1], taken[0][0], taken[-1][0], f"{_UNCLOSED} within {mib} MiB")

    def _begins(self, taken: list[Numbered], place: int) -> tuple[bool, int]:
        """Whether a line begins a row of the table's width, and how many characters were looked at."""
        record, cost = _Record(self._dialect), 0
        if self._quoting and not (taken[place][1] or "").startswith(self._dialect.quote):
            return False, 0
        for at in range(place, len(taken)):
            line = taken[at][1]
            if line is None:
                return False, cost
            cost += len(line)
            if record.feed(line):
                sound = len(record.cells) == self.width > 1 and not record.stray
                return sound and self.plausible(record.cells), cost
            if record.stray or len(record.cells) >= self.width:
                return False, cost
        # The lines end within a quoted cell: a row that goes on, if it began as one with cells before it.
        return 0 < len(record.cells) < self.width, cost


_UNCLOSED = "a quote is opened and not closed"
