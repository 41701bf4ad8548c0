"""What the whole article tells about a name: candidates of all passages in, a decision for each one.

A name that is a thing in one sentence is one in all; two unknown words are a person if the last of them is a
surname, which it shows by speaking, by ending another full name, or by being the surname of a leader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.linking import lexicon
from articles.linking.candidate import THING, Candidate
from articles.linking.candidates import Found
from articles.linking.leaders import Leaders
from articles.linking.lone import speaks
from articles.linking.names import word_before
from articles.linking.words import is_given

PLACE_BEFORE = lexicon.word_class("place_before")
DOUBTFUL = frozenset({"verb of saying", "apposition", "country in brackets"})
NAME_LENGTHS = (2, 3)
NORMAL_CASE = re.compile(r"[A-Z\u00c0-\u042f][^A-Z\s-]*(?:[A-Z][a-z]+)?(?:-[A-Z]\w+)?$")


def decide(texts: Sequence[tuple[str, Found]], leaders: Leaders) -> None:
    """Makes candidates of an article full that it makes people, and those not full that it makes things."""
    every = [(text, candidate) for text, found in texts for candidate in found.candidates]
    things = {candidate.tokens for _, candidate in every if candidate.rule == THING}
    unknown = [(text, candidate) for text, candidate in every if candidate.parts and _may_be_name(candidate)]
    if unknown:
        article = _Article(texts, leaders)
        people = [(candidate, article.why_person(text, candidate)) for text, candidate in unknown]
    if things:
        for _, candidate in every:
            if candidate.full and candidate.tokens in things and not (candidate.titled or candidate.key):
                candidate.full, candidate.rule = False, THING
    if unknown:
        for candidate, rule in people:
            if rule:
                candidate.full, candidate.rule = True, rule


def _may_be_name(candidate: Candidate) -> bool:
    """Whether these unknown words could be a name."""
    return len(candidate.tokens) in NAME_LENGTHS and not any(
        part.weak or not NORMAL_CASE.match(part.name) for part in candidate.parts
    )


class _Article:
    """What is known of names from everywhere in the article; names are tuples of folded words."""

    def __init__(self, texts: Sequence[tuple[str, Found]], leaders: Leaders) -> None:
        self._texts = texts
        self._leaders = leaders
        self._surnames = {
            candidate.tokens[-1]
            for _, found in texts
            for candidate in found.candidates
            if candidate.full and len(candidate.tokens) > 1 and candidate.rule not in DOUBTFUL
        }

    def why_person(self, text: str, candidate: Candidate) -> str:
        """By which rule unknown words are a person's name, or ""."""
        last = candidate.tokens[-1]
        if self._speaks(last):
            return "surname elsewhere"
        if is_given(last) or word_before(text, candidate.start).lower() in PLACE_BEFORE:
            return ""
        if last in self._surnames:
            return "surname shared"
        return "surname of a leader" if self._leaders.is_surname(last) else ""

    def _speaks(self, key: str) -> bool:
        """Whether a lone word does what people do: "Shehadeh said"."""
        return any(
            found.lone.speaks(key)
            or any(
                candidate.tokens == (key,) and not candidate.weak and speaks(text, candidate.end)
                for candidate in found.candidates
            )
            for text, found in self._texts
        )
