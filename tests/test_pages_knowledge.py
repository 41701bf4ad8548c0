"""Countries, leaders, events and sources: lists and pages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import ArticlePerson, Event
from tests import factories as make

pytestmark = pytest.mark.django_db


def get(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def archive():
    russia, iran = make.country("RU"), make.country("IR")
    putin = make.leader("Vladimir Putin", russia, aliases=["Poutine"])
    person = make.person("Yuri Ushakov")
    first = make.article(
        "One", "Vladimir Putin.", countries=[russia], people=[putin, person], source=make.source()
    )
    make.article("Two", "Iran.", countries=[russia, iran], people=[putin], published=date(2024, 1, 2))
    ArticlePerson.objects.filter(person=putin).update(role="Russian President")
    make.event(
        "Ceasefire of October",
        [first],
        [russia],
        [putin],
        evidence="They agreed.",
        status=Event.Status.SUGGESTED,
    )


def test_countries_have_their_counts_and_those_not_named_stand_apart(client, archive):
    make.country("FR")
    html = get(client, "/countries")
    assert "2 countries and territories are named" in html
    assert "Not named by any article: 1" in html


def test_a_country_page_is_a_search_within_the_country(client, archive):
    html = get(client, "/countries/russia")
    assert "2 articles, the first of 16 October 2023, the last of 2 January 2024" in html.replace("\n", "")
    assert "Vladimir Putin" in html
    assert 'action="/countries/russia"' in html
    narrowed = get(client, "/countries/russia?country=iran")
    assert "1 article<" in narrowed
    assert client.get("/countries/atlantis").status_code == 404


def test_leaders_can_be_filtered_and_those_only_seen_have_their_tab(client, archive):
    assert "Yuri Ushakov" not in get(client, "/leaders")
    assert "Yuri Ushakov" in get(client, "/leaders?seen=1")
    assert "Vladimir Putin" in get(client, "/leaders?name=poutine")
    assert "Vladimir Putin" not in get(client, "/leaders?name=merkel")
    assert "Vladimir Putin" in get(client, "/leaders?country=russia")
    assert "knows no country" in get(client, "/leaders?country=atlantis")
    assert client.get("/leaders?page=99").status_code == 404
    assert client.get("/leaders?page=x").status_code == 404


def test_a_leader_page_has_offices_aliases_roles_and_company(client, archive):
    html = get(client, "/leaders/vladimir-putin")
    for text in ("7 May 2012", "Poutine", "Russian President", "Yuri Ushakov", "2 articles"):
        assert text in html


def test_a_person_without_office_says_so(client, archive):
    assert "No office is on record" in get(client, "/leaders/yuri-ushakov")


def test_events_say_whether_a_person_confirmed_them(client, archive):
    event = Event.objects.get()
    assert "suggested" in get(client, "/events")
    html = get(client, event.get_absolute_url())
    assert "Suggested by a rule, not checked." in html
    assert "They agreed." in html
    Event.objects.update(status=Event.Status.CONFIRMED)
    assert "A person confirmed this event" in get(client, event.get_absolute_url())
    assert client.get(f"/events/{event.pk}-wrong").status_code == 301


def test_sources_count_their_articles_and_those_without(client, archive):
    html = get(client, "/sources")
    assert "Example News" in html
    assert "1 article names no source" in html
    assert "1 article" in get(client, "/sources/example-news")


@pytest.mark.parametrize("address", ["/countries", "/leaders", "/leaders?seen=1", "/events", "/sources"])
def test_lists_take_no_more_queries_for_more_rows(client, archive, address):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    once = queries()
    france = make.country("FR")
    for number in range(4):
        person = make.leader(f"Leader {number}", france)
        seen = make.person(f"Seen {number}")
        row = make.article(
            f"T {number}", countries=[france], people=[person, seen], source=make.source(f"S {number}")
        )
        make.event(f"E {number}", [row], [france])
    assert queries() == once


@pytest.mark.parametrize("address", ["/countries", "/leaders", "/leaders?seen=1", "/events", "/sources"])
def test_lists_of_an_empty_archive_are_pages_too(client, address):
    get(client, address)


def test_a_country_page_tells_articles_about_it_from_those_that_mention_it(client):
    peru = make.country("PE", "Peru")
    make.article("Peru Votes", "Peru votes.", countries=[peru]).country_links.update(about=True)
    make.article("Trade Falls", "Trade fell, also in Peru.", countries=[peru])
    every = get(client, "/countries/peru")
    assert 'All that mention Peru <span class="number">2<' in every
    assert 'About Peru <span class="number">1<' in every
    about = get(client, "/countries/peru?about=1")
    assert "Peru Votes" in about
    assert "Trade Falls" not in about
    assert "Trade Falls" in every


def test_a_search_with_a_leader_can_be_kept_to_what_is_about_them(client):
    bee = make.person("A Bee")
    make.article("Bee Speaks", "A Bee spoke.", people=[bee]).person_links.update(about=True)
    make.article("Rain Falls", "Rain fell, said A Bee.", people=[bee])
    assert "Rain Falls" in get(client, "/search?leader=a-bee")
    about = get(client, "/search?leader=a-bee&about=1")
    assert "Rain Falls" not in about
    assert "about A Bee" in about
    assert 'name="about" value="1"' in about
    assert "About or mentioned" not in get(client, "/search?q=rain")
