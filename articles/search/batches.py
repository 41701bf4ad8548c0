"""The order of batches → the articles that came after one of them.

A batch is known by its number, the primary key, as at the desk. Batches stand in the order in which they were
completed, which is not always that of their numbers: one may wait for a decision while others are stored.
"""

from __future__ import annotations

from datetime import datetime

import numpy as np
from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, Batch, Version
from articles.search.index import Index, Mask, of_this_knowledge
from articles.search.prepared import rows

LAST_STORED = """
    SELECT id FROM articles_batch WHERE status = 'done' AND finished IS NOT NULL
    ORDER BY finished DESC, id DESC LIMIT 1
"""
# Of these, articles can be in the archive.
WITH_ARTICLES = (Batch.Status.STORING, Batch.Status.DONE, Batch.Status.FAILED, Batch.Status.UNDOING)


def latest(up_to: datetime | None = None) -> Batch | None:
    """The batch that was stored last, or last up to a moment."""
    rows = Batch.objects.filter(status=Batch.Status.DONE).exclude(finished=None)
    if up_to is not None:
        rows = rows.filter(finished__lte=up_to)
    return rows.order_by("-finished", "-pk").first()


def last_stored() -> int:
    """The number of the batch that was stored last, 0 where none was."""
    kept: dict[str, int] = of_this_knowledge("last batch")
    if "number" not in kept:
        kept["number"] = next((number for (number,) in rows(LAST_STORED)), 0)
    return kept["number"]


def after(batch: Batch) -> list[int]:
    """The numbers of the batches that were stored after this one, and of one that is being stored now."""
    later = Q(finished__gt=batch.finished) | Q(finished=batch.finished, pk__gt=batch.pk)
    rows = Batch.objects.filter(status__in=WITH_ARTICLES).exclude(pk=batch.pk)
    found = rows.filter(later | Q(finished=None) | Q(status=Batch.Status.STORING))
    return list(found.order_by("pk").values_list("pk", flat=True))


def stored(number: int) -> Batch | None:
    """The batch of this number, if it was stored at some time."""
    return Batch.objects.exclude(finished=None).filter(pk=number).first()


def came_after(index: Index, number: int) -> Mask:
    """The articles whose first text came with a later batch than this one; none if it was never stored."""
    batch = stored(number)
    if batch is None:
        return index.nothing()
    return index.alive & np.isin(index.values("since"), after(batch))


def coming_after(number: int, path: str = "") -> Q:
    """The same as a condition on articles; `path` leads to them ("article__" from their search words)."""
    batch = stored(number)
    first = Version.objects.filter(article=OuterRef("pk")).order_by("number").values("batch")[:1]
    since = Article.objects.annotate(
        since=Coalesce(Subquery(first), F("batch"), output_field=BigIntegerField())
    )
    keys = since.filter(since__in=after(batch) if batch else []).order_by().values("pk")
    return Q(**{f"{path}pk__in": keys})
