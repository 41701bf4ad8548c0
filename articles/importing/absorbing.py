"""Articles whose lines were cut together with others → kept aside with all that they were; and back again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.importing import events
from articles.importing.decisions import obey
from articles.importing.removing import remove
from articles.importing.replacing import articles_in, cut_of
from articles.importing.snapshot import VERSION_COLUMNS, restore_state, take_snapshot
from articles.importing.stories import regrouping
from articles.models import (
    Absorbed,
    Article,
    Batch,
    Cut,
    Event,
    EventArticle,
    LedgerEntry,
    Outcome,
    Source,
    StalePosting,
    Version,
)

Text = dict[str, Any]
"""A text as JSON: the columns that versions have, with the snapshot of all else that the article was."""


def leaving(batch: Batch) -> QuerySet[Article]:
    """The articles in the lines of a cut that none of its articles is or replaces, and no other file has.

    None while nothing of the cut stands in these lines: what is there then stays. By the ledger, so it holds
    for a preview and for what is being stored.
    """
    cut = cut_of(batch)
    if cut is None:
        return Article.objects.none()
    return _beside(batch, cut).exclude(_elsewhere(cut))


def staying(batch: Batch) -> QuerySet[Article]:
    """The articles that would leave, were it not that other files have them too."""
    cut = cut_of(batch)
    return Article.objects.none() if cut is None else _beside(batch, cut).filter(_elsewhere(cut))


def _beside(batch: Batch, cut: Cut) -> QuerySet[Article]:
    standing = articles_in(cut)
    present = batch.entries.exclude(article=None).values("article")
    if not standing.filter(pk__in=present).exists():
        return Article.objects.none()
    return standing.exclude(pk__in=present).filter(
        first_line__gte=cut.first_line, last_line__lte=cut.last_line
    )


def _elsewhere(cut: Cut) -> Exists:
    """Whether a stored batch has the article from other bytes than those of the cut, or other lines."""
    entries = LedgerEntry.objects.filter(article=OuterRef("pk"), batch__status=Batch.Status.DONE)
    lines = Q(first_line__lte=cut.last_line, last_line__gte=cut.first_line)
    return Exists(entries.exclude(lines, file__raw=cut.raw_id, member=cut.member))


@transaction.atomic
def absorb(batch: Batch) -> None:
    """Take the articles that leave out of the archive; what they were is kept with the batch."""
    gone = list(leaving(batch).select_related(None))
    cut = cut_of(batch)
    if not gone or cut is None:
        return
    obey()
    parts = list(articles_in(cut).exclude(pk__in=[article.pk for article in gone]))
    for article in gone:
        Absorbed.objects.create(
            key=article.pk,
            identity=article.identity,
            title=article.title,
            into=_place_now(article, parts),
            batch=batch,
            brought_by=article.batch,
            state=_state(article),
        )
    keys = [article.pk for article in gone]
    with regrouping(keys), events.leaving(keys):
        remove(keys)


def _place_now(article: Article, parts: Collection[Article]) -> Article | None:
    """The article that has the lines where this one started."""
    at = article.first_line or 0
    has = (part for part in parts if (part.first_line or 0) <= at <= (part.last_line or 0))
    return next(has, None) or next(iter(parts), None)


def _state(article: Article) -> dict[str, Any]:
    texts = [
        _text(version, version.snapshot)
        | {"replaced_by_id": version.replaced_by_id, "replaced": version.replaced.isoformat()}
        for version in article.versions.all()
    ]
    return {
        "texts": [*texts, _text(article, take_snapshot(article))],
        "slug": article.slug,
        "source": article.source_id,
        "added": article.added.isoformat(),
        "entries": list(article.ledger_entries.order_by("pk").values_list("pk", flat=True)),
        "events": list(article.event_links.filter(by_hand=True).values_list("event", flat=True)),
        "cuts": list(Cut.objects.filter(replaces=article).values_list("pk", flat=True)),
    }


def _text(row: Article | Version, snapshot: Mapping[str, Any]) -> Text:
    columns = {name: getattr(row, name) for name in VERSION_COLUMNS}
    columns["published"] = row.published and row.published.isoformat()
    return {**columns, "snapshot": dict(snapshot)}


def returning(batch: Batch) -> QuerySet[Absorbed]:
    """Those that come back with the undo of a batch: all whose identity no other article has by now."""
    others = Article.objects.filter(identity=OuterRef("identity"))
    return batch.absorbed.exclude(Exists(others))


def bring_back(batch: Batch) -> None:
    """Put what the batch took out of the archive back, as it was. The caller regroups, by `returning`."""
    for row in returning(batch):
        _bring_back(row)
    batch.absorbed.all().delete()


def _bring_back(row: Absorbed) -> None:
    state = row.state
    *earlier, last = [_columns(text) for text in state["texts"]]
    sources = Source.objects.filter(pk=state["source"])
    article = Article(
        pk=row.key,
        identity=row.identity,
        slug=state["slug"],
        source=sources.first(),
        **{name: last[name] for name in VERSION_COLUMNS},
    )
    article.save(force_insert=True)
    # When it was added is written by itself, and versions have the moment when they were replaced.
    Article.objects.filter(pk=row.key).update(added=datetime.fromisoformat(state["added"]))
    for number, text in enumerate(earlier, 1):
        replaced = datetime.fromisoformat(text.pop("replaced"))
        version = Version.objects.create(article=article, number=number, **text)
        Version.objects.filter(pk=version.pk).update(replaced=replaced)
    _link_by_hand(article, state["events"])
    restore_state(article, last["snapshot"])
    LedgerEntry.objects.filter(pk__in=state["entries"], article=None).update(article=article)
    Cut.objects.filter(pk__in=state["cuts"], replaces=None).update(replaces=article)
    StalePosting.objects.create(article=row.key)


def _link_by_hand(article: Article, events: Collection[int]) -> None:
    """Put the article into the events again that a person put it into, or those that they have joined."""
    rows = Event.objects.filter(pk__in=events).values_list("pk", "merged_into")
    EventArticle.objects.bulk_create(
        EventArticle(event_id=event, article=article, by_hand=True)
        for event in sorted({into or key for key, into in rows})
    )


def _columns(text: Text) -> Text:
    published = text["published"]
    return {**text, "published": date.fromisoformat(published) if published else None}


def forget_texts(batch: Batch) -> None:
    """Drop what a batch that is taken back brought from all that is kept aside, as from what is not.

    A text that another stored batch has too is credited to that one.
    """
    for row in Absorbed.objects.filter(state__texts__contains=[{"batch_id": batch.pk}]).exclude(batch=batch):
        texts = [text for text in row.state["texts"] if text["batch_id"] != batch.pk]
        held = LedgerEntry.objects.filter(pk__in=row.state["entries"], batch__status=Batch.Status.DONE)
        entry = held.filter(outcome=Outcome.DUPLICATE).exclude(batch=batch).order_by("pk").first()
        if not texts and entry is not None:
            place = {name: getattr(entry, name) for name in ("batch_id", "file_id", "member")}
            lines = {"first_line": entry.first_line, "last_line": entry.last_line}
            texts = [row.state["texts"][-1] | place | lines]
            LedgerEntry.objects.filter(pk=entry.pk).update(
                outcome=Outcome.NEW, reason=f"{batch} had it first and was taken back"
            )
        if not texts:
            row.delete()
            continue
        row.state["texts"], row.brought_by_id = _numbered(texts), texts[-1]["batch_id"]
        row.save(update_fields=["state", "brought_by"])


def _numbered(texts: list[Text]) -> list[Text]:
    """The last of the texts is the present one: nothing has replaced it."""
    last = {name: value for name, value in texts[-1].items() if name not in ("replaced_by_id", "replaced")}
    return [*texts[:-1], last]
