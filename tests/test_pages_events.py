"""The pages of events: what is suggested says so, articles show their sentence, staff decide there."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.importing import event_decisions as decide
from articles.models import Article, Event, Story, StoryMember
from tests import factories as make
from tests.test_events import GAS, RAIL, RAIL_TOO, join, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles(db: None) -> list[Article]:
    """Two reports of one accord, one of another."""
    for code in ("IR", "RU", "EG"):
        make.country(code)
    found = [told(*text) for text in (RAIL, RAIL_TOO, GAS)]
    join(*found)
    return [row for row, _ in found]


@pytest.fixture
def accord(articles: list[Article]) -> Event:
    return Event.objects.get(voices=2)


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor"))
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def send(client: Client, event: Event, **data: Any) -> str:
    response = client.post(reverse("event_decide", args=[event.pk]), data, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_suggested_event_says_so_and_shows_sentences_and_why_they_stand_together(
    client: Client, accord: Event
) -> None:
    html = page(client, accord.get_absolute_url())
    assert "Suggested by a rule, not checked." in html
    assert "Iran <mark>signed</mark> a rail accord with Russia" in html
    assert "names Iran and Russia" in html
    assert "shares the words" in html
    assert "2 independent texts" in html
    assert "Confirm this event" not in html


def test_near_identical_articles_stand_behind_one(
    client: Client, accord: Event, articles: list[Article]
) -> None:
    story = Story.objects.create()
    StoryMember.objects.bulk_create(StoryMember(article=row, story=story) for row in articles[:2])
    html = page(client, accord.get_absolute_url())
    assert "1 near-identical version" in html
    assert html.count("<blockquote") == 1


def test_the_list_can_be_narrowed_and_tells_what_is_checked(client: Client, accord: Event) -> None:
    other = Event.objects.exclude(pk=accord.pk).get()
    decide.confirm(other, User.objects.create_user("editor"))
    html = page(client, "/events")
    assert html.index(accord.title) < html.index(other.title)
    assert "suggested, not checked" in html
    for query, shown in (
        *(("status=confirmed", False), ("status=suggested", True), ("country=iran", True)),
        *(("kind=coup", False), ("after=2024-05&before=2024", True), ("after=2025", False)),
    ):
        assert (accord.get_absolute_url() in page(client, f"/events?{query}")) is shown, query
    assert "no country “nowhere”" in page(client, "/events?country=nowhere")


def test_rejected_events_are_in_no_list_but_for_those_who_ask(client: Client, accord: Event) -> None:
    decide.reject(accord, User.objects.create_user("editor"), "a film")
    link = accord.get_absolute_url()
    for address in ("/events", "/countries/iran", "/search?q=accord"):
        assert link not in page(client, address)
    assert link in page(client, "/events?status=rejected")
    assert "a film" in page(client, link)
    assert accord.title not in page(client, "/search?q=zzz&facet=event")


def test_pages_of_countries_list_their_events_and_the_facet_says_what_is_suggested(
    client: Client, accord: Event
) -> None:
    assert accord.get_absolute_url() in page(client, "/countries/iran")
    kind = accord.get_kind_display()
    assert f"{accord.title} (suggested: {kind})" in page(client, "/search?q=accord")
    decide.confirm(accord, User.objects.create_user("editor"))
    assert f"{accord.title} (suggested" not in page(client, "/search?q=accord")


def test_staff_confirm_and_take_back(staff: Client, accord: Event) -> None:
    html = send(staff, accord, action="confirm")
    assert "is confirmed" in html
    assert "A person confirmed this event: editor" in html
    decision = accord.decisions.get()
    assert "Taken back" in send(staff, accord, action="take_back", decision=decision.pk)
    accord.refresh_from_db()
    assert accord.status == "suggested"


def test_staff_reject_only_with_a_reason(staff: Client, accord: Event) -> None:
    assert "Say why" in send(staff, accord, action="reject", why=" ")
    assert "is rejected" in send(staff, accord, action="reject", why="a film")
    accord.refresh_from_db()
    assert accord.status == "rejected"


def test_staff_change_what_an_event_says(staff: Client, accord: Event) -> None:
    form = {
        "title": "The Rasht accord",
        "kind": "agreement",
        "start": "2024-05-06",
        "end": "",
        "why": "clear",
    }
    assert "knows no “Atlantis”" in send(staff, accord, action="change", countries="Atlantis", **form)
    send(staff, accord, action="change", countries="Iran, EG", people="", **form)
    accord.refresh_from_db()
    assert accord.title == "The Rasht accord"
    assert set(accord.countries.values_list("code", flat=True)) == {"IR", "EG"}


def test_staff_merge_split_and_put_in(staff: Client, accord: Event, articles: list[Article]) -> None:
    gas = f"http://testserver{articles[2].get_absolute_url()}"
    assert "is in the event" in send(staff, accord, action="put_in", article=gas, why="same visit")
    assert "is out of the event" in send(staff, accord, action="split", article=articles[1].pk, why="no")
    other = Event.objects.exclude(pk=accord.pk).get()
    assert list(other.articles.all()) == [articles[1]]
    assert "Nothing was done" in send(staff, accord, action="merge", into="/events/999-none", why="no")
    assert "its address leads here" in send(
        staff, accord, action="merge", into=other.get_absolute_url(), why="x"
    )
    assert staff.get(accord.get_absolute_url()).headers["Location"] == other.get_absolute_url()


def test_only_staff_with_the_right_decide(client: Client, accord: Event) -> None:
    address = reverse("event_decide", args=[accord.pk])
    assert "/login/" in client.post(address, {"action": "confirm"}).headers["Location"]
    client.force_login(User.objects.create_user("reader", is_staff=True))
    assert client.post(address, {"action": "confirm"}).status_code == 403
    accord.refresh_from_db()
    assert accord.status == "suggested"


def test_the_desk_has_the_suggested_events_most_widely_reported_first(staff: Client, accord: Event) -> None:
    address = reverse("admin:event_queue")
    html = page(staff, address)
    other = Event.objects.exclude(pk=accord.pk).get()
    assert html.index(accord.title) < html.index(other.title)
    assert "the same articles do not suggest it again" in html
    after = send(staff, accord, action="confirm", next=address)
    assert accord.get_absolute_url() not in after.replace(f"“{accord.title}”", "")
    assert other.title in after


def test_the_page_of_an_event_asks_the_same_questions_for_many_articles(
    client: Client, accord: Event, django_assert_max_num_queries: Any
) -> None:
    join(*(told(RAIL[0], f"{RAIL[1]} Number {number}.") for number in range(8)))
    with django_assert_max_num_queries(12):
        client.get(accord.get_absolute_url())
