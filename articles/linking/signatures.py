"""A text → its signature (at most 600 bytes): enough to tell without the text whether another is its story.

After a head of 16 bytes (format, how many facts, length, day, two digests of the words) a signature holds, in
numbers of 16 bits with the low byte first:

- a MinHash of 128 values over all runs of five words, 16 bits a value: the share of equal values in two
  signatures estimates how alike the texts are;
- a MinHash of 8 values over the first words of the body, by which a text that was cut short is found;
- the facts: a sample of the numbers (each with the word behind it) and one of the names in the text.

Words are hashed for a whole text at once, as differences of a running sum over its characters: no word ever
becomes an object of its own, which would cost several times as much.
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

FORMAT = 2
VALUES = 128
LEAD_VALUES = 8
LEAD_SHINGLES = 56
SHINGLE_WORDS = 5
FACTS = 72
LONGEST_CHARACTERS = 40_000
DAY_ZERO = date(1900, 1, 1).toordinal()
HEAD = struct.Struct("<BBBxHHII")

BETWEEN = "\n"

Facts = npt.NDArray[np.uint16]
Hashes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.intp]

_ONE, _HALF, _MIXER = np.uint32(1), np.uint32(16), np.uint32(0x85EBCA6B)
_seeded = np.random.Generator(np.random.PCG64(20231016))


def _odd(count: int) -> Hashes:
    return _seeded.integers(0, 1 << 31, size=count, dtype=np.uint32) * np.uint32(2) + _ONE


_FACTORS = _odd(VALUES)[:, np.newaxis]
_WORD_FACTORS = _odd(SHINGLE_WORDS)
_STEP = 0x9E3779B1
_POWERS = np.full(LONGEST_CHARACTERS, _STEP, np.uint32).cumprod(dtype=np.uint32)
_INVERSES = np.full(LONGEST_CHARACTERS, pow(_STEP, -1, 1 << 32), np.uint32).cumprod(dtype=np.uint32)

# What a character is: part of a word, a word by itself (scripts without spaces), a capital, a digit.
_LETTER, _ALONE, _CAPITAL, _DIGIT = (np.uint8(1 << bit) for bit in range(4))
_UNSPACED = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF)),
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF)),
)


def _character_table() -> tuple[Hashes, npt.NDArray[np.uint8]]:
    """For each character of the basic plane a random value, the same for both cases, and what it is."""
    values = _seeded.integers(1, 1 << 32, size=1 << 16, dtype=np.uint32)
    kinds = np.zeros(1 << 16, np.uint8)
    lower = np.arange(1 << 16)
    for code in range(1 << 16):
        character = chr(code)
        if character.isalnum() or character == "_" or unicodedata.category(character) in ("Mn", "Mc"):
            kinds[code] = _LETTER
            small = ord(character.lower()[0])
            if small != code:
                lower[code] = small
                kinds[code] |= _CAPITAL
            elif character.isdigit():
                kinds[code] |= _DIGIT
    for first, last in _UNSPACED:
        kinds[first : last + 1] |= (kinds[first : last + 1] & _LETTER) * _ALONE
    return np.where(kinds & _LETTER, values[lower], 0).astype(np.uint32), kinds


_CHARACTERS, _KINDS = _character_table()


def signature(text: str, day: date | None = None) -> bytes:
    """The signature of a text whose first line is its title, or b"" for a text without words.

    `day` is the day of publication, where it is known.
    """
    return signatures([(text, day)])[0]


def signatures(texts: Iterable[tuple[str, date | None]]) -> list[bytes]:
    """The signature of each of the texts with their days, as `signature` returns it.

    Some dozen steps on short arrays cost more by their number than by what they do; so texts are laid behind
    each other, as many as the table of powers is long.
    """
    found: list[bytes] = []
    block: list[str] = []
    days: list[date | None] = []
    room = LONGEST_CHARACTERS
    for text, day in texts:
        text = (text if text.isascii() else unicodedata.normalize("NFKC", text))[:LONGEST_CHARACTERS]
        if len(text) + len(BETWEEN) > room and block:
            found += _sign(block, days)
            block, days, room = [], [], LONGEST_CHARACTERS
        block.append(text)
        days.append(day)
        room -= len(text) + len(BETWEEN)
    return found + _sign(block, days) if block else found


def _sign(texts: Sequence[str], days: Sequence[date | None]) -> list[bytes]:
    """The signatures of texts that fit beside each other."""
    codes = _codes(BETWEEN.join(texts))
    kinds = _KINDS.take(codes, mode="clip")
    starts, ends = _words(kinds)
    hashes = _hashes(codes, starts, ends)
    shingles = _shingles(hashes)
    begins = np.cumsum([0, *(len(text) + len(BETWEEN) for text in texts)])
    bounds = np.searchsorted(starts, begins)
    leads = np.searchsorted(starts, begins[:-1] + [max(0, text.find("\n")) for text in texts]) - bounds[:-1]
    spans = [(place, *span) for place, span in enumerate(pairwise(bounds.tolist())) if span[1] > span[0]]
    words = [hashes[begin:end] for _, begin, end in spans]
    runs = [
        shingles[begin:last] if (last := end - SHINGLE_WORDS + 1) > begin else _shingles(hashes[begin:end])
        for _, begin, end in spans
    ]
    openings = [_opening(own, leads[place]) for (place, _, _), own in zip(spans, runs, strict=True)]
    values, lead_values = _smallest(runs, VALUES), _smallest(openings, LEAD_VALUES)
    numbers, names = _facts(hashes, kinds[starts], bounds)
    found = [b""] * len(texts)
    for at, (place, _, _) in enumerate(spans):
        head = HEAD.pack(
            *(FORMAT, len(numbers[place]) // 2, len(names[place]) // 2, len(runs[at]), _day(days[place])),
            *(zlib.crc32(words[at].tobytes()), zlib.crc32(runs[at].tobytes())),
        )
        found[place] = b"".join((head, values[at], lead_values[at], numbers[place], names[place]))
    return found


def _opening(shingles: Hashes, lead: int) -> Hashes:
    """The first shingles of a body that begins at the word `lead`; all of a text that ends before."""
    return shingles[lead : lead + LEAD_SHINGLES] if lead < len(shingles) else shingles


def _facts(hashes: Hashes, first: npt.NDArray[np.uint8], bounds: Places) -> tuple[list[bytes], list[bytes]]:
    """For each text a sample of its numbers and of its names.

    `first` is what the first character of each word is, `bounds` are where the words of each text begin.
    """
    ends = bounds[1:]
    digits = np.flatnonzero(first & _DIGIT)
    of_digits = np.searchsorted(ends, digits, side="right")
    capitals = np.flatnonzero(first & _CAPITAL)
    capitals = capitals[_are_names(hashes[capitals])]
    of_capitals = np.searchsorted(ends, capitals, side="right")
    return (
        _samples(_pairs(hashes, digits, ends[of_digits] - 1), of_digits, len(ends)),
        _samples(_mixed(hashes[capitals]), of_capitals, len(ends)),
    )


def _day(day: date | None) -> int:
    """Days since 1900, 0 where unknown: sixteen bits reach to the year 2079."""
    return min(max(day.toordinal() - DAY_ZERO, 0), 0xFFFF) if day else 0


def _codes(text: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    """The characters as numbers; those beyond the basic plane are folded into it."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4") & np.uint32(0xFFFF)


