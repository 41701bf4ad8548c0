"""Values of JSON that say of what type they are, or in which language → the values themselves.

Databases export so ({"stringValue": "…"} of Firestore, {"S": "…"} of DynamoDB), and Notion its pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TYPES = frozenset(
    ("S", "N", "BOOL", "NULL", "M", "L", "SS", "stringValue", "timestampValue", "integerValue", "doubleValue",
     "booleanValue", "nullValue", "mapValue", "arrayValue", "referenceValue")
)  # fmt: skip
_CODE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_DEEPEST = 8


def untyped(value: dict[str, object]) -> dict[str, object]:
    """The record with plain values; the same object where none of them names its type or language."""
    inner = [each for each in value.values() if isinstance(each, dict)]
    if not inner:
        return value
    if len(inner) == len(value) and all(_is_typed(each) for each in inner):
        return {name: _bare(each) for name, each in value.items()}
    if any(_is_property(each) for each in inner):
        return _properties(value)
    if language := _language(value):
        return {name: each.get(language, "") if _is_told(each) else each  # type: ignore[attr-defined]
                for name, each in value.items()}  # fmt: skip
    return value


def _is_typed(value: object) -> bool:
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in _TYPES


def _bare(value: object, depth: int = 0) -> object:
    """What a value with its type holds, at any depth."""
    if depth > _DEEPEST or not isinstance(value, dict):
        return value
    if not _is_typed(value):
        return {name: _bare(each, depth + 1) for name, each in value.items()}
    held = next(iter(value.values()))
    if isinstance(held, dict) and isinstance(listed := held.get("values"), list):
        held = listed
    elif isinstance(held, dict) and isinstance(fields := held.get("fields"), dict):
        held = fields
    if isinstance(held, list):
        return [_bare(each, depth + 1) for each in held]
    return _bare(held, depth + 1)


def _is_property(value: object) -> bool:
    """Whether a value is a property of a page of Notion: it holds its content under the name of its type."""
    return isinstance(value, dict) and isinstance(kind := value.get("type"), str) and kind in value


def _properties(value: Mapping[str, object]) -> dict[str, object]:
    made: dict[str, object] = {}
    for name, each in value.items():
        if not isinstance(each, dict) or not _is_property(each):
            made[name] = each
            continue
        held = each[str(each["type"])]
        if isinstance(held, list) and all(isinstance(part, dict) for part in held):
            held = "".join(str(part.get("plain_text") or "") for part in held)
        elif isinstance(held, dict):
            held = held.get("start", held)
        # The title of a page is called as its owner liked.
        made["title" if each["type"] == "title" else name] = held
    return made


def _is_told(value: object) -> bool:
    """Whether a value gives one text in several languages."""
    return (
        isinstance(value, dict)
        and len(value) > 0
        and all(isinstance(each, str) and _CODE.fullmatch(name) for name, each in value.items())
    )


def _language(value: Mapping[str, object]) -> str:
    """The language in which a record says most, of those in which it gives its texts; "" if it gives one."""
    sizes: dict[str, int] = {}
    told = [each for each in value.values() if _is_told(each)]
    if len(told) < 2:
        return ""
    for each in told:
        for code, text in each.items():  # type: ignore[attr-defined]
            sizes[code] = sizes.get(code, 0) + len(text)
    return max(sizes, key=lambda code: sizes[code])
