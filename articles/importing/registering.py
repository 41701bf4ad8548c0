"""Files of an import in, rows with their bytes out; what is known is passed over, what was begun goes on."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles.importing.cutting import cuts_by_bytes, note_cuts, noted_cuts
from articles.importing.inputs import InputFile
from articles.importing.material import digest, keep, keep_small, sha256_of
from articles.importing.pipeline import AllPlaces, Place, Work
from articles.importing.report import FileReport, ImportReport
from articles.models import Batch, Cut, LedgerEntry, Outcome, SourceFile

SMALL = 1024 * 1024
GROUP_FILES = 200


@dataclass(slots=True)
class _Given:
    """A file as found: its hash, and its bytes if they are few."""

    input: InputFile
    sha256: str
    data: bytes | None


def register(batch: Batch, inputs: Iterable[InputFile], report: ImportReport) -> Iterator[Work | None]:
    """Work for each file that is not in the archive yet, its bytes stored first.

    None says, before they are stored, that there is something to come: to store them may take seconds.
    Files go in groups, so that ten thousand small ones cost few transactions. What is passed over, and what
    cannot be read, goes into the report.
    """
    cuts = cuts_by_bytes(batch)
    for group in _groups(inputs, report):
        yield from _register_group(batch, group, report, cuts)


def _groups(inputs: Iterable[InputFile], report: ImportReport) -> Iterator[list[_Given]]:
    group: list[_Given] = []
    size = 0
    for file in inputs:
        try:
            given = _look_at(file)
        except OSError as error:
            failed = FileReport(file.name, reasons=[f"the file cannot be read: {error.strerror or error}"])
            failed.outcomes[Outcome.REJECTED] += 1
            report.add(failed)
            continue
        group.append(given)
        size += len(given.data or b"")
        if len(group) >= GROUP_FILES or size > 8 * SMALL:
            yield group
            group, size = [], 0
    if group:
        yield group


def _look_at(file: InputFile) -> _Given:
    with file.open() as stream:
        data = stream.read(SMALL + 1)
        if len(data) <= SMALL:
            return _Given(file, sha256_of(data), data)
        stream.seek(0)
        return _Given(file, digest(stream), None)


def _register_group(
    batch: Batch, group: list[_Given], report: ImportReport, cuts: Mapping[str, tuple[Cut, ...]]
) -> Iterator[Work | None]:
    known = _known(group)
    hashes = {given.input.name: given.sha256 for given in group}
    rows_begun = batch.files.filter(name__in=list(hashes)).select_related("raw")
    begun = {row.name: row for row in rows_begun}
    for name, row in list(begun.items()):
        if row.raw.sha256 != hashes[name]:
            _set_aside(begun.pop(name))
    fresh = [
        given
        for given in group
        if (given.input.name, given.sha256) not in known and given.input.name not in begun
    ]
    if begun or fresh:
        yield None
    rows = begun | _keep(batch, fresh, cuts)
    noted = noted_cuts(rows.values()) if cuts or begun else {}
    done = places_stored(list(begun.values()))
    reported = _reported(begun.values())
    for given in group:
        name = given.input.name
        if (name, given.sha256) in known:
            stored = f"stored already by {known[name, given.sha256]}"
            report.add(FileReport(name, known=stored))
            continue
        if name in begun:
            report.add(reported[begun[name].pk])
        row = rows[name]
        yield Work(given.input, row, done.get(row.pk, frozenset()), cuts=noted.get(row.pk, ()))


def _known(group: list[_Given]) -> dict[tuple[str, str], Batch]:
    """The files of these names and these very bytes that stored batches have, with their batches."""
    rows = SourceFile.objects.filter(
        name__in=[given.input.name for given in group],
        raw__sha256__in=[given.sha256 for given in group],
        complete=True,
        batch__status=Batch.Status.DONE,
    ).exclude(batch__cuts__alone=True)  # which holds a few lines of the file alone
    return {(row.name, row.raw.sha256): row.batch for row in rows.select_related("raw", "batch")}


@transaction.atomic
def _keep(batch: Batch, fresh: list[_Given], cuts: Mapping[str, tuple[Cut, ...]]) -> dict[str, SourceFile]:
    """The rows of files that are new to the batch, with their bytes and the cuts that are in force now."""
    small = [(given.input.name, given.data) for given in fresh if given.data is not None]
    rows = keep_small(batch, small)
    for given in fresh:
        if given.data is None:
            with given.input.open() as stream:
                rows.append(keep(batch, given.input.name, stream, given.sha256))
    if cuts:
        note_cuts(rows, cuts)
    return {row.name: row for row in rows}


def _set_aside(row: SourceFile) -> None:
    """Keep what a killed run read from a file that has changed since, under a name that says so."""
    row.name, row.complete = f"{row.name} (as it was at {timezone.now():%Y-%m-%d %H:%M:%S})", True
    row.save(update_fields=["name", "complete"])


def places_stored(rows: Sequence[SourceFile]) -> dict[int, Container[Place]]:
    """The places of each file that an earlier, killed run has stored, by the key of the file."""
    entries = LedgerEntry.objects.filter(file__in=[row for row in rows if not row.complete])
    found: dict[int, set[Place]] = {row.pk: set() for row in rows}
    for file, member, index in entries.values_list("file_id", "member", "index").iterator():
        found[file].add((member, index))
    return {row.pk: AllPlaces() if row.complete else found[row.pk] for row in rows}


def _reported(rows: Collection[SourceFile]) -> dict[int, FileReport]:
    """What an earlier, killed run of this batch had read of each file, by the key of the file."""
    reports = {row.pk: FileReport(row.name) for row in rows}
    entries = LedgerEntry.objects.filter(file__in=list(reports)).order_by("pk")
    for file, outcome, reason in entries.values_list("file_id", "outcome", "reason").iterator():
        reports[file].outcomes[outcome] += 1
        if outcome in (Outcome.REJECTED, Outcome.DOUBTFUL):
            reports[file].remark(reason)
    return reports
