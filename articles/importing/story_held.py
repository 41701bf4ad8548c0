"""Runs of the index of stories in, what this process has of them in memory out: filters, and tables of some.

A run is never changed, so what is known of it stays true. The filter of a run is read as soon as it is worth
the blocks that it saves; its table, which makes blocks needless, once so many of them were read that it is.
So a correction reads a few blocks, and a long import none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from psycopg import Cursor

from articles.arrays import as_array
from articles.importing import story_tables
from articles.importing.story_filter import BYTES_A_KEY, Numbers, passed_by, place
from articles.importing.story_tables import Table

# Entries of a run, from which it is of the next size: a correction, a chunk, and so on; the last stay.
LEVELS = (1_000, 32_000, 256_000, 2_000_000)
FILTER_WORTH = 4_096  # bytes of a filter, read and kept, that one block not read is worth
TABLE_WORTH = 8  # blocks that are read with a table in the time of one that is read by itself
MOST = 256 * 1024 * 1024  # bytes in memory; what does not fit is looked up in blocks

FILTERS = "SELECT id, filter FROM articles_storyrun WHERE id = ANY(%s::bigint[])"
TABLES = 'SELECT id, "table" FROM articles_storyrun WHERE id = ANY(%s::bigint[])'

# The id of a block is the number of its run and its own.
SHIFT = 20


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the table has it."""

    id: int
    stamp: int
    entries: int
    blocks: int
    table_bytes: int

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
        return (self.id << SHIFT) + place(keys, self.blocks)


@dataclass(slots=True)
class Held:
    """What is in memory of a run, and how many of its blocks were read."""

    filter: Numbers | None = None
    table: Table | None = None
    read: int = 0

    @property
    def nbytes(self) -> int:
        return sum(part.nbytes for part in (self.filter, self.table) if part is not None)


# By id and stamp: an archive put back from a dump may give the same id to another run.
_held: dict[tuple[int, int], Held] = {}


def forget() -> None:
    """Have nothing in memory."""
    _held.clear()


def in_memory() -> list[Held]:
    """What is in memory of each run."""
    return list(_held.values())


def read_all(runs: Sequence[Run]) -> None:
    """Have all runs in memory, as far as there is room, as after very many articles."""
    for run, words in stored_filters(_that_fit(runs, {run.id: run.filter_bytes for run in runs})):
        _of(run).filter = words
    for run, table in stored_tables(_that_fit(runs, {run.id: run.table_bytes for run in runs})):
        _of(run).table = table


def keep_only(runs: Iterable[Run]) -> None:
    """Forget all other runs: those that are gone, or that were rolled back."""
    known = {(run.id, run.stamp) for run in runs}
    for key in [key for key in _held if key not in known]:
        _held.pop(key, None)


def keep(run: Run, words: Numbers, table: Table) -> None:
    """Have a run in memory that was just made, as far as there is room."""
    _held[run.id, run.stamp] = held = Held()
    if words.nbytes <= _room():
        held.filter = words
    if table.nbytes <= _room():
        held.table = table


def possible(runs: Sequence[Run], keys: Numbers) -> list[Numbers]:
    """For each run those of the keys that it may have."""
    most = len(keys) * FILTER_WORTH
    wanted = [run for run in runs if _of(run).filter is None and run.filter_bytes < most]
    if wanted := _that_fit(wanted, {run.id: run.filter_bytes for run in wanted}):
        for run, words in stored_filters(wanted):
            _of(run).filter = words
    filters = {run.id: own for run in runs if (own := _of(run).filter) is not None}
    passed = dict(zip(filters, passed_by(list(filters.values()), keys), strict=True))
    return [keys[passed[run.id]] if run.id in passed else keys for run in runs]


def tables(runs: Sequence[Run], asked: Sequence[int]) -> list[Table | None]:
    """For each run, of which so many keys are asked now, its table, if that is worth it."""
    due = []
    for run, count in zip(runs, asked, strict=True):
        held = _of(run)
        held.read += count
        if held.table is None and count and held.read * TABLE_WORTH >= run.blocks:
            due.append(run)
    if due := _that_fit(due, {run.id: run.table_bytes for run in due}):
        for run, table in stored_tables(due):
            _of(run).table = table
    return [_of(run).table for run in runs]


def every_table(runs: Sequence[Run]) -> list[Table]:
    """The table of each run, read where it is not in memory, and not kept."""
    there = {run.id: table for run in runs if (table := _of(run).table) is not None}
    there |= {run.id: table for run, table in stored_tables([run for run in runs if run.id not in there])}
    return [there[run.id] for run in runs]


def stored_filters(runs: Sequence[Run]) -> list[tuple[Run, Numbers]]:
    """The filter of each run as it is stored."""
    return [(run, np.frombuffer(raw, "<i8")) for run, raw in _values(FILTERS, runs)]


def stored_tables(runs: Sequence[Run]) -> list[tuple[Run, Table]]:
    """The table of each run as it is stored. Raises ValueError where one is damaged."""
    found = []
    for run, raw in _values(TABLES, runs):
        table = story_tables.read(raw)
        if table is None:
            raise ValueError(f"{run} of the index of stories is damaged. `manage.py regroup` makes it anew.")
        found.append((run, table))
    return found


def _of(run: Run) -> Held:
    return _held.setdefault((run.id, run.stamp), Held())


def _room() -> int:
    return MOST - sum(held.nbytes for held in _held.values())


def _that_fit(runs: Collection[Run], sizes: dict[int, int]) -> list[Run]:
    """Those of the runs that there is room for, the smaller first."""
    room, found = _room(), []
    for run in sorted(runs, key=lambda run: sizes[run.id]):
        if sizes[run.id] <= room:
            found.append(run)
            room -= sizes[run.id]
    return found


def _values(statement: str, runs: Sequence[Run]) -> list[tuple[Run, bytes]]:
    """What the statement has of each of the runs."""
    if not runs:
        return []
    by_id = {run.id: run for run in runs}
    connection.ensure_connection()
    # Django's own cursors cannot ask for the binary form.
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        rows = cursor.execute(statement, [as_array(by_id)], binary=True).fetchall()
    return [(by_id[key], raw) for key, raw in rows]
