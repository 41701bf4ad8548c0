"""Events from files: import, another batch, a changed text, taking back, and deciding in between."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from articles.importing import event_decisions as decide
from articles.importing.reference import load_reference
from articles.importing.run import import_paths
from articles.importing.undo import undo
from articles.models import Article, Batch, Event, EventArticle

pytestmark = pytest.mark.django_db(transaction=True)

FIXTURES = Path(__file__).parents[1] / "fixtures"
ONE = (
    "Iran and Russia Sign Rail Accord in Tehran",
    "Iran and Russia signed an accord on Monday to finish the Rasht railway. Trains could run by 2028.",
)
OTHER = (
    "Russia, Iran Sign Accord on Rasht Railway",
    "Russia and Iran signed an accord on the Rasht railway on Monday, the transport ministry said.",
)
HARMLESS = (
    "Iran and Russia: A Look at the Railways",
    "The Rasht railway has been a dream of engineers for a century, and its tunnels are long.",
)


@pytest.fixture(autouse=True)
def _reference() -> None:
    load_reference(FIXTURES)


def brought(folder: Path, name: str, *texts: tuple[str, str], first: int = 0) -> Batch:
    """A batch of these articles, of one Monday."""
    path = folder / f"{name}.jsonl"
    path.write_text(
        "".join(
            json.dumps({"id": str(first + number), "title": title, "text": text, "date": "2024-05-06"}) + "\n"
            for number, (title, text) in enumerate(texts)
        )
    )
    report = import_paths([str(path)], source="Wire", label=name)
    return Batch.objects.get(pk=report.batch)


def test_reports_of_two_batches_are_one_event_and_leave_it_with_their_batch(tmp_path: Path) -> None:
    first = brought(tmp_path, "a", ONE)
    second = brought(tmp_path, "b", OTHER, first=10)
    event = Event.objects.get()
    assert (event.kind, event.status, event.start, event.voices) == (
        "agreement",
        "suggested",
        "2024-05-06",
        2,
    )
    assert set(event.countries.values_list("code", flat=True)) >= {"IR", "RU"}
    undo(second)
    event.refresh_from_db()
    assert event.voices == 1
    undo(first)
    assert not Event.objects.exists()


def test_a_decision_outlives_undo_and_another_import(tmp_path: Path) -> None:
    batch = brought(tmp_path, "a", ONE)
    event = Event.objects.get()
    decide.confirm(event, User.objects.create_user("editor"))
    undo(batch)
    assert EventArticle.objects.count() == 0
    brought(tmp_path, "a", ONE)
    event.refresh_from_db()
    assert (event.status, event.articles.count(), Event.objects.count()) == ("confirmed", 1, 1)
    assert event.article_links.get().evidence


def test_a_changed_text_is_read_anew_and_given_back_with_its_report(tmp_path: Path) -> None:
    brought(tmp_path, "a", ONE)
    change = brought(tmp_path, "b", HARMLESS)
    assert Article.objects.get().title == HARMLESS[0]
    assert not EventArticle.objects.exists()
    undo(change)
    assert EventArticle.objects.get().evidence in "\n".join(ONE)
