"""Text → runs of capitalised words, the raw material of person names.

A run is a sequence of capitalised words (with particles such as "bin" or "van der" between them) that no
punctuation interrupts. A possessive ends a run, so "Russia’s Putin" is two. Every token knows its place in
the text, so that whatever part of a run turns out to be a name has exact offsets.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from articles.linking import lexicon

LAST_CASED = 0x2DFF


def _letters(category: str) -> str:
    """All letters of a Unicode category as the inside of a character class."""
    points = [p for p in range(min(LAST_CASED, sys.maxunicode)) if unicodedata.category(chr(p)) == category]
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(re.escape(chr(a)) + ("-" + re.escape(chr(b)) if b > a else "") for a, b in ranges)


UPPER = _letters("Lu")
ARTICLE = "(?:al|el|as|ash|ad|ar|an|az|at|ul|ur|ed|es)"
INITIALS = rf"[{UPPER}]\.(?:-?[{UPPER}]\.)*"
WORD = rf"(?:{ARTICLE}-|[dlDL]['’])?[{UPPER}]\w*(?:[-'’]\w+)*"
ABBREVIATION = "(?:" + "|".join(sorted(lexicon.word_class("abbreviation"), key=len, reverse=True)) + r")\."
TOKEN = rf"(?:(?i:{ABBREVIATION})|{INITIALS}|{WORD})"
PARTICLE = "(?:" + "|".join(sorted(lexicon.word_class("particle"), key=len, reverse=True)) + ")"
GAP = r"(?:[ \u00a0]{1,2}|[ ]?\n)"
RUN = re.compile(rf"(?<![\w@#.’'/&-]){TOKEN}(?:{GAP}(?:{PARTICLE}{GAP}){{0,3}}{TOKEN}){{0,11}}")
PIECE = re.compile(TOKEN)
POSSESSIVE = re.compile(r"['’](?:s|S)?$")
SHORT_LINE = 45
NEAR = 40
OPENERS = '.!?:\n"“‘”•-–—'
SUFFIX = lexicon.word_class("suffix")


@dataclass(frozen=True, slots=True)
class Token:
    """A capitalised word of a run at text[start:end]; `key` is folded, without possessive and full stop."""

    start: int
    end: int
    key: str
    upper: bool


def runs(text: str) -> Iterator[list[Token]]:
    """All runs of a text in order, as lists of tokens."""
    for match in RUN.finditer(text):
        tokens: list[Token] = []
        for piece in PIECE.finditer(text, match.start(), match.end()):
            if tokens and _breaks(text, tokens[-1].end, piece.start()):
                yield tokens
                tokens = []
            token, possessive = _token(piece)
            tokens.append(token)
            if possessive:
                yield tokens
                tokens = []
        if tokens:
            yield tokens


def word_before(text: str, start: int) -> str:
    """The word right in front of text[start:], without what is cut off by punctuation other than a stop."""
    chunk = text[max(0, start - NEAR) : start]
    if not chunk or not chunk[-1].isspace():
        return ""
    words = chunk.split()
    return words[-1].lstrip("(\"“‘'[") if words and (words[-1][-1].isalnum() or words[-1][-1] == ".") else ""


def word_after(text: str, end: int) -> str:
    """The word right behind text[:end], if only space is between."""
    chunk = text[end : end + NEAR]
    if not chunk or not chunk[0].isspace():
        return ""
    words = chunk.split(None, 1)
    return words[0].rstrip(',.;:!?)"”’]') if words else ""


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation starts at text[start:]."""
    before = text[max(0, start - 4) : start].rstrip(" ")
    return not before or before[-1] in OPENERS


def _token(piece: re.Match[str]) -> tuple[Token, bool]:
    word, end = piece.group(), piece.end()
    possessive = POSSESSIVE.search(word) if "'" in word or "’" in word else None
    if possessive and possessive.start() > 0:
        word = word[: possessive.start()]
        end = piece.start() + len(word)
    key = lexicon.fold(word).rstrip(".")
    upper = word.isupper() and len(key) > 1
    return Token(piece.start(), end, key, upper), bool(possessive)


def _breaks(text: str, end: int, start: int) -> bool:
    """A line end breaks a run unless the line is long enough to have been wrapped."""
    newline = text.find("\n", end, start)
    return newline >= 0 and newline - (text.rfind("\n", 0, newline) + 1) < SHORT_LINE
