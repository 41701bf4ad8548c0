"""A value of JSON → the records of articles in it: itself, what it wraps, the rows of a table."""

from __future__ import annotations

from itertools import islice

from articles.reading.columns import Columns, plan
from articles.reading.jsonrich import flattened
from articles.reading.jsontyped import untyped
from articles.reading.jsonvalues import DECODER

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
_MOST_AROUND_JSON = 8


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
    made: dict[str, dict[str, object]] = {key: {} for key in keys[0]}
    for name, column in value.items():
        for key, each in column.items() if isinstance(column, dict) else ():
            if key in made:
                made[key][name] = each
    return list(made.values())


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
