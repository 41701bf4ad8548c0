"""Who took part in an event, after people decided who is meant: on its page and on those of people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from articles.importing import corrections
from articles.importing import event_decisions as decide
from articles.importing.corrections import Author, new_person
from articles.importing.reference import load_reference
from articles.importing.run import import_paths
from articles.importing.undo import undo
from articles.models import Article, Batch, Event, EventPerson, Office, Person, PersonAlias
from tests import factories as make

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[1] / "fixtures"
VISIT = (
    "Putin Meets Xi in Beijing",
    "Russian President Vladimir Putin met Chinese President Xi Jinping in Beijing on Monday.",
)


@pytest.fixture(autouse=True)
def _reference(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    load_reference(FIXTURES)
    settings.IMPORT_IN_BACKGROUND = False
    monkeypatch.setattr("django.db.transaction.on_commit", lambda job: job())


@pytest.fixture
def ann() -> Author:
    return Author(User.objects.create_superuser("ann"), "I read it")


@pytest.fixture
def visit(tmp_path: Path) -> Event:
    brought(tmp_path)
    return Event.objects.get(people__slug="xi-jinping")


def brought(folder: Path) -> Batch:
    """The batch of the one article."""
    path = folder / "visit.jsonl"
    path.write_text(json.dumps({"id": "1", "title": VISIT[0], "text": VISIT[1], "date": "2024-05-06"}) + "\n")
    return Batch.objects.get(pk=import_paths([str(path)], source="Wire").batch)


def taking_part(event: Event) -> set[str]:
    return set(EventPerson.objects.filter(event=event).values_list("person__slug", flat=True))


def xi() -> Person:
    return Person.objects.get(slug="xi-jinping")


def test_a_merged_person_takes_part_as_the_one_they_are_until_that_is_taken_back(
    visit: Event, ann: Author, client
) -> None:
    before = taking_part(visit)
    kept = make.person("Hsi Chin-ping")
    row = corrections.merge(xi(), kept, ann)
    assert taking_part(visit) == before - {"xi-jinping"} | {"hsi-chin-ping"}
    assert "Hsi Chin-ping" in client.get(visit.get_absolute_url()).content.decode()
    assert visit.get_absolute_url() in client.get("/leaders/hsi-chin-ping").content.decode()
    corrections.revert(row, ann)
    assert taking_part(visit) == before


def test_two_who_took_part_and_are_one_stand_once(visit: Event, ann: Author) -> None:
    assert {"xi-jinping", "vladimir-putin"} <= taking_part(visit)
    corrections.merge(xi(), Person.objects.get(slug="vladimir-putin"), ann)
    assert "vladimir-putin" in taking_part(visit)
    assert "xi-jinping" not in taking_part(visit)


def test_a_merger_holds_for_what_is_imported_later(tmp_path: Path, ann: Author) -> None:
    kept = make.person("Hsi Chin-ping")
    corrections.merge(xi(), kept, ann)
    brought(tmp_path)
    event = Event.objects.get()
    assert "hsi-chin-ping" in taking_part(event)
    assert "xi-jinping" not in taking_part(event)
    undo(Batch.objects.get())
    brought(tmp_path)
    assert "hsi-chin-ping" in taking_part(Event.objects.get())


def test_who_is_split_off_in_an_article_takes_part_in_its_event(visit: Event, ann: Author) -> None:
    before = taking_part(visit)
    other = new_person("Xi Jinping")
    row = corrections.split(xi(), other, ann, articles=[Article.objects.get()])
    assert taking_part(visit) == before - {"xi-jinping"} | {other.slug}
    corrections.revert(row, ann)
    assert taking_part(visit) == before


def test_who_is_rejected_in_the_article_took_no_part(visit: Event, ann: Author) -> None:
    before = taking_part(visit)
    row = corrections.reject(Article.objects.get(), xi(), ann)
    assert taking_part(visit) == before - {"xi-jinping"}
    corrections.revert(row, ann)
    assert taking_part(visit) == before


def test_what_a_person_holds_keeps_its_rows_and_shows_who_it_is(visit: Event, ann: Author, client) -> None:
    decide.confirm(visit, ann.user)
    before = taking_part(visit)
    corrections.merge(xi(), make.person("Hsi Chin-ping"), ann)
    assert taking_part(visit) == before
    html = client.get(visit.get_absolute_url()).content.decode()
    assert "/leaders/hsi-chin-ping" in html
    assert "/leaders/xi-jinping" not in html
    assert visit.get_absolute_url() in client.get("/leaders/hsi-chin-ping").content.decode()
    for slug in ("hsi-chin-ping", "xi-jinping"):
        assert visit.get_absolute_url() in client.get(f"/events?person={slug}").content.decode()


def test_the_page_of_who_is_kept_has_the_names_and_offices_of_both(ann: Author, client) -> None:
    kept = make.person("Hsi Chin-ping", aliases=["Chairman Hsi"])
    PersonAlias.objects.create(person=xi(), text="Xi Dada")
    office = Office.objects.filter(person=xi()).first()
    assert office is not None
    row = corrections.merge(xi(), kept, ann)
    html = client.get("/leaders/hsi-chin-ping").content.decode()
    for text in ("Xi Dada", "Chairman Hsi", office.title, "Also known as"):
        assert text in html
    corrections.revert(row, ann)
    html = client.get("/leaders/hsi-chin-ping").content.decode()
    assert "Xi Dada" not in html
    assert "Chairman Hsi" in html
