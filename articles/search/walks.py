"""The results of a search, fixed when a walk through them begins → its pages, each result exactly once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

import numpy as np
from django.db import connection, transaction
from django.db.models import BinaryField
from django.db.models.functions import Substr
from django.utils import timezone

from articles.models import Walk
from articles.search.request import PER_PAGE, SearchRequest

# A list is kept as long as somebody asks for a page of it now and then.
KEPT = timedelta(days=1)
TOUCHED = timedelta(minutes=10)
# Of all lists together; beyond it those that nobody asked for the longest go.
MOST_IDS = 32_000_000
WIDTH = 8  # bytes of an id

CROWDED = """
    DELETE FROM articles_walk WHERE key IN (
        SELECT key FROM (
            SELECT key, sum(total) OVER (ORDER BY used DESC, key) AS together FROM articles_walk
        ) AS each WHERE together > %s
    )
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page of a list: what search it belongs to, its ids, and how many there are in all of the list."""

    asked: str
    ids: tuple[int, ...]
    total: int


def asked(request: SearchRequest) -> str:
    """What tells one search from another: its parameters, without pages and their size."""
    return urlencode(request.change(size=PER_PAGE).parameters)


def begin(request: SearchRequest, ids: Sequence[int]) -> str:
    """Keep the ids of all results; the key of the list."""
    packed = np.fromiter(ids, "<i8", len(ids)).tobytes()
    name = asked(request)
    key = hashlib.sha256(name.encode() + b"\0" + packed).hexdigest()[:32]
    now = timezone.now()
    with transaction.atomic():
        Walk.objects.filter(used__lt=now - KEPT).delete()
        Walk.objects.bulk_create(
            [Walk(key=key, asked=name, ids=packed, total=len(ids), used=now)],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["used"],
        )
        with connection.cursor() as cursor:
            cursor.execute(CROWDED, [MOST_IDS])
    return key


def stretch(key: str, start: int, size: int) -> Stretch | None:
    """A page of a list; None where the list is not kept any more."""
    part = Substr("ids", start * WIDTH + 1, size * WIDTH, output_field=BinaryField())
    rows = Walk.objects.filter(pk=key).annotate(piece=part)
    found = rows.values_list("asked", "piece", "total", "used").first()
    if found is None:
        return None
    name, piece, total, used = found
    now = timezone.now()
    if used < now - TOUCHED:
        Walk.objects.filter(pk=key).update(used=now)
    return Stretch(name, tuple(np.frombuffer(bytes(piece), "<i8").tolist()), total)
