"""A batch in, its articles out of the archive again; the ledger and the bytes stay, to be stored anew."""

from dataclasses import asdict, dataclass

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.importing import events
from articles.importing.afterwards import finish_soon
from articles.importing.decisions import obey
from articles.importing.locking import import_lock
from articles.importing.snapshot import restore
from articles.importing.stories import regrouping
from articles.models import (
    Article,
    ArticleCountry,
    ArticlePerson,
    Batch,
    Caption,
    Cut,
    EventArticle,
    FoundLinks,
    LedgerEntry,
    Outcome,
    Person,
    Ruling,
    SearchText,
    Version,
)
from articles.models.knowledge import Origin


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What taking a batch back does, in numbers of articles.

    `removed` leave the archive, `kept` are held by other batches too, `restored` get an earlier text back;
    `events` counts the links to events that go with those removed.
    """

    removed: int
    kept: int
    restored: int
    events: int


def plan_undo(batch: Batch) -> UndoPlan:
    """What `undo` would do now."""
    gone = _only_here(batch)
    return UndoPlan(
        removed=gone.count(),
        kept=_also_elsewhere(batch).count(),
        restored=_changed_here(batch).count(),
        events=EventArticle.objects.filter(article__in=gone).count(),
    )


def undo(batch: Batch) -> UndoPlan:
    """Take the batch back, in one transaction.

    An article that another stored batch holds as well stays and is credited to that batch; one whose text
    the batch changed gets its earlier text back. People whom nothing names any more and whom nobody entered
    by hand go with it. Raises OtherImportError while an import runs.
    """
    with import_lock(), transaction.atomic():
        obey()
        plan = plan_undo(batch)
        Version.objects.filter(batch=batch).exclude(replaced_by=batch).delete()
        gone = list(_only_here(batch).values_list("pk", flat=True))
        changed = _changed_here(batch).values_list("pk", flat=True)
        with regrouping([*gone, *changed]), events.leaving(gone):
            for article in _changed_here(batch):
                _set_back(article, batch)
            for article in _also_elsewhere(batch):
                _hand_over(article, batch)
            _remove(gone)
        _forget_people()
        batch.files.update(complete=False)
        # Its place in the order of batches stays, for what came after it.
        batch.status = Batch.Status.UNDONE
        batch.progress = {**asdict(plan), "taken_back": timezone.now().isoformat()}
        batch.save(update_fields=["status", "progress"])
    finish_soon()
    return plan


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
    Article.objects.filter(pk=article.pk).update(
        batch=entry.batch_id,
        file=entry.file_id,
        member=entry.member,
        first_line=entry.first_line,
        last_line=entry.last_line,
    )
    entry.outcome, entry.reason = Outcome.NEW, f"{batch} had it first and was taken back"
    entry.save(update_fields=["outcome", "reason"])


def _remove(articles: list[int]) -> None:
    for model in (Caption, ArticleCountry, ArticlePerson, FoundLinks, EventArticle, SearchText, Version):
        model.objects.filter(article__among=articles)._raw_delete(using=DEFAULT_DB_ALIAS)
    LedgerEntry.objects.filter(article__among=articles).update(article=None)
    Cut.objects.filter(replaces__among=articles).update(replaces=None)
    Article.objects.filter(pk__among=articles)._raw_delete(using=DEFAULT_DB_ALIAS)


def _forget_people() -> None:
    """Whoever a person decided about stays, for the decision waits for their articles to come back."""
    named = Exists(ArticlePerson.objects.filter(person=OuterRef("pk")))
    rulings = Ruling.objects.filter(Q(person=OuterRef("slug")) | Q(to=OuterRef("slug"), country=""))
    nothing_else = Person.objects.filter(
        events=None, offices=None, aliases=None, absorbed=None, merged_into=None
    )
    nothing_else.filter(~named, ~Exists(rulings), origin=Origin.OBSERVED).delete()
