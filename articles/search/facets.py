"""Hits → how many of them name each country, person, event, and come from each source, in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from articles.models import (
    Country,
    Event,
    Person,
    Source,
)
from articles.search.counts import Counts, Key
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
    """The event as a value of its facet, which says where no person confirmed it."""
    suggested = " (suggested)" if event.status == Event.Status.SUGGESTED else ""
    return Choice("event", str(event.pk), f"{event.title}{suggested}", event.pk)


@dataclass(frozen=True, slots=True)
class Kind:
    """A facet: its name, its label, and what its keys stand for."""

    name: str
    label: str
    choices: Callable[[Sequence[Key]], Iterable[Choice]]


def _known_events(keys: Sequence[Key]) -> Iterable[Event]:
    return Event.objects.filter(pk__in=keys).exclude(status=Event.Status.REJECTED)


KINDS = (
    Kind("country", "Countries", lambda keys: map(country_choice, Country.objects.filter(pk__in=keys))),
    Kind("leader", "Leaders and people", lambda keys: map(leader_choice, Person.objects.filter(pk__in=keys))),
    Kind("source", "Sources", lambda keys: map(source_choice, Source.objects.filter(pk__in=keys))),
    Kind("language", "Languages", lambda keys: (language_choice(str(key)) for key in keys)),
    Kind("event", "Events", lambda keys: map(event_choice, _known_events(keys))),
)


def facet(kind: Kind, request: SearchRequest, counts: Counts) -> Facet:
    """The values of one facet, the most frequent first; those chosen are always among them."""
    full = request.facet == kind.name
    most = LONG if full else SHORT
    fixed = {choice.key for choice in request.within.of(kind.name)}
    chosen = request.narrowing.of(kind.name)
    counted = counts.top(kind.name, most + len(fixed) + 1)
    known = {choice.key: choice for choice in kind.choices([key for key, _ in counted])}
    found = [(known[key], total) for key, total in counted if key in known and key not in fixed]
    shown = found[:most]
    listed = {choice for choice, _ in shown}
    shown += [(one, counts.one(kind.name, one.key)) for one in chosen if one not in listed]
    values = tuple(
        FacetValue(choice, total, choice in chosen, request.toggled(choice).address)
        for choice, total in shown
    )
    more = request.change(facet=kind.name).address if len(found) > most and not full else ""
    return Facet(kind.name, kind.label, values, more, full)
