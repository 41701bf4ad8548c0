"""When an import starts processes, and when it does without."""

import json
import os
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest
from django.conf import settings

from articles.importing.run import import_paths
from articles.importing.workers import BYTES_OF_AN_ARTICLE, SPREAD_FROM, Workers
from articles.linking import names
from articles.models import Article, Country, Outcome
from articles.records import Reference

LARGE = 2 * SPREAD_FROM * BYTES_OF_AN_ARTICLE
NOTHING = Reference((), ())


def test_where_much_is_expected_processes_get_ready_while_the_first_file_is_read() -> None:
    with Workers(NOTHING, 2, LARGE) as workers:
        assert not active_children()
        workers.begin()
        workers.begin()
        deadline = time.monotonic() + 60
        while len(active_children()) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(active_children()) == 2
    assert not active_children()


def test_processes_end_with_the_one_that_started_them_however_that_ends(tmp_path: Path) -> None:
    """A killed import leaves nothing behind that fills the memory."""
    program = tmp_path / "program.py"
    program.write_text(f"""
import time
from multiprocessing import active_children
from articles.importing.workers import Workers
from articles.records import Reference

if __name__ == "__main__":
    with Workers(Reference((), ()), 2, {LARGE}) as workers:
        workers.begin()
        while len(active_children()) < 2:
            time.sleep(0.05)
        print(*(child.pid for child in active_children()), flush=True)
        time.sleep(60)
""")
    path = os.environ | {"PYTHONPATH": str(settings.BASE_DIR)}
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True, env=path) as process:
        assert process.stdout is not None
        children = [Path(f"/proc/{pid}") for pid in process.stdout.readline().split()]
        assert len(children) == 2
        process.kill()
    deadline = time.monotonic() + 60
    while any(map(_runs, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, children))


def _runs(process: Path) -> bool:
    try:
        return process.joinpath("stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


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
