"""What an article is about, as against what it only mentions."""

from articles.linking import salience
from articles.records import CountryMention, Field, ParsedArticle

ARTICLE = ParsedArticle("", 0, "Talks in Oslo", "x" * 4000)


def mentions(code: str, *starts: int, title: bool = False) -> list[CountryMention]:
    """Mentions of a country at these places of the body, and perhaps one in the title."""
    first = [CountryMention(Field.TITLE, 0, 4, "Oslo", code, "capital")] if title else []
    return first + [CountryMention(Field.BODY, start, start + 4, "Oslo", code, "capital") for start in starts]


def test_what_the_title_names_or_the_lead_tells_again_and_again_is_what_an_article_is_about() -> None:
    groups = {
        "NO": mentions("NO", title=True),
        "SE": mentions("SE", 100, 300, 900),
        "DK": mentions("DK", 100),
        "FI": mentions("FI", 3000, 3100),
    }
    assert salience.about(ARTICLE, groups) == {"NO", "SE"}


def test_an_article_that_names_nothing_is_about_nothing() -> None:
    assert salience.about(ARTICLE, dict[str, list[CountryMention]]()) == frozenset()
