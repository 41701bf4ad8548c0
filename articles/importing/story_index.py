"""Signatures in, articles that may be the same story out: what the keys of signatures mean to the index.

A bucket is all articles under one key. One of more than BUCKET articles is split: a mark takes their place,
and each of them goes under its finer key, which is a second look for whoever meets the mark. Where and how
keys are kept: `story_runs.py`. Pairs whose glances differ much are left out before anybody reads a signature.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from django.db import connection

from articles.arrays import as_array
from articles.importing import story_glances
from articles.importing.story_filter import among, once, ranks
from articles.importing.story_runs import A_MOMENT, Briefed, Runs
from articles.linking.glances import Glances, briefs, glances, may_agree
from articles.linking.sketches import Sketch, read
from articles.linking.stories import BUCKET, FINER_BUCKET
from articles.linking.story_keys import KEYS, finer_keys, keys

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
# Rows of two articles.
Pairs = npt.NDArray[np.int64]
Held = tuple[Numbers, Numbers]

FEW = 50  # articles, of a correction: to merge large runs is left to an import
# Stands in a bucket that was split as an article that there is none of. What else is there counts no more.
MARK = 0

# The numbers go as text: for thousands of them that is several times quicker than a list of parameters.
SIGNATURES = "SELECT id, signature FROM articles_article WHERE id = ANY(%s::bigint[])"


def candidates(sketches: Mapping[int, Sketch], runs: Runs | None = None) -> set[tuple[int, int]]:
    """Pairs of articles that share a key; the first of each is one of those given.

    A pair of those given comes once; of what is surely not one story by the signatures most is left out.
    """
    if not sketches:
        return set()
    runs, rows = runs or Runs(), _rows(sketches)
    met = _meet(rows, runs.look_up(once(rows.keys)))
    finer = rows.among(met.marked).finer(sketches)
    pairs = [met.pairs, _meet_finer(finer, runs.look_up(once(finer.keys)), _numbers(sketches))[0]]
    return _sifted(sketches, glances(list(sketches.values())), pairs, runs)


def enter(sketches: Mapping[int, Sketch], runs: Runs | None = None) -> set[tuple[int, int]]:
    """Enter the articles in the index, those that are not there yet; returns their candidates as well.

    A finer key that is full takes no more: it holds copies enough of one text.
    """
    if not sketches:
        return set()
    runs, rows = runs or Runs(), _rows(sketches)
    _merge(runs, sketches)
    met = _meet(rows, runs.look_up(once(rows.keys)), BUCKET)
    moved, others = _moved(met.split)
    finer = _Rows.of(rows.among(met.marked).finer(sketches), moved)
    pairs, fresh = _meet_finer(finer, runs.look_up(once(finer.keys)), _numbers(sketches))
    own = rows.among(met.fresh)
    marks = np.fromiter(met.split, np.int64, len(met.split))
    table = story_glances.enter(sketches)
    runs.enter(
        np.concatenate([own.keys, marks, fresh.keys]),
        np.concatenate([own.articles, np.full(len(marks), MARK), fresh.articles]),
        _briefed(sketches, table, others),
    )
    return _sifted(sketches, table, [met.pairs, pairs], runs)


def remove(sketches: Mapping[int, Sketch]) -> None:
    """Take the articles with these signatures out of the index."""
    if not sketches:
        return
    runs, rows = Runs(), _rows(sketches)
    _merge(runs, sketches)
    own = once(rows.keys)
    keys, articles = runs.look_up(own)
    marked = among(np.sort(keys[articles == MARK]), rows.keys)
    finer = rows.among(marked).finer(sketches)
    finer_held = runs.look_up(once(finer.keys))
    gone = [rows.among(_present(rows, (keys, articles))), finer.among(_present(finer, finer_held))]
    runs.take_out(*(np.concatenate([getattr(each, name) for each in gone]) for name in ("keys", "articles")))
    story_glances.remove(sketches)


def standing(sketches: Mapping[int, Sketch], runs: Runs) -> tuple[int, set[int]]:
    """How many entries there are of articles, and which articles lack one that they should have."""
    rows = _rows(sketches)
    held = runs.look_up(once(rows.keys))
    there = _present(rows, held)
    marked = among(np.sort(held[0][held[1] == MARK]), rows.keys)
    finer = rows.among(marked).finer(sketches)
    finer_held = runs.look_up(once(finer.keys))
    finer_there = _present(finer, finer_held)
    full = {key for key, count in Counter(finer_held[0].tolist()).items() if count >= FINER_BUCKET}
    lacking = set(rows.articles[~(there | marked)].tolist())
    left = finer.among(~finer_there)
    lacking.update(
        article
        for key, article in zip(left.keys.tolist(), left.articles.tolist(), strict=True)
        if key not in full
    )
    return int(there.sum() + finer_there.sum()), lacking


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


@dataclass
class _Met:
    """What rows found in their buckets: candidates, which rows the index lacks and has room for, which lead
    to finer keys, and the keys to split, with what stands under each and which of the KEYS it is.
    """

    fresh: Flags
    marked: Flags
    pairs: Pairs
    split: dict[int, tuple[list[int], int]] = field(default_factory=dict)


def _meet(rows: _Rows, held: Held, room: int | None = None) -> _Met:
    """Compare rows with what is held under their keys. Where there is `room` for so many, keys of more are
    split. What all keys do together is done at once: hardly any has a story in it.
    """
    own = once(rows.keys)
    bucket, stands = np.searchsorted(own, rows.keys), np.searchsorted(own, held[0])
    present = _present(rows, held)
    marked = np.zeros(len(own), bool)
    marked[stands[held[1] == MARK]] = True
    counts = np.bincount(bucket[~present], minlength=len(own)) + np.bincount(stands, minlength=len(own))
    full = counts > room if room else np.zeros(len(own), bool)
    split = np.flatnonzero(full & ~marked)
    finer = marked | full
    firsts = np.searchsorted(bucket, split)
    few = ~finer[stands]
    compared = rows.among(~finer[bucket])
    return _Met(
        fresh=~(present | finer[bucket]),
        marked=finer[bucket],
        pairs=np.concatenate(
            [_with_held(compared, (held[0][few], held[1][few])), _with_each_other(compared)]
        ),
        split={
            int(own[place]): (held[1][stands == place].tolist(), int(rows.columns[first]))
            for place, first in zip(split.tolist(), firsts.tolist(), strict=True)
        },
    )


def _present(rows: _Rows, held: Held) -> Flags:
    """Which of the rows are among what is held."""
    own = once(rows.keys)
    asked, found = (
        np.searchsorted(own, keys) << 32 | articles for keys, articles in ((rows.keys, rows.articles), held)
    )
    return among(np.sort(found), asked)


def _with_held(rows: _Rows, held: Held) -> Pairs:
    """The pairs of a row's article with what is held under its key, in any order."""
    keys, articles = held
    starts, ends = np.searchsorted(rows.keys, keys), np.searchsorted(rows.keys, keys, side="right")
    counts = ends - starts
    before = np.cumsum(counts) - counts
    own = rows.articles[np.arange(counts.sum()) + (starts - before).repeat(counts)]
    return np.stack([own, articles.repeat(counts)], axis=1)


