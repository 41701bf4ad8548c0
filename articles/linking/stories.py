"""Texts → signatures → stories: near-identical articles (wire copies, updates) share a group.

A signature is a MinHash: for each of 128 fixed hash functions the smallest value over all runs of five
words, 512 bytes in all. The share of equal values in two signatures estimates the Jaccard similarity of the
texts, so no pair of texts is ever compared word by word. Pairs to compare come from locality-sensitive
hashing: signatures that agree in all values of at least one band.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

PERMUTATIONS = 128
SHINGLE_WORDS = 5
BANDS = 32
THRESHOLD = 0.45
WORD = re.compile(r"\w+")

_seeded = np.random.Generator(np.random.PCG64(20231016))
_FACTORS = _seeded.integers(0, 1 << 63, size=(PERMUTATIONS, 1), dtype=np.uint64) * 2 + 1
_OFFSETS = _seeded.integers(0, 1 << 63, size=(PERMUTATIONS, 1), dtype=np.uint64)
_WORD_FACTORS = _seeded.integers(0, 1 << 63, size=SHINGLE_WORDS, dtype=np.uint64) * 2 + 1


def signature(text: str) -> bytes:
    """The MinHash of a text over runs of five words, or b"" for a text without words."""
    words = WORD.findall(text.casefold())
    if not words:
        return b""
    hashes = np.fromiter((zlib.crc32(word.encode()) for word in words), np.uint64, len(words))
    length = max(1, len(words) - SHINGLE_WORDS + 1)
    shingles = np.zeros(length, np.uint64)
    for offset in range(min(SHINGLE_WORDS, len(words))):
        shingles += hashes[offset : offset + length] * _WORD_FACTORS[offset]
    shingles ^= shingles >> np.uint64(29)
    permuted = (_FACTORS * shingles + _OFFSETS) >> np.uint64(32)
    smallest: bytes = permuted.min(axis=1).astype("<u4").tobytes()
    return smallest


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of two texts, 0 to 1, from their signatures."""
    if not one or not other:
        return 0.0
    return float(np.mean(_values(one) == _values(other)))


def group(signatures: Iterable[tuple[str, bytes]], threshold: float = THRESHOLD) -> dict[str, int]:
    """Puts articles into stories: id → number of its story, counted from 0 in order of first appearance.

    Two articles share a story if a chain of pairs, each at least `threshold` alike, joins them.
    """
    items = list(signatures)
    parent = list(range(len(items)))
    for i, j in _candidate_pairs([sig for _, sig in items]):
        root_i, root_j = _root(parent, i), _root(parent, j)
        if root_i != root_j and similarity(items[i][1], items[j][1]) >= threshold:
            parent[max(root_i, root_j)] = min(root_i, root_j)
    numbers: dict[int, int] = {}
    return {
        article: numbers.setdefault(_root(parent, i), len(numbers)) for i, (article, _) in enumerate(items)
    }


def _values(sig: bytes) -> npt.NDArray[np.uint32]:
    return np.frombuffer(sig, dtype="<u4")


def _candidate_pairs(signatures: list[bytes]) -> Iterator[tuple[int, int]]:
    """Pairs that agree in a band; within a bucket each member is paired with the ones before it."""
    width = PERMUTATIONS * 4 // BANDS
    for band in range(BANDS):
        buckets: dict[bytes, list[int]] = {}
        for i, sig in enumerate(signatures):
            if sig:
                members = buckets.setdefault(sig[band * width : (band + 1) * width], [])
                yield from ((earlier, i) for earlier in members)
                members.append(i)


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i
