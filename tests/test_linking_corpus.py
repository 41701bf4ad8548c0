"""Floors on the evaluation corpus, so that a change that costs accuracy is seen."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.linking.stories import group, signature
from articles.records import LinkedArticle, ParsedArticle, Precision, PublishedDate

pytestmark = pytest.mark.corpus
FIXTURES = Path(__file__).parents[1] / "fixtures"
WHOLE_DAY = len("2000-01-01")


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(from_fixtures(FIXTURES))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as handle:
        yield from (json.loads(line) for line in handle)


def linked(linker: Linker, row: dict[str, Any]) -> LinkedArticle:
    day = date.fromisoformat(row["date"]) if len(row.get("date") or "") == WHOLE_DAY else None
    published = PublishedDate(day, Precision.DAY if day else Precision.UNKNOWN)
    title = row.get("title") or ""
    return linker.link(
        ParsedArticle(file=row["id"], index=0, title=title, body=row["text"], published=published)
    )


def prediction(row: dict[str, Any], article: LinkedArticle) -> dict[str, Any]:
    people = [
        {"field": str(m.field), "start": m.start, "end": m.end, "text": m.text, "name": m.name}
        for m in article.people
    ]
    return {"id": row["id"], "countries": list(article.country_codes), "people": people}


def score(tool: Path, gold: Path, predictions: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    answers = folder / "answers.jsonl"
    answers.write_text("\n".join(map(json.dumps, predictions)), encoding="utf-8")
    command = [sys.executable, str(tool), str(gold), str(answers), "--json"]
    result: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return result


@pytest.mark.parametrize(
    ("name", "part", "figure", "floor"),
    [
        ("modern-dev", "countries", "f1", 0.99),
        ("modern-dev", "people_names", "f1", 0.96),
        ("modern-dev", "people_spans_overlap", "f1", 0.98),
        ("geovirus", "countries", "f1", 0.95),
        ("lgl", "countries", "f1", 0.86),
        ("msnbc", "people_names", "f1", 0.92),
        ("conll-testa", "people_spans_overlap", "f1", 0.90),
        ("rss-500", "people_spans_overlap", "r", 0.78),
    ],
)
def test_links_reach_their_floor(
    linker: Linker, corpus: Path, tmp_path: Path, name: str, part: str, figure: str, floor: float
) -> None:
    gold = corpus / "linking" / f"{name}.jsonl"
    predictions = [prediction(row, linked(linker, row)) for row in rows(gold)]
    result = score(corpus.parent / "tools" / "score_linking.py", gold, predictions, tmp_path)
    assert result[part][figure] >= floor


def test_stories_reach_their_floor(corpus: Path, tmp_path: Path) -> None:
    gold = corpus / "stories" / "near-dev.jsonl"
    groups = group((row["id"], signature(f"{row['title']}\n{row['text']}")) for row in rows(gold))
    predictions = [{"id": key, "group": str(number)} for key, number in groups.items()]
    result = score(corpus.parent / "tools" / "score_groups.py", gold, predictions, tmp_path)
    assert result["pair_f1"] >= 0.985


def test_the_first_file_is_linked_as_its_readers_labelled_it(linker: Linker, corpus: Path) -> None:
    gold = json.loads((corpus / "seed" / "seed.gold.json").read_text(encoding="utf-8"))
    for article in gold["articles"]:
        body = "\n\n".join(article["paragraphs"])
        row = {"id": "seed", "title": article["title"], "text": body, "date": article["published"]}
        found = linked(linker, row)
        assert sorted(found.country_codes) == sorted(article["countries"])
        names = {person["name"] for person in article["people"]}
        assert len({m.name for m in found.people}) == len(names)
        assert names <= {written for m in found.people for written in (m.name, m.text)}
