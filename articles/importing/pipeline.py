"""Files in, chunks of linked articles out, in order, the linking spread over processes."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import chain
from typing import Generic, TypeVar

from articles.importing.inputs import InputFile
from articles.linking import Linker
from articles.linking.pool import LinkingPool, link_all
from articles.models import SourceFile
from articles.reading import read_file
from articles.reading.columns import USUAL_COLUMNS, Columns
from articles.records import LinkedArticle, ParsedArticle, Reference, Rejection

CHUNK_ARTICLES = 250
CHUNK_CHARACTERS = 2_000_000
# Below this many articles a pool costs more (each process builds its own automaton) than it saves.
POOL_FROM = 1_000

Place = tuple[str, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """A file to read. `row` is its row, if anything is stored; `done` are places stored by an earlier run.

    `layout` names the format to read it as, whatever it looks like; "" leaves that to the reader.
    """

    input: InputFile
    row: SourceFile | None = None
    done: frozenset[Place] = frozenset()
    layout: str = ""


@dataclass(slots=True)
class Chunk:
    """What is stored in one transaction: records, each with its file, and the files that have ended."""

    files: list[Work] = field(default_factory=list)
    records: list[ParsedArticle | Rejection] = field(default_factory=list)
    ended: list[Work] = field(default_factory=list)
    characters: int = 0

    @property
    def full(self) -> bool:
        return len(self.records) >= CHUNK_ARTICLES or self.characters >= CHUNK_CHARACTERS


@dataclass(frozen=True, slots=True)
class LinkedChunk(Generic[T]):
    """A chunk with what was made of each of its articles; `made` has None in the place of a rejection."""

    chunk: Chunk
    made: list[T | None]

    def results(self) -> Iterator[tuple[ParsedArticle, T] | Rejection]:
        """Each article with what was made of it, and the rejections, in order."""
        for record, made in zip(self.chunk.records, self.made, strict=True):
            if isinstance(record, Rejection):
                yield record
            elif made is not None:
                yield record, made


def read_chunks(works: Iterable[Work], columns: Columns = USUAL_COLUMNS) -> Iterator[Chunk]:
    """Read the files one after the other; places already done are left out.

    `columns` are the names of columns that the archive knows beside the usual ones.
    """
    chunk = Chunk()
    for work in works:
        for record in _read(work, columns):
            if place_of(record) in work.done:
                continue
            chunk.files.append(work)
            chunk.records.append(record)
            chunk.characters += len(record.body) if isinstance(record, ParsedArticle) else 0
            if chunk.full:
                yield chunk
                chunk = Chunk()
        chunk.ended.append(work)
        if len(chunk.ended) >= CHUNK_ARTICLES:
            yield chunk
            chunk = Chunk()
    if chunk.records or chunk.ended:
        yield chunk


def _read(work: Work, columns: Columns) -> Iterator[ParsedArticle | Rejection]:
    name = work.input.name
    try:
        with work.input.open() as stream:
            yield from read_file(name, stream, layout=work.layout, columns=columns)
    except OSError as error:
        yield Rejection(file=name, reason=f"the file cannot be read: {error.strerror or error}")


def place_of(record: ParsedArticle | Rejection) -> Place:
    """Where a record stands in its file."""
    return record.member, record.index


def link_chunks(
    chunks: Iterable[Chunk],
    reference: Reference,
    finish: Callable[[LinkedArticle], T],
    processes: int | None = None,
) -> Iterator[LinkedChunk[T]]:
    """The chunks with what `finish`, a function of a module, makes of every article once it is linked.

    Linking starts in this process and moves to `processes` others (default: one for each core) when the
    input turns out to be large; at most a few chunks wait at a time, so memory stays flat.
    """
    workers = (os.cpu_count() or 1) if processes is None else processes
    linker = Linker(reference)
    chunks = iter(chunks)
    seen = 0
    for chunk in chunks:
        yield LinkedChunk(chunk, link_all(linker, chunk.records, finish))
        seen += len(chunk.records)
        if workers > 1 and seen >= POOL_FROM:
            break
    del linker
    yield from _link_in_pool(chunks, reference, finish, workers)


def _link_in_pool(
    chunks: Iterator[Chunk], reference: Reference, finish: Callable[[LinkedArticle], T], workers: int
) -> Iterator[LinkedChunk[T]]:
    first = next(chunks, None)
    if first is None:
        return
    waiting: deque[tuple[Chunk, Future[list[T | None]]]] = deque()
    with LinkingPool(reference, workers) as pool:
        for chunk in chain([first], chunks):
            waiting.append((chunk, pool.submit(chunk.records, finish)))
            if len(waiting) > 3 * workers:
                done, future = waiting.popleft()
                yield LinkedChunk(done, future.result())
        for done, future in waiting:
            yield LinkedChunk(done, future.result())
