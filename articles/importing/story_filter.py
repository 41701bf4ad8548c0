"""Keys of a run of the index of stories in, bytes out that say of any key whether the run may have it.

A Bloom filter in which all bits of a key stand in one word, so that a question is one look into memory. It
may say yes wrongly (of one key in 230), never no. Keys are spread evenly over 0 to 2**63.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

BYTES_A_KEY = 2
_WORD = np.dtype("<i8")
_BITS_SET = 5
_HIGH = np.int64(31)  # the bits of a key above these choose the word, those below the bits in it


def ranks(ascending: Numbers, values: Numbers) -> npt.NDArray[np.intp]:
    """The rank of each value among others, of which there is at least one; any where it is not among them."""
    return np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)


def among(ascending: Numbers, values: Numbers) -> Flags:
    """Which of the values are among others."""
    if not len(ascending):
        return np.zeros(len(values), bool)
    found: Flags = ascending[ranks(ascending, values)] == values
    return found


def once(ascending: Numbers) -> Numbers:
    """Each of the numbers once."""
    return ascending[np.append(True, ascending[1:] != ascending[:-1])] if len(ascending) else ascending


def place(keys: Numbers, places: int) -> Numbers:
    """Which of so many places each key has. Places of ascending keys ascend."""
    return (keys >> _HIGH) * places >> np.int64(32)


def filter_of(keys: Numbers, expected: int) -> Numbers:
    """The filter of ascending keys, with room for as many as are expected."""
    words = np.zeros(max(1, expected * BYTES_A_KEY // _WORD.itemsize), _WORD)
    add(words, keys)
    return words


def add(words: Numbers, keys: Numbers) -> None:
    """Enter ascending keys in a filter."""
    if len(keys):
        places = place(keys, len(words))
        starts = np.flatnonzero(np.append(True, places[1:] != places[:-1]))
        words[places[starts]] |= np.bitwise_or.reduceat(_bits(keys), starts)


def may_have(words: Numbers, keys: Numbers) -> Flags:
    """Whether each of the keys may be among those of the filter."""
    return passed_by([words], keys)[0]


def passed_by(filters: Sequence[Numbers], keys: Numbers) -> list[Flags]:
    """For each of the filters whether each of the keys may be among its."""
    bits, high = _bits(keys), keys >> _HIGH
    return [words[high * len(words) >> np.int64(32)] & bits == bits for words in filters]


def _bits(keys: Numbers) -> Numbers:
    bits = np.zeros(len(keys), np.int64)
    for number in range(_BITS_SET):
        bits |= np.int64(1) << (keys >> np.int64(1 + 6 * number) & np.int64(63))
    return bits
