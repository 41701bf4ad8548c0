"""Text → runs of capitalised words, the raw material of person names.

A run is a sequence of capitalised words (with particles such as "bin" or "van der" between them) that no
punctuation interrupts. A possessive ends a run, so "Russia’s Putin" is two. Every word has its place in
the text, so that whatever part of a run turns out to be a name has exact offsets.
"""

from __future__ import annotations

import itertools
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from articles.linking import lexicon
from articles.linking.words import Piece, word_of
from articles.linking.written import Written, written_at

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


def trie(words: Iterable[str]) -> str:
    """A pattern for any of the words that looks at each letter once, longer words first."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words):
        rests.setdefault(word[:1], []).append(word[1:])
    ends = rests.pop("", None) is not None
    if not rests:
        return ""
    return f"(?:{'|'.join(re.escape(first) + trie(rest) for first, rest in rests.items())})" + "?" * ends


UPPER = _letters("Lu")
ARTICLE = "(?:al|el|as|ash|ad|ar|an|az|at|ul|ur|ed|es)"
INITIALS = rf"[{UPPER}]\.(?:-?[{UPPER}]\.)*"
WORD = rf"(?:{ARTICLE}-|[dlDL]['’])?[{UPPER}]\w*(?:[-'’]\w+)*"
ABBREVIATION = "(?:" + "|".join(sorted(lexicon.word_class("abbreviation"), key=len, reverse=True)) + r")\."
TOKEN = rf"(?:(?i:{ABBREVIATION})|{INITIALS}|{WORD})"
PARTICLE = "(?:" + "|".join(sorted(lexicon.word_class("particle"), key=len, reverse=True)) + ")"
GAP = r"(?:[ \u00a0]{1,2}|[ ]?\n)"
RUN = re.compile(rf"(?<![\w@#.’'/&-]){TOKEN}(?:{GAP}(?:{PARTICLE}{GAP}){{0,3}}{TOKEN}){{0,11}}")
# RUN is slow to fail, and fails at nearly every letter. What follows finds the same faster: `re` skips to the
# fixed set of characters with which a pattern opens, a trie of the particles is soon left, and abbreviations
# are looked for only where a full stop is near.
ABBREVIATED = "|".join(
    rf"(?<=\b(?i:{'|'.join(words)})\.)"
    for _, words in itertools.groupby(sorted(lexicon.word_class("abbreviation"), key=len), key=len)
)
CAPITAL = re.compile(rf"[{UPPER}](?<![\w@#.’'/&-].)", re.DOTALL)
AFTER_CAPITAL = rf"(?:\.(?:-?[{UPPER}]\.)*|\w*+(?:\.(?:{ABBREVIATED})|(?:[-'’]\w+)*))"
LONGEST_ABBREVIATION = max(map(len, lexicon.word_class("abbreviation")))
SMALL_TOKEN = (
    rf"(?:(?=\w{{2,{LONGEST_ABBREVIATION}}}+\.)(?i:{ABBREVIATION})|"
    rf"(?:{ARTICLE}-|[dl]['’])[{UPPER}]\w*(?:[-'’]\w+)*)"
)
ANY_TOKEN = rf"(?:[{UPPER}]{AFTER_CAPITAL}|{SMALL_TOKEN})"
PARTICLES = f"(?:{trie(lexicon.word_class('particle'))}{GAP}){{1,3}}"
CAPITAL_RUN = re.compile(
    rf"({CAPITAL.pattern}{AFTER_CAPITAL}(?:{GAP}(?:{ANY_TOKEN}|{PARTICLES}{ANY_TOKEN})){{0,11}})", re.DOTALL
)
LAST_OF_ABBREVIATED = "".join(sorted({word[-1] for word in lexicon.word_class("abbreviation")}))
# What is behind the small letters that a run may open with, by its first character.
SMALL = {
    ".": re.compile(rf"\.(?<=(?i:[{LAST_OF_ABBREVIATED}])\.)(?:{ABBREVIATED})"),
    "-": re.compile(rf"-(?:(?<=\b[a-z]{{2}}-)|(?<=\bash-))(?=[{UPPER}])"),
    "'": re.compile(rf"'(?<=\b[dl]')(?=[{UPPER}])"),
    "’": re.compile(rf"’(?<=\b[dl]’)(?=[{UPPER}])"),
}
PIECE = re.compile(TOKEN)
POSSESSIVE = re.compile(r"['’](?:s|S)?$")
SHORT_LINE = 45
NEAR = 40
OPENERS = '.!?:\n"“‘”•-–—'
SUFFIX = lexicon.word_class("suffix")


@dataclass(slots=True, eq=False)
class Runs:
    """The runs of a text, each kind in order: `alone` are those of one word, `several` those of more.

    A run of several words is what is remembered of it, with its start in the text. `aside` are single words
    as well: such as are seldom names ("The", "Monday"). They are half of all capitalised words.
    """

    alone: list[Piece]
    several: list[tuple[int, Written]]
    aside: list[Piece]

    def add(self, text: str, parts: Iterable[Sequence[Piece]]) -> None:
        """Enter runs of any kind."""
        for part in parts:
            if len(part) > 1:
                self.several.append(written_at(text, part))
            else:
                word = part[0][2]
                (self.aside if word.weak or word.nobody else self.alone).append(part[0])

    def all(self) -> list[list[Piece]]:
        """The words of all runs, in order."""
        single = ([piece] for piece in (*self.alone, *self.aside))
        return sorted([*single, *itertools.starmap(pieces_at, self.several)], key=itemgetter(0))


def pieces_at(at: int, written: Written) -> list[Piece]:
    """The words of the run at text[at:] with their places in the text."""
    return [(at + start, at + end, word) for start, end, word in written.pieces]


def runs(text: str) -> Runs:
    """All runs of a text."""
    found = Runs([], [], [])
    alone, several, aside = found.alone, found.several, found.aside
    for at, words in run_matches(text):
        if words.isalpha():  # as most are
            word = word_of(words)
            (aside if word.weak or word.nobody else alone).append((at, at + len(words), word))
            continue
        for start, written in _cut(words):
            if written.unbroken:
                several.append((at + start, written))
            else:
                found.add(text, _lines(text, pieces_at(at + start, written)))
    return found


def runs_of(text: str, parts: Iterable[Sequence[Piece]]) -> Runs:
    """Runs of some words of a text, the kinds told apart."""
    found = Runs([], [], [])
    found.add(text, parts)
    return found


def run_matches(text: str) -> Iterable[tuple[int, str]]:
    """The matches of RUN in a text, each with its start, found faster."""
    small = [
        start
        for mark, pattern in SMALL.items()
        if mark in text
        for found in pattern.finditer(text)
        if (start := _small_start(text, found.start())) >= 0
    ]
    if small:
        return _matches_from(text, small)
    parts = CAPITAL_RUN.split(text)  # where `finditer` would make an object of each match
    starts = itertools.accumulate(map(len, parts[:-1]))
    return zip(itertools.islice(starts, 0, None, 2), parts[1::2], strict=True)


def _matches_from(text: str, small: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The matches of RUN in a text where runs may open with a small letter at these places."""
    done = 0
    opening = dict.fromkeys((match.start() for match in CAPITAL.finditer(text)), CAPITAL_RUN)
    opening.update(dict.fromkeys(small, RUN))
    for at in sorted(opening):
        match = opening[at].match(text, at) if at >= done else None
        if match:
            done = match.end()
            yield at, match.group()


