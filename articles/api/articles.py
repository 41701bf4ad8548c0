"""/api/articles/: a search, page by page, with its facets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse

from articles.api.asked import ApiFilter
from articles.models import Article
from articles.problems import checked, in_query, problem
from articles.search.index import current
from articles.search.page import search
from articles.search.related import related
from articles.shapes import found
from articles.shapes.listed import LISTED, Listed, articles
from articles.shapes.related import NEIGHBOURS, neighbours
from articles.shapes.shape import ADDRESS, WHOLE, Field, Shape, Site, listed, or_null
from articles.shapes.whole import ARTICLE, whole

MOST_RELATED = 20


@dataclass(frozen=True, slots=True)
class Answer(found.Summary):
    """A page of results with its rows."""

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
        *found.SUMMARY.fields,
        Field("page", WHOLE, "The number of this page.", lambda row, site: row.page.pages.number),
        Field("pages", WHOLE, "How many pages there are.", lambda row, site: row.page.pages.last),
        Field(
            "page_size", WHOLE, "How many results a full page has.", lambda row, site: row.page.request.size
        ),
        Field("next", or_null(ADDRESS), "The next page; null on the last.", _next),
        Field("previous", or_null(ADDRESS), "The page before.", _previous),
        Field("first", ADDRESS, "The first page.", lambda row, site: row.at(site, 1)),
        Field("last", ADDRESS, "The last page.", lambda row, site: row.at(site, row.page.pages.last)),
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
    wrong = checked(request, asked.filters, asked.form)
    if wrong:
        return wrong
    with current():
        page = search(asked.request_within(), shown=False)
        if page.problems:
            return problem(request, "query-not-understood", page.problems[0].message, in_query(page))
        rows = articles(page.ids, page.scores, page.missing, changed=page.changed)
    content: dict[str, Any] = ANSWER.write(Answer(page, reverse("search"), tuple(rows)), site)
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def answer_one(request: HttpRequest, site: Site, key: int) -> JsonResponse:
    """One article with all that the archive has of it."""
    wrong = checked(request, (), Form({}))
    if wrong:
        return wrong
    with current():
        row = whole(key)
        if row is None:
            raise Http404(f"The archive has no article {key}: it never had, or its import was taken back.")
        return JsonResponse(ARTICLE.write(row, site), json_dumps_params={"ensure_ascii": False})


def answer_related(request: HttpRequest, site: Site, key: int) -> JsonResponse:
    """The articles that are related to one."""
    wrong = checked(request, (), Form({}))
    if wrong:
        return wrong
    with current():
        if not Article.objects.filter(pk=key).exists():
            raise Http404(f"The archive has no article {key}: it never had, or its import was taken back.")
        answer = NEIGHBOURS.write(neighbours(key, related(key, MOST_RELATED)), site)
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
