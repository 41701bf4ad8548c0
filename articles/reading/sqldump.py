"""A dump of a database in SQL (mysqldump, pg_dump, SQLite) → articles, one a row.

Rows stand in `INSERT INTO news (title, body) VALUES (…);` or below `COPY news (title, body) FROM stdin;`.
Where the columns are not named there, those of CREATE TABLE count. Nothing is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from itertools import chain

from articles.reading.columns import Columns
from articles.reading.fields import Fault, Record, read_records, text_columns
from articles.reading.opened import OpenFile
from articles.reading.streaming import head_text
from articles.records import ParsedArticle, Rejection

LAYOUT = "SQL dump"
_NAME = r"(?:[`\"\[]?[\w$]{1,80}[`\"\]]?\.){0,2}[`\"\[]?(?P<%s>[\w$ ]{1,80})[`\"\]]?"
_FILLS = re.compile(
    rf"(?:INSERT|REPLACE)\s{{1,4}}(?:IGNORE\s{{1,4}})?INTO\s{{1,4}}{_NAME % 'table'}\s{{0,4}}"
    r"(?:\((?P<columns>[^()]{1,8000})\)\s{0,4})?VALUES?\s{0,4}(?=\()"
    rf"|^(?P<copied>(?-i:COPY))\s{{1,4}}{_NAME % 'copied_table'}\s{{0,4}}"
    r"\((?P<copied_columns>[^()]{1,8000})\)\s{1,40}FROM\s{1,40}stdin;[^\n]*\n",
    re.IGNORECASE | re.MULTILINE,
)
_CREATE = re.compile(
    rf"CREATE\s{{1,4}}TABLE\s{{1,4}}(?:IF\s+NOT\s+EXISTS\s{{1,4}})?{_NAME % 'table'}\s{{0,4}}\(",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"^\s{0,8}[`\"\[]?(?P<name>[A-Za-z_][\w$]{0,80})[`\"\]]?\s+[A-Za-z]", re.MULTILINE)
_NO_COLUMN = frozenset(
    ("primary", "key", "unique", "constraint", "foreign", "index", "check", "fulltext", "spatial", "exclude")
)
_STRING = re.compile(r"[EeNn]?'((?:[^'\\]++|''|\\.)*+)'", re.DOTALL)
_BARE = re.compile(r"[^,()']{1,200}")
_BETWEEN = re.compile(r"[\s,]*")
# What may stand behind the last row of a statement.
_BEHIND = re.compile(
    r";|\Z|--|/\*|#|(?:ON|AS|RETURNING|INSERT|REPLACE|CREATE|COPY|SET|USE|UNLOCK|ALTER|DROP|UPDATE|DELETE|GO|"
    r"COMMIT|BEGIN|SELECT|ANALYZE|START)\b",
    re.IGNORECASE,
)
_NEXT_ROW = re.compile(
    r"(?:\)\s{0,20},|^)\s{0,40}(?P<row>\((?=\s{0,8}(?:['\"\d-]|[NE]'|NULL|DEFAULT)))"
    r"|^(?P<statement>(?:INSERT|REPLACE|COPY|CREATE)\s)",
    re.IGNORECASE | re.MULTILINE,
)
_COPY_END = re.compile(r"\n(?:\\\.|(?=COPY [^\n;]{1,8000} FROM stdin;))")
_ESCAPE = re.compile(r"\\(.)|''", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "", "Z": "", "b": ""}
_COPY_ESCAPE = re.compile(r"\\([nrtbfv\\])")
_COPIED = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "\f", "v": "\n", "\\": "\\"}
_OPENING = re.compile(
    r"\s*(?:--|/\*|SET |PRAGMA |BEGIN|CREATE |DROP |INSERT |REPLACE |COPY |USE |START TRANSACTION)", re.I
)
_LONGEST_CREATED = 20_000
_UNCLOSED = "a quote is opened and not closed"
# How many characters of broken rows are looked through in all: such a row may reach to the end of the file.
_MOST_BROKEN = 32 * 1024 * 1024
_LONGEST_GAP = 400


def recognise(opened: OpenFile) -> bool:
    """By a statement of SQL at the beginning, and one that fills a table or makes one further on."""
    head = head_text(opened).text.lstrip("\ufeff")
    if not _OPENING.match(head):
        return False
    return bool(_FILLS.search(head) or _CREATE.search(head))


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each row of the tables that have a column for a text."""
    rows = _rows(opened.decoded.text, opened.columns)
    first = next(rows, None)
    if first is None:
        yield opened.reject("the SQL dump fills no table that has a column for a text of its own")
        return
    yield from read_records(opened, chain([first], rows), LAYOUT)


def _rows(text: str, columns: Columns) -> Iterator[Record | Fault]:
    """The rows of the statements that fill a table of texts; a fault for each table that holds none."""
    reader = _Reader(text)
    created = _tables(text)
    left_out: set[str] = set()
    at = 0
    while match := _FILLS.search(text, at):
        at = match.end()
        listed = match["copied_columns"] if match["copied"] else match["columns"]
        table = (match["copied_table"] or match["table"]).strip()
        names = _names(listed) if listed else created.get(table.lower(), ())
        if names and text_columns(columns, names):
            at = yield from (reader.copied if match["copied"] else reader.inserted)(at, names)
        elif table not in left_out:
            left_out.add(table)
            said = "has no column that is known to hold a text" if names else "names its columns nowhere"
            yield Fault(f"the table “{table}” {said}: its rows are left out", reader.line(match.start()))


