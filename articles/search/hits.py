"""A search → the set of all articles that match."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from articles.search.conditions import Conditions
from articles.search.frequencies import Numbers
from articles.search.index import Index, Integers, Mask
from articles.search.language import And
from articles.search.masks import matching, narrowed
from articles.search.narrowing import Narrowing


@dataclass(frozen=True, eq=False)
class Hits:
    """The matching articles as a mask over the index of one state of the archive.

    Where few or none have all that was asked, `levels` says how much each article of the archive has of it,
    and `complete` which have all; otherwise there are no levels.
    """

    index: Index
    mask: Mask
    levels: Numbers | None = None
    complete: Mask | None = None

    @cached_property
    def total(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.mask))

    @cached_property
    def ids(self) -> Integers:
        """Their ids."""
        return self.index.ids[self.mask]


def find(index: Index, tree: And, conditions: Conditions, narrowings: tuple[Narrowing, ...]) -> Hits:
    """All articles that match the tree and every narrowing."""
    return Hits(index, matching(index, tree, conditions, left_by(index, narrowings)))


def left_by(index: Index, narrowings: tuple[Narrowing, ...]) -> Mask:
    """The articles that the narrowings leave."""
    mask = index.alive
    for narrowing in narrowings:
        if narrowing:
            mask = mask & narrowed(index, narrowing)
    return mask
