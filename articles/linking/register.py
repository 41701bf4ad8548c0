"""The people that one article names in full, and who of them a short form means."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TypeVar

from articles.linking import lexicon
from articles.linking.leaders import Leaders
from articles.linking.short_forms import short_forms
from articles.records import Field

Key = TypeVar("Key", str, tuple[str, ...])
MALE_GIVEN = lexicon.word_class("male_given")
FEMALE_GIVEN = lexicon.word_class("female_given")
Where = tuple[Field, int]
"""A place in an article: field and offset."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody whom the article names in full; `tokens` are the folded words of the fullest name.

    `gender` is "m" or "f" where a title (Mr, Mrs) or the given name tells it.
    """

    name: str
    tokens: tuple[str, ...]
    key: str = ""
    mentions: list[Where] = field(default_factory=list)
    gender: str = ""


class Register:
    """The people of one article by the words of their names."""

    def __init__(self, leaders: Leaders) -> None:
        self._leaders = leaders
        self._by_key: dict[str, Person] = {}
        self._by_last: dict[str, list[Person]] = {}
        self._by_short: dict[tuple[str, ...], list[Person]] = {}
        self._by_given: dict[str, list[Person]] = {}

    def enter(self, name: str, tokens: tuple[str, ...], key: str, where: Where, gender: str = "") -> Person:
        """The person that a full name stands for: one known already, or a new one."""
        bearers = self._by_last.get(tokens[-1])
        if bearers and len(tokens) > 1 and bearers[0].tokens == tokens and bearers[0].key == key:
            # As most are: somebody entered under this very name, who is in all indexes already.
            bearers[0].mentions.append(where)
            return bearers[0]
        key = key or self._leaders.key_of(tokens)
        person = self._known(tokens, key)
        if person is None:
            person = Person(name, tokens, gender=gender or gender_of(name))
        elif not person.key and len(tokens) > len(person.tokens):
            person.name, person.tokens = name, tokens
        if key and not person.key:
            person.key, person.name = key, self._leaders.name_of(key)
            self._by_key[key] = person
        _add(self._by_last, tokens[-1], person)
        for short in (tokens, *short_forms(tokens)) if len(tokens) == 1 else short_forms(tokens):
            _add(self._by_short, short, person)
        _add(self._by_given, tokens[0], person)
        person.mentions.append(where)
        return person

    @property
    def empty(self) -> bool:
        """Whether nobody has been entered."""
        return not self._by_last

    @property
    def short_forms(self) -> AbstractSet[tuple[str, ...]]:
        """All that the people entered may be called for short."""
        return self._by_short.keys()

    def surname(self, tokens: tuple[str, ...], where: Where, gender: str = "") -> Person | None:
        """The bearer of a surname: of several the one named in full last before it, else first.

        A title that tells the gender ("Mrs Clinton") means nobody of the other.
        """
        bearers = self._by_short.get(tokens, ())
        if gender:
            bearers = [person for person in bearers if person.gender in ("", gender)]
        return _nearest(bearers, where)

    def given(self, token: str, where: Where) -> Person | None:
        """The bearer of a given name."""
        return _nearest(self._by_given.get(token, ()), where)

    def _known(self, tokens: tuple[str, ...], key: str) -> Person | None:
        """Somebody entered already: by key, else by name among those with the same last word."""
        if key in self._by_key:
            return self._by_key[key]
        if len(tokens) == 1:
            return None
        return next((p for p in self._by_last.get(tokens[-1], ()) if same_name(p.tokens, tokens)), None)


def gender_of(name: str) -> str:
    """ "m" or "f" if the given name is mostly one of men or of women, else ""."""
    given = lexicon.fold(name).partition(" ")[0]
    return "m" if given in MALE_GIVEN else "f" if given in FEMALE_GIVEN else ""


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names are one: equal but for initials in the middle, or the end of the other."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(one) > 1 and other[-len(one) :] == one:
        return True
    middle = other[1 : len(other) - len(one) + 1]
    return one[0] == other[0] and one[1:] == other[1 + len(middle) :] and all(_is_initial(m) for m in middle)


def _is_initial(word: str) -> bool:
    return len(word.replace(".", "")) <= 2


def _add(index: dict[Key, list[Person]], key: Key, person: Person) -> None:
    people = index.get(key)
    if people is None:
        index[key] = [person]
    elif person not in people:
        people.append(person)


def _nearest(people: Sequence[Person], where: Where) -> Person | None:
    if len(people) < 2:
        return people[0] if people else None
    return max(people, key=lambda person: _recency(person, where))


def _recency(person: Person, where: Where) -> tuple[int, int]:
    before = [at for field, at in person.mentions if field is where[0] and at < where[1]]
    if before:
        return (1, max(before))
    return (0, -person.mentions[0][1])
