"""Markup → the same without scripts, styles, comments, embedded files; what of these may be of use, apart."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_RAW_NAMES = ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas")
_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _RAW_NAMES} | {"": re.compile("--!?>")}
_EMPTY = re.compile(r"[^<>]*+(?<=/)>")
_SWALLOWING = {"script", "style"}
_LD_JSON = re.compile(r"\btype\s*=\s*[\"']?\s*application/(?:ld(?:\+|&#x2b;|&#43;))?json\b", re.IGNORECASE)
_LD_TYPE = re.compile(r"\bld\W", re.IGNORECASE)
_MOST_RAW = 500_000
_LARGEST_JSON = 2 * 1024 * 1024
_SHORTEST_DATA, _LARGEST_DATA = 150, 4 * 1024 * 1024
KINDS = _DATA, _SCRIPT, _HIDDEN = "data", "script", "hidden"
_DATA_ATTRIBUTE = re.compile(
    r"\s[\w:-]{1,40}+=(?:\"((?:[{\[]|&#123;)[^\"]{150,}+)\"|'((?:[{\[]|&#123;)[^']{150,}+)')"
)


class Raw(NamedTuple):
    """What was taken out and may be of use: JSON-LD, another script with data, markup that is not shown."""

    place: int
    kind: str
    text: str


def strip(markup: str) -> tuple[str, list[Raw]]:
    """Take what is no text of a page out, line ends kept; with what of it may be of use, in order."""
    parts: list[str] = []
    blocks: list[Raw] = []
    at = length = 0
    endless: set[str] = set()
    searched = _raw(endless)
    while len(parts) < 2 * _MOST_RAW and (match := searched.search(markup, at)):
        name = (match[1] or "").lower()
        stop = _raw_end(markup, match.end(), name)
        if stop is None:
            # A script without end takes the rest of the page along in a browser too, other elements do not.
            stop = len(markup) if name in _SWALLOWING else match.end()
            endless.add(name)
            searched = _raw(endless)
        opening, raw = markup[at : match.start()], markup[match.start() : stop]
        if found := _of_use(name, raw):
            blocks.append(Raw(length + len(opening), *found))
        kept = "\n" * raw.count("\n") or " "
        parts += (opening, kept)
        length += len(opening) + len(kept)
        at = stop
    parts.append(markup[at:])
    return "".join(parts), blocks


def _raw_end(markup: str, at: int, name: str) -> int | None:
    """Where an element ends that is taken out whole; None if it has no end."""
    if name and (empty := _EMPTY.match(markup, at)):
        return empty.end()
    end = _ENDS[name].search(markup, at)
    return end.end() if end else None


def _raw(endless: set[str]) -> re.Pattern[str]:
    """The start of an element that is taken out whole, but for those that have no end any more."""
    names = "|".join(name for name in _RAW_NAMES if name not in endless) or "script"
    comment = "" if "" in endless else "|!--"
    return re.compile(rf"<(?=[!a-z])(?:({names})(?=[\s>/]){comment})", re.IGNORECASE)


def _of_use(name: str, raw: str) -> tuple[str, str] | None:
    """The kind and the content of an element that was taken out, if it may be of use."""
    if name == "script":
        if found := _json_ld(raw):
            return _DATA, found
        if len(raw) <= _LARGEST_DATA and (_is_data(raw) or "__next_f" in raw[:200]):
            return _SCRIPT, raw.partition(">")[2].rpartition("</")[0]
    elif name in ("noscript", "template") and _SHORTEST_DATA <= len(raw) <= _LARGEST_DATA:
        return _HIDDEN, raw.partition(">")[2].rpartition("</")[0]
    return None


def _is_data(raw: str) -> bool:
    """Whether a script is long enough for a text, and has texts in it."""
    return len(raw) >= _SHORTEST_DATA and (raw.count('"') > 3 or raw.count("'") > 3)


def _json_ld(script: str) -> str:
    """The data of a script element that states what the page is about, "" for any other script."""
    tag, _, rest = script[:_LARGEST_JSON].partition(">")
    if not _LD_JSON.search(tag) or not (_LD_TYPE.search(tag) or "schema.org" in rest[:2000]):
        return ""
    return rest.rpartition("</")[0] if len(script) <= _LARGEST_JSON else ""


def data_in_attributes(markup: str) -> list[str]:
    """Data for a script in attributes of elements, as if it stood in scripts."""
    return [html.unescape(match[1] or match[2]) for match in _DATA_ATTRIBUTE.finditer(markup)]
