"""Hits in their order → one of each story, and the other versions of those that a page shows.

The version shown is the first in the order of the results: the best match, the newest, or the first
published. An article that is alone is a story of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articles.models import Article
from articles.search.hits import Hits
from articles.search.index import Index, Integers
from articles.search.ranking import Ordering
from articles.search.rows import without_texts

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of one story among the hits.

    `found` counts them with the one shown, `sources` who brought them (0: nobody known). `others` are the
    first of the others in order of time; `beside` counts versions that the search does not find.
    """

    story: int
    found: int
    sources: int
    beside: int
    others: tuple[Article, ...] = ()

    @property
    def unlisted(self) -> int:
        """How many of the others are not listed."""
        return self.found - 1 - len(self.others)


def in_order(order: Ordering, *, collapsed: bool, most: int | None = None) -> Integers:
    """The positions of the results in their order, or the first `most`: all hits, or one of each story."""
    total = order.hits.total
    if not collapsed:
        return order.places if most is None else order.first(most)[:most]
    # As long as each story is its first place, a stretch of the order tells as much as the whole.
    size = total if most is None else min(2 * most, total)
    while True:
        found = one_of_each(order.hits.index, order.first(size))
        if size == total or (most is not None and len(found) >= most):
            return found[:most]
        size = min(4 * size, total)


def one_of_each(index: Index, order: Integers) -> Integers:
    """The positions in the order, without all but the first of each story."""
    stories = index.values_at("story", order)
    kept = stories == 0
    members = np.flatnonzero(~kept)
    _, first = np.unique(stories[members], return_index=True)
    kept[members[first]] = True
    found: Integers = order[kept]
    return found


def versions(hits: Hits, shown: Sequence[int]) -> dict[int, Versions]:
    """For each of the articles shown that is a version of a story, by id, what there is of it."""
    index = hits.index
    places = index.places(np.array(shown, np.int64))
    pairs = zip(index.ids[places].tolist(), index.values_at("story", places).tolist(), strict=True)
    story_of = {one: story for one, story in pairs if story}
    if not story_of:
        return {}
    members = np.flatnonzero(index.having_any("story", set(story_of.values())))
    keys, sources = index.values_at("story", members), index.values_at("source", members)
    matching = hits.mask[members]
    ids_of: dict[int, list[int]] = defaultdict(list)
    beside: dict[int, int] = defaultdict(int)
    brought: dict[int, set[int]] = defaultdict(set)
    found = zip(*(each.tolist() for each in (index.ids[members], keys, sources, matching)), strict=True)
    for one, story, source, matches in found:
        if not matches:
            beside[story] += 1
            continue
        ids_of[story].append(one)
        if source:
            brought[story].add(source)
    others = _listed(ids_of, set(shown))
    return {
        one: Versions(
            story, len(ids_of[story]), len(brought[story]), beside[story], tuple(others[story][:SHOWN])
        )
        for one, story in story_of.items()
    }


def _listed(ids_of: dict[int, list[int]], shown: set[int]) -> dict[int, list[Article]]:
    """The other versions by story, in order of time, without their texts."""
    ids = [one for members in ids_of.values() for one in members if one not in shown]
    found: dict[int, list[Article]] = defaultdict(list)
    if not ids:
        return found
    story_of = {one: story for story, members in ids_of.items() for one in members}
    for row in without_texts(ids):
        found[story_of[row.pk]].append(row)
    return found
