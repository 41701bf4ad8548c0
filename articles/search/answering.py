"""A tree and what narrows it → the articles to show: all that match, or what comes nearest, and why."""

from __future__ import annotations

from dataclasses import dataclass

from articles.search.conditions import Conditions
from articles.search.correcting import Correction, corrected
from articles.search.hits import Hits, find
from articles.search.index import Index
from articles.search.language import And
from articles.search.narrowing import Narrowing
from articles.search.relaxing import Relaxed, relaxed

Narrowings = tuple[Narrowing, ...]


@dataclass(frozen=True, eq=False)
class Answer:
    """The articles found by `tree`, which is the tree asked for with its corrections.

    `relaxed` says that no article, or only a few, have all of it; the hits are then those with most of it.
    """

    tree: And
    hits: Hits
    conditions: Conditions
    relaxed: Relaxed | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def none_has_all(self) -> bool:
        """Whether no article has all that was asked, corrections included."""
        return not (self.relaxed.complete if self.relaxed is not None else self.hits.total)

    def within(self, narrowings: Narrowings) -> Hits:
        """The hits of the same search narrowed otherwise."""
        if self.relaxed is not None:
            return self.relaxed.hits(self.hits.index, self.conditions, narrowings)
        return find(self.hits.index, self.tree, self.conditions, narrowings)


def answer(
    index: Index, tree: And, conditions: Conditions, narrowings: Narrowings, *, exact: bool = False
) -> Answer:
    """Search; where nothing is found, correct words that no article has, then do with most of them.

    With `exact` only what matches the tree as it stands.
    """
    hits = find(index, tree, conditions, narrowings)
    if exact or not conditions.configurations:
        return Answer(tree, hits, conditions)
    corrections: tuple[Correction, ...] = ()
    if not hits.total:
        tree, corrections = corrected(index, tree, conditions, narrowings)
        if corrections:
            hits = find(index, tree, conditions, narrowings)
    loose = relaxed(index, tree, conditions, narrowings, hits.total)
    if loose is not None:
        hits = loose.hits(index, conditions, narrowings)
    return Answer(tree, hits, conditions, loose, corrections)
