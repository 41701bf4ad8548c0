"""The page of all that the program found in an article."""

from datetime import date

import pytest
from django.urls import reverse

from articles.models import ArticlePerson
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    iran = make.country("IR")
    row = make.article(
        "Raisi Speaks in Tehran",
        "Ebrahim Raisi spoke on Monday. Iranian papers reported it.",
        published=date(2023, 10, 18),
        precision="day",
        people=[make.leader("Ebrahim Raisi", iran)],
        countries=[iran],
    )
    row.country_links.update(about=True, confidence=0.97)
    make.event("Talks in Tehran", [row], evidence="Ebrahim Raisi spoke on Monday.")
    return row


def html(client, row) -> str:
    return client.get(reverse("article_found", args=[row.pk])).content.decode()


def test_every_mention_stands_in_the_table_with_its_rule_and_certainty(client, article):
    page = html(client, article)
    for text in (
        *("Iranian", "a word for the country’s people", "body 31–38", "country IR", "sure, 97 %"),
        *("Raisi", "title 0–5", "not measured", "Talks in Tehran", "16 October 2023"),
    ):
        assert text in page


def test_the_same_as_json_at_either_address(client, article):
    found = client.get(reverse("article_found_json", args=[article.pk])).json()
    assert client.get(reverse("article_found", args=[article.pk]), {"format": "json"}).json() == found
    [iran] = found["countries"]
    assert (iran["code"], iran["about"], iran["certainty"], iran["by_hand"]) == ("IR", True, 0.97, False)
    for link in (*found["countries"], *found["people"]):
        for mention in link["mentions"]:
            text = article.title if mention["field"] == "title" else article.body
            assert text[mention["start"] : mention["end"]] == mention["text"]
    [demonym] = [mention for mention in iran["mentions"] if mention["rule"] == "demonym"]
    assert 0.5 < demonym["certainty"] < 1
    assert {mention["certainty"] for mention in found["people"][0]["mentions"]} == {None}
    [monday] = found["times"]
    assert (monday["first"], monday["last"]) == ("2023-10-16", "2023-10-16")
    assert [event["sentence"] for event in found["events"]] == ["Ebrahim Raisi spoke on Monday."]


def test_an_article_in_which_nothing_was_found_says_so(client):
    page = html(client, make.article("Nothing", "Nothing happened.", published=None, precision="unknown"))
    assert "No country or person was found." in page
    assert "No time was found; the day of publication is not known" in page
    assert "No event is linked." in page


def test_a_link_made_by_hand_rests_on_no_words(client, article):
    ArticlePerson.objects.create(article=article, person=make.person("Ole Dahl"), evidence=[], mentions=0)
    assert "it rests on no words" in html(client, article)


def test_more_mentions_take_no_more_queries(client, article, django_assert_num_queries):
    # article; captions; countries; people; events
    for row in (article, make.article("Iran", "Iran. " * 50, countries=[make.country("IR")])):
        with django_assert_num_queries(5):
            html(client, row)


def test_no_article_no_page(client):
    assert client.get(reverse("article_found", args=[999])).status_code == 404


def test_of_thousands_of_mentions_the_first_are_listed_and_all_are_in_the_json(client):
    row = make.article("Long", "Iran spoke. " * 700, countries=[make.country("IR")])
    page = html(client, row)
    assert page.count("a name of the country") <= 501
    assert "And 200 more" in page
    found = client.get(reverse("article_found_json", args=[row.pk])).json()
    assert len(found["countries"][0]["mentions"]) == 700
