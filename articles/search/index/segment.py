"""A segment of the index: articles in the order of their ids, and all that they are counted by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from articles.search.index.columns import Integers, Links, Mask, Single, Small, Tiny

SINGLES = ("source", "language", "batch", "since", "story")
DAY_BITS = 32
LARGEST_ID = 40  # bits; days have the rest
FEW_AMONG = 64  # more ids than one in so many numbers are marked, fewer looked up one by one
LINKS = ("country", "leader", "event", "about_country", "about_leader")


@dataclass(frozen=True, eq=False)
class Segment:
    """Articles with their columns; every array is as long as `ids`, which ascend.

    `first` and `last` are the days that the date of publication covers, as ordinals of Python's date, 0 for
    an article without one. `precision` counts: 0 unknown, 1 year, 2 month, 3 day. `size` is the length of the
    text in bytes. The batch `since` brought the first text of an article, `batch` its present one.
    """

    ids: Integers
    first: Small
    last: Small
    precision: Tiny
    size: Small
    singles: Mapping[str, Single]
    links: Mapping[str, Links]

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, facet: str) -> Single | Links:
        """The column of a facet; KeyError for a name that is none."""
        return self.singles[facet] if facet in self.singles else self.links[facet]

    @cached_property
    def dates(self) -> Single:
        """The date of each article as one number: its precision, then its first day in 32 bits."""
        return Single.of_values(self.precision.astype(np.int64) << DAY_BITS | self.first)

    @cached_property
    def by_date(self) -> Small:
        """The places in the order of their dates, those without one first; of one day by id."""
        # The ids ascend, so what is equal need only stay as it stands.
        return np.argsort(self.first, kind="stable").astype(np.int32)

    def date_keys(self, places: Integers | Small) -> Integers:
        """A number for each of the places, in the order of `by_date`."""
        return self.first[places].astype(np.int64) << LARGEST_ID | self.ids[places]

    def take(self, places: Integers) -> Segment:
        """The articles at these places, which ascend."""
        return Segment(
            self.ids[places],
            self.first[places],
            self.last[places],
            self.precision[places],
            self.size[places],
            singles={name: column.take(places) for name, column in self.singles.items()},
            links={name: column.take(places) for name, column in self.links.items()},
        )

    def joined(self, other: Segment) -> Segment:
        """These articles and the other ones, in the order of their ids."""
        ids = np.concatenate([self.ids, other.ids])
        both = Segment(
            ids,
            np.concatenate([self.first, other.first]),
            np.concatenate([self.last, other.last]),
            np.concatenate([self.precision, other.precision]),
            np.concatenate([self.size, other.size]),
            singles={name: column.joined(other.singles[name]) for name, column in self.singles.items()},
            links={name: column.joined(other.links[name]) for name, column in self.links.items()},
        )
        ascending = len(ids) < 2 or bool((ids[1:] > ids[:-1]).all())
        return both if ascending else both.take(np.argsort(ids, kind="stable"))

    def places(self, ids: Integers) -> Integers:
        """The places of those of the ids, in any order, that are in the segment; ascending, each once."""
        if not len(self.ids) or not len(ids):
            return np.empty(0, np.int64)
        lowest = int(self.ids[0])
        span = int(self.ids[-1]) - lowest + 1
        if FEW_AMONG * len(ids) > span:
            return np.flatnonzero(self._marked(ids, lowest, span))
        ids = np.sort(ids)
        at = np.searchsorted(self.ids, ids)
        at[at == len(self.ids)] = 0
        known = self.ids[at] == ids
        known[1:] &= ids[1:] != ids[:-1]
        found: Integers = at[known]
        return found

    def _marked(self, ids: Integers, lowest: int, span: int) -> Mask:
        """Which of the articles have one of the ids, by a mark for each number from the lowest id on."""
        marks = np.zeros(span, np.bool_)
        marks[ids[(ids >= lowest) & (ids < lowest + span)] - lowest] = True
        # Numbers without a gap are the places themselves.
        return marks if span == len(self.ids) else marks[self.ids - lowest]
