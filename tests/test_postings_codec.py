"""Posting lists as bytes: what was packed is found again, whatever the lexemes and the lists."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.postings.codec import BLOCK, Block, Positions, Posting, pack

Lists = dict[str, tuple[Posting, Positions]]

LEXEMES = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.text("ab' \\", min_size=1, max_size=4),
    st.sampled_from(["don't", "a b", "жук", "жуков", "x" * 2046, "\U0001f54a", "\x01", "￿"]),
)


def posting(places: list[int], total: list[int], title: list[int]) -> Posting:
    return Posting(np.array(places, np.int32), np.array(title, np.uint8), np.array(total, np.uint8))


@st.composite
def lists(draw: st.DrawFn) -> Lists:
    found: Lists = {}
    for lexeme in draw(st.sets(LEXEMES, max_size=30)):
        top = draw(st.sampled_from([50, 300, 70_000, 2**31 - 1]))
        places = sorted(draw(st.sets(st.integers(0, top), min_size=1, max_size=20)))
        total = [draw(st.integers(1, 255)) for _ in places]
        title = [draw(st.integers(0, min(each, 3))) for each in total]
        start = draw(st.integers(0, 10_000))
        positions = np.arange(start, start + sum(total)).astype(np.uint16)
        found[lexeme] = posting(places, total, title), positions
    return found


def packed(given: Lists) -> list[tuple[str, Block, bytes]]:
    ordered = sorted(given.items(), key=lambda item: item[0].encode())
    made = pack((lexeme, *values) for lexeme, values in ordered)
    return [(first, Block(lists), places) for first, lists, places in made]


def same(one: Posting | None, other: Posting) -> bool:
    return (
        one is not None
        and [each.dtype for each in one] == [np.int32, np.uint8, np.uint8]
        and [each.tolist() for each in one] == [each.tolist() for each in other]
    )


@given(lists())
@example({})
def test_whatever_is_packed_is_found_again(given: Lists) -> None:
    blocks = packed(given)
    names = sorted(given, key=str.encode)
    assert [name for _, block, _ in blocks for name in block.lexemes()] == names
    for first, block, places in blocks:
        assert first == block.lexemes()[0]
        assert len(block) == len(block.lexemes())
        for lexeme in block.lexemes():
            assert same(block.get(lexeme), given[lexeme][0])
            assert np.array_equal(block.positions(lexeme, places), given[lexeme][1])
        whole = list(block.all(places))
        assert [name for name, _, _ in whole] == block.lexemes()
        assert all(same(found, given[name][0]) for name, found, _ in whole)
        assert all(np.array_equal(found, given[name][1]) for name, _, found in whole)


@given(lists(), LEXEMES)
def test_what_was_not_packed_is_not_found(given: Lists, lexeme: str) -> None:
    for _, block, places in packed({name: given[name] for name in given if name != lexeme}):
        assert block.get(lexeme) is None
        assert not len(block.positions(lexeme, places))


@given(lists(), st.one_of(LEXEMES, st.text("abx", max_size=1)))
def test_all_that_begin_so_are_found_in_their_order(given: Lists, prefix: str) -> None:
    found = [pair for _, block, _ in packed(given) for pair in block.beginning(prefix)]
    wanted = sorted((name for name in given if name.startswith(prefix)), key=str.encode)
    assert [name for name, _ in found] == wanted
    assert all(same(value, given[name][0]) for name, value in found)


def test_no_lexeme_holds_the_sign_that_parts_them() -> None:
    (_, block, places), *_ = packed({"a": one_of(3), "b": one_of(4)})
    assert block.get("a\0b") is None
    assert block.get("") is None
    assert not len(block.positions("", places))


def one_of(place: int) -> tuple[Posting, Positions]:
    return posting([place], [1], [0]), np.array([7], np.uint16)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 200_000), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_one_huge_list_is_a_block_of_its_own(articles: int, step: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    places = np.cumsum(chance.integers(1, step + 1, articles)).astype(np.int32)
    total = chance.integers(1, 4, articles).astype(np.uint8)
    title = (chance.random(articles) < 0.1).astype(np.uint8)
    positions = chance.integers(1, 16_384, int(total.sum())).astype(np.uint16)
    huge = Posting(places, title, total)
    blocks = packed({"a": one_of(1), "huge": (huge, positions), "z": one_of(2)})
    assert len(blocks) == (1 if articles * 2 < BLOCK / 2 else 3 if articles * 2 > BLOCK else len(blocks))
    (block, beside), *more = [(block, beside) for _, block, beside in blocks if block.get("huge")]
    assert not more
    assert same(block.get("huge"), huge)
    assert np.array_equal(block.positions("huge", beside), positions)


def test_blocks_are_of_a_size_to_be_read_quickly() -> None:
    many = {f"word{number:06}": one_of(number % 20_000) for number in range(20_000)}
    blocks = list(pack((lexeme, *many[lexeme]) for lexeme in sorted(many)))
    assert all(len(lists) <= BLOCK + 100 for _, lists, _ in blocks)
    assert len(blocks) < 60
    assert [first for first, _, _ in blocks] == sorted(first for first, _, _ in blocks)


@pytest.mark.parametrize(
    ("names", "row"),
    [
        (["b", "a"], one_of(1)),
        (["a", "a"], one_of(1)),
        ([""], one_of(1)),
        (["a\0b"], one_of(1)),
        (["a"], (posting([], [], []), np.empty(0, np.uint16))),
        (["a"], (posting([3, 3], [1, 1], [0, 0]), np.array([1, 2], np.uint16))),
        (["a"], (posting([3], [2], [0]), np.array([1], np.uint16))),
    ],
    ids=["out of order", "twice", "empty", "NUL", "without articles", "an article twice", "positions"],
)
def test_what_could_not_be_read_back_is_refused(names: list[str], row: tuple[Posting, Positions]) -> None:
    with pytest.raises(ValueError, match=r"lexeme|list|positions"):
        list(pack((name, *row) for name in names))
