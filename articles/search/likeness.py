"""The best candidates of a search → how much the others are like them, by the words that the best share.

Only for searches of which no article has all the words: what the best have in common then says more of what
is meant than the words alone. It changes the order, never which articles are found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.db import connection

from articles.search.frequencies import Counts
from articles.search.index import Index, Integers
from articles.search.scoring import Weights, rarity, scores
from articles.search.terms import Lexemes, Term

BEST = 5
SHARED = 10  # words taken from the best
COMPARED = 400  # articles, spread over the archive, that say which words are common
STRENGTH = 0.2
COMMON = 0.2
SHORTEST = 3

# The words of the best, each with the times that it stands in each of them.
WORDS = """
    SELECT article_id, lexeme, cardinality(positions) FROM articles_searchtext, unnest(words)
    WHERE article_id = ANY(%s)
"""
STATISTICS = """
    SELECT word, ndoc FROM ts_stat(
        format('SELECT words FROM articles_searchtext WHERE article_id = ANY(%%L)', %s::bigint[])
    ) WHERE ndoc > 1
"""


def words_of_the_best(
    index: Index,
    places: Integers,
    scored: Counts,
    weights: Weights,
    known: Lexemes,
    configurations: Sequence[str],
) -> Counts:
    """What to add to the scores of the articles at these positions."""
    order = np.lexsort((index.ids[places], -scored.round(6)))
    best = order[:BEST]
    best = best[scored[best] > 0]
    if len(best) < 2 or not weights:
        return np.zeros(len(places), np.float32)
    shared = _shared(index, places, scored, best)
    if not shared:
        return np.zeros(len(places), np.float32)
    alike = {Term(word): weight for word, weight in shared.items()}
    lexemes = {(one, term.text): (term.text,) for one in configurations for term in alike}
    return STRENGTH * len(weights) * scores(index, places, alike, lexemes, configurations, pairs=False)


def _shared(index: Index, places: Integers, scored: Counts, best: Integers) -> dict[str, float]:
    """The words that tell the best from other articles, with weights that sum to about the usual one."""
    share = {int(index.ids[places[at]]): float(scored[at] / scored[best].sum()) for at in best}
    sizes = {int(index.ids[places[at]]): float(index.size[places[at]]) for at in best}
    mean = float(index.size[index.alive].mean())
    compared, common = _commonness(index)
    with connection.cursor() as cursor:
        cursor.execute(WORDS, [list(share)])
        rows = cursor.fetchall()
    found: dict[str, float] = {}
    for article, word, times in rows:
        having = common.get(word, 0)
        if having > COMMON * compared or len(word) < SHORTEST or word[0].isdigit():
            continue
        tells = rarity(having, compared) * times / (times + 1.2 * (0.25 + 0.75 * sizes[article] / mean))
        found[word] = found.get(word, 0.0) + share[article] * tells
    kept = dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:SHARED])
    total = sum(kept.values())
    return {word: value / total * rarity(common.get(word, 0), compared) for word, value in kept.items()}


def _commonness(index: Index) -> tuple[int, dict[str, int]]:
    """How many articles of a sample have each word that several have; the same for every process."""
    known: tuple[int, dict[str, int]] | None = index.kept.get("common words")
    if known is None:
        # By id: where an article stands in the index differs from process to process.
        ids = np.sort(index.ids[index.alive])
        sample = ids[:: max(len(ids) // COMPARED, 1)][:COMPARED].tolist()
        with connection.cursor() as cursor:
            cursor.execute(STATISTICS, [sample])
            known = len(sample), dict(cursor.fetchall())
        index.kept["common words"] = known
    return known
