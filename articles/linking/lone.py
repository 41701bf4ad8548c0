"""Runs of one word → the candidates among them.

Most capitalised words that stand alone open a sentence or name a thing. Such a word is kept quiet: it counts
only if the article names somebody so elsewhere, and until then nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from articles.linking import lexicon, roles, things
from articles.linking.candidate import Candidate
from articles.linking.gazetteer import PlaceHit
from articles.linking.inflection import lemma
from articles.linking.leaders import Leaders
from articles.linking.names import Token, word_after, word_before
from articles.linking.personhood import SPEECH, is_given

AGE_AFTER = re.compile(r", (?:an? )?\d{1,3}(?:,|-year-old)")
MARKET_LEADER = re.compile(r"(?:market|industry|sector) leader\s+$", re.IGNORECASE)
INITIALS_ONLY = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.-?)+")
NEAR = 20
SHORTEST_UPPER = 4
PERSON = "person name"

ABBREVIATION = lexicon.word_class("abbreviation")
CALENDAR = lexicon.word_class("calendar")
COMMON = lexicon.common_words()
COMPANY_ROLE = lexicon.word_class("company_role")
KIN = lexicon.word_class("kin")
MODIFIER = lexicon.word_class("modifier")
NOT_NAME = lexicon.word_class("notname")
ORGANISATION = lexicon.word_class("organisation")
TITLE = lexicon.word_class("title")

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is wherever it stands: `weak` if it is something else too, `nobody` if never a name."""

    tokens: Tokens
    weak: bool
    given: bool
    nobody: bool


class LoneWords:
    """The runs of one word of a text; `place_at` are the hits of places by their start."""

    def __init__(self, text: str, place_at: Mapping[int, PlaceHit], leaders: Leaders) -> None:
        self._text = text
        self._place_at = place_at
        self._leaders = leaders
        self._quiet: dict[Tokens, list[tuple[Token, bool]]] = {}

    def read(self, token: Token) -> Candidate | None:
        """The candidate that a word is; None for one that is none, or none yet.

        At once count the surname of a leader, a given name, and what a title makes a name.
        """
        start, end = token.start, token.end
        word = word_alone(self._text[start:end])
        if word.nobody or things.symbol_follows(self._text, end):
            return None
        hit = self._place_at.get(start)
        if hit and hit.end > end and hit.senses[0].kind != PERSON:
            return None
        weak = word.weak or hit is not None
        if weak and not self._leaders.has_short_form(word.tokens):
            self._quiet.setdefault(word.tokens, []).append((token, weak))
            return None
        titled = self._titled(token, word)
        if titled or word.given or self._leaders.has_short_form(word.tokens):
            return Candidate(start, end, self._text[start:end], word.tokens, titled=titled, weak=weak)
        self._quiet.setdefault(word.tokens, []).append((token, weak))
        return None

    def named(self, short_forms: AbstractSet[Tokens]) -> list[Candidate]:
        """The quiet words that are short forms of people."""
        return [
            self._candidate(*quiet)
            for tokens in self._quiet.keys() & short_forms
            for quiet in self._quiet[tokens]
        ]

    def all(self) -> list[Candidate]:
        """All quiet words."""
        return [self._candidate(*quiet) for same in self._quiet.values() for quiet in same]

    def speaks(self, tokens: Tokens) -> bool:
        """Whether a quiet word that is nothing else does what people do: "Shehadeh said"."""
        return any(
            not weak and word_after(self._text, token.end).lower() in SPEECH
            for token, weak in self._quiet.get(tokens, ())
        )

    def _titled(self, token: Token, word: Word) -> bool:
        return role_in_front(self._text, token.start) or introduced(self._text, token, word)

    def _candidate(self, token: Token, weak: bool) -> Candidate:
        name = self._text[token.start : token.end]
        word = word_alone(name)
        titled = self._titled(token, word)
        return Candidate(token.start, token.end, name, word.tokens, titled=titled, weak=weak)


@lru_cache(maxsize=20_000)
def word_alone(name: str) -> Word:
    """What a capitalised word is by itself."""
    key = lexicon.fold(name).rstrip(".")
    return Word(
        tokens=(lemma(key),),
        weak=is_weak(key) or (len(name) < SHORTEST_UPPER and len(key) > 1 and name.isupper()),
        given=is_given(key),
        nobody=any(c.isdigit() for c in key) or INITIALS_ONLY.fullmatch(name) is not None,
    )


def is_weak(key: str) -> bool:
    """Whether a folded word is something else as well as a name."""
    return (
        key in COMMON
        or (key.endswith("s") and key[:-1] in COMMON and not is_given(key))
        or key in NOT_NAME
        or key in ORGANISATION
        or key in MODIFIER
        or key in CALENDAR
        or roles.is_office(key)
    )


def introduced(text: str, token: Token, word: Word) -> bool:
    """Whether kin in front, or an age behind, is as good as a title: "his wife, Terry"."""
    if text.startswith(",", token.end) and AGE_AFTER.match(text, token.end):
        return not token.upper
    if not word.given:
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


@lru_cache(maxsize=20_000)
def _is_role(word: str) -> bool:
    key = lexicon.fold(word).rstrip(".")
    if key in COMPANY_ROLE or word == "major" or (word.endswith(".") and key not in ABBREVIATION):
        return False
    return key in TITLE or roles.is_office(key)
