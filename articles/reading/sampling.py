"""A file with named fields → its first records, name and value, whether or not the names are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import BinaryIO

from articles.reading import feeds, jsonlines, tables, xmlitems
from articles.reading.columns import Columns
from articles.reading.containers import DAMAGE
from articles.reading.files import opened_files
from articles.reading.formats import STRUCTURED
from articles.reading.opened import LimitError, OpenFile

MOST_RECORDS = 40
MOST_MEMBERS = 500

Sample = list[Mapping[str, object]]
_RECORDS: Mapping[str, Callable[[OpenFile], Iterable[Mapping[str, object]]]] = {
    tables.LAYOUT: tables.rows,
    jsonlines.LAYOUT: jsonlines.objects,
    feeds.LAYOUT: feeds.items,
    xmlitems.LAYOUT: xmlitems.items,
}


def samples(name: str, stream: BinaryIO, columns: Columns) -> Iterator[tuple[str, Sample]]:
    """Yield the member (the file itself: "") and the first records of each file in it with named fields.

    Of an archive only its first members are looked at. What cannot be read is passed over.
    """
    try:
        for opened in islice(opened_files(OpenFile(name, stream, columns=columns)), MOST_MEMBERS):
            yield opened.member, sample(opened)
    except (ValueError, LimitError, *DAMAGE):
        return  # the import says what is wrong with it


def sample(opened: OpenFile) -> Sample:
    """The first records of a table, of JSON, of a feed or of other XML; none of any other file."""
    try:
        layout = next((each.name for each in STRUCTURED if each.recognise(opened)), "")
        return list(islice(_RECORDS[layout](opened), MOST_RECORDS)) if layout in _RECORDS else []
    except (ValueError, LimitError, *DAMAGE):
        return []
