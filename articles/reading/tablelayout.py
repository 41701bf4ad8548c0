"""The head of a file → how a table in it is laid out: dialect, names of its columns, where rows begin.

The header row tells that a file is a table and how its cells are parted; the suffix counts only where the
header says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.reading.headless import told_fields
from articles.reading.opened import OpenFile
from articles.reading.streaming import head_text
from articles.reading.tablerows import Dialect, Row, Rows
from articles.reading.text import LINE_END

_SUFFIXES = (".csv", ".tsv", ".tab", ".psv", ".ssv", ".scsv")
_DELIMITERS = (",", "\t", ";", "|", "\x1f", "\x01", "^", "~")
_PREAMBLE = re.compile(r"\s*(?:(?P<mark>\"?)sep=(?P<delimiter>.)(?P=mark)\s*$|#)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:,]$")
_LONGEST_NAME = 60
_LONGEST_PREAMBLE = 8
_LOOKED_AT = 12
_NAMED = ("title", "body", "summary")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is laid out: its dialect, the names of its columns, and the rows before the first record.

    `fields` are the fields that the names are known for; `headless` says that the first row is data already,
    `told` that the names were told by what the columns hold.
    """

    dialect: Dialect
    names: tuple[str, ...]
    fields: frozenset[str]
    skip: int
    headless: bool = False
    told: bool = False


def layout_of(opened: OpenFile) -> Layout | None:
    """How the file is laid out; None if it is no table."""
    text = head_text(opened).text
    rows = LINE_END.split(text, 200)
    skip, forced = 0, ""
    while rows and (match := _PREAMBLE.match(rows[0])) and skip < 20:
        if not match["delimiter"] and _named_layout(opened, rows, skip, _DELIMITERS):
            break
        forced = match["delimiter"] or forced
        rows, skip = rows[1:], skip + 1
    while rows and not rows[0].strip():
        rows = rows[1:]
    if not rows:
        return None
    delimiters = (forced,) if forced else _DELIMITERS
    return (
        _named_layout(opened, rows, skip, delimiters)
        or _below_preamble(opened, rows, skip, delimiters)
        or _told_layout(opened, rows, skip, delimiters)
        or _bare_layout(opened, rows, skip, delimiters)
    )


def _below_preamble(
    opened: OpenFile, rows: list[str], skip: int, delimiters: tuple[str, ...]
) -> Layout | None:
    """The layout of a table below lines that say where it comes from, if a sure header follows them."""
    at = 0
    while at < min(len(rows) - 1, _LONGEST_PREAMBLE) and '"' not in rows[at]:
        skip, at = skip + bool(rows[at].strip()), at + 1
        found = _named_layout(opened, rows[at:], skip, delimiters) if rows[at].strip() else None
        if found and len(found.fields) > 1 and {"body", "summary"} & found.fields:
            return found
    return None


def _told_layout(opened: OpenFile, rows: list[str], skip: int, delimiters: tuple[str, ...]) -> Layout | None:
    """The layout of a table without a header whose columns show what they hold, where nobody named them."""
    named = any(opened.columns.has(f"column {number}") for number in range(1, 100))
    if named or not opened.name.endswith(_SUFFIXES):
        return None
    for delimiter in delimiters:
        dialect = _dialect(delimiter, rows)
        sample = [row.cells for row in _sample(rows, dialect)]
        names = () if sample and _is_header(stripped(sample[0])) else told_fields(sample)
        if names:
            return Layout(dialect, names, frozenset(names), skip, told=True)
    return None


