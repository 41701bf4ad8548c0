"""A search → its articles in the order in which the archive got them, and how many came after a batch.

What is watched is searched exactly: nothing is left out of a query, however little it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest

from articles.models import Article
from articles.search import spoken
from articles.search.batches import came_after
from articles.search.hits import Hits, find
from articles.search.index import Index, current
from articles.search.language import Problem
from articles.search.narrowing import Choice
from articles.search.request import SearchRequest
from articles.search.snippets import Result, results
from articles.search.understanding import Understood, understood
from articles.search.wanted import parts_of

PER_FEED = 50


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article as it arrived; `changed` is when its text was last another, else when it came."""

    result: Result
    changed: datetime


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The articles of a search, the last to arrive first; `older` is the key to go on below, 0 at the end."""

    request: SearchRequest
    title: str
    total: int = 0
    arrivals: tuple[Arrival, ...] = ()
    older: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A request as it is read."""

    request: SearchRequest
    understood: Understood

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is not understood; then nothing is searched."""
        return self.understood.problems

    @property
    def words(self) -> list[str]:
        """Each part in words that follow "articles"."""
        return [part.words for part in self._parts]

    @property
    def title(self) -> str:
        """What is watched, shortly: "Iran, ceasefire"."""
        fixed = [choice.label for choice in self.request.within.choices]
        return ", ".join([*fixed, *(part.short or part.words for part in self._parts)]) or "All articles"

    @property
    def _parts(self) -> tuple[spoken.Part, ...]:
        read = self.understood
        return spoken.parts(self.request, read.query, read.conditions.meanings)


def reading(request: SearchRequest) -> Reading:
    """Read a request."""
    with current() as index:
        return Reading(request, understood(request.q, index))


def arrivals(request: SearchRequest, older_than: int = 0, most: int = PER_FEED) -> Arrivals:
    """The articles of a search by the order of arrival, those with a lower key than `older_than` if given."""
    with current() as index:
        read = reading(request)
        if read.problems:
            return Arrivals(request, read.title, problems=read.problems)
        hits = _found(index, read)
        ids = hits.ids[hits.ids < older_than] if older_than else hits.ids
        shown = [int(key) for key in np.sort(ids)[::-1][:most]]
        return Arrivals(
            request=request,
            title=read.title,
            total=hits.total,
            arrivals=_shown(shown, read),
            older=shown[-1] if len(ids) > len(shown) else 0,
        )


def count(request: SearchRequest) -> int | None:
    """How many articles a search finds exactly; None if it is not understood."""
    with current() as index:
        read = reading(request)
        return None if read.problems else _found(index, read).total


@dataclass(frozen=True, slots=True)
class Standing:
    """A search as it is read, how many articles it has, and how many of them came after a batch."""

    reading: Reading
    total: int = 0
    fresh: int = 0


def standings(requests: Sequence[tuple[SearchRequest, int | None]]) -> list[Standing]:
    """Of each search with the number of a batch; without a batch all articles are new.

    All numbers are of one state of the archive.
    """
    with current() as index:
        return [_standing(index, reading(request), number) for request, number in requests]


def _standing(index: Index, read: Reading, number: int | None) -> Standing:
    if read.problems:
        return Standing(read)
    hits = _found(index, read)
    fresh = hits.total
    if number is not None and fresh:
        fresh = int(np.count_nonzero(hits.mask & came_after(index, number)))
    return Standing(read, hits.total, fresh)


def since(request: SearchRequest, number: int) -> SearchRequest:
    """The same search for what came after a batch."""
    return request.narrowed(since=Choice("since_batch", str(number), f"batch {number}", number))


def _found(index: Index, read: Reading) -> Hits:
    return find(index, read.understood.query.tree, read.understood.conditions, read.request.narrowings)


def _shown(ids: Sequence[int], read: Reading) -> tuple[Arrival, ...]:
    changed = dict(
        Article.objects.filter(pk__in=ids)
        .order_by()
        .annotate(changed=Greatest("added", Coalesce(Max("versions__replaced"), "added")))
        .values_list("pk", "changed")
    )
    read_as = read.understood
    parts = parts_of(read_as.query.tree, read_as.conditions.meanings, ())
    found = results(ids, parts)
    return tuple(Arrival(result, changed[result.article.pk]) for result in found)
