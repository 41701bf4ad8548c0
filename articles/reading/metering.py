"""What is unpacked from an archive → a count over all its levels, held against the limits."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, cast

from articles.reading.opened import ArchiveLimitError, Limits

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


_BLOCK = 64 * 1024


class Tally:
    """Bytes unpacked and members met so far, in one archive with all that is nested in it.

    `packed` is the size of the outermost archive, None until that is known. One tally serves all levels: a
    zip of zips must not multiply the limit.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.packed: int | None = None
        self.unpacked = self.members = 0
        self.exceeded = ""

    def opened(self, size: int) -> None:
        """An archive of `size` bytes is opened: the first is the outermost."""
        if self.packed is None:
            self.packed = size

    def add(self, count: int) -> None:
        """Count bytes; ArchiveLimitError when there are too many, or too many for an archive this small."""
        self.unpacked += count
        limits = self._limits
        if self.unpacked > limits.unpacked:
            self._exceed(
                f"unpacks to more than {limits.unpacked // 2**20:,} MiB, the limit for one archive: "
                "the rest was not read. Cut the archive into smaller ones"
            )
        if (
            self.packed is not None
            and self.unpacked > limits.ratio_from
            and self.unpacked > self.packed * limits.ratio
        ):
            self._exceed(
                f"unpacks to more than {limits.ratio} times its size, the limit for one archive: the rest "
                "was not read. Texts do not pack so well; if it is no bomb, unpack it first"
            )

    def add_member(self) -> None:
        """Count a member; ArchiveLimitError when there are too many."""
        self.members += 1
        if self.members > self._limits.members:
            self._exceed(
                f"more than {self._limits.members:,} members, the limit for one archive with all in it: "
                "the rest was not read. Cut the archive into smaller ones"
            )

    def _exceed(self, reason: str) -> None:
        self.exceeded = self.exceeded or reason
        raise ArchiveLimitError(self.exceeded)


class Meter(io.RawIOBase):
    """A stream that counts what is read from it."""

    def __init__(self, stream: BinaryIO, tally: Tally) -> None:
        self._stream = stream
        self._tally = tally

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        # Asked for a whole file, each stream below would make room for the largest that may be.
        data = self._stream.read(min(len(view), _BLOCK))
        self._tally.add(len(data))
        view[: len(data)] = data
        return len(data)


def metered(stream: io.RawIOBase | BinaryIO, tally: Tally) -> BinaryIO:
    """The stream, buffered, each byte counted."""
    return cast(BinaryIO, io.BufferedReader(Meter(cast(BinaryIO, stream), tally), _BLOCK))
