"""The first rows of a table without a header → the fields that its columns hold, by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from articles.reading.stamps import names_day

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_SHORTEST_TEXT, _LONGEST_TITLE, _SHORTEST_TITLE = 300, 250, 12
_MOST = 0.7


def told_fields(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A name for each column: body, title, published, url, or "column N"; empty where no text can be told."""
    width = len(rows[0]) if rows else 0
    columns = [[row[place].strip() for row in rows if len(row) == width] for place in range(width)]
    if width < 2 or len(columns[0]) < 2:
        return ()
    names = [f"column {place}" for place in range(1, width + 1)]
    lengths = [sum(map(len, column)) / len(column) for column in columns]
    body = max(range(width), key=lambda place: lengths[place])
    if lengths[body] < _SHORTEST_TEXT or not _is_most(columns[body], _is_text):
        return ()
    names[body] = "body"
    for place, column in enumerate(columns):
        if place == body:
            continue
        if "url" not in names and _is_most(column, _is_address):
            names[place] = "url"
        elif "published" not in names and _is_most(column, _is_day):
            names[place] = "published"
        elif "title" not in names and _is_most(column, _is_title) and len(set(column)) * 2 > len(column):
            names[place] = "title"
    return tuple(names)


def _is_most(column: Sequence[str], kind: Callable[[str], bool]) -> bool:
    return sum(map(kind, column)) >= len(column) * _MOST


def _is_text(cell: str) -> bool:
    return len(cell.split()) > 20


def _is_address(cell: str) -> bool:
    return bool(_ADDRESS.fullmatch(cell))


def _is_day(cell: str) -> bool:
    return len(cell) < 40 and names_day(cell)


def _is_title(cell: str) -> bool:
    return _SHORTEST_TITLE <= len(cell) <= _LONGEST_TITLE and len(cell.split()) > 2
