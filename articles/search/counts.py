"""Hits → how many of them each country, person, event, source, language and day has, by the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np

from articles.search.hits import Hits
from articles.search.index import Counted
from articles.search.masks import PRECISIONS, number

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
    def days(self) -> Counter[tuple[str, date | None]]:
        """Counts by precision and first day."""
        found: Counter[tuple[str, date | None]] = Counter()
        rows = zip(*(column.tolist() for column in self.hits.index.dated(self.hits.mask)), strict=True)
        for precision, day, total in rows:
            found[PRECISIONS[precision].value, date.fromordinal(day) if day else None] += total
        return found

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """The first and last day of publication; for a month or year of which no day is known, its first."""
        days = [day for _, day in self.days if day is not None]
        return (min(days), max(days)) if days else None

    def counted(self, name: str) -> Counted:
        """All values of a facet that a hit has, by number, and how many hits have each."""
        if name not in self._made:
            keys, totals = self.hits.index.counted(name, self.hits.mask)
            known = keys > 0
            self._made[name] = keys[known], totals[known]
        return self._made[name]

    def _key(self, name: str, key: int) -> Key:
        return self.hits.index.languages[key - 1] if name == "language" else key
