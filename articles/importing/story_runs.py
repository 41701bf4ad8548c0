"""Keys with articles in, what the archive holds under given keys out: sorted runs of entries in Postgres.

Each chunk of articles is one run: entries of 12 bytes, in the order of their keys, cut into blocks of less
than a kilobyte, with a filter that says which keys the run may have (`story_filter.py`) and a small table
that says the same as the blocks (`story_tables.py`); a process that asks much has both in memory
(`story_held.py`). So what is entered goes to the end of a table, and what is asked is seldom read.
Eight runs of a size become one, up to four million entries; a million articles are some twenty runs.

A run is never changed. What is taken out is an entry too, in a later run.
Whoever looks at the runs does so alone, to the end of the transaction (`one_at_a_time`).
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from django.db import connection
from psycopg import Cursor

from articles.importing import story_blocks, story_held
from articles.importing.story_filter import Flags, Numbers, add, among, filter_of, once, ranks
from articles.importing.story_held import LEVELS, Run
from articles.importing.story_tables import (
    ENTRY,
    RAW_BRIEF,
    Articles,
    Entries,
    Filling,
    Found,
    Places,
    Raw,
    together,
)
from articles.linking.glances import BRIEF, Briefs

AT_ONCE = 8  # runs of one size become one
A_BLOCK = 64  # entries
SLICE = 500_000  # entries that a merger has in memory
A_MOMENT = 300_000  # entries that are merged while a person waits, in a fifth of a second
LOCK = 0x73746F72  # "stor"; any number that nothing else in the database locks

ALONE = "SELECT pg_advisory_xact_lock(%s)"
RUNS = 'SELECT id, stamp, entries, blocks, octet_length("table") FROM articles_storyrun ORDER BY id'
NEXT = "SELECT nextval(pg_get_serial_sequence('articles_storyrun', 'id'))"
ENTER = """
    INSERT INTO articles_storyrun (id, stamp, entries, blocks, filter, "table")
    VALUES (%s, %s, %s, %s, %s, %s)
