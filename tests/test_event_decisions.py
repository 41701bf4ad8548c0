"""What people decide about events: it counts at once, is recorded, outlives what is made anew, goes back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.importing import event_decisions as decide
from articles.importing import events
from articles.importing.event_decisions import NotPossibleError
from articles.models import Article, Event, EventArticle, EventDecision
from tests import factories as make
from tests.test_events import GAS, RAIL, RAIL_LATE, RAIL_TOO, grouped, join, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db: None) -> User:
    for code in ("IR", "RU", "EG"):
        make.country(code)
    return User.objects.create_user("editor")


def again(*articles: tuple[Article, Any]) -> None:
    """Take all articles out of their events and join them anew, as undo and another import do."""
    events.forget([row.pk for row, _ in articles])
    join(*articles)


def test_a_confirmed_event_keeps_its_articles_and_its_words(editor: User) -> None:
    first, second, later = told(*RAIL), told(*RAIL_TOO), told(*RAIL_LATE)
    join(first, second)
    event = Event.objects.get()
    decision = decide.confirm(event, editor, "read both")
    title = event.title
    join(later)
    again(first, second, later)
    event.refresh_from_db()
    assert (event.status, event.title, event.articles.count()) == ("confirmed", title, 3)
    assert (decision.by_name, decision.why, str(decision)) == (
        "editor",
        "read both",
        f"“{title}” was confirmed.",
    )


def test_a_rejected_suggestion_is_not_suggested_again_by_the_same_articles(editor: User) -> None:
    first, second = told(*RAIL), told(*RAIL_TOO)
    join(first)
    decide.reject(Event.objects.get(), editor, "a film")
    again(first)
    join(second)
    event = Event.objects.get()
    assert (event.status, event.articles.count()) == ("rejected", 2)


def test_what_a_person_changed_stays_when_articles_come_and_go(editor: User) -> None:
    first, second = told(*RAIL), told(*RAIL_TOO)
    join(first)
    event = Event.objects.get()
    decide.change(
        event,
        editor,
        "clearer",
        columns={"title": "The Rasht accord", "start": "2024-05-05"},
        countries={"IR": "actor", "EG": "target"},
    )
    join(second)
    again(first, second)
    event.refresh_from_db()
    assert (event.title, event.start, event.status) == ("The Rasht accord", "2024-05-05", "suggested")
    assert set(event.countries.values_list("code", flat=True)) == {"IR", "EG"}
    assert event.articles.count() == 2


def test_an_article_that_was_taken_out_does_not_come_back(editor: User) -> None:
    first, second, late = told(*RAIL), told(*RAIL_TOO), told(*RAIL_LATE)
    join(first, second, late)
    event = Event.objects.get()
    decide.split(event, second[0], editor, "another line")
    assert {RAIL_TOO[0]} in grouped()
    again(first, second, late)
    assert second[0] not in event.articles.all()
    assert set(event.articles.all()) == {first[0], late[0]}
    with pytest.raises(NotPossibleError, match="not among"):
        decide.split(event, second[0], editor, "once more")


def test_an_article_that_was_put_in_stays_in_also_without_a_sentence(editor: User) -> None:
    first, gas = told(*RAIL), told(*GAS)
    join(first)
    plain = make.article("No report at all", "Nothing.")
    event = Event.objects.get()
    decide.put_in(event, plain, editor, "it tells the background")
    again(first, (plain, ()), gas)
    assert set(event.articles.all()) == {first[0], plain}
    EventArticle.objects.filter(article=plain).delete()
    join((plain, ()))
    assert plain in event.articles.all()


def test_merged_events_are_one_under_one_address_and_stay_so(editor: User) -> None:
    first, gas = told(*RAIL), told(*GAS)
    join(first, gas)
    one, other = Event.objects.order_by("pk")
    decide.merge(other, one, editor, "one visit")
    again(first, gas)
    other.refresh_from_db()
    assert other.merged_into == one
    assert set(one.articles.all()) == {first[0], gas[0]}
    with pytest.raises(NotPossibleError, match="part of another"):
        decide.confirm(other, editor)


@pytest.mark.parametrize("action", ["confirm", "reject", "change", "merge", "split", "put_in"])
def test_every_decision_can_be_taken_back(editor: User, action: str) -> None:
    first, second, gas = told(*RAIL), told(*RAIL_TOO), told(*GAS)
    join(first, second, gas)
    event, other = Event.objects.order_by("-voices")
    before, row = grouped(), Event.objects.filter(pk=event.pk).values().get()
    made = {
        "confirm": lambda: decide.confirm(event, editor),
        "reject": lambda: decide.reject(event, editor, "why"),
        "change": lambda: decide.change(event, editor, "why", columns={"title": "X"}, countries={"EG": ""}),
        "merge": lambda: decide.merge(event, other, editor, "why"),
        "split": lambda: decide.split(event, second[0], editor, "why"),
        "put_in": lambda: decide.put_in(event, gas[0], editor, "why"),
    }[action]()
    changed = Event.objects.filter(pk=event.pk).values().get()
    assert grouped() != before or changed != row
    decide.take_back(made, editor, "a mistake")
    assert grouped() == before
    assert Event.objects.filter(pk=event.pk).values().get() == row
    made.refresh_from_db()
    assert (made.reverted_by_name, made.reverted_why) == ("editor", "a mistake")
    with pytest.raises(NotPossibleError, match="already"):
        decide.take_back(made, editor)


def test_a_decision_that_a_later_one_stands_on_waits(editor: User) -> None:
    join(told(*RAIL))
    event = Event.objects.get()
    first = decide.confirm(event, editor)
    decide.change(event, editor, "", columns={"title": "Other"})
    with pytest.raises(NotPossibleError, match="later decision"):
        decide.take_back(first, editor)
    assert EventDecision.objects.filter(reverted=None).count() == 2
