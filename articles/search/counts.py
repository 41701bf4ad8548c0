"""Hits → how many of them each country, person, event, source, language and day has. Plain SQL over the ids.

Counting every link of the archive reads an index once and is quick; joining that to most of the articles is
not. So where the hits are more than half of the archive, the others are counted and taken off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db import connection
from django.db.models import Model

from articles.models import Article, ArticleCountry, ArticlePerson, EventArticle
from articles.search.hits import Hits, others

Key = int | str
LINKS: Mapping[str, tuple[type[Model], str]] = {
    "country": (ArticleCountry, "country_id"),
    "leader": (ArticlePerson, "person_id"),
    "event": (EventArticle, "event_id"),
}
EVERY = "SELECT {column} AS key, count(*) AS total FROM {table} GROUP BY 1"
AMONG = """
    SELECT {column} AS key, count(*) AS total
    FROM unnest(%s::bigint[]) AS hit (id) JOIN {table} ON article_id = hit.id
    GROUP BY 1
"""
EXCEPT = f"""
    SELECT key, sum(total)::bigint AS total
    FROM (SELECT * FROM ({EVERY}) AS every UNION ALL SELECT key, -total FROM ({AMONG}) AS off) AS summed
    GROUP BY 1
"""  # noqa: S608 (our own two texts)
MOST = "SELECT key, total FROM ({rows}) AS counted WHERE total > 0 ORDER BY total DESC, key LIMIT %s"
# The kinds of rows that COLUMNS returns: a bit is set for each column that the row is not grouped by.
BY_SOURCE, BY_LANGUAGE, BY_DAY = 0b0111, 0b1011, 0b1100
COLUMNS = """
    SELECT grouping(source_id, language, published_precision, published),
        source_id, language, published_precision, published, count(*)
    FROM {rows}
    GROUP BY GROUPING SETS ((source_id), (language), (published_precision, published))
"""


@dataclass(frozen=True)
class Columns:
    """Counts by what stands in the row of an article; days come with their precision."""

    sources: Counter[Key] = field(default_factory=Counter)
    languages: Counter[Key] = field(default_factory=Counter)
    days: Counter[tuple[str, date | None]] = field(default_factory=Counter)


class Counts:
    """The counts of one set of hits, each made when it is asked for."""

    def __init__(self, hits: Hits) -> None:
        self.hits = hits

    def top(self, name: str, most: int) -> Sequence[tuple[Key, int]]:
        """The most frequent values of a facet, by key."""
        if not self.hits.total:
            return ()
        if name in LINKS:
            return self._top_links(name, most)
        found = self.columns.sources if name == "source" else self.columns.languages
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:most]

    def one(self, name: str, key: Key) -> int:
        """The count of one value of a facet."""
        if not self.hits.total:
            return 0
        if name not in LINKS:
            return (self.columns.sources if name == "source" else self.columns.languages)[key]
        model, column = LINKS[name]
        return model._default_manager.filter(self.hits.holds("article_id"), **{column: key}).count()

    @cached_property
    def columns(self) -> Columns:
        """Counts by source, language and day, in one pass over the articles."""
        rest = self._rest
        if rest is None:
            return _columns(self.hits)
        every, off = _columns(Hits(0)), _columns(rest)
        return Columns(every.sources - off.sources, every.languages - off.languages, every.days - off.days)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last day of publication; for a month or year of which no day is known, its first."""
        days = [day for _, day in self.columns.days if day is not None]
        return (min(days), max(days)) if days else None

    @cached_property
    def _rest(self) -> Hits | None:
        return others(self.hits)

    def _top_links(self, name: str, most: int) -> list[tuple[Key, int]]:
        model, column = LINKS[name]
        rest = self._rest
        if self.hits.literal is None:
            sql, ids = EVERY, list[str | None]()
        elif rest is None:
            sql, ids = AMONG, [self.hits.literal]
        else:
            sql, ids = EXCEPT, [rest.literal]
        rows = sql.format(table=model._meta.db_table, column=column)
        with connection.cursor() as cursor:
            cursor.execute(MOST.format(rows=rows), [*ids, most])
            return list(cursor.fetchall())


def _columns(hits: Hits) -> Columns:
    table = Article._meta.db_table
    joined = f"unnest(%s::bigint[]) AS hit (id) JOIN {table} ON {table}.id = hit.id"
    found = Columns()
    with connection.cursor() as cursor:
        if hits.literal is None:
            cursor.execute(COLUMNS.format(rows=table))
        else:
            cursor.execute(COLUMNS.format(rows=joined), [hits.literal])
        for grouping, source, language, precision, day, total in cursor.fetchall():
            if grouping == BY_DAY:
                found.days[precision, day] += total
            elif grouping == BY_LANGUAGE and language:
                found.languages[language] = total
            elif grouping == BY_SOURCE and source is not None:
                found.sources[source] = total
    return found
