"""Reports in, events that may be the same out: keys of kind, participant and week in one table of Postgres.

As with stories, the candidates for any number of reports are one query, which reads a few pages of one index
for each key, however large the archive is.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from django.db import connection

from articles.arrays import as_array
from articles.linking.reports import NEAR_DAYS, Traits, kin_kinds

WEEK = 7
MOST_EVENTS = 40  # of one key: what so many events share is no sign any more, and the newest are the nearest
MOST_KEYS = 60

FIND = """
    SELECT wanted.key, found.event_id
    FROM unnest(%s::bigint[]) AS wanted (key) CROSS JOIN LATERAL (
        SELECT event_id FROM articles_eventkey WHERE key = wanted.key ORDER BY event_id DESC LIMIT %s
    ) AS found
"""
ENTER = """
    INSERT INTO articles_eventkey (key, event_id)
    SELECT key, event FROM unnest(%s::bigint[], %s::bigint[]) AS entered (key, event)
    ON CONFLICT DO NOTHING
"""


def candidates(wanted: Collection[int]) -> dict[int, list[int]]:
    """For each key the events that have it."""
    found: dict[int, list[int]] = defaultdict(list)
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(FIND, [as_array(wanted), MOST_EVENTS])
            for key, event in cursor.fetchall():
                found[key].append(event)
    return found


def enter(keys: Mapping[int, Collection[int]]) -> None:
    """Enter keys, given by event. They are never taken out: one whose event is gone finds nothing."""
    pairs = [(key, event) for event, own in keys.items() for key in own]
    if pairs:
        with connection.cursor() as cursor:
            cursor.execute(ENTER, [as_array(key for key, _ in pairs), as_array(event for _, event in pairs)])


def keys_of(traits: Traits) -> set[int]:
    """The keys of a report."""
    return keys([traits.kind], traits.who, [(traits.first, traits.last)])


def keys_near(traits: Traits) -> set[int]:
    """The keys of all events that a report may be about."""
    kinds = (traits.kind, *sorted(kin_kinds(traits.kind)))
    return keys(kinds, traits.who, [(traits.first, traits.last)], NEAR_DAYS)


def keys(
    kinds: Iterable[str], who: Collection[str], spans: Iterable[tuple[int | None, int | None]], near: int = 0
) -> set[int]:
    """The keys of kinds, of those who took part, and of spans of days (ordinals; None: not known)."""
    weeks: set[int] = set()
    for first, last in spans:
        if first is None or last is None:
            weeks.add(0)
        else:
            weeks.update(range((first - near) // WEEK, (last + near) // WEEK + 1))
    found = {_key(kind, each, week) for kind in kinds for each in who for week in weeks}
    return set(sorted(found)[:MOST_KEYS]) if len(found) > MOST_KEYS else found


@lru_cache(maxsize=200_000)
def _key(kind: str, who: str, week: int) -> int:
    digest = hashlib.blake2b(f"{kind}\0{who}\0{week}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)
