"""JSON lines, a JSON array or one JSON object → articles. JSON lines are read one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from articles.reading.fields import Fault, Record, known, read_records, text_columns
from articles.reading.jsonloose import OPENING as LOOSE_OPENING
from articles.reading.jsonrecords import names_columns, records_in
from articles.reading.jsonvalues import (
    DECODER,
    SCRIPT,
    Found,
    complaint,
    python_value,
    values,
)
from articles.reading.opened import OpenFile
from articles.reading.streaming import head_text
from articles.reading.text import decode, word_count
from articles.records import ParsedArticle, Rejection

LAYOUT = "JSON lines"
_FEWEST_WORDS = 10
_SPACE = b" \t\r\n\x1e"
# "2024-05-05 10:00:00 INFO scraped: {"
_LOGGED = re.compile(r"[^\W\d_]{0,10}\W?\d[^{}\[\]\"]{3,200}\{(?=\s*\")")
_OPENING = re.compile(r"\s*(?:\{\s*\"|\[\s*[\[{\"]|\[\s*\]\s*\Z|\{\s*\}\s*\Z)")


def recognise(opened: OpenFile) -> bool:
    """By suffix, or by an opening brace or bracket with a quoted key after it."""
    if opened.name.endswith((".jsonl", ".ndjson", ".json", ".jsonlines", ".json5")):
        return True
    head = head_text(opened, 4096).text
    return bool(_OPENING.match(head) or SCRIPT.match(head) or LOOSE_OPENING.match(head) or _is_logged(head))


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the articles of the file; one rejection for each line that is none."""
    yield from read_records(opened, _whole(opened) if _is_whole(opened) else _lines(opened), LAYOUT)


def objects(opened: OpenFile) -> Iterator[Mapping[str, object]]:
    """The objects of the file that may be articles, whatever their keys; an object without any is its own."""
    for value in _values(opened):
        for each in records_in(value, opened.columns) or [value]:
            if isinstance(each, dict):
                yield each


def _is_logged(head: str) -> bool:
    """Whether lines are objects of JSON behind words of a log, such as a time: the first two show it."""
    rows = [row.strip() for row in head.splitlines() if row.strip()][:2]
    if not rows or (len(rows) > 1 and not rows[0].endswith("}")):
        return False
    return all(_LOGGED.match(row) for row in rows)


def _values(opened: OpenFile) -> Iterator[object]:
    if _is_whole(opened):
        yield from (value for value, _, _ in values(opened.decoded.text) if not isinstance(value, Fault))
        return
    for _, line in opened.byte_lines():
        with suppress(ValueError, RecursionError):
            yield DECODER.decode(decode(line or b"").text.strip().rstrip(","))


def _is_whole(opened: OpenFile) -> bool:
    """Whether the file is one JSON value: an array, an object over several lines, or UTF-16."""
    head = opened.head.lstrip(b"\xef\xbb\xbf" + _SPACE)
    if opened.head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in opened.head[:64]:
        return True
    if head.startswith((b"[", b"//", b"/*")) or SCRIPT.match(head[:4096].decode("utf-8", "replace")):
        return True
    first = head.split(b"\n", 1)[0].strip()
    return first == b"{" or (
        first.startswith(b"{") and not first.endswith(b"}") and len(opened.head) > len(first) + 8
    )


def _lines(opened: OpenFile) -> Iterator[Record | Fault]:
    """The records of a file with one JSON object a line, or several in a list."""
    for number, line in opened.byte_lines():
        if line is None:
            limit = f"longer than {opened.limits.line // 2**20} MiB, the limit for one line"
            yield Fault(limit, number)
        elif (line := line.strip(_SPACE).rstrip(b",")) and not (b"{" in line or b"[" in line):
            yield Fault("not a JSON object", number)
        elif line:
            text = decode(line).text.strip()
            try:
                found: list[object] = [DECODER.decode(text)]
            except (ValueError, RecursionError) as error:
                found = _odd_values(text) or [Fault(f"not JSON: {complaint(error)}")]
            for value in found:
                if isinstance(value, Fault):
                    yield Fault(value.reason, number)
                else:
                    yield from _made(opened, value, number, number)


def _odd_values(line: str) -> list[object]:
    """The values of a line that is not one of JSON: of Python, several, in a log, some broken."""
    if (value := python_value(line)) is not None:
        return [value]
    if (logged := _LOGGED.match(line)) and line.endswith("}"):
        line = line[logged.end() - 1 :]
    found = [value for value, _, _ in values(line)]
    return found if any(isinstance(value, dict) for value in found) else []


def _whole(opened: OpenFile) -> Iterator[Record | Fault]:
    """The records of a file that is one JSON value, or several over several lines."""
    if fronted := _front_matter(opened):
        yield fronted
        return
    empty = True
    for value, first, last in _named(values(opened.decoded.text), opened):
        empty = False
        if isinstance(value, Fault):
            yield value
        else:
            yield from _made(opened, value, first, last)
    if empty:
        yield Fault("the JSON holds no article: no list of objects, no object with a title or text")


def _front_matter(opened: OpenFile) -> Record | None:
    """The record of a file that is an object with a title, and below it the text that it lacks."""
    text = opened.decoded.text.lstrip("\ufeff")
    try:
        value, end = DECODER.raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return None
    below = text.lstrip()[end:].strip()
    if not isinstance(value, dict) or not below or below[0] in "{[,;)" or word_count(below) < _FEWEST_WORDS:
        return None
    if text_columns(opened.columns, value) or not any(known(opened.columns, name) for name in value):
        return None
    return Record({**value, "text": below}, 1, text.count("\n") + 1)


def _named(found: Iterator[Found], opened: OpenFile) -> Iterator[Found]:
    """The values; the lists below one that names the columns of a table as objects with these names."""
    names: list[object] | None = None
    for value, first, last in found:
        if names is None:
            names = value if isinstance(value, list) and names_columns(value, opened.columns) else []
            if names:
                continue
        if names and isinstance(value, list):
            value = dict(zip(map(str, names), value, strict=False))
        yield value, first, last


def _made(opened: OpenFile, value: object, first: int, last: int) -> Iterator[Record | Fault]:
    """The records of one value; a fault where it is no object."""
    found = records_in(value, opened.columns)
    if not found:
        said = (
            "not a JSON object" if not isinstance(value, dict) else "no article: no title and no text in it"
        )
        yield Fault(said, first)
    for each in found:
        if isinstance(each, dict):
            yield Record(each, first, last)
        else:
            yield Fault("not a JSON object", first)
