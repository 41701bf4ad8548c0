"""What an import remembers of its articles is bounded, and what it forgets it finds again."""

import json

import pytest

from articles.importing import event_rows, names, report
from articles.importing.event_rows import Parties
from articles.importing.found import PersonLink
from articles.importing.names import Names
from articles.importing.report import FileReport, ImportReport
from articles.models import Person, Source

pytestmark = pytest.mark.django_db


def link(number: int) -> PersonLink:
    return PersonLink("", f"Somebody Number{number}", False, 1, "[]", False, None, "")


def test_people_and_sources_that_a_run_forgot_are_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "MOST_PEOPLE", 20)
    monkeypatch.setattr(names, "MOST_SOURCES", 20)
    known = Names()
    for _ in range(2):
        for start in range(0, 100, 10):
            known.learn_sources(f"Wire {number}" for number in range(start, start + 10))
            known.learn_people(link(number) for number in range(start, start + 10))
            own = [known.person(link(number)) for number in range(start, start + 10)]
            assert all(own)
            assert len(known.sources) <= 30
            assert len(known._people) <= 30
    assert Source.objects.filter(name__startswith="Wire ").count() == 100
    assert Person.objects.filter(name__startswith="Somebody").count() == 100


def test_parties_that_a_run_forgot_are_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_rows, "MOST_PEOPLE", 20)
    Names().learn_people(map(link, range(60)))
    slugs = list(Person.objects.filter(name__startswith="Somebody").values_list("slug", flat=True))
    parties = Parties()
    for start in range(0, 60, 10):
        found = parties.people(slugs[start : start + 10])
        assert set(slugs[start : start + 10]) <= found.keys()
        assert len(found) <= 30


def test_a_report_keeps_so_many_remarks_and_says_how_many_more_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(report, "MOST_REASONS", 8)
    whole = ImportReport()
    for number in range(30):
        whole.file("a.txt").remark(f"Remark {number}")
    assert whole.file("a.txt").reasons == [f"Remark {number}" for number in range(8)]
    said = json.loads(whole.as_json())["files"][0]["reasons"]
    assert said[-1] == "and 22 more, which the ledger of the batch has"
    assert "and 25 more (--report FILE.json has the first 8)" in whole.as_table()
    few = FileReport("b.txt")
    few.remark("One")
    assert few.reasons_told == ["One"]
