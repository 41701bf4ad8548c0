"""The XML of a spreadsheet (xlsx, ods) → its sheets as CSV, days in the usual form."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol
from xml.etree.ElementTree import Element

from articles.reading.xmltext import local

_CELL = re.compile(r"(?P<column>[A-Z]{1,3})\d+")
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_OF_DATES = re.compile(r"(?<![\\\"\[])[ymd]", re.IGNORECASE)
_LITERAL = re.compile(r"\"[^\"]*+\"|\[[^\[\]]*+\]")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d+)?")
_FIRST_DAY, _FIRST_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MOST_COLUMNS, _MOST_REPEATS, _LATEST = 1_000, 1_000, 200_000
_A_CELL = 4  # characters that a cell counts for beside its own

Rows = list[list[str]]


class Parts(Protocol):
    """The parts of a spreadsheet: one as a whole by its name, or its elements one by one."""

    def __call__(self, name: str) -> Element | None: ...

    def each(self, name: str, element: str) -> Iterator[Element]: ...


class TooLargeError(ValueError):
    """The sheets of a file hold more than its limit; the message says so, and what to do."""


def of_excel(workbook: Element, part: Parts, most: int) -> list[str]:
    """The sheets of a workbook, in their order, those without cells left out.

    Raises TooLargeError where they have more than `most` characters: cells may name one long text many times.
    """
    room = _Room(most)
    # What is written above Japanese words to read them is left out.
    shared = [_text(each) for each in part.each("xl/sharedStrings.xml", "si")]
    dated = _dated(part("xl/styles.xml"))
    targets = _targets(part("xl/_rels/workbook.xml.rels"))
    first = _FIRST_OF_1904 if _is_1904(workbook) else _FIRST_DAY
    made: list[str] = []
    seen: set[str] = set()
    for sheet in (each for each in workbook.iter() if local(each) == "sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        target = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        # A small file may name one sheet thousands of times.
        if target in seen:
            continue
        seen.add(target)
        if rows := room.take(_rows(part.each(target, "row"), shared, dated, first)):
            made.append(_csv(rows, room))
    return made


def of_opendocument(content: Element, most: int) -> list[str]:
    """The tables of an OpenDocument spreadsheet; none of a text.

    Raises TooLargeError where they have more than `most` characters: cells may say that they are repeated.
    """
    room = _Room(most)
    sheet = next((each for each in content.iter() if local(each) == "spreadsheet"), None)
    found = [each for each in sheet if local(each) == "table"] if sheet is not None else []
    return [_csv(rows, room) for each in found if (rows := room.take(_open_rows(each)))]


class _Room:
    """How many characters the sheets of a file may have yet."""

    def __init__(self, most: int) -> None:
        self.most = self.left = most

    def take(self, rows: Iterator[list[str]]) -> Rows:
        """All rows of a sheet."""
        made: Rows = []
        for row in rows:
            self.use(sum(map(len, row)) + _A_CELL * len(row))
            made.append(row)
        return made

    def use(self, characters: int) -> None:
        """Take room for so many characters."""
        self.left -= characters
        if self.left < 0:
            raise TooLargeError(
                f"its sheets hold more than {self.most // 2**20} MiB of text, the limit for such a file: "
                "save each sheet as a file of its own"
            )


def _csv(rows: Rows, room: _Room) -> str:
    """Rows as CSV, all of one width; columns that are empty to the right are left out."""
    width = max((number for row in rows for number, cell in enumerate(row, 1) if cell.strip()), default=0)
    room.use(sum(max(0, width - len(row)) for row in rows))
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([*row[:width], *[""] * (width - len(row))] for row in rows)
    return stream.getvalue()


def _text(element: Element) -> str:
    made: list[str] = []
    stack = [element]
    while stack:
        each = stack.pop()
        if local(each) == "rPh":
            continue
        if local(each) == "t" and each.text:
            made.append(each.text)
        stack.extend(reversed(each))
    return "".join(made).replace("_x000D_", "")


def _dated(root: Element | None) -> frozenset[int]:
    """The numbers of the styles that show a number as a day."""
    if root is None:
        return frozenset()
    own = {
        each.get("numFmtId", ""): each.get("formatCode", "")
        for each in root.iter()
        if local(each) == "numFmt"
    }
    holder = next((each for each in root.iter() if local(each) == "cellXfs"), None)
    dated = {key for key, code in own.items() if _OF_DATES.search(_LITERAL.sub("", code))}
    dated.update(map(str, _DATE_FORMATS))
    styles = enumerate(holder if holder is not None else ())
    return frozenset(number for number, each in styles if each.get("numFmtId", "") in dated)


def _targets(root: Element | None) -> dict[str, str]:
    return {each.get("Id", ""): each.get("Target", "") for each in root} if root is not None else {}


def _is_1904(workbook: Element) -> bool:
    return any(
        each.get("date1904") in ("1", "true") for each in workbook.iter() if local(each) == "workbookPr"
    )


def _rows(
    rows: Iterable[Element], shared: Sequence[str], dated: frozenset[int], first: date
) -> Iterator[list[str]]:
    for row in rows:
        cells: dict[int, str] = {}
        for at, cell in enumerate(each for each in row if local(each) == "c"):
            match = _CELL.fullmatch(cell.get("r", ""))
            column = _column(match["column"]) if match else at
            if column < _MOST_COLUMNS:
                cells[column] = _value(cell, shared, dated, first)
        if any(value.strip() for value in cells.values()):
            yield [cells.get(number, "") for number in range(max(cells) + 1)]


def _whole(text: str) -> int:
    """A number as programs write it; -1 for all else."""
    return int(text) if len(text) < 10 and text.isascii() and text.isdigit() else -1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Element, shared: Sequence[str], dated: frozenset[int], first: date) -> str:
    """What a cell shows."""
    kind = cell.get("t", "")
    if kind == "inlineStr":
        return _text(cell)
    raw = next((each.text or "" for each in cell if local(each) == "v"), "")
    if kind == "s":
        return shared[_whole(raw)] if 0 <= _whole(raw) < len(shared) else ""
    if not kind and _whole(cell.get("s", "")) in dated and _NUMBER.fullmatch(raw):
        days = int(float(raw))
        return (first + timedelta(days=days)).isoformat() if 0 < days < _LATEST else raw
    return "" if kind == "e" else raw


def _open_rows(table: Element) -> Iterator[list[str]]:
    for row in (each for each in table.iter() if local(each) == "table-row"):
        cells: list[str] = []
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            told = {name.rpartition("}")[2]: value for name, value in cell.attrib.items()}
            repeats = told.get("number-columns-repeated", "1")
            count = min(abs(_whole(repeats)), _MOST_REPEATS)
            value = told.get("date-value") or "\n".join(
                "".join(each.itertext()) for each in cell if local(each) == "p"
            )
            cells += [value] * (count if len(cells) < _MOST_COLUMNS else 0)
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield cells
