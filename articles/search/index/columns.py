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


# Of more links the articles of each key are kept apart; fewer are looked through, which costs no more.
MOST_LOOKED_THROUGH = 500_000


@dataclass(frozen=True, eq=False)
class Single:
    """One key for each article: keys[codes[i]]. Keys ascend; some may belong to no article any more."""

    codes: Small
    keys: Integers

    @classmethod
    def of_values(cls, values: Integers) -> Self:
        """The column of these keys."""
        keys, codes = np.unique(values, return_inverse=True)
        return cls(codes.astype(np.int32), keys)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def values(self) -> Integers:
        """The key of each article."""
        return self.keys[self.codes]

    def take(self, places: Integers) -> Self:
        """The column of the articles at these places."""
        return type(self)(self.codes[places], self.keys)

    def joined(self, other: Single) -> Self:
        """This column and then the other."""
        return type(self)(*_renumbered((self.keys, self.codes), (other.keys, other.codes)))

    def having(self, key: int) -> Integers:
        """The places of the articles that have the key."""
        code = _code(self.keys, key)
        return _NOWHERE if code is None else np.flatnonzero(self.codes == code)

    def counted(self, mask: Mask) -> Counted:
        """The articles of the mask by key."""
        inside = int(np.count_nonzero(mask))
        if len(self.keys) == 1:
            totals = np.array([inside])
        elif 2 * inside > len(self):
            totals = self._totals - np.bincount(self.codes[~mask], minlength=len(self.keys))
        else:
            totals = np.bincount(self.codes[mask], minlength=len(self.keys))
        found = np.flatnonzero(totals)
        return self.keys[found], totals[found].astype(np.int64)

    @cached_property
    def _totals(self) -> Integers:
        totals: Integers = np.bincount(self.codes, minlength=len(self.keys)).astype(np.int64)
        return totals


@dataclass(frozen=True, eq=False)
class Links:
    """Any number of keys for each article: of article i keys[codes[starts[i]:starts[i + 1]]].

    Keys ascend; some may belong to no article any more.
    """

    starts: Integers
    codes: Small
    keys: Integers

    @classmethod
    def of_pairs(cls, size: int, places: Integers, values: Integers) -> Self:
        """The links of `size` articles, given as pairs of place and key, sorted by place."""
        keys, codes = np.unique(values, return_inverse=True)
        return cls(_starts(np.bincount(places, minlength=size)), codes.astype(np.int32), keys)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, places: Integers) -> Self:
        """The links of the articles at these places."""
        return type(self)(_starts(self._lengths[places]), self.codes[self._at(places)], self.keys)

    def joined(self, other: Links) -> Self:
        """These links and then the other ones."""
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        return type(self)(starts, *_renumbered((self.keys, self.codes), (other.keys, other.codes)))

    def having(self, key: int) -> Integers:
        """The places of the articles that have the key, ascending."""
        code = _code(self.keys, key)
        if code is None:
            return _NOWHERE
        if len(self.codes) <= MOST_LOOKED_THROUGH:
            return np.searchsorted(self.starts, np.flatnonzero(self.codes == code), side="right") - 1
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
        return _starts(self._totals), places


_NOWHERE = np.empty(0, np.int64)


def _code(keys: Integers, key: int) -> int | None:
    """The place of the key among the keys; None where it is none of them."""
    code = int(np.searchsorted(keys, key))
    return code if code < len(keys) and keys[code] == key else None


def _starts(lengths: Integers) -> Integers:
    """Where each of the stretches of these lengths begins, and the end of the last."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _renumbered(one: tuple[Integers, Small], other: tuple[Integers, Small]) -> tuple[Small, Integers]:
    """The codes of two columns, one behind the other, as numbers of all their keys; nothing is sorted."""
    keys = np.union1d(one[0], other[0])
    codes = [np.searchsorted(keys, own).astype(np.int32)[coded] for own, coded in (one, other)]
    return np.concatenate(codes), keys
