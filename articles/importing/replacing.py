"""A cut of stored lines → the articles in whose place its parts come, and why it may not be stored."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q, QuerySet

from articles.models import Absorbed, Article, Batch, Cut, Version

LOOK_AGAIN = "Throw this away, and cut the article as it is now."


class Standing(NamedTuple):
    """An article of the archive, by its key, and the lines of the file that it stands in."""

    article: int
    first: int
    last: int


class StaleCutError(Exception):
    """A cut would do something else by now than its preview shows; the message says why."""


def cut_of(batch: Batch) -> Cut | None:
    """The cut that a batch is there for alone; None for any other batch."""
    return batch.cuts.filter(alone=True).select_related("raw", "replaces__file").first()


def articles_in(cut: Cut) -> QuerySet[Article]:
    """The articles of the archive that stand in the lines of a cut, under the name of its file."""
    names = cut.batch.files.filter(raw=cut.raw).values("name")
    found = Article.objects.filter(file__raw=cut.raw, file__name__in=names, member=cut.member)
    return found.filter(first_line__lte=cut.last_line, last_line__gte=cut.first_line).order_by(
        "first_line", "pk"
    )


def places_in(batch: Batch) -> list[Standing]:
    """The places that the parts of a cut take, in the order of the lines; none for any other batch.

    What the batch took, before it was killed, is not taken again.
    """
    cut = cut_of(batch)
    if cut is None:
        return []
    taken = batch.entries.exclude(article=None).values("article")
    rows = articles_in(cut).exclude(pk__in=taken).values_list("pk", "first_line", "last_line")
    return [Standing(key, first or 0, last or 0) for key, first, last in rows]


def obstacle(batch: Batch) -> str:
    """Why a cut of stored lines that waits to be stored would not do what is shown; "" where it would."""
    cut = cut_of(batch)
    if cut is None or batch.articles.exists():
        return ""
    later = _cuts_since(cut)
    if later is not None:
        return f"{later.batch} has changed these lines since. Read it again to see what is left to do."
    old = cut.replaces
    standing = list(articles_in(cut))
    if old is not None and old not in standing:
        return f"The archive has “{old}” from another place by now. {LOOK_AGAIN}"
    for each in standing:
        if (each.first_line or 0) < cut.first_line or (each.last_line or 0) > cut.last_line:
            return (
                f"“{each}” goes on beyond these lines by now, and would lose what stands there. {LOOK_AGAIN}"
            )
    return ""


def check_unchanged(batch: Batch) -> None:
    """Raises StaleCutError where there is an obstacle. The caller holds the lock of the imports."""
    reason = obstacle(batch)
    if reason:
        raise StaleCutError(reason)


def cuts_of_its_parts(batch: Batch) -> QuerySet[Batch]:
    """The stored batches that cut again what a batch, itself a cut of stored lines, made.

    Taken back before them, its other parts would go, and nothing would hold their lines.
    """
    if cut_of(batch) is None:
        return Batch.objects.none()
    since = Batch.objects.filter(status=Batch.Status.DONE, cuts__alone=True).exclude(pk=batch.pk)
    replaced = Version.objects.filter(batch=batch).values("replaced_by")
    absorbed = Absorbed.objects.filter(brought_by=batch).values("batch")
    return since.filter(Q(pk__in=replaced) | Q(pk__in=absorbed)).distinct()


def _cuts_since(cut: Cut) -> Cut | None:
    """Another cut of these lines that was stored after those of this one were read."""
    return (
        Cut.objects.filter(
            raw=cut.raw,
            member=cut.member,
            alone=True,
            first_line__lte=cut.last_line,
            last_line__gte=cut.first_line,
            batch__status=Batch.Status.DONE,
            batch__finished__gt=cut.batch.finished or cut.made,
        )
        .exclude(batch=cut.batch_id)
        .select_related("batch")
        .first()
    )
