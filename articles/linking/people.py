"""Candidates + gazetteer → the person mentions of one article.

Two passes. The first enters the people named in full, each with the evidence that it is a person. The second
resolves the short forms: a surname or given name that one of those people bears, and a leader's surname where
title, date or country say which leader is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from articles.linking import roles
from articles.linking.candidates import (
    COMMON,
    NOT_NAME,
    ORGANISATION,
    SAYING,
    Candidate,
    find_candidates,
    is_family,
    is_given,
)
from articles.linking.gazetteer import PersonHit, PlaceHit
from articles.linking.leaders import Leaders
from articles.linking.names import Token
from articles.linking.register import Person, Register
from articles.records import Field, PersonMention

AND_NAME = re.compile(r" and $")


@dataclass(frozen=True, slots=True)
class Passage:
    """One field of an article with the hits and runs in it."""

    field: Field
    text: str
    places: Sequence[PlaceHit]
    people: Sequence[PersonHit]
    runs: Sequence[Sequence[Token]]


@dataclass(frozen=True, slots=True)
class Setting:
    """When and where an article plays: its day, if known, and the countries that it names without doubt."""

    day: date | None
    countries: frozenset[str]


def link_people(passages: Sequence[Passage], leaders: Leaders, setting: Setting) -> list[PersonMention]:
    """The people of an article, title first, in order of place."""
    found = [
        (passage, find_candidates(passage.text, passage.runs, passage.places, passage.people))
        for passage in passages
    ]
    alone = Counter(
        c.tokens for _, candidates in found for c in candidates if len(c.tokens) == 1 and not c.weak
    )
    found = [(passage, [_decided(c, alone) for c in candidates]) for passage, candidates in found]
    register = Register(leaders)
    for passage, candidates in sorted(found, key=lambda pair: pair[0].field is Field.TITLE):
        for candidate in candidates:
            if candidate.full:
                register.enter(
                    candidate.name, candidate.tokens, candidate.key, (passage.field, candidate.start)
                )
    return [
        mention
        for passage, candidates in found
        for mention in _Resolver(passage, register, leaders, setting).mentions(candidates)
    ]


def _decided(candidate: Candidate, alone: Counter[tuple[str, ...]]) -> Candidate:
    """Two unknown words are a person if the second stands alone elsewhere, as surnames do."""
    if candidate.full or len(candidate.tokens) not in (2, 3) or any(part.weak for part in candidate.parts):
        return candidate
    if not candidate.parts or not alone[candidate.tokens[-1:]]:
        return candidate
    return replace(candidate, full=True, rule="surname alone elsewhere")


class _Resolver:
    """Turns the candidates of one passage into mentions."""

    def __init__(self, passage: Passage, register: Register, leaders: Leaders, setting: Setting) -> None:
        self.passage = passage
        self.register = register
        self.leaders = leaders
        self.setting = setting

    def mentions(self, candidates: Sequence[Candidate]) -> Iterator[PersonMention]:
        """The mentions among the candidates, in order."""
        for i, candidate in enumerate(candidates):
            following = candidates[i + 1] if i + 1 < len(candidates) else None
            person, rule = self._who(candidate, following)
            if person:
                yield self._mention(candidate, person, rule)
                continue
            for part in candidate.parts:
                person, rule = self._who(part, None)
                if person:
                    yield self._mention(part, person, rule)

    def _who(self, candidate: Candidate, following: Candidate | None) -> tuple[Person | None, str]:
        """The person that a candidate means, and by which rule."""
        where = (self.passage.field, candidate.start)
        if candidate.full:
            return self.register.enter(candidate.name, candidate.tokens, candidate.key, where), candidate.rule
        if is_family(self.passage.text, candidate.end):
            return None, ""
        person = self._named_in_article(candidate)
        if person:
            return person, "short form"
        key = self._leader(candidate)
        if key:
            return Person(self.leaders.name_of(key), candidate.tokens, key), "leader by surname"
        shared = self._shares_surname(candidate, following)
        if shared:
            return Person(shared, candidate.tokens), "surname shared with the next"
        if candidate.titled and not candidate.weak and len(candidate.tokens) == 1 and not candidate.loose:
            return Person(candidate.name, candidate.tokens), "title"
        return None, ""

    def _named_in_article(self, candidate: Candidate) -> Person | None:
        """The bearer of a short form; an ordinary word at the start of a sentence is no given name."""
        where = (self.passage.field, candidate.start)
        token = candidate.tokens[-1]
        person = self.register.surname(candidate.tokens, where)
        if person:
            function_word = candidate.weak and (token in NOT_NAME or token in ORGANISATION)
            return None if function_word and not candidate.titled else person
        if len(candidate.tokens) > 1 or candidate.weak or candidate.loose or not is_given(token):
            return None
        return self.register.given(token, where)

    def _leader(self, candidate: Candidate) -> str:
        if candidate.loose and self.passage.field is not Field.TITLE:
            return ""
        if not candidate.titled and self._needs_title(candidate):
            return ""
        setting = self.setting
        return self.leaders.by_surname(
            candidate.tokens, setting.day, setting.countries, titled=candidate.titled
        )

    def _needs_title(self, candidate: Candidate) -> bool:
        """Whether a surname is too much like something else to mean a leader without a title."""
        if len(candidate.tokens) > 1:
            return False
        token = candidate.tokens[0]
        if token in COMMON:
            after = self.passage.text[candidate.end : candidate.end + 15].split()
            return not (after and after[0].lower() in SAYING) and not candidate.loose
        return candidate.weak or is_given(token)

    def _shares_surname(self, candidate: Candidate, following: Candidate | None) -> str:
        """ "Manuel and Ricardo Aguilar": the name of the first, or ""."""
        if not following or not following.full or len(candidate.tokens) > 1 or candidate.weak:
            return ""
        between = self.passage.text[candidate.end : following.start]
        if between != " and " or not is_given(candidate.tokens[0]):
            return ""
        return f"{candidate.name} {following.name.rpartition(' ')[2]}"

    def _mention(self, candidate: Candidate, person: Person, rule: str) -> PersonMention:
        text = self.passage.text
        role = roles.role_of(text, candidate.start, candidate.end)
        return PersonMention(
            field=self.passage.field,
            start=candidate.start,
            end=candidate.end,
            text=text[candidate.start : candidate.end],
            name=person.name,
            key=person.key,
            rule=rule,
            role=role.text,
            country=_country_in(self.passage.places, role),
        )


def _country_in(places: Sequence[PlaceHit], role: roles.Role) -> str:
    """The country that a role names; lexicon traps name none."""
    for hit in places:
        if role.start <= hit.start < role.end and hit.senses[0].code:
            return hit.senses[0].code
    return ""
