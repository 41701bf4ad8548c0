"""Posting lists that were asked for lately, kept for one state of the archive."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from articles.search.index.columns import Small

Times = npt.NDArray[np.uint8]

MOST_KEPT = 12 << 20  # bytes of posting lists that a process holds
EACH = 700  # bytes that a list takes beside its numbers


class Wanted(NamedTuple):
    """A lexeme of a text-search configuration, or all of its lexemes that begin so."""

    configuration: str
    lexeme: str
    prefix: bool = False


@dataclass(frozen=True, eq=False)
class Postings:
    """The articles of a lexeme: positions in the index, and how often each has it in the title and in all.

    Of a prefix an article is listed once for each lexeme.
    """

    places: Small
    title: Times
    total: Times

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return EACH + self.places.nbytes + self.title.nbytes + self.total.nbytes


class Kept:
    """Lists that were asked for lately, up to a size that is counted along."""

    def __init__(self) -> None:
        self._lists: OrderedDict[Wanted, Postings] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def recall(self, asked: Iterable[Wanted]) -> dict[Wanted, Postings]:
        """Those of them that are kept."""
        with self._lock:
            found = {one: self._lists[one] for one in asked if one in self._lists}
            for one in found:
                self._lists.move_to_end(one)
        return found

    def keep(self, new: Mapping[Wanted, Postings]) -> None:
        """Take lists in, and let go of those that nobody asked for the longest."""
        with self._lock:
            for one, lists in new.items():
                if one not in self._lists:
                    self._size += lists.size
                    self._lists[one] = lists
            while self._size > MOST_KEPT and len(self._lists) > 1:
                self._size -= self._lists.popitem(last=False)[1].size
