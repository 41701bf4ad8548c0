"""A tsquery of each text-search configuration → the articles that match it, from the posting lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import numpy as np

from articles.models.words import CONFIGURATIONS, OTHER
from articles.search.index import Index, Integers, Mask, Small
from articles.search.index.columns import distinct
from articles.search.posted.fetching import POSITION_BITS, Occurrences, occurrences, postings
from articles.search.posted.kept import Postings, Wanted
from articles.search.posted.segments import Posted
from articles.search.posted.tsquery import All, Apart, Either, Leaf, Tree, Without, parsed

TITLE = "A"


class Unanswerable(Exception):  # noqa: N818 (says what the question is)
    """A tsquery that the posting lists cannot answer; PostgreSQL can."""


def having(posted: Posted, queries: Mapping[str, str], among: Mask | None = None) -> Mask:
    """The covered articles that match the tsquery of their configuration. Raises Unanswerable.

    With `among`, words that must stand so far apart are looked for in these alone.
    """
    trees = {one: tree for one, text in queries.items() if (tree := parsed(text)) is not None}
    # One statement each for all configurations, of which an archive may have a dozen.
    alone = {_wanted(one, leaf) for one, tree in trees.items() for leaf in _alone(tree)}
    apart = {_wanted(one, leaf) for one, tree in trees.items() for leaf in _apart(tree)}
    lists, places = postings(posted, alone), occurrences(posted, apart, among)
    found = posted.index.nothing()
    for configuration, tree in trees.items():
        found |= _Question(posted, configuration, lists, places).answer(tree)
    return found


def _wanted(configuration: str, leaf: Leaf) -> Wanted:
    return Wanted(configuration, leaf.lexeme, leaf.prefix)


def of_configuration(index: Index, configuration: str) -> Mask:
    """The articles whose words this configuration made."""
    kept: dict[str, Mask] = index.kept.setdefault("configurations", {})
    if configuration not in kept:
        languages = ("", *index.languages)
        keys = [key for key, code in enumerate(languages) if CONFIGURATIONS.get(code, OTHER) == configuration]
        kept[configuration] = index.having_any("language", keys)
    return kept[configuration]


@dataclass(frozen=True, slots=True)
class _Question:
    """A tsquery put to the lists of one configuration."""

    posted: Posted
    configuration: str
    lists: Mapping[Wanted, Postings]
    places: Mapping[Wanted, tuple[Occurrences, Occurrences]]

    def answer(self, tree: Tree) -> Mask:
        if isinstance(tree, All):
            return reduce(and_, map(self.answer, tree.parts))
        if isinstance(tree, Either):
            return reduce(or_, map(self.answer, tree.parts))
        if isinstance(tree, Without):
            everything = self.posted.covered & of_configuration(self.posted.index, self.configuration)
            return everything & ~self.answer(tree.part)
        found = self.posted.index.nothing()
        if isinstance(tree, Leaf):
            found[_places(self.lists[_wanted(self.configuration, tree)], tree)] = True
        else:
            found[self._ends(tree) >> POSITION_BITS] = True
        return found

    def _ends(self, tree: Tree) -> Integers:
        """Where words that stand so far apart end, as keys of occurrences; ascending, each once."""
        if isinstance(tree, Leaf):
            return _keys(self.places[_wanted(self.configuration, tree)], tree)
        if isinstance(tree, Either):
            return distinct(np.concatenate([self._ends(part) for part in tree.parts]))
        if not isinstance(tree, Apart) or isinstance(tree.right, Apart):
            raise Unanswerable("only words can be so far apart")
        left, right = self._ends(tree.left), self._ends(tree.right)
        return np.intersect1d(left + tree.distance, right, assume_unique=True)


def _alone(tree: Tree) -> Iterator[Leaf]:
    """The words that are asked for wherever they stand."""
    if isinstance(tree, Leaf):
        yield tree
    elif isinstance(tree, All | Either):
        for part in tree.parts:
            yield from _alone(part)
    elif isinstance(tree, Without):
        yield from _alone(tree.part)


def _apart(tree: Tree) -> Iterator[Leaf]:
    """The words that are asked for at a distance from others."""
    if isinstance(tree, Apart):
        for side in (tree.left, tree.right):
            yield from (side,) if isinstance(side, Leaf) else _leaves(side)
    elif isinstance(tree, All | Either):
        for part in tree.parts:
            yield from _apart(part)
    elif isinstance(tree, Without):
        yield from _apart(tree.part)


def _leaves(tree: Tree) -> Iterator[Leaf]:
    yield from _alone(tree)
    yield from _apart(tree)


def _places(lists: Postings, leaf: Leaf) -> Small:
    if not leaf.weights:
        return lists.places
    if leaf.weights != TITLE:
        raise Unanswerable("the lists tell the title from the rest, and no more")
    return lists.places[lists.title > 0]


def _keys(found: tuple[Occurrences, Occurrences], leaf: Leaf) -> Occurrences:
    if leaf.weights not in ("", TITLE):
        raise Unanswerable("the lists tell the title from the rest, and no more")
    every, titled = found
    keys = titled if leaf.weights else every
    # Lists follow each other segment by segment; the places of a prefix may be those of several lexemes.
    return distinct(keys) if leaf.prefix else np.sort(keys)
