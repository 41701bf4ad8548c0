"""What PostgreSQL reads a query as, in each text-search configuration → the articles whose words match it.

The posting lists answer for the articles that they have. PostgreSQL's own index answers for the others, and
for all where the lists know too little or cannot say.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from django.db import connection

from articles.search.index import Index, Integers, Mask
from articles.search.index.loading import arrays
from articles.search.posted import Unanswerable, having, posted

MATCHING = "SELECT article_id FROM articles_searchtext WHERE configuration = %s AND words @@ %s::tsquery"


def having_words(index: Index, queries: Mapping[str, str]) -> Mask:
    """The articles that match the tsquery of their configuration."""
    lists = posted(index)
    if lists is not None:
        try:
            found = having(lists, queries)
        except Unanswerable:
            pass
        else:
            if len(lists.beside):
                found |= index.of_ids(ids_with_words(queries, lists.beside))
            return found
    return index.of_ids(ids_with_words(queries))


def ids_with_words(queries: Mapping[str, str], among: Integers | None = None) -> Integers:
    """The ids of the articles that match, of all or of those `among`, by PostgreSQL's index.

    One question a configuration: of a single one that looks for several, PostgreSQL would read the words of
    every article that it finds once more, ten times slower.
    """
    if not queries or (among is not None and not len(among)):
        return np.empty(0, np.int64)
    own = "" if among is None else " AND article_id = ANY(%s)"
    every: list[object] = []
    for configuration, text in queries.items():
        every += [configuration, text, *([] if among is None else [among.tolist()])]
    union = " UNION ALL ".join([MATCHING + own] * len(queries))
    with connection.cursor() as cursor:
        # For a common word the planner would rather read every row, with every vector: eight times slower.
        cursor.execute("SET LOCAL enable_seqscan = off")
        found = arrays(f"SELECT array_agg(article_id) FROM ({union}) AS hit", every)[0]  # noqa: S608
        cursor.execute("SET LOCAL enable_seqscan = on")
    return found
