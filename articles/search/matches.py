"""Texts and the parts of a search → where each part stands in them, word by word.

A word matches in any of its forms, as PostgreSQL's stemmer of the text's language says; only words that begin
like one that is asked are put to it. Offsets are code points of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from articles.search.conditions import plain
from articles.search.prepared import rows
from articles.search.wanted import Leaf, Part

# Stemmers that change the beginnings of words: any word may be a form of any other.
CHANGING_BEGINNINGS = ("news_arabic", "news_indonesian", "news_irish")
SAME_LETTERS = 2
# Letters that Unicode does not take apart, by the first of those that people type for them.
WITHOUT_PARTS = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "a", "œ": "o", "ß": "s", "þ": "t", "ð": "d"}
MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670"
LETTER = rf"(?:[^\W_]|[{MARKS}])"
BETWEEN = rf"(?:[\W_](?<![{MARKS}]))+"
NOT_INSIDE = rf"(?<![^\W_])(?<![{MARKS}])"
WORD = re.compile(rf"{LETTER}+")
ONE = re.compile(rf"{LETTER}+(?:[.@/:_]{LETTER}+)*")
TOKEN = re.compile(rf"{LETTER}+(?:[-.@/:_]{LETTER}+)*")
STEMS = """
    SELECT configuration, word, tsvector_to_array(to_tsvector(configuration::regconfig, word))
    FROM unnest(%s::text[], %s::text[]) AS asked (configuration, word)
"""

Span = tuple[int, int]
Stems = Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Words of a text that have the part of this number."""

    start: int
    end: int
    part: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the text-search configuration that indexed it."""

    text: str
    configuration: str
    title: bool = False


class _Folds(dict[int, int]):
    """Characters without case and accents, each still one character, so that offsets stay."""

    def __missing__(self, code: int) -> int:
        bare = WITHOUT_PARTS.get(chr(code).lower(), unicodedata.normalize("NFKD", chr(code))[:1].lower())
        self[code] = ord(bare) if len(bare) == 1 else code
        return self[code]


_FOLDS = _Folds()


def folded(text: str) -> str:
    """The text in lower case without accents, of the same length."""
    return text.translate(_FOLDS)


def find(parts: Sequence[Part], texts: Sequence[Text]) -> list[list[Match]]:
    """The matches in each text, in their order; one question to PostgreSQL whatever the number of texts."""
    if not any(part.leaves for part in parts):
        return [[] for _ in texts]
    low = [folded(text.text) for text in texts]
    stems = _stems(parts, texts, low)
    return [apart(_in_text(parts, text, words, stems)) for text, words in zip(texts, low, strict=True)]


def apart(matches: Iterable[Match]) -> list[Match]:
    """The matches in their order; of those that overlap the longest."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda one: (one.start, -one.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _in_text(parts: Sequence[Part], text: Text, low: str, stems: Stems) -> Iterator[Match]:
    for number, part in enumerate(parts):
        pairs: dict[str, Pair] = {}
        for leaf in part.leaves:
            if leaf.title and not text.title:
                continue
            spans = _of_leaf(leaf, text, low, stems)
            if leaf.beside is None:
                yield from (Match(start, end, number) for start, end in spans)
            else:
                pair = pairs.setdefault(leaf.beside.pair, Pair(leaf.beside.distance))
                (pair.right if leaf.beside.right else pair.left).extend(spans)
        for pair in pairs.values():
            yield from (Match(start, end, number) for start, end in pair.near(low))


@dataclass(slots=True)
class Pair:
    """Where the two sides stand that have to be at most `distance` words from each other."""

    distance: int
    left: list[Span] = field(default_factory=list)
    right: list[Span] = field(default_factory=list)

    def near(self, low: str) -> set[Span]:
        """Those of both sides that have one of the other near them."""
        if not self.left or not self.right:
            return set()
        starts, places = _places(low)

        def first_and_last(span: Span) -> Span:
            return places[bisect(starts, span[0]) - 1], places[bisect(starts, span[1] - 1) - 1]

        found: set[Span] = set()
        rights = sorted((*first_and_last(span), span) for span in self.right)
        # In a long text of two common words each is looked at beside few others.
        reach = self.distance + max(last - first for first, last, _ in rights)
        for span in self.left:
            first, last = first_and_last(span)
            begin, end = bisect(rights, (first - reach,)), bisect(rights, (last + self.distance + 1,))
            for other_first, other_last, other in rights[begin:end]:
                apart = other_first - last if other_first > last else first - other_last
                if 0 < apart <= self.distance:
                    found |= {span, other}
        return found


def _places(low: str) -> tuple[list[int], list[int]]:
    """Where each word begins and its place among all, as PostgreSQL counts: 3.5 is one, cease-fire three."""
    starts, places, place = [], [], 0
    for token in TOKEN.finditer(low):
        if "-" in token.group():
            place += 1
        for word in ONE.finditer(token.group()):
            place += 1
            starts.append(token.start() + word.start())
            places.append(place)
    return starts, places


def _of_leaf(leaf: Leaf, text: Text, low: str, stems: Stems) -> Iterator[tuple[int, int]]:
    words = _words(leaf)
    if not words:
        return
    if leaf.literal or leaf.beginning or len(words) > 1:
        inner = BETWEEN.join(re.escape(folded(word)) for word in words)
        tail = f"{LETTER}*" if leaf.beginning else ""
        for hit in re.finditer(rf"{NOT_INSIDE}{inner}{tail}(?!{LETTER})", low):
            yield hit.span()
        return
    wanted = stems.get((text.configuration, words[0]), frozenset())
    for hit in re.finditer(_like(words, text.configuration), low):
        start, end = hit.span()
        known = stems.get((text.configuration, text.text[start:end].lower()), frozenset())
        if hit.group() == folded(words[0]) or not wanted.isdisjoint(known):
            yield start, end


def _words(leaf: Leaf) -> list[str]:
    return WORD.findall(plain(leaf.text).lower())


def _like(words: Sequence[str], configuration: str) -> str:
    """Words that may be forms of one of these."""
    if configuration in CHANGING_BEGINNINGS:
        return rf"{LETTER}+"
    beginnings = {folded(word)[:SAME_LETTERS] for word in words}
    begun = sorted(f"[{MARKS}]?".join(re.escape(char) for char in one) for one in beginnings)
    return rf"{NOT_INSIDE}(?:{'|'.join(begun)}){LETTER}*"


def _stems(parts: Sequence[Part], texts: Sequence[Text], low: Sequence[str]) -> Stems:
    """The stems of the words asked for and of all words that begin like one of them, by configuration."""
    asked = [words[0] for part in parts for leaf in part.leaves if len(words := _words(leaf)) == 1]
    if not asked:
        return {}
    pairs: dict[tuple[str, str], None] = {}
    for text, lowered in zip(texts, low, strict=True):
        configuration = text.configuration
        pairs.update(dict.fromkeys((configuration, word) for word in asked))
        for hit in re.finditer(_like(asked, configuration), lowered):
            pairs[configuration, text.text[hit.start() : hit.end()].lower()] = None
    asked_of = [one for one, _ in pairs], [word for _, word in pairs]
    return {(configuration, word): frozenset(found) for configuration, word, found in rows(STEMS, asked_of)}
