"""What the archive keeps of roles and offices: with names, without names, after corrections."""

from datetime import date
from pathlib import Path

import pytest

from articles.importing.found import find
from articles.importing.links import links_of, replace_links
from articles.importing.names import Names
from articles.importing.reference import load_reference
from articles.importing.run import import_paths
from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.models import Article, ArticlePerson
from articles.records import ParsedArticle, Precision, PublishedDate
from tests.texts import json_lines

FIXTURES = Path(__file__).parents[1] / "fixtures"
DAY = PublishedDate(date(2009, 3, 4), Precision.DAY)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(from_fixtures(FIXTURES))


def test_an_office_without_a_name_makes_a_link_that_says_so(linker: Linker) -> None:
    body = "The Russian president said he would travel. The Russian president left."
    (link,) = find(linker.link(ParsedArticle("a", 0, "Plans", body, published=DAY))).people
    assert (link.key, link.by_office, link.mentions, link.role) == ("dmitry-medvedev", True, 2, "")
    assert '"rule": "holder of the office on 2009-03-04"' in link.evidence


def test_an_office_beside_names_is_evidence_of_the_same_link(linker: Linker) -> None:
    body = "Dmitry Medvedev spoke on Monday. He left. Later the Russian president called."
    (link,) = find(linker.link(ParsedArticle("a", 0, "Plans", body, published=DAY))).people
    assert (link.by_office, link.mentions) == (False, 2)
    assert link.evidence.index("gazetteer") < link.evidence.index("holder of the office")


@pytest.mark.django_db
def test_roles_with_their_country_and_offices_are_stored_and_come_back(tmp_path: Path) -> None:
    load_reference(FIXTURES)
    text = "Portuguese Foreign Minister Rui Tavares arrived. The Russian president called him."
    rows = [{"title": "Talks", "text": text, "date": "2009-03-04"}]
    (tmp_path / "a.jsonl").write_text(json_lines(*rows))
    import_paths([str(tmp_path / "a.jsonl")], source="Example", label="one")
    article = Article.objects.get()
    columns = ("person__slug", "role", "role_country__code", "by_office")
    expected = [
        ("dmitry-medvedev", "", None, True),
        ("rui-tavares", "Portuguese Foreign Minister", "PT", False),
    ]
    stored = ArticlePerson.objects.order_by("person__slug").values_list(*columns)
    assert list(stored) == expected
    replace_links(links_of([article.pk]), Names())
    assert list(stored.all()) == expected
