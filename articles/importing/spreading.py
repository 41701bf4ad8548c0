"""Files in, their records out in order, the reading of small files spread over processes."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TypeVar

from articles.importing.workers import Record, Workers
from articles.reading import Unread

LOT_FILES = 100
LOT_BYTES = 1024 * 1024
MOST_WAITING = 2_000
T = TypeVar("T")


@dataclass(slots=True)
class _Lot:
    """Files that are read together. `future` is there once the lot was handed on."""

    files: list[Unread] = field(default_factory=list)
    size: int = 0
    future: Future[list[list[Record]]] | None = None

    def add(self, file: Unread) -> int:
        """Take a file in; its place in the lot."""
        self.files.append(file)
        self.size += len(file.data)
        return len(self.files) - 1

    @property
    def full(self) -> bool:
        return len(self.files) >= LOT_FILES or self.size >= LOT_BYTES


@dataclass(frozen=True, slots=True)
class _Place:
    """A file's place in a lot."""

    lot: _Lot
    number: int


def read_spread(
    opened: Iterable[tuple[T, Record | Unread | None]], workers: Workers
) -> Iterator[tuple[T, Record | None]]:
    """The same items in the same order, each unread file replaced by its records.

    An item is something of the caller's with a record, a file still to be read, or None.
    """
    waiting: deque[tuple[T, Record | _Place | None]] = deque()
    lot = _Lot()
    lots = 0
    for key, item in opened:
        if isinstance(item, Unread):
            waiting.append((key, _Place(lot, lot.add(item))))
        else:
            waiting.append((key, item))
        if lot.files and (lot.full or len(waiting) >= MOST_WAITING):
            lot.future, lot, lots = workers.read(lot.files), _Lot(), lots + 1
        while waiting and (_ready(waiting[0][1]) or lots > 3 * workers.count):
            first, what = waiting.popleft()
            yield from _records(first, what)
            lots -= isinstance(what, _Place) and what.number == len(what.lot.files) - 1
    if lot.files:
        lot.future = workers.read(lot.files)
    for key, waiting_item in waiting:
        yield from _records(key, waiting_item)


def _ready(item: Record | _Place | None) -> bool:
    return not isinstance(item, _Place) or (item.lot.future is not None and item.lot.future.done())


def _records(key: T, item: Record | _Place | None) -> Iterator[tuple[T, Record | None]]:
    if not isinstance(item, _Place):
        yield key, item
    elif item.lot.future is not None:
        for record in item.lot.future.result()[item.number]:
            yield key, record
