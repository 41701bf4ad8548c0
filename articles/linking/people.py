"""Candidates + gazetteer → the person mentions of one article.

Two passes. The first enters the people named in full, each with the evidence that it is a person. The second
resolves the short forms: a surname or given name that one of those people bears, and a leader's surname where
title, date or country say which leader is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.linking import lexicon, roles
from articles.linking.candidate import THING, Candidate, is_family
from articles.linking.candidates import (
    CALENDAR,
    COMMON,
    NOT_NAME,
    ORGANISATION,
    SAYING,
    Found,
    find_candidates,
)
from articles.linking.couples import partner_of
from articles.linking.decisions import Decisions
from articles.linking.gazetteer import PersonHit, PlaceHit
from articles.linking.leaders import Leaders, Setting, Title
from articles.linking.names import Runs, opens_sentence, word_after
from articles.linking.office_words import office_of_role
from articles.linking.register import Person, Register, Where, gender_of
from articles.linking.things import before_symbols, noun_follows
from articles.linking.titles import gender_in_front, title_in_front
from articles.linking.words import is_given
from articles.records import Field, PersonMention

SPELLING = "spelling of a leader's name"

CORPORATE = lexicon.word_class("corporate")


@dataclass(frozen=True, slots=True)
class Passage:
    """One field of an article with the hits and runs in it."""

    field: Field
    text: str
    places: Sequence[PlaceHit]
    people: Sequence[PersonHit]
    runs: Runs
    french: bool = False


def link_people(passages: Sequence[Passage], leaders: Leaders, setting: Setting) -> list[PersonMention]:
    """The people of an article, title first, in order of place."""
    found = [(passage, _found(passage, leaders)) for passage in passages]
    firms = {name for passage in passages for name in _firms(passage)}
    decisions = Decisions.of(leaders, [(passage.text, candidates) for passage, candidates in found])
    for passage, here in found:
        decided = [decisions.decide(passage.text, candidate) for candidate in here.candidates]
        here.candidates = [_which_leader(candidate, leaders, setting) for candidate in decided]
    resolvers = [(_Resolver(passage, leaders, setting, firms), here) for passage, here in found]
    register = Register(leaders)
    body_first = resolvers[::-1]
    for enter in (_Resolver.enter_full, _Resolver.enter_leaders, _Resolver.enter_titled):
        for resolver, here in body_first:
            enter(resolver, here.candidates, register)
    return [
        mention
        for resolver, here in resolvers
        for mention in resolver.mentions(here.with_named(register.short_forms), register)
    ]


def _which_leader(candidate: Candidate, leaders: Leaders, setting: Setting) -> Candidate:
    """The candidate with the leader whom it means: of several of one name, or by another spelling."""
    if candidate.keys:
        return replace(candidate, key=leaders.one_of(candidate.keys, setting, titled=candidate.titled))
    if candidate.key or len(candidate.tokens) < 2 or candidate.rule == THING:
        return candidate
    key = leaders.key_of_spelling(candidate.tokens, setting)
    return replace(candidate, full=True, key=key, rule=SPELLING) if key else candidate


def _found(passage: Passage, leaders: Leaders) -> Found:
    return find_candidates(
        passage.text, passage.runs, passage.places, passage.people, leaders, french=passage.french
    )


def _firms(passage: Passage) -> Iterator[str]:
    """First words of the names of firms, known by "Inc" or a stock exchange symbol behind them."""
    ends = before_symbols(passage.text)
    if ends:
        yield from (token.key for token in passage.runs.alone if token.end in ends)
        yield from (word.key for _, end, word in passage.runs.aside if end in ends)
    for run in passage.runs.several:
        if run[-1].end in ends or not CORPORATE.isdisjoint([token.key for token in run[1:]]):
            yield run[0].key


class _Resolver:
    """Turns the candidates of one passage into mentions."""

    def __init__(self, passage: Passage, leaders: Leaders, setting: Setting, firms: set[str]) -> None:
        self.passage = passage
        self.leaders = leaders
        self.setting = setting
        self.firms = firms

    def enter_full(self, candidates: Sequence[Candidate], register: Register) -> None:
        """Enters the people named in full."""
        for candidate in candidates:
            if candidate.full:
                where, gender = self._where(candidate), gender_in_front(self.passage.text, candidate)
                register.enter(candidate.name, candidate.tokens, candidate.key, where, gender)
                couple = partner_of(self.passage.text, candidate, self.leaders)
                if couple:
                    register.enter(couple.name, couple.tokens, couple.key, self._where(couple))

    def enter_leaders(self, candidates: Sequence[Candidate], register: Register) -> None:
        """Enters the leaders whose surname alone says enough."""
        for candidate in _lone(candidates):
            if candidate.tokens not in self.leaders.short_forms:
                continue
            if register.surname(
                candidate.tokens, self._where(candidate), gender_in_front(self.passage.text, candidate)
            ):
                continue
            key = self._leader(candidate)
            if key:
                register.enter(self.leaders.name_of(key), candidate.tokens, key, self._where(candidate))

    def enter_titled(self, candidates: Sequence[Candidate], register: Register) -> None:
        """Enters those whom a title alone makes a person: "Mr Smith", where no Smith is named in full."""
        for candidate in candidates:
            if len(candidate.tokens) > 1 or not candidate.titled or candidate.weak:
                continue
            if candidate.tokens[0] in self.firms or noun_follows(self.passage.text, candidate.end):
                continue
            if not is_family(self.passage.text, candidate.end):
                where, gender = self._where(candidate), gender_in_front(self.passage.text, candidate)
                if not register.surname(candidate.tokens, where, gender):
                    given = register.given(candidate.tokens[0], where)
                    name = given.name if given else candidate.name
                    register.enter(name, candidate.tokens, "", where, gender)

    def mentions(self, candidates: Sequence[Candidate], register: Register) -> Iterator[PersonMention]:
        """The mentions among the candidates, in order."""
        for i, candidate in enumerate(candidates):
            following = candidates[i + 1] if i + 1 < len(candidates) else None
            person, rule = self._who(candidate, following, register)
            if person:
                couple = partner_of(self.passage.text, candidate, self.leaders)
                if couple and (not i or candidates[i - 1].end <= couple.start):
                    partner = register.enter(couple.name, couple.tokens, couple.key, self._where(couple))
                    yield self._mention(couple, partner, couple.rule)
                yield self._mention(candidate, person, rule)
                continue
            for part in _telling(candidate.parts):
                person, rule = self._who(part, None, register)
                if person:
                    yield self._mention(part, person, rule)

    def _where(self, candidate: Candidate) -> Where:
        return (self.passage.field, candidate.start)

    def _who(
        self, candidate: Candidate, following: Candidate | None, register: Register
    ) -> tuple[Person | None, str]:
        """The person that a candidate means, and by which rule."""
        where = self._where(candidate)
        if candidate.full:
            gender = gender_in_front(self.passage.text, candidate)
            return register.enter(
                candidate.name, candidate.tokens, candidate.key, where, gender
            ), candidate.rule
        person = register.surname(candidate.tokens, where, gender_in_front(self.passage.text, candidate))
        alone = len(candidate.tokens) == 1 and not (candidate.weak or candidate.loose)
        given = alone and is_given(candidate.tokens[0])
        if not person and not given:
            return None, ""
        firm = candidate.tokens[0] in self.firms and not candidate.titled
        if firm or is_family(self.passage.text, candidate.end):
            return None, ""
        if person and (candidate.titled or not self._is_function_word(candidate)):
            return person, "short form" if len(person.tokens) > 1 else person_rule(person)
        if given:
            shared = self._shares_surname(candidate, following)
            if shared:
                tokens = lexicon.words_of_name(shared)
                return register.enter(shared, tokens, "", where), "surname shared with the next"
            return register.given(candidate.tokens[0], where), "given name alone"
        return None, ""

    def _is_function_word(self, candidate: Candidate) -> bool:
        token = candidate.tokens[-1]
        if not candidate.weak or not (token in NOT_NAME or token in ORGANISATION or token in CALENDAR):
            return False
        return word_after(self.passage.text, candidate.end).lower() not in SAYING

    def _leader(self, candidate: Candidate) -> str:
        if candidate.loose and self.passage.field is not Field.TITLE:
            return ""
        role = roles.role_of(self.passage.text, candidate.start, candidate.end).text
        office = office_of_role(role) if role else None
        if not (candidate.titled or office) and self._needs_title(candidate):
            return ""
        title = title_in_front(self.passage.text, candidate) if candidate.titled or not office else Title.ANY
        if title is None:
            return ""
        key = self.leaders.by_surname(candidate.tokens, self.setting, title, office)
        gender = gender_in_front(self.passage.text, candidate)
        if key and gender and gender_of(self.leaders.name_of(key)) not in ("", gender):
            return ""
        return key

    def _needs_title(self, candidate: Candidate) -> bool:
        """Whether a surname is too much like something else to mean a leader without a title."""
        token, text = candidate.tokens[-1], self.passage.text
        if len(candidate.tokens) > 1:
            return False
        if token in COMMON and token not in NOT_NAME and token not in CALENDAR:
            speaks = word_after(text, candidate.end).lower() in SAYING
            return opens_sentence(text, candidate.start) and not speaks
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


def _lone(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates that are not full names, runs of unknown words taken apart as well."""
    for candidate in candidates:
        if not candidate.full:
            yield candidate
            if candidate.parts:
                yield from _telling(candidate.parts)


def _telling(parts: Sequence[Candidate]) -> Sequence[Candidate]:
    """The part that is a name beside ordinary words; two names side by side are somebody unknown.

    In capitals all count: verbs and names look alike there ("MITCHELL UPSTAGES BAILEY").
    """
    names = [part for part in parts if not part.weak]
    return parts if len(names) == 1 or all(part.name.isupper() for part in parts) else ()


def person_rule(person: Person) -> str:
    """By which rule somebody without a full name in the article was found."""
    return "leader by surname" if person.key else "title"


def _country_in(places: Sequence[PlaceHit], role: roles.Role) -> str:
    """The country that a role names; lexicon traps name none."""
    if not role.text:
        return ""
    for hit in places:
        if role.start <= hit.start < role.end and hit.senses[0].code:
            return hit.senses[0].code
    return ""
