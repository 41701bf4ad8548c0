"""The whole archive as arrays: sets of articles, their counts by every facet, their order by date.

The index is two segments. The large one is loaded once; articles that are new, changed or gone since then are
dead in it and stand, as they are now, in the small one. A refresh makes a new index and leaves this one as it
is, so whoever holds one sees one state of the archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from articles.search.index.by_date import ByDate
from articles.search.index.columns import (
    Chosen,
    Counted,
    Integers,
    Links,
    Mask,
    Single,
    Small,
    Tiny,
)
from articles.search.index.segment import DAY_BITS, Segment

Column = TypeVar("Column", Integers, Small, Tiny)

# A small segment of more articles than this, and than a fifth of the large one, is merged into it.
MOST_CHANGED = 5_000
SHARE_CHANGED = 5


@dataclass(frozen=True, eq=False)
class Index:
    """The articles of the archive. Positions count through the large segment, then the small one.

    `dead` marks the positions of the large segment that count no more. `languages` are the codes that the
    keys of the facet "language" number, from 1. `log` has, refresh by refresh, the ids of the articles that
    changed since the large segment was made.
    """

    large: Segment
    small: Segment
    dead: Mask
    languages: tuple[str, ...]
    log: tuple[Integers, ...] = ()

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What others remember of this state of the archive, by their names; it goes when the index goes."""
        return {}

    def __len__(self) -> int:
        return len(self.large) + len(self.small)

    @cached_property
    def alive(self) -> Mask:
        """All articles that there are."""
        found = np.ones(len(self), np.bool_)
        found[: len(self.large)] = ~self.dead
        found.flags.writeable = False
        return found

    @cached_property
    def total(self) -> int:
        """How many articles there are."""
        return int(np.count_nonzero(self.alive))

    @cached_property
    def ids(self) -> Integers:
        """The id at each position."""
        return _both(self.large.ids, self.small.ids)

    @cached_property
    def first(self) -> Small:
        """The first day that each date of publication covers, 0 where there is none."""
        return _both(self.large.first, self.small.first)

    @cached_property
    def last(self) -> Small:
        """The last day that each date of publication covers, 0 where there is none."""
        return _both(self.large.last, self.small.last)

    @cached_property
    def precision(self) -> Tiny:
        """How much of each date is known: 0 nothing, 1 the year, 2 the month, 3 the day."""
        return _both(self.large.precision, self.small.precision)

    @cached_property
    def size(self) -> Small:
        """The length of each text in bytes."""
        return _both(self.large.size, self.small.size)

    def prepare(self) -> None:
        """Make now what is otherwise made when it is first asked for, so that forked processes share it."""
        for links in self.large.links.values():
            _ = links.by_key
        _ = self.by_date.order, self.by_date.undated, self.alive
        _ = [column.totals for column in (self.large.dates, *self.large.singles.values())]

    def nothing(self) -> Mask:
        """No article."""
        return np.zeros(len(self), np.bool_)

    def places(self, ids: Integers) -> Integers:
        """The positions of the articles with these ids, those left out that there are not."""
        small = self.small.places(ids)
        large = self.large.places(ids)
        return np.concatenate([large[~self.dead[large]], small + len(self.large)])

    def of_ids(self, ids: Integers) -> Mask:
        """The articles with these ids."""
        found = self.nothing()
        found[self.places(ids)] = True
        return found

    def having(self, facet: str, key: int) -> Mask:
        """The articles that have the key of the facet (0: none of a source, language or story)."""
        return self.having_any(facet, (key,))

    def having_any(self, facet: str, keys: Iterable[int]) -> Mask:
        """The articles that have any of the keys of the facet."""
        keys = tuple(keys)
        found = self.nothing()
        for segment, start in ((self.large, 0), (self.small, len(self.large))):
            found[start + segment.column(facet).having_any(keys)] = True
        found[: len(self.large)] &= ~self.dead
        return found

    def values(self, facet: str) -> Integers:
        """The key of each article in a facet of which it has one."""
        return _both(self.large.singles[facet].values, self.small.singles[facet].values)

    def values_at(self, facet: str, places: Integers) -> Integers:
        """The keys of the articles at these positions in a facet of which each has one."""
        inside = places[places < len(self.large)]
        if len(inside) == len(places):
            column = self.large.singles[facet]
            return column.keys[column.codes[places]]
        return self.values(facet)[places]

    def keys_of(self, facet: str, place: int) -> Integers:
        """The keys of the article at a position in a facet of which it has any number."""
        inside = place < len(self.large)
        segment, at = (self.large, place) if inside else (self.small, place - len(self.large))
        return segment.links[facet].keys_of(at)

    def chosen(self, mask: Mask) -> tuple[Chosen, Chosen]:
        """The articles of the mask, to be counted by several facets."""
        cut = len(self.large)
        return Chosen(mask[:cut]), Chosen(mask[cut:])

    def counted(self, facet: str, mask: Mask | tuple[Chosen, Chosen]) -> Counted:
        """The articles of the mask by the keys of the facet."""
        return self._counted(self.large.column(facet), self.small.column(facet), mask)

    def _counted(
        self, large: Single | Links, small: Single | Links, mask: Mask | tuple[Chosen, Chosen]
    ) -> Counted:
        chosen = mask if isinstance(mask, tuple) else self.chosen(mask)
        return _added(large.counted(chosen[0]), small.counted(chosen[1]))

    @property
    def languages_in_use(self) -> set[str]:
        """The codes of the articles' languages, "" where an article has none."""
        codes = ("", *self.languages)
        return {
            codes[key] for each in (self.large, self.small) for key in each.singles["language"].keys.tolist()
        }

    def published_from(self, day: int) -> Mask:
        """The articles of this day or later; where only the year is known, its first day counts."""
        return self._where(lambda each: each.first >= day)

    def published_up_to(self, day: int) -> Mask:
        """The articles of this day or earlier; where only month or year are known, their last day counts."""
        return self._where(lambda each: (each.last <= day) & (each.last > 0))

    def dated(self, mask: Mask | tuple[Chosen, Chosen]) -> tuple[Small, Small, Integers]:
        """The articles of the mask by date: precision, first day and how many, in the order of both."""
        keys, totals = self._counted(self.large.dates, self.small.dates, mask)
        return (keys >> DAY_BITS).astype(np.int32), (keys & (1 << DAY_BITS) - 1).astype(np.int32), totals

    def _where(self, holds: Callable[[Segment], Mask]) -> Mask:
        found = np.concatenate([holds(self.large), holds(self.small)])
        found[: len(self.large)] &= ~self.dead
        return found

    @cached_property
    def by_date(self) -> ByDate:
        """All positions in the order of dates."""
        return ByDate(self.large, self.small)

    @property
    def newest(self) -> Integers:
        """All positions, the newest first, those without a date last; of one day the higher id first."""
        return self.by_date.newest

    @property
    def oldest(self) -> Integers:
        """All positions, the oldest first, those without a date last; of one day the lower id first."""
        return self.by_date.oldest

    def only(self, mask: Mask) -> Index:
        """The index of an archive that has no other articles than these."""
        cut = len(self.large)
        small = self.small.take(np.flatnonzero(mask[cut:]))
        # The others are gone here as by a change, so that sets found here are not taken for those of all.
        left_out = self.ids[self.alive & ~mask]
        return Index(self.large, small, self.dead | ~mask[:cut], self.languages, (*self.log, left_out))

    def changed(self, gone: Integers, now: Segment, languages: Sequence[str]) -> Index:
        """The index after the articles with the ids `gone` changed; `now` are those of them that remain."""
        dead = self.dead.copy()
        dead[self.large.places(gone)] = True
        before = self.small.places(gone)
        small = self.small
        if len(before):
            small = small.take(np.delete(np.arange(len(small)), before))
        small = small.joined(now)
        if len(small) > MOST_CHANGED and SHARE_CHANGED * len(small) > len(self.large):
            large = self.large.take(np.flatnonzero(~dead)).joined(small)
            return whole(large, languages)
        return Index(self.large, small, dead, tuple(languages), (*self.log, gone))


def whole(segment: Segment, languages: Sequence[str]) -> Index:
    """An index of one segment."""
    none = np.empty(0, np.int64)
    return Index(segment, segment.take(none), np.zeros(len(segment), np.bool_), tuple(languages))


def _added(one: Counted, other: Counted) -> Counted:
    """Both counts as one. The keys of each ascend; the other are few."""
    (keys, totals), (more_keys, more) = one, other
    if not len(more_keys):
        return one
    places = np.searchsorted(keys, more_keys)
    known = np.zeros(len(more_keys), np.bool_)
    known[places < len(keys)] = keys[places[places < len(keys)]] == more_keys[places < len(keys)]
    totals = totals.copy()
    totals[places[known]] += more[known]
    new = ~known
    return np.insert(keys, places[new], more_keys[new]), np.insert(totals, places[new], more[new])


def _both(large: Column, small: Column) -> Column:
    """One array behind the other; no copy where there is nothing behind."""
    return np.concatenate([large, small]) if len(small) else large
