"""Pairs of articles in, those that may be the same story out: a glance at each, from a narrow table.

In an archive of a million articles a new one shares a key with half a dozen that have a sentence in common
with it. To read the signatures of all these from the wide rows of articles would cost more than the rest.
"""

from collections.abc import Collection, Mapping
from itertools import compress

import numpy as np
from django.db import connection
from psycopg import Cursor

from articles.linking.glances import GLANCE, Glances, glances, may_be_same
from articles.linking.stories import Sketch

FIND = """
    SELECT article_id, glance FROM articles_storyglance
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


def enter(sketches: Mapping[int, Sketch]) -> None:
    """Keep the glances of articles."""
    raw = glances(list(sketches.values())).tobytes()
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(ENTER, [raw, GLANCE.itemsize, GLANCE.itemsize, _as_text(sketches)])


def remove(articles: Mapping[int, Sketch]) -> None:
    """Forget the glances of articles."""
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, [_as_text(articles)])


def sifted(sketches: Mapping[int, Sketch], pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The pairs without those that are surely not one story; the first of each is among the sketches."""
    if not pairs:
        return pairs
    held, table = _held({other for _, other in pairs} - sketches.keys())
    table = np.concatenate([glances(list(sketches.values())), table])
    places = {article: place for place, article in enumerate((*sketches, *held))}
    # Whose glance is not there is looked at in full.
    kept = {pair for pair in pairs if pair[1] not in places}
    known = list(pairs - kept)
    some, others = (table[[places[pair[side]] for pair in known]] for side in (0, 1))
    return kept | set(compress(known, may_be_same(some, others).tolist()))


def _held(articles: set[int]) -> tuple[list[int], Glances]:
    """Those of the articles whose glances are kept, and these."""
    if not articles:
        return [], np.zeros(0, GLANCE)
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        rows = cursor.execute(FIND, [_as_text(articles), GLANCE.itemsize], binary=True).fetchall()
    table = np.frombuffer(b"".join(glance for _, glance in rows), GLANCE)
    return [article for article, _ in rows], table


def _as_text(articles: Collection[int]) -> str:
    return "{" + ",".join(map(str, articles)) + "}"