def _small_start(text: str, end: int) -> int:
    """Where the word that ends at text[:end] starts, -1 if with a capital."""
    start = end
    while start and text[start - 1].isalpha():
        start -= 1
    return -1 if text[start].isupper() else start


def _lines(text: str, run: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The words of a run that goes over line ends, cut at those that break it."""
    line: list[Piece] = []
    for piece in run:
        if line and _breaks(text, line[-1][1], piece[0]):
            yield line
            line = []
        line.append(piece)
    yield line


def word_before(text: str, start: int) -> str:
    """The word right in front of text[start:], without what is cut off by punctuation other than a stop."""
    begin = text.rfind(" ", max(0, start - NEAR), start - 1) + 1
    if begin and text[start - 1 : start] == " ":  # as nearly always
        word = text[begin : start - 1]
        last = word[-1:]
        if not (last.isalnum() or last == "."):
            if last and not last.isspace():
                return ""
        elif word.isascii() and word.isalpha():
            return word
    elif not text[start - 1 : start].isspace():
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


@lru_cache(maxsize=2 * lexicon.REMEMBERED)
def _cut(run: str) -> list[tuple[int, Written]]:
    """A match cut behind possessives, each part with its start in the match.

    The same names stand in thousands of articles, so they are remembered.
    """
    if run.isascii() and run.replace(" ", "").isalpha():
        return [written_at(run, _plain_pieces(run))]
    cut: list[list[Piece]] = [[]]
    for match in PIECE.finditer(run):
        start, word = match.start(), match.group()
        possessive = POSSESSIVE.search(word) if "'" in word or "’" in word else None
        if possessive and possessive.start() > 0:
            word = word[: possessive.start()]
        cut[-1].append((start, start + len(word), word_of(word)))
        if possessive:
            cut.append([])
    return [written_at(run, pieces) for pieces in cut if pieces]


def pieces_of(run: str) -> Sequence[Piece]:
    """The words of a run with their places, counted from its start."""
    return _cut(run)[0][1].pieces


def _plain_pieces(run: str) -> list[Piece]:
    """The words of a run of letters and spaces alone, as most are; those in small letters are particles."""
    found = []
    start = 0
    for word in run.split(" "):
        if word[:1].isupper():
            found.append((start, start + len(word), word_of(word)))
        start += len(word) + 1
    return found


def _breaks(text: str, end: int, start: int) -> bool:
    """A line end breaks a run unless the line is long enough to have been wrapped."""
    newline = text.find("\n", end, start)
    return newline >= 0 and newline - (text.rfind("\n", 0, newline) + 1) < SHORT_LINE
