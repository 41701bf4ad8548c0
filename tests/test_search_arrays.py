"""The arrays of the index alone, without a database: the same as plain lists and sets would say."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.index import archive, by_date, knowledge
from articles.search.index.archive import Index, whole
from articles.search.index.columns import Chosen, Links, Mask, Single, Small, distinct, united
from articles.search.index.segment import LINKS, SINGLES, Segment

EMPTY: Small = np.empty(0, np.int32)
Row = tuple[int, int, int, frozenset[int]]
"""The id of an article, its first day (0: none), its source, and the countries that it names."""

some = st.sampled_from
contents = st.tuples(
    some((0, 0, 7, 8, 300)), some((0, 1, 5, 90_000)), st.frozensets(st.integers(1, 70), max_size=4)
)


def rows_of(least: int, most: int) -> st.SearchStrategy[list[Row]]:
    """Articles with other ids each, in the order of these."""
    found = st.dictionaries(st.integers(least, most), contents, max_size=40)
    return found.map(lambda rows: [(key, *rows[key]) for key in sorted(rows)])


def segment_of(rows: Sequence[Row]) -> Segment:
    """A segment of these articles; every facet is their source, or their countries."""
    places = np.repeat(np.arange(len(rows)), [len(row[3]) for row in rows])
    keys = np.array([key for row in rows for key in row[3]], np.int64)
    links = Links.of_pairs(len(rows), places, keys)
    single = Single.of_values(np.array([row[2] for row in rows], np.int64))
    first = np.array([row[1] for row in rows], np.int32)
    return Segment(
        np.array([row[0] for row in rows], np.int64),
        first,
        first,
        (first > 0).astype(np.uint8),
        np.zeros(len(rows), np.int32),
        dict.fromkeys(SINGLES, single),
        dict.fromkeys(LINKS, links),
    )


def index_of(
    before: Sequence[Row], after: Sequence[Row], gone: Iterable[int]
) -> tuple[Index, dict[int, Row]]:
    """An index after a change, and its articles by id."""
    changed = np.array(sorted({row[0] for row in after} | set(gone)), np.int64)
    index = whole(segment_of(before), ()).changed(changed, segment_of(after), ())
    there = {row[0]: row for row in before if row[0] not in set(changed.tolist())}
    return index, there | {row[0]: row for row in after}


def chosen(index: Index, choose: Sequence[bool]) -> Mask:
    """Some of the articles of an index."""
    return index.alive & np.resize(np.array([*choose, True]), len(index))


@given(
    ids=st.sets(st.integers(1, 300) | st.integers(1, 2**40)),
    asked=st.lists(st.integers(-5, 310) | st.integers(1, 2**62)),
    every=st.booleans(),
)
def test_places_are_those_of_the_ids_that_there_are(ids: set[int], asked: list[int], every: bool) -> None:
    kept = sorted(ids)
    segment = Segment(np.array(kept, np.int64), EMPTY, EMPTY, np.empty(0, np.uint8), EMPTY, {}, {})
    wanted = [*reversed(kept), *asked] if every else asked
    expected = [place for place, key in enumerate(kept) if key in set(wanted)]
    assert segment.places(np.array(wanted, np.int64)).tolist() == expected


@given(
    before=rows_of(1, 60),
    after=rows_of(30, 90),
    gone=st.sets(st.integers(1, 60)),
    choose=st.lists(st.booleans(), max_size=9),
    few=some((0, 1, 12, 10_000)),
)
def test_counts_are_those_of_plain_lists(
    before: list[Row], after: list[Row], gone: set[int], choose: list[bool], few: int
) -> None:
    index, rows = index_of(before, after, gone)
    mask = chosen(index, choose)
    inside = [rows[key] for key in index.ids[mask].tolist()]
    with pytest.MonkeyPatch.context() as patch:
        # Each way to count, whatever the share of the articles.
        patch.setattr("articles.search.index.columns.FEW", few)
        countries = dict(zip(*(each.tolist() for each in index.counted("country", mask)), strict=True))
        sources = dict(zip(*(each.tolist() for each in index.counted("source", mask)), strict=True))
    assert countries == Counter(key for row in inside for key in row[3])
    assert sources == Counter(row[2] for row in inside)
    _, days, totals = index.dated(mask)
    assert dict(zip(days.tolist(), totals.tolist(), strict=True)) == Counter(row[1] for row in inside)


@given(before=rows_of(1, 60), after=rows_of(30, 90), gone=st.sets(st.integers(1, 60)))
def test_articles_of_a_key_are_those_that_have_it(
    before: list[Row], after: list[Row], gone: set[int]
) -> None:
    index, rows = index_of(before, after, gone)
    for keys in ((5,), (1, 2, 90_000), (), (0,)):
        found = index.ids[index.having_any("source", keys)].tolist()
        assert sorted(found) == sorted(key for key, row in rows.items() if row[2] in keys)
        found = index.ids[index.having_any("country", keys)].tolist()
        assert sorted(found) == sorted(key for key, row in rows.items() if row[3] & set(keys))
    places = np.flatnonzero(index.alive)
    assert index.values_at("source", places).tolist() == [rows[key][2] for key in index.ids[places].tolist()]


@given(
    before=rows_of(1, 60),
    after=rows_of(30, 90),
    gone=st.sets(st.integers(1, 60)),
    choose=st.lists(st.booleans(), max_size=9),
    count=st.integers(0, 60),
    most=some((0, 2_000)),
)
def test_the_first_by_date_are_those_of_all_in_order(
    before: list[Row], after: list[Row], gone: set[int], choose: list[bool], count: int, most: int
) -> None:
    index, rows = index_of(before, after, gone)
    mask = chosen(index, choose)
    inside = [rows[key] for key in index.ids[mask].tolist()]
    newest = sorted(inside, key=lambda row: (-row[1], -row[0]))
    oldest = sorted(inside, key=lambda row: (row[1] == 0, row[1], row[0]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(by_date, "MOST_SORTED", most)
        patch.setattr(by_date, "A_STRETCH", 3)
        for rest, expected in ((False, newest), (True, oldest)):
            found = index.by_date.first(mask, count, oldest=rest)
            assert index.ids[found].tolist() == [row[0] for row in expected][:count]
            order = index.oldest if rest else index.newest
            assert index.ids[order[mask[order]]].tolist() == [row[0] for row in expected]


@given(before=rows_of(1, 60), after=rows_of(30, 90), more=rows_of(50, 99))
def test_segments_that_are_joined_count_the_same(
    before: list[Row], after: list[Row], more: list[Row]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "MOST_CHANGED", 0)
        index, rows = index_of(before, after, ())
        index = index.changed(np.array([row[0] for row in more], np.int64), segment_of(more), ())
        rows |= {row[0]: row for row in more}
    keys, totals = index.counted("country", index.alive)
    expected = Counter(key for row in rows.values() for key in row[3])
    assert dict(zip(keys.tolist(), totals.tolist(), strict=True)) == expected


@given(numbers=st.lists(st.integers(-9, 9)))
def test_distinct_numbers_ascend(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))
    mask = np.array([number > 0 for number in numbers], np.bool_)
    both = [*Chosen(mask).places.tolist(), *Chosen(mask).others.tolist()]
    assert sorted(both) == list(range(len(numbers)))


@given(st.lists(st.integers(0, 30)), st.lists(st.integers(0, 30)))
def test_united_numbers_are_those_of_both(one: list[int], other: list[int]) -> None:
    found = united(np.array(one, np.int64), np.array(other, np.int64))
    assert found.tolist() == sorted({*one, *other})


@given(
    events=st.lists(
        st.tuples(some(("note", "commit", "roll back", "ask", "ask", "ask")), st.booleans()), max_size=40
    )
)
@settings(max_examples=1_000)
def test_another_state_of_knowledge_has_another_number(events: list[tuple[str, bool]]) -> None:
    """Two transactions at a time note things and end in any order; whoever asks sees what has ended."""
    told: dict[int, frozenset[int]] = {}
    watched = knowledge.Knowledge(many=0)
    running: dict[bool, tuple[int, list[int]]] = {}
    committed: set[int] = set()
    following, last = 1, 0
    for what, who in events:
        if what == "note":
            if who not in running:
                running[who] = following, []
                following += 1
            last += 1
            running[who][1].append(last)
        elif what == "ask":
            oldest = min((number for number, _ in running.values()), default=following)
            count = sum(note > watched.settled for note in committed)
            number = watched.told(oldest, False, following, last, count)
            assert told.setdefault(number, frozenset(committed)) == committed
        elif who in running:
            _, noted = running.pop(who)
            committed |= set(noted) if what == "commit" else set()
