"""Candidates and words → a score for each: Okapi BM25 over title and text, and a little for neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import pairwise

import numpy as np

from articles.search.frequencies import Counts, frequencies
from articles.search.index import Index, Integers
from articles.search.terms import Lexemes, Term, quoted

# Judged on corpora of news (docs/decisions/0006): anything near these does as well.
TITLE = 5.0  # a word in the title counts as this many in the text
SATURATION = 1.4  # k1: how soon more of the same word stops to matter
LENGTH = 0.75  # b: how much a long text has to have more of a word
SIDE_BY_SIDE = 0.2
TYPICAL = 3_000.0  # bytes of a text, where the archive has none to take the mean of

Weights = Mapping[Term, float]
"""How much a word tells, by its rarity."""


def rarity(having: int, total: int) -> float:
    """The weight of a word that this many articles of the archive have."""
    return float(np.log(1 + (total - having + 0.5) / (having + 0.5)))


def scores(
    index: Index,
    places: Integers,
    weights: Weights,
    lexemes: Lexemes,
    configurations: Sequence[str],
    *,
    pairs: bool = True,
) -> Counts:
    """The scores of the articles at these positions of the index; 0 for one without any of the words."""
    found = np.zeros(len(places), np.float32)
    norm = _norm(index, places)
    for configuration in configurations:
        _add_scores(found, index, places, norm, weights, lexemes, configuration, pairs)
    return found


def _add_scores(
    found: Counts,
    index: Index,
    places: Integers,
    norm: Counts,
    weights: Weights,
    lexemes: Lexemes,
    configuration: str,
    pairs: bool,
) -> None:
    known = {term: lexemes.get((configuration, term.text), ()) for term in weights}
    asked = [term for term in weights if known[term]]
    if not asked:
        return
    columns = list(dict.fromkeys((one, term.prefix) for term in asked for one in known[term]))
    neighbours = list(pairwise(asked)) if pairs else []
    beside = [_beside(known[first][-1], known[second][0]) for first, second in neighbours]
    counted = frequencies(index, places, configuration, columns, beside)
    for term in asked:
        at = [columns.index((one, term.prefix)) for one in known[term]]
        # A word of several lexemes (four-power) is there as often as the rarest of them.
        times = reduce(np.minimum, (TITLE * counted.title[:, one] + counted.text[:, one] for one in at))
        found += weights[term] * times * (SATURATION + 1) / (times + SATURATION * norm)
    for column, (first, second) in enumerate(neighbours):
        found += SIDE_BY_SIDE * min(weights[first], weights[second]) * counted.pairs[:, column]


def _beside(first: str, second: str) -> str:
    left, right = quoted(first), quoted(second)
    return f"{left} <-> {right} | {left} <2> {right}"


def _norm(index: Index, places: Integers) -> Counts:
    """How long the articles are, 1 for a typical one, as far as length counts."""
    if "mean size" not in index.kept:
        sizes = index.size[index.alive]
        index.kept["mean size"] = float(sizes.mean()) if len(sizes) else TYPICAL
    norm: Counts = (1 - LENGTH) + index.size[places] * np.float32(
        LENGTH / (index.kept["mean size"] or TYPICAL)
    )
    return norm.astype(np.float32)
