"""Work in, futures out: done here while there is little of it, in several processes once there is much.

What runs in the processes knows the rooms of reading and linking only: each starts quickly and stays small.
"""

import atexit
import gc
import logging
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from articles.importing.garbage import collect
from articles.linking import Linker
from articles.records import LinkedArticle, ParsedArticle, Reference, Rejection

if TYPE_CHECKING:  # a linking process reads nothing, and starts a quarter of a second sooner without it
    from articles.reading import Unread

logger = logging.getLogger(__name__)
Record = ParsedArticle | Rejection
T = TypeVar("T")

# Below the work of about this many articles, processes cost more (each builds its own automaton) than they
# save. Reading a file weighs by its size: a page of 100 KB costs as much as fifty articles of a table.
SPREAD_FROM = 1_000
# Not fork: the process that asks holds a database connection.
SPAWN = multiprocessing.get_context("spawn")
BYTES_OF_AN_ARTICLE = 2_000
# How nice the linking processes are. As equals of the others more of them than cores would slow all down; so
# they take what the others leave: a sixth less time than with one core for linking alone.
GIVING_WAY = 5


class NotLinked(NamedTuple):
    """In the place of what was found in an article: why nothing was."""

    reason: str


class Workers:
    """A context manager, so that the processes end with their work; none start before they are worth it."""

    def __init__(self, reference: Reference, processes: int | None = None, expected: int = 0) -> None:
        """`expected` is the size of all input in bytes, as far as it is known beforehand."""
        self.count = (os.cpu_count() or 1) if processes is None else processes
        self._reference = reference
        self._seen = expected // BYTES_OF_AN_ARTICLE if expected > SPREAD_FROM * BYTES_OF_AN_ARTICLE else 0
        self._linking: ProcessPoolExecutor | None = None
        self._reading: ProcessPoolExecutor | None = None
        self._waking: Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _linkers.clear()
        if self._waking is not None:
            self._waking.join()
        for pool in (self._linking, self._reading):
            if pool is not None:
                pool.shutdown(cancel_futures=True)

    def begin(self) -> None:
        """Say that there is something to read. Where much is expected, the linking processes start now: they
        take seconds to get ready, in which the caller reads what it will have linked.
        """
        if self._linking is None and self._spread(0):
            # A process waits for the one that it starts, until that can be told what to know.
            self._waking = Thread(target=_wake, args=(self._linkers_elsewhere, self.count))
            self._waking.start()

    def link(
        self, records: Sequence[Record], finish: Callable[[LinkedArticle], T]
    ) -> Future[list[T | NotLinked | None]]:
        """Link the articles; `finish` makes of each what comes back. None in the place of a rejection."""
        if self._spread(len(records)):
            return self._linkers_elsewhere.submit(_link, records, finish)
        if not _linkers:
            _start(self._reference)
        return _done(_link(records, finish))

    def read(self, files: "Sequence[Unread]") -> Future[list[list[Record]]]:
        """Read the files; for each its records."""
        if self._spread(sum(len(file.data) for file in files) // BYTES_OF_AN_ARTICLE):
            return self._readers_elsewhere.submit(_read, files)
        return _done(_read(files))

    @property
    def _linkers_elsewhere(self) -> ProcessPoolExecutor:
        """As many as there are cores. They give way to this process and the database, which all wait for."""
        if self._linking is None:
            _linkers.clear()
            self._linking = ProcessPoolExecutor(self.count, SPAWN, _start_process, (self._reference,))
        return self._linking

    @property
    def _readers_elsewhere(self) -> ProcessPoolExecutor:
        """As many as there are cores: where reading takes long, all others wait for it."""
        if self._reading is None:
            self._reading = ProcessPoolExecutor(self.count, SPAWN, _end_with_parent)
        return self._reading

    def _spread(self, weight: int) -> bool:
        """Whether so much has been asked by now that processes are worth it."""
        spread = self.count > 1 and self._seen >= SPREAD_FROM
        self._seen += weight
        return spread


def _wake(pool: ProcessPoolExecutor, processes: int) -> None:
    """Have all processes of a pool start: each does when there is a task that no other is free for."""
    for _ in range(processes):
        pool.submit(int)


def _done(result: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(result)
    return future


_linkers: list[Linker] = []


def _start(reference: Reference) -> None:
    _linkers[:] = [Linker(reference)]


def _end_with_parent() -> None:
    """End this process when the one that started it has gone: if that was killed, nobody else would do it."""
    parent = multiprocessing.parent_process()

    def watch(parent: BaseProcess) -> None:
        parent.join()
        os._exit(1)

    if parent is not None:
        Thread(target=watch, args=(parent,), daemon=True).start()


def _start_process(reference: Reference) -> None:
    _end_with_parent()
    # When all is done the caller waits for this process to end: to take apart all that it knows takes 0.3 s.
    atexit.register(os._exit, 0)
    os.nice(GIVING_WAY)
    _start(reference)
    # What is here now stays: the collector need not look through it again and again. What articles leave
    # behind hardly ever goes in circles: to look for those once a chunk takes a tenth off the time.
    gc.freeze()
    gc.disable()


def _read(files: "Iterable[Unread]") -> list[list[Record]]:
    return [list(file.read()) for file in files]


def _link(records: Sequence[Record], finish: Callable[[LinkedArticle], T]) -> list[T | NotLinked | None]:
    articles = [record for record in records if isinstance(record, ParsedArticle)]
    try:
        made: Iterator[T | NotLinked] = iter([finish(linked) for linked in _linkers[0].link_all(articles)])
    except Exception:
        made = iter([_link_alone(article, finish) for article in articles])
    collect()
    return [next(made) if isinstance(record, ParsedArticle) else None for record in records]


def _link_alone(article: ParsedArticle, finish: Callable[[LinkedArticle], T]) -> T | NotLinked:
    """A fault in our rules that one text brings to light does not stop the others of its batch."""
    try:
        return finish(_linkers[0].link(article))
    except Exception as error:
        logger.exception("links of %s, article %s", article.member or article.file, article.index)
        return NotLinked(f"its links could not be found, by a fault of the archive ({error!r})")
