"""Rows of the archive → a segment. Columns come as arrays in PostgreSQL's binary form, read without loops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.db import connection
from psycopg import Cursor
from psycopg.adapt import Buffer, Loader
from psycopg.pq import Format

from articles.arrays import as_array
from articles.search.index.columns import Integers, Links, Single
from articles.search.index.segment import Segment
from articles.search.prepared import NEVER

ARTICLES = """
    SELECT
        array_agg(id), array_agg(first), array_agg(last), array_agg(precision), array_agg(size),
        array_agg(source), array_agg(language), array_agg(batch), array_agg(since), array_agg(story)
    FROM (
        SELECT id,
            coalesce(published - '0001-01-01'::date + 1, 0)::bigint AS first,
            coalesce(CASE published_precision
                WHEN 'month' THEN (published + '1 month'::interval)::date - 1
                WHEN 'year' THEN (published + '1 year'::interval)::date - 1
                ELSE published
            END - '0001-01-01'::date + 1, 0)::bigint AS last,
            (CASE WHEN published IS NULL THEN 0
                ELSE coalesce(array_position(ARRAY['year', 'month', 'day'], published_precision::text), 0)
            END)::bigint AS precision,
            octet_length(body)::bigint AS size,
            coalesce(source_id, 0)::bigint AS source,
            coalesce(
                array_position(%(languages)s::text[], language::text),
                CASE WHEN language = '' THEN 0 ELSE {unknown} END
            )::bigint AS language,
            batch_id AS batch,
            coalesce((
                SELECT version.batch_id FROM articles_version version
                WHERE version.article_id = article.id ORDER BY number LIMIT 1
            ), batch_id) AS since,
            coalesce(member.story_id, 0)::bigint AS story
        FROM articles_article article
        LEFT JOIN articles_storymember member ON member.article_id = article.id
        WHERE {some}
        ORDER BY id
    ) AS rows
"""
LINKED = """
    SELECT array_agg(article_id), array_agg(key), array_agg(about)
    FROM (
        SELECT article_id, {key} AS key, {about} AS about FROM {table} WHERE {some} ORDER BY article_id
    ) AS rows
"""
# What a person said did not happen is no event of anything.
EVENTS = """(
    SELECT article_id, event_id FROM articles_eventarticle
    JOIN articles_event ON articles_event.id = event_id AND status <> 'rejected'
) AS reported"""
TABLES = {
    "country": ("articles_articlecountry", "country_id", "about::int::bigint"),
    "leader": ("articles_articleperson", "person_id", "about::int::bigint"),
    "event": (EVENTS, "event_id", "0::bigint"),
}
UNKNOWN_LANGUAGE = -1
_ELEMENT = np.dtype([("size", ">i4"), ("value", ">i8")])
_INT8_ARRAY = 1016  # its type in PostgreSQL
_HEAD = 20  # of an array of one dimension: dimensions, whether NULLs, type, length, lower bound


class _Bytes(Loader):
    """Leaves an array as it came."""

    format = Format.BINARY

    def load(self, data: Buffer) -> bytes:
        return bytes(data)


def arrays(
    statement: str, values: Mapping[str, Any] | Sequence[Any], prepared: bool = False
) -> list[Integers]:
    """The arrays of the one row that a statement returns; NULL is an empty one. Elements are bigint."""
    connection.ensure_connection()
    connection.connection.prepare_threshold = NEVER
    # Django's own cursors write parameters into the statement and cannot ask for the binary form.
    with Cursor(connection.connection) as cursor:
        cursor.adapters.register_loader(_INT8_ARRAY, _Bytes)
        row = cursor.execute(statement, values, prepare=prepared, binary=True).fetchone() or ()
    return [
        np.frombuffer(each, _ELEMENT, offset=_HEAD)["value"].astype(np.int64)
        if each and len(each) > _HEAD
        else np.empty(0, np.int64)
        for each in row
    ]


def load(languages: Sequence[str], only: Integers | None = None) -> Segment:
    """All articles, or those of the ids that there are. `languages` gives codes their number, from 1.

    A language that is not among them has the number UNKNOWN_LANGUAGE.
    """
    values: dict[str, Any] = {"languages": list(languages)}
    if only is not None:
        values["ids"] = as_array(only.tolist())
    some = "true" if only is None else "{column} = ANY(%(ids)s::bigint[])"
    # An import asks for its articles chunk by chunk, always in the same words.
    prepared = only is not None
    ids, first, last, precision, size, source, language, batch, since, story = arrays(
        ARTICLES.format(some=some.format(column="article.id"), unknown=UNKNOWN_LANGUAGE), values, prepared
    )
    links: dict[str, Links] = {}
    for name, (table, key, about) in TABLES.items():
        statement = LINKED.format(table=table, key=key, about=about, some=some.format(column="article_id"))
        articles, keys, abouts = arrays(statement, values, prepared)
        places = np.searchsorted(ids, articles)
        links[name] = Links.of_pairs(len(ids), places, keys)
        if name != "event":
            chosen = abouts != 0
            links[f"about_{name}"] = Links.of_pairs(len(ids), places[chosen], keys[chosen])
    return Segment(
        ids,
        first.astype(np.int32),
        last.astype(np.int32),
        precision.astype(np.uint8),
        size.astype(np.int32),
        singles={
            "source": Single.of_values(source),
            "language": Single.of_values(language),
            "batch": Single.of_values(batch),
            "since": Single.of_values(since),
            "story": Single.of_values(story),
        },
        links=links,
    )
