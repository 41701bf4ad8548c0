"""Prepared articles in, the rows that hang on an article out: captions, links with evidence, search words."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from articles.importing.copying import as_json, copy_rows
from articles.importing.found import Found, PersonLink, Prepared, find
from articles.importing.names import Names
from articles.linking import Linker
from articles.models import Article, ArticleCountry, ArticlePerson, Caption
from articles.models.words import index_articles
from articles.records import ParsedArticle, Reference

LINK_FIELDS = ("in_title", "mentions", "evidence", "about", "confidence")


def add_parts(articles: Sequence[tuple[int, Prepared]], names: Names, *, new: bool = True) -> None:
    """Write the parts of articles, given by their keys, that have none yet. `names` knows their people.

    An article that is not `new` may have search words, which are replaced.
    """
    copy_rows(
        Caption,
        ("article", "position", "text", "credit", "taken", "place"),
        (
            (key, position, caption.text, caption.credit, caption.date, caption.place)
            for key, record in articles
            for position, caption in enumerate(record.article.captions)
        ),
    )
    _add_links([(key, record.found) for key, record in articles], names)
    index_articles([key for key, _ in articles], new=new)


def replace_parts(article: Article, record: Prepared, names: Names) -> None:
    """Write the parts of an article anew."""
    for parts in (article.captions, article.country_links, article.person_links):
        parts.all().delete()
    add_parts([(article.pk, record)], names, new=False)


def relink(article: Article, reference: Reference) -> None:
    """Find the countries and people of an article's present text anew; captions stay."""
    parsed = ParsedArticle(
        file="",
        index=0,
        title=article.title,
        body=article.body,
        language=article.language,
    )
    found = find(Linker(reference).link(parsed))
    names = Names()
    names.learn_people(found.people)
    article.country_links.all().delete()
    article.person_links.all().delete()
    _add_links([(article.pk, found)], names)
    index_articles([article.pk])


def _add_links(articles: Sequence[tuple[int, Found]], names: Names) -> None:
    copy_rows(
        ArticleCountry,
        ("article", "country", *LINK_FIELDS),
        (row for key, found in articles for row in _country_rows(key, found, names)),
    )
    copy_rows(
        ArticlePerson,
        ("article", "person", *LINK_FIELDS, "role"),
        (row for key, found in articles for row in _person_rows(key, found.people, names)),
    )


def _country_rows(article: int, found: Found, names: Names) -> Iterator[Sequence[Any]]:
    for code, *weight in found.countries:
        if code in names.countries:
            yield article, names.countries[code], *weight


def _person_rows(article: int, links: Iterable[PersonLink], names: Names) -> Iterable[Sequence[Any]]:
    """One row a person, also where a text writes one name in two ways that come to the same."""
    rows: dict[int, PersonLink] = {}
    for link in links:
        person = names.person(link)
        if person is not None:
            rows[person] = _joined(rows[person], link) if person in rows else link
    for person, (_, _, *weight) in rows.items():
        yield article, person, *weight


def _joined(one: PersonLink, other: PersonLink) -> PersonLink:
    """One link of two to the same person."""
    return PersonLink(
        key=one.key,
        name=one.name,
        in_title=one.in_title or other.in_title,
        mentions=one.mentions + other.mentions,
        evidence=as_json([*json.loads(one.evidence), *json.loads(other.evidence)]),
        about=one.about or other.about,
        confidence=max(
            (each.confidence for each in (one, other) if each.confidence is not None), default=None
        ),
        role=one.role or other.role,
    )
