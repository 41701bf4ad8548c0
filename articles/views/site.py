"""The front page, what the archive is, and the pages for machines and for errors."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import is_valid_path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import ArticleCountry, ArticlePerson, Batch, Source
from articles.problems import problem
from articles.search.page import search
from articles.search.request import SearchRequest
from articles.views.searching import EXAMPLES

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the archive holds, in numbers."""

    countries: int
    people: int
    sources: int
    batch: Batch | None


def holdings() -> Holdings:
    """Count what the articles name."""
    return Holdings(
        countries=ArticleCountry.objects.values("country").distinct().count(),
        people=ArticlePerson.objects.values("person").distinct().count(),
        sources=Source.objects.count(),
        batch=Batch.objects.filter(status=Batch.Status.DONE).order_by("-finished", "-pk").first(),
    )


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the archive holds; how to fill it while it holds nothing."""
    page = search(SearchRequest())
    if not page.total:
        return render(request, "site/empty.html")
    facets = {facet.name: facet.values for facet in page.facets}
    context = {
        "page": page,
        "newest": page.results[:SHOWN],
        "countries": facets.get("country", ()),
        "leaders": facets.get("leader", ()),
        "holdings": holdings(),
        "examples": EXAMPLES,
    }
    return render(request, "site/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, how its dates and links are made, how to search and to cite it."""
    return render(request, "site/about.html", {"examples": EXAMPLES})


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the site can serve: the database answers and its tables are up to date."""
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("database unreachable\n", "text/plain", 503)
    if behind:
        return HttpResponse("migrations missing\n", "text/plain", 503)
    return HttpResponse("ok\n", "text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers may read articles; they are kept from the endless combinations of filters."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search",
        "Disallow: /api/",
        "Disallow: /*?",
        "Allow: /",
        "",
    )
    return HttpResponse("\n".join(lines), "text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing at this address; one with a needless slash at its end leads to the one without."""
    bare = request.path_info.rstrip("/")
    # The admin's own addresses end in a slash, and it adds one where it is missing: that would never end.
    if request.path_info.startswith(reverse("admin:index")):
        return render(request, "404.html", status=404)
    if request.method in ("GET", "HEAD") and bare and bare != request.path_info and is_valid_path(bare):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"/{bare.lstrip('/')}{'?' if query else ''}{query}")
    if _is_for_programs(request):
        return problem(request, "not-found", f"There is nothing at {request.path[:200]}.")
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke. The page asks nothing of the database, for that may be what broke."""
    if _is_for_programs(request):
        return problem(request, "failed", "The log of the site says what; ask again later.")
    return render(request, "500.html", status=500)


def _is_for_programs(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or request.path.endswith(".json")
