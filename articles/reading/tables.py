"""A table (CSV, TSV, cells parted by semicolons or bars) → articles, one a row, with flat memory.

The header row tells that a file is a table and how its cells are parted; the suffix counts only where the
header says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from articles.reading.columns import Columns
from articles.reading.fields import Fault, Record, no_text_column, read_records, text_columns
from articles.reading.opened import OpenFile
from articles.reading.recordfields import TO_SAY
from articles.reading.stamps import names_day
from articles.reading.streaming import lines
from articles.reading.tablelayout import Layout, layout_of, stripped
from articles.reading.tableparts import PARAGRAPHS, is_rule, of_json, parted
from articles.reading.tablerows import Row, Rows
from articles.records import ParsedArticle, Rejection

LAYOUT = "table"
_TOLD_CONFIDENCE = 0.8
TOLD_DOUBT = "no header: what the columns hold was told by what stands in them"
_SHORTEST_TEXT = 200
_MOST_OF_ONE_NAME = 200
_ADDRESS = re.compile(r"https?://\S+")


def recognise(opened: OpenFile) -> bool:
    """By a header row that names an article's fields; by suffix if the rows are all of one width."""
    return layout_of(opened) is not None


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each row, or a rejection with its line."""
    layout = layout_of(opened)
    if layout is None:
        yield opened.reject("not a table: no header row, and no rows of one width")
        return
    if not text_columns(opened.columns, layout.names):
        yield from _read_odd(opened, layout)
    else:
        for each in read_records(opened, _records(opened, layout), LAYOUT):
            yield _doubted(each) if layout.told and isinstance(each, ParsedArticle) else each


def _read_odd(opened: OpenFile, layout: Layout) -> Iterator[ParsedArticle | Rejection]:
    """Read a table without a column for the text: numbered columns hold its paragraphs, or one holds JSON."""
    if names := parted(layout.names):
        yield from read_records(opened, _records(opened, replace(layout, names=names)), LAYOUT)
        return
    found = of_json(_records(opened, layout), opened.columns)
    if first := next(found, None):
        yield from read_records(opened, chain([first], found), LAYOUT)
    else:
        yield opened.reject(_unnamed(opened.columns, layout), 0, layout.skip or 1)


def rows(opened: OpenFile) -> Iterator[Mapping[str, object]]:
    """The rows of a table by the names of its columns, whatever these hold."""
    layout = layout_of(opened)
    for each in _records(opened, layout) if layout else ():
        if isinstance(each, Record):
            yield each.values


def _doubted(article: ParsedArticle) -> ParsedArticle:
    """An article of a table without a header, which may have been told wrong."""
    doubts = (*article.doubts, TOLD_DOUBT)
    return replace(article, doubts=doubts, confidence=min(article.confidence, _TOLD_CONFIDENCE))


def _records(opened: OpenFile, layout: Layout) -> Iterator[Record | Fault]:
    rows = Rows(lines(opened), layout.dialect, opened.limits.line)
    cells = _Plausible(opened.columns, layout)
    for number, row in enumerate(rows):
        if number + 1 >= layout.skip and not rows.width:
            rows.width, rows.plausible = len(layout.names), cells
        if number >= layout.skip:
            made = _record(row, layout, cells)
            if made is not None:
                yield made


def _record(row: Row, layout: Layout, plausible: _Plausible) -> Record | Fault | None:
    """A record of a row; None for one without content, and for the header once more."""
    cells, names = row.cells, layout.names
    title = " ".join(cells[0].split())[:200] if cells else ""
    if row.problem:
        upto = f"; lines {row.first} to {row.last} are left out" if row.last > row.first else ""
        return Fault(row.problem + upto, row.first, title)
    if not any(cell.strip() for cell in cells) or stripped(cells) == names or is_rule(cells):
        return None
    while len(cells) > len(names) and not cells[-1].strip():
        cells = cells[:-1]
    doubt = ""
    if len(cells) != len(names):
        doubt = _ragged(len(cells), names)
        cells = plausible.fitted(cells, len(names))
        if not cells:
            return Fault(doubt, row.first, title)
    return Record(_values(names, cells), row.first, row.last, numbered=True, doubt=doubt)


def _values(names: tuple[str, ...], cells: list[str]) -> dict[str, object]:
    """Column → cell; columns of one name are told apart by dots, which do not count in names."""
    values: dict[str, object] = {}
    several: dict[str, int] = {}
    paragraphs = [cell for name, cell in zip(names, cells, strict=True) if name == PARAGRAPHS]
    if len(paragraphs) > 1:
        values[PARAGRAPHS] = [cell for cell in paragraphs if cell.strip()]
    for name, cell in zip(names, cells, strict=True):
        if len(paragraphs) > 1 and name == PARAGRAPHS:
            continue
        if name in values:
            several[name] = count = several.get(name, 0) + 1
            if count > _MOST_OF_ONE_NAME:
                continue
            name += "." * count
        # Databases write a line break within a cell as backslash and n.
        broken = "\\n" in cell and "\n" not in cell and len(cell) > 200
        values[name] = cell.replace("\\r", "").replace("\\n", "\n").replace("\\t", " ") if broken else cell
    return values


def _ragged(count: int, names: tuple[str, ...]) -> str:
    columns = f"{count} column{'' if count == 1 else 's'} where the header has {len(names)}"
    if count > len(names):
        return f"{columns}: a text with a separator in it needs quotes"
    return f"{columns}: {', '.join(name or 'a column without name' for name in names[count:])} missing"


def _unnamed(columns: Columns, layout: Layout) -> str:
    if layout.headless:
        return (
            f"no header: the first of {len(layout.names)} columns begins “{layout.names[0][:40]}”, and no "
            f"row names the columns{TO_SAY} --column 'column 1=title' --column 'column 2=body'"
        )
    return no_text_column(columns, layout.names)


class _Plausible:
    """Tells whether cells look like a row of the table: a date where dates stand, or an address."""

    def __init__(self, columns: Columns, layout: Layout) -> None:
        found = [[field for field, _ in columns[name]] for name in layout.names]
        self._dates = [place for place, fields in enumerate(found) if "published" in fields]
        self._urls = [place for place, fields in enumerate(found) if "url" in fields]
        self._text = max((place for place, fields in enumerate(found) if "body" in fields), default=-1)

    def __call__(self, cells: list[str]) -> bool:
        typed = [bool(cells[place].strip() and names_day(cells[place])) for place in self._dates]
        typed += [bool(_ADDRESS.fullmatch(cells[place].strip())) for place in self._urls]
        return any(typed) if typed else True

    def fitted(self, cells: list[str], width: int) -> list[str]:
        """The cells of a row that is too short or too long, as many as there are columns; none if unsure.

        The text must be there as a whole, and a longer row show by a day or an address behind the text that
        nothing was pushed aside.
        """
        if not 0 <= self._text < min(len(cells), width) or len(cells[self._text]) < _SHORTEST_TEXT:
            return []
        if len(cells) < width:
            return cells + [""] * (width - len(cells))
        told = any(place > self._text for place in (*self._dates, *self._urls))
        return cells[:width] if told and self(cells) else []
