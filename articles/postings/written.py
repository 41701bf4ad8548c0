"""Texts → their words to the letter, but for case and accents: what an exact phrase is made of.

A word is a run of letters, digits and their signs, in any script. Whatever stands between words (spaces, line
breaks, hyphens, quotation marks) does not matter.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from itertools import groupby

WRITTEN = "written"
"""The name of the lists of such words, in place of a text-search configuration."""

# Letters that Unicode does not take apart.
LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ı": "i"})
ACCENTS = re.compile("[\u0300-\u036f]+")
# What texts have beside letters; and the notes of music, of which marks are left when they are taken apart.
PRINT = re.compile(
    "[\U0001d15e-\U0001d164\U0001d1bb-\U0001d1c0"
    "\u2010-\u2027\u2030-\u205e\u00a0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb]+"
)
ASCII_WORD = re.compile("[a-z0-9]+")


def folded(text: str) -> str:
    """The text in lower case without accents; signs that are no accents (the vowels of Hindi) stay."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFD", text.casefold().translate(LETTERS))
    return unicodedata.normalize("NFC", ACCENTS.sub("", split))


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    if not text.isascii():
        # What most texts have beside ASCII are curly quotes and dashes.
        text = PRINT.sub(" ", text)
    low = folded(text)
    return (ASCII_WORD if low.isascii() else _word()).findall(low)


@cache
def _word() -> re.Pattern[str]:
    """A word of any script, with the signs that belong to the letter before them."""
    marks = [code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] == "M"]
    ranges = ""
    for _, run in groupby(enumerate(marks), lambda pair: pair[1] - pair[0]):
        codes = [code for _, code in run]
        ranges += f"{chr(codes[0])}-{chr(codes[-1])}"
    return re.compile(f"(?:[^\\W_]+|[{ranges}]+)+")
