"""An entry of the ledger → what its file says there, read once more: a preview keeps no texts."""

from __future__ import annotations

import time

from articles.importing.columns import own_columns
from articles.importing.material import as_input
from articles.models import LedgerEntry
from articles.reading.containers import DAMAGE
from articles.reading.files import opened_files, read_opened
from articles.reading.opened import LimitError, OpenFile
from articles.records import ParsedArticle

LONGEST_WAIT = 5.0
"""Seconds. Deep in a file of gigabytes it takes longer to come to an article than a person waits."""


def read_entry(entry: LedgerEntry) -> ParsedArticle | None:
    """The article at the place of the entry; None where there is none, or none that is reached in time.

    What was learned over the whole batch to be no news still stands in it.
    """
    until = time.monotonic() + LONGEST_WAIT
    try:
        with as_input(entry.file).open() as stream:
            outer = OpenFile(entry.file.name, stream, columns=own_columns())
            for opened in opened_files(outer):
                if opened.member == entry.member:
                    return _at(opened, entry.index, until)
                if time.monotonic() > until:
                    return None
    except (ValueError, LimitError, *DAMAGE):
        pass  # the reason stands in the ledger
    return None


def _at(opened: OpenFile, index: int, until: float) -> ParsedArticle | None:
    for record in read_opened(opened):
        if record.index == index:
            return record if isinstance(record, ParsedArticle) else None
        if time.monotonic() > until:
            break
    return None
