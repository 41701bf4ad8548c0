"""Which articles of an index the posting lists of PostgreSQL speak for, and where each of them stands in it.

An article speaks through the newest segment that has it. Those that no segment has, and those whose words
were written anew since, are left to PostgreSQL's own index: answers are exact however far the lists are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
import psycopg
from django.db import connection

from articles.search.index import Index, Integers, Mask, of_this_state
from articles.search.index.columns import Small
from articles.search.index.segment import Segment

MOST_BESIDE = 3_000  # articles that PostgreSQL is asked for one by one; with more of them it is asked for all
NOWHERE = -1

STATE = """
    SELECT
        (SELECT array_agg(id ORDER BY id) FROM articles_postingsegment),
        (SELECT array_agg(DISTINCT article) FROM articles_staleposting)
"""
ARTICLES = "SELECT id, articles FROM articles_postingsegment WHERE id = ANY(%s)"

Archive = tuple[str, str]
_articles: dict[tuple[Archive, int], Integers] = {}
_in_large: WeakKeyDictionary[Segment, dict[int, Small]] = WeakKeyDictionary()
_lock = Lock()


@dataclass(frozen=True, eq=False)
class Posted:
    """What the posting lists know of one index.

    `places` has for each segment the position in the index of each of its articles, -1 for one that speaks
    through a newer segment or not at all. `covered` are the articles that the lists speak for, `beside` the
    ids of all others. `known` keeps what was read for this index (see fetching.py).
    """

    index: Index
    segments: tuple[int, ...]
    stale: frozenset[int]
    places: Mapping[int, Small]
    covered: Mask
    beside: Integers
    known: dict[object, object] = field(default_factory=dict)


def posted(index: Index) -> Posted | None:
    """What the posting lists know; None where they know too little to be of use."""
    segments, stale = of_this_state("posting segments", _state)
    if not segments:
        return None
    known: Posted | None = index.kept.get("posted")
    if known is None or known.segments != segments or known.stale != stale:
        known = index.kept["posted"] = _made(index, segments, stale)
    return None if len(known.beside) > MOST_BESIDE else known


def _state() -> tuple[tuple[int, ...], frozenset[int]]:
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        segments, stale = cursor.fetchone()
    return tuple(segments or ()), frozenset(stale or ())


def _made(index: Index, segments: tuple[int, ...], stale: frozenset[int]) -> Posted:
    articles = _articles_of(segments)
    taken = index.of_ids(np.fromiter(stale, np.int64, len(stale)))
    covered = index.nothing()
    places = {}
    for segment in reversed(segments):
        at = _places(index, segment, articles[segment])
        there = np.flatnonzero(at != NOWHERE)
        there = there[~taken[at[there]]]
        counting = np.full(len(at), NOWHERE, np.int32)
        counting[there] = at[there]
        taken[at[there]] = covered[at[there]] = True
        places[segment] = counting
    return Posted(index, segments, stale, places, covered, index.ids[index.alive & ~covered])


def _articles_of(segments: tuple[int, ...]) -> dict[int, Integers]:
    """The ids of the articles of each segment, which never change; segments that are gone are forgotten."""
    archive = str(connection.settings_dict["HOST"]), str(connection.settings_dict["NAME"])
    missing = [one for one in segments if (archive, one) not in _articles]
    if missing:
        connection.ensure_connection()
        with psycopg.Cursor(connection.connection) as cursor:
            rows = cursor.execute(ARTICLES, [missing], binary=True).fetchall()
        with _lock:
            for key in [key for key in _articles if key[0] != archive or key[1] not in segments]:
                del _articles[key]
            _articles.update({(archive, segment): np.frombuffer(ids, "<i8") for segment, ids in rows})
    with _lock:
        return {one: _articles[archive, one] for one in segments}


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
    if segment not in known:
        found = np.full(len(ids), NOWHERE, np.int32)
        if len(large) and len(ids):
            at = np.searchsorted(large.ids, ids)
            at[at == len(large)] = 0
            same = large.ids[at] == ids
            found[same] = at[same]
        known[segment] = found
    return known[segment]
