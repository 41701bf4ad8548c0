"""The texts of article after article in, the lists of all words as they are written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from articles.postings.codec import MOST_TIMES, Positions, Posting
from articles.postings.written import words

LAST = 65_535  # the highest number of a word that a list has room for
LONGEST = 500  # bytes of a word; PostgreSQL finds blocks by their first one, and takes no more than 2,700
GAP = 10  # numbers between the title, the text and each caption, so that no phrase reaches over


class Texts:
    """Gathers texts in the order of their articles. Words count from 1 through title, text and captions."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._which: list[npt.NDArray[np.int32]] = []
        self._positions: list[Positions] = []
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
        self._which.append(
            np.fromiter(
                (numbers.setdefault(word, len(numbers)) for part in parts for word in part), np.int32, total
            )
        )
        begins = np.repeat(np.arange(len(parts)) * GAP, [len(part) for part in parts])
        self._positions.append((begins + np.arange(1, total + 1)).astype(np.uint16))
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
        which = rank[np.concatenate([np.empty(0, np.int32), *self._which])]
        positions = np.concatenate([np.empty(0, np.uint16), *self._positions])
        self._which.clear()
        self._positions.clear()
        by = np.argsort(which, kind="stable")
        which, positions = which[by], positions[by]
        articles = np.repeat(np.array(self._ordinals, np.int32), self._lengths)[by]
        titled = positions <= np.repeat(np.array(self._titles, np.uint16), self._lengths)[by]
        del by
        begins = np.flatnonzero(_changes(which) | _changes(articles))
        times = np.diff(np.append(begins, len(which)))
        kept = np.arange(len(which)) - np.repeat(begins, times) < MOST_TIMES
        title = np.add.reduceat(titled & kept, begins, dtype=np.int64) if len(begins) else begins
        total = np.minimum(times, MOST_TIMES)
        of_words, articles, positions = which[begins], articles[begins], positions[kept]
        ends = np.searchsorted(of_words, np.arange(len(names) + 1))
        beyond = np.concatenate([[0], np.cumsum(total)])[ends]
        for name, (begin, end), (first, last) in zip(
            names, pairwise(ends.tolist()), pairwise(beyond.tolist()), strict=True
        ):
            posting = Posting(
                articles[begin:end], title[begin:end].astype(np.uint8), total[begin:end].astype(np.uint8)
            )
            yield name, posting, positions[first:last]


def _has_a_long_word(part: list[str]) -> bool:
    return max(map(len, part), default=0) * 4 > LONGEST and any(len(word.encode()) > LONGEST for word in part)


def _changes(values: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Whether each value is another than the one before; the first is."""
    return np.concatenate([np.ones(min(len(values), 1), np.bool_), values[1:] != values[:-1]])
