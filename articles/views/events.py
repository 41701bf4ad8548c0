"""Events: their list, the page of each with the sentences it rests on, and what people decide there."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from articles.filters import EventFilter
from articles.importing.event_decisions import decisions_about
from articles.models import Event, EventArticle, EventPerson
from articles.search.choices import event_choice
from articles.views.deciding import decided, deciding_forms
from articles.views.knowledge import listed, within
from articles.views.reports import reported
from articles.views.searching import answer

ARTICLES_A_PAGE = 60


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Events, the most widely reported first; rejected ones only for those who ask for them."""
    asked = EventFilter(request.GET, queryset=Event.objects.filter(merged_into=None))
    rows = asked.qs if asked.is_valid() else Event.objects.none()
    if asked.form.cleaned_data.get("status") != Event.Status.REJECTED:
        rows = rows.exclude(status=Event.Status.REJECTED)
    order = ["-start", "-pk"]
    if asked.form.cleaned_data.get("sort") != "date":
        order = ["-voices", *order]
    page = listed(request, rows.select_related("place").prefetch_related("countries").order_by(*order))
    return render(request, "events/list.html", {"events": page, "form": asked.form, "asked": _asked(request)})


def _asked(request: HttpRequest) -> bool:
    return any(value for name, value in request.GET.items() if name != "page")


def people_in(row: Event) -> list[EventPerson]:
    """Who took part, each once. A person who was found to be another since then stands as that one."""
    found: dict[int, EventPerson] = {}
    links = row.person_links.select_related("person__merged_into").order_by("part", "person__name")
    for link in links:
        link.person = link.person.whole
        found.setdefault(link.person.pk, link)
    return list(found.values())


@require_safe
def event(request: HttpRequest, key: int, slug: str) -> HttpResponse:
    """What happened, by which sentences of which articles; with a question, a search among them."""
    row = get_object_or_404(Event.objects.select_related("merged_into", "place"), pk=key)
    if row.merged_into is not None:
        # Not for good: a merger can be taken back.
        return redirect(row.merged_into)
    if slug != row.slug:
        return HttpResponsePermanentRedirect(row.get_absolute_url())
    context: dict[str, Any] = {
        "event": row,
        "countries": row.country_links.select_related("country").order_by("part", "country__name"),
        "people": people_in(row),
    }
    if set(request.GET) - {"page"}:
        return answer(request, "events/search.html", context, within(event_choice(row)))
    page = listed(request, _links(row), ARTICLES_A_PAGE)
    may_decide = request.user.is_staff and request.user.has_perm("articles.change_event")
    context |= {
        "links": page,
        "reports": reported(list(page), row),
        "decisions": decisions_about(row) if may_decide else (),
        "decided": row.decisions.filter(reverted=None, action__in=("confirm", "reject")).first(),
        "may_decide": may_decide,
        **(deciding_forms(row) if may_decide else {}),
    }
    return render(request, "events/event.html", context)


@staff_member_required
@require_POST
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Do what a person decided about an event, and say so on the page they came from."""
    if not request.user.has_perm("articles.change_event"):
        raise PermissionDenied
    return decided(request, get_object_or_404(Event, pk=key))


def _links(row: Event) -> QuerySet[EventArticle]:
    """The articles in order of time, with what is shown of them."""
    links = EventArticle.objects.filter(event=row).select_related(
        "article__source", "article__story_membership"
    )
    return links.defer("article__body", "article__signature").order_by(
        F("article__published").asc(nulls_last=True), "article"
    )
