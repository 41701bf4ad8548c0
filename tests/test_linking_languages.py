"""Countries in other languages: names in their cases, adjectives, capitals, with articles and prefixes."""

from pathlib import Path

import pytest

from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.records import ParsedArticle

ROOT = Path(__file__).parents[1]


def rows() -> list[tuple[str, ...]]:
    """Language, sentence and codes of each line of the table."""
    lines = (ROOT / "tests/data/country_languages.txt").read_text(encoding="utf-8").splitlines()
    return [
        tuple(cell.strip() for cell in line.split("|")) for line in lines if line and not line.startswith("#")
    ]


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(from_fixtures(ROOT / "fixtures"))


def codes(linker: Linker, sentence: str, language: str) -> str:
    article = ParsedArticle("made-up.txt", 0, "", sentence, language=language)
    return " ".join(sorted(linker.link(article).country_codes))


@pytest.mark.parametrize(("language", "sentence", "wanted"), rows())
def test_a_country_is_known_in_its_language(
    linker: Linker, language: str, sentence: str, wanted: str
) -> None:
    assert codes(linker, sentence, language) == wanted


@pytest.mark.parametrize(
    ("language", "sentence", "wanted"),
    [
        ("en", "The Roma and the Rus met Indie bands in Polska.", ""),
        ("de", "Die Roma-Gemeinde in Frankreich protestierte.", "FR"),
        ("it", "La polizia di Roma tace.", "IT"),
        ("en", "Ein Gericht of the Island said no.", ""),
        ("de", "Ein Vulkan auf Island bricht aus.", "IS"),
        ("sw", "Rais wa Ufaransa alifika Misri.", "EG FR"),
        ("lt", "Lenkija ir Vokietija pasirašė.", "DE PL"),
    ],
)
def test_a_form_counts_in_texts_of_its_language(
    linker: Linker, language: str, sentence: str, wanted: str
) -> None:
    assert codes(linker, sentence, language) == wanted
