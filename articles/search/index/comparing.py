"""Two indexes → the articles that they have differently; an index → all its numbers."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import numpy.typing as npt

from articles.search.index.archive import Index
from articles.search.index.columns import Integers, Links, united
from articles.search.index.segment import LINKS, SINGLES, Segment

Digests = npt.NDArray[np.uint64]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_FOLD = np.uint64(29)


def differing(one: Index, other: Index) -> Integers:
    """The ids of the articles that only one of the indexes has, or that they count differently."""
    (ids, digests), (other_ids, other_digests) = _digests(one), _digests(other)
    both, here, there = np.intersect1d(ids, other_ids, assume_unique=True, return_indices=True)
    unlike = both[digests[here] != other_digests[there]]
    return united(np.setxor1d(ids, other_ids, assume_unique=True), unlike)


def numbers(index: Index) -> dict[str, dict[int | str, int]]:
    """How many articles have each key of each facet; all of them; and how many are of each day (0: none)."""
    found: dict[str, dict[int | str, int]] = {"articles": {0: index.total}}
    _, days, totals = index.dated(index.alive)
    found["dates"] = {}
    for day, total in zip(days.tolist(), totals.tolist(), strict=True):
        found["dates"][day] = found["dates"].get(day, 0) + total
    for facet in (*SINGLES, *LINKS):
        keys, totals = index.counted(facet, index.alive)
        pairs = {key: total for key, total in zip(keys.tolist(), totals.tolist(), strict=True) if key > 0}
        found[facet] = pairs
    found["language"] = {index.languages[int(key) - 1]: total for key, total in found["language"].items()}
    return found


def _digests(index: Index) -> tuple[Integers, Digests]:
    """The ids of all articles, ascending, and for each a number made of all that is counted of it."""
    names = np.array([_number(code) for code in ("", *index.languages)], np.uint64)
    parts = [
        _of_segment(segment, names)
        for segment in (index.large.take(np.flatnonzero(~index.dead)), index.small)
    ]
    ids = np.concatenate([segment_ids for segment_ids, _ in parts])
    digests = np.concatenate([segment_digests for _, segment_digests in parts])
    order = np.argsort(ids)
    return ids[order], digests[order]


def _of_segment(segment: Segment, languages: Digests) -> tuple[Integers, Digests]:
    plain = [
        getattr(segment, field.name) for field in fields(segment) if field.name not in ("singles", "links")
    ]
    columns = [each.astype(np.uint64) for each in plain]
    for name in SINGLES:
        values = segment.singles[name].values
        columns.append(languages[values] if name == "language" else values.astype(np.uint64))
    columns += [_linked(segment.links[name]) for name in LINKS]
    digest = np.zeros(len(segment), np.uint64)
    for column in columns:
        digest = _mixed(digest + column)
    return segment.ids, digest


def _linked(links: Links) -> Digests:
    """For each article the sum of its keys, each mixed, so that their order does not matter."""
    mixed = _mixed(links.keys.astype(np.uint64) + np.uint64(1))[links.codes]
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed)])
    found: Digests = sums[links.starts[1:]] - sums[links.starts[:-1]]
    return found


def _mixed(numbers: Digests) -> Digests:
    spread = numbers * _ODD
    found: Digests = (spread ^ (spread >> _FOLD)) * _ODD
    return found


def _number(text: str) -> int:
    return int.from_bytes(text.encode()[:8], "little")
