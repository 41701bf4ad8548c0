"""The bytes of a web archive → its records, each whole or with what is wrong with it."""

from __future__ import annotations

import base64
import hashlib
import importlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from articles.reading.containers import DAMAGE
from articles.reading.unpacking import BLOCK

BEGIN = re.compile(
    rb"WARC/[01]\.\d{1,2}[ \t]*\r?\n"
    rb"|filedesc://\S+ "
    rb"|[a-z][a-z+.-]*:\S+ [\d.:a-fA-F]{1,45} \d{14} \S+ \d{1,18}[ \t]*\r?\n"
)
"""The first line of a record: of a WARC, or of an ARC with its address, time, type and length."""

_WITHIN = re.compile(rb"\n\r?\n(?=WARC/[01]\.\d{1,2}[ \t]*\r?\n(?:WARC-|Content-))")
_LONGEST_HEADER = 256 * 1024
# How many bytes are read again because a length was wrong: so many times what was read, and a few.
_MOST_AGAIN, _A_FEW_AGAIN = 8, 1024 * 1024
_BLANK = (b"\r\n", b"\n", b"\r")
_VERSIONS = ["WARC/1.1", "WARC/1.0", "WARC/0.17", "WARC/0.18"]


@dataclass(slots=True)
class RawRecord:
    """A record: `stamp` is the time of capture in 14 digits, `media` the type of its block.

    `place` says where it begins; `problem` why it cannot be trusted, or "".
    """

    number: int
    place: str
    kind: str = ""
    url: str = ""
    stamp: str = ""
    media: str = ""
    block: bytes = b""
    digest: str = ""
    payload_digest: str = ""
    segment: str = ""
    problem: str = ""


class Records:
    """Reads records from a stream that begins with one; `number` counts on over the members of a gzip.

    `limit` is the most bytes of a record that are held; `packed_at` where its gzip member begins in the file.
    """

    def __init__(self, stream: BinaryIO, limit: int, number: int = 0, packed_at: int | None = None) -> None:
        self._source = _Source(stream)
        self._limit, self.number, self._packed_at = limit, number, packed_at
        self._current: RawRecord | None = None
        self._gone_back = 0

    def read(self) -> Iterator[RawRecord]:
        """Yield every record; where the stream itself breaks, one with that problem, and end."""
        while True:
            self._current = None
            try:
                record = self._next()
            except DAMAGE as error:
                record = self._current or self._begin()
                record.problem = f"damaged: {error}"
                yield record
                return
            if record is None:
                return
            yield record

    def _next(self) -> RawRecord | None:
        line = self._source.line_with_text()
        if not line:
            return None
        record = self._begin(len(line))
        if not BEGIN.match(line):
            record.problem = "no record begins here: the bytes up to the next one were not read"
            self._source.seek_record()
            return record
        header = line if not line.startswith(b"WARC/") else self._source.header(line, _LONGEST_HEADER)
        length = _fill(record, header)
        if record.problem:
            self._source.seek_record()
            return record
        if length > self._limit:
            limit = f"the limit of {self._limit // 2**20} MiB for one record"
            record.problem = f"{length:,} bytes, more than {limit}"
            self._source.skip(length)
        elif self._gone_back > _MOST_AGAIN * self._source.position + _A_FEW_AGAIN:
            # Records that all claim to be long would each be read to the end of the file.
            record.block = self._source.read_to_record(length)
        else:
            record.block = self._source.read(length)
        self._check_end(record, length)
        return record

    def _begin(self, read: int = 0) -> RawRecord:
        """A record that begins here, `read` bytes of it read already."""
        self.number += 1
        self._current = RawRecord(self.number, self._place(self._source.position - read))
        return self._current

    def _check_end(self, record: RawRecord, length: int) -> None:
        """Compare the length and the digest with what is there; go back to a record that was run over."""
        ending = self._source.read(4)
        self._source.unread(ending)
        following = self._source.line_with_text()
        self._source.unread(following)
        run_over = _WITHIN.search(record.block)
        wrong = wrong_digest(record)
        if not record.problem and len(record.block) < length:
            record.problem = f"cut off: {len(record.block):,} of its {length:,} bytes are there"
        elif following and not BEGIN.match(following) and ending != b"\r\n\r\n":
            record.problem = record.problem or f"its length of {length:,} bytes is wrong"
        elif run_over and (wrong or not (record.digest or record.payload_digest)):
            record.problem = f"its length of {length:,} bytes is wrong: another record begins within"
        else:
            record.problem = record.problem or wrong
            return
        if run_over:
            self._gone_back += len(record.block)
            self._source.unread(record.block[run_over.end() :])
        self._source.seek_record()

    def _place(self, position: int) -> str:
        if self._packed_at is None:
            return f"byte {position:,}"
        within = f" (byte {position:,} unpacked)" if position else ""
        return f"byte {self._packed_at:,}{within}"