def _tables(text: str) -> dict[str, tuple[str, ...]]:
    """The columns of each table that is created, by its name in small letters."""
    found = list(_CREATE.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)] * bool(found)
    return {
        match["table"].strip().lower(): _created(text[match.end() : min(end, match.end() + _LONGEST_CREATED)])
        for match, end in zip(found, ends, strict=True)
    }


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip(' `"[]\n\r\t') for name in listed.split(","))


def _created(inner: str) -> tuple[str, ...]:
    """The columns that a statement creates, in order, from what stands behind its bracket."""
    inner = inner[:found] if (found := inner.find("\n)")) >= 0 else inner.partition(";")[0]
    inner = inner if "\n" in inner else inner.replace(",", "\n")
    names = [match["name"] for match in _COLUMN.finditer(inner)]
    return tuple(name for name in names if name.lower() not in _NO_COLUMN)


class _Reader:
    """Reads the rows of statements from front to back, with the lines that they stand on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._number, self._place = 1, 0
        self._budget = _MOST_BROKEN

    def line(self, place: int) -> int:
        """The number of the line that a place stands on; no place before one asked for already."""
        if place > self._place:
            self._number += self._text.count("\n", self._place, place)
            self._place = place
        return self._number

    def inserted(self, at: int, names: tuple[str, ...]) -> Generator[Record | Fault, None, int]:
        """Yield the rows behind VALUES; return the place behind the last.

        A row that is broken costs itself: reading goes on where the next one begins.
        """
        while self._text.startswith("(", at):
            line = self.line(at)
            cells, end, problem = _row(self._text, at + 1)
            closed = not problem
            if closed and len(cells) != len(names):
                problem = f"{len(cells)} values where the table has {len(names)} columns"
            if problem:
                at = self._next_row(at + 1, end, closed)
                yield Fault(problem + ("" if self._budget > 0 else "; what follows is not read"), line)
                continue
            yield Record(dict(zip(names, cells, strict=True)), line, self.line(end))
            at = _BETWEEN.match(self._text, end).end()  # type: ignore[union-attr]
            if not self._text.startswith("(", at) and not _BEHIND.match(self._text, at):
                yield Fault("what stands behind the row before is no row", self.line(at))
                at = self._next_row(at, at, False)
        return at

    def _next_row(self, at: int, end: int, closed: bool) -> int:
        """Where the next row or statement begins: within a broken row, or behind it if that was `closed`."""
        found = _NEXT_ROW.search(
            self._text, at, min(end + _LONGEST_GAP, len(self._text)) if closed else len(self._text)
        )
        if not closed:
            self._budget -= (found.start() if found else len(self._text)) + end - 2 * at
        if self._budget <= 0:
            return len(self._text)
        if not found:
            return end
        return found.start("row" if found["row"] else "statement")

    def copied(self, at: int, names: tuple[str, ...]) -> Generator[Record | Fault, None, int]:
        """Yield the rows below COPY, cells parted by tabs; return the place behind the last."""
        ending = _COPY_END.search(self._text, at - 1)
        end = ending.start() + 1 if ending else len(self._text)
        while at < end:
            stop = self._text.find("\n", at, end)
            stop = end if stop < 0 else stop
            cells = self._text[at:stop].rstrip("\r").split("\t")
            line = self.line(at)
            at = stop + 1
            if len(cells) == len(names):
                values = {
                    name: "" if cell == "\\N" else _COPY_ESCAPE.sub(lambda match: _COPIED[match[1]], cell)
                    for name, cell in zip(names, cells, strict=True)
                }
                yield Record(values, line, line)
            elif any(cells):
                yield Fault(f"{len(cells)} values where the table has {len(names)} columns", line)
        return end


def _row(text: str, at: int) -> tuple[list[object], int, str]:
    """The values of a row from behind its bracket, the place behind it, and what is wrong with it or ""."""
    cells: list[object] = []
    value, depth, is_string = "", 0, False
    while at < len(text):
        if match := _STRING.match(text, at):
            value, at, is_string = _ESCAPE.sub(_unescaped, match[1]), match.end(), True
            if not depth and text[at : at + 1].isalnum():
                # A string of which words stand behind the end ended at another place.
                return cells, at, _UNCLOSED
            continue
        sign = text[at]
        if sign == "'":
            return cells, len(text), _UNCLOSED
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign in ",)" and not depth:
            cells.append(value)
            value, is_string = "", False
            if sign == ")":
                return cells, at + 1, ""
        elif (match := _BARE.match(text, at)) and not sign.isspace():
            bare = match[0].strip()
            value = value if is_string else value or ("" if bare.upper() in ("NULL", "DEFAULT") else bare)
            at = match.end()
            continue
        at += 1
    return cells, at, "the file ends within the row"


def _unescaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[1], match[1]) if match[1] else "'"
