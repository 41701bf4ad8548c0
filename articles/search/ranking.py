"""Hits and an order → the articles of one page, in a standing order down to the last page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np

from articles.models import SearchText
from articles.search.closeness import BEST, closeness
from articles.search.conditions import Conditions, matches, wanted_words
from articles.search.frequencies import Counts
from articles.search.hits import Hits
from articles.search.index import Index, Integers, Mask, Small
from articles.search.index.columns import united
from articles.search.language import Field, Node
from articles.search.language.tree import And, Not, Or, Phrase, Prefix, Word
from articles.search.likeness import words_of_the_best
from articles.search.masks import may_have
from articles.search.names import Meanings
from articles.search.posted import posted
from articles.search.relaxing import LONG
from articles.search.request import Sort
from articles.search.scoring import rarity, scores
from articles.search.terms import Lexemes, Term, lexemes, terms

# Where posting lists know the articles, all hits are ranked. Else ranking reads the vector of each candidate,
# 5 to 20 µs: exact up to this many hits. Beyond it the newest and those with the words in the title are
# ranked, and the rest follows by date. Finding the titles reads the vectors of all hits too, so it is left
# where the words stand in too many texts to tell them apart.
EXACT = 6_000
CANDIDATES = 3_000
TITLES_AMONG = 20_000
MOST_TERMS = 40
MOST_KEPT = 6 << 20  # bytes of orders that a process remembers
DIGITS = 4  # what differs by less is as good

_lock = Lock()


@dataclass(frozen=True, eq=False)
class Ordering:
    """Hits in their order: those that were ranked, and the rest behind them.

    `ranked` are positions in the index, ascending, with their scores; `rest` stand in their order. `complete`
    has those that have all that was asked, where others are found too: they come first.
    """

    hits: Hits
    ranked: Small
    scored: Counts
    rest: Integers
    complete: Mask | None = None

    def first(self, count: int) -> Integers:
        """The positions of the first `count` hits and maybe more, in order; all where there are fewer."""
        if self.complete is None and count < len(self.ranked):
            # All that are at least as good as the last of them, so that equals stand as in the whole order.
            last = len(self.ranked) - count
            least = np.partition(self.scored, last)[last]
            return self._sorted(np.flatnonzero(self.scored >= least))
        return self.places

    @cached_property
    def places(self) -> Integers:
        """The positions of all hits."""
        return np.concatenate([self._sorted(np.arange(len(self.ranked))), self.rest])

    def _sorted(self, at: Integers) -> Integers:
        index, places = self.hits.index, self.ranked[at]
        last = np.zeros(len(at), np.bool_) if self.complete is None else ~self.complete[places]
        keys = -index.ids[places], -index.first[places], -self.scored[at], last
        return places[np.lexsort(keys)].astype(np.int64)

    def scores(self, articles: Sequence[int]) -> dict[int, float]:
        """The scores by id of those of the articles that were ranked."""
        if not len(self.ranked):
            return {}
        places = self.hits.index.places(np.array(articles, np.int64))
        at = np.searchsorted(self.ranked, places)
        at[at == len(self.ranked)] = 0
        found = zip(self.hits.index.ids[places].tolist(), places, at, strict=True)
        known = {key: float(self.scored[one]) for key, place, one in found if self.ranked[one] == place}
        return {key: round(known[key], DIGITS) for key in articles if key in known}

    @property
    def unranked(self) -> int:
        """How many of the hits stand by date alone behind those that were ranked."""
        return len(self.rest) if len(self.ranked) else 0

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return self.hits.mask.nbytes + self.ranked.nbytes + self.scored.nbytes + self.rest.nbytes


@dataclass(frozen=True, eq=False)
class Dated(Ordering):
    """Hits by date, of which only so many are put in order as are asked for."""

    oldest: bool = False

    def first(self, count: int) -> Integers:
        """The positions of the first `count` hits, all where there are fewer."""
        return self.hits.index.by_date.first(self.hits.mask, count, oldest=self.oldest)

    @cached_property
    def places(self) -> Integers:
        """The positions of all hits."""
        return self.first(self.hits.total)


def ordering(hits: Hits, order: Sort, tree: Node, configurations: Sequence[str]) -> Ordering:
    """The hits in the order asked for; remembered while the archive stays as it is."""
    words = wanted_words(tree)
    index = hits.index
    if order is not Sort.RELEVANCE or words is None or not hits.total:
        none = np.empty(0, np.int64)
        return Dated(hits, none.astype(np.int32), none.astype(np.float32), none, oldest=order is Sort.OLDEST)
    asked = str(words), hash(np.packbits(hits.mask).tobytes()), hits.levels is not None
    known: OrderedDict[object, Ordering] = index.kept.setdefault("orders", OrderedDict())
    with _lock:
        if asked in known:
            known.move_to_end(asked)
            return known[asked]
    made = _ranked(hits, words, configurations)
    with _lock:
        known[asked] = made
        size = sum(one.size for one in known.values())
        while size > MOST_KEPT and len(known) > 1:
            size -= known.popitem(last=False)[1].size
    return made


def _ranked(hits: Hits, words: Node, configurations: Sequence[str]) -> Ordering:
    index = hits.index
    asked = terms(words)[:MOST_TERMS]
    known = lexemes([term.text for term in asked], configurations)
    weights = _weights(index, asked, known, configurations)
    places = _candidates(hits, words, configurations)
    # Where all words are had, the look at the best tells which of them stand side by side.
    scored = scores(index, places, weights, known, configurations, pairs=hits.levels is not None)
    complete = None
    if hits.levels is not None:
        # No article has all that was asked: what the best have in common says more of what is meant.
        alike = words_of_the_best(index, places, scored, weights, known, configurations)
        scored = scored + alike
        complete = hits.mask if hits.complete is None else hits.complete
    best = _best(index, places, scored, complete)
    # A whole question of which no article has all was asked in words of one's own: their forms tell nothing.
    forms = complete is None or len(weights) < LONG
    scored[best] += closeness(index, places[best], weights, known, forms=forms)
    rounded = scored.round(DIGITS).astype(np.float32)
    return Ordering(hits, places.astype(np.int32), rounded, _rest(hits, places), complete)


def _rest(hits: Hits, ranked: Integers) -> Integers:
    """The positions of the hits that were not ranked, those with most of the words and the newest first."""
    if len(ranked) == hits.total:
        return np.empty(0, np.int64)
    left = hits.mask.copy()
    left[ranked] = False
    rest = hits.index.by_date.first(left, hits.total)
    return rest if hits.levels is None else rest[np.argsort(-hits.levels[rest], kind="stable")]


def _best(index: Index, places: Integers, scored: Counts, complete: Mask | None) -> Integers:
    """Which of the candidates stand first, in no order.

    Of equals the later ones, as in the order: where each stands in the index differs from process to process,
    and the next page may come from another one.
    """
    if len(places) <= BEST:
        return np.arange(len(places))
    better = scored if complete is None else scored + complete[places] * (float(scored.max()) + 1)
    least = np.partition(better, len(places) - BEST)[-BEST]
    equal = np.flatnonzero(better == least)
    above = np.flatnonzero(better > least)
    last = equal[np.lexsort((index.ids[places[equal]], index.first[places[equal]]))]
    return np.concatenate([above, last[len(above) - BEST :]])


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
        term: rarity(int(np.count_nonzero(may_have(index, _node(term), known, conditions))), total)
        for term in kept
    }


def _node(term: Term) -> Node:
    return Prefix(term.text) if term.prefix else Word(term.text)


def _candidates(hits: Hits, words: Node, configurations: Sequence[str]) -> Integers:
    """The positions of the hits that are worth ranking, ascending."""
    index = hits.index
    if hits.total <= EXACT or (hits.levels is None and posted(index) is not None):
        return np.flatnonzero(hits.mask)
    newest = index.by_date.first(hits.mask, hits.total)
    if hits.levels is not None:
        return np.sort(newest[np.argsort(-hits.levels[newest], kind="stable")][:EXACT])
    found = newest[:CANDIDATES]
    if hits.total > TITLES_AMONG:
        return np.sort(found)
    titled = SearchText.objects.filter(matches(in_title(words), configurations), pk__in=hits.ids.tolist())
    more = titled.order_by("-pk").values_list("pk", flat=True)[:CANDIDATES]
    return united(found, index.places(np.fromiter(more, np.int64)))


def in_title(node: Node) -> Node:
    """The same words, asked of the title alone."""
    if isinstance(node, Word | Phrase):
        return Field("title", node.text)
    if isinstance(node, Prefix):
        return Field("title", str(node))
    if isinstance(node, And | Or):
        return type(node)(tuple(in_title(part) for part in node.parts))
    return Not(in_title(node.part)) if isinstance(node, Not) else node
