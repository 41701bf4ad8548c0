"""A search → the set of all articles that match, as Postgres writes an array of their ids."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value

from articles.models import Article, SearchText
from articles.search.conditions import Conditions, has_words
from articles.search.language import And
from articles.search.narrowing import Narrowing


class Among(Func):
    """Whether a column is one of the ids of an array literal."""

    template = "%(expressions)s::bigint[])"
    arg_joiner = " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Hits:
    """The matching articles: how many, and their ids as `{1,2,3}`; None stands for every article.

    The literal goes back to Postgres as it came: no Python list of ids is ever made.
    """

    total: int
    literal: str | None = None

    def holds(self, column: str) -> Q:
        """The condition that the column is one of the ids."""
        if self.literal is None:
            return Q()
        return Q(Among(F(column), Value(self.literal, output_field=TextField())))


NOTHING = Hits(0, "{}")
# Below this many hits it does not matter which way they are counted.
FEW = 5_000


def others(hits: Hits) -> Hits | None:
    """The articles that are not among the hits, where those are most of the archive; else None."""
    if hits.literal is None or hits.total < FEW or hits.total * 2 < Article.objects.count():
        return None
    return _gather(Article.objects.exclude(hits.holds("id")))


def find(tree: And, conditions: Conditions, narrowings: tuple[Narrowing, ...]) -> Hits:
    """All articles that match the tree and every narrowing."""
    if not tree.parts and not any(narrowings):
        return Hits(Article.objects.count())
    if has_words(tree):
        words = SearchText.objects.filter(conditions.of(tree, "article"))
        for narrowing in narrowings:
            words = words.filter(narrowing.condition("article"))
        with by_index():
            return _gather(words)
    articles = Article.objects.filter(conditions.of(tree))
    for narrowing in narrowings:
        articles = articles.filter(narrowing.condition())
    return _gather(articles)


def _gather(rows: QuerySet[Any]) -> Hits:
    try:
        sql, params = rows.order_by().values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return NOTHING
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), array_agg(id)::text FROM ({sql}) AS hit (id)", params)  # noqa: S608
        total, ids = cursor.fetchone()
    return Hits(total, ids or "{}")


@contextmanager
def by_index() -> Iterator[None]:
    """For a common word the planner would rather read every row, with every vector: eight times slower."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")
