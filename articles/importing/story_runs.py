"""Keys with articles in, what the archive holds under given keys out: sorted runs of entries in Postgres.

Each chunk of articles is one run: entries of 12 bytes, in the order of their keys, cut into blocks of less
than a kilobyte, with a filter that says which keys the run may have (`story_filter.py`). What is entered goes
to the end of a table, and most keys of a new article are in no filter: neither costs more in a large archive.
Eight runs of a size become one, up to four million entries; a million articles are some twenty runs.

A run is never changed, so its filter may stay in memory. What is taken out is an entry too, in a later run.
Whoever looks at the runs does so alone, to the end of the transaction (`one_at_a_time`).
"""

import secrets
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.db import connection
from psycopg import Cursor

from articles.arrays import as_array
from articles.importing.story_filter import BYTES_A_KEY, Numbers, add, among, filter_of, may_have, once, place
from articles.models.words import COPY_END, COPY_START

Entries = npt.NDArray[np.void]

AT_ONCE = 8  # runs of one size become one
# Entries of a run, from which it is of the next size: a correction, a chunk, and so on; the last stay.
LEVELS = (1_000, 32_000, 256_000, 2_000_000)
A_BLOCK = 64  # entries
SLICE = 500_000  # entries that a merger has in memory
FILTER_WORTH = 4_096  # bytes of a filter, read and kept, that one block not read is worth
MOST_FILTERS = 256 * 1024 * 1024  # bytes kept in memory; what does not fit is looked up without
LOCK = 0x73746F72  # "stor"; any number that nothing else in the database locks

# The id of a block is the number of its run and its own.
_SHIFT = 20
_ENTRY = np.dtype([("key", "<i8"), ("article", "<i4")])
# A row as COPY reads it in binary form: a number of eight bytes and a value of so many.
_ROW = struct.Struct(">hiqi")
_MOST_ARTICLE = np.iinfo(np.int32).max

ALONE = "SELECT pg_advisory_xact_lock(%s)"
RUNS = "SELECT id, stamp, entries, blocks FROM articles_storyrun ORDER BY id"
FILTERS = "SELECT id, filter FROM articles_storyrun WHERE id = ANY(%s::bigint[])"
BLOCKS = "SELECT string_agg(entries, '' ORDER BY id) FROM articles_storyblock WHERE id = ANY(%s::bigint[])"
STRETCH = "SELECT string_agg(entries, '' ORDER BY id) FROM articles_storyblock WHERE id BETWEEN %s AND %s"
NEXT = "SELECT nextval(pg_get_serial_sequence('articles_storyrun', 'id'))"
ENTER = "COPY articles_storyblock (id, entries) FROM STDIN (FORMAT binary)"
ENTER_RUN = "INSERT INTO articles_storyrun (id, stamp, entries, blocks, filter) VALUES (%s, %s, %s, %s, %s)"
DROP = "DELETE FROM articles_storyrun WHERE id BETWEEN %s AND %s"
DROP_BLOCKS = "DELETE FROM articles_storyblock WHERE id BETWEEN %s AND %s"

