"""Hits → how many of them name each country, person, event, and come from each source, in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Model, QuerySet

from articles.models import (
    Article,
    ArticleCountry,
    ArticlePerson,
    Country,
    Event,
    EventArticle,
    Person,
    Source,
)
from articles.search.hits import Hits
from articles.search.names import country_choice, language_choice, leader_choice, source_choice
from articles.search.narrowing import Choice
from articles.search.request import SearchRequest

SHORT, LONG = 10, 500


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet with its count, and the address that adds it or takes it out."""

    choice: Choice
    count: int
    active: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet of the results: its most frequent values, and the address of all of them if there are more."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    more: str = ""
    full: bool = False

    @property
    def active(self) -> bool:
        """Whether one of its values narrows the search."""
        return any(value.active for value in self.values)


def event_choice(event: Event) -> Choice:
    """The event as a value of its facet."""
    return Choice("event", str(event.pk), event.title, event.pk)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a facet is counted: the rows to count, their column of articles and of values, and the values."""

    name: str
    label: str
    rows: type[Model]
    article: str
    value: str
    choices: Callable[[Iterable[int | str]], Iterable[Choice]]


KINDS = (
    Kind(
        *("country", "Countries", ArticleCountry, "article_id", "country_id"),
        lambda keys: map(country_choice, Country.objects.filter(pk__in=list(keys))),
    ),
    Kind(
        *("leader", "Leaders and people", ArticlePerson, "article_id", "person_id"),
        lambda keys: map(leader_choice, Person.objects.filter(pk__in=list(keys))),
    ),
    Kind(
        *("source", "Sources", Article, "id", "source_id"),
        lambda keys: map(source_choice, Source.objects.filter(pk__in=list(keys))),
    ),
    Kind(
        *("language", "Languages", Article, "id", "language"),
        lambda keys: (language_choice(str(key)) for key in keys),
    ),
    Kind(
        *("event", "Events", EventArticle, "article_id", "event_id"),
        lambda keys: map(event_choice, Event.objects.filter(pk__in=list(keys))),
    ),
)


def facet(kind: Kind, request: SearchRequest, hits: Hits) -> Facet:
    """The values of one facet among the hits, the most frequent first."""
    full = request.facet == kind.name
    most = LONG if full else SHORT
    counts = _counts(kind, hits, most + 1)
    chosen = request.narrowing.of(kind.name)
    fixed = {choice.key for choice in request.within.of(kind.name)}
    found = {choice.key: choice for choice in kind.choices([key for key, _ in counts])}
    known = found | {choice.key: choice for choice in chosen}
    values = [
        FacetValue(known[key], count, known[key] in chosen, request.toggled(known[key]).address)
        for key, count in counts[:most]
        if key in known and key not in fixed
    ]
    shown = {value.choice for value in values}
    values += [
        FacetValue(choice, _count(kind, hits, choice), True, request.toggled(choice).address)
        for choice in chosen
        if choice not in shown
    ]
    more = request.change(facet=kind.name).address if len(counts) > most and not full else ""
    return Facet(kind.name, kind.label, tuple(values), more, full)


def counts_of(name: str, hits: Hits, most: int) -> list[tuple[Choice, int]]:
    """The most frequent values of a facet with their counts."""
    kind = next(kind for kind in KINDS if kind.name == name)
    counts = _counts(kind, hits, most)
    found = {choice.key: choice for choice in kind.choices([key for key, _ in counts])}
    return [(found[key], count) for key, count in counts if key in found]


def _counts(kind: Kind, hits: Hits, most: int) -> list[tuple[int | str, int]]:
    if not hits.total:
        return []
    rows = _rows(kind, hits).values_list(kind.value).annotate(total=Count("pk"))
    return list(rows.order_by("-total", kind.value)[:most])


def _count(kind: Kind, hits: Hits, choice: Choice) -> int:
    return _rows(kind, hits).filter(**{kind.value: choice.key}).count() if hits.total else 0


def _rows(kind: Kind, hits: Hits) -> QuerySet[Model]:
    rows: QuerySet[Model] = kind.rows._default_manager.filter(hits.holds(kind.article)).order_by()
    missing = {kind.value: ""} if kind.name == "language" else {f"{kind.value}__isnull": True}
    return rows.exclude(**missing)
