"""Lookalikes: what a sentence names by a word that is a country, a town, a person or a thing elsewhere."""

from pathlib import Path

import pytest

from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.records import ParsedArticle

ROOT = Path(__file__).parents[1]


def rows() -> list[tuple[str, str]]:
    """The sentences of the table with the codes that they name."""
    lines = (ROOT / "tests/data/country_traps.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.rpartition("|") for line in lines if line and not line.startswith("#")]
    return [(sentence.strip(), codes.strip()) for sentence, _, codes in pairs]


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(from_fixtures(ROOT / "fixtures"))


@pytest.mark.parametrize(("sentence", "codes"), rows())
def test_a_lookalike_is_told_apart_by_what_stands_beside_it(
    linker: Linker, sentence: str, codes: str
) -> None:
    linked = linker.link(ParsedArticle("made-up.txt", 0, "", sentence))
    assert " ".join(sorted(linked.country_codes)) == codes
