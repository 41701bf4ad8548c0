"""Which articles of an index the posting lists of PostgreSQL speak for, and where each of them stands in it.

An article speaks through the newest segment that has it. Those that no segment has, and those whose words
were written anew since, are left to PostgreSQL's own index: answers are exact however far the lists are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from django.db import connection

from articles.arrays import as_array
from articles.models.postings import is_sound
from articles.search.index import Index, Integers, Mask, of_this_state
from articles.search.index.columns import Small
from articles.search.index.segment import Segment
from articles.search.posted.kept import Kept
from articles.search.prepared import rows

MOST_BESIDE = 3_000  # articles that PostgreSQL is asked for one by one; with more of them it is asked for all
NOWHERE = -1

STATE = """
    SELECT
        (SELECT array_agg(id ORDER BY id) FROM articles_postingsegment),
        (SELECT array_agg(DISTINCT article) FROM articles_staleposting)
"""
SEGMENTS = "SELECT id, total, articles, unwritten FROM articles_postingsegment WHERE id = ANY(%s::bigint[])"

Archive = tuple[str, str]
_held: dict[tuple[Archive, int], Held] = {}
_in_large: WeakKeyDictionary[Segment, dict[int, Small]] = WeakKeyDictionary()
_lock = Lock()


class Held(NamedTuple):
    """The ids of the articles of a segment, ascending, and of those without lists of words as written."""

    articles: Integers
    unwritten: Integers


@dataclass(frozen=True, eq=False)
class Posted:
    """What the posting lists know of one index.

    `places` has for each segment that is not damaged the position in the index of each of its articles, -1
    for one that speaks through a newer segment or not at all. `covered` are the articles that the lists speak
    for, `beside` the ids of all others; `unwritten` are the positions of those without lists of words as
    written. `known` are lists that were asked for lately.
    """

    index: Index
    segments: tuple[int, ...]
    stale: frozenset[int]
    places: Mapping[int, Small]
    covered: Mask
    beside: Integers
    unwritten: Integers
    known: Kept = field(default_factory=Kept)


def posted(index: Index) -> Posted | None:
    """What the posting lists know; None where they know too little to be of use."""
    segments, stale = _state()
    if not segments:
        return None
    known: Posted | None = index.kept.get("posted")
    if known is None or known.segments != segments or known.stale != stale:
        known = index.kept["posted"] = _made(index, segments, stale)
    return None if len(known.beside) > MOST_BESIDE else known


@of_this_state
def _state() -> tuple[tuple[int, ...], frozenset[int]]:
    segments, stale = rows(STATE)[0]
    return tuple(segments or ()), frozenset(stale or ())


def _made(index: Index, segments: tuple[int, ...], stale: frozenset[int]) -> Posted:
    held = _read(segments)
    taken = index.of_ids(np.fromiter(stale, np.int64, len(stale)))
    covered = index.nothing()
    places = {}
    for segment in sorted(held, reverse=True):
        at = _places(index, segment, held[segment].articles)
        there = np.flatnonzero(at != NOWHERE)
        there = there[~taken[at[there]]]
        counting = np.full(len(at), NOWHERE, np.int32)
        counting[there] = at[there]
        taken[at[there]] = covered[at[there]] = True
        places[segment] = counting
    _forget_others(index.large, segments)
    unwritten = [
        places[segment][np.isin(one.articles, one.unwritten)]
        for segment, one in held.items()
        if len(one.unwritten)
    ]
    at = np.concatenate([np.empty(0, np.int32), *unwritten])
    beside = index.ids[index.alive & ~covered]
    return Posted(index, segments, stale, places, covered, beside, at[at != NOWHERE])


def _read(segments: tuple[int, ...]) -> dict[int, Held]:
    """What each segment that is not damaged holds, which never changes; others are forgotten."""
    archive = str(connection.settings_dict["HOST"]), str(connection.settings_dict["NAME"])
    with _lock:
        found = {one: _held[archive, one] for one in segments if (archive, one) in _held}
    missing = [one for one in segments if one not in found]
    if missing:
        for segment, total, *ids in rows(SEGMENTS, [as_array(missing)], binary=True):
            if is_sound(total, *ids):
                found[segment] = Held(*(np.frombuffer(one, "<i8") for one in ids))
        with _lock:
            _held.clear()
            _held.update({(archive, segment): one for segment, one in found.items()})
    return found


def _places(index: Index, segment: int, ids: Integers) -> Small:
    """The position in the index of each of the ids, -1 for one that is not there."""
    found = _places_in_large(index.large, segment, ids).copy()
    there = found != NOWHERE
    there[there] = ~index.dead[found[there]]
    found[~there] = NOWHERE
    if len(index.small) and len(ids):
        at = np.searchsorted(ids, index.small.ids)
        at[at == len(ids)] = 0
        same = np.flatnonzero(ids[at] == index.small.ids)
        found[at[same]] = same + len(index.large)
    return found


def _places_in_large(large: Segment, segment: int, ids: Integers) -> Small:
    with _lock:
        known = _in_large.setdefault(large, {})
        found = known.get(segment)
    if found is None:
        found = np.full(len(ids), NOWHERE, np.int32)
        if len(large) and len(ids):
            at = np.searchsorted(large.ids, ids)
            at[at == len(large)] = 0
            same = large.ids[at] == ids
            found[same] = at[same]
        with _lock:
            known[segment] = found
    return found


def _forget_others(large: Segment, segments: tuple[int, ...]) -> None:
    """Let go of the places of segments that are gone. Whoever still sees them finds the places again."""
    with _lock:
        known = _in_large.get(large, {})
        for segment in known.keys() - set(segments):
            del known[segment]
