"""A table (CSV, TSV, cells parted by semicolons or bars) → articles, one a row, with flat memory.

The header row tells that a file is a table and how its cells are parted; the suffix counts only where the
header says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from articles.reading.columns import Columns
from articles.reading.fields import Fault, Record, no_text_column, read_records, text_columns
from articles.reading.headless import told_fields
from articles.reading.opened import OpenFile
from articles.reading.recordfields import TO_SAY
from articles.reading.stamps import names_day
from articles.reading.streaming import head_text, lines
from articles.reading.tablerows import Dialect, Row, Rows
from articles.reading.text import LINE_END
from articles.records import ParsedArticle, Rejection

LAYOUT = "table"
_SUFFIXES = (".csv", ".tsv", ".tab", ".psv", ".ssv", ".scsv")
_DELIMITERS = (",", "\t", ";", "|", "\x1f", "\x01", "^", "~")
_PREAMBLE = re.compile(r"\s*(?:(?P<mark>\"?)sep=(?P<delimiter>.)(?P=mark)\s*$|#)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:,]$")
_LONGEST_NAME = 60
_LONGEST_PREAMBLE = 8
_TOLD_CONFIDENCE = 0.8
TOLD_DOUBT = "no header: what the columns hold was told by what stands in them"
_LOOKED_AT = 12
_SHORTEST_TEXT = 200
_NAMED = ("title", "body", "summary")
_ADDRESS = re.compile(r"https?://\S+")


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


def recognise(opened: OpenFile) -> bool:
    """By a header row that names an article's fields; by suffix if the rows are all of one width."""
    return _layout(opened) is not None


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each row, or a rejection with its line."""
    layout = _layout(opened)
    if layout is None:
        yield opened.reject("not a table: no header row, and no rows of one width")
    elif not text_columns(opened.columns, layout.names):
        yield opened.reject(_unnamed(opened.columns, layout), 0, layout.skip or 1)
    else:
        for each in read_records(opened, _records(opened, layout), LAYOUT):
            yield _doubted(each) if layout.told and isinstance(each, ParsedArticle) else each


def rows(opened: OpenFile) -> Iterator[Mapping[str, object]]:
    """The rows of a table by the names of its columns, whatever these hold."""
    layout = _layout(opened)
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
    if not any(cell.strip() for cell in cells) or _stripped(cells) == names:
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
    for name, cell in zip(names, cells, strict=True):
        while name in values:
            name += "."
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


def _layout(opened: OpenFile) -> Layout | None:
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
        names = () if sample and _is_header(_stripped(sample[0])) else told_fields(sample)
        if names:
            return Layout(dialect, names, frozenset(names), skip, told=True)
    return None


def _named_layout(opened: OpenFile, rows: list[str], skip: int, delimiters: tuple[str, ...]) -> Layout | None:
    """The layout under which the first row names the most fields of an article."""
    best: Layout | None = None
    for delimiter in delimiters:
        dialect = _dialect(delimiter, rows)
        names = _stripped(next(iter(_sample(rows[:8], dialect)), Row([], 1, 1)).cells)
        fields = frozenset(field for name in names for field, rank in opened.columns[name][:1] if name)
        if not _is_header(names) or not fields & set(_NAMED):
            continue
        if best is None or len(fields) > len(best.fields):
            best = Layout(dialect, names, fields, skip + 1)
    if best is None:
        return None
    suffix = opened.name.endswith(_SUFFIXES)
    if len(best.fields) < 2 or len(best.names) < 2:
        # One known name may open any text: it takes the suffix, or a column that the user named.
        own = any(opened.columns.has(name) for name in best.names)
        return best if suffix or (own and len(best.names) > 1) else None
    widths = [len(row.cells) for row in _sample(rows, best.dialect)[1:]]
    fitting = sum(width == len(best.names) for width in widths)
    return best if suffix or len(best.fields) > 2 or fitting * 2 > len(widths) else None


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
        names = _stripped(sample[0].cells)
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


def _stripped(cells: list[str]) -> tuple[str, ...]:
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
