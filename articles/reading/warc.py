"""A web archive (WARC, ARC; plain, packed by record or as a whole) → its pages, or why a record is none.

A damaged record costs itself alone: reading goes on at the next one that begins soundly.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from articles.reading import unpacking
from articles.reading.containers import Member, Members, packing_of, seekable, unpacked_head
from articles.reading.metering import Tally, metered
from articles.reading.names import DistinctNames, safe_name
from articles.reading.opened import LimitError, OpenFile
from articles.reading.unpacking import DamagedError, Unpacker
from articles.reading.warc_pages import page_of
from articles.reading.warc_records import BEGIN, RawRecord, Records
from articles.records import Rejection

LONGEST_ADDRESS = 2_000
_GZIP = b"\x1f\x8b\x08"


def is_warc(opened: OpenFile) -> bool:
    """By the first line, also inside a gzip."""
    return any(
        BEGIN.match(head) is not None for head in (opened.head[:4096], unpacked_head(opened.head, 4096))
    )


def members(opened: OpenFile, tally: Tally) -> Members:
    """The pages of a web archive, each named by its address; two of one address told apart by time."""
    names = DistinctNames()
    given: set[str] = set()
    with seekable(opened, tally) as stream:
        for record in _records(stream, tally, opened.limits.text_file, _is_packed(opened)):
            found = _read(record, opened, tally)
            if found is None:
                continue
            tally.add_member()
            name = found.member if isinstance(found, Rejection) else found.name
            if name:
                again = name in given and record.stamp
                given.add(name)
                name = names.take(f"{name} (captured {record.stamp})" if again else name)
            if isinstance(found, Rejection):
                yield Rejection(opened.file, found.reason, name)
            else:
                yield Member(name, found.stream, found.url, found.encoding)


def _is_packed(opened: OpenFile) -> bool:
    return packing_of(opened.head) is not None


def _read(record: RawRecord, opened: OpenFile, tally: Tally) -> Member | Rejection | None:
    """The page of a record; None for the archive's own bookkeeping."""
    where = f"record {record.number} at {record.place}"
    if record.problem:
        return Rejection(opened.file, f"{where}: {record.problem}", safe_name(record.url))
    try:
        page = page_of(record)
    except (LimitError, DamagedError) as error:
        return Rejection(opened.file, f"{where}: {error}", safe_name(record.url) or f"record {record.number}")
    if page is None:
        return None
    name = safe_name(record.url) or f"record {record.number}"
    if isinstance(page, str):
        return Rejection(opened.file, page, name)
    # What the server packed is counted as it unpacks, as the archive's own packing is.
    stream = page.stream if page.packed is None else metered(page.stream, tally.within(page.packed))
    return Member(name, stream, safe_name(record.url, LONGEST_ADDRESS), page.encoding)


def _records(stream: BinaryIO, tally: Tally, limit: int, packed: bool) -> Iterator[RawRecord]:
    """The records in order; `limit` is the most bytes of one. Each gzip member is a start of its own."""
    if not packed:
        yield from Records(metered(stream, tally), limit).read()
        return
    length = stream.seek(0, io.SEEK_END)
    at = number = 0
    while at < length:
        stream.seek(at)
        unpacker = Unpacker(stream, unpacking.gzip_decoder)
        records = Records(metered(unpacker, tally), limit, number, at)
        yield from records.read()
        number = records.number
        if not unpacker.finished:
            at = _next_packed(stream, at + 1, length)
            continue
        at = stream.tell() - len(unpacker.unused)
        following = _next_packed(stream, at, length)
        if following > at and not _blank(stream, at, following):
            number += 1
            yield RawRecord(number, f"byte {at:,}", problem="no record begins here")
        at = following


def _next_packed(stream: BinaryIO, at: int, length: int) -> int:
    """Where the next gzip member with a record begins, from `at` on; the end of the file if there is none."""
    while at < length:
        stream.seek(at)
        data = stream.read(unpacking.BLOCK)
        place = data.find(_GZIP)
        if place < 0:
            at += max(1, len(data) - len(_GZIP) + 1) if at + len(data) < length else len(data)
            continue
        at += place
        stream.seek(at)
        if BEGIN.match(unpacked_head(stream.read(4096), 4096, go_on=False).lstrip(b"\r\n")):
            return at
        at += 1
    return length


def _blank(stream: BinaryIO, begin: int, end: int) -> bool:
    stream.seek(begin)
    return not stream.read(min(end - begin, unpacking.BLOCK)).strip(b"\0\r\n")
