"""Sets of articles that PostgreSQL found by their words, kept while the archive changes around them.

What is in the large segment of the index never changes there: an article that does is dead in it. So a set
stays true but for the articles that changed since it was found, and of those alone PostgreSQL is asked again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from articles.search.index.archive import Index
from articles.search.index.columns import Integers, Mask, Small, distinct, united
from articles.search.index.segment import Segment

MOST_SETS = 400
MOST_ASKED_AGAIN = 3_000  # articles; if more have changed, all are asked
DENSE = 32  # a set of more than one in so many is kept as bits, else as places

Find = Callable[[], Mask]
"""Finds a set among all articles of the index."""
Again = Callable[[Integers], Integers]
"""Those of the given ids whose articles are in a set."""


@dataclass(frozen=True, eq=False)
class _Kept:
    """A set as it was after the changes of `log`: bits or places in the large segment, ids beside it."""

    log: tuple[Integers, ...]
    bits: npt.NDArray[np.uint8] | None
    places: Small | None
    beside: Integers


_sets: WeakKeyDictionary[Segment, OrderedDict[object, _Kept]] = WeakKeyDictionary()
_lock = Lock()


def remembered(index: Index, name: object, find: Find, again: Again) -> Mask:
    """The set of this name: as kept, brought up to date, or found. The name says all that it depends on."""
    kept = _recall(index.large, name)
    if kept is None or not _is_past_of(kept.log, index.log):
        kept = _found(index, find)
    elif len(kept.log) < len(index.log):
        changed = distinct(np.concatenate(index.log[len(kept.log) :]))
        if len(changed) > MOST_ASKED_AGAIN:
            kept = _found(index, find)
        else:
            beside = united(np.setdiff1d(kept.beside, changed, assume_unique=True), again(changed))
            kept = _Kept(index.log, kept.bits, kept.places, beside)
    _keep(index.large, name, kept)
    return _mask(index, kept)


def forget_sets() -> None:
    """Find every set anew."""
    with _lock:
        _sets.clear()


def _is_past_of(log: tuple[Integers, ...], now: tuple[Integers, ...]) -> bool:
    """Whether the changes of `now` are those of the log and then more.

    By identity: another transaction may have the same number of changes, but others, and be rolled back.
    """
    return len(log) <= len(now) and (not log or now[len(log) - 1] is log[-1])


def _found(index: Index, find: Find) -> _Kept:
    mask = find()
    cut = len(index.large)
    inside, beside = mask[:cut], index.small.ids[mask[cut:]]
    total = int(np.count_nonzero(inside))
    if total * DENSE <= cut:
        return _Kept(index.log, None, np.flatnonzero(inside).astype(np.int32), beside)
    return _Kept(index.log, np.packbits(inside), None, beside)


def _mask(index: Index, kept: _Kept) -> Mask:
    cut = len(index.large)
    found = index.nothing()
    if kept.bits is not None:
        found[:cut] = np.unpackbits(kept.bits, count=cut).view(np.bool_)
    else:
        found[kept.places] = True
    found[:cut] &= ~index.dead
    found[cut + index.small.places(kept.beside)] = True
    return found


def _recall(large: Segment, name: object) -> _Kept | None:
    with _lock:
        sets = _sets.get(large)
        if sets is None or name not in sets:
            return None
        sets.move_to_end(name)
        return sets[name]


def _keep(large: Segment, name: object, kept: _Kept) -> None:
    with _lock:
        sets = _sets.setdefault(large, OrderedDict())
        sets[name] = kept
        sets.move_to_end(name)
        while len(sets) > MOST_SETS:
            sets.popitem(last=False)
