"""The page of an article, of its file, of its versions."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articles.differences import ADDED, KEPT, REMOVED, compare
from articles.models import ArticleCountry, ArticlePerson, Country, LedgerEntry, Version
from articles.search.related import related
from articles.views.explaining import explain
from articles.views.marking import Numbered, paragraphs
from articles.views.parts import parts
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    iran = make.country("IR")
    raisi = make.leader("Ebrahim Raisi", iran)
    row = make.article(
        "Raisi Speaks in Tehran",
        "Iranian President Ebrahim Raisi spoke.\n\nRaisi named no dates & left Iran.",
        published=date(2023, 10, 1),
        precision="month",
        published_rule="caption",
        published_evidence="October 2023",
        source=make.source("Reuters"),
        byline="By A. Writer",
        people=[raisi],
        countries=[iran],
    )
    row.captions.create(position=0, text="Raisi in Tehran.", credit="Reuters")
    return row


def page(client, row, **query) -> str:
    return client.get(row.get_absolute_url(), query).content.decode()


def test_it_shows_the_text_with_date_byline_caption_and_where_it_comes_from(client, article):
    html = page(client, article)
    for text in ("October 2023", "By A. Writer", "Raisi in Tehran.", "by rule “caption”", article.file.name):
        assert text in html
    assert '<time datetime="2023-10">' in html
    assert "dates &amp; left" in html


def test_every_mark_leads_to_what_explains_it(client, article):
    iran = Country.objects.get(code="IR")
    article.country_links.update(about=True, confidence=0.985)
    html = page(client, article)
    why = (
        "“Iranian” is taken for Iran, a country. Rule: a word for the country’s people. "
        "Sure, 98 %. The article is about it, and speaks of it 3 times."
    )
    mark = f'href="#why-c{iran.pk}" aria-description="{why}">Iranian</a>'
    assert mark in html
    assert f'<div class="why" id="why-c{iran.pk}"' in html
    assert 'href="/leaders/ebrahim-raisi"' in html


def test_every_mention_can_be_reached_from_beside_the_text(client, article):
    html = page(client, article)
    anchors = set(re.findall(r'<a class="marked [^"]*" id="(m\d+)"', html))
    assert len(anchors) == 6
    assert set(re.findall(r'<a href="#(m\d+)" aria-label="Mention', html)) == anchors


def test_what_an_article_is_about_stands_apart_from_what_it_mentions(client, article):
    peru = make.country("PE", "Peru")
    ArticleCountry.objects.create(
        article=article, country=peru, mentions=2, about=False, evidence=[{"rule": "name"}]
    )
    article.country_links.filter(country__code="IR").update(about=True)
    countries = page(client, article).partition('id="side-countries"')[2]
    about, mentioned = countries.partition("Also mentioned")[::2]
    assert "Iran" in about
    assert "Peru" not in about
    assert "Peru" in mentioned
    assert "twice" in mentioned


def test_an_unsure_link_says_so_in_the_text_and_beside_it(client, article):
    article.country_links.update(confidence=0.39)
    html = page(client, article)
    assert 'class="marked country unsure"' in html
    assert "Unsure, 39 %." in html
    assert "unsure, 39 % · 3 times" in html
    article.country_links.update(confidence=None)
    assert "not measured" in page(client, article)


def test_a_link_that_a_person_made_says_so(client, article):
    ArticlePerson.objects.create(article=article, person=make.person("Ole Dahl"), evidence=[], mentions=0)
    html = page(client, article)
    assert "by hand" in html
    assert "A person made this link." in html


def test_only_editors_are_led_to_where_a_link_is_corrected(client, article, admin_client):
    assert "wrong?" not in page(client, article)
    assert page(admin_client, article).count("wrong?") == 2


def test_times_that_a_text_speaks_of_say_which_day_they_mean(client):
    row = make.article("Talks", "They met on Monday.", published=date(2023, 10, 18), precision="day")
    html = page(client, row)
    assert re.search(r'<span class="time" title="16 October 2023\. Rule: [^"]+">(on )?Monday</span>', html)
    row = make.article("Talks", "They met on Monday.", published=None, precision="unknown")
    assert 'class="time"' not in page(client, row)


def test_a_person_wins_over_a_country_where_they_overlap():
    georgia = make.country("GE", "Georgia")
    meloni = make.person("Georgia Meloni")
    row = make.article("Georgia Meloni Speaks", "Body.", countries=[georgia], people=[meloni])
    assert [(mark.kind, mark.start, mark.end) for mark in explain(row).title] == [("person", 0, 14)]


def test_evidence_that_no_longer_fits_marks_nothing(article):
    article.body = "Another text."
    assert explain(article).body == []


def test_a_wrong_slug_leads_to_the_right_address(client, article):
    for address in (f"/articles/{article.pk}-wrong", f"/articles/{article.pk}"):
        answer = client.get(address, {"q": "tehran"})
        assert answer.status_code == 301
        assert answer["Location"] == f"{article.get_absolute_url()}?q=tehran"


def test_an_article_that_is_not_there_is_a_404(client):
    assert client.get("/articles/999-x").status_code == 404
    assert client.get("/articles/99999999999999999999-x").status_code == 404


def test_the_words_of_the_search_that_led_here_are_marked(client, article):
    html = page(client, article, q="speaking -xyz leader:raisi")
    assert "<mark>spoke</mark>" not in html
    html = page(client, article, q='date "named no"')
    assert "<mark>dates</mark>" in html
    assert "<mark>named no</mark>" in html
    assert "<mark>" not in page(client, article, q="contry:x (((")


def test_a_text_from_right_to_left_says_so(client):
    row = make.article("عنوان", "نص", language="ar")
    assert 'lang="ar" dir="rtl"' in page(client, row)


def test_a_doubtful_article_says_why(client):
    row = make.article(doubt="two titles in a row")
    assert "two titles in a row" in page(client, row)


def test_more_mentions_take_no_more_queries(client, django_assert_num_queries):
    few = make.article("Iran", "Iran.", countries=[make.country("IR")], people=[make.person("A Bee")])
    many = make.article(
        "Iran",
        "Iran and Israel. " * 40,
        countries=[make.country("IR"), make.country("IL")],
        people=[make.person("C Dee"), make.person("E Eff")],
    )
    client.get(few.get_absolute_url())  # loads the index
    # article; captions; countries; people; events; number of versions; story; same text again; related ones
    for row in (few, many):
        with CaptureQueriesContext(connection) as of_related:
            related(row.pk)
        with django_assert_num_queries(8 + len(of_related)):
            client.get(row.get_absolute_url())


def test_the_file_shows_the_lines_around_the_article_and_what_was_left_out(client):
    text = "".join(f"line {number}\n" for number in range(1, 31)).encode()
    row = make.article(file=make.source_file(text, chunk=7), first_line=10, last_line=12)
    LedgerEntry.objects.filter(article=row).update(removed=[[11, "line 11", "caption again"]])
    html = client.get(reverse("article_file", args=[row.pk])).content.decode()
    assert "line 5<" in html
    assert "line 17<" in html
    assert "line 4<" not in html
    assert "line 18<" not in html
    assert "<del>line 11</del>" in html
    assert "left out: caption again" in html


def test_a_file_of_json_lines_is_read_only_as_far_as_needed(client):
    text = "".join(f'{{"id": {number}}}\n' for number in range(1, 500)).encode()
    row = make.article(file=make.source_file(text, "a.jsonl"), first_line=20, last_line=20)
    html = client.get(reverse("article_file", args=[row.pk])).content.decode()
    assert "{&quot;id&quot;: 20}" in html
    assert "{&quot;id&quot;: 26}" not in html


def test_a_member_that_is_gone_is_said(client):
    row = make.article(member="inner.txt")
    assert "cannot be shown" in client.get(reverse("article_file", args=[row.pk])).content.decode()


def test_versions_show_what_changed(client, article):
    kept = ("content_hash", "published", "published_precision", "batch", "file", "first_line", "last_line")
    Version.objects.create(
        article=article,
        number=1,
        title="Raisi Speaks in Qom",
        body="Iranian President Ebrahim Raisi talked.\n\nRaisi named no dates & left Iran.",
        replaced_by=article.batch,
        **{name: getattr(article, name) for name in kept},
    )
    html = client.get(reverse("article_versions", args=[article.pk])).content.decode()
    assert "<del>Qom</del><ins>Tehran</ins>" in html
    assert "<del>talked</del><ins>spoke</ins>" in html
    assert "earlier version" in page(client, article)


def test_an_article_that_never_changed_says_so(client, article):
    html = client.get(reverse("article_versions", args=[article.pk])).content.decode()
    assert "never changed" in html


def test_paragraphs_are_compared_one_by_one():
    old = "Same.\n\nThe old words stay here.\n\nGone."
    new = "Same.\n\nThe new words stay here.\n\nQuite another thing altogether, added at the end."
    same, changed, *rest = compare(old, new)
    assert [(one.kind, one.text) for one in same] == [(KEPT, "Same.")]
    assert ("removed", "old") in [(one.kind, one.text) for one in changed]
    assert [paragraph[0].kind for paragraph in rest] == [REMOVED, ADDED]


def test_paragraphs_keep_every_character():
    text = "One two.\n\nThree\nfour.\n  \nFive"
    found = paragraphs(text, [], [Numbered(4, 7, 1)])
    texts = ["".join(run.text for piece in paragraph for run in piece.runs) for paragraph in found]
    assert texts == ["One two.", "Three\nfour.", "Five"]
    assert [run.match for run in found[0][0].runs] == [False, True, False]


def test_a_very_long_text_is_shown_in_parts_that_lead_on_to_each_other(client):
    iran = make.country("IR")
    row = make.article(
        "Long", "Iran spoke on Monday. " * 20_000, countries=[iran], published=date(2023, 10, 1)
    )
    first = page(client, row)
    assert "part 1 of 3" in first
    assert "?part=2" in first
    assert len(first) < 3_000_000
    last = page(client, row, part=3)
    assert "Next part" not in last
    assert "“Iran” is taken for Iran" in last
    assert page(client, row, part=99).count("Part 3 of 3") == 1


@given(st.text(alphabet="ab. \n", max_size=400), st.integers(5, 60))
def test_the_parts_of_a_text_are_all_of_it(text, longest):
    stretches = parts(text, longest)
    assert "".join(text[start:end] for start, end in stretches) == text
    assert all(end - start <= longest for start, end in stretches)


def test_a_short_text_is_one_part(client, article):
    assert "Part 1" not in page(client, article)


def test_a_change_in_a_line_of_megabytes_is_found_at_once():
    line = "The minister said so again and again in Paris. " * 40_000
    (words,) = compare(line, line.replace("Paris", "Lyon", 1))
    assert [change.text for change in words if change.kind != KEPT] == ["Paris", "Lyon"]


def test_two_lines_of_megabytes_that_share_nothing_are_compared_in_time():
    kinds = [words[0].kind for words in compare("a b c d " * 100_000, "e f g h " * 100_000)]
    assert kinds == [REMOVED, ADDED]


def test_places_where_the_same_text_came_again_are_named(client, article):
    again = make.batch("Second harvest")
    file = make.source_file(name="again.txt", in_batch=again)
    LedgerEntry.objects.create(
        batch=again, file=file, index=0, first_line=3, last_line=9, outcome="duplicate", article=article
    )
    html = page(client, article)
    assert "The same text came again in" in html
    assert "again.txt, lines 3–9" in html
    assert "Second harvest" in html
    again.status = "undone"
    again.save()
    assert "again.txt" not in page(client, article)


def test_a_doubtful_article_is_taken_as_it_is_by_who_may(client, admin_client, article):
    article.doubt = "line 7 may be the title of another article"
    article.save()
    address = reverse("admin:article_accept", args=[article.pk])
    assert "It is right as it is" not in page(client, article)
    assert client.post(address).status_code == 302
    article.refresh_from_db()
    assert article.doubt
    assert "It is right as it is" in page(admin_client, article)
    assert admin_client.get(address).status_code == 405
    assert "Doubtful" not in admin_client.post(address, follow=True).content.decode()
    history = admin_client.get(reverse("admin:articles_article_history", args=[article.pk]))
    assert "The doubt was: line 7" in history.content.decode()


def test_who_may_change_an_article_is_led_to_where_its_date_is_corrected(client, admin_client, article):
    address = reverse("admin:articles_article_change", args=[article.pk])
    assert address in page(admin_client, article)
    assert address not in page(client, article)
