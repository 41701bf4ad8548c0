"""The page of results, and every page that is one with a fixed filter and a better header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.views.decorators.http import require_safe

from articles.filters import ArticleFilter
from articles.search.index import current
from articles.search.language.guide import guide
from articles.search.narrowing import EVERYTHING, Narrowing
from articles.search.page import SearchPage, count, search, unanswered
from articles.search.request import SearchRequest
from articles.search.sameness import tag

# The formats of articles/exports, as people call them.
DOWNLOADS = {
    "csv": "CSV",
    "json": "JSON",
    "ndjson": "JSON lines",
    "ris": "RIS",
    "bib": "BibTeX",
    "atom": "Atom",
}
EXAMPLES = (
    "ceasefire",
    '"humanitarian aid"',
    "leader:putin",
    "country:iran nuclear",
    "talks OR summit after:2023-10",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A query of the guide and how many articles of this archive it finds."""

    q: str
    total: int


@require_safe
def searching_help(request: HttpRequest) -> HttpResponse:
    """How to search: the language, every example with what it finds here."""
    with current():
        sections = [
            (
                section,
                [
                    (row, [Example(q, count(SearchRequest(q=q))) for q in row.examples])
                    for row in section.rows
                ],
            )
            for section in guide()
        ]
    response = render(request, "search/guide.html", {"sections": sections})
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search the whole archive."""
    return answer(request, "search/page.html", {})


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], within: Narrowing = EVERYTHING
) -> HttpResponse:
    """A page that holds results: all of it, or for htmx only the part with the results."""
    # What a reader who is signed in gets is theirs alone.
    etag = "" if request.user.is_authenticated else tag(request)
    same = get_conditional_response(request, etag=etag) if etag else None
    if same is not None:
        return same
    asked = ArticleFilter(request.GET)
    page = answered(asked, within)
    watched = page.request.lasting.change(sort=None, versions="").address.rstrip("?")
    feed = f"{escape_uri_path(request.path)}/feed{watched}"
    fragment = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    response = render(
        request,
        "search/results.html" if fragment else template,
        {
            **context,
            "page": page,
            "form": asked.form,
            "examples": EXAMPLES,
            "fragment": fragment,
            "feed": feed,
            "downloads": downloads(request.path, page),
            "save": f"{reverse('save_search')}{page.request.everywhere.lasting.address}",
        },
    )
    patch_vary_headers(response, ("HX-Request", "HX-History-Restore-Request"))
    patch_cache_control(response, no_cache=True)
    if etag:
        response.headers["ETag"] = etag
    return response


def downloads(path: str, page: SearchPage) -> list[tuple[str, str]]:
    """The files of all results: what they are called, and their addresses."""
    address = page.request.change(versions="").address.rstrip("?")
    return [(label, f"{escape_uri_path(path)}.{suffix}{address}") for suffix, label in DOWNLOADS.items()]


def answered(asked: ArticleFilter, within: Narrowing = EVERYTHING) -> SearchPage:
    """The results of valid parameters; of others a page that searches nothing and says why."""
    valid = asked.is_valid()
    request = asked.request_within(within)
    return search(request) if valid else unanswered(request)
