"""Columns of a segment: what each article has of a facet, as arrays. Positions are those of the segment.

`Single` holds one key an article (a source, a batch), `Links` any number (countries, people). Both count a
set of articles by key and find the articles of a key. Arrays are as narrow as what they hold: every process
that answers searches has all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Tiny = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.unsignedinteger[Any]]

Counted = tuple[Integers, Integers]
"""Keys in ascending order, and how many articles have each; none with zero."""

NONE = 0
"""The key of an article that has none of a single-valued facet: of no source, in no story."""

# Of a smaller part of the articles each link is looked up, of a larger one all links in their standing order.
FEW = 12
WORD = 64  # bits


class Chosen:
    """Some of the articles of a segment; where they stand is found when it is asked for, and once."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask

    def __len__(self) -> int:
        return len(self.mask)

    @cached_property
    def total(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.mask))

    @cached_property
    def places(self) -> Integers:
        """Where they stand, ascending."""
        return np.flatnonzero(self.mask)

    @cached_property
    def others(self) -> Integers:
        """Where all others stand, ascending."""
        return np.flatnonzero(~self.mask)


@dataclass(frozen=True, eq=False)
class Single:
    """One key for each article: keys[codes[i]]. Keys ascend; some may belong to no article any more."""

    codes: Codes
    keys: Integers

    @classmethod
    def of_values(cls, values: Integers) -> Self:
        """The column of these keys."""
        keys, codes = np.unique(values, return_inverse=True)
        return cls(_narrow(codes, len(keys)), keys)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def values(self) -> Integers:
        """The key of each article."""
        return self.keys[self.codes]

    def take(self, places: Integers) -> Self:
        """The column of the articles at these places."""
        return type(self)(*_in_use(self.codes[places], self.keys))

    def joined(self, other: Single) -> Self:
        """This column and then the other."""
        return type(self)(*_renumbered((self.keys, self.codes), (other.keys, other.codes)))

    def having_any(self, keys: Iterable[int]) -> Integers:
        """The places of the articles that have one of the keys, ascending."""
        codes = _codes(self.keys, keys)
        if len(codes) < 2:
            return np.flatnonzero(self.codes == codes[0]) if codes else _NOWHERE
        wanted = np.zeros(len(self.keys), np.bool_)
        wanted[codes] = True
        return np.flatnonzero(wanted[self.codes])

    def counted(self, chosen: Chosen) -> Counted:
        """The articles chosen, by key."""
        if len(self.keys) == 1:
            totals = np.array([chosen.total])
        elif 2 * chosen.total > len(self):
            totals = self.totals - self._count(chosen.others)
        else:
            totals = self._count(chosen.places)
        found = np.flatnonzero(totals)
        return self.keys[found], totals[found]

    def _count(self, places: Integers) -> Integers:
        totals: Integers = np.bincount(self.codes.take(places), minlength=len(self.keys)).astype(np.int64)
        return totals

    @cached_property
    def totals(self) -> Integers:
        """How many articles each key has, by its code."""
        totals: Integers = np.bincount(self.codes, minlength=len(self.keys)).astype(np.int64)
        return totals


