"""The ids of all results → their rows, some at a time, all of one state of the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest, Left

from articles.models import Article
from articles.search.index import Integers
from articles.search.shown import SearchPage
from articles.shapes.listed import Listed, articles

A_TIME = 200
BEGINNING = 1_500  # characters
Row = TypeVar("Row", Article, Listed, tuple[Listed, datetime, str])


def listed(ids: Integers, page: SearchPage, *, texts: bool = False) -> Iterator[Listed]:
    """The articles of a page with their links, and with their texts if these are wanted."""
    return _read(
        ids,
        lambda some: articles(some, page.scores, page.missing, changed=page.changed, texts=texts),
    )


def dated(ids: Integers, page: SearchPage, *, texts: bool = False) -> Iterator[tuple[Listed, datetime, str]]:
    """The same, each with when its text came or changed last, and its beginning."""

    def read(some: Sequence[int]) -> list[tuple[Listed, datetime, str]]:
        rows = articles(some, page.scores, page.missing, changed=page.changed, texts=texts)
        told = Article.objects.filter(pk__in=some).order_by()
        last = Greatest("added", Coalesce(Max("versions__replaced"), "added"))
        begun = told.annotate(last=last, beginning=Left("body", BEGINNING))
        known = {key: (when, text) for key, when, text in begun.values_list("pk", "last", "beginning")}
        return [(row, *known[row.article.pk]) for row in rows]

    return _read(ids, read)


def bare(ids: Integers) -> Iterator[Article]:
    """The articles with their source alone."""
    return _read(ids, _bare)


def _bare(ids: Sequence[int]) -> list[Article]:
    rows = Article.objects.filter(pk__in=ids).select_related("source").defer("body", "signature").order_by()
    found = {row.pk: row for row in rows}
    return [found[key] for key in ids if key in found]


def _read(ids: Integers, read: Callable[[Sequence[int]], list[Row]]) -> Iterator[Row]:
    """In one transaction: whatever is imported meanwhile, each row is as it was when the stream began."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for start in range(0, len(ids), A_TIME):
            rows = read(ids[start : start + A_TIME].tolist())
            yield from rows
            _let_go(rows)


def _let_go(rows: Sequence[Article | Listed | tuple[Listed, datetime, str]]) -> None:
    """Take apart what refers to each other: such rows would wait for the collector, by thousands."""
    for row in rows:
        one = row[0] if isinstance(row, tuple) else row
        article = one.article if isinstance(one, Listed) else one
        fetched = getattr(article, "_prefetched_objects_cache", {})
        for links in fetched.values():
            for link in links:
                link._state.fields_cache.clear()
        fetched.clear()
