"""A stream of bytes with its name → an opened file that the formats look at and read."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BufferedIOBase, BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from articles.reading import text, undoing
from articles.reading.columns import USUAL_COLUMNS, Columns
from articles.reading.remembered import note_read
from articles.records import Rejection

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD_SIZE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one file is read at most. Sizes are bytes unpacked.

    A file beyond a limit is rejected with the name of the limit; nothing is cut silently. `members` and
    `unpacked` count over an archive with all that is in it, `ratio` for each file whose packed size is known
    and each archive; `nested` is how deep archives may lie in one.
    """

    text_file: int = 64 * 1024 * 1024
    lines: int = 1_000_000
    line: int = 8 * 1024 * 1024
    members: int = 100_000
    unpacked: int = 8 * 1024 * 1024 * 1024
    ratio: int = 200
    ratio_from: int = 16 * 1024 * 1024
    nested: int = 1


LIMITS = Limits()


class LimitError(ValueError):
    """A file goes beyond one of the limits; the message says which."""


class OpenFile:
    """A file, or one member of an archive, while it is read: `head` is its first 64 KiB.

    `url` and `encoding` are the address it was fetched from and the character set that the server
    declared for it, "" where nothing told them.
    """

    def __init__(
        self,
        file: str,
        stream: BinaryIO,
        member: str = "",
        limits: Limits = LIMITS,
        *,
        url: str = "",
        encoding: str = "",
        columns: Columns = USUAL_COLUMNS,
    ) -> None:
        self.file = file
        self.member = member
        self.limits = limits
        self.url = url
        self.encoding = encoding
        self.columns = columns
        self.stream = cast(BufferedIOBase, _buffered(stream))
        self.head = _fill(self.stream)

    @property
    def name(self) -> str:
        """The name that tells the format: of the member if there is one, in lower case."""
        path = self.url.partition("?")[0].partition("#")[0] if self.url else self.member or self.file
        return PurePosixPath(path.replace("\\", "/")).name.lower()

    @cached_property
    def data(self) -> bytes:
        """All bytes of the file; LimitError if it is larger than a text file may be."""
        parts, size = [self.head], len(self.head)
        while block := self.stream.read(16 * HEAD_SIZE):
            parts.append(block)
            size += len(block)
            if size > self.limits.text_file:
                break
        if size > self.limits.text_file:
            limit = f"larger than {self.limits.text_file // 2**20} MiB, the limit for one text file"
            raise LimitError(
                f"{limit}. Cut it into smaller ones, or make it JSON lines, which have no such limit"
            )
        return b"".join(parts)

    def all_if_small(self, limit: int) -> bytes | None:
        """All bytes of the file if they are no more than `limit`, else None; it can be read all the same."""
        if (known := self.__dict__.get("data")) is not None:
            return known if len(known) <= limit else None
        head, ahead = self.head, b""
        if len(head) == HEAD_SIZE:
            ahead = self.stream.read(limit - len(head) + 1)
        if len(head) + len(ahead) > limit:
            self.stream = BufferedReader(_Rejoined(ahead, self.stream))
            return None
        self.__dict__["data"] = data = head + ahead
        return data

    @cached_property
    def decoded(self) -> text.Decoded:
        """The whole file as text: in the declared encoding where the bytes bear it out."""
        return _as_declared(self.data, self.encoding) or text.decode(self.data)

    @cached_property
    def plainly(self) -> text.Decoded:
        """The whole file as the text that was meant: escapes and the like undone, for layouts of text."""
        return undoing.undone(self.decoded)

    @cached_property
    def lines(self) -> list[text.Line]:
        """The lines of the whole file, as the text that was meant."""
        decoded = self.plainly.text
        ends = sum(map(decoded.count, "\n\r\x0b\x0c\u2028\u2029")) - decoded.count("\r\n")
        if ends > self.limits.lines:
            raise LimitError(f"more than {self.limits.lines} lines, the limit for one text file")
        if len(decoded) > self.limits.line and text.longest_line(decoded) > self.limits.line:
            limit = f"{self.limits.line // 2**20} MiB, the limit for one line"
            raise LimitError(f"a line longer than {limit}: break it into several")
        note_read(len(decoded))
        return text.lines(decoded)

    def byte_lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield (line number, bytes) without holding the whole file; None for a line beyond the limit."""
        number, size, parts = 1, 0, list[bytes]()
        block = self.head
        while block:
            *ended, rest = block.split(b"\n")
            for end in ended:
                size += len(end)
                yield number, b"".join((*parts, end)) if size <= self.limits.line else None
                number, size, parts = number + 1, 0, []
            size += len(rest)
            # Of a line beyond the limit nothing is kept, however long it goes on.
            parts = [*parts, rest] if size <= self.limits.line else []
            block = self.stream.read(HEAD_SIZE)
        if size:
            yield number, b"".join(parts) if size <= self.limits.line else None

    def reject(self, reason: str, index: int = 0, line: int | None = None, title: str = "") -> Rejection:
        """A rejection of something in this file."""
        return Rejection(self.file, reason, self.member, index, line, title)


# What no page is written in, or what a browser takes for another: declared, they say nothing.
_NOT_DECLARED = frozenset(
    (
        "utf-7",
        "unicode_escape",
        "raw_unicode_escape",
        "idna",
        "punycode",
        "undefined",
        "mbcs",
        "oem",
        "palmos",
    )
)
_AS_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}


def _as_declared(data: bytes, declared: str) -> text.Decoded | None:
    """Text in its declared encoding; None where there is none, or the bytes say otherwise."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return None
    if not name or name in _NOT_DECLARED or data.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff")):
        return None
    name = _AS_BROWSERS.get(name, name)
    if not name.startswith("utf") and not keeps_ascii(name):
        return None
    # Servers declare Latin-1 for everything, and next to no Latin-1 text is UTF-8 by chance.
    if name.startswith(("cp125", "iso8859", "koi8", "mac")) and not data.isascii() and _is_utf8(data):
        return None
    try:
        decoded = data.decode(name)
    except (UnicodeError, LookupError):
        return None
    return text.Decoded(decoded.replace("\0", ""), name)


def keeps_ascii(codec: str) -> bool:
    """Whether letters and tags are the same bytes under a codec as in ASCII, as in all that pages have."""
    try:
        return b"<a>".decode(codec) == "<a>"
    except (UnicodeError, LookupError):
        return False


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Rejoined(RawIOBase):
    """Bytes that were read ahead, and then the rest of the stream."""

    def __init__(self, ahead: bytes, stream: BufferedIOBase) -> None:
        self._ahead = memoryview(ahead)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        if not self._ahead:
            return self._stream.readinto(buffer)
        view = memoryview(buffer).cast("B")
        size = min(len(view), len(self._ahead))
        view[:size] = self._ahead[:size]
        self._ahead = self._ahead[size:]
        return size


def _buffered(stream: BinaryIO) -> BinaryIO:
    if isinstance(stream, RawIOBase):
        return BufferedReader(stream)
    return stream


def _fill(stream: BufferedIOBase) -> bytes:
    """Read the head; a stream may hand out fewer bytes than asked for."""
    parts: list[bytes] = []
    missing = HEAD_SIZE
    while missing:
        part = stream.read(missing)
        if not part:
            break
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
