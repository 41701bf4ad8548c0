"""Tables of runs: what a run has under a key is found in memory, whatever was kept, dropped or stored."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import story_blocks, story_held, story_runs, story_tables
from articles.importing.story_runs import Runs
from articles.importing.story_tables import ENTRY, RAW_BRIEF, Filling, Table, together
from articles.linking.glances import BRIEF
from tests.test_story_runs import held, numbers

KEYS = np.sort(np.random.default_rng(5).integers(0, 1 << 63, 2_000, dtype=np.int64))


@pytest.fixture(autouse=True)
def _nothing_in_memory() -> Iterator[None]:
    story_held.forget()
    yield
    story_held.forget()


def made(entries: list[tuple[int, int]], expected: int | None = None, more: tuple[int, ...] = ()) -> Table:
    """A table of keys and articles; the brief of each article counts as many numbers as its own says."""
    rows = np.array(sorted(entries, key=lambda row: row[0]), ENTRY)
    articles = np.unique(np.array([*rows["article"], *more], np.int32))
    briefs = np.zeros(len(articles), BRIEF)
    briefs["numbers"] = articles % 50
    filling = Filling(articles, briefs.view(RAW_BRIEF), len(entries) if expected is None else expected)
    filling.add(rows[: len(rows) // 2])
    filling.add(rows[len(rows) // 2 :])
    return filling.table()


def found(table: Table, keys: list[int]) -> list[tuple[int, int, int]]:
    got = table.find(np.array(keys, np.int64))
    briefs = got.briefs.view(BRIEF)["numbers"].tolist()
    return sorted(zip(got.keys.tolist(), got.articles.tolist(), briefs, strict=True))


places = st.lists(st.tuples(st.integers(0, 400), st.integers(-9, 9)), max_size=300, unique=True)


@given(places, st.integers(0, 4_000), st.sampled_from(((), (77, -30))))
def test_a_table_has_what_was_entered_and_is_read_as_it_is_stored(
    rows: list[tuple[int, int]], expected: int, more: tuple[int, ...]
) -> None:
    entries = [(int(KEYS[place]), article) for place, article in rows]
    table = made(entries, expected, more)
    stored = story_tables.read(table.tobytes())
    assert stored
    assert stored.tobytes() == table.tobytes()
    asked = sorted({key for key, _ in entries})
    for each in (table, stored):
        assert found(each, asked) == sorted((key, article, article % 50) for key, article in entries)
        assert set(each.articles.tolist()) == {article for _, article in entries}
        assert found(each, KEYS[500:].tolist()) == []


def test_a_key_and_its_finer_one_that_differs_by_the_lowest_bit_alone_are_two() -> None:
    key = int(KEYS[0]) & ~1
    assert found(made([(key, 3), (key | 1, 4)]), [key]) == [(key, 3, 3)]
    assert found(made([(key, 3), (key | 1, 4)]), [key | 1]) == [(key | 1, 4, 4)]


def test_no_key_is_taken_for_another() -> None:
    chance = np.random.default_rng(7)
    keys = np.unique(chance.integers(0, 1 << 63, 100_000, dtype=np.int64))
    table = made(list(zip(keys.tolist(), (np.arange(len(keys)) // 16).tolist(), strict=True)))
    others = chance.integers(0, 1 << 63, 100_000, dtype=np.int64)
    assert len(table.find(others).keys) == 0
    assert table.nbytes < 9 * len(keys)


def test_of_the_briefs_of_an_article_the_last_counts() -> None:
    older, newer = made([(1, 7), (2, 8)]), made([(3, 7)])
    newer.briefs.view(BRIEF)["numbers"] = 33
    articles, briefs = together([older, newer])
    assert articles.tolist() == [7, 8]
    assert briefs.view(BRIEF)["numbers"].tolist() == [33, 8]


@pytest.mark.parametrize("damage", [b"", b"abc", b"\0" * 16 + b"x", b"\xff" * 64])
def test_bytes_that_are_no_table_are_none(damage: bytes) -> None:
    assert story_tables.read(damage) is None


def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many blocks each look-up reads, from now on."""
    counted: list[int] = []
    read = story_blocks.read
    monkeypatch.setattr(story_blocks, "read", lambda blocks: (counted.append(len(blocks)), read(blocks))[1])
    return counted


@pytest.mark.django_db
def test_who_asks_little_reads_blocks_and_who_asks_much_reads_none(monkeypatch: pytest.MonkeyPatch) -> None:
    Runs().enter(KEYS, np.arange(1, len(KEYS) + 1))
    story_held.forget()
    counted = reads(monkeypatch)
    for place in range(40):
        assert held(Runs(), KEYS[place : place + 1]) == {(int(KEYS[place]), place + 1)}
    assert counted[0] == 1
    assert counted[-1] == 0
    assert sum(counted) < 10


@pytest.mark.django_db
def test_what_has_no_room_in_memory_is_found_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_held, "MOST", 10_000)
    for start in range(0, len(KEYS), 500):
        Runs().enter(KEYS[start : start + 500], np.arange(start, start + 500) + 1)
    counted = reads(monkeypatch)
    for _ in range(3):
        everything = held(Runs(), KEYS)
        assert everything == {(int(key), place) for place, key in enumerate(KEYS, 1)}
        assert sum(each.nbytes for each in story_held.in_memory()) <= 10_000
    assert sum(counted) > 30


@pytest.mark.django_db
def test_a_correction_leaves_the_merging_of_large_runs_to_an_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_runs, "AT_ONCE", 3)
    for place in range(3):
        Runs().enter(KEYS[100 * place : 100 * place + 100], np.full(100, place + 1))
    runs = Runs()
    runs.merge(299)
    assert len(runs.every) == 3
    runs.merge()
    assert len(runs.every) == 1
    assert len(held(Runs(), KEYS[:300])) == 300


@pytest.mark.django_db
def test_a_run_whose_table_is_damaged_says_what_to_do() -> None:
    Runs().enter(KEYS[:50], numbers(*range(1, 51)))
    story_held.forget()
    with connection.cursor() as cursor:
        cursor.execute("""UPDATE articles_storyrun SET "table" = 'x'""")
    with pytest.raises(ValueError, match=r"`manage\.py regroup` makes"):
        held(Runs(), KEYS[:50])
