"""Ids of articles → their rows, with their sources, by one question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from articles.models import Article, Source
from articles.search.prepared import as_array, rows


def whole(ids: Sequence[int]) -> dict[int, Any]:
    """Articles by id; each has the attribute `configuration`, that of its search words, or None."""
    found = {}
    for article, configuration in _articles(("signature",), "words.configuration", ids):
        article.configuration = configuration
        found[article.pk] = article
    return found


def without_texts(ids: Sequence[int]) -> list[Article]:
    """Articles in the order of time, those without a date last; the lower id first."""
    return [article for article, _ in _articles(("signature", "body"), "''", ids)]


def _articles(deferred: tuple[str, ...], more: str, ids: Sequence[int]) -> Iterator[tuple[Any, Any]]:
    if not ids:
        return
    names, statement = _statement(deferred, more)
    sources: dict[int, Source] = {}
    for own, slug, name, *values in rows(statement, [as_array(ids)]):
        article: Any = Article.from_db(DEFAULT_DB_ALIAS, names, values)
        key = article.source_id
        if key is not None and key not in sources:
            sources[key] = Source(pk=key, slug=slug, name=name)
        # Else the first to ask for its source would ask the database.
        article._state.fields_cache["source"] = sources[key] if key is not None else None
        yield article, own


@cache
def _statement(deferred: tuple[str, ...], more: str) -> tuple[list[str], str]:
    """The names of the fields read, and the question for them."""
    fields = [field for field in Article._meta.concrete_fields if field.name not in deferred]
    columns = ", ".join(f'article."{field.column}"' for field in fields)
    statement = f"""
        SELECT {more}, source.slug, source.name, {columns}
        FROM articles_article article
        LEFT JOIN articles_source source ON source.id = article.source_id
        LEFT JOIN articles_searchtext words ON words.article_id = article.id
        WHERE article.id = ANY(%s::bigint[])
        ORDER BY article.published NULLS LAST, article.id
    """  # noqa: S608 (our own names)
    return [field.attname for field in fields], statement
