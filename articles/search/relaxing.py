"""A search of which no article has all the words → those that have most of them.

The parts of a search are its words and phrases; what it excludes, names and dates must hold all the same.
A part weighs by its rarity, and an article is found if what it has weighs at least half of all; of five parts
and more a fifth, for no article repeats a whole question in its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

import numpy as np

from articles.search.conditions import Conditions
from articles.search.frequencies import Numbers
from articles.search.hits import Hits, left_by
from articles.search.index import Index, Mask
from articles.search.language import And, Named, Node, Not, Word
from articles.search.language.tree import is_textual
from articles.search.masks import matching, may_have
from articles.search.narrowing import Narrowing
from articles.search.scoring import rarity
from articles.search.terms import Lexemes, lexemes, terms

MOST, MUCH = 0.5, 0.2
# Who asks in a whole sentence wants more than the one article that happens to have every word.
LONG = 5
FEW = 10
MOST_PARTS = 60


@dataclass(frozen=True, eq=False)
class Relaxed:
    """What to show in place of nothing, or after very little.

    `complete` is the number of articles that have all the parts; `nowhere` are parts that no article has.
    """

    parts: tuple[Node, ...]
    having: tuple[Mask, ...]
    weights: tuple[float, ...]
    required: tuple[Node, ...]
    level: float
    levels: Numbers
    complete: int

    @property
    def nowhere(self) -> tuple[str, ...]:
        """The parts that no article of the archive has."""
        return tuple(str(part) for part, mask in zip(self.parts, self.having, strict=True) if not mask.any())

    def missing(self, place: int) -> tuple[str, ...]:
        """The parts that the article at a position does not have."""
        return tuple(str(part) for part, mask in zip(self.parts, self.having, strict=True) if not mask[place])

    def hits(self, index: Index, conditions: Conditions, narrowings: tuple[Narrowing, ...]) -> Hits:
        """The articles within other narrowings, by the same rule."""
        left = _left(index, self.required, conditions, narrowings)
        complete = reduce(and_, self.having, left)
        return Hits(index, (left & (self.levels >= self.level)) | complete, self.levels, complete)


def relaxed(
    index: Index, tree: And, conditions: Conditions, narrowings: tuple[Narrowing, ...], complete: int
) -> Relaxed | None:
    """What is found with most of the parts; None where that makes no sense or finds nothing more."""
    parts, required, known = _divided(tree, conditions.configurations)
    if len(parts) < 2 or (complete and (complete >= FEW or len(parts) < LONG)):
        return None
    left = _left(index, required, conditions, narrowings)
    having = tuple(
        may_have(index, part, known, conditions)
        if isinstance(part, Word)
        else matching(index, part, conditions)
        for part in parts
    )
    weights = tuple(
        rarity(int(np.count_nonzero(mask)), index.total) if mask.any() else 0.0 for mask in having
    )
    levels = np.zeros(len(index))
    for mask, weight in zip(having, weights, strict=True):
        levels += weight * mask
    best = float(levels[left].max(initial=0.0))
    if best <= 0:
        return None
    level = min((MOST if len(parts) < LONG else MUCH) * sum(weights), best) - 1e-4
    return Relaxed(parts, having, weights, required, level, levels, complete)


def _left(
    index: Index, required: Sequence[Node], conditions: Conditions, narrowings: tuple[Narrowing, ...]
) -> Mask:
    return matching(index, And(tuple(required)), conditions, left_by(index, narrowings))


def _may_be_missing(part: Node) -> bool:
    return isinstance(part, Named) or (is_textual(part) and not isinstance(part, Not))


def _divided(tree: And, configurations: Sequence[str]) -> tuple[tuple[Node, ...], tuple[Node, ...], Lexemes]:
    """The parts of which some may be missing, each once, those that must hold, and the lexemes of words."""
    may: list[Node] = []
    must: list[Node] = []
    for part in tree.parts:
        (may if _may_be_missing(part) else must).append(part)
    words = [part for part in may if isinstance(part, Word)]
    known = lexemes([term.text for part in words for term in terms(part)], configurations)
    seen: dict[object, Node] = {}
    for part in may:
        if not isinstance(part, Word):
            seen.setdefault(part, part)
            continue
        indexed = tuple(known[one, term.text] for term in terms(part) for one in configurations)
        if any(indexed):
            seen.setdefault(indexed, part)
    return tuple(list(seen.values())[:MOST_PARTS]), tuple(must), known
