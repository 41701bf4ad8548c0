"""What the whole article tells about a name: candidates of all passages in, a decision for each one out.

A name that is a thing in one sentence is one in all; two unknown words are a person if the last of them is a
surname, which it shows by speaking, by ending another full name, or by being the surname of a leader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from articles.linking import lexicon
from articles.linking.candidate import THING, Candidate
from articles.linking.candidates import Found
from articles.linking.leaders import Leaders
from articles.linking.lone import LoneWords, speaks
from articles.linking.names import word_before
from articles.linking.words import is_given

PLACE_BEFORE = lexicon.word_class("place_before")
DOUBTFUL = frozenset({"verb of saying", "apposition", "country in brackets"})
NAME_LENGTHS = (2, 3)
NORMAL_CASE = re.compile(r"[A-Z\u00c0-\u042f][^A-Z\s-]*(?:[A-Z][a-z]+)?(?:-[A-Z]\w+)?$")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is known of names from everywhere in the article; names are tuples of folded words."""

    leaders: Leaders
    things: frozenset[tuple[str, ...]]
    speakers: frozenset[tuple[str, ...]]
    surnames: frozenset[str]
    lone: Sequence[LoneWords]

    @classmethod
    def of(cls, leaders: Leaders, texts: Iterable[tuple[str, Found]]) -> Decisions:
        """From the texts of an article with what was found in them."""
        texts = list(texts)
        every = [(text, candidate) for text, found in texts for candidate in found.candidates]
        things = frozenset(c.tokens for _, c in every if c.rule == THING)
        speakers = frozenset(c.tokens for text, c in every if _speaks(text, c))
        surnames = frozenset(
            c.tokens[-1] for _, c in every if c.full and len(c.tokens) > 1 and c.rule not in DOUBTFUL
        )
        return cls(leaders, things, speakers, surnames, [found.lone for _, found in texts])

    def decide(self, text: str, candidate: Candidate) -> Candidate:
        """The candidate, full if the article makes it a person, not full if it makes it a thing."""
        if candidate.full and candidate.tokens in self.things and not (candidate.titled or candidate.key):
            return replace(candidate, full=False, rule=THING)
        if candidate.full or len(candidate.tokens) not in NAME_LENGTHS or not candidate.parts:
            return candidate
        if any(part.weak or not NORMAL_CASE.match(part.name) for part in candidate.parts):
            return candidate
        rule = self._surname_rule(text, candidate)
        return replace(candidate, full=True, rule=rule) if rule else candidate

    def _surname_rule(self, text: str, candidate: Candidate) -> str:
        last = candidate.tokens[-1]
        if (last,) in self.speakers or any(words.speaks(last) for words in self.lone):
            return "surname elsewhere"
        if is_given(last) or word_before(text, candidate.start).lower() in PLACE_BEFORE:
            return ""
        if last in self.surnames:
            return "surname shared"
        return "surname of a leader" if self.leaders.is_surname(last) else ""


def _speaks(text: str, candidate: Candidate) -> bool:
    """Whether a lone word does what people do: "Shehadeh said"."""
    if len(candidate.tokens) > 1 or candidate.weak:
        return False
    return speaks(text, candidate.end)
