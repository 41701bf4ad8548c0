"""Words as they are written, and their lists."""

from __future__ import annotations

import sys
import unicodedata
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.postings import texts as module
from articles.postings.texts import GAP, Texts
from articles.postings.written import folded, words


def one_by_one(text: str) -> list[str]:
    """The runs of letters, numbers and marks, each folded by itself."""
    spaced = "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in text)
    return [word for run in spaced.split() for word in folded(run).split()]


@given(st.one_of(st.text(max_size=30), st.text("aÉßæ\u0301\u093eक’-_ .9½", max_size=12)))
def test_words_are_runs_of_letters_numbers_and_marks(text: str) -> None:
    assert words(text) == one_by_one(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Four-power talks, it’s said", ["four", "power", "talks", "it", "s", "said"]),
        ("U.S. 9/11", ["u", "s", "9", "11"]),
        ("ÉCOLE Straße œuvre", ["ecole", "strasse", "oeuvre"]),
        ("e\u0301cole", ["ecole"]),
        ("“Путин”", ["путин"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_case_accents_and_what_stands_between_do_not_matter(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_every_sign_belongs_to_a_word_as_unicode_has_it() -> None:
    for code in range(0x80, sys.maxunicode + 1):
        char = chr(code)
        if unicodedata.category(char)[0] in "LNM":
            assert words(f"a{char}b") == [folded(f"a{char}b")], hex(code)
    others = [
        chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] not in "LNM"
    ]
    assert words("b".join(others) + "é") == [*["b"] * (len(others) - 1), "e"]


sentences = st.lists(st.sampled_from(["rain", "Grain", "deal", "the", "É"]), max_size=12).map(" ".join)


@given(st.lists(st.tuples(sentences, st.lists(sentences, max_size=3)), max_size=5), st.integers(1, 20))
def test_lists_have_every_word_with_its_number(archive: list[tuple[str, list[str]]], together: int) -> None:
    texts = Texts()
    wanted: dict[str, list[tuple[int, int, list[int]]]] = {}
    for ordinal, (title, others) in enumerate(archive):
        texts.add(ordinal, title, others)
        numbers: dict[str, list[int]] = {}
        titled: dict[str, int] = {}
        number = 0
        for at, text in enumerate((title, *others)):
            for word in words(text):
                number += 1
                numbers.setdefault(word, []).append(number + at * GAP)
                titled[word] = titled.get(word, 0) + (not at)
        for word, places in numbers.items():
            wanted.setdefault(word, []).append((ordinal, titled[word], places))
    found = {}
    with patch.object(module, "AT_ONCE", together):
        lists = list(texts.lists())
    for word, posting, positions in lists:
        cuts = np.split(positions, np.cumsum(posting.total)[:-1])
        rows = zip(posting.places.tolist(), posting.title.tolist(), cuts, strict=True)
        found[word] = [(ordinal, title, cut.tolist()) for ordinal, title, cut in rows]
    assert found == wanted
    assert list(found) == sorted(found, key=str.encode)


def test_what_has_no_place_is_left_out_whole() -> None:
    texts = Texts()
    texts.add(0, "", ["a " * 65_526])
    texts.add(1, "я" * 251, [""])
    texts.add(2, "", ["", "x" * 501])
    assert list(texts.lists()) == []
    texts.add(3, "", ["a " * 65_500 + "b"])
    texts.add(4, "x" * 500, ["я" * 250])
    assert texts.unwritten == [0, 1, 2]
    found = {word: (posting, positions) for word, posting, positions in texts.lists()}
    assert found["b"][1].tolist() == [65_511]
    assert found["a"][0].total.tolist() == [255]
    assert found["a"][1].tolist() == list(range(11, 266))
    assert found["я" * 250][0].places.tolist() == [4]
