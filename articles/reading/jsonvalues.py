"""Text of JSON → its values one by one, with their lines; and a value → the records of articles in it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import islice

from articles.reading.columns import Columns, plan
from articles.reading.fields import Fault
from articles.reading.jsonloose import loosened
from articles.reading.jsonrich import flattened
from articles.reading.jsontyped import untyped
from articles.reading.text import LINE_END

Found = tuple[object, int, int]

# What holds an article whole within an object that says where it was found.
_WRAPPERS = (
    "_source",
    "article",
    "attributes",
    "fields",
    "document",
    "doc",
    "node",
    "item",
    "post",
    "record",
    "row",
    "data",
)
# What holds the fields of an article beside its text.
_DETAILS = ("meta", "metadata", "header", "head", "info", "details", "properties", "fields", "dates",
            "publication")  # fmt: skip
_DETAILS_SET = frozenset(_DETAILS)
_LISTS = ("articles", "items", "results", "docs", "documents", "data", "news", "hits", "entries", "response",
          "posts", "stories", "records", "rows", "feed", "channel")  # fmt: skip
_DEEPEST = 6
_LONGEST_NUMBER = 400
_MOST_AROUND_JSON = 8
_LONGEST_PYTHON = 1_000_000
_MOST_FAULTS = 1_000
_BETWEEN = re.compile(r"[\s,\x1e\ufeff]*")
# "var articles = [", "callback({": what a script or an answer for one says before the value, and behind it.
SCRIPT = re.compile(
    r"[\s\ufeff]*(?:(?:export|var|let|const|default)\s+){0,3}[A-Za-z_$][\w$.]{0,60}\s*[=(]\s*(?=[\[{]\s*[\[{\"\]}])"
)
_SCRIPT_END = re.compile(r"[\s);]*\Z")
_LIST = re.compile(r"\[?\s*")
_NEXT_START = re.compile(r"[\r\n]\s*(?=[\[{])")


def _whole_number(digits: str) -> int | str:
    """A number; its digits where there are more than any number of an article has."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


DECODER = json.JSONDecoder(parse_int=_whole_number, parse_constant=lambda name: None, strict=False)
"""Reads JSON as programs write it: NaN is no value, strings hold line breaks, numbers are of any length."""


def values(text: str) -> Iterator[tuple[object | Fault, int, int]]:
    """Yield the values of a JSON text with the first and last line of each; those of an outer array singly.

    What cannot be read is a fault with its line, and reading goes on at the next line that opens a value.
    """
    text = _strict(text)
    script = SCRIPT.match(text)
    at = script.end() if script else _BETWEEN.match(text).end()  # type: ignore[union-attr]
    lines = _LineCount(text)
    depth = faults = 0
    if text.startswith("[", at):
        at, depth = at + 1, 1
    while (at := _BETWEEN.match(text, at).end()) < len(text):  # type: ignore[union-attr]
        if depth and text[at] == "]":
            at, depth = at + 1, 0
            continue
        if script and not depth and _SCRIPT_END.match(text, at):
            return
        try:
            value, end = DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            place = getattr(error, "pos", at)
            said = "" if faults < _MOST_FAULTS - 1 else f"; after {_MOST_FAULTS} faults the rest is not read"
            number = lines.at(place)
            yield Fault(f"not JSON: {complaint(error)}{said}", number), number, number
            found = _NEXT_START.search(text, max(place, at))
            faults += 1
            if not found or faults >= _MOST_FAULTS:
                return
            at = found.end()
            continue
        yield value, lines.at(at), lines.at(end - 1)
        at = end
    if depth:
        number = lines.at(len(text))
        yield Fault("the list is not closed: the file ends too early", number), number, number


def _strict(text: str) -> str:
    """The text, made JSON if it is written with the liberties of scripts: its first value shows that."""
    return text if _is_value(text) or not _is_value(made := loosened(text)) else made


