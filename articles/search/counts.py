"""Hits → how many of them each country, person, event, source, language and day has, by the index.

What a page needs of the counts of a set of articles is little, and is kept while the archive stays as it is:
the next page, another order and another reader ask for the same. Sets are the same whose articles are.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from hashlib import blake2b
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from articles.search.hits import Hits
from articles.search.index import Counted, Integers, Small
from articles.search.masks import number

Key = int | str
Made = TypeVar("Made")

MOST_SETS = 200
_lock = Lock()


class Counts:
    """The counts of one set of hits, each made when it is asked for."""

    def __init__(self, hits: Hits) -> None:
        self.hits = hits
        self._made: dict[str, Counted] = {}
        self._chosen = hits.index.chosen(hits.mask)
        self._kept = _kept(hits)

    def kept(self, name: object, make: Callable[[], Made]) -> Made:
        """What `make` says of these hits: as said of the same ones before, or now. Small things only."""
        if name not in self._kept:
            self._kept[name] = make()
        found: Made = self._kept[name]
        return found

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
        return self.kept(("one", name, key), lambda: self._one(name, key))

    def _one(self, name: str, key: Key) -> int:
        keys, totals = self.counted(name)
        number = self.number(name, key)
        place = int(np.searchsorted(keys, number))
        return int(totals[place]) if place < len(keys) and keys[place] == number else 0

    def number(self, name: str, key: Key) -> int:
        """The number by which the index knows a value."""
        return number(self.hits.index, name, key)

    @cached_property
    def dated(self) -> tuple[Small, Small, Integers]:
        """By date: precision (its place in PRECISIONS), first day, and how many; in the order of both."""
        return self.hits.index.dated(self._chosen)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last day of publication; for a month or year of which no day is known, its first."""
        return self.kept("span", self._span)

    def _span(self) -> tuple[date, date] | None:
        days = self.dated[1][self.dated[1] > 0]
        return (date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))) if len(days) else None

    @property
    def stories(self) -> int:
        """How many stories the hits belong to; one that is alone is a story of its own."""
        return self.kept("stories", self._stories)

    def _stories(self) -> int:
        keys, totals = self.counted("story")
        return self.hits.total - int(totals.sum()) + len(keys)

    def counted(self, name: str) -> Counted:
        """All values of a facet that a hit has, by number, and how many hits have each."""
        if name not in self._made:
            keys, totals = self.hits.index.counted(name, self._chosen)
            known = keys > 0
            self._made[name] = keys[known], totals[known]
        return self._made[name]

    def _key(self, name: str, key: int) -> Key:
        return self.hits.index.languages[key - 1] if name == "language" else key


def _kept(hits: Hits) -> dict[object, Any]:
    """What was said of these very articles before, in this state of the archive."""
    sets: OrderedDict[bytes, dict[object, Any]] = hits.index.kept.setdefault("counts", OrderedDict())
    name = named_alike(np.packbits(hits.mask).tobytes())
    with _lock:
        found = sets.setdefault(name, {})
        sets.move_to_end(name)
        while len(sets) > MOST_SETS:
            sets.popitem(last=False)
    return found


def named_alike(content: bytes) -> bytes:
    """A short name that only the same bytes have."""
    return blake2b(content, digest_size=16).digest()