def _words(kinds: npt.NDArray[np.uint8]) -> tuple[Places, Places]:
    """Where the words start and where they end."""
    letters = np.zeros(len(kinds) + 2, np.uint8)
    np.bitwise_and(kinds, _LETTER | _ALONE, out=letters[1:-1])
    edges = letters[1:] != letters[:-1]
    if letters.max() < _ALONE:
        places = edges.nonzero()[0]
        return places[::2], places[1::2]
    edges |= (letters[1:] & _ALONE) != 0
    places = edges.nonzero()[0]
    return places[letters[places + 1] != 0], places[letters[places] != 0]


def _hashes(codes: npt.NDArray[np.uint8] | npt.NDArray[np.uint32], starts: Places, ends: Places) -> Hashes:
    """A hash for each word, the same in capitals and small letters."""
    sums = np.zeros(len(codes) + 1, np.uint32)
    np.cumsum(_CHARACTERS.take(codes, mode="clip") * _POWERS[: len(codes)], out=sums[1:], dtype=np.uint32)
    found: Hashes = (sums[ends] - sums[starts]) * _INVERSES[starts]
    return found


def _shingles(hashes: Hashes) -> Hashes:
    """A hash for each run of five words; a shorter text is one run."""
    length = max(1, len(hashes) - SHINGLE_WORDS + 1)
    found = hashes[:length] * _WORD_FACTORS[0]
    for offset in range(1, min(SHINGLE_WORDS, len(hashes))):
        found += hashes[offset : offset + length] * _WORD_FACTORS[offset]
    return _mixed(found)


