"""The people of the gazetteer by name, by surname and by the time and place of their offices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from articles.linking import lexicon, transliteration
from articles.linking.namesakes import last_to_leave, told_apart
from articles.linking.office_words import OfficeWord
from articles.linking.short_forms import short_forms
from articles.linking.terms import Term, horizon_of, term_of
from articles.records import OfficeTerm, PersonEntry

TALKED_OF_YEARS = 2
SHORTEST_SURNAME = 4
# How long before the first office somebody of the same name is taken for the later leader.
YEARS_BEFORE_OFFICE = 15
FIRST_OTHER_SCRIPT = "\u0250"
TRANSLITERATED = frozenset(code.upper() for code in lexicon.word_class("transliterated"))
MONARCH = lexicon.word_class("monarch")


@dataclass(frozen=True, slots=True)
class Setting:
    """When and where an article plays: its first and last possible day, the countries it surely names."""

    days: tuple[date, date] | None
    countries: frozenset[str]

    @property
    def day(self) -> date | None:
        """The first possible day."""
        return self.days[0] if self.days else None


class Title(Enum):
    """What stands before a surname: nothing, any title that leaders have, or that of a head."""

    NONE = 0
    ANY = 1
    HEAD = 2


def name_key(text: str) -> tuple[str, ...]:
    """A name as folded words; hyphens and spaces are the same, full stops are dropped."""
    return tuple(lexicon.fold(text).replace("-", " ").replace(".", "").split())


@lru_cache(maxsize=lexicon.REMEMBERED)
def _key_of_words(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return name_key(" ".join(tokens))


class Leaders:
    """Looks up people of the reference."""

    def __init__(self, people: Iterable[PersonEntry]) -> None:
        self._people = {person.key: person for person in people}
        self._horizon = horizon_of(term for person in self._people.values() for term in person.offices)
        self._by_name: dict[tuple[str, ...], str] = {}
        self._by_surname: dict[tuple[str, ...], list[str]] = {}
        self._last_words: set[str] = set()
        self._spelt_alike: dict[str, list[tuple[str, str]]] = {}
        self._sounds: dict[str, dict[str, str]] = {}
        self._countries_of: dict[str, frozenset[str]] = {}
        for person in self._people.values():
            self._last_words.update(lexicon.words_of_name(person.name)[1:][-1:])
            for text in (person.name, *person.aliases):
                words = name_key(text)
                self._by_name[words] = (
                    person.key if self._by_name.get(words, person.key) == person.key else ""
                )
                self._add_spelling(text, person)
                for surname in _surnames(text):
                    keys = self._by_surname.setdefault(surname, [])
                    if person.key not in keys:
                        keys.append(person.key)

    def name_of(self, key: str) -> str:
        """The name to show."""
        return self._people[key].name

    def key_of(self, tokens: tuple[str, ...]) -> str:
        """The key of the one person with this full name, or ""."""
        return self._by_name.get(_key_of_words(tokens), "") if len(tokens) > 1 else ""

    def one_of(self, keys: Sequence[str], setting: Setting, *, titled: bool) -> str:
        """Which of the leaders of one name a text means, or ""."""
        terms = self._terms(keys)
        found = told_apart(terms, setting.days, None, titled=titled)
        near = [] if found else [key for key in keys if self._held(key, setting.day, TALKED_OF_YEARS)]
        if near and setting.days is not None:
            return near[0] if len(near) == 1 else ""
        return found or last_to_leave(terms, setting.days)

    def _terms(self, keys: Sequence[str]) -> dict[str, list[tuple[OfficeTerm, Term]]]:
        return {
            key: [(office, term_of(key, office, self._horizon)) for office in self._people[key].offices]
            for key in keys
        }

    @staticmethod
    def spellings_in(setting: Setting) -> bool:
        """Whether a text names a country whose names agencies spell in several ways."""
        return not TRANSLITERATED.isdisjoint(setting.countries)

    def key_of_spelling(self, tokens: tuple[str, ...], setting: Setting) -> str:
        """The key of the one leader whose name this is, spelt otherwise; "" if nobody's, or several people's.

        The text has to name the country, because many people have names that sound alike: ask `spellings_in`.
        """
        steady = transliteration.steady(tokens)
        alike = {key for _, key in self._spelt_alike.get(steady, ())}
        # To sound names out takes long, and seldom any of these leaders may be meant.
        if not any(self._may_be(key, setting) for key in alike) or self.key_of(tokens):
            return ""
        known = self._sounds_of(steady)
        keys = {known[sound] for sound in transliteration.readings(" ".join(tokens)) if sound in known}
        return next((key for key in keys if self._may_be(key, setting)), "") if len(keys) == 1 else ""

    def _may_be(self, key: str, setting: Setting) -> bool:
        if not key or not self._countries(key) & setting.countries:
            return False
        day = setting.day
        starts = [int(term.start[:4]) for term in self._people[key].offices if term.start]
        return day is None or not starts or min(starts) - YEARS_BEFORE_OFFICE <= day.year

    def _add_spelling(self, text: str, person: PersonEntry) -> None:
        """Keep a form for comparison by its sound, if the name comes from another script."""
        if " " not in text or text[0] >= FIRST_OTHER_SCRIPT:
            return
        if any(term.country in TRANSLITERATED for term in person.offices):
            folded = lexicon.fold(text)
            bucket = self._spelt_alike.setdefault(transliteration.steady(folded.split()), [])
            bucket.append((folded, person.key))

    def _sounds_of(self, steady: str) -> dict[str, str]:
        """The sounds of the names with these letters, each with its key; "" where two leaders sound alike.

        Made when first asked for: all of them take half a second, and most are never asked for.
        """
        sounds = self._sounds.get(steady)
        if sounds is None:
            sounds = self._sounds[steady] = {}
            for form, key in self._spelt_alike[steady]:
                for sound in transliteration.readings(form):
                    sounds[sound] = key if sounds.get(sound, key) == key else ""
        return sounds

    def is_surname(self, word: str) -> bool:
        """Whether somebody of the reference has this last name."""
        return len(word) >= SHORTEST_SURNAME and word in self._last_words

    @property
    def short_forms(self) -> AbstractSet[tuple[str, ...]]:
        """All that the people of the reference may be called for short."""
        return self._by_surname.keys()

    def by_surname(
        self, tokens: tuple[str, ...], setting: Setting, title: Title, office: OfficeWord | None = None
    ) -> str:
        """The one leader meant by a surname on a day in a text that names these countries, or "".

        In office on the day, or in the years around it, comes before former holders, who need a title. The
        country need not be named where the title is that of a head of state or government.
        """
        bearers = self._by_surname.get(tokens)
        if bearers is None:
            return ""
        if title is not Title.ANY:
            bearers = [key for key in bearers if self._headed(key)]
        day = setting.day
        current = [key for key in bearers if self._held(key, day, TALKED_OF_YEARS)]
        for keys in (current, [key for key in bearers if self._held(key, day, None)]):
            near = [key for key in keys if self._countries(key) & setting.countries]
            if not near and title is Title.HEAD:
                near = keys
            if near:
                terms = self._terms(near) if len(near) > 1 else {}
                titled = title is not Title.NONE
                return told_apart(terms, setting.days, office, titled=titled) if terms else near[0]
            if title is Title.NONE:
                return ""
        return ""

    def may_mean(self, tokens: tuple[str, ...], setting: Setting) -> bool:
        """Whether a bearer of a surname held office in a country of the text, as who has no title must."""
        countries = setting.countries
        return any(self._countries(key) & countries for key in self._by_surname.get(tokens, ()))

    def _countries(self, key: str) -> frozenset[str]:
        countries = self._countries_of.get(key)
        if countries is None:
            countries = frozenset(term.country for term in self._people[key].offices)
            self._countries_of[key] = countries
        return countries

    def _headed(self, key: str) -> bool:
        """Whether a person was head of a state or government, whom a text may name without more."""
        return any(term.kind.startswith("head_of") for term in self._people[key].offices)

    def _held(self, key: str, day: date | None, years: int | None) -> bool:
        """Whether a person held an office on a day or up to `years` before it (None: ever before)."""
        return day is None or any(_covers(term, day, years) for term in self._people[key].offices)


def _covers(term: OfficeTerm, day: date, years: int | None) -> bool:
    start = int(term.start[:4] or 0) - 1
    end = int(term.end[:4]) + years if term.end and years is not None else 9999
    return start <= day.year <= end


def _surnames(text: str) -> Iterable[tuple[str, ...]]:
    """The short forms of a name; monarchs ("Beatrix of the Netherlands") have none."""
    words = lexicon.words_of_name(text)
    if len(words) == 1:
        return [words]
    return [] if MONARCH.intersection(words) or "of" in words else short_forms(words)
