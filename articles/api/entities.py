"""What is no article (countries, people, events, sources, batches, stories): what lists and finds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Model, Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles.api.asked import LONGEST_CURSOR
from articles.filters import EventFilter, PageFilter, PeopleFilter
from articles.models import Batch, Country, CountryName, Event, Person, Source, Story
from articles.problems import checked
from articles.search.index import current
from articles.shapes.entities import BATCH, COUNTRY, EVENT, PERSON, SOURCE, STORY, Counted
from articles.shapes.shape import Shape, Site

MOST = 1_000
LAST = 1_000_000


class Paged(django_filters.FilterSet):  # type: ignore[misc]
    """What every list takes."""

    page = PageFilter(label="Page", min_value=1, max_value=LAST, method="unfiltered")
    page_size = PageFilter(label="Rows a page", min_value=1, max_value=MOST, method="unfiltered")
    cursor = django_filters.CharFilter(label="Cursor", max_length=LONGEST_CURSOR, method="unfiltered")

    def unfiltered(self, queryset: QuerySet[Any], name: str, value: int | str) -> QuerySet[Any]:
        """Pages leave nothing out."""
        return queryset


class Countries(Paged):
    """The filters of countries."""

    name = django_filters.CharFilter(label="Name", max_length=200, method="named")

    def named(self, queryset: QuerySet[Country], name: str, value: str) -> QuerySet[Country]:
        """Countries with the text in one of their names."""
        names = CountryName.objects.filter(text__icontains=value).values("country")
        return queryset.filter(Q(name__icontains=value) | Q(code__iexact=value) | Q(pk__in=names))


class People(PeopleFilter, Paged):
    """The filters of people."""


class Events(EventFilter, Paged):  # type: ignore[misc]
    """The filters of events. Those that a person rejected come only when asked for."""

    def filter_queryset(self, queryset: QuerySet[Event]) -> QuerySet[Event]:
        """Without the rejected ones."""
        found: QuerySet[Event] = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("status")
        return found if asked == Event.Status.REJECTED else found.exclude(status=Event.Status.REJECTED)


class Sources(Paged):
    """The filters of sources."""

    name = django_filters.CharFilter(label="Name", max_length=200, field_name="name", lookup_expr="icontains")


@dataclass(frozen=True)
class Entity:
    """A kind of thing: its list, its item, how it is found by what addresses call it, and its facet."""

    plural: str
    single: str
    shape: Shape[Any]
    facet: str
    rows: Callable[[], QuerySet[Any]]
    find: Callable[[str], Q]
    filters: type[Paged]
    order: Sequence[str]
    key_says: str
    key_is_number: bool = False


def _number(value: str) -> Q:
    return Q(pk=int(value))


ENTITIES = (
    Entity(
        "countries",
        "country",
        COUNTRY,
        "country",
        Country.objects.all,
        lambda value: Q(slug=value) | Q(code=value.upper()),
        Countries,
        ("name", "pk"),
        "The slug or the ISO code of a country.",
    ),
    Entity(
        "people",
        "person",
        PERSON,
        "leader",
        lambda: Person.objects.filter(merged_into=None).prefetch_related("aliases", "offices__country"),
        lambda value: Q(slug=value),
        People,
        ("name", "pk"),
        "The slug of a person.",
    ),
    Entity(
        "events",
        "event",
        EVENT,
        "event",
        lambda: (
            Event.objects.filter(merged_into=None)
            .select_related("place")
            .prefetch_related("countries", "people")
        ),
        _number,
        Events,
        ("-start", "-pk"),
        "The number of an event.",
        key_is_number=True,
    ),
    Entity(
        "sources",
        "source",
        SOURCE,
        "source",
        Source.objects.all,
        lambda value: Q(slug=value),
        Sources,
        ("name", "pk"),
        "The slug of a source.",
    ),
    Entity(
        "batches",
        "batch",
        BATCH,
        "batch",
        lambda: Batch.objects.filter(status__in=(Batch.Status.DONE, Batch.Status.UNDONE)),
        _number,
        Paged,
        ("-pk",),
        "The number of a batch.",
        key_is_number=True,
    ),
)


def answer_item(request: HttpRequest, site: Site, entity: Entity, key: str) -> HttpResponse:
    """One of them. A person or event that joined another leads there."""
    wrong = checked(request, (), Form({}))
    if wrong:
        return wrong
    with current():
        row = entity.rows().filter(entity.find(key)).first()
        if row is not None:
            return _json(entity.shape.write(counted(entity, [row])[0], site))
    other = _joined(entity, key)
    if other is not None:
        return redirect(reverse(f"api_{entity.single}", args=[other]))
    raise Http404(f"The archive has no {entity.single} “{key[:80]}”.")


def answer_story(request: HttpRequest, site: Site, key: int) -> HttpResponse:
    """A story with its versions; one that joined another leads there."""
    with current():
        row = Story.objects.select_related("merged_into").filter(pk=key).first()
        if row is None or (row.merged_into is None and not row.members.exists()):
            raise Http404(f"The archive has no story {key}.")
        if row.merged_into is not None:
            return redirect(reverse("api_story", args=[row.merged_into.pk]))
        return _json(STORY.write(row, site))


def counted(entity: Entity, rows: Sequence[Model] | QuerySet[Any]) -> list[Counted[Any]]:
    """The rows with their numbers of articles, by the index."""
    with current() as index:
        keys, totals = index.counted(entity.facet, index.alive)
        known = dict(zip(keys.tolist(), totals.tolist(), strict=True))
        return [Counted(row, known.get(row.pk, 0)) for row in rows]


def _joined(entity: Entity, key: str) -> str | int | None:
    """What addresses call the person or event that this one joined."""
    if entity.single == "person":
        person = Person.objects.filter(slug=key).select_related("merged_into").first()
        return person.whole.slug if person else None
    if entity.single == "event":
        event = Event.objects.filter(pk=int(key)).select_related("merged_into").first()
        return event.merged_into.pk if event and event.merged_into else None
    return None


def _json(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
