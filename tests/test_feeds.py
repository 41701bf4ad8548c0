"""Feeds of searches: what a reader of feeds gets, and what is new since a batch."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing.undo import undo
from articles.models import Article, Batch, Version
from articles.search import batches
from articles.search.arrivals import count
from articles.search.index import current
from articles.search.names import since_choice
from articles.search.narrowing import Narrowing
from articles.search.request import SearchRequest
from tests import factories as make

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
NOON = datetime(2023, 10, 16, 12, tzinfo=UTC)


def feed(client, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(answer.content)


def titles(root: Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def link(element: Element, relation: str) -> str:
    found = [one.get("href") for one in element.findall(f"{ATOM}link") if one.get("rel") == relation]
    assert len(found) < 2
    return found[0] if found else ""


def stored(label: str, hours: int, *names: str, status: str = Batch.Status.DONE) -> Batch:
    """A batch that was stored so many hours after noon, with articles of these titles."""
    batch = make.batch(label, status, finished=NOON + timedelta(hours=hours))
    for name in names:
        make.article(name, file=make.source_file(name.encode(), in_batch=batch))
    return batch


def test_a_feed_has_the_articles_of_the_search_in_the_order_in_which_they_came(client):
    make.article("Ceasefire one", published=date(2023, 12, 1))
    make.article("Ceasefire two", published=date(2001, 1, 1))
    make.article("Something else")
    assert titles(feed(client, "/search/feed?q=ceasefire")) == ["Ceasefire two", "Ceasefire one"]
    assert len(titles(feed(client, "/search/feed"))) == 3


def test_an_entry_says_all_that_a_reader_shows(client):
    iran = make.country("IR")
    row = make.article(
        "Talks in Tehran & <after>",
        "Iran & others spoke of a ceasefire.",
        countries=[iran],
        source=make.source("Reuters"),
        byline="Ada Example",
        published=date(2023, 10, 1),
        precision="month",
    )
    root = feed(client, "/search/feed?q=ceasefire")
    entry = root.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Talks in Tehran & <after>"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ada Example"
    assert entry.findtext(f"{DUBLIN}publisher") == "Reuters"
    assert entry.findtext(f"{DUBLIN}date") == "2023-10"
    assert entry.findtext(f"{ATOM}summary").startswith("Iran & others spoke of a ceasefire")
    assert link(entry, "alternate") == f"http://testserver{row.get_absolute_url()}"
    assert [one.get("label") for one in entry.findall(f"{ATOM}category")] == ["Iran"]
    for element in (root, entry):
        assert element.findtext(f"{ATOM}id").startswith("tag:testserver,")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo is not None
    assert link(root, "self") == "http://testserver/search/feed?q=ceasefire"
    assert link(root, "alternate") == "http://testserver/search?q=ceasefire"


def test_an_entry_is_updated_when_its_text_changes_and_keeps_its_name(client):
    row = make.article("Ceasefire")
    before = feed(client, "/search/feed").find(f"{ATOM}entry")
    Version.objects.create(
        article=row, number=1, title="Old", body="Old", batch=row.batch, file=row.file, replaced_by=row.batch
    )
    Version.objects.update(replaced=row.added + timedelta(days=1))
    after = feed(client, "/search/feed").find(f"{ATOM}entry")
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")


def test_pages_of_a_feed_hold_every_article_once_whatever_comes_meanwhile(client):
    for number in range(120):
        make.article(f"T {number}")
    root, seen = feed(client, "/search/feed"), []
    while True:
        seen += titles(root)
        following = link(root, "next")
        if not following:
            break
        make.article("A late one")
        parts = urlsplit(following)
        root = feed(client, f"{parts.path}?{parts.query}")
        assert link(root, "self") == following
        assert link(root, "first") == "http://testserver/search/feed"
    assert seen == [f"T {number}" for number in reversed(range(120))]


@pytest.mark.parametrize("page", ["/countries/iran", "/leaders/vladimir-putin", "/sources/reuters", "event"])
def test_pages_of_things_have_a_feed_of_their_own_and_name_it(client, page):
    row = make.article(
        "Inside", countries=[make.country("IR")], people=[make.person()], source=make.source("Reuters")
    )
    make.article("Outside")
    event = make.event("A ceasefire", [row])
    address = event.get_absolute_url() if page == "event" else page
    html = client.get(address).content.decode()
    assert 'type="application/atom+xml"' in html
    assert f'href="{address}/feed"' in html
    assert titles(feed(client, f"{address}/feed")) == ["Inside"]
    assert titles(feed(client, f"{address}/feed?q=nothing")) == []


def test_the_page_of_results_names_its_feed_without_page_and_order(client):
    make.article("Ceasefire")
    html = client.get("/search?q=ceasefire&sort=oldest&language=en").content.decode()
    assert 'href="/search/feed?q=ceasefire&amp;language=en"' in html


def test_feeds_of_one_search_have_one_name_and_others_another(client):
    make.article("Ceasefire")

    def name(address: str) -> str:
        return feed(client, address).findtext(f"{ATOM}id")

    assert name("/search/feed?q=a+b&after=2023") == name("/search/feed?after=2023&q=a+b&sort=oldest")
    assert name("/search/feed?q=a") != name("/search/feed?q=b")


def test_a_feed_that_did_not_change_is_not_sent_again(client):
    make.article("Ceasefire")
    first = client.get("/search/feed?q=ceasefire")
    again = client.get("/search/feed?q=ceasefire", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Last-Modified"]
    make.article("Another ceasefire")
    answer = client.get("/search/feed?q=ceasefire", headers={"If-None-Match": first["ETag"]})
    assert answer.status_code == 200


def test_a_browser_gets_xml_that_it_shows_with_a_style(client):
    make.article("Ceasefire")
    answer = client.get("/search/feed", headers={"Accept": "text/html,application/xml;q=0.9"})
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert "Accept" in answer["Vary"]
    assert b'<?xml-stylesheet href="http://testserver/static/feed.css"' in answer.content


def test_a_mistake_is_said_and_searches_nothing(client):
    make.article("Ceasefire")
    for address, said in (
        ("/search/feed?q=country:nowhere", "knows no country “nowhere”"),
        ("/search/feed?after=never", "“never” is no date"),
        ("/search/feed?older_than=x", "“x” is no number of an article"),
        ("/search/feed?since_batch=999", "stored no batch “999”"),
    ):
        answer = client.get(address)
        assert answer.status_code == 400
        assert said in answer.content.decode()


def test_characters_that_xml_cannot_hold_break_no_feed(client):
    make.article("Broken \x0b bell \x07 title", "A body with \x1b in it.")
    assert titles(feed(client, "/search/feed")) == ["Broken  bell  title"]


def test_more_entries_take_no_more_queries(client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            feed(client, "/search/feed?q=ceasefire")
        return len(captured)

    make.article("Ceasefire", countries=[make.country("IR")], people=[make.person()], source=make.source())
    once = queries()
    for number in range(5):
        make.article(f"Ceasefire {number}", countries=[make.country("IR")], people=[make.person()])
    assert queries() == once


def test_a_person_who_is_another_has_the_feed_of_that_one(client):
    other = make.person("Wladimir Putin")
    other.merged_into = make.person()
    other.save()
    answer = client.get("/leaders/wladimir-putin/feed?q=x")
    assert (answer.status_code, answer["Location"]) == (302, "/leaders/vladimir-putin/feed?q=x")


def test_new_since_a_batch_goes_by_when_batches_were_stored_not_by_their_numbers(client):
    waiting = stored("waited long for a decision", 3, "Third")
    first = stored("first", 1, "First")
    second = stored("second", 2, "Second")
    stored("being stored", 0, "Fourth", status=Batch.Status.STORING)

    def new_since(batch: Batch) -> list[str]:
        return titles(feed(client, f"/search/feed?since_batch={batch.pk}"))

    assert new_since(first) == ["Fourth", "Second", "Third"]
    assert new_since(second) == ["Fourth", "Third"]
    assert new_since(waiting) == ["Fourth"]
    html = client.get(f"/search?q=title:third&since_batch={second.pk}").content.decode()
    assert f"new since batch {second.pk} (16 October 2023)" in html
    assert f'name="since_batch" value="{second.pk}"' in html
    assert '?q=title%3Athird"' in html  # the part can be removed


def test_a_text_that_only_changed_is_not_new():
    old = stored("old", 1, "Ceasefire")
    later = stored("later", 2)
    row = Article.objects.get()
    Version.objects.create(
        article=row, number=1, title="Old", body="Old", batch=old, file=row.file, replaced_by=later
    )
    Article.objects.update(batch=later)
    stored("last", 3, "Another")
    request = SearchRequest(narrowing=Narrowing(since=since_choice(old)))
    assert count(request) == 1


def test_a_batch_that_was_taken_back_keeps_its_place():
    stored("first", 1, "First")
    taken = stored("taken back", 2, "Second")
    stored("third", 3, "Third")
    undo(taken)
    assert count(SearchRequest(narrowing=Narrowing(since=since_choice(Batch.objects.get(pk=taken.pk))))) == 1


def test_the_index_and_sql_agree_on_what_is_new():
    marks = [stored(f"batch {hours}", hours, f"A {hours}", f"B {hours}") for hours in (5, 1, 3, 3, 2)]
    Version.objects.create(
        article=Article.objects.get(title="A 5"), number=1, title="Old", body="Old", batch=marks[1],
        file=Article.objects.get(title="A 5").file, replaced_by=marks[0],
    )  # fmt: skip
    for mark in marks:
        with current() as index:
            found = set(index.ids[batches.came_after(index, mark.pk)].tolist())
        assert found == set(
            Article.objects.filter(batches.coming_after(mark.pk)).values_list("pk", flat=True)
        )