def _is_value(text: str) -> bool:
    """Whether a text begins with a value of JSON, or a list of them."""
    script = SCRIPT.match(text)
    at = script.end() if script else _BETWEEN.match(text).end()  # type: ignore[union-attr]
    try:
        DECODER.raw_decode(text, _LIST.match(text, at).end())  # type: ignore[union-attr]
    except (ValueError, RecursionError):
        return False
    return True


class _LineCount:
    """Line numbers of places in a text, asked for from front to back."""

    def __init__(self, text: str) -> None:
        self._text, self._number, self._at = text, 1, 0

    def at(self, place: int) -> int:
        """The number of the line that a place stands on."""
        if place > self._at:
            self._number += sum(1 for _ in LINE_END.finditer(self._text, self._at, place))
            self._at = place
        return self._number


def records_in(value: object, columns: Columns, depth: int = 0) -> list[object]:
    """The articles of a JSON value: itself, the list that it is, or the list that it wraps at any depth."""
    if isinstance(value, list):
        unwrapped = [_unwrapped(each, columns) if isinstance(each, dict) else each for each in value]
        if any(isinstance(each, dict) and _is_article(each, columns) for each in unwrapped) or depth == 0:
            return unwrapped
        # Exports of whole sites wrap their tables in a list of one.
        only = value[0] if len(value) == 1 else None
        return records_in(only, columns, depth + 1) if isinstance(only, dict) else []
    if not isinstance(value, dict) or depth > _DEEPEST:
        return []
    # Nearly every line of a large file: nothing to look into.
    if not any(isinstance(each, dict | list) for each in value.values()):
        if _is_article(value, columns):
            return [value]
        decoded = _decoded(value)
        return [] if decoded is value else records_in(decoded, columns, depth + 1)
    if rows := _of_columns(value, columns):
        return rows
    value = _unwrapped(value, columns)
    if _holds(value, columns, "body"):
        return [value]
    if listed := _by_key(value, columns):
        return listed
    names = sorted(value, key=lambda name: _LISTS.index(name) if name in _LISTS else len(_LISTS))
    if lists := _by_list(value, columns, depth):
        return lists
    for name in names:
        if isinstance(value[name], list | dict) and (inner := records_in(value[name], columns, depth + 1)):
            return inner
    return [value] if _is_article(value, columns) else []


def _by_key(value: dict[str, object], columns: Columns) -> list[object]:
    """The articles of an object that names each by a key of its own ({"a1": {…}, "a2": {…}})."""
    inner = [_unwrapped(each, columns) for each in value.values() if isinstance(each, dict)]
    found = [each for each in inner if _holds(each, columns, "body")]
    enough = len(found) > 1 and len(found) * 2 > len(value)
    return list(inner) if enough and len(inner) == len(value) else list(found) if enough else []


def _by_list(value: dict[str, object], columns: Columns, depth: int) -> list[object]:
    """The articles of an object of nothing but lists of them, a day or a section each."""
    if len(value) < 2 or not all(isinstance(each, list) and each for each in value.values()):
        return []
    found = [records_in(each, columns, depth + 1) for each in value.values()]
    held = [bool(each) and isinstance(each[0], dict) and _holds(each[0], columns, "body") for each in found]
    return [record for each in found for record in each] if all(held) else []


def _of_columns(value: dict[str, object], columns: Columns) -> list[object]:
    """The rows of a table that was written by its columns, as data frames are: two ways."""
    names, data = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(data, list) and names and data:
        if not all(isinstance(each, str) for each in names):
            return []
        rows = [dict(zip(names, each, strict=False)) for each in data if isinstance(each, list)]
        return list(rows) if any(_is_article(row, columns) for row in rows) else []
    found = plan(columns, tuple(islice(value, 200)))
    held = [value[name] for field in ("body", "title") for name in found.get(field, ())]
    keys = [list(each) for each in held if isinstance(each, dict) and _counts(each)]
    if len(keys) < 2:
        return []
    tables = {name: each for name, each in value.items() if isinstance(each, dict)}
    return [{name: each.get(key) for name, each in tables.items()} for key in keys[0]]


