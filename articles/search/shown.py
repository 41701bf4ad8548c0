"""What a page of results shows, as data: HTML, feeds, the API and a country's page render it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from articles.search import spoken
from articles.search.correcting import Correction
from articles.search.facets import Facet, Listing
from articles.search.language import Note, Problem, Query
from articles.search.naming import Offer
from articles.search.nothing import Apart
from articles.search.paging import ONE_PAGE, Pages
from articles.search.relaxing import Relaxed
from articles.search.request import EACH, SearchRequest, Sort
from articles.search.snippets import Result
from articles.search.spoken import Part
from articles.search.timeline import NO_TIMELINE, Timeline

AROUND_MISTAKE = 60  # characters


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something not understood in a query: the place of its first character, from 1, and what is around."""

    message: str
    place: int
    before: str
    wrong: str
    after: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What could be left out of a search without results, and what that would find."""

    part: Part
    total: int


class Fix(NamedTuple):
    """A query that would be understood, its address, and how many articles it finds."""

    text: str
    address: str
    total: int


class Told(NamedTuple):
    """A note on the search, and the queries that it offers."""

    note: Note
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Articles about what is chosen, or all that mention it: how many there are, and the address of these."""

    label: str
    total: int
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """All that is shown of one search.

    `total` counts articles, and so does every facet and bar; `stories` counts those that are versions of one
    text once, and so do the results and their pages where they are collapsed. With a `listing`, the values
    of one facet, no results are read. `changed` are the articles of the page that had another text in the
    past state that is asked; `citable` is the number of the import whose state an address can name to give
    the same list later, 0 where no import is done yet.
    """

    request: SearchRequest
    query: Query
    title: str
    total: int = 0
    stories: int = 0
    ids: tuple[int, ...] = ()
    results: tuple[Result, ...] = ()
    listing: Listing | None = None
    facets: tuple[Facet, ...] = ()
    timeline: Timeline = NO_TIMELINE
    span: tuple[date, date] | None = None
    pages: Pages = ONE_PAGE
    sorts: tuple[tuple[Sort, str], ...] = ()
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
    fixes: tuple[Fix, ...] = ()
    notes: tuple[Told, ...] = ()
    offers: tuple[Offer, ...] = ()
    apart: tuple[Apart, ...] = ()
    standings: tuple[Standing, ...] = ()
    changed: frozenset[int] = frozenset()
    citable: int = 0
    relaxed: Relaxed | None = None
    corrections: tuple[Correction, ...] = ()
    missing: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    unranked: int = 0
    scores: Mapping[int, float] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """The place of the first result shown, from 1."""
        return (self.pages.number - 1) * self.request.size + 1

    @property
    def last(self) -> int:
        """The place of the last result shown."""
        return self.first + len(self.ids) - 1

    @property
    def counted(self) -> str:
        """The total in words."""
        return spoken.counted(self.total)

    @property
    def order(self) -> Sort:
        """The order of the results: by date where there are no words to rank by."""
        offered = [sort for sort, _ in self.sorts]
        return self.request.order if self.request.order in offered or not offered else Sort.NEWEST

    @property
    def in_stories(self) -> str:
        """How many stories the articles belong to, in words; "" where each is alone."""
        return spoken.in_stories(self.stories) if self.stories < self.total else ""

    @property
    def other_versions(self) -> str:
        """The address that shows each version of a story, or that shows one of each."""
        return self.request.change(versions=EACH if self.request.collapsed else "").address

    @property
    def ranked(self) -> int:
        """How many of the articles stand in the order of how well they match."""
        return self.total - self.unranked

    @property
    def as_typed(self) -> str:
        """The address of the search without corrections, and without articles that lack any of it."""
        return self.request.change(exact=True).address

    @property
    def widened(self) -> str:
        """The address of an exact search with what comes near."""
        return self.request.change(exact=False).address

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The parts of a search without results whose leaving out finds something, the most first."""
        return tuple(Suggestion(one.part, one.without) for one in self.apart if one.without)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What is wrong with the query, with the text around it."""
        return tuple(_mistake(self.query.text, problem) for problem in self.problems)

    @property
    def clear(self) -> str:
        """The address of the page with nothing asked."""
        return SearchRequest(within=self.request.within).address

    @property
    def lasting(self) -> str:
        """The query part of the address that gives the same list later; "" where no import is done yet."""
        request = self.request
        as_of = request.as_of or self.citable
        return request.change(as_of=as_of, sort=request.order).address if as_of else ""


def _mistake(text: str, problem: Problem) -> Mistake:
    start, end = problem.at
    before, wrong, after = text[max(start - AROUND_MISTAKE, 0) : start], text[start:end], text[end:]
    cut = "…" if start > AROUND_MISTAKE else ""
    more = "…" if len(after) > AROUND_MISTAKE else ""
    shown = wrong if len(wrong) <= AROUND_MISTAKE else f"{wrong[:AROUND_MISTAKE]}…"
    return Mistake(problem.message, start + 1, cut + before, shown, after[:AROUND_MISTAKE] + more)
