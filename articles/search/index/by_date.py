"""Two segments → all their articles in the order of dates, and the first of a set without all the others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from articles.search.index.columns import Integers, Mask, Small
from articles.search.index.segment import Segment

# So many articles are sorted sooner than found in the order of all.
MOST_SORTED = 2_000
A_STRETCH = 4_096  # articles, and each time more of them, are looked through for those of a set


class ByDate:
    """Positions count through the large segment, then the small one."""

    def __init__(self, large: Segment, small: Segment) -> None:
        self.large = large
        self.small = small

    @cached_property
    def order(self) -> Small:
        """All positions, those without a date first, then by day and id.

        The large segment is sorted once, and the small one put in between.
        """
        order = self.large.by_date
        if not len(self.small):
            return order
        more = self.small.by_date
        return np.insert(order, self._before(self.small.date_keys(more)), more + np.int32(len(order)))

    def _before(self, keys: Integers) -> Integers:
        """How many of the large segment come before each key, found by halves: the keys of all are many."""
        order = self.large.by_date
        least, most = np.zeros(len(keys), np.int64), np.full(len(keys), len(order))
        while (open_ := least < most).any():
            middle = (least + most) // 2
            before = np.zeros(len(keys), np.bool_)
            before[open_] = self.large.date_keys(order[middle[open_]]) < keys[open_]
            least, most = np.where(before, middle + 1, least), np.where(open_ & ~before, middle, most)
        return least

    @cached_property
    def undated(self) -> int:
        """How many have no date."""
        return int(np.count_nonzero(self.large.first == 0)) + int(np.count_nonzero(self.small.first == 0))

    @property
    def newest(self) -> Integers:
        """The newest first, those without a date last; of one day the higher id first."""
        return self.order[::-1].astype(np.int64)

    @property
    def oldest(self) -> Integers:
        """The oldest first, those without a date last; of one day the lower id first."""
        return np.roll(self.order, -self.undated).astype(np.int64)

    def first(self, mask: Mask, count: int, *, oldest: bool = False) -> Integers:
        """The first `count` of the mask, all where they are fewer, in the order of `newest` or `oldest`."""
        if np.count_nonzero(mask) <= MOST_SORTED:
            return self._sorted(np.flatnonzero(mask), oldest=oldest)[:count]
        found: list[Integers] = []
        for stretch in self._stretches(oldest=oldest):
            found.append(stretch[mask[stretch]][:count].astype(np.int64))
            count -= len(found[-1])
            if not count:
                break
        return np.concatenate(found)

    def _sorted(self, places: Integers, *, oldest: bool) -> Integers:
        cut = len(self.large)
        inside, beyond = places[places < cut], places[places >= cut] - cut
        keys = np.concatenate([self.large.date_keys(inside), self.small.date_keys(beyond)])
        order = places[np.argsort(keys)]
        if not oldest:
            return order[::-1]
        undated = np.count_nonzero(self.large.first[inside] == 0) + np.count_nonzero(
            self.small.first[beyond] == 0
        )
        return np.roll(order, -int(undated))

    def _stretches(self, *, oldest: bool) -> Iterator[Small]:
        order, undated = self.order, self.undated
        rest = [order[undated:], order[:undated]] if oldest else [order[::-1]]
        size = A_STRETCH
        for part in rest:
            start = 0
            while start < len(part):
                yield part[start : start + size]
                start += size
                size *= 2
