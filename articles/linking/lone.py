"""Runs of one word → the candidates among them.

Most capitalised words that stand alone open a sentence or name a thing. Such a word is kept quiet: it counts
only if the article names somebody so elsewhere, and until then nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from articles.linking import lexicon, roles, things
from articles.linking.candidate import Candidate, of_word
from articles.linking.gazetteer import PlaceHit
from articles.linking.leaders import Leaders
from articles.linking.names import Token, token_of, word_after, word_before
from articles.linking.personhood import SPEECH
from articles.linking.words import Word

AGE_AFTER = re.compile(r", (?:an? )?\d{1,3}(?:,|-year-old)")
MARKET_LEADER = re.compile(r"(?:market|industry|sector) leader\s+$", re.IGNORECASE)
NEAR = 20
PERSON = "person name"

ABBREVIATION = lexicon.word_class("abbreviation")
COMPANY_ROLE = lexicon.word_class("company_role")
KIN = lexicon.word_class("kin")
TITLE = lexicon.word_class("title")


class LoneWords:
    """The runs of one word of a text; `place_at` are the hits of places by their start."""

    def __init__(self, text: str, place_at: Mapping[int, PlaceHit], leaders: Leaders) -> None:
        self._text = text
        self._place_at = place_at
        self._of_leaders = leaders.short_forms
        self._before_symbols = things.before_symbols(text)
        self._quiet: list[tuple[Token, bool]] = []
        # Words that are something else as well: they are looked at only where somebody is named so.
        self._aside: Sequence[tuple[int, int, Word]] = ()

    def read(self, alone: Iterable[Token], aside: Sequence[tuple[int, int, Word]]) -> list[Candidate]:
        """The candidates among these words; the others may become some when the article names more.

        At once count the surname of a leader, a given name, and what a title makes a name. Of the words
        `aside` only the surname of a leader does.
        """
        self._aside = aside
        found = []
        for token in alone:
            if self._is_thing(token):
                continue
            leader = token.word.alone in self._of_leaders
            weak = token.start in self._place_at
            if leader or not weak:
                titled = self._titled(token)
                if leader or titled or token.word.given:
                    found.append(of_word(self._text, token, titled=titled, weak=weak))
                    continue
            self._quiet.append((token, weak))
        leaders = self._weak(self._of_leaders) if aside else []
        return [*found, *(self._candidate(token, weak=True) for token in leaders)]

    def named(self, short_forms: AbstractSet[tuple[str, ...]]) -> list[Candidate]:
        """The quiet words that are short forms of people."""
        quiet = [each for each in self._quiet if each[0].word.alone in short_forms]
        weak = [token for token in self._weak(short_forms) if token.word.alone not in self._of_leaders]
        return self._candidates(quiet, weak)

    def all(self) -> list[Candidate]:
        """All quiet words."""
        weak = [token_of(place) for place in self._aside if not place[2].nobody]
        weak = [
            token for token in weak if token.word.alone not in self._of_leaders and not self._is_thing(token)
        ]
        return self._candidates(self._quiet, weak)

    def _weak(self, short_forms: AbstractSet[tuple[str, ...]]) -> list[Token]:
        """The words aside that are short forms of people."""
        found = [token_of(place) for place in self._aside if place[2].alone in short_forms]
        return [token for token in found if not token.word.nobody and not self._is_thing(token)]

    def speaks(self, key: str) -> bool:
        """Whether a quiet word that is nothing else does what people do: "Shehadeh said"."""
        return any(
            not weak and token.word.alone == (key,) and speaks(self._text, token.end)
            for token, weak in self._quiet
        )

    def _is_thing(self, token: Token) -> bool:
        """Whether a word is a firm with its symbol, or the start of the longer name of a place."""
        if token.end in self._before_symbols:
            return True
        hit = self._place_at.get(token.start)
        return hit is not None and hit.end > token.end and hit.senses[0].kind != PERSON

    def _candidates(self, quiet: Iterable[tuple[Token, bool]], weak: Iterable[Token]) -> list[Candidate]:
        seen = [*quiet, *((token, True) for token in weak)]
        return [self._candidate(token, weak=is_weak) for token, is_weak in seen]

    def _titled(self, token: Token) -> bool:
        return role_in_front(self._text, token.start) or introduced(self._text, token)

    def _candidate(self, token: Token, *, weak: bool) -> Candidate:
        return of_word(self._text, token, titled=self._titled(token), weak=weak)


def speaks(text: str, end: int) -> bool:
    """Whether a verb of saying follows the name that ends at text[:end]."""
    return word_after(text, end).lower() in SPEECH


def introduced(text: str, token: Token) -> bool:
    """Whether kin in front, or an age behind, is as good as a title: "his wife, Terry"."""
    if text.startswith(",", token.end) and AGE_AFTER.match(text, token.end):
        return not token.upper
    if not token.word.given:
        return False
    before = text[max(0, token.start - NEAR) : token.start].rstrip(", ")
    return before.rpartition(" ")[2].lower() in KIN


def role_in_front(text: str, start: int) -> bool:
    """Whether a title or role in small letters leads up to text[start:]."""
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
