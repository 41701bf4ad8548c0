"""Pairs of articles in, those that may be the same story out: a glance at each, from a narrow table.

In an archive of a million articles a new one shares a key with half a dozen that have a sentence in common
with it. To read the signatures of all these from the wide rows of articles would cost more than the rest.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from django.db import connection
from psycopg import Cursor

from articles.arrays import as_array
from articles.importing.story_filter import Numbers, ranks
from articles.linking.glances import GLANCE, Glances, glances, may_be_same
from articles.linking.sketches import Sketch

# Rows as one value, which is read without a loop.
FIND = """
    SELECT string_agg(int8send(article_id) || glance, '') FROM articles_storyglance
    WHERE article_id = ANY(%s::bigint[]) AND length(glance) = %s
"""
ENTER = """
    INSERT INTO articles_storyglance (article_id, glance)
    SELECT article, substr(%s::bytea, 1 + %s * (place::int - 1), %s)
    FROM unnest(%s::bigint[]) WITH ORDINALITY given(article, place)
    ON CONFLICT (article_id) DO UPDATE SET glance = excluded.glance
    WHERE articles_storyglance.glance <> excluded.glance
"""
REMOVE = "DELETE FROM articles_storyglance WHERE article_id = ANY(%s::bigint[])"

_ROW = np.dtype([("article", ">i8"), ("glance", GLANCE)])


def enter(sketches: Mapping[int, Sketch]) -> Glances:
    """Keep the glances of articles, and return them."""
    made = glances(list(sketches.values()))
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(ENTER, [made.tobytes(), GLANCE.itemsize, GLANCE.itemsize, as_array(sketches)])
    return made


def remove(articles: Mapping[int, Sketch]) -> None:
    """Forget the glances of articles."""
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, [as_array(articles)])


def sifted(own: Sequence[int], table: Glances, some: Numbers, others: Numbers) -> set[tuple[int, int]]:
    """Pairs of `some` with `others`, without those that are surely not one story, each once.

    All of `some` are among `own`, whose glances are in the table.
    """
    if not len(some):
        return set()
    held = stored(np.setdiff1d(others, np.array(own)))
    ids = np.concatenate([np.array(own), held["article"].astype(np.int64)])
    table = np.concatenate([table, held["glance"]])
    order = np.argsort(ids)
    first, second = (order[ranks(ids[order], each)] for each in (some, others))
    kept = np.ones(len(some), bool)
    # Whose glance is not there is looked at in full.
    known = ids[second] == others
    kept[known] = may_be_same(table[first[known]], table[second[known]])
    return set(zip(some[kept].tolist(), others[kept].tolist(), strict=True))


def stored(articles: Numbers) -> Glances:
    """Those of the articles whose glances are kept, with these, in any order: `article` and `glance`."""
    if not len(articles):
        return np.zeros(0, _ROW)
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        asked = cursor.execute(FIND, [as_array(articles.tolist()), GLANCE.itemsize], binary=True)
        (raw,) = asked.fetchone() or (None,)
    return np.frombuffer(raw or b"", _ROW)
