"""A line of a page → why it is no news text: a button, a link to other stories, a cookie notice, a rule."""

from __future__ import annotations

import re

from articles.reading.pagewords import BESIDE, CONTROL, LINK, RELATED, RULE, SURE, TAGS, Patterns
from articles.reading.remembered import remembered

__all__ = [
    "CONTROL", "LINK", "RELATED", "RULE", "TAGS",
    "is_list_item", "is_separator", "opens_list", "reason", "reason_beside",
]  # fmt: skip

SIGNS_OFF = {"about the author", "copyright notice"}
"""Kinds of lines that stand below a text, alone as well."""

TO_READER = "words to the reader"

_LONGEST = 420
_MOST_LINKS = 12
_BARS = re.compile(r"\s*[|·•]\s*")
_ENDING = re.compile(r"[\s:…>»→›.↑↓←⇑⇒▲▼]+$")
_LIST_ITEM = re.compile(r"^(?:[-–—•*·▪►»>]|\d{1,2}[.)])\s+\S")


@remembered
def reason(text: str) -> str:
    """Why a line is no news text, or "" if it may be."""
    return _reason(text, SURE)


def reason_beside(text: str) -> str:
    """Why a line is no news text if it stands beside other lines of the page, or ""."""
    return _reason(text, BESIDE)


def _reason(text: str, table: Patterns) -> str:
    if len(text) > _LONGEST or _is_end_of_sentence(text):
        return ""
    bare = _ENDING.sub("", text) or text
    for name, pattern in table.items():
        if pattern.fullmatch(bare) or pattern.fullmatch(text):
            return name
    return _of_parts(text, table)


def _of_parts(text: str, table: Patterns) -> str:
    """Why a row of links ("Privacy Policy | Terms of Use") is no news text: each of them is none."""
    parts = [part.strip() for part in _BARS.split(text)]
    if len(parts) < 2 or len(parts) > _MOST_LINKS or not all(parts):
        return ""
    reasons = [_reason(part, table) for part in parts]
    return reasons[0] if all(reasons) else ""


def _is_end_of_sentence(text: str) -> bool:
    """Whether a line is the last of a wrapped paragraph ("comment.")."""
    return text[:1].islower() and text.endswith(".") and not text.endswith("..")


def opens_list(text: str) -> bool:
    """Whether the line is a heading that links to other stories follow ("Related Articles")."""
    return reason(text) in (RELATED, TAGS)


def is_list_item(text: str) -> bool:
    """Whether the line is an item of a list ("- Talks Resume in Geneva")."""
    return len(text) < 200 and bool(_LIST_ITEM.match(text))


def is_separator(text: str) -> bool:
    """Whether the line is a rule between articles, drawn with punctuation."""
    return len(text) >= 3 and reason(text) == RULE
