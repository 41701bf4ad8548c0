"""Candidates and lexemes → how often each stands in title and text.

The posting lists have the numbers. For articles that they do not speak for PostgreSQL is asked. It has no
function for the number of places of a lexeme, but its rank of a single one is made of nothing else: places in
the order of the text weigh 1, 1/4, 1/9 and so on, those of the title (which come first) in full, others a
little. The sums are told apart again, exactly up to a few dozen of either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from articles.search.index import Index, Integers, Small
from articles.search.index.loading import arrays
from articles.search.posted import Posted, having, posted
from articles.search.posted.fetching import postings
from articles.search.posted.kept import Wanted
from articles.search.terms import quoted

Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.float32]
Lexeme = tuple[str, bool]
"""A lexeme, and whether it stands for all that begin so."""

NONE = -1

# Less than 1/12²: what stands outside a title never looks like its twelfth place.
OUTSIDE = 0.004
MOST = 256  # places of a lexeme that a tsvector keeps
WHOLE = 1.64493406685  # the sum of all 1/n², by which PostgreSQL divides
PRECISION = 1_000_000_000
_SUMS = np.concatenate([[0.0], np.cumsum(1 / np.arange(1, 2 * MOST) ** 2)])
_EDGES = (_SUMS[1:] + _SUMS[:-1]) / 2


@dataclass(frozen=True, eq=False)
class Frequencies:
    """`title[i, j]` and `text[i, j]`: the times that candidate i has lexeme j there.

    `pairs[i, k]` is whether the pair of lexemes k stands side by side in it.
    """

    title: Counts
    text: Counts
    pairs: Counts


def frequencies(
    index: Index,
    places: Integers,
    configuration: str,
    lexemes: Sequence[Lexeme],
    pairs: Sequence[str] = (),
) -> Frequencies:
    """The frequencies in the articles at these positions of the index, which ascend.

    Of articles that another configuration indexed all are 0. `pairs` are written as tsqueries.
    """
    shape = len(places), len(lexemes)
    found = Frequencies(
        np.zeros(shape, np.float32, "F"),
        np.zeros(shape, np.float32, "F"),
        np.zeros((len(places), len(pairs)), np.float32, "F"),
    )
    row_of = np.full(len(index), NONE, np.int32)
    row_of[places] = np.arange(len(places))
    lists = posted(index)
    if lists is None:
        _by_rank(index, found, row_of, places, configuration, lexemes, pairs)
        return found
    _by_lists(lists, found, row_of, configuration, lexemes, pairs)
    others = index.places(lists.beside)
    others = others[row_of[others] != NONE]
    if len(others):
        _by_rank(index, found, row_of, others, configuration, lexemes, pairs)
    return found


def _by_lists(
    lists: Posted,
    found: Frequencies,
    row_of: Small,
    configuration: str,
    lexemes: Sequence[Lexeme],
    pairs: Sequence[str],
) -> None:
    wanted = [Wanted(configuration, lexeme, prefix) for lexeme, prefix in lexemes]
    known = postings(lists, wanted)
    for column, one in enumerate(wanted):
        rows = row_of[known[one].places]
        asked = rows != NONE
        rows, title, total = rows[asked], known[one].title[asked], known[one].total[asked]
        if one.prefix:  # an article is listed once for each word that begins so
            found.title[:, column] = np.bincount(rows, title, len(found.title))
            found.text[:, column] = np.bincount(rows, total - title, len(found.text))
        else:
            found.title[rows, column] = title
            found.text[rows, column] = total - title
    candidates = row_of != NONE
    for column, pair in enumerate(pairs):
        rows = row_of[np.flatnonzero(having(lists, {configuration: pair}, candidates))]
        found.pairs[rows, column] = 1


def _by_rank(
    index: Index,
    found: Frequencies,
    row_of: Small,
    places: Integers,
    configuration: str,
    lexemes: Sequence[Lexeme],
    pairs: Sequence[str],
) -> None:
    queries = [quoted(lexeme, prefix) for lexeme, prefix in lexemes]
    weights = f"'{{{OUTSIDE},{OUTSIDE},{OUTSIDE},1}}'"
    columns = [f"array_agg((ts_rank({weights}, words, %s::tsquery) * {PRECISION})::bigint)" for _ in queries]
    columns += ["array_agg((words @@ %s::tsquery)::int::bigint)" for _ in pairs]
    # OFFSET keeps PostgreSQL from reading the vector again for each column.
    statement = f"""
        SELECT {", ".join(["array_agg(id)", *columns])} FROM (
            SELECT article_id AS id, words || ''::tsvector AS words FROM articles_searchtext
            WHERE article_id = ANY(%s) AND configuration = %s ORDER BY article_id OFFSET 0
        ) AS candidate
    """  # noqa: S608 (our own texts, values are parameters)
    ids, *counts = arrays(statement, [*queries, *pairs, index.ids[places].tolist(), configuration])
    by_id = places[np.argsort(index.ids[places])]
    rows = row_of[by_id[np.searchsorted(index.ids[by_id], ids)]]
    for column, ranks in enumerate(counts[: len(queries)]):
        found.title[rows, column], found.text[rows, column] = _split(ranks / PRECISION * WHOLE)
    for column, side_by_side in enumerate(counts[len(queries) :]):
        found.pairs[rows, column] = side_by_side


def _split(rank: Numbers) -> tuple[Numbers, Numbers]:
    """Times in the title and outside it, of the sum that both make."""
    titled = rank > 0.5
    # Of n places in the title and any number outside, the sum lies from S(n) up to the edge below S(n + 1).
    title = np.where(titled, np.searchsorted(_SUMS[:13], rank + 1e-6, side="right") - 1, 0).astype(np.int64)
    rest = np.maximum(rank - _SUMS[title], 0.0) / OUTSIDE + _SUMS[title]
    rest = np.where(titled, rest, rank / OUTSIDE)
    both = np.searchsorted(_EDGES, rest, side="right")
    return title.astype(np.float64), np.maximum(both - title, 0).astype(np.float64)
