"""What is unpacked from an archive → a count over all its levels, held against the limits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from articles.reading.opened import LimitError, Limits

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


_BLOCK = 64 * 1024


class Tally:
    """Bytes unpacked and members met so far, in an archive or one member of it, with all that is nested.

    Each is held against its own packed size: a bomb costs itself, and not what lies beside it. What counts
    without regard to size is one count for all levels: a zip of zips must not multiply the limit.
    """

    def __init__(self, limits: Limits, above: Tally | None = None, packed: int | None = None) -> None:
        """`above` is the count of what this lies in, `packed` the size of a single member."""
        self._limits = limits
        self._above = above
        self._top: Tally = above._top if above else self
        self._packed = packed
        self._single = packed is not None
        self._exceeded = ""
        self._unpacked = 0
        self._all_unpacked = self._members = 0  # of the uppermost alone

    @property
    def exceeded(self) -> str:
        """Why nothing more of it is read; "" as long as something is."""
        return self._exceeded or (self._above.exceeded if self._above else "")

    def within(self, packed: int | None = None) -> Tally:
        """The count of an archive that lies in this one, or of a single member of so many packed bytes."""
        return Tally(self._limits, self, packed)

    def opened(self, size: int) -> None:
        """The archive has `size` bytes."""
        self._packed = size

    def add(self, count: int) -> None:
        """Count bytes; LimitError when there are too many, or too many for something this small."""
        limits, top = self._limits, self._top
        top._all_unpacked += count
        if top._all_unpacked > limits.unpacked:
            top._exceed(
                f"unpacks to more than {limits.unpacked // 2**20:,} MiB, the limit for one archive: "
                "the rest was not read. Cut the archive into smaller ones"
            )
        for level in self._levels():
            level._unpacked += count
        beyond = next((level for level in self._levels() if level._beyond), None)
        if beyond:
            # What most of it came from answers for it, and not what that lies in.
            blamed = next(level for level in self._levels() if 2 * level._unpacked > beyond._unpacked)
            blamed._refuse()

    def add_member(self) -> None:
        """Count a member; LimitError when there are too many."""
        self._top._members += 1
        if self._top._members > self._limits.members:
            self._top._exceed(
                f"more than {self._limits.members:,} members, the limit for one archive with all in it: "
                "the rest was not read. Cut the archive into smaller ones"
            )

    def _levels(self) -> Iterator[Tally]:
        """This one and those that it lies in, from the innermost."""
        level: Tally | None = self
        while level is not None:
            yield level
            level = level._above

    @property
    def _beyond(self) -> bool:
        """Whether it unpacks to too much for its size."""
        packed = self._packed
        return packed is not None and self._unpacked > max(
            self._limits.ratio_from, packed * self._limits.ratio
        )

    def _refuse(self) -> None:
        for level in self._levels():
            if level is not self:
                level._unpacked -= self._unpacked
        what, left = ("file", "it") if self._single else ("archive", "the rest")
        self._exceed(
            f"unpacks to more than {self._limits.ratio} times its size, the limit for one {what}: {left} "
            "was not read. Texts do not pack so well; if it is no bomb, unpack it first"
        )

    def _exceed(self, reason: str) -> None:
        self._exceeded = self._exceeded or reason
        raise LimitError(self._exceeded)


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
