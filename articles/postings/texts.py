"""The texts of article after article in, the lists of all words as they are written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from articles.postings.codec import MOST_TIMES, Positions, Posting, Times
from articles.postings.vectors import ends_of
from articles.postings.written import words

LAST = 65_535  # the highest number of a word that a list has room for
LONGEST = 500  # bytes of a word; PostgreSQL finds blocks by their first one, and takes no more than 2,700
GAP = 10  # numbers between the title, the text and each caption, so that no phrase reaches over
AT_ONCE = 400_000  # words that are put in order together, which bounds the memory


class Texts:
    """Gathers texts in the order of their articles. Words count from 1 through title, text and captions."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        # Not thousands of arrays: the memory between them is not given back.
        self._which = bytearray()
        self._positions = bytearray()
        self._ordinals: list[int] = []
        self._lengths: list[int] = []
        self._titles: list[int] = []
        self.unwritten: list[int] = []
        """The articles that have too many words, or too long ones: their texts must be read."""

    def add(self, ordinal: int, title: str, others: Sequence[str]) -> None:
        """Take in an article; its ordinal is above all before."""
        parts = [words(text) for text in (title, *others)]
        total = sum(map(len, parts))
        if total + GAP * len(parts) > LAST or any(map(_has_a_long_word, parts)):
            self.unwritten.append(ordinal)
            return
        numbers = self._numbers
        which = (numbers.setdefault(word, len(numbers)) for part in parts for word in part)
        self._which += np.fromiter(which, np.int32, total).tobytes()
        begins = np.repeat(np.arange(len(parts)) * GAP, [len(part) for part in parts])
        self._positions += (begins + np.arange(1, total + 1)).astype(np.uint16).tobytes()
        self._ordinals.append(ordinal)
        self._lengths.append(total)
        self._titles.append(len(parts[0]))

    def lists(self) -> Iterator[tuple[str, Posting, Positions]]:
        """The words in the order of their bytes, with their lists and numbers, as `pack` wants them.

        Of a word that an article has more than `MOST_TIMES` times the first are kept. To be asked once: what
        was gathered makes room for it.
        """
        names = sorted(self._numbers, key=str.encode)
        rank = np.empty(len(names), np.int32)
        rank[[self._numbers[name] for name in names]] = np.arange(len(names), dtype=np.int32)
        which, self._which = np.frombuffer(self._which, np.int32), bytearray()
        positions, self._positions = np.frombuffer(self._positions, np.uint16), bytearray()
        narrow = np.min_scalar_type(len(self._lengths))
        articles = np.repeat(np.arange(len(self._lengths), dtype=narrow), self._lengths)
        all_words = _Words(rank[which], positions, articles)
        del which, positions, articles
        ordinals, titles = np.array(self._ordinals, np.int32), np.array(self._titles, np.int32)
        for first, last in all_words.stretches(len(names)):
            for name, (article, title, total, places) in zip(
                names[first:last], all_words.lists(first, last, titles), strict=True
            ):
                yield name, Posting(ordinals[article], title, total), places


class _Words(NamedTuple):
    """All words in the order of the texts: the rank of each among all, its number there, and its article."""

    which: npt.NDArray[np.int32]
    position: Positions
    article: npt.NDArray[np.generic]

    def stretches(self, ranks: int) -> Iterator[tuple[int, int]]:
        """Stretches of ranks, from and up to, with about `AT_ONCE` words each."""
        ends = np.cumsum(np.bincount(self.which, minlength=ranks))
        first = 0
        while first < ranks:
            before = int(ends[first - 1]) if first else 0
            last = max(int(np.searchsorted(ends, before + AT_ONCE)), first + 1)
            yield first, min(last, ranks)
            first = last

    def lists(
        self, first: int, last: int, titles: npt.NDArray[np.int32]
    ) -> Iterator[tuple[npt.NDArray[np.generic], Times, Times, Positions]]:
        """For each of these ranks articles, times in the title, times in all, and positions.

        `titles` is how many words the title of each article has.
        """
        these = np.flatnonzero((self.which >= first) & (self.which < last))
        these = these[np.argsort(self.which[these], kind="stable")]
        which, article, position = self.which[these], self.article[these], self.position[these]
        # Each word of each article begins where one of the two changes.
        changes = np.ones(len(which), np.bool_)
        changes[1:] = (which[1:] != which[:-1]) | (article[1:] != article[:-1])
        begins = np.flatnonzero(changes)
        times = np.diff(begins, append=len(which))
        in_title = np.add.reduceat(position <= titles[article.astype(np.intp)], begins, dtype=np.int32)
        if times.max() > MOST_TIMES:
            position = position[np.arange(len(which)) - np.repeat(begins, times) < MOST_TIMES]
        title = np.minimum(in_title, MOST_TIMES).astype(np.uint8)
        total = np.minimum(times, MOST_TIMES).astype(np.uint8)
        article = article[begins]
        ends = ends_of(np.bincount(which[begins] - first, minlength=last - first))
        beyond = ends_of(total)[ends].tolist()
        for (begin, end), (start, stop) in zip(pairwise(ends.tolist()), pairwise(beyond), strict=True):
            yield article[begin:end], title[begin:end], total[begin:end], position[start:stop]


def _has_a_long_word(part: list[str]) -> bool:
    return max(map(len, part), default=0) * 4 > LONGEST and any(len(word.encode()) > LONGEST for word in part)
