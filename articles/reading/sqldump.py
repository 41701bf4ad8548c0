"""A dump of a database in SQL (mysqldump, pg_dump, SQLite) → articles, one a row.

Rows stand in `INSERT INTO news (title, body) VALUES (…);` or below `COPY news (title, body) FROM stdin;`.
Where the columns are not named there, those of CREATE TABLE count. Nothing is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.reading.columns import Columns
from articles.reading.fields import Fault, Record, read_records, text_columns
from articles.reading.opened import OpenFile
from articles.reading.streaming import head_text
from articles.records import ParsedArticle, Rejection

LAYOUT = "SQL dump"
_NAME = r"(?:[`\"\[]?[\w$]{1,80}[`\"\]]?\.){0,2}[`\"\[]?(?P<table>[\w$ ]{1,80})[`\"\]]?"
_INSERT = re.compile(
    rf"(?:INSERT|REPLACE)\s{{1,4}}(?:IGNORE\s{{1,4}})?INTO\s{{1,4}}{_NAME}\s{{0,4}}"
    r"(?:\((?P<columns>[^()]{1,8000})\)\s{0,4})?VALUES?\s{0,4}(?=\()",
    re.IGNORECASE,
)
_COPY = re.compile(
    rf"^COPY\s{{1,4}}{_NAME}\s{{0,4}}\((?P<columns>[^()]{{1,8000}})\)\s+FROM\s+stdin;[^\n]*\n", re.M
)
_CREATE = re.compile(
    rf"CREATE\s{{1,4}}TABLE\s{{1,4}}(?:IF\s+NOT\s+EXISTS\s{{1,4}})?{_NAME}\s{{0,4}}\(", re.IGNORECASE
)
_COLUMN = re.compile(r"^\s{0,8}[`\"\[]?(?P<name>[A-Za-z_][\w$]{0,80})[`\"\]]?\s+[A-Za-z]", re.MULTILINE)
_NO_COLUMN = frozenset(
    ("primary", "key", "unique", "constraint", "foreign", "index", "check", "fulltext", "spatial", "exclude")
)
_STRING = re.compile(r"[EeNn]?'((?:[^'\\]|''|\\.)*+)'", re.DOTALL)
_BARE = re.compile(r"[^,()']{1,200}")
_BETWEEN = re.compile(r"[\s,]*")
_ESCAPE = re.compile(r"\\(.)|''", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "", "Z": "", "b": ""}
_COPY_ESCAPE = re.compile(r"\\([nrtbfv\\])")
_COPIED = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "\f", "v": "\n", "\\": "\\"}
_OPENING = re.compile(
    r"\s*(?:--|/\*|SET |PRAGMA |BEGIN|CREATE |DROP |INSERT |REPLACE |COPY |USE |START TRANSACTION)", re.I
)
_LONGEST_CREATED = 20_000


def recognise(opened: OpenFile) -> bool:
    """By a statement of SQL at the beginning, and one that fills a table or makes one further on."""
    head = head_text(opened).text.lstrip("\ufeff")
    if not _OPENING.match(head):
        return False
    return bool(_INSERT.search(head) or _COPY.search(head) or _CREATE.search(head))


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each row of the tables that have a column for a text."""
    text = opened.decoded.text
    made = list(_tables(text, opened.columns))
    if not made:
        yield opened.reject("the SQL dump fills no table that has a column for a text of its own")
        return
    records = (record for rows in made for record in rows)
    yield from read_records(opened, records, LAYOUT)


def _tables(text: str, columns: Columns) -> Iterator[Iterator[Record | Fault]]:
    """The rows of each statement that fills a table of texts."""
    lines = _Lines(text)
    created = {match["table"].lower(): _created(text, match.end()) for match in _CREATE.finditer(text)}
    found = sorted((*_INSERT.finditer(text), *_COPY.finditer(text)), key=lambda match: match.start())
    end = 0
    for match in found:
        if match.start() < end:
            continue
        names = _names(match["columns"]) if match["columns"] else created.get(match["table"].lower(), ())
        if not names or not text_columns(columns, names):
            continue
        if match.re is _COPY:
            end = text.find("\n\\.", match.end() - 1)
            end = len(text) if end < 0 else end
            yield _copied(text, match.end(), end, names, lines)
        else:
            rows, end = _inserted(text, match.end(), names, lines)
            yield iter(rows)


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip(' `"[]\n\r\t') for name in listed.split(","))


def _created(text: str, at: int) -> tuple[str, ...]:
    """The columns that a statement creates, in order."""
    inner = text[at : at + _LONGEST_CREATED]
    inner = inner[:found] if (found := inner.find("\n)")) >= 0 else inner.partition(";")[0]
    inner = inner if "\n" in inner else inner.replace(",", "\n")
    names = [match["name"] for match in _COLUMN.finditer(inner)]
    return tuple(name for name in names if name.lower() not in _NO_COLUMN)


def _inserted(text: str, at: int, names: tuple[str, ...], lines: _Lines) -> tuple[list[Record | Fault], int]:
    """The rows behind VALUES, and the place behind the last."""
    made: list[Record | Fault] = []
    while at < len(text) and text[at] == "(":
        line = lines.at(at)
        cells, at = _row(text, at + 1)
        if len(cells) == len(names):
            made.append(Record(dict(zip(names, cells, strict=True)), line, lines.at(at)))
        else:
            made.append(Fault(f"{len(cells)} values where the table has {len(names)} columns", line))
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
    return made, at


def _row(text: str, at: int) -> tuple[list[object], int]:
    """The values of a row from behind its bracket, and the place behind it."""
    cells: list[object] = []
    value, depth = "", 0
    while at < len(text):
        if match := _STRING.match(text, at):
            value, at = _ESCAPE.sub(_unescaped, match[1]), match.end()
            continue
        sign = text[at]
        if sign == "'":
            # A string that is not closed: what follows is part of it.
            return cells, len(text)
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign in ",)" and not depth:
            cells.append(value)
            value = ""
            if sign == ")":
                return cells, at + 1
        elif (match := _BARE.match(text, at)) and not sign.isspace():
            bare = match[0].strip()
            value = value or ("" if bare.upper() in ("NULL", "DEFAULT") else bare)
            at = match.end()
            continue
        at += 1
    return cells, at


def _unescaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[1], match[1]) if match[1] else "'"


def _copied(text: str, at: int, end: int, names: tuple[str, ...], lines: _Lines) -> Iterator[Record | Fault]:
    """The rows below COPY: cells parted by tabs."""
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        cells = text[at:stop].rstrip("\r").split("\t")
        line = lines.at(at)
        at = stop + 1
        if len(cells) == len(names):
            values = {
                name: "" if cell == "\\N" else _COPY_ESCAPE.sub(lambda match: _COPIED[match[1]], cell)
                for name, cell in zip(names, cells, strict=True)
            }
            yield Record(values, line, line)
        elif any(cells):
            yield Fault(f"{len(cells)} values where the table has {len(names)} columns", line)


class _Lines:
    """Line numbers of places in a text, asked for from front to back."""

    def __init__(self, text: str) -> None:
        self._text, self._number, self._place = text, 1, 0

    def at(self, place: int) -> int:
        if place > self._place:
            self._number += self._text.count("\n", self._place, place)
            self._place = place
        return self._number
