"""Signatures in, articles that may be the same story out: the keys of the archive, in one table of Postgres.

Finding candidates for any number of articles is one query, which reads a few pages of one index for each key,
however large the archive is.
"""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from django.db import connection

from articles.linking.stories import BUCKET, Sketch, keys

Numbers = npt.NDArray[np.int64]

# The numbers go as text: for thousands of them that is several times quicker than a list of parameters.
FIND = "SELECT key, article_id FROM articles_storykey WHERE key = ANY(%s::bigint[]) ORDER BY key, article_id"
ENTER = "COPY articles_storykey (key, article_id) FROM STDIN (FORMAT binary)"
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
    return _look_up(sketches)[0]


def enter(sketches: Mapping[int, Sketch]) -> set[tuple[int, int]]:
    """Enter the articles in the index, those that are not there yet; returns their candidates as well.

    A bucket that is full takes no more: what so many articles share is boilerplate, or a text of which the
    index has copies enough.
    """
    pairs, own, articles = _look_up(sketches)
    if len(own):
        _copy(own, articles)
    return pairs


def remove(sketches: Mapping[int, Sketch]) -> None:
    """Take the articles with these signatures out of the index."""
    if sketches:
        own, articles = _rows(sketches)
        with connection.cursor() as cursor:
            cursor.execute(REMOVE, [_as_text(own), _as_text(articles)])


def _look_up(sketches: Mapping[int, Sketch]) -> tuple[set[tuple[int, int]], Numbers, Numbers]:
    """The candidates, and the keys with their articles that the index lacks and has room for."""
    own, articles = _rows(sketches)
    buckets = _buckets(own)
    fresh = np.ones(len(own), bool)
    pairs: set[tuple[int, int]] = set()
    repeated = np.zeros(len(own), bool)
    repeated[1:] = own[1:] == own[:-1]
    repeated[:-1] |= repeated[1:]
    known = np.isin(own, np.fromiter(buckets, np.int64, len(buckets)))
    for place in np.flatnonzero(repeated | known).tolist():
        key, article = int(own[place]), int(articles[place])
        bucket = buckets[key]
        pairs.update((article, other) for other in bucket if other != article)
        if article in bucket or len(bucket) >= BUCKET:
            fresh[place] = False
        else:
            bucket.append(article)
    return pairs, own[fresh], articles[fresh]


def _rows(sketches: Mapping[int, Sketch]) -> tuple[Numbers, Numbers]:
    """The keys of the articles, sorted and each once, and beside each the article."""
    found = keys(list(sketches.values()))
    own = found.ravel()
    articles = np.fromiter(sketches, np.int64, len(sketches)).repeat(found.shape[1])
    order = np.lexsort((articles, own))
    own, articles = own[order], articles[order]
    once = np.ones(len(own), bool)
    once[1:] = (own[1:] != own[:-1]) | (articles[1:] != articles[:-1])
    return own[once], articles[once]


def _buckets(own: Numbers) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(FIND, [_as_text(own)])
        for key, article in cursor.fetchall():
            found[key].append(article)
    return found


def _copy(own: Numbers, articles: Numbers) -> None:
    rows = np.empty(len(own), _ROW)
    rows["fields"], rows["size"], rows["size_2"] = 2, 8, 8
    rows["key"], rows["article"] = own, articles
    with connection.cursor() as cursor, cursor.copy(ENTER) as copy:
        copy.write(_HEAD + rows.tobytes() + _END)


def _as_text(numbers: Numbers) -> str:
    return "{" + ",".join(map(str, numbers.tolist())) + "}"
