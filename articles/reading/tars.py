"""A tar archive, plain or packed → its members, read once from front to back."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, Self, cast

from articles.reading.containers import (
    DAMAGE,
    Member,
    Members,
    packing_of,
    refusal,
    seekable,
    unpacked_head,
)
from articles.reading.metering import Tally, metered
from articles.reading.names import DistinctNames, safe_name
from articles.reading.opened import LimitError, OpenFile
from articles.reading.unpacking import DamagedError, Unpacker
from articles.records import Rejection

_EXTENDED = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_LONG_NAMES = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_LONGEST_HEADER = 256 * 1024
_MOST_BROKEN = 100_000
_MOST_IN_VAIN = 1000
_KINDS = {
    tarfile.SYMTYPE: "a symbolic link, no file",
    tarfile.LNKTYPE: "a hard link to another member, no file of its own",
    tarfile.CHRTYPE: "a device, no file",
    tarfile.BLKTYPE: "a device, no file",
    tarfile.FIFOTYPE: "a pipe, no file",
}
# What tarfile lets through of headers that were made to break it.
_FAULTS = (ValueError, OverflowError, IndexError, KeyError, AssertionError, RecursionError)


def is_tar(opened: OpenFile) -> bool:
    """By the mark in the first header, also inside a gzip, bzip2 or xz."""
    return _begins(opened.head) or _begins(unpacked_head(opened.head))


def members(opened: OpenFile, tally: Tally) -> Members:
    """The members of a tar archive. Broken headers are passed over until a sound one comes, and told."""
    with seekable(opened, tally) as stream:
        packing = packing_of(opened.head)
        if packing:
            yield from _members(
                opened, metered(Unpacker(stream, packing.decoder, packing.magic), tally), tally
            )
        else:
            yield from _members(opened, metered(stream, tally), tally)


def _members(opened: OpenFile, stream: BinaryIO, tally: Tally) -> Members:
    broken: list[str] = []
    names = DistinctNames()
    try:
        with tarfile.open(
            fileobj=cast(BinaryIO, _Ending(stream)),
            mode="r|",
            tarinfo=_headers(broken),
            ignore_zeros=True,
            errors="surrogateescape",
        ) as archive:
            while (info := _next(archive, broken)) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # else they fill the memory
                yield from _told(opened, broken)
                if not info.isdir():
                    tally.add_member()
                    yield _member(opened, archive, info, names)
    except tarfile.ReadError as error:
        if not broken:
            yield opened.reject(f"damaged: {error}")
    yield from _told(opened, broken)


class _Ending:
    """A stream that says so when it is read on and on behind its end.

    A header may claim more bytes than there are atoms: tarfile would look for their end block by block.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._vain = stream, 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._vain = 0 if data else self._vain + 1
        if self._vain > _MOST_IN_VAIN:
            raise EOFError("a member is longer than the archive")
        return data


def _next(archive: tarfile.TarFile, broken: list[str]) -> tarfile.TarInfo | None:
    try:
        return archive.next()
    except (LimitError, DamagedError):
        raise
    except _FAULTS as error:
        raise DamagedError(f"a header of the tar archive is broken: {error}") from error


def _told(opened: OpenFile, broken: list[str]) -> Iterator[Rejection]:
    """One reason for a run of broken headers."""
    if broken:
        yield opened.reject(
            f"damaged: {len(broken):,} blocks of 512 bytes are no part of any member ({broken[0]})"
        )
        broken.clear()


def _member(
    opened: OpenFile, archive: tarfile.TarFile, info: tarfile.TarInfo, names: DistinctNames
) -> Member | Rejection:
    name = names.take(safe_name(info.name) or "member without a name")
    problem = refusal(info.name) or _KINDS.get(info.type, "" if info.isfile() else "no file")
    if not problem and info.issparse():
        problem = "a sparse file, with holes in place of bytes: pack it without --sparse"
    if problem:
        return Rejection(opened.file, problem, name)
    try:
        inner = archive.extractfile(info)
    except DAMAGE as error:
        return Rejection(opened.file, f"damaged: {error}", name)
    if inner is None:
        return Rejection(opened.file, "no file", name)
    return Member(name, cast(BinaryIO, inner))


def _headers(broken: list[str]) -> type[tarfile.TarInfo]:
    """A reader of headers that notes the broken ones, and takes no headers that would fill the memory."""

    class Header(tarfile.TarInfo):
        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
            try:
                made = super().frombuf(buf, encoding, errors)
            except tarfile.HeaderError as error:
                if type(error).__name__ in ("InvalidHeaderError", "TruncatedHeaderError"):
                    _note(broken, str(error))
                raise
            if made.size < 0 or (made.type in _EXTENDED + _LONG_NAMES and made.size > _LONGEST_HEADER):
                _note(broken, "a header that claims an impossible size")
                raise tarfile.InvalidHeaderError("impossible size")  # type: ignore[attr-defined]
            return made

    return Header


def _note(broken: list[str], reason: str) -> None:
    if len(broken) >= _MOST_BROKEN:
        raise DamagedError(f"more than {_MOST_BROKEN:,} blocks are no part of any member")
    broken.append(reason)


def _begins(head: bytes) -> bool:
    """Whether these are the first bytes of a tar archive: the mark of ustar, or an old checksum."""
    if head[257:262] == b"ustar":
        return True
    block = head[:512]
    if len(block) < 512 or not block[0] or b"\0" not in block[:100]:
        return False
    stored = block[148:156].strip(b" \0")
    if not stored or any(byte not in b"01234567" for byte in stored):
        return False
    return int(stored, 8) == sum(block[:148]) + 256 + sum(block[156:])
