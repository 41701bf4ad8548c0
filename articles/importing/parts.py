"""Linked articles in, the rows that hang on an article out: captions, links with evidence, search words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from articles.importing.copying import as_json, copy_rows
from articles.importing.names import Names
from articles.linking import Linker
from articles.linking.credits import RULE as CREDIT_LINE
from articles.models import Article, ArticleCountry, ArticlePerson, Caption
from articles.models.words import index_articles
from articles.records import CountryMention, LinkedArticle, ParsedArticle, PersonMention, Reference

LINK_FIELDS = ("in_title", "mentions", "evidence")


def add_parts(articles: Sequence[tuple[int, LinkedArticle]], names: Names) -> None:
    """Write the parts of articles, given by their keys, that have none yet. `names` knows their people."""
    copy_rows(
        Caption,
        ("article", "position", "text", "credit", "taken", "place"),
        (
            (key, position, caption.text, caption.credit, caption.date, caption.place)
            for key, record in articles
            for position, caption in enumerate(record.article.captions)
        ),
    )
    _add_links(articles, names)
    index_articles([key for key, _ in articles])


def replace_parts(article: Article, record: LinkedArticle, names: Names) -> None:
    """Write the parts of an article anew."""
    for parts in (article.captions, article.country_links, article.person_links):
        parts.all().delete()
    add_parts([(article.pk, record)], names)


def relink(article: Article, reference: Reference) -> None:
    """Find the countries and people of an article's present text anew; captions stay."""
    parsed = ParsedArticle(
        file="",
        index=0,
        title=article.title,
        body=article.body,
        language=article.language,
    )
    record = Linker(reference).link(parsed)
    names = Names()
    names.learn_people([record])
    article.country_links.all().delete()
    article.person_links.all().delete()
    _add_links([(article.pk, record)], names)
    index_articles([article.pk])


def _add_links(articles: Sequence[tuple[int, LinkedArticle]], names: Names) -> None:
    copy_rows(
        ArticleCountry,
        ("article", "country", *LINK_FIELDS),
        (row for key, record in articles for row in _country_links(key, record.countries, names)),
    )
    copy_rows(
        ArticlePerson,
        ("article", "person", *LINK_FIELDS, "role"),
        (row for key, record in articles for row in _person_links(key, record.people, names)),
    )


def _country_links(article: int, mentions: Iterable[CountryMention], names: Names) -> list[Sequence[Any]]:
    grouped: dict[int, list[CountryMention]] = defaultdict(list)
    for mention in mentions:
        if mention.code in names.countries:
            grouped[names.countries[mention.code]].append(mention)
    return [(article, country, *_weight(group)) for country, group in grouped.items()]


def _person_links(article: int, mentions: Iterable[PersonMention], names: Names) -> list[Sequence[Any]]:
    grouped: dict[int, list[PersonMention]] = defaultdict(list)
    for mention in mentions:
        person = names.person(mention)
        # Who wrote or edited an article is not who it is about; a credit line makes no link.
        if person is not None and mention.rule != CREDIT_LINE:
            grouped[person].append(mention)
    return [
        (article, person, *_weight(group), next((mention.role for mention in group if mention.role), ""))
        for person, group in grouped.items()
    ]


def _weight(mentions: Sequence[CountryMention] | Sequence[PersonMention]) -> tuple[bool, int, str]:
    """Whether the title names it, how often the article does, and the evidence as JSON."""
    evidence = [
        {
            "field": mention.field.value,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "rule": mention.rule,
        }
        for mention in mentions
    ]
    in_title = any(mention.field == "title" for mention in mentions)
    return in_title, len(mentions), as_json(evidence)
