"""The measured quality of the cut, against the evaluation corpus. Skipped where there is none."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle

pytestmark = pytest.mark.corpus


def _scorer(corpus: Path) -> ModuleType:
    path = corpus.parent / "tools" / "score_import.py"
    spec = importlib.util.spec_from_file_location("score_import", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _gold(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _predictions(folder: Path, names: set[str]) -> Iterator[dict[str, Any]]:
    for name in sorted(names):
        with (folder / name).open("rb") as stream:
            for each in read_file(name, stream):
                if isinstance(each, ParsedArticle):
                    yield {
                        "file": name,
                        "index": each.index,
                        "title": each.title,
                        "body": each.body,
                        "published": each.published.iso,
                        "captions": [caption.text for caption in each.captions],
                        "source": each.source,
                        "url": each.url,
                        "lines": [each.first_line, each.last_line],
                    }


def test_the_seed_file_is_read_exactly(corpus: Path) -> None:
    gold = _gold(corpus / "seed" / "gold.jsonl")
    made = list(_predictions(corpus / "seed", {row["file"] for row in gold}))
    table, errors = _scorer(corpus).score(gold, made)
    assert not errors
    scores = {
        name: table["seed"][name] for name in ("cut_p", "cut_r", "title", "cap_found", "date", "cap_leak")
    }
    assert scores == {"cut_p": 1, "cut_r": 1, "title": 1, "cap_found": 1, "date": 1, "cap_leak": 0}
    told = json.loads((corpus / "seed" / "seed.gold.json").read_text(encoding="utf-8"))["articles"]
    assert [row["lines"] for row in made] == [[each["first_line"], each["last_line"]] for each in told]
    assert [row["body"].split("\n\n") for row in made] == [each["paragraphs"] for each in told]


def test_the_text_families_meet_their_targets(corpus: Path) -> None:
    folder = corpus / "import" / "dev"
    families = {"pages", "perturbed", "header", "plain"}
    gold = [row for row in _gold(folder / "gold.jsonl") if row["family"] in families]
    table, _ = _scorer(corpus).score(gold, list(_predictions(folder, {row["file"] for row in gold})))
    for family in families:
        scores = {name: value for name, value in table[family].items() if value is not None}
        assert min(scores["cut_p"], scores["cut_r"]) >= (0.95 if family == "perturbed" else 0.98), family
        assert scores["title"] >= 0.97, family
        assert scores["date"] >= 0.95, family
        assert scores["date_far"] < 0.01, family
        assert scores.get("cap_found", 1) >= 0.97, family
        assert max(scores.get("cap_leak", 0), scores.get("boiler", 0)) < 0.01, family
        assert scores.get("url", 1) == 1, family
