"""A tree and what narrows it → the articles to show: all that match, or what comes nearest, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from articles.search.conditions import Conditions
from articles.search.correcting import Correction, corrected
from articles.search.hits import Hits, find
from articles.search.index import Index
from articles.search.language import And, Note
from articles.search.narrowing import Narrowing
from articles.search.relaxing import FEW, Relaxed, relaxed

Narrowings = tuple[Narrowing, ...]
OWN_MEASURE = Note(
    "Within these filters no article comes as near as others of the archive. A number with a plus counts "
    "those that come as near as these; a click on it may show fewer that come nearer."
)


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

    Both are settled by the whole archive, so that a filter leaves of the results what stood beside it. Only
    where it leaves none, the nearest within it are found by a measure of their own. With `exact` only what
    matches the tree as it stands.
    """
    hits = find(index, tree, conditions, narrowings)
    if exact or not conditions.configurations or hits.total >= FEW:
        return Answer(tree, hits, conditions)
    whole = find(index, tree, conditions, ()) if any(narrowings) else hits
    corrections: tuple[Correction, ...] = ()
    if not whole.total:
        tree, corrections = corrected(index, tree, conditions, ())
        if corrections:
            whole = find(index, tree, conditions, ())
            hits = find(index, tree, conditions, narrowings)
    loose = relaxed(index, tree, conditions, (), whole.total)
    found = loose.hits(index, conditions, narrowings) if loose is not None else hits
    if not found.total and any(narrowings):
        loose = relaxed(index, tree, conditions, narrowings, 0)
        found = loose.hits(index, conditions, narrowings) if loose is not None else hits
        if loose is not None and any(map(_may_widen, narrowings)):
            conditions.said.append(OWN_MEASURE)
    if loose is None:
        return Answer(tree, hits, conditions, None, corrections)
    return Answer(tree, found, conditions, replace(loose, complete=hits.total), corrections)


def _may_widen(narrowing: Narrowing) -> bool:
    """Whether a click beside it can let more articles in."""
    return bool(narrowing.excluded or any(narrowing.any_will_do(one.facet) for one in narrowing.choices))
