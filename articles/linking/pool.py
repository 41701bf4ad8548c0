"""Linking spread over processes. They need nothing but this room: each starts quickly and stays small."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import TypeVar

from articles.linking import Linker
from articles.records import LinkedArticle, ParsedArticle, Reference, Rejection

Record = ParsedArticle | Rejection
T = TypeVar("T")


class LinkingPool:
    """Processes that each hold a linker; a context manager, so that they end with their work."""

    def __init__(self, reference: Reference, workers: int) -> None:
        # Not fork: the process that asks holds a database connection.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(workers, context, initializer=_start, initargs=(reference,))

    def __enter__(self) -> LinkingPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def submit(
        self, records: Sequence[Record], finish: Callable[[LinkedArticle], T]
    ) -> Future[list[T | None]]:
        """Link the records in one of the processes, and bring back what `finish` makes of each."""
        return self._pool.submit(_link, records, finish)


def link_all(
    linker: Linker, records: Iterable[Record], finish: Callable[[LinkedArticle], T]
) -> list[T | None]:
    """What `finish` makes of every article once it is linked; None in the place of a rejection."""
    return [finish(linker.link(record)) if isinstance(record, ParsedArticle) else None for record in records]


_linkers: list[Linker] = []


def _start(reference: Reference) -> None:
    _linkers[:] = [Linker(reference)]


def _link(records: Sequence[Record], finish: Callable[[LinkedArticle], T]) -> list[T | None]:
    return link_all(_linkers[0], records, finish)
