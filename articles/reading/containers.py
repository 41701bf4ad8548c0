"""An archive → its members as streams, or rejections that name what is wrong with them: what all kinds share.

Nothing is written to disk under a member's name: a path that climbs out of the archive is refused all the
same, since such an archive was made to do harm. Sizes are counted while unpacking, not believed.
"""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from articles.reading import unpacking
from articles.reading.metering import Tally, metered
from articles.reading.names import printable
from articles.reading.opened import OpenFile
from articles.reading.unpacking import DamagedError, Decoder, Unpacker
from articles.records import Rejection

_SPOOL = 8 * 1024 * 1024
DAMAGE = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    DamagedError,
)
"""What the readers of archives raise for bytes that are not as they should be."""


def said(error: Exception) -> str:
    """Damage in words."""
    return f"damaged: {printable(str(error)) or 'it ends too early'}"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: `url` and `encoding` are what a web archive says of it, else ""."""

    name: str
    stream: BinaryIO
    url: str = ""
    encoding: str = ""


Members = Iterator[Member | Rejection]


@dataclass(frozen=True, slots=True)
class Packing:
    """A way to pack one stream of bytes; the suffixes are what a packed file adds to its name."""

    magic: bytes
    decoder: Callable[[], Decoder]
    suffixes: tuple[str, ...]


PACKINGS = (
    Packing(b"\x1f\x8b", unpacking.gzip_decoder, (".gz", ".tgz", ".gzip")),
    Packing(b"BZh", unpacking.bzip2_decoder, (".bz2", ".tbz2", ".tbz")),
    Packing(b"\xfd7zXZ\0", unpacking.xz_decoder, (".xz", ".txz")),
)


def packing_of(head: bytes) -> Packing | None:
    """The packing that the first bytes of a file show, or None."""
    found = next((each for each in PACKINGS if head.startswith(each.magic)), None)
    # A text may begin with "BZh"; a bzip2 stream goes on with its level and the digits of pi.
    return None if found and found.magic == b"BZh" and head[4:10] not in _BZIP2_BLOCKS else found


_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")


def unpacked_head(head: bytes, size: int = 512, *, go_on: bool = True) -> bytes:
    """The first bytes that a packed head unpacks to, as far as they can be had; b"" if it is not packed.

    Without `go_on` those of its first stream alone, not of others that follow directly.
    """
    packing = packing_of(head)
    if packing is None:
        return b""
    stream = io.BufferedReader(Unpacker(io.BytesIO(head), packing.decoder, packing.magic if go_on else b""))
    made = b""
    try:
        while len(made) < size and (part := stream.read1(size - len(made))):
            made += part
    except DAMAGE:
        pass
    return made


def refusal(name: str) -> str:
    """Why a member is not read, by its name; "" if nothing speaks against it."""
    plain = name.replace("\\", "/")
    path = PurePosixPath(plain)
    if path.is_absolute() or ".." in path.parts or (plain[1:2] == ":" and plain[:1].isalpha()):
        return "its path climbs out of the archive"
    if "__MACOSX" in path.parts or path.name.startswith("._"):
        return "a side file of the operating system, no text"
    if path.name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        return "a side file of the operating system, no text"
    return ""


def is_packed(opened: OpenFile) -> bool:
    """By the first bytes."""
    return packing_of(opened.head) is not None


def packed_members(opened: OpenFile, tally: Tally) -> Members:
    """The one file that is packed with gzip, bzip2 or xz. Members that follow directly are read on."""
    packing = packing_of(opened.head)
    if packing is None:
        raise DamagedError("it is not packed")
    with seekable(opened, tally) as stream:
        unpacker = Unpacker(stream, packing.decoder, packing.magic)
        yield Member(_unpacked_name(opened, packing), metered(unpacker, tally))
        if unpacker.unused:
            yield opened.reject("bytes that are not packed follow the packed ones: they were not read")


def _unpacked_name(opened: OpenFile, packing: Packing) -> str:
    """The name of the file inside a packed one: its own without the suffix."""
    name = PurePosixPath((opened.member or opened.file).replace("\\", "/")).name
    for suffix in packing.suffixes:
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name


@contextmanager
def seekable(opened: OpenFile, tally: Tally) -> Iterator[BinaryIO]:
    """The archive as a stream that can be wound: itself if it can, else a temporary file of its bytes."""
    if _can_be_wound(opened):
        stream = cast(BinaryIO, opened.stream)
        tally.opened(stream.seek(0, io.SEEK_END))
        stream.seek(0)
        yield stream
        return
    with SpooledTemporaryFile(_SPOOL) as spool:
        spool.write(opened.head)
        while block := opened.stream.read(1024 * 1024):
            spool.write(block)
        tally.opened(spool.tell())
        spool.seek(0)
        yield cast(BinaryIO, spool)


def _can_be_wound(opened: OpenFile) -> bool:
    try:
        return opened.stream.seekable() and opened.stream.tell() == len(opened.head)
    except (OSError, ValueError, AttributeError):
        return False
