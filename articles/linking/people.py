"""Runs of capitalised words + what the gazetteer found → person mentions of one article.

Two passes. The first finds people named in full, each with the evidence that it is a person (a role or title
before the name, a given name, a verb of saying after it, the gazetteer). The second finds the short forms: a
surname or given name that one of those people bears, and a leader's surname where title, date or country say
which leader is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from articles.linking import lexicon, names, roles
from articles.linking.candidates import Candidate, find_candidates
from articles.linking.gazetteer import PersonHit, PlaceHit
from articles.linking.leaders import Leaders
from articles.records import Field, PersonMention


@dataclass(slots=True)
class Person:
    """Somebody whom the article names in full; `tokens` are the folded words of the fullest name."""

    name: str
    tokens: tuple[str, ...]
    key: str = ""
    mentions: list[tuple[Field, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Passage:
    """One field of an article with the hits and runs in it."""

    field: Field
    text: str
    places: Sequence[PlaceHit]
    people: Sequence[PersonHit]
    runs: Sequence[Sequence[names.Token]]


class Register:
    """The people of one article by the words of their names."""

    def __init__(self, leaders: Leaders) -> None:
        self._leaders = leaders
        self.people: list[Person] = []
        self._by_short: dict[tuple[str, ...], list[Person]] = {}

    def enter(self, name: str, tokens: tuple[str, ...], key: str, where: tuple[Field, int]) -> Person:
        """The person that a full name stands for: one already known if first and last word agree."""
        key = key or self._leaders.key_of(tokens)
        person = self._known(tokens, key)
        if person is None:
            person = Person(self._leaders.name_of(key) if key else name, tokens, key)
            self.people.append(person)
        elif not person.key and len(tokens) > len(person.tokens):
            person.name, person.tokens = name, tokens
        if key and not person.key:
            person.key, person.name = key, self._leaders.name_of(key)
        for short in _short_forms(tokens):
            bearers = self._by_short.setdefault(short, [])
            if person not in bearers:
                bearers.append(person)
        person.mentions.append(where)
        return person

    def _known(self, tokens: tuple[str, ...], key: str) -> Person | None:
        for person in self.people:
            if key and person.key == key:
                return person
            if person.tokens == tokens:
                return person
            if person.tokens[0] == tokens[0] and person.tokens[-1] == tokens[-1]:
                return person
            if (
                len(tokens) > 1
                and len(tokens) < len(person.tokens)
                and person.tokens[-len(tokens) :] == tokens
            ):
                return person
        return None

    def short(self, tokens: tuple[str, ...], where: tuple[Field, int]) -> Person | None:
        """The bearer of a short form: of several the one named in full last before it, else first."""
        bearers = self._by_short.get(tokens)
        if not bearers:
            return None
        if len(bearers) == 1:
            return bearers[0]
        return max(bearers, key=lambda person: _recency(person, where))


def _recency(person: Person, where: tuple[Field, int]) -> tuple[int, int]:
    before = [at for at in person.mentions if at[0] == where[0] and at[1] < where[1]]
    if before:
        return (1, before[-1][1])
    return (0, -person.mentions[0][1])


def _short_forms(tokens: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Ways to call a person again: surname with and without article, ends of the name, the first word."""
    words = tuple(token for token in tokens if token not in lexicon.word_class("suffix"))
    for at in range(1, len(words)):
        yield words[at:]
    for word in words[1:]:
        if word.startswith(("al-", "el-", "as-", "ash-")):
            yield (word.partition("-")[2],)
    if "-" in words[-1]:
        yield (words[-1].rpartition("-")[2],)
    if len(words) > 1:
        yield (words[0],)
        if words[0] in lexicon.word_class("family_first"):
            yield words[:2]


def link_people(
    passages: Sequence[Passage], leaders: Leaders, day: date | None, countries: frozenset[str]
) -> list[PersonMention]:
    """The people of an article; `countries` are those that it names without doubt."""
    register = Register(leaders)
    candidates = [
        (passage, find_candidates(passage.text, passage.runs, passage.places, passage.people))
        for passage in passages
    ]
    for passage, found in sorted(candidates, key=lambda pair: pair[0].field is Field.TITLE):
        for candidate in found:
            if candidate.full:
                register.enter(
                    candidate.name, candidate.tokens, candidate.key, (passage.field, candidate.start)
                )
    mentions = []
    for passage, found in candidates:
        for candidate in found:
            mention = _mention(passage, candidate, register, leaders, day, countries)
            if mention:
                mentions.append(mention)
    return mentions


def _mention(
    passage: Passage,
    candidate: Candidate,
    register: Register,
    leaders: Leaders,
    day: date | None,
    countries: frozenset[str],
) -> PersonMention | None:
    where = (passage.field, candidate.start)
    rule = candidate.rule
    person: Person | None
    if candidate.full:
        person = register.enter(candidate.name, candidate.tokens, candidate.key, where)
    else:
        person = register.short(candidate.tokens, where)
        rule = "short form"
        if person is None:
            key = leaders.by_surname(candidate.tokens, day, countries, titled=candidate.titled)
            if key:
                person = Person(leaders.name_of(key), candidate.tokens, key)
                rule = "leader by surname"
        elif candidate.weak and not candidate.titled:
            return None
    if person is None:
        if not candidate.titled or not candidate.personal:
            return None
        person = Person(candidate.name, candidate.tokens)
        rule = "title"
    role = roles.role_before(passage.text, candidate.start)
    if not role.text:
        role = roles.role_after(passage.text, candidate.end)
    return PersonMention(
        field=passage.field,
        start=candidate.start,
        end=candidate.end,
        text=passage.text[candidate.start : candidate.end],
        name=person.name,
        key=person.key,
        rule=rule,
        role=role.text,
        country=_country_in(passage.places, role.start, role.end),
    )


def _country_in(places: Sequence[PlaceHit], start: int, end: int) -> str:
    for hit in places:
        if start <= hit.start < end and hit.senses[0].code:
            return hit.senses[0].code
    return ""
