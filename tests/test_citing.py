"""Citations: what they say of an article, and that hostile texts break none of the formats."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citing import Author, Citation, authors, bibtex, csl, line, ris
from articles.citing.citation import one_line
from tests.bibliographies import printed, read_bibtex, read_ris

BYLINES = Path(__file__).parent / "data" / "bylines.csv"
TEXTS = st.text(max_size=80) | st.text(alphabet='{}\\%$#&_^~"@,=\r\n\tER  - é', max_size=60)
LEE = Citation(
    number=12,
    title="Talks on 50% of Gaza {draft}",
    authors=(Author("Lee", "Ann"), Author("Li", "Bo"), Author(literal="Reuters")),
    source="Times & Post",
    published="2023-10-16",
    url="https://example.org/a_b?c={d}",
    address="https://news.example.org/articles/12-talks",
    language="en",
    archive="newsarchive at news.example.org",
    batch=3,
    accessed=date(2024, 1, 2),
)


def bylines() -> list[tuple[str, str]]:
    with BYLINES.open(encoding="utf-8", newline="") as file:
        return [(row["byline"], row["authors"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("byline", "wanted"), bylines())
def test_bylines_are_taken_apart_where_they_allow_it(byline, wanted):
    found = [f"={one.literal}" if one.literal else one.inverted for one in authors(byline)]
    assert found == [one for one in wanted.split("|") if one]


@given(TEXTS)
def test_any_byline_gives_authors_of_its_own_words(byline):
    for one in authors(byline):
        assert one.sorted_by
        assert all(word in byline for part in (one.family, one.given, one.literal) for word in part.split())


def test_a_line_has_all_that_a_footnote_needs():
    assert line(LEE) == (
        "Lee, Ann, Bo Li, and Reuters. “Talks on 50% of Gaza {draft}.” Times & Post, 16 October 2023. "
        "newsarchive at news.example.org, article 12 (batch 3). https://news.example.org/articles/12-talks. "
        "Accessed 2 January 2024."
    )


@pytest.mark.parametrize(
    ("published", "words", "parts"),
    [
        ("2023-10-16", "16 October 2023", [2023, 10, 16]),
        ("2023-10", "October 2023", [2023, 10]),
        ("2023", "2023", [2023]),
    ],
)
def test_no_format_says_more_of_a_date_than_is_known(published, words, parts):
    one = Citation(number=7, title="Talks", published=published)
    assert f" {words}." in line(one)
    assert csl(one)["issued"]["date-parts"] == [parts]
    (entry,) = read_bibtex(bibtex(one))
    assert entry["year"] == "2023"
    assert ("month" in entry, "day" in entry) == (len(parts) > 1, len(parts) > 2)
    (record,) = read_ris(ris(one))
    assert record["DA"] == ["/".join([*published.split("-"), "", ""][:3]) + "/"]


def test_an_article_without_a_date_is_n_d_and_gets_no_date():
    one = Citation(number=7, title="Talks")
    assert "n.d." in line(one)
    assert "issued" not in csl(one)
    (entry,) = read_bibtex(bibtex(one))
    assert entry["note"] == "n.d."
    assert not {"year", "date"} & set(entry)
    (record,) = read_ris(ris(one))
    assert not {"PY", "DA"} & set(record)
    assert "n.d." in record["N1"][0]


def test_bibtex_and_ris_have_the_authors_the_address_and_the_source():
    (entry,) = read_bibtex(bibtex(LEE))
    assert entry["kind"] == "article"
    assert entry["author"] == "Lee, Ann and Li, Bo and {Reuters}"
    assert entry["url"] == LEE.address
    assert printed(entry["journal"]) == LEE.source
    assert entry["month"] == "oct"
    (record,) = read_ris(ris(LEE))
    assert record["AU"] == ["Lee, Ann", "Li, Bo", "Reuters"]
    assert record["UR"] == [LEE.address]
    assert record["TI"] == [LEE.title]
    assert record["AN"] == ["12"]
    assert read_bibtex(bibtex(Citation(1, "No source")))[0]["kind"] == "misc"


@given(title=TEXTS, source=TEXTS, byline=TEXTS, url=TEXTS)
def test_hostile_texts_come_back_as_they_are(title, source, byline, url):
    one = Citation(
        7, title, authors(byline), source, "2023-10", url, "https://example.org/articles/7-x", batch=2
    )
    two = Citation(8, "The next", published="2024")
    entries = read_bibtex(bibtex(one) + "\n" + bibtex(two))
    assert [entry["key"].rpartition("n")[2] for entry in entries] == ["7", "8"]
    assert printed(entries[0]["title"]) == one_line(title)
    if source:
        assert printed(entries[0].get("journal", "")) == one_line(source)
    records = read_ris(ris(one) + ris(two))
    assert len(records) == 2
    assert records[0].get("TI", [""])[0] == one_line(title)
    assert records[1]["TI"] == ["The next"]
    assert json.loads(json.dumps(csl(one))).get("title", "") == one_line(title)
    assert "\n" not in line(one)
    assert one_line(title) in line(one)
