"""docs/evidence.md says what was counted, and what the program finds in the first real file is as it says."""

import csv
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from articles.importing.found import countries_of, people_of, whole
from articles.importing.inputs import find_files
from articles.importing.pipeline import Work, linked_chunks
from articles.linking import certainty, lexicon, salience
from articles.linking.reference import from_fixtures
from articles.records import LinkedArticle
from articles.views.rules import RULES, sure_in_words

DOCUMENT = Path(__file__).parents[1] / "docs" / "evidence.md"


def rows(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading."""
    below = DOCUMENT.read_text(encoding="utf-8").partition(f"## {heading}")[2]
    table = re.search(r"\n\|[- |]*-\s?\|\n((?:\|.*\n)+)", below)
    assert table
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]


def test_the_document_has_the_figures_that_the_linker_uses() -> None:
    with (lexicon.DATA / "certainty.csv").open(encoding="utf-8", newline="") as handle:
        counted = sorted(list(row.values()) for row in csv.DictReader(handle))
    assert sorted(rows("How sure")) == counted


def test_every_rule_with_a_figure_is_told_in_words() -> None:
    telling_themselves = {"team", "firm", "canal", "sea"}
    assert certainty.shares().keys() <= RULES.keys() | telling_themselves


def test_certainty_has_words_for_every_share() -> None:
    shares = (None, 0.3, 0.7, 0.85, 0.95)
    words = ["not measured", "unsure", "not very sure", "fairly sure", "sure"]
    assert [sure_in_words(share) for share in shares] == words


def test_ten_wrong_links_are_told_with_what_became_of_them() -> None:
    wrong = rows("Ten wrong links in real articles")
    assert [row[0] for row in wrong] == [str(number) for number in range(1, 11)]
    assert all(row[-1].startswith(("mended", "stays")) for row in wrong)


@pytest.mark.corpus
def test_the_first_file_has_what_its_reader_found(corpus: Path) -> None:
    gold = json.loads((corpus / "seed" / "seed.gold.json").read_text(encoding="utf-8"))["articles"]
    works = [Work(file) for file in find_files([str(corpus / "seed" / "*.txt")])]
    chunks = linked_chunks(works, from_fixtures(settings.REFERENCE_DIR), whole, processes=1)
    found = [made for chunk in chunks for made in chunk.made if made is not None]
    told = {(row[0], row[1]): row[2] for row in rows("The first file beside what a reader found in it")}
    assert len(found) == len(gold) == 2
    for number, (reader, linked) in enumerate(zip(gold, found, strict=True), 1):
        assert linked.article.title == reader["title"]
        assert linked.article.published.iso == reader["published"] == told[str(number), "day"]
        assert set(linked.country_codes) == set(reader["countries"])
        assert told[str(number), "countries"].split() == reader["countries"]
        assert names(linked) == {person["name"] for person in reader["people"]}
        about = salience.about(linked, countries_of(linked))
        assert {"RU", "IL", "PS"} <= about if number == 1 else {"LB", "IL"} <= about


def names(linked: LinkedArticle) -> set[str]:
    """Everyone whom an article links to."""
    return {mentions[0].name for mentions in people_of(linked).values()}
