"""A list of articles in YAML → articles. Of YAML only what lists of records need: keys, texts in blocks.

Anchors, tags and flow style are not interpreted, so nothing can be made to do harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.reading.fields import Fault, Record, read_records, text_columns
from articles.reading.keyed import unquoted
from articles.reading.opened import OpenFile
from articles.reading.streaming import head_text
from articles.reading.text import Line, lines
from articles.records import ParsedArticle, Rejection

LAYOUT = "YAML"
_ITEM = re.compile(r"(?P<indent> {0,12})- (?P<rest>(?P<key>[^\W\d][\w .-]{0,40}?)\s?:(?:\s.*)?)")
_KEY = re.compile(r"(?P<indent> {1,20})(?P<key>[^\W\d][\w .-]{0,40}?)\s?:(?:\s+(?P<value>.*))?")
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?")
_ABOVE = re.compile(r"---.*|#.*|%YAML.*|[\w.-]{1,40}:\s*|\s*")


def recognise(opened: OpenFile) -> bool:
    """By the first items of a list, with keys that articles have, one of them known to hold a text."""
    head = head_text(opened).text
    first = next((raw for raw in head.split("\n") if not _ABOVE.fullmatch(raw.rstrip())), "")
    if not _ITEM.fullmatch(first.rstrip()):
        return False
    record = next((each for each in _records(lines(head)) if isinstance(each, Record)), None)
    return record is not None and len(record.values) > 1 and text_columns(opened.columns, record.values)


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each item of the list."""
    yield from read_records(opened, _records(opened.lines), LAYOUT)


def _records(rows: Sequence[Line]) -> Iterator[Record | Fault]:
    """The record of each item of the outermost list."""
    depth: int | None = None
    start = 0
    for at, line in enumerate(rows):
        match = _ITEM.fullmatch(line.raw.rstrip())
        if not match or (depth is not None and len(match["indent"]) != depth):
            continue
        if depth is not None:
            yield _record(rows[start:at], depth)
        depth, start = len(match["indent"]), at
    if depth is not None:
        yield _record(rows[start:], depth)


def _record(rows: Sequence[Line], depth: int) -> Record:
    """The values of one item: keys as deep as its first, each with what is deeper than itself."""
    values: dict[str, list[str]] = {}
    styles: dict[str, str] = {}
    name = ""
    first = rows[0].raw
    own = [" " * (depth + 2) + first[depth + 2 :], *(line.raw for line in rows[1:])]
    for raw in own:
        match = _KEY.fullmatch(raw.rstrip())
        if match and len(match["indent"]) == depth + 2:
            name, value = match["key"].strip(), (match["value"] or "").strip()
            # A key again is told apart by a dot, which does not count in names.
            name += "." * (name in values)
            if name in values:
                values[name] += ["", value]
                continue
            styles[name] = value[0] if _BLOCK.fullmatch(value) else ""
            values[name] = [] if styles[name] else [value]
        elif name:
            values[name].append(raw.strip())
    last = next((line.number for line in reversed(rows) if line.text), rows[0].number)
    made = {name: _joined(parts, styles[name]) for name, parts in values.items()}
    return Record(made, rows[0].number, last)


def _joined(parts: Sequence[str], style: str) -> str:
    """The lines of a value: as they are in a block of "|", else folded to paragraphs."""
    if style == "|":
        return "\n".join(parts).strip()
    paragraphs = "\n".join(part.removeprefix("- ") if not style else part for part in parts).split("\n\n")
    return unquoted("\n\n".join(" ".join(each.split("\n")) for each in paragraphs).strip())