# The filters of runs, by id and stamp: an archive put back from a dump may give the same id to another run.
_filters: dict[tuple[int, int], Numbers] = {}


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the table has it."""

    id: int
    stamp: int
    entries: int
    blocks: int

    @property
    def level(self) -> int:
        """Its size, from 0: runs of one size are merged."""
        return sum(self.entries >= least for least in LEVELS)

    @property
    def filter_bytes(self) -> int:
        """About so many bytes its filter has."""
        return self.entries * BYTES_A_KEY

    def block(self, keys: Numbers) -> Numbers:
        """The id of the block of each key."""
        return (self.id << _SHIFT) + place(keys, self.blocks)


def one_at_a_time() -> None:
    """Until the transaction ends, nobody else finds stories: the second waits for the first to commit.

    Of two at once neither would see what the other enters, and a pair would be lost. To be called before a
    row of an article is locked, and before events are joined (`events.one_at_a_time`).
    """
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [LOCK])


class Runs:
    """The runs as this transaction finds them, which nobody else changes until its end.

    What was looked up once is not read again.
    """

    def __init__(self) -> None:
        self._asked = np.zeros(0, np.int64)
        self._found = np.zeros(0, _ENTRY)
        one_at_a_time()
        self._read()

    def look_up(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """What is entered under keys, which ascend and differ: the key and the article of each entry."""
        new = keys[~among(self._asked, keys)]
        if len(new):
            self._found = np.concatenate([self._found, self._stored(new)])
            self._asked = np.sort(np.concatenate([self._asked, new]))
        entries = self._found[among(keys, self._found["key"])]
        return entries["key"].astype(np.int64), entries["article"].astype(np.int64)

    def _stored(self, keys: Numbers) -> Entries:
        """The entries of keys, from the table."""
        asked = [run.block(self._possible(run, keys)) for run in self.every]
        blocks = np.concatenate([once(each) for each in asked]) if asked else np.zeros(0, np.int64)
        if not len(blocks):
            return np.zeros(0, _ENTRY)
        entries = _entries(BLOCKS, [as_array(blocks.tolist())])
        # Most are of other keys. A table of some of their bits tells so quicker than a search for each.
        wanted = np.zeros(1 << 16, bool)
        wanted[keys >> 1 & 0xFFFF] = True
        entries = entries[wanted[entries["key"] >> 1 & 0xFFFF]]
        entries = _newest(entries[among(keys, entries["key"])])
        return entries[entries["article"] >= 0]

    def enter(self, keys: Numbers, articles: Numbers) -> None:
        """Enter articles under keys, in any order."""
        if len(keys):
            if int(np.abs(articles).max()) > _MOST_ARTICLE:
                raise ValueError(f"the index of stories has room for ids of articles up to {_MOST_ARTICLE}")
            entries = np.empty(len(keys), _ENTRY)
            entries["key"], entries["article"] = keys, articles
            self._write([entries[np.argsort(keys, kind="stable")]], len(entries), 1)
            found = _newest(np.concatenate([self._found, entries[among(self._asked, keys)]]))
            self._found = found[found["article"] >= 0]

    def take_out(self, keys: Numbers, articles: Numbers) -> None:
        """Take articles out that are entered under keys."""
        self.enter(keys, ~articles)

    def merge(self) -> None:
        """Make one of the newest runs where eight of them are of one size."""
        while due := self._due():
            self._merge(due)

    def _read(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(RUNS)
            self.every = [Run(*row) for row in cursor.fetchall()]
        known = {(run.id, run.stamp) for run in self.every}
        for key in [key for key in _filters if key not in known]:
            _filters.pop(key, None)

    def _possible(self, run: Run, keys: Numbers) -> Numbers:
        """Those of the keys that the run may have."""
        words = _filters.get((run.id, run.stamp))
        if words is None and run.filter_bytes < len(keys) * FILTER_WORTH:
            self._load(len(keys))
            words = _filters.get((run.id, run.stamp))
        return keys if words is None else keys[may_have(words, keys)]

    def _load(self, asked: int) -> None:
        """Take the filters into memory that are worth it for so many keys, as far as there is room."""
        room = MOST_FILTERS - sum(words.nbytes for words in _filters.values())
        missing = {}
        for run in reversed(self.every):
            if (run.id, run.stamp) not in _filters and run.filter_bytes < min(room, asked * FILTER_WORTH):
                missing[run.id] = run.stamp
                room -= run.filter_bytes
        with Cursor(connection.connection) as cursor:
            for key, raw in cursor.execute(FILTERS, [list(missing)], binary=True):
                _filters[key, missing[key]] = np.frombuffer(raw, "<i8")

    def _due(self) -> list[Run]:
        """The newest runs up to the largest size of which they are eight; none where that is not so."""
        due: list[Run] = []
        for level in range(len(LEVELS)):
            larger = (number for number, run in enumerate(self.every, 1) if run.level > level)
            newest = self.every[max(larger, default=0) :]
            if sum(run.level == level for run in newest) >= AT_ONCE:
                due = newest
        return due

    def _merge(self, runs: Sequence[Run]) -> None:
        """Put one run in the place of the newest ones."""
        oldest, newest = runs[0].id, runs[-1].id
        total = sum(run.entries for run in runs)
        slices = 1 << max(0, (total // SLICE).bit_length())
        self._write(_merged(runs, slices, oldest == self.every[0].id), total, slices)
        with connection.cursor() as cursor:
            cursor.execute(DROP_BLOCKS, [oldest << _SHIFT, (newest + 1 << _SHIFT) - 1])
            cursor.execute(DROP, [oldest, newest])
        self._read()

    def _write(self, parts: Iterable[Entries], expected: int, slices: int) -> None:
        """Write a run of so many entries at the most, in parts that end where a slice of the keys ends."""
        blocks = -(-expected // A_BLOCK // slices) * slices
        words = filter_of(np.zeros(0, np.int64), expected)
        total = 0
        connection.ensure_connection()
        with Cursor(connection.connection) as cursor:
            (number,) = cursor.execute(NEXT).fetchone() or (0,)
            run = Run(number, secrets.randbits(63), expected, max(1, blocks))
            for entries in parts:
                with cursor.copy(ENTER) as copy:
                    copy.write(b"".join([COPY_START, *_blocks(run, entries), COPY_END]))
                add(words, entries["key"].astype(np.int64))
                total += len(entries)
            cursor.execute(ENTER_RUN, [run.id, run.stamp, total, run.blocks, words.tobytes()])
        _filters[run.id, run.stamp] = words
        self.every.append(Run(run.id, run.stamp, total, run.blocks))


def clear() -> None:
    """Take all out of the index."""
    one_at_a_time()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE articles_storyrun, articles_storyblock, articles_storyglance")


def _merged(runs: Sequence[Run], slices: int, oldest: bool) -> Iterator[Entries]:
    """The entries of the runs that count, slice by slice of their keys.

    Where nothing is older, what was taken out is left out.
    """
    step = (1 << 63) // slices
    for first in range(0, 1 << 63, step):
        bounds = np.array([first, first + (step - 1)], np.int64)
        parts = [_entries(STRETCH, run.block(bounds).tolist()) for run in runs]
        entries = np.concatenate(parts)
        entries = _newest(entries[(entries["key"] >= bounds[0]) & (entries["key"] <= bounds[1])])
        yield entries[entries["article"] >= 0] if oldest else entries


def _newest(entries: Entries) -> Entries:
    """Entries, the older first, in the order of their keys; of several of an article under a key the last."""
    if not len(entries):
        return entries
    entries = entries[np.argsort(entries["key"], kind="stable")]
    same = entries["key"][1:] == entries["key"][:-1]
    shared = np.append(same, False) | np.append(False, same)
    some, last = entries[shared], np.ones(len(entries), bool)
    articles = np.where(some["article"] < 0, ~some["article"], some["article"])
    order = np.lexsort((articles, some["key"]))
    keys, articles = some["key"][order], articles[order]
    counts = np.ones(len(some), bool)
    counts[order[:-1]] = (keys[1:] != keys[:-1]) | (articles[1:] != articles[:-1])
    last[shared] = counts
    return entries[last]


def _blocks(run: Run, entries: Entries) -> Iterator[bytes]:
    """The entries in blocks, as rows for COPY."""
    if not len(entries):
        return
    ids = run.block(entries["key"].astype(np.int64))
    starts = np.flatnonzero(np.append(True, ids[1:] != ids[:-1]))
    ends = np.append(starts[1:], len(ids))
    raw, width = entries.tobytes(), _ENTRY.itemsize
    for key, start, end in zip(ids[starts].tolist(), starts.tolist(), ends.tolist(), strict=True):
        yield _ROW.pack(2, 8, key, (end - start) * width)
        yield raw[start * width : end * width]


def _entries(statement: str, values: Sequence[object]) -> Entries:
    """The entries of the blocks that a statement finds."""
    connection.ensure_connection()
    # Django's own cursors cannot ask for the binary form.
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        (raw,) = cursor.execute(statement, values, binary=True).fetchone() or (None,)
    return np.frombuffer(raw or b"", _ENTRY)
