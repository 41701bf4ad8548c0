"""Text → runs of capitalised words, the raw material of person names.

A run is a sequence of capitalised words (with particles such as "bin" or "van der" between them) that no
punctuation interrupts. A possessive ends a run, so "Russia’s Putin" is two. Every token knows its place in
the text, so that whatever part of a run turns out to be a name has exact offsets.
"""

from __future__ import annotations

import itertools
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
# RUN is slow to fail, and fails at nearly every letter. Both patterns open with a fixed set of characters,
# which `re` skips to: a run opens with a capital, or with a small letter in front of one of these marks.
CAPITAL = re.compile(rf"[{UPPER}](?<![\w@#.’'/&-].)", re.DOTALL)
SMALL = re.compile(
    rf"[-'’.](?:(?<=[-'’])(?=[{UPPER}])|"
    + "|".join(
        rf"(?<=(?i:{'|'.join(words)})\.)"
        for _, words in itertools.groupby(sorted(lexicon.word_class("abbreviation"), key=len), key=len)
    )
    + ")"
)
PIECE = re.compile(TOKEN)
POSSESSIVE = re.compile(r"['’](?:s|S)?$")
SHORT_LINE = 45
NEAR = 40
OPENERS = '.!?:\n"“‘”•-–—'
SUFFIX = lexicon.word_class("suffix")


@dataclass(slots=True, eq=False)
class Token:
    """A capitalised word of a run at text[start:end]; `key` is folded, without possessive and full stop.

    Like the other shapes made by the dozen for each article it is not frozen: that would cost twice the time.
    """

    start: int
    end: int
    key: str
    upper: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A token counted from the start of its run; `closes` where a possessive ends the run."""

    start: int
    end: int
    key: str
    upper: bool
    closes: bool


def runs(text: str) -> Iterator[list[Token]]:
    """All runs of a text in order, as lists of tokens."""
    done = 0
    for at in _starts(text):
        if at < done:
            continue
        match = RUN.match(text, at)
        if not match:
            continue
        done = match.end()
        run = match.group()
        tokens: list[Token] = []
        for piece in _pieces(run):
            start = at + piece.start
            if tokens and "\n" in run and _breaks(text, tokens[-1].end, start):
                yield tokens
                tokens = []
            tokens.append(Token(start, at + piece.end, piece.key, piece.upper))
            if piece.closes:
                yield tokens
                tokens = []
        if tokens:
            yield tokens


def _starts(text: str) -> list[int]:
    """Where runs may start, in order."""
    starts = [match.start() for match in CAPITAL.finditer(text)]
    small = [_start_of_word(text, match.start()) for match in SMALL.finditer(text)]
    return sorted(starts + small) if small else starts


def _start_of_word(text: str, end: int) -> int:
    while end and text[end - 1].isalpha():
        end -= 1
    return end


def word_before(text: str, start: int) -> str:
    """The word right in front of text[start:], without what is cut off by punctuation other than a stop."""
    if not text[start - 1 : start].isspace():
        return ""
    words = text[max(0, start - NEAR) : start].rsplit(None, 1)
    return words[-1].lstrip("(\"“‘'[") if words and (words[-1][-1].isalnum() or words[-1][-1] == ".") else ""


def word_after(text: str, end: int) -> str:
    """The word right behind text[:end], if only space is between."""
    if not text[end : end + 1].isspace():
        return ""
    words = text[end : end + NEAR].split(None, 1)
    return words[0].rstrip(',.;:!?)"”’]') if words else ""


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation starts at text[start:]."""
    before = text[max(0, start - 4) : start].rstrip(" ")
    return not before or before[-1] in OPENERS


@lru_cache(maxsize=20_000)
def _pieces(run: str) -> tuple[_Piece, ...]:
    """The tokens of a run. The same names stand in thousands of articles, so they are remembered."""
    return tuple(_piece(match) for match in PIECE.finditer(run))


def _piece(match: re.Match[str]) -> _Piece:
    word, end = match.group(), match.end()
    possessive = POSSESSIVE.search(word) if "'" in word or "’" in word else None
    if possessive and possessive.start() > 0:
        word = word[: possessive.start()]
        end = match.start() + len(word)
    key = lexicon.fold(word).rstrip(".")
    upper = word.isupper() and len(key) > 1
    return _Piece(match.start(), end, key, upper, bool(possessive))


def _breaks(text: str, end: int, start: int) -> bool:
    """A line end breaks a run unless the line is long enough to have been wrapped."""
    newline = text.find("\n", end, start)
    return newline >= 0 and newline - (text.rfind("\n", 0, newline) + 1) < SHORT_LINE