def _counts(column: dict[str, object]) -> bool:
    """Whether an object has a text for each of its keys, which are numbers."""
    return len(column) > 0 and all(
        key.isdigit() and isinstance(each, str | None) for key, each in column.items()
    )


def _unwrapped(value: dict[str, object], columns: Columns) -> dict[str, object]:
    """A record with what an inner object holds of it, such as the `_source` of Elasticsearch."""
    value = flattened(untyped(_decoded(value)))
    if not _holds(value, columns, "body") or not _is_text(value, columns):
        for name in _WRAPPERS:
            inner = value.get(name)
            if isinstance(inner, dict) and (_is_article(inner, columns) or _holds(inner, columns, "body")):
                inner = flattened(untyped(inner))
                outer = {key: each for key, each in value.items() if key != name and key not in inner}
                return _with_details({**inner, **outer})
    return _with_details(value)


def _decoded(value: dict[str, object]) -> dict[str, object]:
    """The object that the only text of another holds as JSON, as logs and queues keep it; else the other."""
    held = [each for each in value.values() if isinstance(each, str) and each[:1] == "{" and each[-1:] == "}"]
    if len(held) != 1 or len(value) > _MOST_AROUND_JSON:
        return value
    try:
        inner = DECODER.decode(held[0])
    except (ValueError, RecursionError):
        return value
    return inner if isinstance(inner, dict) else value


def _is_text(value: dict[str, object], columns: Columns) -> bool:
    """Whether what an object calls its text is one, and not an object with more about the article."""
    names = plan(columns, tuple(islice(value, 200))).get("body", ())
    return not any(isinstance(inner := value[name], dict) and _DETAILS_SET & inner.keys() for name in names)


def _with_details(value: dict[str, object]) -> dict[str, object]:
    """A record with what inner objects say of it that it does not say itself."""
    for name in _DETAILS:
        inner = value.get(name)
        if isinstance(inner, dict):
            value = {**{key: each for key, each in untyped(inner).items() if key not in value}, **value}
    return value


def _is_article(value: dict[str, object], columns: Columns) -> bool:
    return any(_holds(value, columns, field) for field in ("body", "title", "summary"))


def _holds(value: dict[str, object], columns: Columns, field: str) -> bool:
    """Whether an object has a value under one of the names of a field; a text is no list of articles."""
    for name in plan(columns, tuple(islice(value, 200))).get(field, ()):
        inner = value[name]
        if isinstance(inner, str) and inner.strip():
            return True
        if isinstance(inner, dict | list) and inner and not _holds_records(inner, columns):
            return True
    return False


def _holds_records(inner: dict[str, object] | list[object], columns: Columns) -> bool:
    """Whether a list or object holds objects with titles, and so is more than the text of one article."""
    each = inner[0] if isinstance(inner, list) else inner
    if isinstance(inner, dict) and "rendered" in inner:
        return False
    return isinstance(each, dict) and any(
        field == "title" for name in islice(each, 50) for field, _ in columns[str(name)]
    )


def names_columns(value: list[object], columns: Columns) -> bool:
    """Whether a list names the columns of a table that lists below it hold."""
    names = tuple(each for each in value[:200] if isinstance(each, str))
    return len(names) == len(value) > 1 and bool({"body", "summary"} & plan(columns, names).keys())


def python_value(text: str) -> dict[str, object] | None:
    """An object as Python prints it, with single quotes and None, or None for anything else."""
    if not text.startswith("{'") or len(text) > _LONGEST_PYTHON:
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return value if isinstance(value, dict) and all(isinstance(name, str) for name in value) else None


def complaint(error: Exception) -> str:
    """The parser's complaint without its long position."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:100]
