"""What the directory of a zip says of a member → the unpacked bytes of it, compared with what was said."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from articles.reading import unpacking
from articles.reading.unpacking import DamagedError, Decoder, Unpacker

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LOCAL = b"PK\x03\x04"
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
METHODS: dict[int, Callable[[], Decoder]] = {
    8: unpacking.deflate_decoder,
    12: unpacking.bzip2_decoder,
    95: unpacking.xz_decoder,
}
LZMA = 14


@dataclass(slots=True)
class Entry:
    """What the directory says of a member; `offset` is where its own header stands in the file."""

    name: str
    flags: int
    method: int
    checksum: int | None
    packed: int
    size: int | None
    offset: int
    mode: int = 0
    header: int = LOCAL_HEADER.size
    overlaps: bool = False


def _decoder(entry: Entry) -> Callable[[], Decoder] | None:
    if entry.method == LZMA:
        return partial(unpacking.zip_lzma_decoder, entry.size or 0)
    return METHODS.get(entry.method)


class Content(io.RawIOBase):
    """The unpacked bytes of a member, its length and checksum compared with what the directory says."""

    def __init__(self, stream: BinaryIO, entry: Entry) -> None:
        stream.seek(entry.offset)
        header = LOCAL_HEADER.unpack(stream.read(LOCAL_HEADER.size).ljust(LOCAL_HEADER.size, b"\0"))
        if header[0] != LOCAL:
            raise DamagedError("the directory points to a place where no member begins")
        begin = entry.offset + LOCAL_HEADER.size + header[9] + header[10]
        packed = _Slice(stream, begin, entry.packed)
        decoder = _decoder(entry)
        self._inner: io.RawIOBase = Unpacker(packed, decoder) if decoder else packed  # type: ignore[arg-type]
        self._entry = entry
        self._count = self._checksum = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._inner.read(len(view)) or b""
        self._count += len(data)
        self._checksum = zlib.crc32(data, self._checksum)
        expected = self._entry.size
        if expected is not None and (self._count > expected or (not data and self._count < expected)):
            more = "more" if self._count > expected else "less"
            raise zipfile.BadZipFile(
                f"it unpacks to {more} than the {expected:,} bytes that the directory says"
            )
        if not data and self._entry.checksum not in (None, self._checksum):
            raise zipfile.BadZipFile("its checksum is wrong")
        view[: len(data)] = data
        return len(data)


class _Slice(io.RawIOBase):
    """Part of a stream that others read as well."""

    def __init__(self, stream: BinaryIO, begin: int, length: int) -> None:
        self._stream, self._at, self._left = stream, begin, length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        self._stream.seek(self._at)
        data = self._stream.read(min(len(view), self._left))
        if not data and self._left and len(view):
            raise EOFError("it ends too early")
        self._at += len(data)
        self._left -= len(data)
        view[: len(data)] = data
        return len(data)
