"""/api/articles/: a search, page by page, with its facets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse

from articles.api import cursors
from articles.api.asked import ApiFilter
from articles.models import Article
from articles.problems import checked, in_query, problem
from articles.search import walks
from articles.search.index import current
from articles.search.language import Note
from articles.search.page import search
from articles.search.related import related
from articles.search.request import ALL, SearchRequest
from articles.search.shown import Told
from articles.shapes import found
from articles.shapes.listed import LISTED, Listed, articles
from articles.shapes.related import NEIGHBOURS, neighbours
from articles.shapes.shape import ADDRESS, WHOLE, Field, Shape, Site, listed, or_null
from articles.shapes.whole import ARTICLE, whole

MOST_RELATED = 20
CHANGED = Note(
    "The archive changed since this list was begun: it goes on as it was fixed; facets, histogram and what "
    "is said of articles are of now."
)


@dataclass(frozen=True, slots=True)
class Walked:
    """A list that was fixed: its key, where this page begins in it, and how many results it has."""

    key: str
    start: int
    total: int


@dataclass(frozen=True, slots=True)
class Answer(found.Summary):
    """A page of results with its rows."""

    rows: tuple[Listed, ...]
    walked: Walked | None = None

    @property
    def number(self) -> int:
        """The number of this page, from 1."""
        return self.walked.start // self.size + 1 if self.walked else self.page.pages.number

    @property
    def last(self) -> int:
        """How many pages there are."""
        return max(-(-self.walked.total // self.size), 1) if self.walked else self.page.pages.last

    @property
    def size(self) -> int:
        """How many results a full page has."""
        return self.page.request.size

    def at(self, site: Site, number: int) -> str:
        """The address of a page: by its number, or by the cursor of its place in a list that is fixed."""
        address = self.page.request.change(page=number if self.walked is None else 1).address
        if self.walked is not None:
            # Whoever changes the size of pages on the way still gets all from where this page begins.
            start = max(self.walked.start + (number - self.number) * self.size, 0)
            cursor = cursors.written(cursors.Place(self.walked.key, str(start)))
            address += f"{'&' if address != '?' else ''}cursor={cursor}"
        return site.at(reverse("api_articles") + address)


def _next(row: Answer, site: Site) -> str | None:
    if row.walked is not None:
        return row.at(site, row.number + 1) if row.walked.start + row.size < row.walked.total else None
    return row.at(site, row.number + 1) if row.number < row.last else None


def _previous(row: Answer, site: Site) -> str | None:
    if row.walked is not None and row.walked.start == 0:
        return None
    return row.at(site, min(row.number - 1, row.last)) if row.number > 1 or row.walked else None


ANSWER: Shape[Answer] = Shape(
    "Search",
    "A page of the articles that a search finds.",
    (
        *found.SUMMARY.fields,
        Field("page", WHOLE, "The number of this page.", lambda row, site: row.number),
        Field("pages", WHOLE, "How many pages there are.", lambda row, site: row.last),
        Field("page_size", WHOLE, "How many results a full page has.", lambda row, site: row.size),
        Field(
            "next",
            or_null(ADDRESS),
            "The next page; null on the last. In a list begun with cursor=* by a cursor, else by its number.",
            _next,
        ),
        Field("previous", or_null(ADDRESS), "The page before.", _previous),
        Field("first", ADDRESS, "The first page.", lambda row, site: row.at(site, 1)),
        Field("last", ADDRESS, "The last page.", lambda row, site: row.at(site, row.last)),
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
    wanted, cursor = asked.request_within(), str(asked.form.cleaned_data.get("cursor") or "")
    walked: Walked | None = None
    with current():
        if cursor and cursor != cursors.BEGIN:
            went = _went_on(request, wanted, cursor)
            if isinstance(went, JsonResponse):
                return went
            walked, wanted = went
        page = search(wanted.change(page=1, size=ALL) if cursor == cursors.BEGIN else wanted, shown=False)
        if page.problems:
            return problem(request, "query-not-understood", page.problems[0].message, in_query(page))
        if cursor == cursors.BEGIN:
            walked = Walked(walks.begin(wanted, page.ids), 0, len(page.ids))
            page = replace(page, request=wanted, ids=page.ids[: wanted.size])
        elif walked is not None:
            notes = page.notes if page.total == walked.total else (Told(CHANGED), *page.notes)
            page = replace(page, total=walked.total, notes=notes)
        rows = articles(page.ids, page.scores, page.missing, changed=page.changed)
    return _json(ANSWER.write(Answer(page, reverse("search"), tuple(rows), walked), site))


def _went_on(
    request: HttpRequest, wanted: SearchRequest, cursor: str
) -> tuple[Walked, SearchRequest] | JsonResponse:
    """The list of a cursor, and the search with the results of the page; else the problem."""
    place = cursors.read(cursor)
    if place is None:
        return cursors.unknown(request)
    if not place.at.isdecimal():
        return cursors.foreign(request)
    start = int(place.at)
    stretch = walks.stretch(place.name, start, wanted.size)
    if stretch is None:
        return cursors.forgotten(request)
    if stretch.asked != walks.asked(wanted):
        return cursors.foreign(request)
    return Walked(place.name, start, stretch.total), wanted.change(size=wanted.size, fixed=stretch.ids)


def answer_one(request: HttpRequest, site: Site, key: int) -> JsonResponse:
    """One article with all that the archive has of it."""
    wrong = checked(request, (), Form({}))
    if wrong:
        return wrong
    with current():
        row = whole(key)
        if row is None:
            raise Http404(f"The archive has no article {key}: it never had, or its import was taken back.")
        return _json(ARTICLE.write(row, site))


def answer_related(request: HttpRequest, site: Site, key: int) -> JsonResponse:
    """The articles that are related to one."""
    wrong = checked(request, (), Form({}))
    if wrong:
        return wrong
    with current():
        if not Article.objects.filter(pk=key).exists():
            raise Http404(f"The archive has no article {key}: it never had, or its import was taken back.")
        return _json(NEIGHBOURS.write(neighbours(key, related(key, MOST_RELATED)), site))


def _json(content: Mapping[str, Any]) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
