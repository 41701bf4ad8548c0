"""Firms, brands, ships, storms, laws, universities, airports, streets: names that are no people."""

from pathlib import Path

import pytest

from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.records import ParsedArticle

ROOT = Path(__file__).parents[1]
LINKER = Linker(from_fixtures(ROOT / "fixtures"))
SENTENCES = [
    line
    for line in (ROOT / "tests" / "data" / "not_people.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def names(body: str) -> list[str]:
    return [mention.name for mention in LINKER.link(ParsedArticle("made-up.txt", 0, "", body)).people]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_thing_named_after_somebody_is_nobody(sentence: str) -> None:
    assert names(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("President Harry Truman signed it. The Truman administration paid.", ["Harry Truman"] * 2),
        ("Prime Minister Ana Keller spoke. The Keller government fell.", ["Ana Keller"] * 2),
        ("Analyst Morgan Stanton of Morgan Stanley agreed.", ["Morgan Stanton"]),
        ("Abraham Lincoln Diaz, a farmer, left.", ["Abraham Lincoln Diaz"]),
        ("Mercedes Sosa sang in Salta.", ["Mercedes Sosa"]),
        ("INS Commissioner Doris Meissner resigned.", ["Doris Meissner"]),
    ],
)
def test_people_beside_such_names_are_found(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected
