"""Hits → how many of them have each value of a facet, and what a click on the value would give.

The number beside a value is what a click on it leaves. Where one of several values is enough it is what a
click adds to the results, and beside an excluded value what a click brings back. All count articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from articles.search.addresses import Addresses
from articles.search.counts import Counts, Key, named_alike
from articles.search.facet_values import KINDS, Kind, named
from articles.search.hits import Hits
from articles.search.index import Counted, Integers, Mask, of_this_knowledge
from articles.search.index.loading import arrays
from articles.search.labels import Labels, labels
from articles.search.narrowing import ANY_OF, Choice, Narrowing
from articles.search.paging import ONE_PAGE, Pages, pages_of
from articles.search.request import SearchRequest

SHORT, LONG = 10, 100
NAMES = tuple(kind.name for kind in KINDS)

Narrowings = tuple[Narrowing, ...]
Find = Callable[[Narrowings], Hits]
"""The hits of the same search, narrowed otherwise."""


class Members(NamedTuple):
    """Keys, and a short name that no others have."""

    keys: Integers
    name: bytes


NOBODY = Members(np.empty(0, np.int64), b"")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet.

    `address` adds the value or takes it out, whether chosen or excluded; `exclude` is the address without the
    articles that have it, of which `left` remain. `adds` says that `count` comes on top of what is found.
    """

    choice: Choice
    count: int
    active: bool
    address: str
    excluded: bool = False
    adds: bool = False
    exclude: str = ""
    left: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet of the results: its most frequent values, and the address of all of them if there are more.

    `total` is the number of values that the found articles have. `either` is the address of the search of
    which any of the values chosen is enough, or, where one is, of that which wants all; "" where there is
    no choice.
    """

    name: str
    label: str
    values: tuple[FacetValue, ...]
    more: str = ""
    total: int = 0
    any_of: bool = False
    either: str = ""

    @property
    def active(self) -> bool:
        """Whether one of its values narrows the search."""
        return any(value.active or value.excluded for value in self.values)


@dataclass(frozen=True, slots=True)
class Listing:
    """All values of one facet, or those whose names have `find`, page by page."""

    facet: Facet
    find: str
    back: str
    pages: Pages = ONE_PAGE


class Facets:
    """The facets of one set of hits."""

    def __init__(self, request: SearchRequest, hits: Hits, find: Find) -> None:
        self.request = request
        self.addresses = Addresses(request)
        self.hits = hits
        self.find = find
        self.counts = Counts(hits)
        self._free: Hits | None = None
        self._among: dict[str, Members] = of_this_knowledge("members of kinds")
        self._wider: dict[str, Counts] = {}

    def all(self) -> tuple[Facet, ...]:
        """Every facet that has a value."""
        most = {kind.name: self._most(kind) for kind in KINDS}
        keys: dict[str, list[Key]] = defaultdict(list)
        for kind in KINDS:
            keys[kind.facet] += [key for key, _ in most[kind.name][1]]
        known = labels(keys)
        found = (self._short(kind, *most[kind.name], known) for kind in KINDS)
        return tuple(one for one in found if one.values)

    def _most(self, kind: Kind) -> tuple[int, Sequence[tuple[Key, int]]]:
        """How many values a click can add, and the most frequent of them."""
        counts = self._counts(kind)
        taken = tuple(choice.key for choice in self._taken(kind))

        def made() -> tuple[int, Sequence[tuple[Key, int]]]:
            counted = self._countable(kind)
            return len(counted[0]), counts.ordered(kind.facet, counted, 0, SHORT)

        return counts.kept((kind.name, taken, self._members(kind).name), made)

    def listing(self) -> Listing | None:
        """The long facet that the request asks for."""
        request = self.request
        kind = next((kind for kind in KINDS if kind.name == request.facet), None)
        if kind is None:
            return None
        counts, counted = self._counts(kind), self._countable(kind)
        if request.find.strip():
            counted = _only(counted, named(kind, request.find, counts))
        total = len(counted[0])
        pages = pages_of(total, LONG, request.at, lambda at: replace(request, at=at, page=1).address)
        found = counts.ordered(kind.facet, counted, (request.at - 1) * LONG, LONG)
        known = labels({kind.facet: [key for key, _ in found]})
        values = tuple(self._value(kind, *one) for one in _known(kind, found, known))
        return Listing(
            Facet(kind.name, kind.label, values, total=total), request.find, request.change().address, pages
        )

    def _short(self, kind: Kind, total: int, most: Sequence[tuple[Key, int]], known: Labels) -> Facet:
        """The most frequent values of the `total` ones."""
        request = self.request
        chosen = [
            self._chosen(choice) for choice in request.narrowing.of(kind.facet) if self._is(kind, choice)
        ]
        excluded = [
            self._excluded(choice)
            for choice in request.narrowing.not_of(kind.facet)
            if self._is(kind, choice)
        ]
        values = [self._value(kind, *one) for one in _known(kind, most, known)]
        of_many = len(request.narrowing.of(kind.facet)) > 0 and kind.facet not in ANY_OF
        enough = request.narrowing.any_will_do(kind.facet)
        return Facet(
            kind.name,
            kind.label,
            (*chosen, *values, *excluded),
            self.addresses.listing(kind.name) if total > SHORT else "",
            total + len(chosen),
            enough,
            request.with_any(kind.facet, enough=not enough).address if of_many else "",
        )

    def _is(self, kind: Kind, choice: Choice) -> bool:
        """Whether a value of the facet belongs to this kind of it."""
        key = np.array([choice.key]) if kind.facet != "language" else np.array([0])
        return kind.among is None or bool(self._allowed(kind, key)[0])

    def _counts(self, kind: Kind) -> Counts:
        """The counts of what a click on a value not chosen yet gives."""
        if not self._adds(kind):
            return self.counts
        if kind.facet not in self._wider:
            wider = self.find((*self.request.narrowings[:-1], self.request.narrowing.without(kind.facet)))
            self._wider[kind.facet] = Counts(Hits(self.hits.index, wider.mask & ~self.hits.mask))
        return self._wider[kind.facet]

    def _taken(self, kind: Kind) -> tuple[Choice, ...]:
        """The values chosen already."""
        return (*self.request.within.of(kind.facet), *self.request.narrowing.of(kind.facet))

    def _countable(self, kind: Kind) -> Counted:
        """The counts of the values that are not chosen yet, in numbers of the index."""
        keys, totals = self._counts(kind).counted(kind.facet)
        kept = self._allowed(kind, keys)
        for choice in self._taken(kind):
            kept &= keys != self.counts.number(kind.facet, choice.key)
        return keys[kept], totals[kept]

    def _allowed(self, kind: Kind, keys: Integers) -> Mask:
        """Which of the keys belong to the kind."""
        if kind.among is None:
            return np.ones(len(keys), np.bool_)
        return np.isin(keys, self._members(kind).keys, invert=kind.others)

    def _members(self, kind: Kind) -> Members:
        """The keys that a kind rests on."""
        if kind.among is None:
            return NOBODY
        if kind.among not in self._among:
            keys = arrays(kind.among, [])[0]
            self._among[kind.among] = Members(keys, named_alike(keys.tobytes()))
        return self._among[kind.among]

    def _adds(self, kind: Kind) -> bool:
        narrowing = self.request.narrowing
        return narrowing.any_will_do(kind.facet) and bool(narrowing.of(kind.facet))

    def _value(self, kind: Kind, choice: Choice, total: int) -> FacetValue:
        adds = self._adds(kind)
        found = self.counts.one(kind.facet, choice.key) if adds else total
        left = self.hits.total - found
        return FacetValue(
            choice,
            total,
            active=False,
            address=self.addresses.toggled(choice),
            adds=adds,
            # What would leave nothing is no way on.
            exclude=self.addresses.excluding(choice) if left else "",
            left=left,
        )

    def _chosen(self, choice: Choice) -> FacetValue:
        total = self.counts.one(choice.facet, choice.key)
        return FacetValue(choice, total, active=True, address=self.addresses.toggled(choice))

    def _excluded(self, choice: Choice) -> FacetValue:
        """An excluded value with the number of articles that come back without its exclusion."""
        if self._free is None:
            narrowing = replace(self.request.narrowing, excluded=())
            self._free = self.find((*self.request.narrowings[:-1], narrowing))
        index = self.hits.index
        back = self._free.mask & index.having(choice.facet, self.counts.number(choice.facet, choice.key))
        for other in self.request.narrowing.excluded:
            if other != choice:
                back &= ~index.having(other.facet, self.counts.number(other.facet, other.key))
        address = self.addresses.toggled(choice)
        return FacetValue(
            choice, int(np.count_nonzero(back)), active=False, address=address, excluded=True, adds=True
        )


def _known(kind: Kind, found: Sequence[tuple[Key, int]], known: Labels) -> list[tuple[Choice, int]]:
    return [(known[kind.facet, key], total) for key, total in found if (kind.facet, key) in known]


def _only(counted: Counted, keys: Sequence[int]) -> Counted:
    kept = np.isin(counted[0], np.array(keys, np.int64))
    return counted[0][kept], counted[1][kept]
