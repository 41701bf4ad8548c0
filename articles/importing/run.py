"""Imports as a whole: paths or uploads in, a batch and its report out. Each can be killed and run again."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from articles.importing.absorbing import absorb
from articles.importing.afterwards import finish_soon
from articles.importing.classify import Classifier, Verdict, title_of
from articles.importing.columns import own_columns
from articles.importing.cutting import (
    cuts_by_bytes,
    hand_cut,
    note_cuts,
    works_to_look_at,
    works_to_store,
)
from articles.importing.found import Prepared, find
from articles.importing.garbage import collect, collected_seldom
from articles.importing.inputs import InputFile, find_files
from articles.importing.locking import import_lock
from articles.importing.material import digest
from articles.importing.names import find_source
from articles.importing.pipeline import Chunk, Work, linked_chunks
from articles.importing.reference import reference_from_database
from articles.importing.registering import places_stored, register
from articles.importing.relinking import catch_up
from articles.importing.replacing import check_unchanged, places_in
from articles.importing.report import ImportReport
from articles.importing.writing import Writer
from articles.models import Batch, Outcome, SourceFile, forget_old_changes
from articles.models.words import many_new_words
from articles.reading.columns import USUAL_COLUMNS, Columns
from articles.records import Rejection

Progress = Callable[[int, int, int], None]
"""Called with files ended, files in all, articles so far."""


def silent(_done: int, _total: int, _articles: int) -> None:
    """A Progress that shows nothing."""


def import_paths(
    paths: Sequence[str],
    *,
    source: str = "",
    label: str = "",
    store: bool = True,
    progress: Progress = silent,
    columns: Columns = USUAL_COLUMNS,
) -> ImportReport:
    """Import files, folders and patterns as one batch, or (store=False) report what that would do.

    Files whose bytes an earlier batch stored under the same name are passed over. A batch of the same
    paths, source and label that was killed is taken up where it stopped. `columns` go before the names
    of columns that the archive keeps. Raises NoSuchInputError for a path that matches nothing, and
    OtherImportError while another import runs.
    """
    inputs = find_files(paths)
    started = time.monotonic()
    report = ImportReport(label=label, stored=store)
    if not store:
        _preview_run(inputs, source, report, progress, columns)
    else:
        with import_lock(), many_new_words():
            _store_run(inputs, source, label, report, progress, columns)
    report.seconds = time.monotonic() - started
    return report


def preview_batch(batch: Batch) -> ImportReport:
    """Read the files of an uploaded batch and enter in its ledger what storing it would do."""
    report = ImportReport(batch.pk, batch.label, stored=False)
    works = works_to_look_at(batch)
    batch.entries.all().delete()
    writer = Writer(batch)
    source = batch.source.name if batch.source else ""
    classifier = Classifier(source, remember=True, places=places_in(batch))
    for chunk, verdicts in _run(
        works, classifier, report, progress_in(batch), [work.input for work in works]
    ):
        with transaction.atomic():
            writer.enter(chunk.files, verdicts)
    _end(batch, Batch.Status.PREVIEW)
    return report


def commit_batch(batch: Batch) -> ImportReport:
    """Store an uploaded batch; taken up where it stopped if an earlier run was killed.

    Raises OtherImportError while another import runs, and StaleCutError where a cut of stored lines would do
    something else by now than was shown.
    """
    report = ImportReport(batch.pk, batch.label)
    with import_lock(), many_new_words():
        batch.refresh_from_db()
        check_unchanged(batch)
        begin_storing(batch)
        files = list(batch.files.select_related("raw"))
        works = works_to_store(batch, files, places_stored(files))
        _store(batch, works, report, [work.input for work in works])
        _end(batch, Batch.Status.DONE)
    return report


@transaction.atomic
def begin_storing(batch: Batch) -> bool:
    """Say that the batch is being stored; the ledger of a preview makes room for the real one.

    False if somebody else has begun something with the batch since this row of it was read.
    """
    previewed = batch.status == Batch.Status.PREVIEW
    if not batch.claim(Batch.Status.STORING):
        return False
    if previewed:
        batch.entries.all().delete()
        batch.files.update(complete=False)
        SourceFile.cuts.through._default_manager.filter(sourcefile__batch=batch).delete()
        note_cuts(batch.files.select_related("raw"), cuts_by_bytes(batch))
    return True


def _preview_run(
    inputs: Sequence[InputFile], source: str, report: ImportReport, progress: Progress, columns: Columns
) -> None:
    classifier = Classifier(source, remember=True)
    said = {sha256: tuple(map(hand_cut, some)) for sha256, some in cuts_by_bytes().items()}
    works = (Work(file, cuts=said.get(_digest_of(file), ()) if said else ()) for file in inputs)
    for _ in _run(works, classifier, report, progress, inputs, columns):
        pass


def _digest_of(file: InputFile) -> str:
    try:
        with file.open() as stream:
            return digest(stream)
    except OSError:
        return ""  # the reading says why


def _store_run(
    inputs: Sequence[InputFile],
    source: str,
    label: str,
    report: ImportReport,
    progress: Progress,
    columns: Columns,
) -> None:
    batch = _batch_for(inputs, source, label)
    report.batch = batch.pk
    try:
        _store(batch, register(batch, inputs, report), report, inputs, progress, columns)
    finally:
        # A batch without files holds nothing: everything was known, or it was killed before it began.
        if not batch.files.exists():
            batch.delete()
            report.batch = None
    if report.batch is not None:
        _end(batch, Batch.Status.DONE)


def _batch_for(inputs: Sequence[InputFile], source: str, label: str) -> Batch:
    """The unfinished batch of the very same call, or a new one."""
    names = "\x00".join([source, label, *(file.name for file in inputs)])
    fingerprint = hashlib.sha256(names.encode("utf-8", "surrogateescape")).hexdigest()
    unfinished = Batch.objects.filter(fingerprint=fingerprint, status=Batch.Status.STORING).first()
    if unfinished is not None:
        return unfinished
    return Batch.objects.create(
        heartbeat=timezone.now(),
        label=label[:200],
        source=find_source(source) if source else None,
        fingerprint=fingerprint,
        status=Batch.Status.STORING,
    )


def _store(
    batch: Batch,
    works: Iterable[Work | None],
    report: ImportReport,
    inputs: Sequence[InputFile],
    progress: Progress = silent,
    columns: Columns = USUAL_COLUMNS,
) -> None:
    tell = progress_in(batch)

    def tell_both(done: int, total: int, articles: int) -> None:
        tell(done, total, articles)
        progress(done, total, articles)

    writer = Writer(batch)
    classifier = Classifier(batch.source.name if batch.source else "", places=places_in(batch))
    for chunk, verdicts in _run(works, classifier, report, tell_both, inputs, columns):
        with transaction.atomic():
            writer.write(chunk.files, verdicts)
            rows = [work.row.pk for work in chunk.ended if work.row]
            SourceFile.objects.filter(pk__in=rows).update(complete=True)
    absorb(batch)
    catch_up(batch)


def _run(
    works: Iterable[Work | None],
    classifier: Classifier,
    report: ImportReport,
    progress: Progress,
    inputs: Sequence[InputFile],
    columns: Columns = USUAL_COLUMNS,
) -> Iterator[tuple[Chunk, list[Verdict]]]:
    """Read, link and classify; report and progress follow each chunk once the caller has taken it.

    `inputs` are all files of the run, those included that `works` passes over.
    """
    begun: set[str] = set()
    known = own_columns() | columns
    size = sum(file.size for file in inputs)
    reference = reference_from_database()
    with collected_seldom():
        for linked in linked_chunks(works, reference, find, known, classifier.source, expected=size):
            chunk = linked.chunk
            verdicts = classifier.classify(
                [each if isinstance(each, Rejection) else Prepared(*each) for each in linked.results()]
            )
            yield chunk, verdicts
            _add_to(report, chunk, verdicts)
            begun = (begun | {work.input.name for work in chunk.files}) - {
                work.input.name for work in chunk.ended
            }
            progress(len(report.files) - len(begun), len(inputs), report.outcomes.total())
            collect()


def _add_to(report: ImportReport, chunk: Chunk, verdicts: Sequence[Verdict]) -> None:
    pairs = zip(chunk.files, verdicts, strict=True)
    for name, group in groupby(pairs, key=lambda pair: pair[0].input.name):
        file = report.file(name)
        for _, verdict in group:
            file.outcomes[verdict.outcome] += 1
            if verdict.outcome in (Outcome.REJECTED, Outcome.DOUBTFUL, Outcome.CHANGED):
                file.remark(_remark(verdict))


def _remark(verdict: Verdict) -> str:
    record = verdict.record
    title = title_of(record)
    named = f" “{Truncator(title).chars(60)}”" if title else ""
    member = record.member if isinstance(record, Rejection) else record.article.member
    return f"{verdict.outcome.label}{named}{f', in {member}' if member else ''}: {verdict.reason}"


def _end(batch: Batch, status: Batch.Status) -> None:
    batch.status, batch.finished, batch.problem = status, timezone.now(), ""
    batch.save(update_fields=["status", "finished", "problem"])
    if status == Batch.Status.DONE:
        finish_soon()
    forget_old_changes()


def progress_in(batch: Batch) -> Progress:
    """A Progress that writes to the batch, at most twice a second."""
    last = 0.0

    def tell(done: int, total: int, articles: int) -> None:
        nonlocal last
        if time.monotonic() - last < 0.5 and done < total:
            return
        last = time.monotonic()
        Batch.objects.filter(pk=batch.pk).update(
            progress={"done": done, "total": total, "articles": articles}, heartbeat=timezone.now()
        )

    return tell
