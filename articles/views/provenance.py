"""An article → the other places where its text came in: files of later batches, and of the same one."""

from __future__ import annotations

from collections.abc import Sequence

from articles.models import Article, Batch, LedgerEntry, Outcome

SHOWN = 10


def also_in(article: Article) -> tuple[Sequence[LedgerEntry], int]:
    """The first places where the same article came again, and how many more there are (at least)."""
    entries = article.ledger_entries.filter(outcome=Outcome.DUPLICATE, batch__status=Batch.Status.DONE)
    found = list(entries.select_related("file", "batch").order_by("pk")[: SHOWN * 10 + 1])
    return found[:SHOWN], len(found) - len(found[:SHOWN])
