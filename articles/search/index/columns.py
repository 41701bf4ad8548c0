"""Columns of a segment: what each article has of a facet, as arrays. Positions are those of the segment.

`Single` holds one key an article (a source, a batch), `Links` any number (countries, people). Both count a
set of articles by key and find the articles of a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]

Counted = tuple[Integers, Integers]
"""Keys in ascending order, and how many articles have each; none with zero."""

NONE = 0
"""The key of an article that has none of a single-valued facet: of no source, in no story."""


@dataclass(frozen=True, eq=False)
class Single:
    """One key for each article."""

    values: Integers

    def __len__(self) -> int:
        return len(self.values)

    def take(self, places: Integers) -> Self:
        """The column of the articles at these places."""
        return type(self)(self.values[places])

    def joined(self, other: Single) -> Self:
        """This column and then the other."""
        return type(self)(np.concatenate([self.values, other.values]))

    def having(self, key: int) -> Integers:
        """The places of the articles that have the key."""
        return np.flatnonzero(self.values == key)

    def counted(self, mask: Mask) -> Counted:
        """The articles of the mask by key."""
        keys, codes = self._coded
        totals = np.bincount(codes[mask], minlength=len(keys))
        found = totals > 0
        return keys[found], totals[found].astype(np.int64)

    @cached_property
    def _coded(self) -> tuple[Integers, Small]:
        keys, codes = np.unique(self.values, return_inverse=True)
        return keys, codes.astype(np.int32)


@dataclass(frozen=True, eq=False)
class Links:
    """Any number of keys for each article: of article i keys[codes[starts[i]:starts[i + 1]]]."""

    starts: Integers
    codes: Small
    keys: Integers

    @classmethod
    def of_pairs(cls, size: int, places: Integers, values: Integers) -> Self:
        """The links of `size` articles, given as pairs of place and key, sorted by place."""
        keys, codes = np.unique(values, return_inverse=True)
        starts = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(places, minlength=size), out=starts[1:])
        return cls(starts, codes.astype(np.int32), keys)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, places: Integers) -> Self:
        """The links of the articles at these places."""
        lengths = self._lengths[places]
        return type(self).of_pairs(
            len(places), np.arange(len(places)).repeat(lengths), self.keys[self.codes[self._at(places)]]
        )

    def joined(self, other: Links) -> Self:
        """These links and then the other ones."""
        size = len(self) + len(other)
        places = np.concatenate(
            [np.arange(len(self)).repeat(self._lengths), np.arange(len(self), size).repeat(other._lengths)]
        )
        values = np.concatenate([self.keys[self.codes], other.keys[other.codes]])
        return type(self).of_pairs(size, places, values)

    def having(self, key: int) -> Integers:
        """The places of the articles that have the key, ascending."""
        code = int(np.searchsorted(self.keys, key))
        if code == len(self.keys) or self.keys[code] != key:
            return np.empty(0, np.int64)
        starts, places = self._by_key
        return places[starts[code] : starts[code + 1]].astype(np.int64)

    def counted(self, mask: Mask) -> Counted:
        """The articles of the mask by key. Where these are most, the others are counted and taken off."""
        inside = np.flatnonzero(mask)
        if 2 * len(inside) > len(self):
            totals = self._totals - self._count(np.flatnonzero(~mask))
        else:
            totals = self._count(inside)
        found = np.flatnonzero(totals)
        return self.keys[found], totals[found]

    def keys_of(self, place: int) -> Integers:
        """The keys of one article."""
        return self.keys[self.codes[self.starts[place] : self.starts[place + 1]]]

    def _count(self, places: Integers) -> Integers:
        found: Integers = np.bincount(self.codes[self._at(places)], minlength=len(self.keys)).astype(np.int64)
        return found

    def _at(self, places: Integers) -> Integers:
        """Where the links of the articles stand among all."""
        lengths = self._lengths[places]
        ends = lengths.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        found: Integers = np.arange(total) + (self.starts[places] - ends + lengths).repeat(lengths)
        return found

    @cached_property
    def _lengths(self) -> Integers:
        lengths: Integers = np.diff(self.starts)
        return lengths

    @cached_property
    def _totals(self) -> Integers:
        totals: Integers = np.bincount(self.codes, minlength=len(self.keys)).astype(np.int64)
        return totals

    @cached_property
    def _by_key(self) -> tuple[Integers, Small]:
        """The places of the articles, key after key, and where each key starts."""
        order = np.argsort(self.codes, kind="stable")
        places = np.arange(len(self), dtype=np.int32).repeat(self._lengths)[order]
        starts = np.zeros(len(self.keys) + 1, np.int64)
        np.cumsum(self._totals, out=starts[1:])
        return starts, places
