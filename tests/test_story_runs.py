"""The runs of the index of stories: what was entered is found, whatever was merged or rolled back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from importlib import import_module

import numpy as np
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing import story_held, story_index, story_runs
from articles.importing.story_filter import Numbers, filter_of, may_have
from articles.importing.story_runs import Runs, clear
from articles.linking.sketches import read
from articles.models import StoryBlock, StoryRun
from tests.test_stories import index, stored, text_of

KEYS = np.sort(np.random.default_rng(3).integers(0, 1 << 63, 40, dtype=np.int64))
EVERY = {int(key): place for place, key in enumerate(KEYS)}


@pytest.fixture(autouse=True)
def _small_runs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Runs of a few entries are merged as those of thousands are."""
    monkeypatch.setattr(story_held, "LEVELS", (6, 20, 60))
    monkeypatch.setattr(story_runs, "AT_ONCE", 3)
    monkeypatch.setattr(story_runs, "SLICE", 25)
    monkeypatch.setattr(story_runs, "A_BLOCK", 4)
    story_held.forget()
    yield
    story_held.forget()


def numbers(*values: int) -> Numbers:
    return np.array(values, np.int64)


def held(runs: Runs, keys: Numbers = KEYS) -> set[tuple[int, int]]:
    found, articles = runs.look_up(keys)
    return set(zip(found.tolist(), articles.tolist(), strict=True))


pairs = st.lists(st.tuples(st.integers(0, len(KEYS) - 1), st.integers(0, 5)), max_size=12, unique=True)
steps = st.lists(st.tuples(st.sampled_from(("enter", "take out", "forget filters")), pairs), max_size=25)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_runs_hold_what_a_set_would_hold(done: list[tuple[str, list[tuple[int, int]]]]) -> None:
    clear()
    expected: set[tuple[int, int]] = set()
    for what, given_pairs in done:
        runs = Runs()
        runs.merge()
        own = {(int(KEYS[place]), article) for place, article in given_pairs}
        keys, articles = (numbers(*(pair[side] for pair in sorted(own))) for side in (0, 1))
        assert held(runs, KEYS[::2]) == {pair for pair in expected if EVERY[pair[0]] % 2 == 0}
        if what == "forget filters":
            story_held.forget()
        elif what == "enter":
            runs.enter(keys, articles)
            expected |= own
        else:
            runs.take_out(keys, articles)
            expected -= own
        assert held(runs) == expected
    assert held(Runs()) == expected
    assert StoryRun.objects.count() < 3 * 3 + 3


@pytest.mark.django_db
def test_a_hundred_runs_become_few_and_their_blocks_go() -> None:
    chance = np.random.default_rng(5)
    every = np.unique(chance.integers(0, 1 << 63, 100 * 3, dtype=np.int64))
    for start in range(0, len(every), 3):
        runs = Runs()
        runs.merge()
        keys = every[start : start + 3]
        runs.enter(keys, np.arange(1, len(keys) + 1))
    runs = list(StoryRun.objects.order_by("pk").values_list("pk", flat=True))
    assert len(runs) < 12
    assert {block >> 20 for block in StoryBlock.objects.values_list("pk", flat=True)} == set(runs)
    assert len(held(Runs(), every)) == len(every)


@given(st.lists(st.integers(0, (1 << 63) - 1), max_size=300, unique=True))
def test_a_filter_never_says_no_wrongly(keys: list[int]) -> None:
    own = np.sort(numbers(*keys))
    assert may_have(filter_of(own, len(own)), own).all()


def test_a_filter_seldom_says_yes_wrongly() -> None:
    chance = np.random.default_rng(7)
    own, other = (np.sort(chance.integers(0, 1 << 63, 50_000, dtype=np.int64)) for _ in range(2))
    assert may_have(filter_of(own, len(own)), other).mean() < 0.01


@pytest.mark.django_db
def test_what_is_rolled_back_is_not_found_and_what_comes_then_is() -> None:
    with transaction.atomic():
        Runs().enter(KEYS[:10], np.full(10, 4))
        transaction.set_rollback(True)
    assert held(Runs()) == set()
    Runs().enter(KEYS[5:15], np.full(10, 9))
    assert held(Runs()) == {(int(key), 9) for key in KEYS[5:15]}


@pytest.mark.django_db
def test_a_filter_of_another_archive_with_the_same_ids_is_not_believed() -> None:
    Runs().enter(KEYS[:10], np.full(10, 4))
    assert held(Runs())
    (run,) = StoryRun.objects.all()
    StoryBlock.objects.all().delete()
    # As after a restore: the same id, other keys.
    other = Runs()
    StoryRun.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('articles_storyrun_id_seq', %s, false)", [run.pk])
    other.enter(KEYS[20:], np.full(20, 6))
    assert StoryRun.objects.get().pk == run.pk
    assert held(Runs()) == {(int(key), 6) for key in KEYS[20:]}


@pytest.mark.django_db
def test_articles_beyond_the_room_of_an_entry_are_refused() -> None:
    with pytest.raises(ValueError, match="has room for ids"):
        Runs().enter(KEYS[:1], numbers(1 << 31))


def in_another_process(work: object) -> None:
    """Run in a thread, which has a connection of its own, to its end."""

    def run() -> None:
        try:
            work()  # type: ignore[operator]
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_what_another_process_enters_is_found_by_one_that_has_filters() -> None:
    with transaction.atomic():
        Runs().enter(KEYS[:20], np.full(20, 1))
        assert len(held(Runs())) == 20

    def enter() -> None:
        with transaction.atomic():
            Runs().enter(KEYS[10:30], np.full(20, 2))

    in_another_process(enter)
    with transaction.atomic():
        assert len(held(Runs())) == 40


@pytest.mark.django_db
def test_an_archive_from_before_gets_its_index_with_the_update() -> None:
    rows = [stored(text_of(range(n * 5, n * 5 + 9))) for n in range(30)]
    migration = import_module("articles.migrations.0030_tables_of_story_runs")
    migration.enter_all(None, None)
    made = index()
    clear()
    for row in rows:
        sketch = read(bytes(row.signature))
        assert sketch
        story_index.enter({row.pk: sketch})
    assert {article for _, article in made} == {row.pk for row in rows}
    assert index() == made
