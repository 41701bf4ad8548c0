"""Countries, leaders and sources: their lists, and for each a page of results with a header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.filters import PeopleFilter
from articles.models import Article, Country, Event, Office, Person, PersonAlias, Source
from articles.search.names import country_choice, leader_choice, source_choice
from articles.search.narrowing import Choice, Narrowing
from articles.search.portraits import Portrait
from articles.views import corrected
from articles.views.searching import answer

PER_LIST = 60
IN_OFFICE = 6
EVENTS_SHOWN = 6


def rank(office: Office) -> int:
    """The place of an office on the page of its country: head of state first."""
    return list(Office.Kind).index(Office.Kind(office.kind))


def within(choice: Choice) -> Narrowing:
    """A search that never leaves this value."""
    return Narrowing((choice,))


def listed(request: HttpRequest, rows: QuerySet[Any], per_page: int = PER_LIST) -> Page[Any]:
    """The page of a list that the address asks for; 404 for one that is not there."""
    number = request.GET.get("page", "1")
    paginator = Paginator(rows, per_page)
    if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= paginator.num_pages:
        raise Http404("There is no such page of the list.")
    return paginator.page(int(number))


def shown_events(rows: QuerySet[Event]) -> dict[str, Any]:
    """The events for the page of a country or person, the most widely reported first, and their number."""
    known = rows.filter(merged_into=None).exclude(status=Event.Status.REJECTED)
    return {"events": known.order_by("-voices", "-start", "-pk")[:EVENTS_SHOWN], "event_count": known.count()}


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """Every country, by region, with the number of articles that name it."""
    rows = list(Country.objects.annotate(total=Count("article_links")).order_by("region", "name", "pk"))
    named = [row for row in rows if row.total]
    context = {
        "named": named,
        "unnamed": [row for row in rows if not row.total],
        "most": max((row.total for row in named), default=0),
    }
    return render(request, "knowledge/countries.html", context)


@require_safe
def country(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles that name a country."""
    row = get_object_or_404(Country, slug=slug)
    offices = Office.objects.filter(country=row).select_related("person")
    context = {
        "country": row,
        "names": row.names.filter(language__startswith="en").exclude(text=row.name),
        "leaders": sorted(offices.filter(end="").order_by("-start"), key=rank)[:IN_OFFICE],
        "former": offices.exclude(end="").order_by("-start", "-end")[:30],
        **shown_events(row.events.all()),
    }
    return answer(request, "knowledge/country.html", context, within(country_choice(row)))


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """People with offices; on a second tab those whom only articles name."""
    seen = request.GET.get("seen") == "1"
    with_office = Exists(Office.objects.filter(person=OuterRef("pk")))
    rows = Person.objects.filter(~with_office if seen else with_office, merged_into=None)
    asked = PeopleFilter(request.GET, queryset=rows)
    people = asked.qs if asked.is_valid() else rows.none()
    people = people.annotate(total=Count("article_links")).order_by("-total", "name", "pk")
    terms = Office.objects.select_related("country").order_by("start", "pk")
    page = listed(request, people.prefetch_related(Prefetch("offices", terms, "terms")))
    context = {
        "people": page,
        "form": asked.form,
        "seen": seen,
        "countries": Country.objects.filter(offices__isnull=False).distinct(),
    }
    return render(request, "knowledge/leaders.html", context)


@require_safe
def leader(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles that name a person. One who was found to be another leads there."""
    row = get_object_or_404(Person.objects.select_related("merged_into"), slug=slug)
    if row.merged_into is not None:
        # Not for good: what makes two people one can be taken back.
        return redirect(row.whole)
    one = row.with_absorbed()
    context = {
        "person": row,
        "offices": Office.objects.filter(person__in=one).select_related("country").order_by("-start", "pk"),
        "aliases": names_of(row, one),
        "absorbed": one[1:],
        "corrections": corrected.of_person(row),
        "portrait": Portrait(row),
        **shown_events(Event.objects.filter(people__in=one).distinct()),
    }
    return answer(request, "knowledge/leader.html", context, within(leader_choice(row)))


def names_of(row: Person, one: Sequence[Person]) -> list[str]:
    """How else the person is written: the aliases of all who are one with them, each once."""
    aliases = PersonAlias.objects.filter(person__in=one).order_by("pk").values_list("text", flat=True)
    others = {person.name for person in one}
    return [text for text in dict.fromkeys(aliases) if text not in others]


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source with the number and span of its articles."""
    rows = Source.objects.annotate(
        total=Count("articles"), first=Min("articles__published"), last=Max("articles__published")
    )
    page = listed(request, rows.order_by("-total", "name"))
    without = Article.objects.filter(source=None).count()
    return render(request, "knowledge/sources.html", {"sources": page, "without": without})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of a source."""
    row = get_object_or_404(Source, slug=slug)
    return answer(request, "knowledge/source.html", {"source": row}, within(source_choice(row)))
