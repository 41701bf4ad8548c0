"""Articles linked together: each as if it were alone."""

from datetime import date
from itertools import permutations
from pathlib import Path

from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.records import ParsedArticle, Precision, PublishedDate

ROOT = Path(__file__).parents[1]
DAY = PublishedDate(date(2023, 10, 16), Precision.DAY, "header", "16 October 2023")
ARTICLES = [
    ParsedArticle(
        "made-up.txt",
        0,
        "Putin meets Erdogan after Russian troops invade Ukraine",
        "SOCHI (Agency) - Russia's President Vladimir Putin met Recep Tayyip Erdogan. Putin smiled.",
        published=DAY,
        language="en",
    ),
    ParsedArticle(
        "made-up.txt",
        1,
        "Farmers block roads",
        "Anna Putin, a farmer from Gdansk, said that Erdogan was her dog. The president of Poland smiled.",
        published=DAY,
    ),
    ParsedArticle(
        "made-up.txt",
        2,
        "Macron à Berlin",
        "Le président français Emmanuel Macron a rencontré M. Scholz en Allemagne.",
        language="fr",
    ),
    ParsedArticle("made-up.txt", 3, "", "", language="ar"),
]


def test_what_stands_in_one_article_says_nothing_of_another() -> None:
    linker = Linker(from_fixtures(ROOT / "fixtures"))
    alone = {article.index: linker.link(article) for article in ARTICLES}
    assert alone[0].people
    assert alone[0].happenings
    assert alone[1].offices
    assert alone[2].countries
    for order in permutations(ARTICLES):
        assert linker.link_all(order) == [alone[article.index] for article in order]
