"""Signatures in, articles that may be the same story out: the keys of the archive, in one table of Postgres.

Finding candidates for any number of articles is one query, which reads a few pages of one index for each key,
however large the archive is. A bucket is all articles under one key. One of more than BUCKET articles is
split: a mark takes their place, and each of them goes under its finer key, which is a second query for
whoever meets the mark.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from django.db import connection

from articles.linking.stories import BUCKET, FINER_BUCKET, KEYS, Sketch, finer_keys, keys, read

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

# Stands in a bucket that was split as an article that there is none of.
MARK = 0

# The numbers go as text: for thousands of them that is several times quicker than a list of parameters.
FIND = "SELECT key, article_id FROM articles_storykey WHERE key = ANY(%s::bigint[]) ORDER BY key, article_id"
MARKED = "SELECT key FROM articles_storykey WHERE key = ANY(%s::bigint[]) AND article_id = 0"
SIGNATURES = "SELECT id, signature FROM articles_article WHERE id = ANY(%s::bigint[])"
ENTER = "COPY articles_storykey (key, article_id) FROM STDIN (FORMAT binary)"
# Somebody who corrects a text during an import may split the same bucket.
ENTER_ONCE = """
    INSERT INTO articles_storykey (key, article_id) SELECT * FROM unnest(%s::bigint[], %s::bigint[])
    ON CONFLICT DO NOTHING
"""
EMPTY = "DELETE FROM articles_storykey WHERE key = ANY(%s::bigint[]) AND article_id <> 0"
REMOVE = """
    DELETE FROM articles_storykey
    USING unnest(%s::bigint[], %s::bigint[]) AS gone(key, article_id)
    WHERE articles_storykey.key = gone.key AND articles_storykey.article_id = gone.article_id
