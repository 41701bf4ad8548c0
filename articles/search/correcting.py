"""A search that finds nothing → the same search with words that the archive has, each change said.

Only a word that no article of the archive has is replaced, and only by one that is clearly the best: likelier
than any other, or the likeliest that articles have together with the rest of the search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from articles.search.conditions import Conditions
from articles.search.hits import find
from articles.search.index import Index
from articles.search.language import And, Node, Or, Word
from articles.search.masks import with_words
from articles.search.narrowing import Narrowing
from articles.search.spelling import ranked
from articles.search.terms import lexemes, terms

MOST_CORRECTED = 4
TRIED = 5
CLEARLY = 1.0  # likelier by this much than the second
LIKELY = 4.0  # what is less likely by more than this than the best is not thought of


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that no article has, and what was searched in its place, with its number of articles."""

    typed: str
    spelling: str
    articles: int


def corrected(
    index: Index, tree: And, conditions: Conditions, narrowings: tuple[Narrowing, ...]
) -> tuple[And, tuple[Correction, ...]]:
    """The tree with its corrections."""
    unknown = _unknown(index, tree, conditions)[:MOST_CORRECTED]
    made: list[Correction] = []
    for at, word in enumerate(unknown):
        rest = tree
        for other in unknown[at + 1 :]:
            rest = _replaced(rest, other, "")
        likely = [
            (one, find(index, _replaced(rest, word, one[0]), conditions, narrowings).total > 0)
            for one in ranked(index, conditions, word.text)[:TRIED]
        ]
        best = _best(likely)
        if best is not None:
            made.append(Correction(word.text, best[0], best[1]))
            tree = _replaced(tree, word, best[0])
    return tree, tuple(made)


def _best(likely: list[tuple[tuple[str, int, float], bool]]) -> tuple[str, int] | None:
    """The spelling to take and how many articles have it; one that they have with the rest, if any."""
    if not likely:
        return None
    near = [(one, together) for one, together in likely if one[2] > likely[0][0][2] - LIKELY]
    for (spelling, having, _), together in near:
        if together:
            return spelling, having
    clear = len(near) < 2 or near[0][0][2] - near[1][0][2] >= CLEARLY
    return near[0][0][:2] if clear else None


def _unknown(index: Index, tree: And, conditions: Conditions) -> list[Word]:
    """The words that no article has, without those that are too common to be searched."""
    words = list(dict.fromkeys(_wanted(tree)))
    known = lexemes([term.text for word in words for term in terms(word)], conditions.configurations)
    indexed = {text for (_, text), found in known.items() if found}
    return [
        word
        for word in words
        if any(term.text in indexed for term in terms(word))
        and not np.any(with_words(index, word, conditions))
    ]


def _wanted(node: Node) -> Iterator[Word]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
    elif isinstance(node, Word):
        yield node


def _replaced(tree: And, word: Word, spelling: str) -> And:
    """The tree with other words in place of one; with none, without it."""
    parts: list[Node] = []
    for part in tree.parts:
        new = _in_part(part, word, spelling)
        parts += new.parts if isinstance(new, And) else [new] if new is not None else []
    return And(tuple(parts), tree.at)


def _in_part(part: Node, word: Word, spelling: str) -> Node | None:
    if part == word:
        words = tuple(Word(text, word.at) for text in spelling.split())
        return None if not words else words[0] if len(words) == 1 else And(words, word.at)
    if isinstance(part, And | Or):
        kept = [new for one in part.parts if (new := _in_part(one, word, spelling)) is not None]
        return None if not kept else kept[0] if len(kept) == 1 else type(part)(tuple(kept), part.at)
    return part
