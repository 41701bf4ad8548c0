"""An entry of a ledger → the entries beside it in its file, which can be cut together with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from articles.importing.cutting import Lines, lines_of
from articles.models import Batch, LedgerEntry, Outcome

_BY_PLACE = Q(article__file=F("file"), article__member=F("member"), article__first_line=F("first_line"))


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands above and below some lines, each with what it is called."""

    above: LedgerEntry | None
    below: LedgerEntry | None


def beside(entry: LedgerEntry, lines: Lines) -> Beside:
    """The nearest entries above and below the lines of an entry."""
    others = _others(entry)
    above = others.filter(first_line__lt=lines.first, last_line__lt=lines.first)
    below = others.filter(first_line__gt=lines.last)
    return Beside(
        above.order_by("-last_line", "-first_line", "standing", "-pk").first(),
        below.order_by("first_line", "standing", "pk").first(),
    )


def within(entry: LedgerEntry, own: Lines, lines: Lines) -> list[LedgerEntry]:
    """The entries that stand in these lines beside the entry's own, from the first on; one for each line."""
    found = _others(entry).filter(first_line__gte=lines.first, last_line__lte=lines.last)
    taken = [own]
    kept: list[LedgerEntry] = []
    for other in found.order_by("standing", "first_line", "pk"):
        if all(other.last_line < each.first or other.first_line > each.last for each in taken):
            taken.append(Lines(other.first_line, other.last_line))
            kept.append(other)
    return sorted(kept, key=lambda each: each.first_line or 0)


def together(entry: LedgerEntry, lines: Lines, keys: Iterable[int]) -> Lines:
    """The lines of an entry with those of others of the same file, by their keys, and all between them.

    What is no such entry, or has no lines that are known, adds nothing.
    """
    found = [lines_of(other) for other in _others(entry).filter(pk__in=keys).select_related("file")]
    more = [lines, *filter(None, found)]
    return Lines(min(each.first for each in more), max(each.last for each in more))


def _others(entry: LedgerEntry) -> QuerySet[Any]:
    """The other entries that stand for lines of the file now: of its batch, while nothing of that is stored.

    Once it is, of all stored batches that read these bytes under this name: what became of lines is said
    where they were cut last. `standing` is 0 for those whose article is there.
    """
    stored = entry.batch.status == Batch.Status.DONE
    found = LedgerEntry.objects.filter(member=entry.member, first_line__isnull=False).exclude(pk=entry.pk)
    found = found.annotate(standing=Case(When(_BY_PLACE, then=0), default=1))
    if not stored:
        return found.filter(file=entry.file_id)
    same = {"file__raw": entry.file.raw_id, "file__name": entry.file.name}
    now = Q(standing=0) | Q(outcome=Outcome.REJECTED) | Q(outcome=Outcome.DUPLICATE)
    return found.filter(now, batch__status=Batch.Status.DONE, **same)
