"""A value of a record (text, number, list or object of JSON) → its text."""

from __future__ import annotations

import math
from collections.abc import Mapping

from articles.reading.composing import bounded

# What programs write for a value that is not there.
_MISSING = frozenset(
    {"nan", "null", "none", "n/a", "na", "\\n", "nil", "undefined", "<na>", "#n/a", "nat", "(null)"}
)
# Where an object keeps its text, the most telling first: "rendered" is WordPress, "#text" comes from XML.
_INNER = (
    "name", "rendered", "title", "text", "value", "content", "html", "body", "paragraph", "p", "#text", "$t",
    "main", "original", "full", "headline", "plain", "default", "displayname", "label", "data", "href", "url",
    "@id", "children", "blocks", "paragraphs", "raw", "ops", "insert",
)  # fmt: skip
_DEEPEST = 12


def as_text(value: object, between: str = " and ", depth: int = 0) -> str:
    """Text of a value: strings unchanged, lists joined, objects by the text in them; "" for no value."""
    if isinstance(value, str):
        return "" if len(value) < 12 and value.strip().casefold() in _MISSING else _storable(value)
    if isinstance(value, bool) or value is None or depth > _DEEPEST:
        return ""
    if isinstance(value, int | float):
        return "" if isinstance(value, float) and not math.isfinite(value) else str(value)
    if isinstance(value, list):
        return between.join(filter(None, (as_text(each, between, depth + 1) for each in value)))
    if isinstance(value, Mapping):
        inner = {str(name).casefold().replace("_", ""): each for name, each in value.items()}
        found = (as_text(inner[name], between, depth + 1) for name in _INNER if name in inner)
        return next(filter(None, found), "")
    return ""


def _storable(text: str) -> str:
    """Text unchanged but for NUL and lone surrogates, which JSON can write and no database can store."""
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else bounded(text.encode("utf-8", "replace").decode())