"""
# What COPY reads as binary: a head, rows of two numbers of eight bytes, an end.
_HEAD, _END = b"PGCOPY\n\xff\r\n\x00" + bytes(8), b"\xff\xff"
_ROW = np.dtype([("fields", ">i2"), ("size", ">i4"), ("key", ">i8"), ("size_2", ">i4"), ("article", ">i8")])


def candidates(sketches: Mapping[int, Sketch]) -> set[tuple[int, int]]:
    """Pairs of articles that share a key; the first of each is one of those given."""
    rows = _rows(sketches)
    met = _meet(rows, _buckets(rows.keys))
    finer = rows.among(met.marked).finer(sketches)
    return met.pairs | _meet_finer(finer, _buckets(finer.keys), sketches)[0]


def enter(sketches: Mapping[int, Sketch]) -> set[tuple[int, int]]:
    """Enter the articles in the index, those that are not there yet; returns their candidates as well.

    A finer key that is full takes no more: it holds copies enough of one text.
    """
    rows = _rows(sketches)
    met = _meet(rows, _buckets(rows.keys), BUCKET)
    finer = _Rows.of(rows.among(met.marked).finer(sketches), _moved(met.split))
    pairs, fresh = _meet_finer(finer, _buckets(finer.keys), sketches)
    with connection.cursor() as cursor:
        if met.split:
            cursor.execute(EMPTY, [_as_text(met.split)])
            cursor.execute(ENTER_ONCE, [_as_text(met.split), _as_text([MARK] * len(met.split))])
        if len(fresh.keys):
            cursor.execute(ENTER_ONCE, [_as_text(fresh.keys.tolist()), _as_text(fresh.articles.tolist())])
    _copy(rows.among(met.fresh))
    return met.pairs | pairs


def remove(sketches: Mapping[int, Sketch]) -> None:
    """Take the articles with these signatures out of the index."""
    rows = _rows(sketches)
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, [_as_text(rows.keys.tolist()), _as_text(rows.articles.tolist())])
        cursor.execute(MARKED, [_as_text(rows.keys.tolist())])
        marked = np.array([key for (key,) in cursor.fetchall()], np.int64)
        if len(marked):
            finer = rows.among(np.isin(rows.keys, marked)).finer(sketches)
            cursor.execute(REMOVE, [_as_text(finer.keys.tolist()), _as_text(finer.articles.tolist())])


@dataclass(frozen=True)
class _Rows:
    """Keys in their order, the article of each, and which of the KEYS of its signature it is."""

    keys: Numbers
    articles: Numbers
    columns: Numbers

    @classmethod
    def of(cls, *parts: "_Rows") -> "_Rows":
        """All of these rows, each once."""
        keys, articles, columns = (
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("keys", "articles", "columns")
        )
        rows = cls(keys, articles, columns).among(np.lexsort((articles, keys)))
        once = np.ones(len(keys), bool)
        once[1:] = (rows.keys[1:] != rows.keys[:-1]) | (rows.articles[1:] != rows.articles[:-1])
        return rows.among(once)

    def among(self, which: Flags | Places) -> "_Rows":
        """Some of the rows."""
        return _Rows(self.keys[which], self.articles[which], self.columns[which])

    def finer(self, sketches: Mapping[int, Sketch]) -> "_Rows":
        """The same with their finer keys; articles without a sketch fall away."""
        every = [key for key in dict.fromkeys(self.articles.tolist()) if key in sketches]
        if not every:
            return self.among(np.zeros(len(self.keys), bool))
        places = {key: place for place, key in enumerate(every)}
        here = self.among(np.array([key in places for key in self.articles.tolist()], bool))
        own = np.array([places[key] for key in here.articles.tolist()], np.intp)
        table = finer_keys([sketches[key] for key in every])
        return _Rows.of(_Rows(table[own, here.columns], here.articles, here.columns))

    def shared(self, buckets: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int, int]]:
        """The keys that several articles have, or that have a bucket; each with the range of its rows."""
        starts = np.ones(len(self.keys), bool)
        starts[1:] = self.keys[1:] != self.keys[:-1]
        firsts = np.flatnonzero(starts)
        ends = np.append(firsts[1:], len(self.keys))
        own = self.keys[firsts]
        worth = (ends - firsts > 1) | np.isin(own, np.fromiter(buckets, np.int64, len(buckets)))
        yield from zip(own[worth].tolist(), firsts[worth].tolist(), ends[worth].tolist(), strict=True)


@dataclass
class _Met:
    """What rows found in their buckets: candidates, which rows the index lacks and has room for, which lead
    to finer keys, and the keys to split, with what stands under each and which of the KEYS it is.
    """

    fresh: Flags
    marked: Flags
    pairs: set[tuple[int, int]] = field(default_factory=set)
    split: dict[int, tuple[list[int], int]] = field(default_factory=dict)


def _meet(rows: _Rows, buckets: Mapping[int, list[int]], room: int | None = None) -> _Met:
    """Compare rows with their buckets. Where there is `room` for so many, those that need more are split."""
    met = _Met(np.ones(len(rows.keys), bool), np.zeros(len(rows.keys), bool))
    for key, start, end in rows.shared(buckets):
        here, bucket = rows.articles[start:end].tolist(), buckets.get(key, [])
        present = set(bucket)
        marked = MARK in present
        together = (present | set(here)) - {MARK}
        if room and len(together) > room and not marked:
            met.split[key] = bucket, int(rows.columns[start])
            marked = True
        else:
            met.pairs.update((one, other) for one in here for other in together if other != one)
        met.marked[start:end] = marked
        met.fresh[start:end] = [not marked and one not in present for one in here]
    return met


def _meet_finer(
    rows: _Rows, buckets: Mapping[int, list[int]], given: Container[int]
) -> tuple[set[tuple[int, int]], _Rows]:
    """Candidates of those given under their finer keys, and the rows that the index lacks and can take."""
    pairs: set[tuple[int, int]] = set()
    fresh = np.ones(len(rows.keys), bool)
    for key, start, end in rows.shared(buckets):
        bucket = list(buckets.get(key, ()))
        for place, article in enumerate(rows.articles[start:end].tolist(), start):
            others = [other for other in bucket if other != article]
            pairs.update((article, other) for other in others if article in given)
            fresh[place] = len(others) == len(bucket) < FINER_BUCKET
            if fresh[place]:
                bucket.append(article)
    return pairs, rows.among(fresh)


def _moved(split: Mapping[int, tuple[list[int], int]]) -> _Rows:
    """What stands under keys that are split, with the finer keys."""
    moving = [(key, article, column) for key, (bucket, column) in split.items() for article in bucket]
    table = np.array(moving, np.int64).reshape(-1, 3)
    sketches: dict[int, Sketch] = {}
    if moving:
        with connection.cursor() as cursor:
            cursor.execute(SIGNATURES, [_as_text(set(table[:, 1].tolist()))])
            for article, signature in cursor.fetchall():
                sketch = read(bytes(signature))
                if sketch:
                    sketches[article] = sketch
    return _Rows(table[:, 0], table[:, 1], table[:, 2]).finer(sketches)


def _rows(sketches: Mapping[int, Sketch]) -> _Rows:
    """The keys of the articles."""
    found = keys(list(sketches.values()))
    articles = np.fromiter(sketches, np.int64, len(sketches)).repeat(KEYS)
    return _Rows.of(_Rows(found.ravel(), articles, np.tile(np.arange(KEYS), len(sketches))))


def _buckets(own: Numbers) -> dict[int, list[int]]:
    """The articles under each of the keys, the mark among them."""
    found: dict[int, list[int]] = defaultdict(list)
    if len(own):
        with connection.cursor() as cursor:
            cursor.execute(FIND, [_as_text(own.tolist())])
            for key, article in cursor.fetchall():
                found[key].append(article)
    return found


def _copy(fresh: _Rows) -> None:
    if not len(fresh.keys):
        return
    rows = np.empty(len(fresh.keys), _ROW)
    rows["fields"], rows["size"], rows["size_2"] = 2, 8, 8
    rows["key"], rows["article"] = fresh.keys, fresh.articles
    with connection.cursor() as cursor, cursor.copy(ENTER) as copy:
        copy.write(_HEAD + rows.tobytes() + _END)


def _as_text(numbers: Collection[int]) -> str:
    return "{" + ",".join(map(str, numbers)) + "}"
