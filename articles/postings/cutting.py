"""Texts in, a number for each of their pieces between blanks out: the same for the same piece ever after."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Unsigned = npt.NDArray[np.uint64]
SHORT = 16  # bytes: pieces up to this are two whole numbers, and looked up many at a time
LONGEST = 250  # bytes
TOO_LONG = 0
SLOT_BITS = 19
# Of a piece of so many bytes, which bits of its first eight bytes are its own, and of the next eight.
HEADS = np.array([(1 << 8 * min(size, 8)) - 1 for size in range(SHORT + 2)], np.uint64)
TAILS = np.array([(1 << 8 * min(max(size - 8, 0), 8)) - 1 for size in range(SHORT + 2)], np.uint64)
# Odd numbers without a pattern: they spread what they multiply over all bits.
SPREAD, SPREAD_TOO = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
FOLD, DOWN = np.uint64(32), np.uint64(64 - SLOT_BITS)


class Numbers:
    """Numbers pieces from 1, in the order in which they came first; all that are too long are `TOO_LONG`."""

    def __init__(self) -> None:
        self._count = 1
        # One short piece a slot, by a hash. Number -1 is no piece: the last of these, which is never used.
        self._slots = np.full(1 << SLOT_BITS, -1, np.int32)
        self._heads = np.zeros(1 << 12, np.uint64)
        self._tails = np.zeros(1 << 12, np.uint64)
        # All others: long pieces, and those that found their slot taken.
        self._others: dict[bytes, int] = {}

    def __len__(self) -> int:
        return self._count - 1

    def of(self, texts: Sequence[str]) -> tuple[Ints, Ints, list[bytes]]:
        """The numbers of all pieces of the texts (without NUL); 0, and where those of each text end; the new
        pieces, in the order of their numbers.
        """
        coded = [text.encode() for text in texts]
        whole = b" ".join([b"", *coded, bytes(SHORT)])
        starts, ends = _bounds(np.frombuffer(whole, np.uint8)[:-SHORT])
        sizes = np.minimum(ends - starts, SHORT + 1)
        # Eight bytes from each byte on, as a number.
        eights: Unsigned = np.ndarray((len(whole) - 7,), np.dtype("<u8"), whole, 0, (1,))
        heads, tails = eights[starts] & HEADS[sizes], eights[starts + 8] & TAILS[sizes]
        slots = _slots(heads, tails)
        numbers = self._slots[slots].astype(np.int64)
        here = (self._heads[numbers] == heads) & (self._tails[numbers] == tails) & (sizes <= SHORT)
        at = np.flatnonzero(~here)
        cuts = zip(starts[at].tolist(), ends[at].tolist(), strict=True)
        known = self._count
        numbers[at], fresh = self._number([whole[start:end] for start, end in cuts])
        at = at[(numbers[at] >= known) & (sizes[at] <= SHORT)]
        for number in self._settle(numbers[at], heads[at], tails[at], slots[at]):
            del self._others[fresh[number - known]]
        begins = list(accumulate((len(text) + 1 for text in coded), initial=1))
        return numbers, np.searchsorted(starts, begins), fresh

    def _number(self, pieces: Sequence[bytes]) -> tuple[list[int], list[bytes]]:
        """The numbers of pieces that are in no slot, and those of them that are new."""
        numbers, fresh, others = [], [], self._others
        for piece in pieces:
            number = others.get(piece) if len(piece) <= LONGEST else TOO_LONG
            if number is None:
                number = others[piece] = self._count
                self._count += 1
                fresh.append(piece)
            numbers.append(number)
        return numbers, fresh

    def _settle(self, numbers: Ints, heads: Unsigned, tails: Unsigned, slots: Ints) -> set[int]:
        """Give new short pieces the slots that are free; which got theirs."""
        if self._count >= len(self._heads):
            room = np.zeros(self._count, np.uint64)
            self._heads = np.concatenate([self._heads, room])
            self._tails = np.concatenate([self._tails, room])
        free = np.flatnonzero(self._slots[slots] < 0)
        numbers, slots = numbers[free], slots[free]
        self._slots[slots] = numbers
        held = self._slots[slots] == numbers
        self._heads[numbers[held]], self._tails[numbers[held]] = heads[free[held]], tails[free[held]]
        return set(numbers[held].tolist())


def _bounds(letters: npt.NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Where each piece starts and ends, among letters that begin and end with a blank.

    Blanks are those of ASCII: to PostgreSQL too they end any piece.
    """
    blank = letters - np.uint8(9) < 5
    blank |= letters == 32
    edges = np.flatnonzero(blank[1:] != blank[:-1]) + 1
    return edges[::2], edges[1::2]


def _slots(heads: Unsigned, tails: Unsigned) -> Ints:
    spread = heads * SPREAD ^ tails * SPREAD_TOO
    spread ^= spread >> FOLD
    return (spread * SPREAD >> DOWN).astype(np.int64)
