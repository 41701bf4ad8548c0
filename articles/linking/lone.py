"""Words that stand alone, or are left of a run → the candidates among them.

Most capitalised words that stand alone open a sentence or name a thing. Such a word is kept quiet: it counts
only if the article names somebody so elsewhere, and until then nothing is made of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from articles.linking import lexicon, roles, things
from articles.linking.candidate import Candidate, of_word
from articles.linking.gazetteer import PlaceHit
from articles.linking.leaders import Leaders
from articles.linking.names import word_after, word_before
from articles.linking.personhood import SPEECH
from articles.linking.words import Piece, Word
from articles.linking.written import Stretch

AGE_AFTER = re.compile(r", (?:an? )?\d{1,3}(?:,|-year-old)")
MARKET_LEADER = re.compile(r"(?:market|industry|sector) leader\s+$", re.IGNORECASE)
NEAR = 20
PERSON = "person name"

ABBREVIATION = lexicon.word_class("abbreviation")
COMPANY_ROLE = lexicon.word_class("company_role")
KIN = lexicon.word_class("kin")
TITLE = lexicon.word_class("title")


class LoneWords:
    """The words of a text that stand alone; `place_at` are the hits of places by their start."""

    def __init__(self, text: str, place_at: Mapping[int, PlaceHit], leaders: Leaders) -> None:
        self._text = text
        self._place_at = place_at
        self._of_leaders = leaders.short_forms
        self._before_symbols = things.before_symbols(text)
        self._quiet: list[tuple[Piece, bool]] = []
        # What is left of longer runs, and where these start: "Corp" of "News Corp".
        self._left: list[tuple[int, Stretch]] = []
        # Words that are something else as well: they are looked at only where somebody is named so.
        self._aside: Sequence[Piece] = ()

    def read(self, alone: Iterable[Piece], aside: Sequence[Piece]) -> list[Candidate]:
        """The candidates among the runs of one word; the others may become some when the article names more.

        At once count the surname of a leader, a given name, and what a title makes a name. Of the words
        `aside` only the surname of a leader does.
        """
        self._aside = aside
        text, of_leaders, quiet = self._text, self._of_leaders, self._quiet
        ends, place_at = self._before_symbols, self._place_at
        found = []
        for piece in alone:
            start, end, word = piece
            weak = start in place_at
            if (weak or ends) and self._is_thing(start, end):
                continue
            leader = word.alone in of_leaders
            if leader or not weak:
                titled = role_in_front(text, start) or introduced(text, start, end, word)
                if leader or titled or word.given:
                    found.append(of_word(text, start, end, word, titled=titled, weak=weak))
                    continue
            quiet.append((piece, weak))
        if aside:
            found += self._weak(of_leaders)
        return found

    def left(self, at: int, stretch: Stretch) -> Candidate | None:
        """The candidate that one word left of the run at text[at:] is at once."""
        end = at + stretch.end
        if end in self._before_symbols:
            return None
        _, _, word = stretch.pieces[0]
        leader = word.alone in self._of_leaders
        if leader or not stretch.weak[0]:
            candidate = self._of_run(at, stretch)
            if leader or candidate.titled or word.given:
                return candidate
        self._left.append((at, stretch))
        return None

    def named(self, short_forms: AbstractSet[tuple[str, ...]]) -> list[Candidate]:
        """The quiet words that are short forms of people."""
        found = [
            self._candidate(start, end, word, weak=weak)
            for (start, end, word), weak in self._quiet
            if word.alone in short_forms
        ]
        found += [self._of_run(at, stretch) for at, stretch in self._left if stretch.words in short_forms]
        return found + self._weak(short_forms, but=self._of_leaders)

    def all(self) -> list[Candidate]:
        """All quiet words."""
        everybody = {place[2].alone for place in self._aside}
        return [
            *(self._candidate(*piece, weak=weak) for piece, weak in self._quiet),
            *(self._of_run(at, stretch) for at, stretch in self._left),
            *self._weak(everybody, but=self._of_leaders),
        ]

    def firms(self, alone: Iterable[Piece]) -> set[str]:
        """The runs of one word that the symbol of a firm follows."""
        ends = self._before_symbols
        if not ends:
            return set()
        return {word.key for _, end, word in itertools.chain(alone, self._aside) if end in ends}

    def _weak(
        self, short_forms: AbstractSet[tuple[str, ...]], but: AbstractSet[tuple[str, ...]] = frozenset()
    ) -> list[Candidate]:
        """The words aside that are short forms of people."""
        return [
            self._candidate(start, end, word, weak=True)
            for start, end, word in self._aside
            if word.alone in short_forms
            and word.alone not in but
            and not word.nobody
            and not self._is_thing(start, end)
        ]

    def speaks(self, key: str) -> bool:
        """Whether a quiet word that is nothing else does what people do: "Shehadeh said"."""
        alone = (key,)
        return any(
            not weak and word.alone == alone and speaks(self._text, end)
            for (_, end, word), weak in self._quiet
        ) or any(
            not stretch.weak[0] and stretch.words == alone and speaks(self._text, at + stretch.end)
            for at, stretch in self._left
        )

    def _is_thing(self, start: int, end: int) -> bool:
        """Whether a word is a firm with its symbol, or the start of the longer name of a place."""
        if end in self._before_symbols:
            return True
        hit = self._place_at.get(start)
        return hit is not None and hit.end > end and hit.senses[0].kind != PERSON

    def _candidate(self, start: int, end: int, word: Word, *, weak: bool) -> Candidate:
        titled = role_in_front(self._text, start) or introduced(self._text, start, end, word)
        return of_word(self._text, start, end, word, titled=titled, weak=weak)

    def _of_run(self, at: int, stretch: Stretch) -> Candidate:
        """The candidate of one word in the run at text[at:]."""
        start, end, word = stretch.pieces[0]
        titled = stretch.titled
        if titled is None:
            titled = role_in_front(self._text, at + stretch.lead)
        titled = titled or introduced(self._text, at + start, at + end, word)
        return of_word(self._text, at + start, at + end, word, titled=titled, weak=stretch.weak[0])


def speaks(text: str, end: int) -> bool:
    """Whether a verb of saying follows the name that ends at text[:end]."""
    return word_after(text, end).lower() in SPEECH


def introduced(text: str, start: int, end: int, word: Word) -> bool:
    """Whether kin in front, or an age behind, is as good as a title: "his wife, Terry"."""
    if text.startswith(",", end) and AGE_AFTER.match(text, end):
        return not word.upper
    if not word.given:
        return False
    before = text[max(0, start - NEAR) : start].rstrip(", ")
    return before.rpartition(" ")[2].lower() in KIN


def role_in_front(text: str, start: int) -> bool:
    """Whether a title or role in small letters leads up to text[start:]."""
    if not roles.may_end_before(text, start):
        return False
    word = word_before(text, start)
    if not word or not _is_role(word):
        return False
    leader = lexicon.fold(word).rstrip(".") == "leader"
    return not (leader and MARKET_LEADER.search(text, max(0, start - NEAR), start))


@lru_cache(maxsize=lexicon.REMEMBERED)
def _is_role(word: str) -> bool:
    key = lexicon.fold(word).rstrip(".")
    if key in COMPANY_ROLE or word == "major" or (word.endswith(".") and key not in ABBREVIATION):
        return False
    return key in TITLE or roles.is_office(key)
