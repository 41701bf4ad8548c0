"""The index of this process, brought up to date with what the database shows at the moment of the question.

Triggers note in `ArticleChange` which articles each statement touches, so nothing that writes can forget to.
Every search reads those notes in the transaction in which it then reads rows: counts, ids and texts of a page
are of one state of the archive, whatever else writes meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from django.db import connection, transaction

from articles.search.index import knowledge
from articles.search.index.archive import Index, whole
from articles.search.index.columns import Integers, distinct
from articles.search.index.loading import UNKNOWN_LANGUAGE, load
from articles.search.index.memory import give_back

MOST_LOADED = 50_000  # more changed articles than this are not loaded one by one
NO_TRANSACTION = 2**62  # of none that will ever be
OF_ONE_STATE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;"
NOTES = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
        pg_current_xact_id_if_assigned() IS NOT NULL,
        (SELECT min(id) FROM articles_articlechange);
"""
CHANGES = """
    SELECT id, articles FROM articles_articlechange
    WHERE transaction >= %s AND id <> ALL(%s) ORDER BY id
"""


@dataclass(frozen=True, eq=False)
class _State:
    """An index with the notes that it knows: all of transactions before `settled`, and those in `noted`."""

    archive: tuple[str, str]
    index: Index
    settled: int
    noted: frozenset[int]
    highest: int


_lock = threading.Lock()
_shared: _State | None = None
_knowledge = knowledge.Knowledge()
_asked: ContextVar[_Question | None] = ContextVar("question", default=None)
Read = TypeVar("Read")


@dataclass(frozen=True, eq=False)
class _Question:
    """The index of one `current()`, and the number of the state of what articles are shown with."""

    index: Index
    shown_with: int


@contextmanager
def current() -> Iterator[Index]:
    """The index, and a transaction in which the database shows that very state.

    Within another `current()` it is the same one. Inside a transaction of the caller's the state is that of
    its next statement.
    """
    held = _asked.get()
    if held is not None:
        yield held.index
        return
    with _transaction() as (index, shown_with):
        token = _asked.set(_Question(index, shown_with))
        try:
            yield index
        finally:
            _asked.reset(token)


def of_this_state(read: Callable[[], Read]) -> Callable[[], Read]:
    """`read`, which asks the database once for each `current()`, and each time outside of one."""
    known: WeakKeyDictionary[_Question, Read] = WeakKeyDictionary()

    @wraps(read)
    def asked() -> Read:
        question = _asked.get()
        if question is None:
            return read()
        if question not in known:
            known[question] = read()
        return known[question]

    return asked


def of_this_knowledge(name: str) -> dict[Any, Any]:
    """What is kept under the name while articles are the same and so is what they are shown with.

    That is what `KnowledgeChange` notes. After a change, and outside of `current()`, it is empty. The caller
    keeps it small.
    """
    question = _asked.get()
    if question is None:
        return {}
    state, kept = question.index.kept.get(name, (None, {}))
    if state != question.shown_with:
        question.index.kept[name] = question.shown_with, (kept := {})
    found: dict[Any, Any] = kept
    return found


def forget() -> None:
    """Load everything anew at the next question."""
    global _shared
    with _lock:
        _shared = None


@contextmanager
def reloaded() -> Iterator[tuple[Index | None, Index, Index]]:
    """Three indexes of one state, to compare: that of this process, caught up by notes (None if it had none);
    one loaded anew; and that one with all articles of the notes that are kept taken out and put in again.
    """
    had = _shared is not None
    with current() as index:
        languages = _languages(())
        fresh = whole(load(languages), languages)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT unnest(articles) FROM articles_articlechange ORDER BY 1 LIMIT %s",
                [MOST_LOADED],
            )
            noted = np.fromiter((row[0] for row in cursor.fetchall()), np.int64)
        yield (index if had else None), fresh, fresh.changed(noted, load(languages, noted), languages)


@contextmanager
def _transaction() -> Iterator[tuple[Index, int]]:
    """The index, and the number of the state of what articles are shown with."""
    if connection.in_atomic_block:
        with _lock:
            found = _refresh()
        yield found
        return
    with transaction.atomic():
        # Under the lock, so that the state of the index is that of the snapshot of whoever refreshes it last.
        with _lock:
            found = _refresh(OF_ONE_STATE)
        yield found


def _refresh(first: str = "") -> tuple[Index, int]:
    """The same as the database is now; the index is kept unless the transaction has written something itself.

    `first` are statements that go before in the same message: every page waits for the answer.
    """
    global _shared
    archive = str(connection.settings_dict["HOST"]), str(connection.settings_dict["NAME"])
    known = _shared if _shared is not None and _shared.archive == archive else None
    with connection.cursor() as cursor:
        since = (known.settled, list(known.noted)) if known else (NO_TRANSACTION, [])
        cursor.execute(first + NOTES + knowledge.NOTES + CHANGES, [_knowledge.settled, *since])
        if first:
            cursor.nextset()
        settled, own, lowest = cursor.fetchone()
        cursor.nextset()
        shown_with = _knowledge.told(settled, own, *cursor.fetchone())
        cursor.nextset()
        state = _with_changes(known, cursor.fetchall(), settled, lowest) if known else None
        if state is None:
            state = _loaded(archive, settled)
    if not own:
        _shared = state
    return state.index, shown_with


def _loaded(archive: tuple[str, str], settled: int) -> _State:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM articles_articlechange WHERE transaction >= %s", [settled])
        noted = frozenset(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT coalesce(max(id), 0) FROM articles_articlechange")
        highest = cursor.fetchone()[0]
    languages = _languages(())
    index = whole(load(languages), languages)
    give_back()
    return _State(archive, index, settled, noted, highest)


def _with_changes(
    known: _State, rows: list[tuple[int, list[int] | None]], settled: int, lowest: int | None
) -> _State | None:
    """The state after these notes; None where all has to be loaded."""
    pruned = (lowest or 0) > known.highest + 1 or (lowest is None and known.highest > 0)
    if pruned or any(articles is None for _, articles in rows):
        return None
    if not rows:
        return known if settled == known.settled else _settled(known, known.index, rows, settled)
    gone = distinct(np.fromiter((key for _, articles in rows for key in articles or ()), np.int64))
    if len(gone) > MOST_LOADED:
        return None
    languages = known.index.languages
    now = load(languages, gone)
    if UNKNOWN_LANGUAGE in now.singles["language"].keys:
        languages = _languages(languages, gone)
        now = load(languages, gone)
    return _settled(known, known.index.changed(gone, now, languages), rows, settled)


def _settled(known: _State, index: Index, rows: list[tuple[int, list[int] | None]], settled: int) -> _State:
    """The notes of transactions that have ended need not be remembered: none of them is read again."""
    noted = known.noted | {key for key, _ in rows}
    if settled > known.settled and noted:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM articles_articlechange WHERE id = ANY(%s) AND transaction >= %s",
                [list(noted), settled],
            )
            noted = frozenset(row[0] for row in cursor.fetchall())
    highest = max([known.highest, *(key for key, _ in rows)])
    return _State(known.archive, index, settled, frozenset(noted), highest)


def _languages(known: tuple[str, ...], only: Integers | None = None) -> tuple[str, ...]:
    """The codes of languages with those that are new behind."""
    some = "" if only is None else "WHERE id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT language FROM articles_article {some}",  # noqa: S608 (our own texts)
            None if only is None else [only.tolist()],
        )
        found = {row[0] for row in cursor.fetchall()} - {""}
    return (*known, *sorted(found - set(known)))
