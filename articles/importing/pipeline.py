"""Files in, chunks of linked articles out, in order.

    open → read → leave out what a source prints around all its texts → cut into chunks → link

Every step is a generator that takes no more than it needs, so memory stays flat however large the batch.
"""

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from articles.importing.inputs import InputFile
from articles.importing.spreading import read_spread
from articles.importing.workers import NotLinked, Record, Workers
from articles.models import SourceFile
from articles.reading import Unread, byhand, open_file, read_file
from articles.reading.columns import USUAL_COLUMNS, Columns
from articles.reading.learning import without_learned
from articles.records import LinkedArticle, ParsedArticle, Reference, Rejection

# With 500, linking and storing an article took a twentieth more.
CHUNK_ARTICLES = 1_000
CHUNK_CHARACTERS = 4_000_000

Place = tuple[str, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """A file to read. `row` is its row, if anything is stored; `done` are places stored by an earlier run.

    `layout` names the format to read it as, whatever it looks like; "" leaves that to the reader. `cuts` are
    those that people made in it, in their order; `alone` is the one that is read and nothing else.
    """

    input: InputFile
    row: SourceFile | None = None
    done: Container[Place] = frozenset()
    layout: str = ""
    cuts: tuple[byhand.HandCut, ...] = ()
    alone: byhand.HandCut | None = None


class AllPlaces:
    """The places of a file that was stored to its end: it is read once more only to learn from it."""

    def __contains__(self, place: object) -> bool:
        return True


@dataclass(slots=True)
class Chunk:
    """What is stored in one transaction: records, each with its file, and the files that have ended."""

    files: list[Work] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    ended: list[Work] = field(default_factory=list)
    characters: int = 0

    @property
    def full(self) -> bool:
        return (
            len(self.records) >= CHUNK_ARTICLES
            or self.characters >= CHUNK_CHARACTERS
            or len(self.ended) >= CHUNK_ARTICLES
        )


@dataclass(frozen=True, slots=True)
class LinkedChunk(Generic[T]):
    """A chunk with what was made of each of its articles; `made` has None in the place of a rejection.

    `finish` makes the same of an article without links.
    """

    chunk: Chunk
    made: list[T | NotLinked | None]
    finish: Callable[[LinkedArticle], T]

    def results(self) -> Iterator[tuple[ParsedArticle, T] | Rejection]:
        """Each article with what was made of it, and the rejections, in order."""
        for record, made in zip(self.chunk.records, self.made, strict=True):
            if isinstance(record, Rejection):
                yield record
            elif isinstance(made, NotLinked):
                article = replace(record, doubts=(*record.doubts, made.reason))
                yield article, self.finish(LinkedArticle(article))
            elif made is not None:
                yield record, made


def linked_chunks(
    works: Iterable[Work | None],
    reference: Reference,
    finish: Callable[[LinkedArticle], T],
    columns: Columns = USUAL_COLUMNS,
    source: str = "",
    processes: int | None = None,
    expected: int = 0,
) -> Iterator[LinkedChunk[T]]:
    """Read the files, and link; places already done are left out. None among them: there is work to come.

    `finish`, a function of a module, makes of every linked article what is kept of it. `columns` are the
    names of columns that the archive knows beside the usual ones, `source` is that of articles that name
    none. The work moves to other processes when the input turns out to be large, or at once when so many
    bytes are `expected`; `processes` is the number of cores that it may take (default: all).
    """
    with Workers(reference, processes, expected) as workers:
        waiting: deque[tuple[Chunk, Future[list[T | NotLinked | None]]]] = deque()
        for chunk in _chunks(works, columns, source, workers):
            waiting.append((chunk, workers.link(chunk.records, finish)))
            while waiting and (waiting[0][1].done() or len(waiting) > 2 * workers.count):
                done, future = waiting.popleft()
                yield LinkedChunk(done, future.result(), finish)
        for done, future in waiting:
            yield LinkedChunk(done, future.result(), finish)


def place_of(record: Record) -> Place:
    """Where a record stands in its file."""
    return record.member, record.index


def _chunks(works: Iterable[Work | None], columns: Columns, source: str, workers: Workers) -> Iterator[Chunk]:
    """The records of the files, without what was learned to be no news, cut into chunks."""
    read: deque[tuple[Work, bool]] = deque()
    chunk = Chunk()
    for record in without_learned(_records(works, columns, workers, read), source=source):
        while read[0][1]:
            chunk.ended.append(read.popleft()[0])
        work, _ = read.popleft()
        # Only here: what an earlier run has stored is still to be learned from.
        if place_of(record) not in work.done:
            chunk.files.append(work)
            chunk.records.append(record)
            chunk.characters += len(record.body) if isinstance(record, ParsedArticle) else 0
        if chunk.full:
            yield chunk
            chunk = Chunk()
    chunk.ended += [work for work, _ in read]
    if chunk.records or chunk.ended:
        yield chunk


def _records(
    works: Iterable[Work | None], columns: Columns, workers: Workers, read: deque[tuple[Work, bool]]
) -> Iterator[Record]:
    """The records of the files. `read` gets (its file, False) for each, and (file, True) at an end."""
    for work, record in read_spread(_opened(works, columns, workers), workers):
        read.append((work, record is None))
        if record is not None:
            yield record


def _opened(
    works: Iterable[Work | None], columns: Columns, workers: Workers
) -> Iterator[tuple[Work, Record | Unread | None]]:
    """What is in the files, each item with its file."""
    for work in works:
        workers.begin()
        if work is not None:
            for item in _open(work, columns):
                yield work, item


def _open(work: Work, columns: Columns) -> Iterator[Record | Unread | None]:
    """What is in a file; None at its end."""
    name = work.input.name
    try:
        with work.input.open() as stream:
            if work.alone:
                records = byhand.alone(work.alone, name, stream)
                yield from byhand.obeyed(records, work.cuts, name, work.input.open)
            elif work.cuts:
                records = read_file(name, stream, layout=work.layout, columns=columns)
                yield from byhand.obeyed(records, work.cuts, name, work.input.open)
            else:
                yield from open_file(name, stream, layout=work.layout, columns=columns)
    except OSError as error:
        yield Rejection(file=name, reason=f"the file cannot be read: {error.strerror or error}")
    yield None
