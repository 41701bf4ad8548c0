"""The measured quality of tables, feeds and JSON, against the evaluation corpus, if there is one."""

from pathlib import Path

import pytest

from tests.test_reading_corpus import _gold, _predictions, _scorer

pytestmark = pytest.mark.corpus


def test_tables_feeds_and_json_meet_their_targets(corpus: Path) -> None:
    folder = corpus / "import" / "dev"
    gold = [row for row in _gold(folder / "gold.jsonl") if row["family"] == "formats"]
    table, _ = _scorer(corpus).score(gold, list(_predictions(folder, {row["file"] for row in gold})))
    scores = table["formats"]
    assert min(scores["cut_p"], scores["cut_r"]) >= 0.98
    assert scores["title"] >= 0.97
    assert scores["date"] >= 0.95
    assert min(scores["url"], scores["source"]) == 1