def _named_layout(opened: OpenFile, rows: list[str], skip: int, delimiters: tuple[str, ...]) -> Layout | None:
    """The layout under which the first row names the most fields of an article."""
    best: Layout | None = None
    suffix = opened.name.endswith(_SUFFIXES)
    for delimiter in delimiters:
        if not suffix and _is_one_cell(rows[0], delimiter):
            continue
        dialect = _dialect(delimiter, rows)
        names = stripped(next(iter(_sample(rows[:8], dialect)), Row([], 1, 1)).cells)
        fields = frozenset(field for name in names for field, rank in opened.columns[name][:1] if name)
        if not _is_header(names) or not fields & set(_NAMED):
            continue
        if best is None or len(fields) > len(best.fields):
            best = Layout(dialect, names, fields, skip + 1)
    if best is None:
        return None
    if len(best.fields) < 2 or len(best.names) < 2:
        # One known name may open any text: it takes the suffix, or a column that the user named.
        own = any(opened.columns.has(name) for name in best.names)
        return best if suffix or (own and len(best.names) > 1) else None
    widths = [len(row.cells) for row in _sample(rows, best.dialect)[1:]]
    fitting = sum(width == len(best.names) for width in widths)
    return best if suffix or len(best.fields) > 2 or fitting * 2 > len(widths) else None


def _is_one_cell(row: str, delimiter: str) -> bool:
    """Whether the first row has one cell, by a line of it without quotes, in which a cell could go on."""
    return delimiter not in row and '"' not in row and "'" not in row


def _bare_layout(opened: OpenFile, rows: list[str], skip: int, delimiters: tuple[str, ...]) -> Layout | None:
    """The layout of a table whose first row names nothing known: by its suffix and even rows."""
    named = any(opened.columns.has(f"column {number}") for number in range(1, 100))
    if not named and not opened.name.endswith(_SUFFIXES):
        return None
    best: tuple[float, Layout] | None = None
    for delimiter in delimiters:
        dialect = _dialect(delimiter, rows)
        sample = _sample(rows, dialect)
        width = len(sample[0].cells) if sample else 0
        even = sum(len(row.cells) == width for row in sample) / max(len(sample), 1)
        if width < 2 or even < 0.6 or (best and best[0] >= even * width):
            continue
        names = stripped(sample[0].cells)
        headless = not _is_header(names) or any(len(name) > 30 for name in names)
        if named:
            places = tuple(f"column {number}" for number in range(1, width + 1))
            best = even * width, Layout(dialect, places, frozenset(), skip)
        else:
            best = even * width, Layout(dialect, names, frozenset(), skip + 1, headless)
    return best[1] if best else None


def _is_header(names: tuple[str, ...]) -> bool:
    """Whether cells can be names of columns: short, no sentences."""
    return any(names) and not any(len(name) > _LONGEST_NAME or _ends_sentence(name) for name in names)


def _ends_sentence(name: str) -> bool:
    """Whether a cell ends as a sentence does; "No." and "Title:" do not."""
    if name.endswith(":"):
        return len(name.split()) > 4
    return bool(_SENTENCE_END.search(name)) and (" " in name or len(name) > 16)


def stripped(cells: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.strip().lstrip("#\ufeff").split()) for cell in cells)


def _sample(rows: list[str], dialect: Dialect) -> list[Row]:
    """The first rows of the head as the dialect cuts them; the last may be cut off and is left out."""
    numbered = ((number, f"{row}\n") for number, row in enumerate(rows, 1))
    found: list[Row] = []
    for row in Rows(iter(list(numbered)), dialect, 1 << 20):
        found.append(row)
        if len(found) > _LOOKED_AT:
            break
    return found[:-1] if len(found) > 2 else found


def _dialect(delimiter: str, rows: list[str]) -> Dialect:
    """The quote and escape characters that go with a delimiter, by what stands next to it."""
    head = "\n".join(rows)
    beside = {
        quote: head.count(delimiter + quote) + head.count(quote + delimiter) + head.count("\n" + quote)
        for quote in ('"', "'")
    }
    header = rows[0].strip()
    single = header[:1] == "'" == header[-1:] or (not beside['"'] and beside["'"] >= 4)
    quote = "'" if single else '"'
    escaped = head.count("\\" + quote) + head.count("\\" + delimiter)
    escape = "\\" if escaped > head.count(quote * 2) else ""
    return Dialect(delimiter, quote, escape)
