"""Happenings: articles that report one happening share a number, others of its kind do not."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.linking import Linker
from articles.linking.events import group
from articles.linking.reference import from_fixtures
from articles.linking.stories import signature
from articles.reading import read_file
from articles.records import LinkedArticle, ParsedArticle, Precision, PublishedDate

FIXTURES = Path(__file__).parents[1] / "fixtures"
DAY = date(2024, 5, 6)

FERRY = (
    "Ferry sinks off Norway, dozens missing",
    "A ferry with 140 passengers sank off the Norwegian port of Bodo on Monday, and rescuers searched for "
    "dozens of missing people. The captain, Lars Hovland, said that the Nordlys hit a rock in fog.",
)
FERRY_ELSEWHERE = (
    "Rescuers search for passengers of sunken Nordlys",
    "Helicopters searched the sea near Bodo for passengers of the ferry Nordlys, which sank in fog with 140 "
    "people on board. Police questioned captain Lars Hovland, and Norway declared a day of mourning.",
)
OTHER_FERRY = (
    "Ferry sinks off Chile, dozens missing",
    "A ferry with 85 passengers sank off the Chilean port of Castro on Monday, and rescuers searched for "
    "dozens of missing people. The captain, Pedro Aguirre, said that the Esperanza lost power in a storm.",
)
WHEAT = (
    "Wheat prices rise for a third day",
    "Wheat rose in Chicago as buyers feared a dry spring in Kansas. Traders said that stocks were low.",
)
Text = tuple[str, str]


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(from_fixtures(FIXTURES))


def told(linker: Linker, text: Text, day: date | None = DAY) -> LinkedArticle:
    title, body = text
    published = PublishedDate(day, Precision.DAY if day else Precision.UNKNOWN)
    return linker.link(ParsedArticle("run.txt", 0, title, body, published=published))


def test_two_papers_on_one_happening_share_it_and_another_subject_does_not(linker: Linker) -> None:
    assert group([told(linker, text) for text in (FERRY, WHEAT, FERRY_ELSEWHERE)]) == [0, 1, 0]


def test_a_happening_of_the_same_kind_with_other_participants_is_another(linker: Linker) -> None:
    assert group([told(linker, text) for text in (FERRY, OTHER_FERRY, FERRY_ELSEWHERE)]) == [0, 1, 0]


def test_the_same_words_weeks_later_are_another_happening(linker: Linker) -> None:
    later = DAY + timedelta(days=40)
    assert group([told(linker, FERRY), told(linker, FERRY_ELSEWHERE, later)]) == [0, 1]


def test_an_unknown_date_does_not_count_against(linker: Linker) -> None:
    assert group([told(linker, FERRY), told(linker, FERRY_ELSEWHERE, None)]) == [0, 0]


def test_near_identical_texts_share_a_happening_whatever_their_dates(linker: Linker) -> None:
    title, body = WHEAT
    copy = title, f"{body} The next report comes on Friday."
    assert group([told(linker, WHEAT), told(linker, copy, DAY + timedelta(days=90))]) == [0, 0]


def test_the_sample_shares_two_happenings_and_its_other_articles_are_alone(linker: Linker) -> None:
    read = [
        record
        for file in sorted((FIXTURES / "sample").glob("*.txt"))
        for record in read_file(file.name, BytesIO(file.read_bytes()))
        if isinstance(record, ParsedArticle)
    ]
    found = group([linker.link(article) for article in read])
    shared = [number for number, members in Counter(found).items() if members > 1]
    files = [{a.file for a, number in zip(read, found, strict=True) if number == one} for one in shared]
    assert files == [
        {"2022-07-black-sea-grain.txt", "2022-07-black-sea-grain-updated.txt"},
        {"2024-11-autumn.txt", "2024-12-upheaval.txt"},
    ]


def test_articles_without_words_are_alone(linker: Linker) -> None:
    assert group([told(linker, ("", "")), told(linker, ("", "")), told(linker, ("", "..."))]) == [0, 1, 2]


def test_no_articles_have_no_happenings() -> None:
    assert group([]) == []


def test_the_order_of_the_articles_does_not_change_the_grouping(linker: Linker) -> None:
    articles = [told(linker, text) for text in (FERRY, WHEAT, OTHER_FERRY, FERRY_ELSEWHERE)]
    backwards = group(articles[::-1])[::-1]
    forwards = group(articles)
    pairs = [(one, other) for one in range(4) for other in range(one)]
    assert [forwards[i] == forwards[j] for i, j in pairs] == [backwards[i] == backwards[j] for i, j in pairs]


PHRASES = st.sampled_from(["Bodo", "Castro", "ferry sank", "Lars Hovland", "said.", "140", "wheat", "the"])
ARTICLES = st.builds(
    lambda title, body, offset: LinkedArticle(
        ParsedArticle(
            "run.txt",
            0,
            " ".join(title),
            " ".join(body),
            published=PublishedDate(DAY + timedelta(days=offset), Precision.DAY)
            if offset
            else PublishedDate(),
        ),
        signature=signature(" ".join(title + body)),
    ),
    st.lists(PHRASES, max_size=4),
    st.lists(PHRASES, max_size=12),
    st.integers(0, 20),
)


@settings(deadline=None)
@given(st.lists(ARTICLES, max_size=12))
def test_any_articles_get_a_number_each_counted_from_zero_and_always_the_same(
    articles: list[LinkedArticle],
) -> None:
    found = group(articles)
    assert len(found) == len(articles)
    assert list(dict.fromkeys(found)) == list(range(len(set(found))))
    assert group(articles) == found


@pytest.mark.corpus
def test_happenings_reach_their_floor(linker: Linker, corpus: Path, tmp_path: Path) -> None:
    gold = corpus / "stories" / "events-dev.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    articles = [
        told(
            linker,
            (row["title"] or "", row["text"]),
            date.fromisoformat(row["date"]) if row["date"] else None,
        )
        for row in rows
    ]
    answers = tmp_path / "answers.jsonl"
    lines = (
        json.dumps({"id": row["id"], "group": number})
        for row, number in zip(rows, group(articles), strict=True)
    )
    answers.write_text("\n".join(lines), encoding="utf-8")
    tool = corpus.parent / "tools" / "score_groups.py"
    command = [sys.executable, str(tool), str(gold), str(answers), "--json"]
    result = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert result["bcubed_f1"] >= 0.905
    assert result["pair_f1"] >= 0.87
