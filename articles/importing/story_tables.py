"""A run of the index of stories in, some nine bytes an entry out, which say what it has under a key.

Entries stand in the order of their keys in slots of about eight. Each is 48 bits: the place of its article
among those of the run, and about thirty bits of its key. With each article goes its brief
(`linking/glances.py`). What is taken for a key of the run and is none is not met in archives of any size: in
one of a hundred million articles once.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from articles.importing.story_filter import Numbers, place
from articles.linking.glances import BRIEF

Numbers16 = npt.NDArray[np.uint16]
Numbers32 = npt.NDArray[np.uint32]
Articles = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]
Entries = npt.NDArray[np.void]
Raw = npt.NDArray[np.void]

ENTRY = np.dtype([("key", "<i8"), ("article", "<i4")])
# A brief without the names of its parts, at which numpy would look each time that some are put together.
RAW_BRIEF = np.dtype((np.void, BRIEF.itemsize))
A_SLOT = 8  # entries
# Entries, starts of slots, articles, bits of an entry that are for its article.
_HEAD = struct.Struct("<IIII")
_KEY_BITS = np.int64(31)  # the filter chooses by those below (`story_filter.py`)


@dataclass(frozen=True, slots=True)
class Found:
    """Entries: the key and the article of each, negative where it is taken out, and its brief (RAW_BRIEF)."""

    keys: Numbers
    articles: Numbers
    briefs: Raw

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of(cls, *parts: Found) -> Found:
        """All of these, the first first."""
        return cls(
            np.concatenate([np.zeros(0, np.int64), *(part.keys for part in parts)]),
            np.concatenate([np.zeros(0, np.int64), *(part.articles for part in parts)]),
            np.concatenate([np.zeros(0, RAW_BRIEF), *(part.briefs for part in parts)]),
        )

    def among(self, which: Places | npt.NDArray[np.bool_]) -> Found:
        """Some of them."""
        return Found(self.keys[which], self.articles[which], self.briefs[which])


@dataclass(frozen=True, slots=True)
class Table:
    """The entries of a run. `articles` ascend; those that are taken out are negative."""

    entries: Numbers32  # some bits of the key, and the place of the article
    prints: Numbers16  # more bits of the key
    starts: Numbers32  # of each slot, and the end of the last
    articles: Articles
    briefs: Raw
    bits: int  # of an entry, that are for the place of its article

    @property
    def nbytes(self) -> int:
        return sum(part.nbytes for part in self._parts())

    def find(self, keys: Numbers) -> Found:
        """The entries under keys, of which no two are equal."""
        slots = place(keys, len(self.starts) - 1)
        firsts = self.starts[slots].astype(np.int64)
        counts = self.starts[slots + 1] - firsts
        which = np.repeat(np.arange(len(keys)), counts)
        at = np.arange(len(which)) + np.repeat(firsts - (np.cumsum(counts) - counts), counts)
        likely = np.flatnonzero(self.prints[at] == _prints(keys)[which])
        which, entries = which[likely], self.entries[at[likely]]
        hits = entries >> np.uint32(self.bits) == _more_prints(keys[which], self.bits)
        which, owners = which[hits], entries[hits] & _mask(self.bits)
        return Found(keys[which], self.articles[owners].astype(np.int64), self.briefs[owners])

    def tobytes(self) -> bytes:
        """The table as it is stored."""
        head = _HEAD.pack(len(self.entries), len(self.starts), len(self.articles), self.bits)
        return b"".join([head, *(part.tobytes() for part in self._parts())])

    def _parts(self) -> Sequence[npt.NDArray[Any]]:
        return self.entries, self.prints, self.starts, self.articles, self.briefs


class Filling:
    """A table that is made of entries in the order of their keys, some at a time."""

    def __init__(self, articles: Articles, briefs: Raw, expected: int) -> None:
        """With these articles, which ascend, the brief of each, and about so many entries."""
        self._articles, self._briefs = articles, briefs
        self._counts = np.zeros(max(1, expected // A_SLOT), np.uint32)
        self._bits = max(1, (len(articles) - 1).bit_length())
        self._entries: list[Numbers32] = []
        self._prints: list[Numbers16] = []

    def add(self, entries: Entries) -> None:
        """Enter these, whose keys are larger than those before."""
        keys = entries["key"].astype(np.int64)
        owners = _places_among(self._articles, entries["article"])
        self._entries.append(_more_prints(keys, self._bits) << np.uint32(self._bits) | owners)
        self._prints.append(_prints(keys))
        slots, counts = np.unique(place(keys, len(self._counts)), return_counts=True)
        self._counts[slots] += counts.astype(np.uint32)

    def table(self) -> Table:
        """The table of all that was entered; articles that nothing was entered of fall away."""
        entries = np.concatenate([np.zeros(0, np.uint32), *self._entries])
        prints = np.concatenate([np.zeros(0, np.uint16), *self._prints])
        starts = np.zeros(len(self._counts) + 1, np.uint32)
        np.cumsum(self._counts, out=starts[1:])
        owners, used = entries & _mask(self._bits), np.zeros(len(self._articles), bool)
        used[owners] = True
        if used.all():
            return Table(entries, prints, starts, self._articles, self._briefs, self._bits)
        entries ^= owners ^ (np.cumsum(used, dtype=np.uint32) - np.uint32(1))[owners]
        return Table(entries, prints, starts, self._articles[used], self._briefs[used], self._bits)


def read(raw: bytes) -> Table | None:
    """The table that these bytes are; None if they are none."""
    if len(raw) < _HEAD.size:
        return None
    entries, starts, articles, bits = _HEAD.unpack_from(raw)
    at = np.cumsum([_HEAD.size, 4 * entries, 2 * entries, 4 * starts, 4 * articles]).tolist()
    if len(raw) != at[-1] + articles * BRIEF.itemsize:
        return None
    return Table(
        np.frombuffer(raw, "<u4", entries, at[0]),
        np.frombuffer(raw, "<u2", entries, at[1]),
        np.frombuffer(raw, "<u4", starts, at[2]),
        np.frombuffer(raw, "<i4", articles, at[3]),
        np.frombuffer(raw, RAW_BRIEF, articles, at[4]),
        bits,
    )


def together(tables: Sequence[Table]) -> tuple[Articles, Raw]:
    """The articles of several tables, each once, with its brief from the last that has it."""
    articles = np.concatenate([table.articles for table in tables])
    order = np.argsort(articles, kind="stable")
    ascending = articles[order]
    last = order[np.append(ascending[1:] != ascending[:-1], np.ones(min(1, len(order)), bool))]
    return articles[last], np.concatenate([table.briefs for table in tables])[last]


def _mask(bits: int) -> np.uint32:
    return np.uint32((1 << bits) - 1)


def _prints(keys: Numbers) -> Numbers16:
    """Bits of a key by which the filter chooses, mixed: they say more than that it lets the key through."""
    return (keys >> 1 ^ keys >> 16).astype(np.uint16)


def _more_prints(keys: Numbers, bits: int) -> Numbers32:
    """What an entry has of the other bits of its key, where so many of it are for the article.

    The lowest bit is among them, by which a finer key may differ from its key, and by no other.
    """
    return ((keys >> _KEY_BITS << 1 | keys & 1) & ((1 << (32 - bits)) - 1)).astype(np.uint32)


def _places_among(ascending: Articles, values: Articles) -> Numbers32:
    """The place of each value; all are there."""
    first, last = (int(ascending[0]), int(ascending[-1])) if len(ascending) else (0, -1)
    if last - first < 4 * len(values):
        # A table of all numbers in between is ten times as quick as a search for each.
        places = np.zeros(last - first + 1, np.uint32)
        places[ascending - first] = np.arange(len(ascending), dtype=np.uint32)
        return places[values - first]
    return np.searchsorted(ascending, values).astype(np.uint32)
