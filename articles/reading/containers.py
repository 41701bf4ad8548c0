"""An archive (zip, tar, gzip) → its members as streams, or rejections that name what is wrong with them.

Nothing is written to disk under a member's name: a path that climbs out of the archive is refused all the
same, since such an archive was made to do harm. Sizes are counted while unpacking, not believed.
"""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from articles.reading.opened import LimitError, Limits, OpenFile
from articles.records import Rejection

Member = tuple[str, BinaryIO] | Rejection

_GZIP, _ZIP, _ZIP_EMPTY = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
_SPOOL = 8 * 1024 * 1024
DAMAGE = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
)
"""What the readers of archives raise for bytes that are not as they should be."""


class Meter(io.RawIOBase):
    """A stream that counts what is read from it and raises LimitError beyond the limits of unpacking."""

    def __init__(self, stream: BinaryIO, tally: Tally) -> None:
        self._stream = stream
        self._tally = tally

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._stream.read(len(view))
        self._tally.add(len(data))
        view[: len(data)] = data
        return len(data)


class Tally:
    """Bytes unpacked so far from one archive, against the limits and the archive's own size."""

    def __init__(self, limits: Limits, packed: int | None) -> None:
        self._limits, self._packed, self.unpacked = limits, packed, 0

    def add(self, count: int) -> None:
        """Count bytes; LimitError when there are too many, or too many for an archive this small."""
        self.unpacked += count
        if self.unpacked > self._limits.unpacked:
            raise LimitError(
                f"unpacks to more than {self._limits.unpacked // 2**20} MiB, the limit for one archive"
            )
        if (
            self._packed is not None
            and self.unpacked > self._limits.ratio_from
            and self.unpacked > self._packed * self._limits.ratio
        ):
            raise LimitError(
                f"unpacks to more than {self._limits.ratio} times its size, the limit for one archive"
            )


def is_zip(opened: OpenFile) -> bool:
    """By the first bytes."""
    return opened.head.startswith((_ZIP, _ZIP_EMPTY))


def is_gzip(opened: OpenFile) -> bool:
    """By the first bytes."""
    return opened.head.startswith(_GZIP)


def is_tar(opened: OpenFile) -> bool:
    """By the mark in the first header."""
    return opened.head[257:262] == b"ustar"


def is_archive(opened: OpenFile) -> bool:
    """Whether the file is a container of any of these kinds, or one that is not read (7z, rar, xz, bzip2)."""
    others = (b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh", b"\x28\xb5\x2f\xfd")
    return is_zip(opened) or is_gzip(opened) or is_tar(opened) or opened.head.startswith(others)


def zip_members(opened: OpenFile) -> Iterator[Member]:
    """The members of a zip archive, in the order of its directory."""
    with _seekable(opened) as spool, zipfile.ZipFile(cast(BinaryIO, spool)) as archive:
        tally = Tally(opened.limits, spool.seek(0, io.SEEK_END))
        for number, info in enumerate(archive.infolist()):
            if number >= opened.limits.members:
                yield opened.reject(_too_many(opened.limits))
                return
            tally.add(0)
            if info.is_dir():
                continue
            problem = _refusal(info.filename) or ("protected by a password" if info.flag_bits & 1 else "")
            if problem:
                yield Rejection(opened.file, problem, info.filename)
                continue
            try:
                with archive.open(info) as stream:
                    yield (
                        info.filename,
                        cast(BinaryIO, io.BufferedReader(Meter(cast(BinaryIO, stream), tally))),
                    )
            except DAMAGE as error:
                yield Rejection(opened.file, f"damaged: {error}", info.filename)


def tar_members(opened: OpenFile) -> Iterator[Member]:
    """The members of a tar archive, read once from front to back."""
    with _seekable(opened) as spool:
        yield from _tar(opened, cast(BinaryIO, spool), Tally(opened.limits, None))


def gzip_members(opened: OpenFile) -> Iterator[Member]:
    """The one file of a gzip, or the members of the tar inside it."""
    with _seekable(opened) as spool, gzip.GzipFile(mode="rb", fileobj=cast(BinaryIO, spool)) as unpacked:
        tally = Tally(opened.limits, spool.seek(0, io.SEEK_END))
        spool.seek(0)
        stream = io.BufferedReader(Meter(cast(BinaryIO, unpacked), tally), 512 * 1024)
        if stream.peek(512)[257:262] == b"ustar":
            yield from _tar(opened, cast(BinaryIO, stream), None)
        else:
            yield _gzip_name(opened), cast(BinaryIO, stream)


def _tar(opened: OpenFile, stream: BinaryIO, tally: Tally | None) -> Iterator[Member]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for number, info in enumerate(archive):
            if number >= opened.limits.members:
                yield opened.reject(_too_many(opened.limits))
                return
            if info.isdir():
                continue
            problem = _refusal(info.name) or ("" if info.isfile() else "a link or device, no file")
            inner = None if problem else archive.extractfile(info)
            if inner is None:
                yield Rejection(opened.file, problem or "no file", info.name)
                continue
            plain = cast(BinaryIO, inner)
            yield info.name, cast(BinaryIO, io.BufferedReader(Meter(plain, tally))) if tally else plain


def _refusal(name: str) -> str:
    """Why a member is not read, by its name; "" if nothing speaks against it."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or name[1:3] in (":\\", ":/"):
        return "its path climbs out of the archive"
    if "__MACOSX" in path.parts or path.name in (".DS_Store", "Thumbs.db"):
        return "a side file of the operating system, no text"
    return ""


def _too_many(limits: Limits) -> str:
    return f"more than {limits.members} members, the limit for one archive: the rest was not read"


def _gzip_name(opened: OpenFile) -> str:
    """The name of the file inside a gzip: its own without ".gz"."""
    name = PurePosixPath((opened.member or opened.file).replace("\\", "/")).name
    return name[:-3] if name.lower().endswith(".gz") else name


def _seekable(opened: OpenFile) -> SpooledTemporaryFile[bytes]:
    """The archive in a temporary file: beyond 8 MiB on disk."""
    spool: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 (the callers close it)
    spool.write(opened.head)
    while block := opened.stream.read(1024 * 1024):
        spool.write(block)
    spool.seek(0)
    return spool
