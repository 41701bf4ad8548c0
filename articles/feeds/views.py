"""The addresses of the feeds: that of a page and /feed, with the parameters of the page."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from html import unescape
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.html import strip_tags
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from articles.filters import ArticleFilter
from articles.models import Country, Event, Person, Source
from articles.search.arrivals import Arrival, Arrivals, arrivals
from articles.search.choices import event_choice
from articles.search.names import country_choice, leader_choice, source_choice
from articles.search.narrowing import EVERYTHING, Choice, Narrowing
from articles.shapes import atom

OLDER = "older_than"
END = "/feed"
SUBTITLE = "Articles in the order in which they came into the archive."


@require_safe
@conditional_page
def everything(request: HttpRequest) -> HttpResponse:
    """The feed of any search."""
    return feed(request)


@require_safe
@conditional_page
def country(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed of the articles that name a country."""
    return feed(request, country_choice(get_object_or_404(Country, slug=slug)))


@require_safe
@conditional_page
def leader(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed of the articles that name a person. One who was found to be another leads there."""
    row = get_object_or_404(Person.objects.select_related("merged_into"), slug=slug)
    if row.merged_into is not None:
        return redirect(_with_query(request, f"{row.whole.get_absolute_url()}{END}"))
    return feed(request, leader_choice(row))


@require_safe
@conditional_page
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed of the articles of a source."""
    return feed(request, source_choice(get_object_or_404(Source, slug=slug)))


@require_safe
@conditional_page
def event(request: HttpRequest, key: int, slug: str) -> HttpResponse:
    """The feed of the articles about an event; one that joined another leads there."""
    row = get_object_or_404(Event.objects.select_related("merged_into"), pk=key)
    if row.merged_into is not None:
        return redirect(_with_query(request, f"{row.merged_into.get_absolute_url()}{END}"))
    if slug != row.slug:
        return HttpResponsePermanentRedirect(_with_query(request, f"{row.get_absolute_url()}{END}"))
    return feed(request, event_choice(row))


def feed(request: HttpRequest, choice: Choice | None = None) -> HttpResponse:
    """The feed of the parameters within what the page fixes; of mistakes a sentence for each, status 400."""
    asked = ArticleFilter(request.GET)
    older = request.GET.get(OLDER, "")
    problems = [] if asked.is_valid() else [one for each in asked.form.errors.values() for one in each]
    if older and not re.fullmatch(r"[1-9]\d{0,17}", older, re.ASCII):
        problems.append(f"“{older[:40]}” is no number of an article.")
    if not problems:
        within = Narrowing((choice,)) if choice else EVERYTHING
        found = arrivals(asked.request_within(within), int(older or 0))
        problems = [problem.message for problem in found.problems]
    if problems:
        text = "\n".join(["This feed could not be made:", *problems, ""])
        return HttpResponse(text, "text/plain; charset=utf-8", 400)
    return _response(request, found)


def _response(request: HttpRequest, found: Arrivals) -> HttpResponse:
    addresses = _addresses(request, found)
    # What a feed is called must not depend on the order of its parameters.
    asked = f"{request.path}?{urlencode(sorted(_parameters(found)))}"
    name = hashlib.sha256(asked.encode()).hexdigest()[:32]
    style = request.build_absolute_uri(static("feed.css"))
    # Browsers show XML with its style sheet, and this type as bare text.
    shown = "text/html" in request.headers.get("Accept", "")
    told = atom.Feed(name, found.title, SUBTITLE, _updated(found), addresses, style)
    made = "".join(atom.pieces(told, map(_item, found.arrivals)))
    response = HttpResponse(made, "application/xml; charset=utf-8" if shown else atom.TYPE)
    patch_vary_headers(response, ("Accept",))
    response["Last-Modified"] = http_date(_updated(found).timestamp())
    patch_cache_control(response, no_cache=True)
    return response


def _updated(found: Arrivals) -> datetime:
    """When the newest of what is shown came or changed."""
    return max((arrival.changed for arrival in found.arrivals), default=atom.NEVER)


def _item(arrival: Arrival) -> atom.Item:
    result = arrival.result
    snippet = unescape(strip_tags(result.snippet))
    return atom.Item(result.article, arrival.changed, snippet, (*result.people, *result.countries))


def _parameters(found: Arrivals) -> list[tuple[str, str]]:
    return found.request.lasting.change(sort=None, versions="").parameters


def _addresses(request: HttpRequest, found: Arrivals) -> atom.Addresses:
    path = escape_uri_path(request.path)
    parameters = _parameters(found)

    def address(path: str, older: int | str = "") -> str:
        pairs = [*parameters, (OLDER, str(older))] if older else parameters
        return request.build_absolute_uri(f"{path}?{urlencode(pairs)}" if pairs else path)

    return atom.Addresses(
        host=request.get_host().partition(":")[0],
        page=address(path.removesuffix(END)),
        first=address(path),
        this=address(path, request.GET.get(OLDER, "")),
        next=address(path, found.older) if found.older else "",
    )


def _with_query(request: HttpRequest, address: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
