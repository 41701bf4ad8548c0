"""The facets: which keys belong to each, and which of them a name means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Model, Q, QuerySet, Value

from articles.models import Article, Batch, Country, CountryName, Event, Person, PersonAlias, Source
from articles.models.knowledge import NameKey
from articles.search.counts import Counts
from articles.search.names import language_choice

WITH_OFFICE = "SELECT array_agg(DISTINCT person_id) FROM articles_office"


@dataclass(frozen=True, slots=True)
class Kind:
    """A facet: its name, the facet of the index that it shows, and its label.

    `among` is a question for keys: only those belong to the kind, or, with `others`, only the rest.
    """

    name: str
    facet: str
    label: str
    among: str | None = None
    others: bool = False


KINDS = (
    Kind("country", "country", "Countries"),
    Kind("leader", "leader", "Leaders", WITH_OFFICE),
    Kind("person", "leader", "Other people", WITH_OFFICE, others=True),
    Kind("event", "event", "Events"),
    Kind("source", "source", "Sources"),
    Kind("language", "language", "Languages"),
    Kind("story", "story", "Stories reported most"),
    Kind("batch", "batch", "Batches"),
)


def named(kind: Kind, text: str, counts: Counts) -> Sequence[int]:
    """The keys of all values with the text in one of their names, as the index numbers them."""
    if kind.facet == "language":
        wanted = text.strip().lower()
        codes = counts.hits.index.languages
        return [place for place, code in enumerate(codes, 1) if wanted in language_choice(code).label.lower()]
    return list(NAMED[kind.facet](text.split()))


def _having(rows: QuerySet[Model], column: str, words: Sequence[str]) -> QuerySet[Model]:
    """The rows with all the words in a column, whatever their case and accents."""
    having_all = reduce(and_, (Q(key__contains=NameKey(Value(word))) for word in words))
    found: QuerySet[Model] = rows.alias(key=NameKey(column)).filter(having_all)
    return found


def _beginning(rows: QuerySet[Model], words: Sequence[str]) -> QuerySet[Model]:
    """Other names that begin so: in many languages together, letters inside them would find nearly all."""
    begun = Q(key__startswith=NameKey(Value(" ".join(words))))
    found: QuerySet[Model] = rows.alias(key=NameKey("text")).filter(begun)
    return found


def _countries_named(words: Sequence[str]) -> Iterable[int]:
    yield from _having(Country.objects.all(), "name", words).values_list("pk", flat=True)
    yield from _beginning(CountryName.objects.all(), words).values_list("country_id", flat=True)


def _people_named(words: Sequence[str]) -> Iterable[int]:
    yield from _having(Person.objects.all(), "name", words).values_list("pk", flat=True)
    yield from _beginning(PersonAlias.objects.all(), words).values_list("person_id", flat=True)


def _stories_named(words: Sequence[str]) -> Iterable[int]:
    rows = _having(Article.objects.exclude(story_membership=None), "title", words)
    return rows.values_list("story_membership__story", flat=True)


NAMED: dict[str, Callable[[Sequence[str]], Iterable[int]]] = {
    "country": _countries_named,
    "leader": _people_named,
    "event": lambda words: _having(Event.objects.all(), "title", words).values_list("pk", flat=True),
    "source": lambda words: _having(Source.objects.all(), "name", words).values_list("pk", flat=True),
    "story": _stories_named,
    "batch": lambda words: _having(Batch.objects.all(), "label", words).values_list("pk", flat=True),
}