def _with_each_other(rows: _Rows) -> Pairs:
    """The pairs of articles of two rows that share a key."""
    parts = [np.zeros((0, 2), np.int64)]
    distance, same = 1, rows.keys[1:] == rows.keys[:-1]
    while same.any():
        parts.append(np.stack([rows.articles[:-distance][same], rows.articles[distance:][same]], axis=1))
        distance += 1
        same = rows.keys[distance:] == rows.keys[:-distance]
    return np.concatenate(parts)


def _meet_finer(rows: _Rows, held: Held, given: Numbers) -> tuple[Pairs, _Rows]:
    """Candidates of those given under their finer keys, and the rows that the index lacks and can take."""
    own = once(rows.keys)
    bucket = np.searchsorted(own, rows.keys)
    absent = ~_present(rows, held)
    before: Numbers = np.cumsum(absent) - absent
    firsts = np.searchsorted(rows.keys, own)
    taken = np.bincount(np.searchsorted(own, held[0]), minlength=len(own))
    fresh = absent & (taken[bucket] + before - before[firsts[bucket]] < FINER_BUCKET)
    there, late = rows.among(fresh | ~absent), rows.among(absent & ~fresh)
    pairs = np.concatenate(
        [
            _with_held(rows, held),
            _with_each_other(there),
            # Of copies of one text that find no room each meets those that did, and not all the others.
            _with_held(late, (there.keys, there.articles)),
        ]
    )
    turned = ~among(given, pairs[:, 0])
    pairs[turned] = pairs[turned][:, ::-1]
    return pairs[among(given, pairs[:, 0])], rows.among(fresh)


def _sifted(
    sketches: Mapping[int, Sketch], table: Glances, parts: Sequence[Pairs], runs: Runs
) -> set[tuple[int, int]]:
    """The pairs, without those that briefs or glances rule out, each once."""
    some, others = np.concatenate(parts).T
    ids = np.fromiter(sketches, np.int64, len(sketches))
    order = np.argsort(ids)
    turned = among(ids[order], others) & (others < some)
    some, others = np.where(turned, others, some), np.where(turned, some, others)
    mine = briefs(table)[order[ranks(ids[order], some)]]
    kept = (some != others) & may_agree(mine, runs.briefs_of(others))
    return story_glances.sifted(list(sketches), table, some[kept], others[kept])


def _moved(split: Mapping[int, tuple[list[int], int]]) -> tuple[_Rows, dict[int, Sketch]]:
    """What stands under keys that are split, with the finer keys, and the sketches of these articles."""
    moving = [(key, article, column) for key, (bucket, column) in split.items() for article in bucket]
    table = np.array(moving, np.int64).reshape(-1, 3)
    sketches: dict[int, Sketch] = {}
    if moving:
        with connection.cursor() as cursor:
            cursor.execute(SIGNATURES, [as_array(set(table[:, 1].tolist()))])
            for article, signature in cursor.fetchall():
                sketch = read(bytes(signature))
                if sketch:
                    sketches[article] = sketch
    return _Rows(table[:, 0], table[:, 1], table[:, 2]).finer(sketches), sketches


def _merge(runs: Runs, sketches: Collection[int]) -> None:
    """Merge the runs that are due, large ones only where many articles pay for it."""
    runs.merge(None if len(sketches) > FEW else A_MOMENT)


def _briefed(own: Mapping[int, Sketch], table: Glances, others: Mapping[int, Sketch]) -> Briefed:
    """The briefs of these articles, of which the first have their glances already."""
    more = {key: sketch for key, sketch in others.items() if key not in own}
    ids = np.fromiter((*own, *more), np.int64, len(own) + len(more))
    return ids, briefs(np.concatenate([table, glances(list(more.values()))]))


def _rows(sketches: Mapping[int, Sketch]) -> _Rows:
    """The keys of the articles."""
    found = keys(list(sketches.values()))
    articles = np.fromiter(sketches, np.int64, len(sketches)).repeat(KEYS)
    return _Rows.of(_Rows(found.ravel(), articles, np.tile(np.arange(KEYS), len(sketches))))


def _numbers(sketches: Mapping[int, Sketch]) -> Numbers:
    return np.sort(np.fromiter(sketches, np.int64, len(sketches)))
