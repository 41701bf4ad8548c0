"""Packed bytes (deflate, gzip, bzip2, xz, LZMA, brotli) → a stream of what they unpack to, a block at a time.

However small the packed bytes, no more than a block is ever unpacked at once.
"""

from __future__ import annotations

import bz2
import importlib
import io
import lzma
import struct
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK = 64 * 1024
XZ_MEMORY = 128 * 1024 * 1024


class DamagedError(ValueError):
    """Bytes of an archive that are not as they should be; the message says how."""


class Decoder(Protocol):
    """What unpacks one packed stream; the decoders of bz2 and lzma are of this shape."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Zlib:
    def __init__(self, bits: int) -> None:
        self._inner = zlib.decompressobj(bits)
        self.eof, self.needs_input, self.unused_data = False, True, b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        made = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.eof, self.unused_data = self._inner.eof, self._inner.unused_data
        # A full block may leave more in the window without any tail.
        self.needs_input = not self._inner.unconsumed_tail and len(made) < max_length
        return made


class _ZipLzma:
    """LZMA as a zip has it: a header, then a stream that need not say where it ends, so `size` does."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._head = b""
        self._inner: lzma.LZMADecompressor | None = None
        self.eof, self.needs_input, self.unused_data = False, True, b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        if self._inner is None:
            self._head += data
            if len(self._head) < _LZMA_HEADER.size:
                return b""
            self._inner = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[_lzma_filter(self._head)])
            data = self._head[_LZMA_HEADER.size :]
        made = self._inner.decompress(data, min(max_length, self._left)) if self._left else b""
        self._left -= len(made)
        self.eof = self._inner.eof or not self._left
        self.needs_input = self._inner.needs_input
        return made


_LZMA_HEADER = struct.Struct("<2BHBL")


def _lzma_filter(head: bytes) -> dict[str, int]:
    _, _, length, packed, dictionary = _LZMA_HEADER.unpack_from(head)
    if length != 5 or packed >= 225:
        raise DamagedError("the header of its LZMA data is broken")
    if dictionary > XZ_MEMORY:
        raise DamagedError(f"its LZMA data asks for more than {XZ_MEMORY // 2**20} MiB of memory, the limit")
    bits = {"lc": packed % 9, "lp": packed // 9 % 5, "pb": packed // 45}
    return {"id": lzma.FILTER_LZMA1, "dict_size": max(dictionary, 4096), **bits}


class _Brotli:
    def __init__(self) -> None:
        self._inner: Any = importlib.import_module("brotli").Decompressor()
        self._held = b""
        self.eof, self.needs_input, self.unused_data = False, True, b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        try:
            # The limit is one that brotli goes a little beyond.
            made: bytes = self._held or self._inner.process(data, output_buffer_limit=max_length)
        except Exception as error:  # brotli.error, which a lazy import cannot name
            raise DamagedError("the brotli data is broken") from error
        made, self._held = made[:max_length], made[max_length:]
        self.eof = self._inner.is_finished() and not self._held
        self.needs_input = not self._held and self._inner.can_accept_more_data()
        return made


def gzip_decoder() -> Decoder:
    """One gzip member, its checksum verified."""
    return _Zlib(16 + zlib.MAX_WBITS)


def zlib_decoder() -> Decoder:
    """Deflate with the header of zlib, as HTTP means it."""
    return _Zlib(zlib.MAX_WBITS)


def deflate_decoder() -> Decoder:
    """Raw deflate, as in a zip and as many a server sends it."""
    return _Zlib(-zlib.MAX_WBITS)


def bzip2_decoder() -> Decoder:
    """One bzip2 stream."""
    return bz2.BZ2Decompressor()


def xz_decoder() -> Decoder:
    """One xz or old .lzma stream; it may not ask for more than 128 MiB of memory."""
    return lzma.LZMADecompressor(memlimit=XZ_MEMORY)


def zip_lzma_decoder(size: int) -> Decoder:
    """One LZMA stream of a zip that unpacks to `size` bytes; no more than 128 MiB of memory either."""
    return _ZipLzma(size)


def brotli_decoder() -> Decoder:
    """One brotli stream."""
    return _Brotli()


class Unpacker(io.RawIOBase):
    """What a packed stream unpacks to. Streams that follow directly, of the same `magic`, are read on.

    `unused` is what was read beyond the end; `finished` whether the end was met. Raises EOFError where the
    packed bytes end too early, and what the decoder raises where they are broken.
    """

    def __init__(self, stream: BinaryIO, new: Callable[[], Decoder], magic: bytes = b"") -> None:
        self._stream, self._new, self._magic = stream, new, magic
        self._decoder = new()
        self._ahead = b""
        self.finished = False
        self.unused = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        while not self.finished:
            made = self._decoder.decompress(self._feed(), len(view))
            if self._decoder.eof:
                self._go_on()
            if made:
                view[: len(made)] = made
                return len(made)
        return 0

    def _feed(self) -> bytes:
        if not self._decoder.needs_input:
            return b""
        data, self._ahead = self._ahead or self._stream.read(BLOCK), b""
        if not data:
            raise EOFError("it ends too early")
        return data

    def _go_on(self) -> None:
        """Begin the next stream, or end: after padding, or with what is not packed in the same way."""
        rest = self._decoder.unused_data
        if self._magic and len(rest) < len(self._magic):
            rest += self._stream.read(BLOCK)
        if self._magic and rest.startswith(self._magic):
            self._decoder, self._ahead = self._new(), rest
            return
        self.finished, self.unused = True, rest.lstrip(b"\0") if self._magic else rest
