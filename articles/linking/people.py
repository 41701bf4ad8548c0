"""Candidates + gazetteer → the person mentions of one article.

Two passes. The first enters the people named in full, each with the evidence that it is a person. The second
resolves the short forms: a surname or given name that one of those people bears, and a leader's surname where
title, date or country say which leader is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.linking import lexicon, roles
from articles.linking.candidate import THING, Candidate, is_family
from articles.linking.candidates import Found, find_candidates
from articles.linking.couples import partner_of
from articles.linking.decisions import decide
from articles.linking.gazetteer import PersonHit, PlaceHit
from articles.linking.leaders import Leaders, Setting, Title
from articles.linking.names import Runs, opens_sentence, word_after
from articles.linking.office_words import office_of_role
from articles.linking.outlines import CALENDAR, COMMON, NOT_NAME, ORGANISATION, SAYING
from articles.linking.register import Person, Register, Where, gender_of
from articles.linking.things import noun_follows
from articles.linking.titles import gender_in_front, title_in_front
from articles.linking.words import is_given
from articles.records import Field, PersonMention

SPELLING = "spelling of a leader's name"


@dataclass(frozen=True, slots=True)
class Passage:
    """One field of an article with the hits and runs in it."""

    field: Field
    text: str
    places: Sequence[PlaceHit]
    people: Sequence[PersonHit]
    runs: Runs
    french: bool = False


def find_people(passages: Sequence[Passage], leaders: Leaders) -> list[Found]:
    """What may name people in each of the passages of an article, for `link_people`."""
    found = [
        find_candidates(each.text, each.runs, each.places, each.people, leaders, french=each.french)
        for each in passages
    ]
    decide([(passage.text, here) for passage, here in zip(passages, found, strict=True)], leaders)
    return found


def link_people(
    passages: Sequence[Passage], found: Sequence[Found], leaders: Leaders, setting: Setting
) -> list[PersonMention]:
    """The people of an article, title first, in order of place."""
    firms: set[str] = set().union(*[here.firms for here in found])
    spellings = leaders.spellings_in(setting)
    for here in found:
        for candidate in here.candidates:
            _tell_leader(candidate, leaders, setting, spellings=spellings)
    register = Register(leaders)
    resolvers = [
        _Resolver(passage, here, leaders, setting, firms, register)
        for passage, here in zip(passages, found, strict=True)
    ]
    body_first = resolvers[::-1]
    for enter in (_Resolver.enter_full, _Resolver.enter_leaders, _Resolver.enter_titled):
        for resolver in body_first:
            enter(resolver)
    if register.empty:
        return []  # Nobody could be meant.
    return [mention for resolver in resolvers for mention in resolver.mentions()]


def _tell_leader(candidate: Candidate, leaders: Leaders, setting: Setting, *, spellings: bool) -> None:
    """Tell a candidate which leader it means: of several of one name, or by another spelling."""
    if candidate.keys:
        candidate.key = leaders.one_of(candidate.keys, setting, titled=candidate.titled)
    elif spellings and not candidate.key and len(candidate.tokens) > 1 and candidate.rule != THING:
        key = leaders.key_of_spelling(candidate.tokens, setting)
        if key:
            candidate.full, candidate.key, candidate.rule = True, key, SPELLING


class _Resolver:
    """Turns the candidates of one passage into mentions."""

    def __init__(
        self,
        passage: Passage,
        found: Found,
        leaders: Leaders,
        setting: Setting,
        firms: set[str],
        register: Register,
    ) -> None:
        self.passage = passage
        self.found = found
        self.leaders = leaders
        self.setting = setting
        self.firms = firms
        self.register = register
        # Who shares the surname of the next, by the start of that name.
        self.couples: dict[int, Candidate] = {}

    def enter_full(self) -> None:
        """Enters the people named in full."""
        for candidate in self.found.candidates:
            if candidate.full:
                self._enter(candidate)
                couple = partner_of(self.passage.text, candidate, self.leaders)
                if couple:
                    self.couples[candidate.start] = couple
                    self.register.enter(couple.name, couple.tokens, couple.key, self._where(couple))

    def enter_leaders(self) -> None:
        """Enters the leaders whose surname alone says enough."""
        short_forms = self.leaders.short_forms
        for candidate in self.found.candidates:
            if candidate.full:
                continue
            if candidate.tokens in short_forms:
                self._enter_leader(candidate)
            if candidate.parts:
                for part in _telling(candidate.parts):
                    if part.tokens in short_forms:
                        self._enter_leader(part)

    def _enter_leader(self, candidate: Candidate) -> None:
        where, gender = self._where(candidate), gender_in_front(self.passage.text, candidate)
        if not self.register.surname(candidate.tokens, where, gender):
            key = self._leader(candidate)
            if key:
                self.register.enter(self.leaders.name_of(key), candidate.tokens, key, where)

    def enter_titled(self) -> None:
        """Enters those whom a title alone makes a person: "Mr Smith", where no Smith is named in full."""
        for candidate in self.found.candidates:
            if not candidate.titled or candidate.weak or len(candidate.tokens) > 1:
                continue
            if candidate.tokens[0] in self.firms or noun_follows(self.passage.text, candidate.end):
                continue
            if not is_family(self.passage.text, candidate.end):
                where, gender = self._where(candidate), gender_in_front(self.passage.text, candidate)
                if not self.register.surname(candidate.tokens, where, gender):
                    given = self.register.given(candidate.tokens[0], where)
                    name = given.name if given else candidate.name
                    self.register.enter(name, candidate.tokens, "", where, gender)

    def mentions(self) -> Iterator[PersonMention]:
        """The mentions among the candidates, in order."""
        candidates = self.found.with_named(self.register.short_forms)
        for i, candidate in enumerate(candidates):
            following = candidates[i + 1] if i + 1 < len(candidates) else None
            person, rule = self._who(candidate, following)
            if person:
                couple = self.couples.get(candidate.start)
                if couple and (not i or candidates[i - 1].end <= couple.start):
                    where = self._where(couple)
                    partner = self.register.enter(couple.name, couple.tokens, couple.key, where)
                    yield self._mention(couple, partner, couple.rule)
                yield self._mention(candidate, person, rule)
            elif candidate.parts:
                for part in _telling(candidate.parts):
                    person, rule = self._who(part, None)
                    if person:
                        yield self._mention(part, person, rule)

    def _enter(self, candidate: Candidate) -> Person:
        gender = gender_in_front(self.passage.text, candidate)
        return self.register.enter(
            candidate.name, candidate.tokens, candidate.key, self._where(candidate), gender
        )

    def _where(self, candidate: Candidate) -> Where:
        return (self.passage.field, candidate.start)

    def _who(self, candidate: Candidate, following: Candidate | None) -> tuple[Person | None, str]:
        """The person that a candidate means, and by which rule."""
        if candidate.full:
            return self._enter(candidate), candidate.rule
        where, person = self._where(candidate), None
        if candidate.tokens in self.register.short_forms:
            gender = gender_in_front(self.passage.text, candidate)
            person = self.register.surname(candidate.tokens, where, gender)
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
                return self.register.enter(shared, tokens, "", where), "surname shared with the next"
            return self.register.given(candidate.tokens[0], where), "given name alone"
        return None, ""

    def _is_function_word(self, candidate: Candidate) -> bool:
        token = candidate.tokens[-1]
        if not candidate.weak or not (token in NOT_NAME or token in ORGANISATION or token in CALENDAR):
            return False
        return word_after(self.passage.text, candidate.end).lower() not in SAYING

    def _leader(self, candidate: Candidate) -> str:
        if candidate.loose and self.passage.field is not Field.TITLE:
            return ""
        if not candidate.titled and not self.leaders.may_mean(candidate.tokens, self.setting):
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
            self.passage.field,
            candidate.start,
            candidate.end,
            text[candidate.start : candidate.end],
            person.name,
            person.key,
            rule,
            role.text,
            _country_in(self.passage.places, role),
        )


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
