"""Linking spread over processes. They import nothing but this room: each starts quickly and stays small."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType

from articles.linking import Linker
from articles.records import LinkedArticle, ParsedArticle, Reference, Rejection

Record = ParsedArticle | LinkedArticle | Rejection
Linked = LinkedArticle | Rejection


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

    def submit(self, records: Sequence[Record]) -> Future[list[Linked]]:
        """Link the records in one of the processes."""
        return self._pool.submit(_link, records)


def link_all(linker: Linker, records: Iterable[Record]) -> list[Linked]:
    """The records with every parsed article linked; anything else as it is."""
    return [linker.link(record) if isinstance(record, ParsedArticle) else record for record in records]


_linkers: list[Linker] = []


def _start(reference: Reference) -> None:
    _linkers[:] = [Linker(reference)]


def _link(records: Sequence[Record]) -> list[Linked]:
    return link_all(_linkers[0], records)
