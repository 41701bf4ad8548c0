"""Hits and an order → the articles of one page, in a standing order down to the last page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, FloatField, OrderBy, Value, When

from articles.models import SearchText
from articles.search.conditions import matches, tsquery, wanted_words
from articles.search.hits import Hits
from articles.search.index import Integers
from articles.search.language import Field, Node
from articles.search.language.tree import And, Not, Or, Phrase, Prefix, Word, walk
from articles.search.request import Sort

# Ranking reads the vector of every candidate, 5 µs each: exact up to this many hits. Beyond it the newest and
# those with the words in the title are ranked, and the rest follows by date. Finding the titles reads the
# vectors of all hits too, so it is left where the words stand in too many texts to tell them apart.
EXACT = 15_000
CANDIDATES = 4_000
TITLES_AMONG = 20_000
TITLE_WEIGHS_MOST = [0.1, 0.3, 0.4, 1.0]
BY_LENGTH = 1  # the rank divided by 1 + log(length)


def page_ids(
    hits: Hits, order: Sort, tree: Node, configurations: Sequence[str], start: int, count: int
) -> list[int]:
    """The ids of the articles at the places from `start` of the ordered hits."""
    index, words = hits.index, wanted_words(tree)
    if order is not Sort.RELEVANCE or words is None:
        by = index.oldest if order is Sort.OLDEST else index.newest
        return _listed(index.page(hits.mask, by, start, count))
    candidates = _candidates(hits, words, configurations)
    ranked = _ranked(candidates, words, configurations, start, count)
    if len(ranked) < count and len(candidates) < hits.total:
        rest = hits.mask & ~index.of_ids(candidates)
        from_rest = max(start - len(candidates), 0)
        ranked += _listed(index.page(rest, index.newest, from_rest, count - len(ranked)))
    return ranked


def ordered(hits: Hits, order: Sort, tree: Node, configurations: Sequence[str]) -> Integers:
    """The positions of all hits in their order."""
    index = hits.index
    if order is not Sort.RELEVANCE or wanted_words(tree) is None:
        by = index.oldest if order is Sort.OLDEST else index.newest
        return by[hits.mask[by]]
    ids = np.array(page_ids(hits, order, tree, configurations, 0, hits.total), np.int64)
    places = np.flatnonzero(hits.mask)
    by_id = places[np.argsort(index.ids[places])]
    return by_id[np.searchsorted(index.ids[by_id], ids)]


def _listed(ids: Integers) -> list[int]:
    found: list[int] = ids.tolist()
    return found


def _candidates(hits: Hits, words: Node, configurations: Sequence[str]) -> Integers:
    """The ids of the hits that are worth ranking."""
    if hits.total <= EXACT:
        return hits.ids
    found = hits.index.page(hits.mask, hits.index.newest, 0, CANDIDATES)
    if hits.total > TITLES_AMONG:
        return found
    titled = SearchText.objects.filter(matches(in_title(words), configurations), pk__in=hits.ids.tolist())
    more = titled.order_by("-pk").values_list("pk", flat=True)[:CANDIDATES]
    return np.union1d(found, np.fromiter(more, np.int64))


def _ranked(
    candidates: Integers, words: Node, configurations: Sequence[str], start: int, count: int
) -> list[int]:
    """The ids of a stretch of the candidates, the best first; among equals the newest."""
    near = not any(isinstance(node, Or) for node in walk(words))  # alternatives need not stand close together
    whens = [
        When(
            configuration=configuration,
            then=SearchRank(
                F("words"),
                tsquery(words, configuration),
                weights=TITLE_WEIGHS_MOST,
                normalization=BY_LENGTH,
                cover_density=near,
            ),
        )
        for configuration in configurations
    ]
    rank = Case(*whens, default=Value(0.0), output_field=FloatField())
    rows = SearchText.objects.filter(pk__in=candidates.tolist()).annotate(rank=rank)
    newest = OrderBy(F("article__published"), descending=True, nulls_last=True)
    return list(rows.order_by("-rank", newest, "-pk").values_list("pk", flat=True)[start : start + count])


def in_title(node: Node) -> Node:
    """The same words, asked of the title alone."""
    if isinstance(node, Word | Phrase):
        return Field("title", node.text)
    if isinstance(node, Prefix):
        return Field("title", str(node))
    if isinstance(node, And | Or):
        return type(node)(tuple(in_title(part) for part in node.parts))
    return Not(in_title(node.part)) if isinstance(node, Not) else node
