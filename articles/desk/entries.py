"""One entry of a batch at the desk: the text as it was read, its place in the file, what it would change."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.desk.page import page
from articles.differences import changed, compare, compare_line
from articles.importing.cutting import is_cuttable
from articles.importing.excerpts import excerpt
from articles.importing.rereading import read_entry
from articles.models import Absorbed, Article, Batch, LedgerEntry, Outcome
from articles.records import PARAGRAPH_BREAK, ParsedArticle

LONGEST_TEXT = 100_000


def show_entry(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """An entry of the ledger, with the way to those beside it in the list that it was opened from."""
    batch = get_object_or_404(Batch, pk=pk)
    found = batch.entries.select_related("file__raw", "article__source")
    row: LedgerEntry = get_object_or_404(found, pk=entry)
    outcome = request.GET.get("outcome", "")
    chosen = outcome if outcome in Outcome.values else ""
    beside = batch.entries.filter(outcome=chosen) if chosen else batch.entries.all()
    article = read_entry(row) if row.outcome != Outcome.REJECTED else None
    return page(
        request,
        "desk/entry.html",
        row.title or row.get_outcome_display().capitalize(),
        batch=batch,
        entry=row,
        chosen=chosen,
        article=article,
        paragraphs=_paragraphs(row, article) if article else [],
        cut=article is not None and len(article.body) > LONGEST_TEXT,
        changes=_changes(row, article),
        excerpt=excerpt(row),
        cuttable=is_cuttable(row, article.layout if article else ""),
        went_into=Absorbed.objects.filter(state__entries__contains=[row.pk]).select_related("into").first(),
        previous=_beside(beside.filter(pk__lt=row.pk).order_by("-pk")),
        next=_beside(beside.filter(pk__gt=row.pk).order_by("pk")),
    )


def _beside(entries: QuerySet[LedgerEntry]) -> int | None:
    return entries.values_list("pk", flat=True).first()


def _paragraphs(row: LedgerEntry, article: ParsedArticle) -> list[str]:
    """The paragraphs of the text, without what was learned over the batch to be no news."""
    learned = {text.strip() for _, text, _ in row.removed}
    body = article.body[:LONGEST_TEXT]
    return [text for text in PARAGRAPH_BREAK.split(body) if text.strip() and text.strip() not in learned]


def _changes(row: LedgerEntry, article: ParsedArticle | None) -> dict[str, Any] | None:
    """What a changed text would do to the one in the archive; None once it is stored."""
    stored: Article | None = row.article
    if row.outcome != Outcome.CHANGED or article is None or stored is None:
        return None
    if row.batch.status != Batch.Status.PREVIEW:
        return None
    text = compare(stored.body, article.body)
    title = compare_line(stored.title, article.title)
    return {"title": title, "paragraphs": text, "changed": changed(text)}
