"""An article's whole state in and out, as JSON: what a version keeps, to be taken back exactly."""

from datetime import date
from typing import Any

from articles.models import Article, ArticleCountry, ArticlePerson, Caption, Version
from articles.models.words import index_articles

COLUMNS = (
    *("language", "byline", "dateline", "url", "external_id", "published_rule", "published_evidence"),
    *("layout", "doubt", "confidence"),
)
VERSION_COLUMNS = (
    *("title", "body", "content_hash", "published", "published_precision"),
    *("batch_id", "file_id", "member", "first_line", "last_line"),
)


def take_snapshot(article: Article) -> dict[str, Any]:
    """All of the article that a version has no column for: columns, captions, links."""
    return {
        "columns": {name: getattr(article, name) for name in COLUMNS},
        "signature": bytes(article.signature).hex(),
        "captions": [
            [caption.text, caption.credit, caption.taken and caption.taken.isoformat(), caption.place]
            for caption in article.captions.all()
        ],
        "countries": list(
            article.country_links.values_list(
                "country_id", "in_title", "mentions", "evidence", "about", "confidence"
            )
        ),
        "people": list(
            article.person_links.values_list(
                "person_id", "in_title", "mentions", "evidence", "role", "about", "confidence"
            )
        ),
    }


def restore(version: Version) -> None:
    """Put a version back in its article's place, with captions, links and search words; drop the version."""
    article, snapshot = version.article, version.snapshot
    columns = {name: getattr(version, name) for name in VERSION_COLUMNS} | snapshot["columns"]
    Article.objects.filter(pk=article.pk).update(**columns, signature=bytes.fromhex(snapshot["signature"]))
    for parts in (article.captions, article.country_links, article.person_links):
        parts.all().delete()
    Caption.objects.bulk_create(
        Caption(
            article=article,
            position=position,
            text=text,
            credit=credit,
            taken=date.fromisoformat(taken) if taken else None,
            place=place,
        )
        for position, (text, credit, taken, place) in enumerate(snapshot["captions"])
    )
    ArticleCountry.objects.bulk_create(
        ArticleCountry(article=article, country_id=key, **_weight(*weight))
        for key, *weight in snapshot["countries"]
    )
    ArticlePerson.objects.bulk_create(
        ArticlePerson(article=article, person_id=key, role=role, **_weight(*weight, *rest))
        for key, *weight, role, rest in map(_parted, snapshot["people"])
    )
    version.delete()
    index_articles([article.pk])


def _parted(row: list[Any]) -> list[Any]:
    """A person's row with what follows the role as a list: nothing in the snapshots of earlier programs."""
    return [*row[:5], row[5:]]


def _weight(
    in_title: bool, mentions: int, evidence: list[Any], about: bool | None = None, sure: float | None = None
) -> dict[str, Any]:
    """The columns of a link. A snapshot of before `about` was known takes the title's word for it."""
    return {
        "in_title": in_title,
        "mentions": mentions,
        "evidence": evidence,
        "about": in_title if about is None else about,
        "confidence": sure,
    }
