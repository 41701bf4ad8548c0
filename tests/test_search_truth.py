"""Whatever is imported, corrected, merged and taken back: every number of the index is that of plain SQL."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing import corrections
from articles.importing.corrections import Author
from articles.importing.posting import build_postings
from articles.importing.run import import_paths
from articles.importing.undo import undo
from articles.models import Article, Batch, Person
from articles.search import index as held
from articles.search.checking import counted_otherwise
from articles.search.index import current
from tests import factories as make

ROOT = Path(__file__).resolve().parent.parent
TEXTS = (
    ("Talks in Tehran", "Jane Hollister met Peter Marlow in Iran. Hollister left for Russia.", "2023-10-16"),
    (
        "A visit to Cairo",
        "Peter Marlow spoke in Egypt on grain. Marlow thanked Jane M. Hollister.",
        "2023-11",
    ),
    ("Grain and rain", "Farmers in France waited for talks. Jane Hollister said nothing.", ""),
    ("Grain and rain", "Farmers in France waited for talks. Jane Hollister said a word.", "2021"),
    ("Fog", "Ships waited off Egypt and off Russia while talks went on, Peter Marlow said.", "2023-10-16"),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("import"), st.sets(st.integers(0, 4), min_size=1)),
        st.tuples(st.just("undo"), st.integers(0, 5)),
        st.tuples(st.just("unlink"), st.integers(0, 5)),
        st.tuples(st.just("merge"), st.integers(0, 5)),
        st.tuples(st.just("relink"), st.just(0)),
        st.tuples(st.just("regroup"), st.just(0)),
        st.tuples(st.just("post"), st.just(0)),
    ),
    min_size=3,
    max_size=8,
)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, settings) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """What waits for the end of a transaction is done at once, and here."""
    settings.IMPORT_IN_BACKGROUND = False
    monkeypatch.setattr("django.db.transaction.on_commit", lambda job, **_: job())
    held.forget()
    yield
    held.forget()


def known() -> Author:
    for code in ("IR", "RU", "EG", "FR"):
        make.country(code)
    return Author(User.objects.get_or_create(username="ann", is_superuser=True)[0], "I read it")


def do(name: str, number: object, folder: Path, ann: Author) -> None:
    """One thing that people do to an archive, where there is something to do it to."""
    if name == "import":
        wanted = sorted(number)  # type: ignore[call-overload]
        folder.mkdir(exist_ok=True)
        path = folder / f"{'-'.join(map(str, wanted))}.jsonl"
        rows = [dict(zip(("title", "text", "date"), TEXTS[one], strict=True)) for one in wanted]
        lines = (json.dumps({"id": row["title"], **row}) for row in rows)
        path.write_text("\n".join(lines), encoding="utf-8")
        import_paths([str(path)])
    elif name == "post":
        build_postings()
    elif name in ("relink", "regroup"):
        call_command(name, stdout=StringIO(), stderr=StringIO())
    elif name == "undo":
        batches = list(Batch.objects.filter(status=Batch.Status.DONE).order_by("pk"))
        if batches:
            undo(batches[int(number) % len(batches)])  # type: ignore[call-overload]
    elif name == "unlink":
        rows = list(Article.objects.exclude(country_links=None).order_by("pk"))
        if rows:
            row = rows[int(number) % len(rows)]  # type: ignore[call-overload]
            corrections.reject(row, row.country_links.order_by("pk").first().country, ann)
    else:
        people = list(Person.objects.filter(merged_into=None, article_links__isnull=False).distinct()[:2])
        if len(people) == 2:
            corrections.merge(people[0], people[1], ann)


def agreed() -> None:
    with current() as index:
        assert [one.what for one in counted_otherwise(index)] == []


@pytest.mark.django_db(transaction=True)
@given(done=steps)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_imports_corrections_merges_and_undo_leave_no_number_wrong(
    tmp_path: Path, done: list[tuple[str, object]]
) -> None:
    ann = known()
    agreed()
    for name, number in done:
        do(name, number, tmp_path, ann)
        agreed()
    for batch in Batch.objects.filter(status=Batch.Status.DONE).order_by("-pk"):
        undo(batch)
        agreed()
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_undo_of_the_batch_that_brought_a_first_text_is_noted(tmp_path: Path) -> None:
    ann = known()
    for texts in ({2}, {3}, {2}):
        do("import", texts, tmp_path / str(Batch.objects.count()), ann)
        agreed()
    for number in (0, 0):
        do("undo", number, tmp_path, ann)
        agreed()


@pytest.mark.django_db(transaction=True)
def test_two_processes_read_while_another_writes(tmp_path: Path) -> None:
    """Each page of either is of one state: totals, bars and every count are those of SQL in it."""
    ann = known()
    do("import", {0, 1}, tmp_path, ann)
    asked = [sys.executable, "-m", "tests.search_reader", str(connection.settings_dict["NAME"]), "12"]
    readers = [
        subprocess.Popen(asked, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    while any(reader.poll() is None for reader in readers):
        for name, number in (
            *(("import", {2}), ("unlink", 0), ("import", {3, 4}), ("merge", 0)),
            *(("regroup", 0), ("undo", 1), ("import", {0, 2, 4}), ("undo", 0), ("import", {1})),
        ):
            do(name, number, tmp_path, ann)
    for reader in readers:
        said, problem = reader.communicate(timeout=60)
        assert reader.returncode == 0, problem
        pages, *wrong = said.split("\n")
        assert int(pages) > 3
        assert [line for line in wrong if line] == []
    agreed()
