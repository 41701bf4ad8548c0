"""An entry of the ledger → what its file says there, read once more: a preview keeps no texts."""

from __future__ import annotations

import time
from collections.abc import Iterator

from articles.importing.columns import own_columns
from articles.importing.cutting import cuts_by_bytes, cuts_of_parts, hand_cut, noted_cuts
from articles.importing.material import as_input
from articles.models import LedgerEntry
from articles.reading import byhand
from articles.reading.byhand import HandCut, Record
from articles.reading.containers import DAMAGE
from articles.reading.files import opened_files, read_opened
from articles.reading.opened import LimitError, OpenFile
from articles.records import ParsedArticle, Rejection

LONGEST_WAIT = 5.0
"""Seconds. Deep in a file of gigabytes it takes longer to come to an article than a person waits."""


def read_entry(entry: LedgerEntry) -> ParsedArticle | None:
    """The article at the place of the entry; None where there is none, or none that is reached in time.

    What was learned over the whole batch to be no news still stands in it.
    """
    until = time.monotonic() + LONGEST_WAIT
    alone = entry.batch.cuts.filter(alone=True).first()
    if alone is not None:
        file = as_input(entry.file)
        made = byhand.obeyed(_alone(entry, hand_cut(alone)), cuts_of_parts(entry.batch), file.name, file.open)
        return _among(iter(made), entry, until)
    file = as_input(entry.file)
    for cuts in _cuts(entry):
        obeyed = byhand.obeyed(_as_read(entry, until), cuts, file.name, file.open)
        if found := _among(obeyed, entry, until):
            return found
    return _among(_as_read(entry, until), entry, until)


def _cuts(entry: LedgerEntry) -> Iterator[list[HandCut]]:
    """The cuts by which the entry may have been read: those noted, or those that are in force."""
    noted = noted_cuts([entry.file]).get(entry.file_id, ())
    said = map(hand_cut, cuts_by_bytes(entry.batch).get(entry.file.raw.sha256, ()))
    for cuts in (noted, said):
        within = [cut for cut in cuts if cut.member == entry.member]
        if within:
            yield within


def _alone(entry: LedgerEntry, cut: HandCut) -> Iterator[Record]:
    with as_input(entry.file).open() as stream:
        yield from byhand.alone(cut, entry.file.name, stream)


def _as_read(entry: LedgerEntry, until: float) -> Iterator[Record]:
    """The records of the member that the entry stands in; what other members hold is not read."""
    with as_input(entry.file).open() as stream:
        outer = OpenFile(entry.file.name, stream, columns=own_columns())
        for opened in opened_files(outer):
            if opened.member == entry.member:
                yield from read_opened(opened)
                return
            if time.monotonic() > until:
                return


def _among(records: Iterator[Record], entry: LedgerEntry, until: float) -> ParsedArticle | None:
    try:
        for record in records:
            if (record.member, record.index) == (entry.member, entry.index):
                place = record.line if isinstance(record, Rejection) else record.first_line
                return record if isinstance(record, ParsedArticle) and place == entry.first_line else None
            if time.monotonic() > until:
                break
    except (ValueError, LimitError, *DAMAGE):
        pass  # the reason stands in the ledger
    return None
