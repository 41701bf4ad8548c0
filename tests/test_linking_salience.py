"""What an article is about, as against what it only mentions."""

from pathlib import Path

import pytest

from articles.importing.found import countries_of, people_of
from articles.linking import Linker, salience
from articles.linking.reference import from_fixtures
from articles.records import CountryMention, LinkedArticle, ParsedArticle

FILLER = " ".join(["The committee met again and nobody outside heard what was said in the room."] * 12)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(from_fixtures(Path(__file__).parents[1] / "fixtures"))


def linked(linker: Linker, title: str, body: str) -> LinkedArticle:
    return linker.link(ParsedArticle("made-up.txt", 0, title, body))


@pytest.mark.parametrize(
    ("title", "body", "about"),
    [
        # What the title names and the text takes up.
        (
            "Norway and Chile sign",
            f"Norway signed on Monday, and so did Chile. {FILLER} Peru may follow.",
            "CL NO",
        ),
        # What a headline names alone is told in other words.
        ("Talks in Oslo", "The talks ended without a word.", "NO"),
        # Named first and again and again, without the title's help.
        (
            "Fishing quotas fall",
            f"Iceland cut its quotas. {FILLER} Iceland had warned of it. Icelandic boats stay; Peru's sail.",
            "IS",
        ),
        # The place that a text was sent from is no subject where something else is, and one where nothing is.
        (
            "Peru votes",
            f"LONDON (Example Agency) - Peru votes on Sunday. {FILLER} Peru's count is slow.",
            "PE",
        ),
        ("Prices fall again", f"LONDON (Example Agency) - Prices fell. {FILLER}", "GB"),
        # … but one that the text speaks of as well is.
        (
            "Prices fall again",
            f"LONDON (Example Agency) - Prices fell in Britain. {FILLER} Peru's rose.",
            "GB",
        ),
        # Where its authors sat.
        (
            "Peru votes",
            f"Peru votes on Sunday. {FILLER} Peru's count is slow.\n\n"
            "(Reporting by Ana Diaz in Chile; editing by Ole Dahl in Norway, Chile and Chile)",
            "PE",
        ),
        # A country in the background, however late, is a mention.
        ("Peru votes", f"Peru votes on Sunday. {FILLER} Its last vote was watched by Norway.", "PE"),
        ("Nothing new", FILLER, ""),
    ],
)
def test_what_an_article_is_about(linker: Linker, title: str, body: str, about: str) -> None:
    found = linked(linker, title, body)
    assert " ".join(sorted(salience.about(found, countries_of(found)))) == about


def test_an_article_is_about_the_people_it_keeps_speaking_of(linker: Linker) -> None:
    told = f"Prime Minister Ana Solano resigned on Monday. {FILLER} Solano spoke for an hour."
    body = f"{told} Judge Per Holm listened."
    found = linked(linker, "Solano leaves", body)
    people = people_of(found)
    assert {people[key][0].name for key in salience.about(found, people)} == {"Ana Solano"}


def test_an_article_that_names_nothing_is_about_nothing(linker: Linker) -> None:
    nothing: dict[str, list[CountryMention]] = {}
    assert salience.about(linked(linker, "Nothing", FILLER), nothing) == frozenset()
