"""Posting lists of many lexemes in, blocks of bytes out; a block in, the lists of its lexemes out.

A block holds neighbouring lexemes, in the order of their UTF-8 bytes (PostgreSQL's "C"):

    uint32 lexemes, uint32 length of their texts
    a row for each lexeme (DIRECTORY)
    the texts, each with a NUL before and one after the last; no lexeme of PostgreSQL holds one
    for each lexeme its list: the gaps between the ordinals of its articles, in 1, 2 or 4 bytes each;
        how often each article has it, in one byte; which of the articles have it in their title, as places
        in the list in 1, 2 or 4 bytes; how often those do, in one byte

All numbers are little-endian. Beside a block stand the positions of all its lexemes, uint16 one after the
other.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int32]
Times = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.uint16]

BLOCK = 16_384  # bytes of lists, from which on a block ends
MOST_TIMES = 255  # of a lexeme in an article, as far as they are told apart
HEAD = struct.Struct("<II")
ROW = struct.Struct("<IIIB")
DIRECTORY = np.dtype([("articles", "<u4"), ("titles", "<u4"), ("positions", "<u4"), ("width", "u1")])
WIDTHS: dict[int, np.dtype[Any]] = {1: np.dtype("u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}
END = b"\0"


class Posting(NamedTuple):
    """The articles that have a lexeme, as ordinals in their segment, ascending; one value of each for each.

    `title` is how often it stands in the title, `total` how often anywhere, both `MOST_TIMES` at most.
    """

    places: Places
    title: Times
    total: Times


def pack(lists: Iterable[tuple[str, Posting, Positions]]) -> Iterator[tuple[str, bytes, bytes]]:
    """Blocks of the lists: the first lexeme of each, its bytes, and the positions of all its lexemes.

    The lexemes come in the order of their bytes, none twice, each with at least one article. Positions are
    those of the first article, then of the second and so on, `total` of each; those in the title come first.
    Raises ValueError for anything else.
    """
    rows: list[bytes] = []
    texts: list[bytes] = []
    data: list[bytes] = []
    places: list[bytes] = []
    size, before = 0, None
    for lexeme, posting, positions in lists:
        text = lexeme.encode()
        if END in text or not text or (before is not None and text <= before):
            raise ValueError(f"lexeme {lexeme!r} is empty, has a NUL, or does not come after the one before")
        row, packed = _packed(posting, positions)
        more = ROW.size + 1 + len(text) + len(packed)
        if rows and size + more > BLOCK:
            yield _block(rows, texts, data, places)
            rows, texts, data, places, size = [], [], [], [], 0
        rows.append(row)
        texts.append(text)
        data.append(packed)
        places.append(positions.astype("<u2", copy=False).tobytes())
        size, before = size + more, text
    if rows:
        yield _block(rows, texts, data, places)


def _packed(posting: Posting, positions: Positions) -> tuple[bytes, bytes]:
    """The row of the directory and the list of one lexeme."""
    count = len(posting.places)
    gaps = np.diff(posting.places, prepend=np.int32(0))
    if not count or (gaps[1:] < 1).any() or gaps[0] < 0:
        raise ValueError("a list needs articles in ascending order, none twice")
    if int(posting.total.sum(dtype=np.int64)) != len(positions):
        raise ValueError("the positions are not as many as the times that the articles have the lexeme")
    width = _width(int(gaps.max()))
    titled = np.flatnonzero(posting.title)
    data = (
        gaps.astype(WIDTHS[width]).tobytes()
        + posting.total.tobytes()
        + titled.astype(WIDTHS[_width(count - 1)]).tobytes()
        + posting.title[titled].tobytes()
    )
    return ROW.pack(count, len(titled), len(positions), width), data


def _width(largest: int) -> int:
    """How many bytes a number of this size needs: 1, 2 or 4."""
    return 1 if largest < 1 << 8 else 2 if largest < 1 << 16 else 4


def _block(
    rows: list[bytes], texts: list[bytes], data: list[bytes], places: list[bytes]
) -> tuple[str, bytes, bytes]:
    text = END + END.join(texts) + END
    lists = b"".join([HEAD.pack(len(rows), len(text)), *rows, text, *data])
    return texts[0].decode(), lists, b"".join(places)


class Block:
    """A block, of which only the lists that are asked for are read."""

    __slots__ = ("_data", "_directory", "_lists", "_texts")

    def __init__(self, lists: bytes) -> None:
        count, length = HEAD.unpack_from(lists)
        self._lists = lists
        self._directory = np.frombuffer(lists, DIRECTORY, count, HEAD.size)
        begin = HEAD.size + self._directory.nbytes
        self._data: int = begin + length
        self._texts = lists[begin : self._data]

    def __len__(self) -> int:
        return len(self._directory)

    def lexemes(self) -> list[str]:
        """All lexemes of the block."""
        return self._texts[1:-1].decode().split("\0") if len(self) else []

    def get(self, lexeme: str) -> Posting | None:
        """The list of a lexeme; None if the block does not have it."""
        number = self._number(lexeme)
        return None if number is None else self._posting(number, self._begin(number))

    def beginning(self, prefix: str) -> Iterator[tuple[str, Posting]]:
        """The lexemes that begin so, in their order, with their lists."""
        start = END + prefix.encode()
        at = self._texts.find(start)
        # An empty prefix would be found once more, at the last NUL, behind which there is no lexeme.
        if at < 0 or not len(self):
            return
        number = self._texts.count(END, 0, at)
        begin = self._begin(number)
        while number < len(self) and self._texts.startswith(start, at):
            end = self._texts.index(END, at + 1)
            yield self._texts[at + 1 : end].decode(), self._posting(number, begin)
            begin += self._size(number)
            number, at = number + 1, end

    def positions(self, lexeme: str, places: bytes) -> Positions:
        """The positions of a lexeme, `total` of each article of its list; those in the title come first.

        `places` is what stands beside the block. PostgreSQL counts to 16,383: all words beyond stand there.
        """
        number = self._number(lexeme)
        if number is None:
            return np.empty(0, np.uint16)
        before = int(self._directory["positions"][:number].sum())
        return np.frombuffer(places, "<u2", int(self._directory["positions"][number]), 2 * before)

    def all(self, places: bytes) -> Iterator[tuple[str, Posting, Positions]]:
        """All lexemes with their lists and positions, as packed; ValueError if `places` are not theirs."""
        begin = 0
        for lexeme, posting in self.beginning(""):
            count = int(posting.total.sum(dtype=np.int64))
            yield lexeme, posting, np.frombuffer(places, "<u2", count, begin)
            begin += 2 * count
        if begin != len(places):
            raise ValueError(f"{len(places)} bytes of positions stand beside a block that has {begin}")

    def _number(self, lexeme: str) -> int | None:
        if END.decode() in lexeme or not lexeme:
            return None
        at = self._texts.find(END + lexeme.encode() + END)
        return None if at < 0 else self._texts.count(END, 0, at)

    def _begin(self, number: int) -> int:
        """Where the list of a lexeme begins."""
        rows = self._directory[:number]
        articles, titles = rows["articles"].astype(np.int64), rows["titles"].astype(np.int64)
        wide = 1 + (articles > 1 << 8) + 2 * (articles > 1 << 16)
        return self._data + int((articles * (rows["width"] + 1) + titles * (wide + 1)).sum())

    def _size(self, number: int) -> int:
        articles, titles, _, width = self._directory[number].tolist()
        return int(articles * (width + 1) + titles * (_width(articles - 1) + 1))

    def _posting(self, number: int, begin: int) -> Posting:
        articles, titles, _, width = self._directory[number].tolist()
        places = np.frombuffer(self._lists, WIDTHS[width], articles, begin).cumsum(dtype=np.int32)
        begin += articles * width
        total = np.frombuffer(self._lists, np.uint8, articles, begin)
        begin += articles
        title = np.zeros(articles, np.uint8)
        if titles:
            wide = _width(articles - 1)
            titled = np.frombuffer(self._lists, WIDTHS[wide], titles, begin)
            title[titled] = np.frombuffer(self._lists, np.uint8, titles, begin + titles * wide)
        return Posting(places, title, total)
