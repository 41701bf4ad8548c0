"""When an import starts processes, and when it does without."""

import json
from multiprocessing import active_children
from pathlib import Path

import pytest

from articles.importing.run import import_paths
from articles.importing.workers import BYTES_OF_AN_ARTICLE, SPREAD_FROM, Workers
from articles.linking import names
from articles.models import Article, Country, Outcome
from articles.records import Reference

LARGE = 2 * SPREAD_FROM * BYTES_OF_AN_ARTICLE
NOTHING = Reference((), ())


def test_where_much_is_expected_a_process_gets_ready_while_the_first_file_is_read() -> None:
    with Workers(NOTHING, 2, LARGE) as workers:
        assert not active_children()
        workers.begin()
        workers.begin()
        assert len(active_children()) == 1
    assert not active_children()


def test_little_input_starts_no_process() -> None:
    with Workers(NOTHING, 2, 1000) as workers:
        workers.begin()
        assert not active_children()


def test_on_one_core_nothing_is_started() -> None:
    with Workers(NOTHING, 1, LARGE) as workers:
        workers.begin()
        assert not active_children()


@pytest.mark.django_db
def test_a_fault_that_one_text_brings_to_light_costs_that_text_its_links_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    country = Country.objects.create(code="NO", name="Norway", slug="norway")
    country.names.create(text="Norway", kind="name")
    rows = [
        {"title": f"Norway {word}", "body": f"Norway {word} its ports again."} for word in ("opens", "shuts")
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)))
    runs = names.runs

    def faulty(text: str) -> names.Runs:
        if "shuts" in text:
            raise RecursionError("too deep")
        return runs(text)

    monkeypatch.setattr(names, "runs", faulty)
    report = import_paths([str(tmp_path)])
    assert report.outcomes == {Outcome.NEW: 1, Outcome.DOUBTFUL: 1}
    opened, shut = Article.objects.order_by("title")
    assert [link.country.code for link in opened.country_links.all()] == ["NO"]
    assert not shut.country_links.exists()
    assert shut.body == "Norway shuts its ports again."
    assert "too deep" in shut.doubt
