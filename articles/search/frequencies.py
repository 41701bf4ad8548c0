"""Candidates and lexemes → how often each stands in title and text, by one statement a configuration.

PostgreSQL has no function for the number of places of a lexeme, but its rank of a single one is made of
nothing else: places in the order of the text weigh 1, 1/4, 1/9 and so on, those of the title (which come
first) in full, others a little. The sums are told apart again, exactly up to a few dozen of either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from articles.search.index import Integers
from articles.search.index.loading import arrays

Numbers = npt.NDArray[np.float64]

# Less than 1/12²: what stands outside a title never looks like its twelfth place.
OUTSIDE = 0.004
MOST = 256  # places of a lexeme that a tsvector keeps
WHOLE = 1.64493406685  # the sum of all 1/n², by which PostgreSQL divides
PRECISION = 1_000_000_000
_SUMS = np.concatenate([[0.0], np.cumsum(1 / np.arange(1, 2 * MOST) ** 2)])
_EDGES = (_SUMS[1:] + _SUMS[:-1]) / 2


@dataclass(frozen=True, eq=False)
class Frequencies:
    """Of each article `ids[i]`: `title[i, j]` and `text[i, j]`, the times that it has lexeme j there.

    `pairs[i, k]` is whether the pair of lexemes k stands side by side.
    """

    ids: Integers
    title: Numbers
    text: Numbers
    pairs: Numbers


def frequencies(
    ids: Integers, configuration: str, queries: Sequence[str], pairs: Sequence[str] = ()
) -> Frequencies:
    """The frequencies of lexemes, each written as a tsquery, in the articles of the configuration."""
    weights = f"'{{{OUTSIDE},{OUTSIDE},{OUTSIDE},1}}'"
    columns = [f"array_agg((ts_rank({weights}, words, %s::tsquery) * {PRECISION})::bigint)" for _ in queries]
    columns += ["array_agg((words @@ %s::tsquery)::int::bigint)" for _ in pairs]
    # OFFSET keeps PostgreSQL from reading the vector again for each column.
    statement = f"""
        SELECT {", ".join(["array_agg(id)", *columns])} FROM (
            SELECT article_id AS id, words || ''::tsvector AS words FROM articles_searchtext
            WHERE article_id = ANY(%s) AND configuration = %s OFFSET 0
        ) AS candidate
    """  # noqa: S608 (our own texts, values are parameters)
    found = arrays(statement, [*queries, *pairs, ids.tolist(), configuration])
    ranks = [column / PRECISION * WHOLE for column in found[1 : 1 + len(queries)]]
    split = [_split(rank) for rank in ranks]
    size = len(found[0])
    return Frequencies(
        found[0],
        _columns([title for title, _ in split], size),
        _columns([text for _, text in split], size),
        _columns([column.astype(np.float64) for column in found[1 + len(queries) :]], size),
    )


def _split(rank: Numbers) -> tuple[Numbers, Numbers]:
    """Times in the title and outside it, of the sum that both make."""
    titled = rank > 0.5
    # Of n places in the title and any number outside, the sum lies from S(n) up to the edge below S(n + 1).
    title = np.where(titled, np.searchsorted(_SUMS[:13], rank + 1e-6, side="right") - 1, 0).astype(np.int64)
    rest = np.maximum(rank - _SUMS[title], 0.0) / OUTSIDE + _SUMS[title]
    rest = np.where(titled, rest, rank / OUTSIDE)
    both = np.searchsorted(_EDGES, rest, side="right")
    return title.astype(np.float64), np.maximum(both - title, 0).astype(np.float64)


def _columns(found: Sequence[Numbers], size: int) -> Numbers:
    return np.stack(found, axis=1) if found else np.zeros((size, 0))
