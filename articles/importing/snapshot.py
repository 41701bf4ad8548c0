"""An article's whole state in and out, as JSON: what a version keeps, to be taken back exactly."""

from datetime import date
from typing import Any

from articles.importing import events
from articles.importing.copying import as_json
from articles.importing.decisions import Links
from articles.importing.links import as_snapshot, found_in, from_snapshot, replace_links
from articles.importing.names import Names
from articles.linking.reports import packed, unpacked
from articles.models import Article, Caption, Country, Person, Version
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
        "happenings": [packed(report) for report in events.stored([article.pk])[article.pk]],
        "signature": bytes(article.signature).hex(),
        "captions": [
            [caption.text, caption.credit, caption.taken and caption.taken.isoformat(), caption.place]
            for caption in article.captions.all()
        ],
        "links": as_snapshot(found_in([article.pk])[article.pk]),
    }


def restore(version: Version) -> None:
    """Put a version back in its article's place, with captions, links and search words; drop the version."""
    article, snapshot = version.article, version.snapshot
    columns = {name: getattr(version, name) for name in VERSION_COLUMNS}
    Article.objects.filter(pk=article.pk).update(**columns)
    version.delete()
    restore_state(article, snapshot)


def restore_state(article: Article, snapshot: dict[str, Any]) -> None:
    """Give an article that has its text the rest of what it was then: columns, captions, links, events."""
    signature = bytes.fromhex(snapshot["signature"])
    Article.objects.filter(pk=article.pk).update(**snapshot["columns"], signature=signature)
    article.captions.all().delete()
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
    links = from_snapshot(*snapshot["links"]) if "links" in snapshot else _links_by_rows(snapshot)
    replace_links({article.pk: links}, Names())
    events.replace({article.pk: [unpacked(row) for row in snapshot.get("happenings", [])]})
    index_articles([article.pk])


def _links_by_rows(snapshot: dict[str, Any]) -> Links:
    """The links of a version kept by an earlier program, which named countries and people by their rows.

    Of before `about` was known, the title's word stands for it.
    """
    codes = dict(Country.objects.values_list("pk", "code"))
    people = {
        row.pk: (row.slug, row.name)
        for row in Person.objects.filter(pk__in=[link[0] for link in snapshot["people"]])
    }
    return from_snapshot(
        [[codes[key], *_weight(*weight)] for key, *weight in snapshot["countries"] if key in codes],
        [
            [*people[key], *_weight(*weight, *rest), role]
            for key, *weight, role, rest in map(_parted, snapshot["people"])
            if key in people
        ],
    )


def _parted(row: list[Any]) -> list[Any]:
    """A person's row with what follows the role as a list: nothing in the oldest snapshots."""
    return [*row[:5], row[5:]]


def _weight(
    in_title: bool, mentions: int, evidence: list[Any], about: bool | None = None, sure: float | None = None
) -> tuple[bool, int, str, bool, float | None]:
    return in_title, mentions, as_json(evidence), in_title if about is None else about, sure
