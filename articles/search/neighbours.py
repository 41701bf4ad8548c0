"""A search and the place of one of its results → the results before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Article
from articles.search.answering import answer
from articles.search.collapsing import in_order
from articles.search.past import state
from articles.search.ranking import ordering
from articles.search.request import SearchRequest, opened
from articles.search.understanding import understood
from articles.search.wanted import Part, parts_of


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A result: its title and its address, which says of which search it is which."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An article opened from a search: the parts of it, and where the article stands, from 1 (0: nowhere)."""

    request: SearchRequest
    parts: tuple[Part, ...] = ()
    place: int = 0
    total: int = 0
    previous: Neighbour | None = None
    next: Neighbour | None = None

    @property
    def back(self) -> str:
        """The query part of the address of the page of results that has the article."""
        page = (self.place - 1) // self.request.size + 1 if self.place else 1
        return self.request.change(page=page).address


def opened_from(request: SearchRequest, place: int) -> Opened:
    """What surrounds a result. A search that is not understood, or has no such place, has nothing there."""
    with state(request.as_of) as index:
        read = understood(request.q, index)
        if read.problems:
            return Opened(request)
        found = answer(index, read.query.tree, read.conditions, request.narrowings, exact=request.exact)
        parts = parts_of(found.tree, read.conditions.meanings, request.narrowings)
        if place < 1:
            return Opened(request, parts)
        ranked = ordering(found.hits, request.order, found.tree, read.conditions.configurations)
        order = in_order(ranked, collapsed=request.collapsed)
        if place > len(order):
            return Opened(request, parts)
        ids = {at: int(index.ids[order[at - 1]]) for at in (place - 1, place + 1) if 1 <= at <= len(order)}
        rows = Article.objects.only("title", "slug").in_bulk(list(ids.values()))
        leading = opened(request)
        beside = {
            at: Neighbour(rows[key].title, f"{rows[key].get_absolute_url()}{leading}{at}")
            for at, key in ids.items()
            if key in rows
        }
        return Opened(request, parts, place, len(order), beside.get(place - 1), beside.get(place + 1))
