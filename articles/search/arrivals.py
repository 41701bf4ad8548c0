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
from articles.search.hits import Hits, find
from articles.search.index import Index, current
from articles.search.language import Problem
from articles.search.narrowing import Choice
from articles.search.request import SearchRequest
from articles.search.snippets import Result, results
from articles.search.understanding import Understood, understood

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


def arrivals(request: SearchRequest, older_than: int = 0, most: int = PER_FEED) -> Arrivals:
    """The articles of a search by the order of arrival, those with a lower key than `older_than` if given."""
    with current() as index:
        read = understood(request.q, index)
        parts = spoken.parts(request, read.query, read.conditions.meanings)
        title = _title(request, parts)
        if read.problems:
            return Arrivals(request, title, problems=read.problems)
        hits = _found(index, read, request)
        ids = hits.ids[hits.ids < older_than] if older_than else hits.ids
        shown = [int(key) for key in np.sort(ids)[::-1][:most]]
        return Arrivals(
            request=request,
            title=title,
            total=hits.total,
            arrivals=_shown(shown, read),
            older=shown[-1] if len(ids) > len(shown) else 0,
        )


def count(request: SearchRequest) -> int | None:
    """How many articles a search finds exactly; None if it is not understood."""
    with current() as index:
        read = understood(request.q, index)
        return None if read.problems else _found(index, read, request).total


def counts_since(requests: list[tuple[SearchRequest, int | None]]) -> list[tuple[int, int] | None]:
    """For each search with the number of a batch: how many articles, and how many of them came after it.

    Without a batch all are new. All numbers are of one state of the archive; None for what is not understood.
    """
    with current():
        found: list[tuple[int, int] | None] = []
        for request, number in requests:
            total = count(request)
            if total is None:
                found.append(None)
                continue
            fresh = total if number is None else count(since(request, number))
            found.append((total, fresh or 0))
        return found


def since(request: SearchRequest, number: int) -> SearchRequest:
    """The same search for what came after a batch."""
    return request.narrowed(since=Choice("since_batch", str(number), f"batch {number}", number))


def _found(index: Index, read: Understood, request: SearchRequest) -> Hits:
    return find(index, read.query.tree, read.conditions, request.narrowings)


def _title(request: SearchRequest, parts: Sequence[spoken.Part]) -> str:
    """What is watched, shortly: "Iran, ceasefire"."""
    fixed = [choice.label for choice in request.within.choices]
    return ", ".join([*fixed, *(part.short or part.words for part in parts)]) or "All articles"


def _shown(ids: Sequence[int], read: Understood) -> tuple[Arrival, ...]:
    changed = dict(
        Article.objects.filter(pk__in=ids)
        .order_by()
        .annotate(changed=Greatest("added", Coalesce(Max("versions__replaced"), "added")))
        .values_list("pk", "changed")
    )
    found = results(ids, read.query.tree, read.conditions.configurations)
    return tuple(Arrival(result, changed[result.article.pk]) for result in found)
