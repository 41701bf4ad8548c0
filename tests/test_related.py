"""Related articles: the right neighbours in made-up archives, each with the reasons that hold."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing.posting import build_postings
from articles.models import Article, ArticleCountry, Event, Story, StoryMember
from articles.search.related import related, span
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 16)
# Subjects with words of their own, so that one article's neighbours are those of its subject.
SUBJECTS = {
    "ferry": ("The ferry crew blocked the harbour pilots", "Dockers joined the ferry pilots at the quay."),
    "wheat": ("Farmers sold wheat before the drought", "The silo owners stored wheat against the drought."),
    "bridge": ("Engineers closed a cracked bridge", "The girders of the bridge had cracked in frost."),
}


@pytest.fixture
def crowd() -> list[Article]:
    """Thirty articles that name one country that all name, and have nothing else in common."""
    iran = make.country("IR")
    return [
        make.article(f"Bulletin {chr(65 + one) * 4}ov", "Iran was quiet.", countries=[iran], published=DAY)
        for one in range(26)
    ]


def titles(row: Article) -> list[str]:
    return [one.article.title for one in related(row.pk)]


def why(row: Article, other: Article) -> str:
    return next(one.why for one in related(row.pk) if one.article == other)


def central(row: Article) -> None:
    """The article is about all that it names."""
    ArticleCountry.objects.filter(article=row).update(about=True)
    row.person_links.update(about=True)


def test_articles_with_the_same_rare_words_are_neighbours(crowd):
    rows = {
        subject: [make.article(f"{title} {number}", body, published=DAY) for number in range(3)]
        for subject, (title, body) in SUBJECTS.items()
    }
    for of_subject in rows.values():
        for row in of_subject:
            assert set(titles(row)) == {other.title for other in of_subject} - {row.title}


def test_what_all_articles_share_joins_none(crowd):
    assert titles(crowd[0]) == []


def test_a_rare_person_weighs_more_than_a_common_one(crowd):
    raisi, kallas = make.person("Ebrahim Raisi"), make.person("Kaja Kallas")
    make.article("Elsewhere", "Raisi spoke.", people=[raisi], published=DAY)
    for one in crowd[:10]:
        make.link_person(one, raisi)
    row = make.article("A", "x", people=[raisi, kallas], countries=[make.country("FR")])
    rare = make.article("B", "x", people=[kallas], countries=[make.country("FR")])
    assert titles(row)[0] == rare.title
    assert why(row, rare) == "also names Kaja Kallas and France; of the same day"


def test_an_event_is_reason_enough_and_is_said_first(crowd):
    one = make.article("One", "Nothing much.", published=DAY)
    other = make.article("Two", "Something else.", published=DAY + timedelta(days=3))
    make.event("A truce at the river", [one, other], status=Event.Status.SUGGESTED)
    assert titles(one) == ["Two"]
    assert (
        why(one, other)
        == "reports the same event, “A truce at the river (suggested: ceasefire)”; 3 days later"
    )


def test_what_both_are_about_is_told_apart_from_what_both_name(crowd):
    kosovo = make.country("XK", "Kosovo")
    one, other, third = (
        make.article(
            f"T {number}", "x", countries=[kosovo], people=[make.person("Kaja Kallas")], published=DAY
        )
        for number in range(3)
    )
    central(one)
    central(other)
    assert why(one, other).startswith("also about Kaja Kallas and Kosovo;")
    assert why(one, third).startswith("also names Kaja Kallas and Kosovo;")
    assert titles(one) == ["T 1", "T 2"]


def test_the_nearer_in_time_goes_first_and_a_day_that_is_not_known_is_not_said(crowd):
    kallas, kosovo = make.person("Kaja Kallas"), make.country("XK", "Kosovo")

    def made(title: str, day: date | None, precision: str = "") -> Article:
        return make.article(
            title, "x", people=[kallas], countries=[kosovo], published=day, precision=precision
        )

    row = made("Here", DAY)
    far, near = made("Far", DAY - timedelta(days=200)), made("Near", DAY + timedelta(days=1))
    undated, month = made("Undated", None), made("Month", DAY.replace(day=1), "month")
    assert titles(row)[0] == "Near"
    assert why(row, near).endswith("; 1 day later")
    assert why(row, far).endswith("; 6 months earlier")
    for one in (undated, month):
        assert why(row, one) == "also names Kaja Kallas and Kosovo"


def test_versions_of_the_same_story_are_left_out_and_others_stand_once(crowd):
    title, body = SUBJECTS["ferry"]
    rows = [make.article(f"{title} {number}", body, published=DAY) for number in range(5)]
    for members in (rows[:2], rows[2:4]):
        story = Story.objects.create()
        for member in members:
            StoryMember.objects.create(article=member, story=story)
    found = titles(rows[0])
    assert rows[1].title not in found
    assert len({rows[2].title, rows[3].title} & set(found)) == 1
    assert rows[4].title in found


def test_words_are_shown_as_the_article_writes_them(crowd):
    title, body = SUBJECTS["ferry"]
    one = make.article(title, body, published=DAY)
    other = make.article("Pilots and ferries", "The harbour and its quays.", published=DAY)
    words = re.findall("“(.*?)”", why(one, other))
    assert {"ferry", "harbour", "pilots", "quay"} >= set(words) >= {"ferry", "pilots"}


def test_names_of_people_and_countries_are_not_counted_again_as_words(crowd):
    kallas, kosovo = make.person("Kaja Kallas"), make.country("XK", "Kosovo")
    one, other = (
        make.article(f"Kallas in Kosovo {n}", "x", people=[kallas], countries=[kosovo], published=DAY)
        for n in range(2)
    )
    assert why(one, other) == "also names Kaja Kallas and Kosovo; of the same day"


def test_one_thing_in_common_is_not_enough(crowd):
    kallas = make.person("Kaja Kallas")
    one, _ = (make.article(f"T{n}", "x", people=[kallas], published=DAY) for n in range(2))
    assert titles(one) == []


def test_the_page_of_an_article_shows_them_and_says_nothing_where_there_are_none(client, crowd):
    title, body = SUBJECTS["wheat"]
    one, other = (make.article(f"{title} {n}", body, published=DAY) for n in range(2))
    html = client.get(one.get_absolute_url()).content.decode()
    section = html[html.index('id="related"') :]
    assert other.get_absolute_url() in section
    assert "Related articles" not in client.get(crowd[0].get_absolute_url()).content.decode()


def test_an_article_that_is_gone_has_none():
    assert related(10**9) == ()


def test_more_neighbours_take_no_more_queries(crowd):
    title, body = SUBJECTS["bridge"]

    def made(number: int) -> Article:
        people = [make.person("Kaja Kallas")]
        return make.article(
            f"{title} {number}", body, people=people, countries=[make.country("FR")], published=DAY
        )

    def queries(row: Article) -> int:
        with CaptureQueriesContext(connection) as captured:
            related(row.pk)
        return len(captured)

    row = made(0)
    made(1)
    queries(row)
    once = queries(row)
    for number in range(2, 8):
        made(number)
    queries(row)
    assert queries(row) == once


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (13, "13 days"), (14, "2 weeks"), (59, "8 weeks"), (60, "2 months"), (800, "2 years")],
)
def test_spans_are_said_as_people_say_them(days, words):
    assert span(days) == words


def test_a_day_of_the_week_is_no_kinship(crowd):
    one = make.article("Trucks left on Wednesday", "They were loaded in November.", published=DAY)
    make.article("Rain fell on Wednesday", "The wettest November.", published=DAY)
    other = make.article("Lorries carry flour", "Trucks were loaded in the harbour.", published=DAY)
    assert titles(one) == [other.title]


def test_rare_words_are_found_by_posting_lists_and_in_articles_that_are_not_posted_yet(crowd):
    title, body = SUBJECTS["ferry"]
    first, second = (make.article(f"{title} {number}", body, published=DAY) for number in range(2))
    before = [(one.article, one.why, one.score) for one in related(first.pk)]
    assert [row for row, _, _ in before] == [second]
    build_postings()
    assert [(one.article, one.why, one.score) for one in related(first.pk)] == before
    third = make.article(f"{title} 3", body, published=DAY)
    assert {one.article for one in related(first.pk)} == {second, third}
