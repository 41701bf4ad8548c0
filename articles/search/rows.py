"""Ids of articles → their rows with sources, their captions, what their links rest on; one question each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from articles.arrays import as_array
from articles.models import Article, Caption, Source
from articles.search.prepared import rows

EVIDENCE = {
    "country": """
        SELECT article_id, country_id, evidence, false FROM articles_articlecountry
        WHERE article_id = ANY(%s::bigint[]) AND country_id = ANY(%s::bigint[])
    """,
    "leader": """
        SELECT article_id, person_id, evidence, by_office FROM articles_articleperson
        WHERE article_id = ANY(%s::bigint[]) AND person_id = ANY(%s::bigint[])
    """,
}


class Mentions(NamedTuple):
    """What a link of an article to a country or person rests on."""

    article: int
    key: int
    evidence: list[dict[str, Any]]
    by_office: bool


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


def captions_of(ids: Sequence[int]) -> dict[int, list[Caption]]:
    """The captions of articles, by id, in their order; an empty list for any other."""
    found: dict[int, list[Caption]] = defaultdict(list)
    names, columns = _columns(Caption)
    statement = f"""
        SELECT {columns} FROM articles_caption own WHERE article_id = ANY(%s::bigint[]) ORDER BY position, id
    """  # noqa: S608 (our own names)
    for values in rows(statement, [as_array(ids)]) if ids else ():
        caption = Caption.from_db(DEFAULT_DB_ALIAS, names, values)
        found[caption.article_id].append(caption)
    return found


def mentions(facet: str, ids: Sequence[int], keys: Sequence[int | str]) -> list[Mentions]:
    """The links of these articles to these countries or people ("leader")."""
    found = rows(EVIDENCE[facet], [as_array(ids), as_array(keys)])
    return [Mentions(article, key, json.loads(evidence), office) for article, key, evidence, office in found]


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
    """The names of the fields of articles that are read, and the question for them."""
    names, columns = _columns(Article, deferred)
    statement = f"""
        SELECT {more}, source.slug, source.name, {columns}
        FROM articles_article own
        LEFT JOIN articles_source source ON source.id = own.source_id
        LEFT JOIN articles_searchtext words ON words.article_id = own.id
        WHERE own.id = ANY(%s::bigint[])
        ORDER BY own.published NULLS LAST, own.id
    """  # noqa: S608 (our own names)
    return names, statement


@cache
def _columns(model: type[Model], deferred: tuple[str, ...] = ()) -> tuple[list[str], str]:
    fields = [field for field in model._meta.concrete_fields if field.name not in deferred]
    return [field.attname for field in fields], ", ".join(f'own."{field.column}"' for field in fields)