def _mixed(hashes: Hashes) -> Hashes:
    """The hashes with their bits mixed (half of the end of MurmurHash3); changes its argument."""
    hashes ^= hashes >> _HALF
    hashes *= _MIXER
    hashes ^= hashes >> _HALF
    return hashes


def _smallest(runs: Sequence[Hashes], count: int) -> list[bytes]:
    """For each text, of the smallest product of its shingles with each of so many factors the low 16 bits,
    which are as random as the high are not.
    """
    factors = _FACTORS[:count]
    found = np.empty((len(runs), count), np.uint32)
    for shingles, smallest in zip(runs, found, strict=True):
        np.minimum.reduce(factors * shingles, axis=1, out=smallest)
    return _pieces(found.astype("<u2").tobytes(), range(0, 2 * found.size + 1, 2 * count))


def _pieces(packed: bytes, bounds: Iterable[int]) -> list[bytes]:
    """Bytes cut at these places."""
    return [packed[start:end] for start, end in pairwise(bounds)]


def _pairs(hashes: Hashes, places: Places, lasts: Places) -> Hashes:
    """The words at the places, each with the two words behind it: "3 25 percent" of 3.25 percent.

    `lasts` has for each place the last word of its text.
    """
    first, second = hashes[np.minimum(places + 1, lasts)], hashes[np.minimum(places + 2, lasts)]
    return _mixed(hashes[places] * _WORD_FACTORS[0] + first * _WORD_FACTORS[1] + second * _WORD_FACTORS[2])


def _are_names(hashes: Hashes) -> npt.NDArray[np.bool_]:
    """Which hashes are not of frequent words, which are capitals only where a sentence starts."""
    places = np.searchsorted(_COMMON, hashes)
    found: npt.NDArray[np.bool_] = _COMMON[np.minimum(places, len(_COMMON) - 1)] != hashes
    return found


def _samples(facts: Hashes, texts: Places, count: int) -> list[bytes]:
    """For each of so many texts the smallest of its facts, each once and cut to 16 bits, in their order.

    `texts` has the number of the text of each fact; a block has fewer than 65,536.
    """
    keyed = (texts.astype(np.uint32) << _HALF) | (facts >> _HALF)
    keyed.sort()
    once = np.ones(len(keyed), bool)
    np.not_equal(keyed[1:], keyed[:-1], out=once[1:])
    keyed = keyed[once]
    bounds = 2 * np.searchsorted(keyed, np.arange(count + 1, dtype=np.uint32) << _HALF)
    return [each[: 2 * FACTS] for each in _pieces(keyed.astype("<u2").tobytes(), bounds.tolist())]


def _common_words() -> Hashes:
    lines = (Path(__file__).parent / "data/frequent_words.txt").read_text(encoding="utf-8").splitlines()
    frequent = " ".join(line for line in lines if not line.startswith("#"))
    return np.setdiff1d(_hashes_of(frequent), _hashes_of(_DAYS))


def _hashes_of(words: str) -> Hashes:
    codes = _codes(words)
    return _hashes(codes, *_words(_KINDS[codes]))


# Frequent words that tell two reports of one template apart.
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december"
)
_COMMON = _common_words()
