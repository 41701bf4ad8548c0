"""Runs of capitalised words: the fast way to find them finds what their pattern says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.linking.names import NEAR, RUN, run_matches, runs, word_before

PIECES = [
    *("Ann", "O'Neil", "d'Arcy", "L'Orme", "al-Khoury", "ash-Sharif", "Al-", "Jean-Luc", "x-Ray", "iPhone"),
    *("mr.", "Mr.", "gen.", "MRS.", "St.-Just", "U.S.", "J.-P.", "e.g.", "van", "der", "bin", "the", "said"),
    *(
        "É",
        "Łódź",
        "ǅon",
        "İzmir",
        "ſt.",
        "Ω",
        "т.",
        "Путин",
        "ال",
        "中",
        "1st",
        "_A",
        "@Bo",
        "#Cy",
        "&",
        "/",
    ),
    *("\n", " ", "\u00a0", "  ", ".", ",", "'", "’", "-", "'s", "’S", "\u0301", "\u2028"),
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join))
def test_runs_are_found_where_their_pattern_matches(text: str) -> None:
    assert [*run_matches(text)] == [(match.start(), match.group()) for match in RUN.finditer(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He met al-Khoury there.", [["He"], ["al-khoury"]]),
        ("said gov. Rosa Lindqvist", [["gov", "rosa", "lindqvist"]]),
        ("Norway’s Ola Berg", [["norway"], ["ola", "berg"]]),
        ("the envoy d'Arcy Lund", [["d'arcy", "lund"]]),
        ("Talks end\nOla Berg leaves", [["talks"], ["ola", "berg"]]),
    ],
)
def test_a_run_holds_the_words_of_one_stretch(text: str, words: list[list[str]]) -> None:
    assert [[word.key for _, _, word in run] for run in runs(text).all()] == [
        [key.lower() for key in run] for run in words
    ]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join), st.integers(0, 60))
def test_the_word_in_front_is_the_last_word_if_space_follows_it(text: str, start: int) -> None:
    text = text[:start]
    words = text.split()
    wanted = words[-1] if words and text[-1].isspace() else ""
    wanted = wanted.lstrip("(\"“‘'[") if wanted and (wanted[-1].isalnum() or wanted[-1] == ".") else ""
    assert word_before(f"{text}Ann Smith", len(text)) == wanted or len(wanted) >= NEAR - 5
