"""Hits and an order → the articles of one page, in a standing order down to the last page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from articles.models import SearchText
from articles.search.conditions import Conditions, matches, wanted_words
from articles.search.frequencies import Numbers
from articles.search.hits import Hits
from articles.search.index import Index, Integers
from articles.search.language import Field, Node
from articles.search.language.tree import And, Not, Or, Phrase, Prefix, Word
from articles.search.likeness import words_of_the_best
from articles.search.masks import with_words
from articles.search.names import Meanings
from articles.search.request import Sort
from articles.search.scoring import rarity, scores
from articles.search.terms import Lexemes, Term, lexemes, terms

# Ranking reads the vector of every candidate, 5 to 20 µs each: exact up to this many hits. Beyond it the
# newest and those with the words in the title are ranked, and the rest follows by date. Finding the titles
# reads the vectors of all hits too, so it is left where the words stand in too many texts to tell them apart.
EXACT = 6_000
CANDIDATES = 3_000
TITLES_AMONG = 20_000
MOST_TERMS = 40
REMEMBERED = 32

_orders: WeakKeyDictionary[Index, OrderedDict[object, Ordering]] = WeakKeyDictionary()
_lock = Lock()


@dataclass(frozen=True, eq=False)
class Ordering:
    """Hits in their order. `best` are the positions of those ranked, with their scores; `rest` follows."""

    hits: Hits
    best: Integers
    scored: Numbers
    rest: Integers

    @cached_property
    def places(self) -> Integers:
        """The positions of all hits."""
        return np.concatenate([self.best, self.rest])

    def page(self, start: int, count: int) -> list[int]:
        """The ids of the articles at the places from `start`."""
        found: list[int] = self.hits.index.ids[self.places[start : start + count]].tolist()
        return found

    def scores(self, articles: Sequence[int]) -> dict[int, float]:
        """The scores by id of those of the articles that were ranked."""
        known = dict(zip(self.hits.index.ids[self.best].tolist(), self.scored.tolist(), strict=True))
        return {key: round(known[key], 4) for key in articles if key in known}

    @property
    def unranked(self) -> int:
        """How many of the hits stand by date alone behind those that were ranked."""
        return len(self.rest) if len(self.best) else 0


def ordering(hits: Hits, order: Sort, tree: Node, configurations: Sequence[str]) -> Ordering:
    """The hits in the order asked for; remembered while the archive stays as it is."""
    words = wanted_words(tree)
    if order is not Sort.RELEVANCE or words is None or not hits.total:
        by = hits.index.oldest if order is Sort.OLDEST else hits.index.newest
        return Ordering(hits, np.empty(0, np.int64), np.empty(0), by[hits.mask[by]])
    asked = str(words), hash(np.packbits(hits.mask).tobytes()), hits.levels is not None
    with _lock:
        known = _orders.setdefault(hits.index, OrderedDict())
        if asked in known:
            known.move_to_end(asked)
            return known[asked]
    made = _ranked(hits, words, configurations)
    with _lock:
        known[asked] = made
        while len(known) > REMEMBERED:
            known.popitem(last=False)
    return made


def _ranked(hits: Hits, words: Node, configurations: Sequence[str]) -> Ordering:
    index = hits.index
    asked = terms(words)[:MOST_TERMS]
    known = lexemes([term.text for term in asked], configurations)
    weights = _weights(index, asked, known, configurations)
    places = _candidates(hits, words, configurations)
    scored = scores(index, places, weights, known, configurations)
    if hits.levels is not None:
        # No article has all that was asked: what the best have in common says more of what is meant.
        alike = words_of_the_best(index, places, scored, weights, known, configurations)
        scored = scored + alike
    complete = hits.mask if hits.complete is None else hits.complete
    order = np.lexsort((-index.ids[places], -index.first[places], -scored.round(6), ~complete[places]))
    left = hits.mask.copy()
    left[places] = False
    rest = index.newest[left[index.newest]]
    if hits.levels is not None:
        rest = rest[np.argsort(-hits.levels[rest], kind="stable")]
    return Ordering(hits, places[order], scored[order], rest)


def _weights(
    index: Index, asked: Sequence[Term], known: Lexemes, configurations: Sequence[str]
) -> dict[Term, float]:
    """The weight of each word that is indexed at all."""
    kept = [term for term in asked if any(known.get((one, term.text)) for one in configurations)]
    if len(kept) == 1:
        return {kept[0]: 1.0}
    conditions = Conditions(Meanings(), configurations)
    total = index.total
    return {
        term: rarity(int(np.count_nonzero(with_words(index, _node(term), conditions))), total)
        for term in kept
    }


def _node(term: Term) -> Node:
    return Prefix(term.text) if term.prefix else Word(term.text)


def _candidates(hits: Hits, words: Node, configurations: Sequence[str]) -> Integers:
    """The positions of the hits that are worth ranking, ascending."""
    index = hits.index
    if hits.total <= EXACT:
        return np.flatnonzero(hits.mask)
    newest = index.newest[hits.mask[index.newest]]
    if hits.levels is not None:
        return np.sort(newest[np.argsort(-hits.levels[newest], kind="stable")][:EXACT])
    found = newest[:CANDIDATES]
    if hits.total > TITLES_AMONG:
        return np.sort(found)
    titled = SearchText.objects.filter(matches(in_title(words), configurations), pk__in=hits.ids.tolist())
    more = titled.order_by("-pk").values_list("pk", flat=True)[:CANDIDATES]
    return np.union1d(found, index.places(np.fromiter(more, np.int64)))


def in_title(node: Node) -> Node:
    """The same words, asked of the title alone."""
    if isinstance(node, Word | Phrase):
        return Field("title", node.text)
    if isinstance(node, Prefix):
        return Field("title", str(node))
    if isinstance(node, And | Or):
        return type(node)(tuple(in_title(part) for part in node.parts))
    return Not(in_title(node.part)) if isinstance(node, Not) else node