def _fill(record: RawRecord, header: bytes) -> int:
    """Enter the fields of a header into the record; the length of its block, or a problem."""
    parsers: Any = importlib.import_module("warcio.statusandheaders")
    try:
        if header.startswith(b"WARC/"):
            fields = parsers.StatusAndHeadersParser(_VERSIONS, verify=False).parse(io.BytesIO(header))
        elif header.startswith(b"filedesc://"):
            record.kind = "warcinfo"
            return int(header.split()[-1])
        else:
            arc: Any = importlib.import_module("warcio.recordloader")
            fields = arc.ARC2WARCHeadersParser().parse(io.BytesIO(header))
    except Exception:  # whatever a parser of others makes of broken bytes
        record.problem = "its header cannot be read"
        return 0

    def value(name: str) -> str:
        return (fields.get_header(name) or "").strip()

    record.kind = value("WARC-Type").lower()
    record.url = value("WARC-Target-URI").strip("<>")
    record.stamp = re.sub(r"\D", "", value("WARC-Date"))[:14]
    record.media = value("Content-Type")
    record.digest, record.payload_digest = value("WARC-Block-Digest"), value("WARC-Payload-Digest")
    record.segment = value("WARC-Segment-Number")
    length = value("Content-Length")
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        record.problem = f"its length is no number: {length[:30]!r}" if length else "it has no length"
        return 0
    return int(length)


def wrong_digest(record: RawRecord) -> str:
    """What is wrong with the digest of the block, or where it has none, of the payload; "" if it is right."""
    block = record.block
    if record.digest:
        return "" if _agrees(record.digest, block) else "its digest is wrong: bytes of it were changed"
    if not record.payload_digest or record.kind not in ("response", "resource", "conversion"):
        return ""
    payload = re.split(rb"\r?\n\r?\n", block, maxsplit=1)[-1] if block.startswith(b"HTTP/") else block
    # Crawlers differ on whether the chunks of a transfer count; those that do not are not called wrong.
    if re.search(rb"\r?\ntransfer-encoding:|\r?\ncontent-encoding:", block[:16_384].lower()):
        return ""
    return "" if _agrees(record.payload_digest, payload) else "its digest is wrong: bytes of it were changed"


def _agrees(told: str, data: bytes) -> bool:
    """Whether a digest such as sha1:BASE32 is that of the data; True where it cannot be told."""
    name, _, value = told.partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512") or not value:
        return True
    digest = hashlib.new(name, data, usedforsecurity=False).digest()
    value = value.strip()
    forms = (digest.hex(), base64.b32encode(digest).decode().rstrip("="), base64.b64encode(digest).decode())
    return value.lower() == forms[0] or value.upper().rstrip("=") == forms[1] or value == forms[2]


class _Source:
    """A stream of bytes that takes some back; `position` counts from its start."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.position = stream, 0
        # What was given back and is not read again yet: the bytes from a place on.
        self._held, self._at = b"", 0

    def unread(self, data: bytes) -> None:
        """Take back what was read last."""
        before = max(0, self._at - len(data))
        if data and self._held[before : self._at] == data:
            self._at = before
        elif data:
            self._held, self._at = data + self._held[self._at :], 0
        self.position -= len(data)

    def read(self, count: int) -> bytes:
        """So many bytes, fewer at the end only."""
        data = self._held[self._at : self._at + count]
        self._step(len(data))
        if len(data) < count:
            data += self._stream.read(count - len(data))
        self.position += len(data)
        return data

    def line(self) -> bytes:
        """A line with its end, at most a block of it; b"" at the end."""
        end = self._held.find(b"\n", self._at, self._at + BLOCK) + 1 - self._at
        line = self._held[self._at : self._at + (end if end > 0 else BLOCK)]
        self._step(len(line))
        if end <= 0 and len(line) < BLOCK:
            line += self._stream.readline(BLOCK)
        self.position += len(line)
        return line

    def _step(self, count: int) -> None:
        self._at += count
        if self._at == len(self._held):
            self._held, self._at = b"", 0

    def line_with_text(self) -> bytes:
        """The next line that is not blank."""
        while (line := self.line()) in _BLANK:
            pass
        return line

    def header(self, first: bytes, longest: int) -> bytes:
        """The lines up to a blank one. EOFError if the stream ends before."""
        lines, size = [first], len(first)
        while True:
            line = self.line()
            if not line:
                raise EOFError("it is cut off within its header")
            lines.append(line)
            size += len(line)
            if line in _BLANK or size > longest:
                return b"".join(lines)

    def seek_record(self) -> None:
        """Go to the next line that a record begins with, or to the end."""
        while (line := self.line()) and not BEGIN.match(line):
            pass
        self.unread(line)

    def skip(self, count: int) -> None:
        """Pass over so many bytes, but not over a record that begins among them."""
        for _ in self._to_record(count):
            pass

    def read_to_record(self, count: int) -> bytes:
        """So many bytes, fewer where a record begins among them."""
        return b"".join(self._to_record(count))

    def _to_record(self, count: int) -> Iterator[bytes]:
        kept = b""
        while count > 0 and (data := self.read(min(count, BLOCK))):
            count -= len(data)
            window = kept + data
            if found := _WITHIN.search(window):
                self.unread(window[found.end() :])
                yield data[: max(0, found.end() - len(kept))]
                return
            yield data
            kept = window[-512:]
