"""The lists of countries, people, events, sources and batches, by numbered pages or by cursors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from articles.api import cursors
from articles.api.entities import Entity, counted
from articles.problems import Mistake, checked, problem
from articles.search.index import current
from articles.shapes.entities import Counted
from articles.shapes.shape import ADDRESS, WHOLE, Field, Shape, Site, listed, or_null

PER_PAGE = 100
WHERE = ("page", "cursor")  # the parameters that say which page


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list of things.

    `number` is 0 where a cursor asked for the page; `following` is the cursor of the next, "" at the end.
    """

    path: str
    asked: tuple[tuple[str, str], ...]
    total: int
    number: int
    size: int
    rows: tuple[Counted[Any], ...]
    following: str = ""

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max((self.total + self.size - 1) // self.size, 1)

    def at(self, site: Site, number: int) -> str | None:
        """The address of a page by its number; None where there is none."""
        if not self.number or not 1 <= number <= self.last:
            return None
        return self._address(site, [("page", str(number))] if number > 1 else [])

    def next(self, site: Site) -> str | None:
        """The address of the next page; None on the last."""
        if not self.number:
            return self._address(site, [("cursor", self.following)]) if self.following else None
        return self.at(site, self.number + 1)

    def _address(self, site: Site, where: Sequence[tuple[str, str]]) -> str:
        pairs = [*self.asked, *where]
        return site.at(f"{self.path}?{urlencode(pairs)}" if pairs else self.path)


def list_of(entity: Entity) -> Shape[ListPage]:
    """The shape of a page of the list."""
    return Shape(
        f"{entity.shape.name}List",
        f"A page of {entity.plural}.",
        (
            Field("count", WHOLE, "How many there are on all pages.", lambda row, site: row.total),
            Field(
                "page",
                or_null(WHOLE),
                "The number of this page; null where a cursor asked for it.",
                lambda row, site: row.number or None,
            ),
            Field("pages", WHOLE, "How many pages there are.", lambda row, site: row.last),
            Field("page_size", WHOLE, "How many rows a full page has.", lambda row, site: row.size),
            Field(
                "next", or_null(ADDRESS), "The next page; null on the last.", lambda row, site: row.next(site)
            ),
            Field(
                "previous",
                or_null(ADDRESS),
                "The page before; null on the first, and where a cursor asked for this one.",
                lambda row, site: row.at(site, min(row.number - 1, row.last)),
            ),
            Field(
                "results",
                listed(entity.shape),
                "The rows of this page.",
                lambda row, site: [entity.shape.write(one, site) for one in row.rows],
            ),
        ),
    )


def answer_list(request: HttpRequest, site: Site, entity: Entity) -> HttpResponse:
    """A page of the list. Pages by cursor begin behind the last row of the one before."""
    asked = entity.filters(request.GET, queryset=entity.rows())
    wrong = checked(request, asked.filters, asked.form)
    if wrong:
        return wrong
    cleaned = asked.form.cleaned_data
    cursor, number = str(cleaned.get("cursor") or ""), int(cleaned.get("page") or 1)
    if cursor and cleaned.get("page"):
        message = "A page is asked for by its number or by a cursor, not by both."
        return problem(request, "bad-parameter", message, [Mistake("cursor", message)])
    given = tuple((name, str(value)) for name, value in request.GET.items() if name not in WHERE and value)
    size = int(cleaned.get("page_size") or PER_PAGE)
    name = f"{entity.plural}?{urlencode(sorted(pair for pair in given if pair[0] != 'page_size'))}"
    behind = Q()
    if cursor and cursor != cursors.BEGIN:
        place = cursors.read(cursor)
        if place is None:
            return cursors.unknown(request)
        if place.name != name:
            return cursors.foreign(request)
        behind = _behind(entity.order, json.loads(place.at))
    start = 0 if cursor else (number - 1) * size
    with current():
        rows = asked.qs.order_by(*entity.order)
        found = list(rows.filter(behind)[start : start + size + 1])
        more = len(found) > size
        page = ListPage(
            reverse(f"api_{entity.plural}"),
            given,
            rows.count(),
            0 if cursor else number,
            size,
            tuple(counted(entity, found[:size])),
            cursors.written(cursors.Place(name, _place(entity.order, found[size - 1]))) if more else "",
        )
        content = list_of(entity).write(page, site)
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def _place(order: Sequence[str], row: Model) -> str:
    """The values by which a row stands where it does."""
    return json.dumps([getattr(row, name.removeprefix("-")) for name in order], ensure_ascii=False)


def _behind(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows behind the one with these values."""
    found, same = Q(), Q()
    for name, value in zip(order, values, strict=True):
        column = name.removeprefix("-")
        beyond = "lt" if name.startswith("-") else "gt"
        found |= same & Q(**{f"{column}__{beyond}": value})
        same &= Q(**{column: value})
    return found