@dataclass(frozen=True, eq=False)
class Links:
    """Any number of keys for each article: of article i keys[codes[starts[i]:starts[i + 1]]].

    Keys ascend; some may belong to no article any more.
    """

    starts: Small
    codes: Codes
    keys: Integers

    @classmethod
    def of_pairs(cls, size: int, places: Integers, values: Integers) -> Self:
        """The links of `size` articles, given as pairs of place and key, sorted by place."""
        keys, codes = np.unique(values, return_inverse=True)
        return cls(_starts(np.bincount(places, minlength=size)), _narrow(codes, len(keys)), keys)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, places: Integers) -> Self:
        """The links of the articles at these places."""
        codes, keys = _in_use(self.codes[self._at(places)], self.keys)
        return type(self)(_starts(self._lengths(places)), codes, keys)

    def joined(self, other: Links) -> Self:
        """These links and then the other ones."""
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        return type(self)(starts, *_renumbered((self.keys, self.codes), (other.keys, other.codes)))

    def having_any(self, keys: Iterable[int]) -> Integers:
        """The places of the articles that have one of the keys; one may stand there more than once."""
        codes = _codes(self.keys, keys)
        starts, owners = self.by_key
        found = [owners[starts[code] : starts[code + 1]] for code in codes]
        return np.concatenate(found).astype(np.int64) if found else _NOWHERE

    def counted(self, chosen: Chosen) -> Counted:
        """The articles chosen, by key. Where they are most, the others are counted and taken off."""
        if FEW * chosen.total <= len(self):
            totals = self._count(chosen.places)
        elif FEW * (len(self) - chosen.total) <= len(self):
            totals = np.diff(self.by_key[0]) - self._count(chosen.others)
        else:
            totals = self._count_all(chosen.mask)
        found = np.flatnonzero(totals)
        return self.keys[found], totals[found]

    def keys_of(self, place: int) -> Integers:
        """The keys of one article."""
        return self.keys[self.codes[self.starts[place] : self.starts[place + 1]]]

    @cached_property
    def by_key(self) -> tuple[Integers, Small]:
        """Where each key starts, and the end; the places of the articles, key after key, ascending."""
        order = np.argsort(self.codes, kind="stable")
        owners = np.arange(len(self), dtype=np.int32).repeat(np.diff(self.starts))[order]
        starts = np.zeros(len(self.keys) + 1, np.int64)
        np.cumsum(np.bincount(self.codes, minlength=len(self.keys)), out=starts[1:])
        return starts, owners

    def _count(self, places: Integers) -> Integers:
        codes = self.codes.take(self._at(places))
        found: Integers = np.bincount(codes, minlength=len(self.keys)).astype(np.int64)
        return found

    def _count_all(self, mask: Mask) -> Integers:
        """How many of the mask each key has: the difference of the bits before its end and its start."""
        starts, owners = self.by_key
        bits = np.packbits(mask.take(owners), bitorder="little")
        words = np.zeros(len(bits) // 8 + 2, np.uint64)
        words.view(np.uint8)[: len(bits)] = bits
        before = np.zeros(len(words), np.int64)
        np.cumsum(np.bitwise_count(words[:-1]), out=before[1:])
        place, bit = starts // WORD, (starts % WORD).astype(np.uint64)
        inside = words[place] & ((np.uint64(1) << bit) - np.uint64(1))
        return np.diff(before[place] + np.bitwise_count(inside))

    def _at(self, places: Integers) -> Integers:
        """Where the links of the articles stand among all."""
        lengths = self._lengths(places)
        ends = lengths.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        found: Integers = np.arange(total) + (self.starts[places] - ends + lengths).repeat(lengths)
        return found

    def _lengths(self, places: Integers) -> Integers:
        return (self.starts[places + 1] - self.starts[places]).astype(np.int64)


_NOWHERE = np.empty(0, np.int64)


def distinct(numbers: Integers) -> Integers:
    """Each number once, ascending. np.unique alone would hash them, which takes a hundred times as long."""
    found: Integers = np.unique(numbers, return_index=True)[0]
    return found


def united(one: Integers, other: Integers) -> Integers:
    """The numbers of both, each once, ascending."""
    return distinct(np.concatenate([one, other]))


def _codes(keys: Integers, wanted: Iterable[int]) -> list[int]:
    """The places of those of the wanted keys that are among the keys."""
    asked = np.fromiter(wanted, np.int64)
    places = np.searchsorted(keys, asked)
    return [
        place for place, key in zip(places.tolist(), asked.tolist(), strict=True) if _is(keys, place, key)
    ]


def _is(keys: Integers, place: int, key: int) -> bool:
    return place < len(keys) and int(keys[place]) == key


def _narrow(codes: npt.NDArray[Any], keys: int) -> Codes:
    """Codes in as few bytes as that many keys need."""
    return codes.astype(np.min_scalar_type(max(keys - 1, 0)))


def _in_use(codes: Codes, keys: Integers) -> tuple[Codes, Integers]:
    """The same, without the keys of which there is no code where most of them may be such."""
    if len(codes) >= len(keys):
        return codes, keys
    used, places = np.unique(codes, return_inverse=True)
    return _narrow(places, len(used)), keys[used]


def _starts(lengths: Sequence[int] | npt.NDArray[Any]) -> Small:
    """Where each of the stretches of these lengths begins, and the end of the last."""
    starts = np.zeros(len(lengths) + 1, np.int32)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _renumbered(one: tuple[Integers, Codes], other: tuple[Integers, Codes]) -> tuple[Codes, Integers]:
    """The codes of two columns, one behind the other, as numbers of all their keys; no code is sorted."""
    keys = distinct(np.concatenate([one[0], other[0]]))
    codes = [_narrow(np.searchsorted(keys, own), len(keys))[coded] for own, coded in (one, other)]
    return np.concatenate(codes), keys
