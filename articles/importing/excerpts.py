"""A stored file and lines of it → those lines with a few around them, and what was left out of the text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, cast

from articles.models import Article, LedgerEntry, RawFile
from articles.reading.byhand import opened_again
from articles.reading.containers import DAMAGE
from articles.reading.files import as_read
from articles.reading.opened import OpenFile
from articles.reading.text import LINE_END, decode
from articles.records import IN_TITLE_LINE

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CONTEXT = 5
MOST_LINES = 1_000
LONGEST_LINE = 20_000


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of the file as written: whether the article stands in it, and why its words were left out.

    `missing` counts the characters of a very long line that are not shown.
    """

    number: int
    text: str
    inside: bool
    removed: str = ""
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The lines of a file around an article, or why they cannot be shown."""

    lines: tuple[FileLine, ...] = ()
    encoding: str = ""
    note: str = ""
    cut: bool = False
    repeated: tuple[tuple[str, str], ...] = ()


def excerpt(found: Article | LedgerEntry) -> Excerpt:
    """The lines that an article, or what the ledger has of a file, stands in, with a few before and after."""
    left_out = _left_out(found)
    repeated = tuple((text, reason) for line, text, reason in left_out if not line)
    if found.first_line is None:
        return Excerpt(note="The reader of this layout recorded no lines.", repeated=repeated)
    last = found.first_line if found.last_line is None else found.last_line
    wanted = range(max(found.first_line - CONTEXT, 1), last + CONTEXT + 1)
    shown = wanted[:MOST_LINES]
    try:
        with _opened(found) as opened:
            lines, encoding, note = _lines(opened, shown)
    except (ValueError, *DAMAGE) as error:
        return Excerpt(note=f"The file cannot be shown: {error}", repeated=repeated)
    removed = {line: reason for line, _, reason in left_out if line and not reason.startswith(IN_TITLE_LINE)}
    inside = range(found.first_line, last + 1)
    return Excerpt(
        tuple(
            FileLine(
                *(number, text[:LONGEST_LINE], number in inside, removed.get(number, "")),
                max(len(text) - LONGEST_LINE, 0),
            )
            for number, text in lines
        ),
        encoding,
        note,
        len(shown) < len(wanted),
        repeated,
    )


class Chunks(io.RawIOBase):
    """The bytes of a raw file as a stream that asks the database for no chunk before it is needed."""

    def __init__(self, raw: RawFile) -> None:
        self._chunks = raw.chunks()
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._rest = self._rest or next(self._chunks, b"")
        view = memoryview(buffer).cast("B")
        part = self._rest[: len(view)]
        view[: len(part)] = part
        self._rest = self._rest[len(part) :]
        return len(part)


@contextmanager
def _opened(found: Article | LedgerEntry) -> Iterator[OpenFile]:
    """The file, or the member of it that the article stands in."""
    with io.BufferedReader(Chunks(found.file.raw)) as stream:
        if found.member:
            yield opened_again(found.file.name, cast(BinaryIO, stream), found.member)
        else:
            yield OpenFile(found.file.name, cast(BinaryIO, stream))


def _lines(opened: OpenFile, wanted: range) -> tuple[list[tuple[int, str]], str, str]:
    """The wanted lines, their encoding and what was damaged. JSON lines are read only as far as needed."""
    if opened.name.endswith((".jsonl", ".ndjson")) and "data" not in vars(opened):
        found = [
            (number, decode(line or b"").text)
            for number, line in islice(opened.byte_lines(), wanted[-1])
            if number in wanted
        ]
        return found, "utf-8", ""
    decoded = as_read(opened)
    rows = islice(enumerate(LINE_END.split(decoded.text), 1), wanted[0] - 1, wanted[-1])
    return list(rows), decoded.encoding, decoded.note


def _left_out(found: Article | LedgerEntry) -> list[tuple[int | None, str, str]]:
    """Line (None where it is not known), text and reason of all that was left out of the text."""
    entry: LedgerEntry | None
    if isinstance(found, LedgerEntry):
        entry = found
    else:
        entry = LedgerEntry.objects.filter(
            article=found, file=found.file, member=found.member, first_line=found.first_line
        ).first()
    return [(line, text, reason) for line, text, reason in entry.removed] if entry else []
