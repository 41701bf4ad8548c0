"""A batch in, its articles out of the archive again; the ledger and the bytes stay, to be stored anew."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.importing import events
from articles.importing.absorbing import bring_back, forget_texts, returning
from articles.importing.afterwards import finish_soon
from articles.importing.decisions import obey
from articles.importing.locking import import_lock
from articles.importing.removing import remove
from articles.importing.replacing import cuts_of_its_parts
from articles.importing.snapshot import restore
from articles.importing.stories import regrouping
from articles.models import (
    Article,
    ArticlePerson,
    Batch,
    EventArticle,
    LedgerEntry,
    Outcome,
    Person,
    Ruling,
    Version,
)
from articles.models.knowledge import Origin

COUNTS = ("removed", "kept", "restored", "events", "returned")


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What taking a batch back does, in numbers of articles.

    `removed` leave the archive, `kept` are held by other batches too, `restored` get an earlier text back;
    `returned` were cut together with others by the batch and are articles of their own again; `events` counts
    the links to events that go with those removed. `first` are the batches that have to be
    taken back before: while there are any, nothing is done.
    """

    removed: int
    kept: int
    restored: int
    events: int
    returned: int = 0
    first: tuple[Batch, ...] = ()


def plan_undo(batch: Batch) -> UndoPlan:
    """What `undo` would do now."""
    gone = _only_here(batch)
    return UndoPlan(
        removed=gone.count(),
        kept=_also_elsewhere(batch).count(),
        restored=_changed_here(batch).count(),
        events=EventArticle.objects.filter(article__in=gone).count(),
        returned=returning(batch).count(),
        first=tuple(cuts_of_its_parts(batch)),
    )


def undo(batch: Batch) -> UndoPlan:
    """Take the batch back, in one transaction.

    An article that another stored batch holds as well stays and is credited to that batch; one whose text
    the batch changed gets its earlier text back. People whom nothing names any more and whom nobody entered
    by hand go with it. Raises OtherImportError while an import runs. A batch whose parts were cut again since
    stays stored, and says so.
    """
    with import_lock(), transaction.atomic():
        obey()
        plan = plan_undo(batch)
        if plan.first:
            names = ", ".join(map(str, plan.first))
            batch.status, batch.problem = (
                Batch.Status.DONE,
                f"First take back what cut its parts again: {names}",
            )
            batch.save(update_fields=["status", "problem"])
            return plan
        _hand_over_texts(batch)
        forget_texts(batch)
        Version.objects.filter(batch=batch).exclude(replaced_by=batch).delete()
        gone = list(_only_here(batch).values_list("pk", flat=True))
        changed = _changed_here(batch).values_list("pk", flat=True)
        back = returning(batch).values_list("key", flat=True)
        with regrouping([*gone, *changed, *back]), events.leaving(gone):
            for article in _changed_here(batch):
                _set_back(article, batch)
            for article in _also_elsewhere(batch):
                _hand_over(article, batch)
            remove(gone)
            bring_back(batch)
        _forget_people()
        batch.files.update(complete=False)
        # Its place in the order of batches stays, for what came after it.
        batch.status = Batch.Status.UNDONE
        counts = {name: getattr(plan, name) for name in COUNTS}
        batch.progress = {**counts, "taken_back": timezone.now().isoformat()}
        batch.save(update_fields=["status", "progress"])
    finish_soon()
    return plan


def _hand_over_texts(batch: Batch) -> None:
    """Credit the earlier texts of articles that another batch brought as well to that batch.

    A duplicate is of the text that the article had when it came: after the text did, before the next one.
    """
    brought = LedgerEntry.objects.filter(article=OuterRef("article"), batch=OuterRef("batch"))
    following = LedgerEntry.objects.filter(article=OuterRef("article"), batch=OuterRef("replaced_by"))
    others = LedgerEntry.objects.filter(outcome=Outcome.DUPLICATE, batch__status=Batch.Status.DONE)
    texts = Version.objects.filter(batch=batch).exclude(replaced_by=batch)
    for text in texts.filter(Exists(others.filter(article=OuterRef("article")))).annotate(
        since=Subquery(brought.order_by("pk").values("pk")[:1]),
        until=Subquery(following.exclude(outcome=Outcome.DUPLICATE).order_by("pk").values("pk")[:1]),
    ):
        held = others.filter(article=text.article_id, title=text.title).exclude(batch=batch)
        entry = held.filter(pk__gt=text.since or 0, pk__lt=text.until or 0).order_by("pk").first()
        if entry is not None:
            Version.objects.filter(pk=text.pk).update(**_place(entry))
            _credit(entry, batch)


def _held_elsewhere(batch: Batch) -> Exists:
    others = LedgerEntry.objects.filter(
        article=OuterRef("pk"), outcome=Outcome.DUPLICATE, batch__status=Batch.Status.DONE
    )
    return Exists(others.exclude(batch=batch))


def _has_earlier_text(batch: Batch) -> Exists:
    return Exists(Version.objects.filter(article=OuterRef("pk")).exclude(batch=batch))


def _changed_here(batch: Batch) -> QuerySet[Article]:
    return Article.objects.filter(_has_earlier_text(batch), batch=batch)


def _also_elsewhere(batch: Batch) -> QuerySet[Article]:
    return Article.objects.filter(~_has_earlier_text(batch), _held_elsewhere(batch), batch=batch)


def _only_here(batch: Batch) -> QuerySet[Article]:
    return Article.objects.filter(~_has_earlier_text(batch), ~_held_elsewhere(batch), batch=batch)


def _set_back(article: Article, batch: Batch) -> None:
    article.versions.filter(batch=batch).delete()
    latest = article.versions.last()
    if latest is not None:
        restore(latest)


def _hand_over(article: Article, batch: Batch) -> None:
    """Credit the article to the first other batch that brought the same text."""
    entries = article.ledger_entries.filter(outcome=Outcome.DUPLICATE, batch__status=Batch.Status.DONE)
    entry = entries.exclude(batch=batch).order_by("pk")[0]
    Article.objects.filter(pk=article.pk).update(**_place(entry))
    _credit(entry, batch)


def _place(entry: LedgerEntry) -> dict[str, Any]:
    """Where a text comes from that is held by the batch of this entry, as columns."""
    names = ("batch_id", "file_id", "member", "first_line", "last_line")
    return {name: getattr(entry, name) for name in names}


def _credit(entry: LedgerEntry, instead_of: Batch) -> None:
    entry.outcome, entry.reason = Outcome.NEW, f"{instead_of} had it first and was taken back"
    entry.save(update_fields=["outcome", "reason"])


def _forget_people() -> None:
    """Whoever a person decided about stays, for the decision waits for their articles to come back."""
    named = Exists(ArticlePerson.objects.filter(person=OuterRef("pk")))
    rulings = Ruling.objects.filter(Q(person=OuterRef("slug")) | Q(to=OuterRef("slug"), country=""))
    nothing_else = Person.objects.filter(
        events=None, offices=None, aliases=None, absorbed=None, merged_into=None
    )
    nothing_else.filter(~named, ~Exists(rulings), origin=Origin.OBSERVED).delete()
