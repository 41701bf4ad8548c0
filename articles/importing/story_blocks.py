"""Entries of the index of stories in, blocks of neighbouring ones in Postgres out, and back."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor

from articles.arrays import as_array
from articles.importing.story_filter import Numbers, among
from articles.importing.story_held import SHIFT, Run
from articles.importing.story_tables import ENTRY, RAW_BRIEF, Entries, Found
from articles.models.words import COPY_END, COPY_START

READ = """
    SELECT id >> %s, string_agg(entries, '' ORDER BY id) FROM articles_storyblock
    WHERE id = ANY(%s::bigint[]) GROUP BY 1
"""
STRETCH = "SELECT string_agg(entries, '' ORDER BY id) FROM articles_storyblock WHERE id BETWEEN %s AND %s"
ENTER = "COPY articles_storyblock (id, entries) FROM STDIN (FORMAT binary)"
NEXT = "SELECT id, entries FROM articles_storyblock WHERE id > %s AND id < %s ORDER BY id LIMIT %s"
OWNERS = "SELECT id >> %s, count(*) FROM articles_storyblock GROUP BY 1"
DROP = "DELETE FROM articles_storyblock WHERE id BETWEEN %s AND %s"

# A row as COPY reads it in binary form: a number of eight bytes and a value of so many.
_ROW = struct.Struct(">hiqi")


def write(cursor: Cursor, run: Run, entries: Entries) -> None:
    """Write entries of a run, which stand in the order of their keys, in its blocks."""
    with cursor.copy(ENTER) as copy:
        copy.write(b"".join([COPY_START, *_blocks(run, entries), COPY_END]))


def drop(cursor: CursorWrapper, first: int, last: int) -> None:
    """Take the blocks of runs away, by the ids of the first and the last."""
    cursor.execute(DROP, [first << SHIFT, (last + 1 << SHIFT) - 1])


def read(blocks: Numbers) -> dict[int, Entries]:
    """The entries of blocks, by the id of their run."""
    if not len(blocks):
        return {}
    connection.ensure_connection()
    # Django's own cursors cannot ask for the binary form.
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        rows = cursor.execute(READ, [SHIFT, as_array(blocks.tolist())], binary=True).fetchall()
    return {run: np.frombuffer(raw, ENTRY) for run, raw in rows}


def stretch(first: int, last: int) -> Entries:
    """The entries of blocks of one run that follow each other."""
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        (raw,) = cursor.execute(STRETCH, [first, last], binary=True).fetchone() or (None,)
    return np.frombuffer(raw or b"", ENTRY)


def one_by_one(run: Run, at_once: int = 4_096) -> Iterator[tuple[Numbers, Entries]]:
    """The blocks of a run in their order, some at a time: their entries, and the id of the block of each."""
    last, end = (run.id << SHIFT) - 1, run.id + 1 << SHIFT
    while True:
        connection.ensure_connection()
        with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
            rows = cursor.execute(NEXT, [last, end, at_once], binary=True).fetchall()
        if not rows:
            return
        ids, parts = zip(*rows, strict=True)
        sizes = [len(part) // ENTRY.itemsize for part in parts]
        whole = b"".join(part[: size * ENTRY.itemsize] for part, size in zip(parts, sizes, strict=True))
        yield np.repeat(np.array(ids, np.int64), sizes), np.frombuffer(whole, ENTRY)
        last = ids[-1]


def counted() -> dict[int, int]:
    """How many blocks there are, by the id of their run."""
    with connection.cursor() as cursor:
        cursor.execute(OWNERS, [SHIFT])
        return dict(cursor.fetchall())


def under(entries: Entries, keys: Numbers) -> Found:
    """Those of the entries that are under the keys, which ascend; of briefs a block knows nothing."""
    # Most are of other keys. A table of some of their bits tells so quicker than a search for each.
    wanted = np.zeros(1 << 16, bool)
    wanted[keys >> 1 & 0xFFFF] = True
    entries = entries[wanted[entries["key"] >> 1 & 0xFFFF]]
    entries = entries[among(keys, entries["key"])]
    articles = entries["article"].astype(np.int64)
    return Found(entries["key"].astype(np.int64), articles, np.zeros(len(entries), RAW_BRIEF))


def _blocks(run: Run, entries: Entries) -> Iterator[bytes]:
    """The entries in blocks, as rows for COPY."""
    if not len(entries):
        return
    ids = run.block(entries["key"].astype(np.int64))
    starts = np.flatnonzero(np.append(True, ids[1:] != ids[:-1]))
    ends = np.append(starts[1:], len(ids))
    raw, width = entries.tobytes(), ENTRY.itemsize
    for key, start, end in zip(ids[starts].tolist(), starts.tolist(), ends.tolist(), strict=True):
        yield _ROW.pack(2, 8, key, (end - start) * width)
        yield raw[start * width : end * width]
