"""Texts in, their search words out as PostgreSQL sends a tsvector, made of what it said of their pieces.

To cut texts into words and stem them is most of what PostgreSQL does for an article. But its parser never
looks past a blank (save in tags), and hardly a piece between blanks is new: after some thousand articles six
of four hundred. So it is asked once what each piece comes to, and texts are put together of its answers.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from articles.postings.cutting import Ints, Numbers
from articles.postings.vectors import PLACE, WEIGHT, ends_of

Mask = npt.NDArray[np.bool_]
Ask = Callable[[str], Sequence[bytes]]
"""Pieces in, one a line; out what PostgreSQL makes of each with `BEFORE` and `AFTER` around it: a tsvector in
its binary form (`Vectors`)."""

PARTS = 3  # of a text: title (weight A), body (B), captions (C)
HEAVIEST = 3
# What stands around a piece when PostgreSQL is asked: a blank, for after one it reads some signs otherwise
# than at the start of a text, and a word whose place tells how many the piece takes up.
BEFORE, AFTER, AFTER_LEXEME = " ", " 0", b"0"
OTHERWISE_AT_START = ("-", "+", "&", "~", "/", ".")
# Around the lexeme of a piece that is one word, as most are.
BEFORE_ONE, AFTER_ONE = b"\0\0\0\x020\0\0\x01\0\x02", b"\0\0\x01\0\x01"
# Beyond 16,383 places, and 255 of one lexeme, PostgreSQL keeps to these numbers: it makes such texts itself.
MOST_PLACES = 16_000
MOST_TIMES = 250
# What is kept of a piece: its lexeme, how many places it takes up, and at which of them the lexeme stands (0:
# it has none). In place of a lexeme, pieces of several have their number among these.
LEXEME_FROM, SPAN_FROM = 32, 16
SEVERAL, UNTOLD = 0xFFFF, 0xFFFE
# A word in a text, so that sorting brings all into order: text, rank of its lexeme, place, weight.
TEXT_FROM, RANK_FROM, PLACE_FROM = 40, 16, 2
AT_ONCE = 128  # texts: what is worked on fits into the processor's own memory


class Pieces:
    """What PostgreSQL makes of each piece that came so far, under one text-search configuration."""

    def __init__(self) -> None:
        self._numbers = Numbers()
        self._told = array("q", [UNTOLD])  # of those that are too long
        # Of each piece of several lexemes: where its words begin among these, and how many they are.
        self._begins, self._counts = array("q"), array("q")
        self._lexemes, self._places = array("q"), array("q")
        self._spellings = _Spellings()

    def __len__(self) -> int:
        return len(self._numbers)

    def vectors(self, texts: Sequence[tuple[str, str, str]], ask: Ask) -> list[bytes | None]:
        """The tsvector of each text (title, body, captions); None where PostgreSQL has to see it whole."""
        made: list[bytes | None] = []
        for start in range(0, len(texts), AT_ONCE):
            parts = [part for text in texts[start : start + AT_ONCE] for part in text]
            pieces, ends, fresh = self._numbers.of(parts)
            if fresh:
                self._learn(fresh, ask)
            odd = np.array([part.startswith(OTHERWISE_AT_START) for part in parts], np.bool_)
            unfit: Mask = odd.reshape(-1, PARTS).max(axis=1)
            made += self._assembled(_view(self._told)[pieces], ends, unfit)
        return made

    def _learn(self, fresh: Sequence[bytes], ask: Ask) -> None:
        """Ask for pieces, and enter the answers. A tag may go on behind a blank, so none is asked for."""
        told = [b"<" not in piece for piece in fresh]
        asked = list(compress(fresh, told))
        answers = iter(ask(b"\n".join(asked).decode())) if asked else iter(())
        for known in told:
            self._told.append(self._entry(next(answers)) if known else UNTOLD)

    def _entry(self, answer: bytes) -> int:
        """What is kept of a piece."""
        if answer.startswith(BEFORE_ONE) and answer.endswith(AFTER_ONE) and answer.count(0, 10, -5) == 0:
            return self._spellings.number(answer[10:-5]) << LEXEME_FROM | 1 << SPAN_FROM | 1
        words = list(_read(answer))
        span = max((place for _, place in words), default=0) - 1
        if span < 0 or (AFTER_LEXEME, span + 1) not in words:
            return UNTOLD
        words = [(lexeme, place) for lexeme, place in words if place <= span]
        if not words:
            return span << SPAN_FROM
        self._begins.append(len(self._lexemes))
        self._counts.append(len(words))
        self._lexemes.extend(self._spellings.number(lexeme) for lexeme, _ in words)
        self._places.extend(place for _, place in words)
        return (len(self._counts) - 1) << LEXEME_FROM | span << SPAN_FROM | SEVERAL

    def _assembled(self, told: Ints, ends: Ints, unfit: Mask) -> Iterator[bytes | None]:
        """The vectors of texts whose parts, `PARTS` of each, have these pieces up to these ends.

        `unfit` are texts that only PostgreSQL can read.
        """
        spans = (told >> SPAN_FROM) & 0xFFFF
        kinds = told & 0xFFFF
        through = np.concatenate([[0], np.cumsum(spans)])
        unfit |= np.diff(through[ends[::PARTS]]) > MOST_PLACES
        part_of = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
        unfit[part_of[kinds == UNTOLD] // PARTS] = True
        before = through[:-1] - through[ends[:-1]][part_of]

        one = np.flatnonzero((kinds > 0) & (kinds < UNTOLD))
        several = np.flatnonzero(kinds == SEVERAL)
        which = told[several] >> LEXEME_FROM
        times = _view(self._counts)[which]
        word = np.repeat(_view(self._begins)[which] - ends_of(times)[:-1], times) + np.arange(times.sum())
        lexemes = np.concatenate([told[one] >> LEXEME_FROM, _view(self._lexemes)[word]])
        places = np.concatenate(
            [kinds[one] + before[one], _view(self._places)[word] + np.repeat(before[several], times)]
        )
        parts = np.concatenate([part_of[one], np.repeat(part_of[several], times)])
        if unfit.any():
            fit = ~unfit[parts // PARTS]
            lexemes, places, parts = lexemes[fit], places[fit], parts[fit]
        keys, order = self._keys(lexemes, places, parts, len(unfit))
        return self._bytes(keys, order, unfit)

    def _keys(self, lexemes: Ints, places: Ints, parts: Ints, total: int) -> tuple[Ints, Ints]:
        """The words as sorted numbers, and the lexemes by rank.

        They are ranked by their first bytes: what that leaves out of order PostgreSQL sorts itself.
        """
        # As tsvectors are joined: a part goes on behind the last word before it that is indexed.
        last = np.zeros((total, PARTS), np.int64)
        np.maximum.at(last.reshape(-1), parts, places)
        shifts = (np.cumsum(last, axis=1) - last) << PLACE_FROM
        shifts |= np.arange(HEAVIEST, HEAVIEST - PARTS, -1)
        shifts |= (np.arange(total) << TEXT_FROM)[:, None]
        there = np.zeros(len(self._spellings), np.bool_)
        there[lexemes] = True
        order = self._spellings.ordered(np.flatnonzero(there))
        rank = np.empty(len(there), np.int64)
        rank[order] = np.arange(len(order)) << RANK_FROM
        keys = shifts.reshape(-1)[parts] + (places << PLACE_FROM)
        keys += rank[lexemes]
        keys.sort()
        return keys, order

    def _bytes(self, keys: Ints, order: Ints, unfit: Mask) -> Iterator[bytes | None]:
        """The binary form of the words of each text."""
        values = (keys >> PLACE_FROM & PLACE | (keys & 3) << WEIGHT).astype(">u2")
        words = keys >> RANK_FROM
        begins = np.flatnonzero(np.diff(words, prepend=-1))
        times = np.diff(begins, append=len(words))
        words = words[begins]
        texts = words >> (TEXT_FROM - RANK_FROM)
        unfit[texts[times > MOST_TIMES]] = True
        which = order[words & ((1 << (TEXT_FROM - RANK_FROM)) - 1)]

        heads = begins + np.arange(len(begins))
        numbers = np.empty(len(values) + len(heads), ">u2")
        is_value = np.ones(len(numbers), np.bool_)
        is_value[heads] = False
        numbers[heads], numbers[is_value] = times, values
        letters = self._spellings.letters
        # Two runs of bytes a lexeme: its letters, and how often it stands where.
        starts = np.stack([self._spellings.starts[which], len(letters) + 2 * heads], axis=1).reshape(-1)
        sizes = np.stack([self._spellings.sizes[which], 2 + 2 * times], axis=1).reshape(-1)
        ends = np.concatenate([[0], np.cumsum(sizes)])
        moved = np.repeat(starts - ends[:-1], sizes)
        moved += np.arange(len(moved))
        whole = np.concatenate([letters, numbers.view(np.uint8)])[moved].tobytes()
        lexemes = np.bincount(texts, minlength=len(unfit))
        cuts = ends[2 * ends_of(lexemes)].tolist()
        for count, (begin, end), left in zip(lexemes.tolist(), pairwise(cuts), unfit.tolist(), strict=True):
            yield None if left else count.to_bytes(4) + whole[begin:end]


class _Spellings:
    """The lexemes by number: their bytes, one behind the other with a NUL after each."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._letters = bytearray()
        self._starts, self._sizes = array("q"), array("q")
        self._heads, self._tails = array("Q"), array("Q")

    def __len__(self) -> int:
        return len(self._starts)

    def number(self, lexeme: bytes) -> int:
        """The number of a lexeme."""
        number = self._numbers.setdefault(lexeme, len(self._numbers))
        if number == len(self._starts):
            self._starts.append(len(self._letters))
            self._sizes.append(len(lexeme) + 1)
            self._letters += lexeme + b"\0"
            self._heads.append(int.from_bytes(lexeme[:8].ljust(8, b"\0")))
            self._tails.append(int.from_bytes(lexeme[8:16].ljust(8, b"\0")))
        return number

    def ordered(self, numbers: Ints) -> Ints:
        """These lexemes by their first 16 bytes."""
        return numbers[np.lexsort((_view(self._tails)[numbers], _view(self._heads)[numbers]))]

    @property
    def letters(self) -> npt.NDArray[np.uint8]:
        return np.frombuffer(self._letters, np.uint8)

    @property
    def starts(self) -> Ints:
        return _view(self._starts)

    @property
    def sizes(self) -> Ints:
        """Of each lexeme, its NUL included."""
        return _view(self._sizes)


def _read(vector: bytes) -> Iterator[tuple[bytes, int]]:
    """The lexemes of a tsvector in binary form, each with its places."""
    at = 4
    for _ in range(int.from_bytes(vector[:4])):
        end = vector.index(0, at)
        lexeme, total = vector[at:end], vector[end + 1] << 8 | vector[end + 2]
        at = end + 3 + 2 * total
        for place in range(end + 3, at, 2):
            yield lexeme, (vector[place] << 8 | vector[place + 1]) & PLACE


def _view(numbers: array[int]) -> npt.NDArray[Any]:
    """The numbers as they are, for as long as none is added."""
    return np.frombuffer(numbers, np.uint64 if numbers.typecode == "Q" else np.int64)
