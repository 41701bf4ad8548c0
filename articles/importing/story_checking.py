"""The index of stories held against the articles: what differs, in words; nothing where all is right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np
from django.db import connection, transaction

from articles.importing import story_blocks, story_glances, story_held, story_index
from articles.importing.story_filter import Flags, Numbers, among, may_have, ranks
from articles.importing.story_held import Run
from articles.importing.story_runs import Runs, effective
from articles.importing.story_tables import Filling, Raw, Table
from articles.linking import stories
from articles.linking.glances import briefs, glances
from articles.linking.sketches import Sketch
from articles.models import Article

AT_ONCE = 20_000
NAMED = 5
LOST = "Copies of them may not be found."

Tell = Callable[[str], None]


def check_runs(tell: Tell = lambda _: None) -> list[str]:
    """Hold the runs against themselves and against the signatures of all articles.

    Sees one state of the archive; imports and corrections go on meanwhile. It has in memory what an import of
    many articles has.
    """
    story_held.forget()
    within = connection.in_atomic_block
    with transaction.atomic():
        if not within:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        runs = Runs(alone=False).every
        broken = [(run, why) for run in runs if (why := _broken(run))]
        found = [f"Run {run.id} of the index of stories is damaged: {why}." for run, why in broken]
        found += _without_run(runs)
        # What is damaged would be missed once more for each article.
        return found if broken else [*found, *_against_articles(runs, tell), *_against_glances(runs)]


def _broken(run: Run) -> str:
    """What is wrong with a run by itself; "" where nothing is."""
    ((_, words),) = story_held.stored_filters([run])
    try:
        ((_, table),) = story_held.stored_tables([run])
    except ValueError:
        return "its table cannot be read"
    filling, total, last = Filling(table.articles, table.briefs, run.entries), 0, -1
    for blocks, entries in story_blocks.one_by_one(run):
        keys = entries["key"].astype(np.int64)
        if (np.diff(np.append(last, keys)) < 0).any() or (run.block(keys) != blocks).any():
            return "its blocks are not in their order"
        if not may_have(words, keys).all():
            return "its filter lacks keys of its blocks"
        if not among(table.articles.astype(np.int64), entries["article"]).all():
            return "its table lacks articles of its blocks"
        filling.add(entries)
        total, last = total + len(keys), int(keys[-1]) if len(keys) else last
    if total != run.entries:
        return f"its blocks have {total:,} entries, and not {run.entries:,}"
    return "" if _same(table, filling.table()) else "its table is not that of its blocks"


def _same(one: Table, other: Table) -> bool:
    return one.tobytes() == other.tobytes()


def _without_run(runs: Collection[Run]) -> Iterator[str]:
    known = {run.id for run in runs}
    lost = sum(count for run, count in story_blocks.counted().items() if run not in known)
    if lost:
        yield f"{lost:,} blocks of the index of stories belong to no run."


def _against_articles(runs: Sequence[Run], tell: Tell) -> Iterator[str]:
    """What the index lacks of the articles, and what it has beyond them."""
    lacking: list[int] = []
    unlike: list[int] = []
    unsigned: list[int] = []
    stand, done, total = 0, 0, Article.objects.count()
    for rows in _signatures():
        read = {key: stories.read(signature) for key, signature in rows}
        sketches = {key: sketch for key, sketch in read.items() if sketch}
        unsigned += [key for key, signature in rows if signature and not read[key]]
        if sketches:
            count, missing = story_index.standing(sketches, Runs(alone=False))
            stand += count
            lacking += sorted(missing)
            unlike += _unlike(sketches)
        done += len(rows)
        tell(f"index of stories: {done:,} of {total:,} articles compared")
    beyond = sum(len(part) for part in effective(runs)) - stand
    if unsigned:
        yield f"Signatures of an earlier version of the program: {_articles(unsigned)}."
    if lacking:
        yield f"Not, or not wholly, in the index of stories: {_articles(lacking)}. {LOST}"
    if unlike:
        yield f"With the glance of another text: {_articles(unlike)}. {LOST}"
    if beyond > 0:
        yield f"{beyond:,} entries of the index of stories are of articles that are gone or were changed."


def _signatures() -> Iterator[list[tuple[int, bytes]]]:
    last = 0
    while True:
        rows = Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "signature")[:AT_ONCE]
        if not rows:
            return
        yield [(key, bytes(signature)) for key, signature in rows]
        last = rows[len(rows) - 1][0]


def _unlike(sketches: dict[int, Sketch]) -> list[int]:
    """The articles whose glance is not theirs. Whose glance is missing is looked at in full."""
    own, made = np.fromiter(sketches, np.int64, len(sketches)), glances(list(sketches.values()))
    held = story_glances.stored(own)
    places = ranks(own, held["article"].astype(np.int64))
    return _numbers(own[places[_differ(made[places], np.ascontiguousarray(held["glance"]))]])


def _against_glances(runs: Sequence[Run]) -> Iterator[str]:
    """Briefs that are not part of the glance of their article, in the newest run that has it."""
    unlike: list[int] = []
    seen = np.zeros(0, np.int64)
    for run in reversed(runs):
        ((_, table),) = story_held.stored_tables([run])
        articles = table.articles.astype(np.int64)
        newest = np.flatnonzero((articles > 0) & ~among(seen, articles))
        for start in range(0, len(newest), AT_ONCE):
            some = newest[start : start + AT_ONCE]
            held = story_glances.stored(articles[some])
            places = some[ranks(articles[some], held["article"].astype(np.int64))]
            wrong = _differ(briefs(held["glance"]), table.briefs[places])
            unlike += _numbers(articles[places[wrong]])
        seen = np.union1d(seen, articles[newest])
    if unlike:
        yield f"In the index of stories with the facts of another text: {_articles(unlike)}. {LOST}"


def _differ(some: Raw, others: Raw) -> Flags:
    kind = np.dtype((np.void, some.dtype.itemsize))
    found: Flags = some.view(kind) != others.view(kind)
    return found


def _numbers(values: Numbers) -> list[int]:
    return [int(value) for value in values]


def _articles(keys: Sequence[int]) -> str:
    """ "article 7", "articles 7, 9 and 3 more"."""
    shown = ", ".join(map(str, keys[:NAMED]))
    if len(keys) <= NAMED:
        return f"article{'s' if len(keys) > 1 else ''} {shown}"
    return f"articles {shown} and {len(keys) - NAMED:,} more"
