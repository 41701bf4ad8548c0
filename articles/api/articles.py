"""/api/articles/: a search, page by page, with its facets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from articles.api.asked import ApiFilter, mistakes, twice, unknown
from articles.problems import Mistake, problem
from articles.search.index import current
from articles.search.page import SearchPage, search
from articles.search.request import Sort
from articles.shapes import found
from articles.shapes.listed import LISTED, Listed, articles
from articles.shapes.shape import ADDRESS, TEXT, WHOLE, Field, Shape, Site, listed, or_null

SORTS = {"type": "string", "enum": [sort.value for sort in Sort]}


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of results with its rows."""

    page: SearchPage
    rows: tuple[Listed, ...]

    def at(self, site: Site, number: int) -> str:
        """The address of a page."""
        address = self.page.request.change(page=number, facet=self.page.request.facet).address
        return site.at(reverse("api_articles") + address)


def _next(row: Answer, site: Site) -> str | None:
    return row.at(site, row.page.pages.number + 1) if row.page.pages.next else None


def _previous(row: Answer, site: Site) -> str | None:
    pages = row.page.pages
    return row.at(site, min(pages.number - 1, pages.last)) if pages.previous else None


ANSWER: Shape[Answer] = Shape(
    "Search",
    "A page of the articles that a search finds.",
    (
        Field("count", WHOLE, "How many articles there are on all pages.", lambda row, site: row.page.total),
        Field("page", WHOLE, "The number of this page.", lambda row, site: row.page.pages.number),
        Field("pages", WHOLE, "How many pages there are.", lambda row, site: row.page.pages.last),
        Field(
            "page_size", WHOLE, "How many results a full page has.", lambda row, site: row.page.request.size
        ),
        Field("sort", SORTS, "The order.", lambda row, site: row.page.request.order.value),
        Field("next", or_null(ADDRESS), "The next page; null on the last.", _next),
        Field("previous", or_null(ADDRESS), "The page before.", _previous),
        Field("first", ADDRESS, "The first page.", lambda row, site: row.at(site, 1)),
        Field("last", ADDRESS, "The last page.", lambda row, site: row.at(site, row.page.pages.last)),
        Field(
            "address",
            ADDRESS,
            "The same search for people.",
            lambda row, site: site.at(reverse("search") + row.page.request.change(size=20).address),
        ),
        Field(
            "read_as",
            listed(found.PART),
            "How the search was read, part by part.",
            lambda row, site: [found.PART.write(part, site) for part in row.page.parts],
        ),
        Field("notes", listed(TEXT), "What has to be said about it.", lambda row, site: list(row.page.notes)),
        Field(
            "suggestions",
            listed(found.SUGGESTION),
            "Where nothing is found: what to leave out.",
            lambda row, site: [found.SUGGESTION.write(one, site) for one in row.page.suggestions],
        ),
        Field(
            "facets",
            found.FACETS,
            "For each facet its most frequent values, with counts.",
            lambda row, site: found.facets(row.page, site),
        ),
        Field(
            "histogram",
            found.HISTOGRAM.schema,
            "The articles over time.",
            lambda row, site: found.HISTOGRAM.write(row.page.timeline, site),
        ),
        Field(
            "results",
            listed(LISTED),
            "The articles of this page, in order.",
            lambda row, site: [LISTED.write(one, site) for one in row.rows],
        ),
    ),
)


def answer(request: HttpRequest, site: Site) -> JsonResponse:
    """Search; what cannot be read is a problem that names each mistake."""
    asked = ApiFilter(request.GET)
    strange = unknown(request.GET, asked.filters)
    if strange:
        return problem(request, "unknown-parameter", strange[0].message, strange)
    asked.is_valid()
    wrong = [*twice(request.GET, asked.form), *mistakes(asked.form)]
    if wrong:
        return problem(request, "bad-parameter", wrong[0].message, wrong)
    with current():
        page = search(asked.request_within(), shown=False)
        if page.problems:
            return problem(request, "query-not-understood", page.problems[0].message, in_query(page))
        rows = articles(page.ids)
    content: dict[str, Any] = ANSWER.write(Answer(page, tuple(rows)), site)
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def in_query(page: SearchPage) -> list[Mistake]:
    """What is not understood of the query, with its place."""
    return [Mistake("q", one.message, one.at, one.fixes) for one in page.problems]
