"""Text → people whom it names by their office alone: "the Russian president" on the day of the article.

Goes in: the article, the countries and people found in it, the terms of the reference. Comes out:
`OfficeMention`s, each with the day it was decided for. "former", "then", "a", "the next" in front, an office
that goes on ("president-elect", "presidents"), a year or "ago" in the sentence that means another time, an
unknown day and a handover leave the words unlinked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from articles.linking import lexicon
from articles.linking.gazetteer import PostHit
from articles.linking.office_context import OTHER_HOLDER, has_article, is_another, named_beside, of_a_firm
from articles.linking.office_words import OfficeWord, alternatives, office_of_role, office_words
from articles.linking.terms import Term, days_of, holder, horizon_of, term_of
from articles.records import (
    CountryMention,
    Field,
    OfficeMention,
    OfficeTerm,
    ParsedArticle,
    PersonEntry,
    PersonMention,
)

RULE = "holder of the office"
"""How the rule of every mention by office begins; the time follows."""

NAMES = frozenset({"name", "official name", "alias", "abbreviation", "short name"})
PEOPLE_OF = "demonym"
FARTHEST = 60
SENTENCE_END = re.compile(r"[.!?…]['\"”’»)]*\s+(?=[\"“„«]?[^\W\d_a-z])|\n")
ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Gov|Sen|St|No)\.$")
YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
YEAR_IN_FRONT = re.compile(r"\b(?:[Ii]n|[Ee]n|Im Jahr) (1[89]\d\d|20\d\d),? (?:the |le |der |el )?$")
ANOTHER_TIME = re.compile(
    r"\bago\b|\bat th(?:e|at) time\b|\bback then\b|\bthe then\b|"
    r"\b(?:years?|months|weeks|decades?) (?:earlier|before)\b"
)
BETWEEN = r"(?:['’]s?)?[ \u00a0\n]+"
OF = (
    r"(?P<of>[ \u00a0](?:of|de|du|del|della|des|der|von)(?:[ \u00a0](?:the|la|los|las))?|[ \u00a0]d['’])?"
    r"[ \u00a0]?"
)

OF_ENGLISH = ("of ", "of the ")


_Place = tuple[Field, int, int, str, Sequence[Term]]


class Offices:
    """The offices of the reference by country and word."""

    def __init__(self, people: Iterable[PersonEntry]) -> None:
        people = list(people)
        horizon = horizon_of(term for person in people for term in person.offices)
        self._names = {person.key: person.name for person in people}
        self._terms: dict[str, list[tuple[OfficeTerm, Term]]] = {}
        for person in people:
            for office in person.offices:
                term = term_of(person.key, office, horizon)
                self._terms.setdefault(office.country, []).append((office, term))
        self._found: dict[tuple[str, OfficeWord], list[Term]] = {}
        # Aliases of a country are also its cities and regions, which have presidents of their own.
        self._places_within = frozenset(place.name for place in lexicon.places())
        self._words = office_words()
        self._openings = frozenset(word[:2] for word in self._words)
        words = alternatives()
        self._after = re.compile(rf"{BETWEEN}(?P<office>{words})(?![\w])", re.IGNORECASE)
        self._before = re.compile(rf"(?<![\w-])(?P<office>{words}){OF}$", re.IGNORECASE)

    def link(
        self,
        article: ParsedArticle,
        countries: Iterable[CountryMention],
        posts: Mapping[Field, Iterable[PostHit]],
        people: Sequence[PersonMention],
        *,
        english: bool,
    ) -> list[OfficeMention]:
        """The people whom the article names by office alone, in order of place."""
        days = days_of(article.published)
        if days is None:
            return []
        texts = {Field.TITLE: article.title, Field.BODY: article.body}
        places = [*self._places(texts, countries, english=english), *self._held_posts(posts)]
        found = [
            mention
            for field, start, end, country, terms in places
            if (mention := self._decide(texts[field], (field, start, end), country, terms, days, people))
        ]
        return sorted(found, key=lambda mention: (mention.field is Field.BODY, mention.start))

    def _places(
        self, texts: dict[Field, str], countries: Iterable[CountryMention], *, english: bool
    ) -> Iterator[_Place]:
        """Where an office stands beside its country."""
        for mention in countries:
            if mention.rule == PEOPLE_OF or (
                mention.rule in NAMES and mention.text not in self._places_within
            ):
                place = self._beside(texts[mention.field], mention, english=english)
                if place:
                    start, end, office = place
                    yield mention.field, start, end, mention.code, self._held(mention.code, office)

    def _held_posts(self, posts: Mapping[Field, Iterable[PostHit]]) -> Iterator[_Place]:
        """The offices that are one of a kind (the pope)."""
        for field, hits in posts.items():
            for hit in hits:
                held = [
                    term for office, term in self._terms.get(hit.country, ()) if office.title == hit.title
                ]
                yield field, hit.start, hit.end, hit.country, held

    def _beside(
        self, text: str, mention: CountryMention, *, english: bool
    ) -> tuple[int, int, OfficeWord] | None:
        """The office behind a country ("Russia's president") or in front of it ("president of Russia")."""
        start, end = mention.start, mention.end
        if self._may_open_office(text, end):
            match = self._after.match(text, end)
            title = mention.field is Field.TITLE
            if match and not text.startswith("-", match.end()) and not of_a_firm(text, start, title=title):
                office = self._words[match["office"].lower()]
                return (start, match.end(), office) if office.language in ("en", "de") else None
        if english and not text[max(0, start - 7) : start].endswith(OF_ENGLISH):
            return None
        match = self._before.search(text, max(0, start - FARTHEST), start)
        if not match:
            return None
        office = self._words[match["office"].lower()]
        demonym = mention.rule == PEOPLE_OF
        # "the president of Russia" has a name behind "of", "le président russe" an adjective without one.
        fits = not demonym if office.language == "en" or match["of"] else True
        if not fits or (office.language == "en" and not (match["of"] and has_article(text, match.start()))):
            return None
        return match.start(), end, office

    def _may_open_office(self, text: str, end: int) -> bool:
        """Whether an office may follow; asked of every country, and hardly ever so."""
        if text[end : end + 1] in "'’":
            end += 2 if text[end + 1 : end + 2] in "sS" else 1
        return text[end : end + 1].isspace() and text[end + 1 : end + 3].lower() in self._openings

    def _held(self, country: str, office: OfficeWord) -> list[Term]:
        known = self._found.get((country, office))
        if known is None:
            known = [term for held, term in self._terms.get(country, ()) if office.means(held)]
            self._found[country, office] = known
        return known

    def _decide(
        self,
        text: str,
        place: tuple[Field, int, int],
        country: str,
        terms: Sequence[Term],
        days: tuple[date, date],
        people: Sequence[PersonMention],
    ) -> OfficeMention | None:
        field, start, end = place
        if (
            not terms
            or is_another(text, start, end, title=field is Field.TITLE)
            or named_beside(text, place, people)
        ):
            return None
        key, rule = _holder_in(text, start, end, terms, days)
        if not key or self._given_to_another(key, country, terms, people):
            return None
        return OfficeMention(field, start, end, text[start:end], self._names[key], key, country, rule)

    def _given_to_another(
        self, key: str, country: str, terms: Sequence[Term], people: Iterable[PersonMention]
    ) -> bool:
        """Whether the article itself says of somebody else that they hold this office."""
        for mention in people:
            if mention.key == key or mention.country != country or not mention.role:
                continue
            office = office_of_role(mention.role)
            if office and not OTHER_HOLDER.intersection(mention.role.lower().split()):
                held = {id(term) for term in self._held(country, office)}
                if any(id(term) in held for term in terms):
                    return True
        return False


def _holder_in(
    text: str, start: int, end: int, terms: Sequence[Term], days: tuple[date, date]
) -> tuple[str, str]:
    """Who held the office at the time that the sentence speaks of, and by which rule."""
    sentence_start, sentence_end = _sentence(text, start, end)
    if ANOTHER_TIME.search(text, sentence_start, sentence_end):
        return "", ""
    year = YEAR_IN_FRONT.search(text, sentence_start, start)
    if year and int(year[1]) <= days[0].year:
        return _in_year(terms, int(year[1])), f"{RULE} in {year[1]}"
    key = holder(terms, *days)
    years = {int(match[1]) for match in YEAR.finditer(text, sentence_start, sentence_end)}
    if any(year < days[0].year and _in_year(terms, year) != key for year in years):
        return "", ""
    when = days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()} to {days[1].isoformat()}"
    return key, f"{RULE} on {when}"


def _in_year(terms: Sequence[Term], year: int) -> str:
    return holder(terms, date(year, 1, 1), date(year, 12, 31), margin=0)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around text[start:end]."""
    first = 0
    floor = max(0, start - 400)
    for match in SENTENCE_END.finditer(text, floor, start):
        if not ABBREVIATED.search(text, floor, match.start() + 1):
            first = match.end()
    following = SENTENCE_END.search(text, end, end + 400)
    return max(first, floor), following.start() if following else min(len(text), end + 400)
