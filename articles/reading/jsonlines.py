"""JSON lines, a JSON array or one JSON object → articles. JSON lines are read one line at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator

from articles.reading.fields import known, read_record
from articles.reading.opened import OpenFile
from articles.reading.text import decode
from articles.records import ParsedArticle, Rejection

LAYOUT = "JSON lines"
_SPACE = b" \t\r\n"
_LISTS = ("articles", "items", "results", "docs", "documents", "data", "news", "hits", "entries", "response")


def recognise(opened: OpenFile) -> bool:
    """By suffix, or by an opening brace or bracket with a quoted key after it."""
    if opened.name.endswith((".jsonl", ".ndjson", ".json", ".jsonlines")):
        return True
    head = decode(opened.head[:4096]).text.lstrip()
    return head.startswith(("{", "[")) and head[1:].lstrip()[:1] in ('"', "{")


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the articles of the file; one rejection for each line that is none."""
    if _is_whole(opened):
        yield from _read_whole(opened)
        return
    index = 0
    for number, line in opened.byte_lines():
        if line is None:
            limit = f"longer than {opened.limits.line // 2**20} MiB, the limit for one line"
            yield opened.reject(f"line {number}: {limit}", index, number)
            index += 1
        elif line.strip(_SPACE):
            for made in _read_line(opened, line, number, index):
                yield made
                index += 1


def _is_whole(opened: OpenFile) -> bool:
    """Whether the file is one JSON value: an array, an object over several lines, or UTF-16."""
    head = opened.head.lstrip(b"\xef\xbb\xbf" + _SPACE)
    if opened.head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in opened.head[:64]:
        return True
    if head.startswith(b"["):
        return True
    first = head.split(b"\n", 1)[0].strip()
    return first == b"{" or (
        first.startswith(b"{") and not first.endswith(b"}") and len(opened.head) > len(first) + 8
    )


def _read_line(opened: OpenFile, line: bytes, number: int, index: int) -> Iterator[ParsedArticle | Rejection]:
    """The article of a line, or all of them where one line holds a whole list."""
    try:
        value = json.loads(decode(line).text)
    except (ValueError, RecursionError) as error:
        yield opened.reject(f"line {number}: not JSON: {_short(error)}", index, number)
        return
    if not isinstance(value, dict):
        yield opened.reject(f"line {number}: not a JSON object", index, number)
        return
    for place, record in enumerate(_records(value) or [value], index):
        made = read_record(opened, record, place, LAYOUT, number) if isinstance(record, dict) else None
        if isinstance(made, ParsedArticle):
            yield made
        else:
            reason, title = (made.reason, made.title) if made else ("not a JSON object", "")
            yield opened.reject(f"line {number}: {reason}", place, number, title)


def _read_whole(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    text = opened.decoded.text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        rows = text.splitlines()
        if sum(row.startswith("{") for row in rows) > 1 or len(rows) == 1:
            index = 0
            for number, row in enumerate(rows, 1):
                for made in (
                    _read_line(opened, row.encode("utf-8", "replace"), number, index) if row.strip() else ()
                ):
                    yield made
                    index += 1
            return
        line = getattr(error, "lineno", 1)
        yield opened.reject(f"line {line}: not JSON: {_short(error)}", 0, line)
        return
    records = _records(value)
    if not records:
        yield opened.reject("the JSON holds no article: no list of objects, no object with a title or text")
    for index, record in enumerate(records):
        if isinstance(record, dict):
            yield read_record(opened, record, index, LAYOUT)
        else:
            yield opened.reject(f"item {index + 1}: not a JSON object", index)


def _records(value: object, depth: int = 0) -> list[object]:
    """The list of articles in a JSON value: itself, or the list that one of its usual keys holds."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or depth > 3:
        return []
    for key in _LISTS:
        if isinstance(value.get(key), list | dict):
            inner = _records(value[key], depth + 1)
            if inner:
                return inner
    return [value] if any(known(str(name)) for name in value) else []


def _short(error: Exception) -> str:
    """The parser's complaint without its long position."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:100]
