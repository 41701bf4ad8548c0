"""Reference → one automaton over all its forms; text → the places of those forms in it.

Goes in: countries, people and the module's own lists of places and traps. Comes out: `PlaceHit` and
`PersonHit`, longest match first, on word boundaries, case as written (plus ALL CAPITALS). Nothing is decided
here: a hit on "Jordan" carries what the form may mean, and the rules of `countries` and `people` choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from articles.linking import lexicon
from articles.records import PersonEntry, Reference

SHORTEST_UPPER = 4
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a form may mean: a country (code "" for a trap: nothing), by which kind of form."""

    code: str
    kind: str
    sensitive: bool = False
    population: int = 0


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A form found at text[start:end], with all its senses, and whether it was matched in capitals."""

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...]
    upper: bool = False


@dataclass(frozen=True, slots=True)
class PersonHit:
    """An alias of people of the gazetteer found at text[start:end]."""

    start: int
    end: int
    text: str
    keys: tuple[str, ...]


@dataclass(slots=True)
class _Pattern:
    senses: tuple[Sense, ...] = ()
    keys: tuple[str, ...] = ()
    upper: bool = False
    unspaced: bool = False


class Gazetteer:
    """All forms of the reference in one automaton."""

    def __init__(self, reference: Reference) -> None:
        patterns: dict[str, _Pattern] = {}
        for text, sense in _country_senses(reference):
            pattern = patterns.setdefault(text, _Pattern())
            if all(known.code != sense.code for known in pattern.senses):
                pattern.senses = (*pattern.senses, sense)
        for trap in lexicon.traps():
            patterns.setdefault(trap.phrase, _Pattern()).senses = (Sense(trap.code, "phrase"),)
        for text, key in _person_forms(reference.people):
            pattern = patterns.setdefault(text, _Pattern())
            pattern.keys = tuple(dict.fromkeys((*pattern.keys, key)))
        _add_upper_forms(patterns)
        for text, pattern in patterns.items():
            pattern.unspaced = bool(UNSPACED.search(text))
        self._texts = list(patterns)
        self._patterns = list(patterns.values())
        self._automaton = AhoCorasick(self._texts)

    def hits(self, text: str) -> tuple[list[PlaceHit], list[PersonHit]]:
        """All places and people of the gazetteer in a text, each kind sorted and without overlaps."""
        places: list[PlaceHit] = []
        people: list[PersonHit] = []
        for index, start, end in self._longest(text):
            pattern = self._patterns[index]
            if pattern.senses and (not places or start >= places[-1].end):
                places.append(PlaceHit(start, end, text[start:end], pattern.senses, pattern.upper))
            if pattern.keys and (not people or start >= people[-1].end):
                people.append(PersonHit(start, end, text[start:end], pattern.keys))
        return places, people

    def _longest(self, text: str) -> list[tuple[int, int, int]]:
        found = [
            (index, start, end)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if self._patterns[index].unspaced or _bounded(text, start, end)
        ]
        found.sort(key=lambda match: (match[1], -match[2]))
        return found


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] stands free: no letter or digit touches it."""
    if start and (text[start - 1].isalnum() or text[start - 1] in "@#_"):
        return False
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_")


def _country_senses(reference: Reference) -> Iterator[tuple[str, Sense]]:
    for country in reference.countries:
        for form in country.forms:
            yield form.text, Sense(country.code, form.kind, form.sensitive)
    for place in lexicon.places():
        yield place.name, Sense(place.code, place.kind, place.sensitive, place.population)


def _person_forms(people: Iterable[PersonEntry]) -> Iterator[tuple[str, str]]:
    """Names and aliases that identify by themselves: several words, or one word in another script."""
    for person in people:
        for text in (person.name, *person.aliases):
            if " " in text or not text[:1].isascii():
                yield text, person.key


def _add_upper_forms(patterns: dict[str, _Pattern]) -> None:
    for text, pattern in list(patterns.items()):
        upper = text.upper()
        if len(text) >= SHORTEST_UPPER and upper != text and upper not in patterns:
            patterns[upper] = _Pattern(pattern.senses, pattern.keys, upper=True)
