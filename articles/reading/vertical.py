"""Rows of a table as clients of databases show them, a line a column → articles, one a row.

"*** 1. row ***" above "title: …" is MySQL, "-[ RECORD 1 ]---" above "title | …" PostgreSQL. A value goes on
on the lines below until the next column of the first row comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from articles.reading.fields import Fault, Record, read_records
from articles.reading.opened import OpenFile
from articles.reading.text import Line
from articles.records import ParsedArticle, Rejection

LAYOUT = "rows of a database client"
_ROW = re.compile(r"\*{3,60} ?\d{1,12}\. row ?\*{3,60}|-\[ RECORD \d{1,12} \][-+]{0,2000}")
_MYSQL = re.compile(r"\s{0,60}(?P<name>[A-Za-z_][\w$.]{0,60}): ?(?P<value>.*)", re.DOTALL)
_POSTGRES = re.compile(r"(?P<name>[A-Za-z_][\w$.]{0,60})? {0,60}\| ?(?P<value>.*)", re.DOTALL)


def recognise(opened: OpenFile) -> bool:
    """By the line above the first row."""
    first = next((line.text for line in opened.lines if line.text), "")
    return bool(_ROW.fullmatch(first))


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each row."""
    yield from read_records(opened, _records(opened.lines), LAYOUT)


def _records(lines: Sequence[Line]) -> Iterator[Record | Fault]:
    starts = [at for at, line in enumerate(lines) if _ROW.fullmatch(line.text)]
    names: set[str] = set()
    for start, end in pairwise([*starts, len(lines)]):
        form = _POSTGRES if lines[start].text.startswith("-") else _MYSQL
        values: dict[str, list[str]] = {}
        name = ""
        for line in lines[start + 1 : end]:
            match = form.fullmatch(line.raw)
            found = match["name"] if match else None
            if match and found and found not in values and (not names or found in names):
                name, values[found] = found, [match["value"]]
            elif match and form is _POSTGRES and name:
                values[name].append(match["value"])
            elif name:
                values[name].append(line.raw)
        names = names or set(values)
        joined = {
            name: "\n".join(map(_without_plus, parts) if form is _POSTGRES else parts).strip()
            for name, parts in values.items()
        }
        yield Record(joined, lines[start].number, lines[end - 1].number)


def _without_plus(part: str) -> str:
    """A line of a value without the sign that it goes on."""
    return part[:-1].rstrip() if part.endswith("+") else part
