"""What people said of the lines of stored files → how a reader cuts them, and a batch that cuts anew."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Case, Max, Min, Q, When
from django.utils.text import Truncator

from articles.importing.material import as_input
from articles.importing.pipeline import Place, Work
from articles.models import Article, Batch, Cut, LedgerEntry, Outcome, SourceFile
from articles.reading.byhand import CUT_BY_LINES, HandCut, Mark

Marks = Mapping[int, Mark]
CHANGED_SINCE = (
    "The batch was read again, stored or taken back since this page was made, so nothing was kept. Look at "
    "it as it is now, and cut it there."
)


class NotCuttableError(Exception):
    """An entry whose lines cannot be cut again here; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file that an entry of a ledger stands for, with all that was left out around it."""

    first: int
    last: int


def hand_cut(cut: Cut) -> HandCut:
    """The cut as the reader takes it."""
    marks = tuple((line, Mark(mark)) for line, mark in cut.marks)
    return HandCut(cut.first_line, cut.last_line, marks, cut.member)


def cuts_by_bytes(batch: Batch | None = None) -> dict[str, tuple[Cut, ...]]:
    """The cuts that an import obeys, by the SHA-256 of the file: those of stored batches and its own.

    In the order in which they were stored, so that the last word holds; what is said in the batch itself was
    said of what all others had made.
    """
    holds = Q(batch__status=Batch.Status.DONE)
    if batch is not None:
        holds |= Q(batch=batch)
    found: dict[str, list[Cut]] = defaultdict(list)
    own = When(batch=batch.pk if batch else None, then=1)
    cuts = Cut.objects.filter(holds).select_related("raw")
    for cut in cuts.order_by(Case(own, default=0), "batch__finished", "pk"):
        found[cut.raw.sha256].append(cut)
    return {sha256: tuple(cuts) for sha256, cuts in found.items()}


def note_cuts(files: Iterable[SourceFile], cuts: Mapping[str, Sequence[Cut]]) -> None:
    """Keep for files, before they are stored, the cuts that this obeys, whatever is stored until it ends."""
    noted = SourceFile.cuts.through
    rows = [(file.pk, cut.pk) for file in files for cut in cuts.get(file.raw.sha256, ())]
    noted._default_manager.bulk_create(noted(sourcefile_id=file, cut_id=cut) for file, cut in rows)


def noted_cuts(files: Iterable[SourceFile]) -> dict[int, tuple[HandCut, ...]]:
    """The cuts that were noted for files when they were begun to be stored, by the keys of the files."""
    noted = SourceFile.cuts.through._default_manager.filter(sourcefile__among=[file.pk for file in files])
    rows = list(noted.order_by("pk").values_list("sourcefile", "cut"))
    cuts = Cut.objects.in_bulk({cut for _, cut in rows})
    found: dict[int, list[HandCut]] = defaultdict(list)
    for file, cut in rows:
        found[file].append(hand_cut(cuts[cut]))
    return {file: tuple(said) for file, said in found.items()}


def works_to_look_at(batch: Batch) -> list[Work]:
    """The files of an uploaded batch to read, with what people have said of their lines until now."""
    files = list(batch.files.select_related("raw"))
    said = cuts_by_bytes(batch)
    return _works(
        batch, files, {file.pk: tuple(map(hand_cut, said.get(file.raw.sha256, ()))) for file in files}, {}
    )


def works_to_store(
    batch: Batch, files: Sequence[SourceFile], done: Mapping[int, Container[Place]]
) -> list[Work]:
    """The files of an uploaded batch to store, with what people had said when that was begun."""
    return _works(batch, files, noted_cuts(files), done)


def cuts_of_parts(batch: Batch) -> tuple[HandCut, ...]:
    """What was said, before it is stored, of what the cut made that a batch is there for alone."""
    return tuple(map(hand_cut, batch.cuts.filter(alone=False)))


def _works(
    batch: Batch,
    files: Sequence[SourceFile],
    cuts: Mapping[int, tuple[HandCut, ...]],
    done: Mapping[int, Container[Place]],
) -> list[Work]:
    alone = {cut.raw_id: hand_cut(cut) for cut in batch.cuts.filter(alone=True)}
    if alone:
        own = cuts_of_parts(batch)
        cuts = {file.pk: own for file in files}
    return [
        Work(
            as_input(file),
            file,
            done.get(file.pk, frozenset()),
            cuts=cuts.get(file.pk, ()),
            alone=alone.get(file.raw_id),
        )
        for file in files
    ]


def lines_of(entry: LedgerEntry) -> Lines | None:
    """The lines of an entry: no line of another entry is among them. None where no lines are known."""
    if not entry.first_line:
        return None
    left_out = [line for line, _, _ in entry.removed if line]
    first = min(entry.first_line, *left_out) if left_out else entry.first_line
    last = max(entry.last_line or entry.first_line, *left_out, entry.first_line)
    beside = entry.file.entries.filter(member=entry.member).exclude(pk=entry.pk)
    above = beside.filter(first_line__lt=entry.first_line).aggregate(line=Max("last_line"))["line"] or 0
    below = beside.filter(first_line__gt=entry.first_line).aggregate(line=Min("first_line"))["line"]
    return Lines(max(first, min(above + 1, entry.first_line)), min(last, below - 1) if below else last)


def is_cuttable(entry: LedgerEntry, layout: str) -> bool:
    """Whether an entry, of which the reader knows this layout, can be cut again."""
    try:
        check(entry, layout)
    except NotCuttableError:
        return False
    return True


def check(entry: LedgerEntry, layout: str) -> None:
    """Raises NotCuttableError for an entry, read by this layout ("": none), that cannot be cut again."""
    status = entry.batch.status
    if status not in (Batch.Status.PREVIEW, Batch.Status.DONE):
        raise NotCuttableError(
            f"{entry.batch} is {entry.batch.get_status_display()}: lines are cut while it waits for your "
            "decision, or when it is stored."
        )
    of_lines = layout in CUT_BY_LINES or (entry.outcome == Outcome.REJECTED and entry.removed)
    if not entry.first_line or not of_lines:
        raise NotCuttableError(
            "It is no plain text, so it has no lines to cut at. Once it is stored, its title and text can be "
            "corrected."
        )
    article = entry.article
    if status == Batch.Status.PREVIEW or entry.outcome == Outcome.REJECTED:
        return
    if article is None or (article.file_id, article.member, article.first_line) != (
        entry.file_id,
        entry.member,
        entry.first_line,
    ):
        raise NotCuttableError("The archive has its article from another place by now: cut it there.")


@transaction.atomic
def cut_again(
    entry: LedgerEntry, lines: Lines, marks: Marks, user: User | None, *, joined: bool = False
) -> Batch:
    """Keep how a person cut these lines of a checked entry; the batch that is to be read by it.

    That is the batch of the entry while nothing of it is stored, else a new one, which replaces the article
    of the entry (`joined`: and those beside it) and can be taken back like any other.

    Raises NotCuttableError if the batch was stored, read again or taken back since the entry was checked.
    """
    alone = entry.batch.status == Batch.Status.DONE
    batch = _unchanged(entry)
    if alone:
        title = Truncator(entry.title or entry.short_place).chars(120)
        batch = Batch.objects.create(
            label=f"{'Cut together' if joined else 'Cut again'}: {title}",
            source=entry.article.source if entry.article else batch.source,
            created_by=user,
        )
        SourceFile.objects.create(batch=batch, raw=entry.file.raw, name=entry.file.name)
    elif not batch.claim(Batch.Status.READING):
        raise NotCuttableError(CHANGED_SINCE)
    Cut.objects.create(
        raw=entry.file.raw,
        member=entry.member,
        first_line=lines.first,
        last_line=lines.last,
        marks=[[line, mark.value] for line, mark in sorted(marks.items())],
        batch=batch,
        alone=alone,
        replaces=entry.article if alone else None,
        made_by=user,
    )
    return batch


def _unchanged(entry: LedgerEntry) -> Batch:
    """The batch of the entry, locked until the transaction ends."""
    batch = Batch.objects.select_for_update().get(pk=entry.batch_id)
    same = LedgerEntry.objects.filter(pk=entry.pk, article=entry.article_id)
    if batch.status != entry.batch.status or not same.exists():
        raise NotCuttableError(CHANGED_SINCE)
    return batch


@transaction.atomic
def forget_cut(cut: Cut) -> None:
    """Drop a cut of a batch that is not stored, and later ones in its lines; the batch is to be read again.

    Raises NotCuttableError for one that is stored: that batch can be taken back.
    """
    if cut.alone:
        raise NotCuttableError("The batch is there for this cut alone. Take it back, or throw it away.")
    if cut.batch.status == Batch.Status.DONE:
        raise NotCuttableError("What this cut made is stored. Take the batch back instead.")
    if cut.batch.status != Batch.Status.PREVIEW or not cut.batch.claim(Batch.Status.READING):
        raise NotCuttableError(CHANGED_SINCE)
    later = Cut.objects.filter(raw=cut.raw, member=cut.member, batch=cut.batch, pk__gte=cut.pk)
    later.filter(first_line__lte=cut.last_line, last_line__gte=cut.first_line).delete()


def article_entry(article: Article) -> LedgerEntry | None:
    """The entry of the ledger by which the present text of an article came."""
    return (
        LedgerEntry.objects.filter(
            article=article, file=article.file_id, member=article.member, first_line=article.first_line
        )
        .exclude(outcome=Outcome.DUPLICATE)
        .order_by("-pk")
        .first()
    )
