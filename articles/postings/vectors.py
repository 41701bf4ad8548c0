"""Search words of article after article in, as PostgreSQL sends them; the lists of all their lexemes out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from articles.postings.codec import MOST_TIMES, Positions, Posting

PLACE = 0x3FFF  # the bits of a position that say where; the two above them are the weight
WEIGHT, TITLE = 14, 3  # weight A
Number = TypeVar("Number", bound=np.generic)
AT_ONCE = 100_000  # lexemes that are kept as objects before they become an array


class Vectors:
    """Gathers tsvectors in their binary form (`tsvectorsend`), in the order of the articles.

    That form is the number of lexemes (int32), then of each its text, a NUL, the number of its positions
    (uint16) and these (uint16, the upper two bits the weight), all big-endian.
    """

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._ordinals: list[int] = []
        self._lexemes: list[int] = []
        self._fresh: list[int] = []
        self._fresh_times = bytearray()
        self._fresh_places: list[bytes] = []
        self._which: list[npt.NDArray[np.int32]] = []
        self._times: list[npt.NDArray[np.uint8]] = []
        self._places: list[npt.NDArray[np.uint16]] = []
        self.positions = 0

    def add(self, ordinal: int, vector: bytes) -> None:
        """Take in the words of the article with this ordinal, which is above all before.

        Of a lexeme that stands there more than `MOST_TIMES` times the first are kept.
        """
        count = int.from_bytes(vector[:4])
        numbers, fresh, times, places = self._numbers, self._fresh, self._fresh_times, self._fresh_places
        at = 4
        for _ in range(count):
            end = vector.index(0, at)
            fresh.append(numbers.setdefault(vector[at:end], len(numbers)))
            total = vector[end + 1] << 8 | vector[end + 2]
            kept = min(total, MOST_TIMES)
            times.append(kept)
            places.append(vector[end + 3 : end + 3 + 2 * kept])
            at = end + 3 + 2 * total
            self.positions += kept
        self._ordinals.append(ordinal)
        self._lexemes.append(count)
        if len(fresh) >= AT_ONCE:
            self._settle()

    def lists(self) -> Iterator[tuple[str, Posting, Positions]]:
        """The lexemes in the order of their bytes, with their lists and positions, as `pack` wants them.

        To be asked once: what was gathered makes room for it.
        """
        self._settle()
        names = list(self._numbers)
        order = sorted(range(len(names)), key=names.__getitem__)
        rank = np.empty(len(names), np.int32)
        rank[order] = np.arange(len(names), dtype=np.int32)
        which = rank[_taken(self._which)]
        by = np.argsort(which, kind="stable").astype(np.int32)
        ends = ends_of(np.bincount(which, minlength=len(names)))
        del which
        lexemes = np.array(self._lexemes, np.int64)
        articles = np.repeat(np.array(self._ordinals, np.int32), lexemes)[by]
        total, title, positions = self._sorted(by)
        del by
        beyond = ends_of(total)[ends].tolist()
        for number, (begin, end), (first, last) in zip(
            order, pairwise(ends.tolist()), pairwise(beyond), strict=True
        ):
            posting = Posting(articles[begin:end], title[begin:end], total[begin:end])
            yield names[number].decode(), posting, positions[first:last]

    def _settle(self) -> None:
        """Make arrays of what came since the last time: a list of numbers takes ten times the memory."""
        self._which.append(np.array(self._fresh, np.int32))
        self._times.append(np.array(self._fresh_times, np.uint8))
        self._places.append(np.frombuffer(b"".join(self._fresh_places), ">u2").astype(np.uint16))
        self._fresh.clear()
        self._fresh_times.clear()
        self._fresh_places.clear()

    def _sorted(
        self, by: npt.NDArray[np.int32]
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8], Positions]:
        """How often anywhere and in the title, and the positions, in the given order of (article, lexeme)."""
        times, places = _taken(self._times), _taken(self._places)
        ends = ends_of(times)
        title = np.diff(ends_of(places >> WEIGHT == TITLE)[ends]).astype(np.uint8)[by]
        total, begins = times[by], ends[:-1][by]
        # Where each position of the new order stood: from the begin of its run on, one after the other.
        begins -= ends_of(total)[:-1]
        moved = np.repeat(begins, total)
        moved += np.arange(len(moved), dtype=np.int32)
        places &= PLACE
        return total, title, places[moved]


def _taken(parts: list[npt.NDArray[Number]]) -> npt.NDArray[Number]:
    """All parts as one array; the list is empty afterwards."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole


def ends_of(counts: npt.NDArray[np.generic]) -> npt.NDArray[np.int32]:
    """0, and where each of the runs of these lengths ends."""
    ends = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, dtype=np.int32, out=ends[1:])
    return ends