"""
DROP = "DELETE FROM articles_storyrun WHERE id BETWEEN %s AND %s"

_MOST_ARTICLE = np.iinfo(np.int32).max
# Articles, in any order and each once, and the brief of each.
Briefed = tuple[Numbers, Briefs]
NOTHING: Briefed = np.zeros(0, np.int64), np.zeros(0, BRIEF)


def one_at_a_time() -> None:
    """Until the transaction ends, nobody else finds stories: the second waits for the first to commit.

    Of two at once neither would see what the other enters, and a pair would be lost. To be called before a
    row of an article is locked, and before events are joined (`events.one_at_a_time`).
    """
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [LOCK])


class Runs:
    """The runs as this transaction finds them, which nobody else changes until its end.

    What was looked up once is not read again. With `alone` false others may enter meanwhile: for a
    transaction that sees one state of the archive and enters nothing.
    """

    def __init__(self, *, alone: bool = True) -> None:
        self._asked: list[Numbers] = []
        self._found = Found.of()
        if alone:
            one_at_a_time()
        self._read()

    def look_up(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """What is entered under keys, which ascend and differ: the key and the article of each entry."""
        new = keys[~self._was_asked(keys)]
        if len(new):
            # Nothing is known of new keys yet, so what is there already stays as it is.
            self._found = Found.of(self._found, _counting(self._stored(new)))
            self._asked.append(new)
        wanted = among(keys, self._found.keys)
        return self._found.keys[wanted], self._found.articles[wanted]

    def briefs_of(self, articles: Numbers) -> Briefs:
        """The briefs of articles, as far as a look-up met them; else zeros."""
        return _briefs_among((self._found.articles, self._found.briefs), articles).view(BRIEF)

    def _stored(self, keys: Numbers) -> Found:
        """The entries of keys, the older first."""
        possible = story_held.possible(self.every, keys)
        tables = story_held.tables(self.every, [len(some) for some in possible])
        runs = list(zip(self.every, possible, tables, strict=True))
        blocks = [once(run.block(some)) for run, some, table in runs if table is None]
        read = story_blocks.read(np.concatenate([np.zeros(0, np.int64), *blocks]))
        parts = []
        for run, some, table in runs:
            if table is not None and len(some):
                parts.append(table.find(some))
            elif run.id in read:
                parts.append(story_blocks.under(read[run.id], keys))
        return Found.of(*parts)

    def _was_asked(self, keys: Numbers) -> Flags:
        """Which of the keys were looked up."""
        found = np.zeros(len(keys), bool)
        for asked in self._asked:
            found |= among(asked, keys)
        return found

    def enter(self, keys: Numbers, articles: Numbers, known: Briefed = NOTHING) -> None:
        """Enter articles under keys, in any order; `known` are their briefs."""
        if not len(keys):
            return
        if int(np.abs(articles).max()) > _MOST_ARTICLE:
            raise ValueError(f"the index of stories has room for ids of articles up to {_MOST_ARTICLE}")
        order = np.argsort(keys, kind="stable")
        keys, articles = keys[order], articles[order]
        entries = np.empty(len(keys), ENTRY)
        entries["key"], entries["article"] = keys, articles
        every = np.unique(articles)
        briefs = _briefs_among((known[0], known[1].view(RAW_BRIEF)), every)
        self._write([entries], len(entries), 1, every.astype(np.int32), briefs)
        met = self._was_asked(keys)
        entered = Found(keys[met], articles[met], briefs[ranks(every, articles[met])])
        self._found = _counting(Found.of(self._found, entered))

    def take_out(self, keys: Numbers, articles: Numbers) -> None:
        """Take articles out that are entered under keys."""
        self.enter(keys, ~articles)

    def merge(self, most: int | None = None) -> None:
        """Make one of the newest runs where eight of them are of one size, of `most` entries together."""
        while due := self._due(most):
            self._merge(due)

    def _read(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(RUNS)
            self.every = [Run(*row) for row in cursor.fetchall()]
        story_held.keep_only(self.every)

    def _due(self, most: int | None) -> list[Run]:
        """The newest runs up to the largest size of which they are eight; none where that is not so."""
        due: list[Run] = []
        for level in range(len(LEVELS)):
            larger = (number for number, run in enumerate(self.every, 1) if run.level > level)
            newest = self.every[max(larger, default=0) :]
            few = most is None or sum(run.entries for run in newest) <= most
            if few and sum(run.level == level for run in newest) >= AT_ONCE:
                due = newest
        return due

    def _merge(self, runs: Sequence[Run]) -> None:
        """Put one run in the place of the newest ones."""
        oldest, newest = runs[0].id, runs[-1].id
        total = sum(run.entries for run in runs)
        slices = 1 << max(0, (total // SLICE).bit_length())
        parts = _merged(runs, slices, oldest == self.every[0].id)
        self._write(parts, total, slices, *together(story_held.every_table(runs)))
        with connection.cursor() as cursor:
            story_blocks.drop(cursor, oldest, newest)
            cursor.execute(DROP, [oldest, newest])
        self._read()

    def _write(
        self, parts: Iterable[Entries], expected: int, slices: int, articles: Articles, briefs: Raw
    ) -> None:
        """Write a run of so many entries at the most, in parts that end where a slice of the keys ends."""
        blocks = -(-expected // A_BLOCK // slices) * slices
        words, filling = filter_of(np.zeros(0, np.int64), expected), Filling(articles, briefs, expected)
        total = 0
        connection.ensure_connection()
        with Cursor(connection.connection) as cursor:
            (number,) = cursor.execute(NEXT).fetchone() or (0,)
            run = Run(number, secrets.randbits(63), expected, max(1, blocks), 0)
            for entries in parts:
                story_blocks.write(cursor, run, entries)
                add(words, entries["key"].astype(np.int64))
                filling.add(entries)
                total += len(entries)
            table = filling.table()
            raw = table.tobytes()
            cursor.execute(ENTER, [run.id, run.stamp, total, run.blocks, words.tobytes(), raw], binary=True)
        run = Run(run.id, run.stamp, total, run.blocks, len(raw))
        story_held.keep(run, words, table)
        self.every.append(run)


def _briefs_among(known: tuple[Numbers, Raw], articles: Numbers) -> Raw:
    """The brief of each article; zeros where it is not known."""
    order = np.argsort(known[0], kind="stable")
    ascending = known[0][order]
    found, here = np.zeros(len(articles), RAW_BRIEF), among(ascending, articles)
    if here.any():
        found[here] = known[1][order[ranks(ascending, articles[here])]]
    return found


def effective(runs: Sequence[Run]) -> Iterator[Entries]:
    """All entries of articles that count, in parts."""
    slices = 1 << max(0, (sum(run.entries for run in runs) // SLICE).bit_length())
    for entries in _merged(runs, slices, oldest=True) if runs else ():
        yield entries[entries["article"] > 0]


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
        parts = [story_blocks.stretch(*run.block(bounds).tolist()) for run in runs]
        entries = np.concatenate(parts)
        entries = entries[(entries["key"] >= bounds[0]) & (entries["key"] <= bounds[1])]
        entries = entries[_newest(entries["key"].astype(np.int64), entries["article"])]
        yield entries[entries["article"] >= 0] if oldest else entries


def _counting(found: Found) -> Found:
    """Those of the entries, the older first, that count: not taken out later."""
    kept = _newest(found.keys, found.articles)
    return found.among(kept[found.articles[kept] >= 0])


def _newest(keys: Numbers, articles: Numbers | Articles) -> Places:
    """Where the entries stand, the older first, that count, in the order of their keys: of several of an
    article under a key the last.
    """
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    same = keys[1:] == keys[:-1]
    if not same.any():
        return order
    shared = np.flatnonzero(np.append(same, False) | np.append(False, same))
    keys, articles = keys[shared], articles[order[shared]]
    articles = np.where(articles < 0, ~articles, articles)
    by_article = np.lexsort((articles, keys))
    keys, articles = keys[by_article], articles[by_article]
    counts = np.append((keys[1:] != keys[:-1]) | (articles[1:] != articles[:-1]), True)
    if counts.all():
        return order
    last = np.ones(len(order), bool)
    last[shared[by_article[~counts]]] = False
    return order[last]
