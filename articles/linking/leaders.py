"""The people of the gazetteer by name, by surname and by the time and place of their offices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from articles.linking import lexicon
from articles.records import OfficeTerm, PersonEntry

TALKED_OF_YEARS = 2


def name_key(text: str) -> tuple[str, ...]:
    """A name as folded words; hyphens and spaces are the same, full stops are dropped."""
    return tuple(lexicon.fold(text).replace("-", " ").replace(".", "").split())


class Leaders:
    """Looks up people of the reference."""

    def __init__(self, people: Iterable[PersonEntry]) -> None:
        self._people = {person.key: person for person in people}
        self._by_name: dict[tuple[str, ...], str] = {}
        self._by_surname: dict[tuple[str, ...], list[str]] = {}
        for person in self._people.values():
            for text in (person.name, *person.aliases):
                self._by_name.setdefault(name_key(text), person.key)
                for surname in _surnames(text):
                    keys = self._by_surname.setdefault(surname, [])
                    if person.key not in keys:
                        keys.append(person.key)

    def name_of(self, key: str) -> str:
        """The name to show."""
        return self._people[key].name

    def key_of(self, tokens: tuple[str, ...]) -> str:
        """The key of the person with this full name, or ""."""
        return self._by_name.get(name_key(" ".join(tokens)), "") if len(tokens) > 1 else ""

    def by_surname(
        self, tokens: tuple[str, ...], day: date | None, countries: frozenset[str], *, titled: bool
    ) -> str:
        """The one leader meant by a surname on a day in a text that names these countries, or ""."""
        keys = self._by_surname.get(name_key(" ".join(tokens)), [])
        keys = [key for key in keys if self._in_office(key, day)] or ([] if day else keys)
        near = [key for key in keys if self._countries(key) & countries]
        if titled and not near:
            near = keys
        return near[0] if len(near) == 1 else ""

    def _countries(self, key: str) -> frozenset[str]:
        return frozenset(term.country for term in self._people[key].offices)

    def _in_office(self, key: str, day: date | None) -> bool:
        return day is None or any(_covers(term, day) for term in self._people[key].offices)


def _covers(term: OfficeTerm, day: date) -> bool:
    """Whether a term runs on a day, or did within the two years around it."""
    start = int(term.start[:4] or 0) - 1
    end = int(term.end[:4]) + TALKED_OF_YEARS if term.end else 9999
    return start <= day.year <= end


def _surnames(text: str) -> Iterable[tuple[str, ...]]:
    words = name_key(text)
    if len(words) == 1:
        return [words]
    forms = [words[at:] for at in range(1, len(words))]
    if words[0] in lexicon.word_class("family_first"):
        forms = [words[:1]]
    return forms
