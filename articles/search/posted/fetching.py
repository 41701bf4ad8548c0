"""Lexemes → their posting lists, out of the blocks of all segments, as positions in the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from articles.arrays import as_array
from articles.postings.codec import Block, Positions, Posting
from articles.search.index import Integers, Mask
from articles.search.index.columns import Small
from articles.search.posted.kept import Postings, Times, Wanted
from articles.search.posted.segments import NOWHERE, Posted
from articles.search.prepared import rows

POSITION_BITS = 15  # PostgreSQL counts places up to 16,383, and a word may have to stand as far behind one
LAST = "\U0010ffff"  # behind all that begins so

BLOCKS = """
    SELECT asked.number, segment, block.lists {places}
    FROM unnest(%s::bigint[]) AS segment
    CROSS JOIN unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked (configuration, lexeme, number)
    CROSS JOIN LATERAL (
        SELECT lists, places FROM articles_postingblock
        WHERE segment_id = segment AND configuration = asked.configuration AND first <= asked.lexeme
        ORDER BY first DESC LIMIT 1
    ) AS block
"""
# All blocks in which lexemes may stand that begin so: the last that starts before, and those that start so.
RANGE = """
    SELECT segment, block.lists {places}
    FROM unnest(%s::bigint[]) AS segment
    CROSS JOIN LATERAL (
        SELECT coalesce(max(first), '') AS first FROM articles_postingblock
        WHERE segment_id = segment AND configuration = %s::text AND first <= %s::text
    ) AS start
    JOIN articles_postingblock block ON block.segment_id = segment
    WHERE configuration = %s::text AND block.first >= start.first AND block.first < %s::text
"""


class List(NamedTuple):
    """The list of a lexeme in one segment, with the positions in the index and the places in the texts."""

    segment: int
    places: Small
    posting: Posting
    positions: Positions


Occurrences = Integers
"""Places of a lexeme in texts: position in the index << 15 | place."""


def postings(posted: Posted, wanted: Iterable[Wanted]) -> dict[Wanted, Postings]:
    """The posting lists of the lexemes; an empty one for a lexeme that no covered article has."""
    asked = dict.fromkeys(wanted)
    found = posted.known.recall(asked)
    missing = [one for one in asked if one not in found]
    if not missing:
        return found
    new = {one: _joined(lists) for one, lists in lists_of(posted, missing).items()}
    posted.known.keep(new)
    return found | new


def occurrences(
    posted: Posted, wanted: Iterable[Wanted], among: Mask | None = None
) -> dict[Wanted, tuple[Occurrences, Occurrences]]:
    """Every place of the lexemes, and those in titles, in the covered articles or those among them."""
    found = {}
    for one, lists in lists_of(posted, list(dict.fromkeys(wanted)), places=True).items():
        keys, titled = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for _, places, posting, positions in lists:
            counting = places != NOWHERE
            if among is not None:
                counting &= among[places]
            total, title = posting.total, posting.title
            if not counting.all():
                positions = positions[np.repeat(counting, total)]
                places, total, title = places[counting], total[counting], title[counting]
            texts = places.astype(np.int64) << POSITION_BITS
            repeated: Integers = np.repeat(texts, total)
            keys.append(repeated + positions)
            titled.append(_in_titles(texts, total, title, positions))
        found[one] = np.concatenate(keys), np.concatenate(titled)
    return found


def _in_titles(texts: Integers, total: Times, title: Times, positions: Positions) -> Occurrences:
    """The places in titles. Titles are indexed before texts: of each article's places they are the first."""
    starts = np.cumsum(total, dtype=np.int64) - total
    having = np.flatnonzero(title)
    times = title[having].astype(np.int64)
    within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    return np.repeat(texts[having], times) + positions[np.repeat(starts[having], times) + within]


def _joined(lists: Sequence[List]) -> Postings:
    """The lists of all segments as one, without articles that speak through another segment or not at all."""
    places = np.concatenate([np.empty(0, np.int32), *(one.places for one in lists)])
    title = np.concatenate([np.empty(0, np.uint8), *(one.posting.title for one in lists)])
    total = np.concatenate([np.empty(0, np.uint8), *(one.posting.total for one in lists)])
    counting = places != NOWHERE
    if counting.all():
        return Postings(places, title, total)
    return Postings(places[counting], title[counting], total[counting])


def lists_of(posted: Posted, wanted: Sequence[Wanted], *, places: bool = False) -> dict[Wanted, list[List]]:
    """The lists of each lexeme in the segments that have it; with the places in the texts if wanted."""
    found: dict[Wanted, list[List]] = {one: [] for one in wanted}
    whole = [one for one in wanted if not one.prefix]
    if whole:
        values = [one.configuration for one in whole], [one.lexeme for one in whole]
        for number, segment, *parts in _rows(BLOCKS, posted, values, places):
            one = whole[number - 1]
            block = Block(parts[0])
            posting = block.get(one.lexeme)
            if posting is not None:
                positions = block.positions(one.lexeme, parts[1]) if places else np.empty(0, np.uint16)
                at = posted.places[segment][posting.places]
                found[one].append(List(segment, at, posting, positions))
    for one in wanted:
        if one.prefix:
            found[one] = list(_beginning(posted, one, places))
    return found


def _beginning(posted: Posted, one: Wanted, places: bool) -> Iterator[List]:
    values = one.configuration, one.lexeme, one.configuration, one.lexeme + LAST
    for segment, *parts in _rows(RANGE, posted, values, places):
        block = Block(parts[0])
        for lexeme, posting in block.beginning(one.lexeme):
            positions = block.positions(lexeme, parts[1]) if places else np.empty(0, np.uint16)
            yield List(segment, posted.places[segment][posting.places], posting, positions)


def _rows(statement: str, posted: Posted, values: Sequence[object], places: bool) -> list[tuple[Any, ...]]:
    asked = statement.format(places=", block.places" if places else "")
    return rows(asked, [as_array(posted.places), *values], binary=True)
