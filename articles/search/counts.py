"""Hits → how many of them each country, person, event, source, language and day has, by the index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np

from articles.search.hits import Hits
from articles.search.index import Counted, Integers, Small
from articles.search.masks import number

Key = int | str


class Counts:
    """The counts of one set of hits, each made when it is asked for."""

    def __init__(self, hits: Hits) -> None:
        self.hits = hits
        self._made: dict[str, Counted] = {}

    def ordered(self, name: str, counted: Counted, start: int, most: int) -> Sequence[tuple[Key, int]]:
        """From `start` of the values of a facet, the most frequent first, by key."""
        keys, totals = counted
        wanted = start + most
        if len(keys) > wanted:
            # Of equal counts the lower key comes first, so the cut must not fall among equals.
            least = np.partition(totals, -wanted)[-wanted]
            kept = totals >= least
            keys, totals = keys[kept], totals[kept]
        order = np.lexsort((keys, -totals))[start:wanted]
        return [(self._key(name, int(keys[at])), int(totals[at])) for at in order]

    def one(self, name: str, key: Key) -> int:
        """The count of one value of a facet."""
        keys, totals = self.counted(name)
        found = np.flatnonzero(keys == self.number(name, key))
        return int(totals[found[0]]) if len(found) else 0

    def number(self, name: str, key: Key) -> int:
        """The number by which the index knows a value."""
        return number(self.hits.index, name, key)

    @cached_property
    def dated(self) -> tuple[Small, Small, Integers]:
        """By date: precision (its place in PRECISIONS), first day, and how many; in the order of both."""
        return self.hits.index.dated(self.hits.mask)

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """The first and last day of publication; for a month or year of which no day is known, its first."""
        days = self.dated[1][self.dated[1] > 0]
        return (date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))) if len(days) else None

    @property
    def stories(self) -> int:
        """How many stories the hits belong to; one that is alone is a story of its own."""
        keys, totals = self.counted("story")
        return self.hits.total - int(totals.sum()) + len(keys)

    def counted(self, name: str) -> Counted:
        """All values of a facet that a hit has, by number, and how many hits have each."""
        if name not in self._made:
            keys, totals = self.hits.index.counted(name, self.hits.mask)
            known = keys > 0
            self._made[name] = keys[known], totals[known]
        return self._made[name]

    def _key(self, name: str, key: int) -> Key:
        return self.hits.index.languages[key - 1] if name == "language" else key
