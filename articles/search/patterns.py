"""What a phrase is: its words, folded, and the regular expression by which PostgreSQL finds them in texts."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

from articles.postings.written import folded as bare

# Signs that belong to the letter before them, which PostgreSQL takes for the end of a word.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0900-\u0903\u093a-\u094f\u0b82\u0bbe-\u0bcd"
)
INSIDE = f"[[:alnum:]{MARKS}]"
BETWEEN = "[^[:alnum:]]+"
DOUBLES = {"ss": "ß", "ae": "æ", "oe": "œ"}


def words_of(text: str) -> list[str]:
    """The words of a phrase: runs of letters, digits and their signs."""
    return spaced(text).split()


def spaced(text: str) -> str:
    """The text with a space for all that belongs to no word; places stay the same."""
    return "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in text)


def starred(text: str) -> set[int]:
    """The places, from 1, of the words that stand for all that begin with them."""
    words = [word for word in text.split() if words_of(word)]
    before = [sum(len(words_of(word)) for word in words[: at + 1]) for at in range(len(words))]
    return {place for word, place in zip(words, before, strict=True) if word.endswith("*")}


def folded(text: str) -> str:
    """The words of a phrase without case and accents; what is asked twice is the same."""
    at_star = starred(text)
    return " ".join(bare(word) + "*" * (at in at_star) for at, word in enumerate(words_of(text), 1))


@lru_cache(maxsize=256)
def pattern(text: str) -> str:
    """The regular expression of PostgreSQL that finds the words, whatever their case and accents."""
    open_at = starred(text)
    end = f"(?!{INSIDE})"
    parts = [
        _letters(word) + (f"{INSIDE}*" if at in open_at else "") for at, word in enumerate(words_of(text), 1)
    ]
    return f"(?<!{INSIDE}){BETWEEN.join(parts)}{end}"


def _letters(word: str) -> str:
    low = bare(word)
    written, place = "", 0
    while place < len(low):
        double = DOUBLES.get(low[place : place + 2])
        if double:
            both = "".join(map(_letter, low[place : place + 2]))
            written += f"(?:{both}|{double})"
            place += 2
            continue
        written += _letter(low[place])
        place += 1
    return written


def _letter(char: str) -> str:
    variants = _variants().get(char, "")
    if unicodedata.category(char)[0] == "M":
        return re.escape(char)
    return f"[{char}{variants}]{_MARKS_AFTER}" if variants else char


_MARKS_AFTER = "[\u0300-\u036f]*"


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """For each letter, all letters that are it with accents."""
    found: dict[str, str] = defaultdict(str)
    for code in (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000)):
        char = chr(code)
        if char.isalpha() and char == char.lower():
            low = bare(char)
            if len(low) == 1 and low != char:
                found[low] += char
    found["i"] += "ıİ"
    return dict(found)
