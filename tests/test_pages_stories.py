"""The pages of stories: on the article, of the story, of two versions; and the admin that corrects them."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.importing.stories import assign, regrouping
from articles.models import Article, Story, StoryDecision
from tests import factories as make
from tests.test_linking_stories import COPIES, REPORT
from tests.test_stories import OTHER, groups, stored

pytestmark = pytest.mark.django_db


def told(text: str, title: str, day: int, source: str) -> Article:
    """An article of March 2024 with this text under another title."""
    row = stored(text)
    row.title, row.slug = title, "slug"
    row.published, row.published_precision = date(2024, 3, day), "day"
    row.source = make.source(source)
    row.save()
    return row


@pytest.fixture
def versions() -> list[Article]:
    rows = [
        told(COPIES["a new toll"], "Toll rises", 5, "Second Agency"),
        told(REPORT, "Ship aground", 4, "First Agency"),
        told(REPORT, "Ship aground, again", 9, "First Agency"),
    ]
    assign([row.pk for row in rows])
    return rows


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("ada", password="x"))
    return client


def html(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_article_names_the_other_versions_and_how_alike_they_are(
    client: Client, versions: list[Article]
) -> None:
    page = html(client, versions[1].get_absolute_url())
    assert "One of 3 versions of this story" in page
    for text in ("Toll rises", "5 March 2024", "Second Agency", "% alike", "same text"):
        assert text in page
    assert reverse("compared", args=[versions[1].pk, versions[0].pk]) in page


def test_an_article_that_is_alone_says_nothing_of_stories(client: Client) -> None:
    assert "versions of this story" not in html(client, stored(OTHER).get_absolute_url())


def test_the_story_shows_its_versions_in_order_of_time_the_first_first(
    client: Client, versions: list[Article]
) -> None:
    page = html(client, Story.objects.get().get_absolute_url())
    titles = ["First published", "Ship aground<", "Toll rises<", "Ship aground, again<"]
    places = [page.rindex(title) if "<" in title else page.index(title) for title in titles]
    assert places == sorted(places)
    assert "by 2 sources" in page
    assert "from 4 March 2024 to 9 March 2024" in page


def test_more_versions_take_no_more_queries(client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for count, text in ((2, REPORT), (12, OTHER)):
        rows = [stored(text) for _ in range(count)]
        assign([row.pk for row in rows])
        story = Story.objects.filter(members__article=rows[0]).get()
        with django_assert_num_queries(2):  # story; members
            client.get(story.get_absolute_url())


def test_two_versions_stand_against_each_other_word_by_word(client: Client, versions: list[Article]) -> None:
    page = html(client, reverse("compared", args=[versions[1].pk, versions[0].pk]))
    assert "<del>14</del><ins>17</ins>" in page
    assert reverse("compared", args=[versions[0].pk, versions[1].pk]) in page
    assert html(client, reverse("compared", args=[versions[1].pk, stored(OTHER).pk]), 404)


def test_a_story_that_joined_another_leads_there_and_one_dissolved_says_so(
    client: Client, versions: list[Article]
) -> None:
    story = Story.objects.get()
    old = Story.objects.create(merged_into=story)
    response = client.get(old.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, story.get_absolute_url())
    keys = [row.pk for row in versions[:2]]
    with regrouping(keys):
        Article.objects.filter(pk__in=keys).delete()
    assert "This story is no more" in html(client, story.get_absolute_url(), 410)


def test_an_admin_takes_an_article_out_and_puts_it_in_and_says_why(
    desk: Client, versions: list[Article]
) -> None:
    story = Story.objects.get()
    address = reverse("admin:articles_story_change", args=[story.pk])
    assert "Toll rises" in html(desk, address)
    refused = desk.post(address, {"article": versions[0].pk, "why": " "}).content.decode()
    assert "Say why" in refused
    said = desk.post(address, {"article": versions[0].pk, "why": "other ship"}, follow=True).content.decode()
    assert "is out of the story" in said
    assert "other ship" in said
    assert groups() == {frozenset(row.pk for row in versions[1:])}
    put = {"in-article": f"http://example.org{versions[0].get_absolute_url()}?q=x", "in-why": "the same ship"}
    assert "is in the story" in desk.post(address, put, follow=True).content.decode()
    assert groups() == {frozenset(row.pk for row in versions)}
    assert {row.by_name for row in StoryDecision.objects.all()} == {"ada"}
    wrong = desk.post(address, {"in-article": "nowhere", "in-why": "x"}).content.decode()
    assert "There is no such article" in wrong


def test_a_text_corrected_in_the_admin_leaves_its_story(desk: Client, versions: list[Article]) -> None:
    one, *rest = versions
    address = reverse("admin:articles_article_change", args=[one.pk])
    form = desk.get(address).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value is not None}
    for prefix in ("captions", "country_links", "person_links"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    assert desk.post(address, {**data, "title": "Wheat", "body": OTHER}).status_code == 302
    assert groups() == {frozenset(row.pk for row in rest)}
    Article.objects.filter(pk=rest[0].pk).delete()
    assert "versions of this story" not in html(desk, rest[1].get_absolute_url())


def test_which_was_first_is_said_only_where_the_days_tell_it(client: Client) -> None:
    rows = [
        told(REPORT, "Ship aground", 3, "First Agency"),
        told(REPORT, "A ship aground", 3, "Second Agency"),
    ]
    assign([row.pk for row in rows])
    page = html(client, Story.objects.get().get_absolute_url())
    assert "First published" not in page
    assert "Perhaps the first" in page
