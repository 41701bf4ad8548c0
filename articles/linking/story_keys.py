"""Sketches → keys: numbers of which near-identical texts share at least one, to be found by.

A key that many texts share is given up for finer ones, made of the facts as well.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from articles.linking.signatures import LEAD_VALUES, VALUES
from articles.linking.sketches import Sketch, values_of

BANDS, ROWS = 12, 2
KEYS = BANDS + LEAD_VALUES // ROWS
# Texts with fewer runs of five words than this are the same story only if their words are equal.
SHORT = 16

# Of a key's mixing: the shifts and factors of splitmix64.
_MIXING = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1))
_ORDERS = (np.arange(KEYS, dtype=np.uint32) * np.uint32(0x9E3779B2) + np.uint32(0x85EBCA6B)).astype("<u2")


def keys(sketches: Sequence[Sketch]) -> npt.NDArray[np.int64]:
    """For each sketch a row of the keys under which the same story is found; a short text repeats one.

    Keys are spread evenly over 0 to 2**63.
    """
    return _spread(_plain_keys(sketches))


def finer_keys(sketches: Sequence[Sketch]) -> npt.NDArray[np.int64]:
    """For each of `keys` one that only those share who share a fact as well; of a short text, its words.

    The fact of a key is the smallest of the numbers by an order of its own, of the names where there are no
    numbers: what agrees in most facts has most of these. No finer key is one of `keys`.
    """
    found = _plain_keys(sketches)
    for row, sketch in zip(found, sketches, strict=True):
        facts = sketch.numbers if len(sketch.numbers) else sketch.names
        if sketch.shingles < SHORT:
            row ^= np.uint64(sketch.digest[0] << 32 | sketch.digest[1])
        elif len(facts):
            row ^= (facts[:, np.newaxis] * _ORDERS).min(axis=0).astype(np.uint64) << np.uint64(48)
    return _spread(found) | 1


def _plain_keys(sketches: Sequence[Sketch]) -> npt.NDArray[np.uint64]:
    every = values_of(sketches)
    both = np.concatenate([every[:, : BANDS * ROWS], every[:, VALUES:]], axis=1)
    parts = both.reshape(-1, KEYS, ROWS).astype(np.uint64)
    found = (
        parts[:, :, 0] << np.uint64(32) | parts[:, :, 1] << np.uint64(16) | np.arange(KEYS, dtype=np.uint64)
    )
    short = np.array([sketch.shingles < SHORT for sketch in sketches], bool)
    found[short] = found[short, :1]
    return found


def _spread(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """The same numbers, mixed so that all bits of each depend on all of it; even."""
    mixed = numbers.copy()
    for shift, factor in _MIXING:
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    return (mixed >> np.uint64(1)).astype(np.int64) & ~1
