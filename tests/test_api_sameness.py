"""ETags and limits: what is the same is not searched again, and nobody asks without end."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import ApiUse, Event, Person
from articles.search import sameness
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESSES = ["/api/articles/?q=talks", "/search?q=talks", "/countries/iran"]


@pytest.fixture
def archive():
    iran, raisi = make.country("IR"), make.person("Ebrahim Raisi")
    row = make.article(
        "Talks", "Talks in Iran.", countries=[iran], people=[raisi], published=date(2023, 10, 16)
    )
    make.event("Talks in Iran", [row], [iran])
    return row


def again(client, address: str, etag: str) -> int:
    return client.get(address, headers={"If-None-Match": etag}).status_code


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_the_same_is_not_sent_again(client, archive, address):
    etag = client.get(address)["ETag"]
    assert again(client, address, etag) == 304
    assert again(client, f"{address}{'&' if '?' in address else '?'}sort=newest", etag) == 200
    assert client.get(address)["ETag"] == etag


def test_nothing_is_searched_to_say_so(client, archive):
    etag = client.get("/api/articles/?q=talks")["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert again(client, "/api/articles/?q=talks", etag) == 304
    assert not [
        query for query in queries if "searchtext" in query["sql"] or "articles_article " in query["sql"]
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda: make.article("Other talks", "Talks."),
        lambda: Person.objects.update(name="Another Name"),
        lambda: Event.objects.update(status=Event.Status.REJECTED),
        lambda: make.source("Wires"),
        lambda: make.batch("More", finished=timezone.now()),
    ],
    ids=["article", "name", "event", "source", "batch"],
)
@pytest.mark.parametrize("address", ADDRESSES[:2])
def test_what_may_be_another_answer_has_another_tag(client, archive, address, change):
    etag = client.get(address)["ETag"]
    change()
    assert again(client, address, etag) == 200


def test_what_only_a_signed_in_reader_sees_is_not_shared(admin_client, archive):
    assert "ETag" not in admin_client.get("/search?q=talks")


def test_mistakes_have_no_tag(client, archive):
    assert "ETag" not in client.get("/api/articles/?sort=best")


@pytest.mark.django_db(transaction=True)
def test_a_change_that_nobody_sees_yet_makes_no_tag_that_stays(rf):
    import threading

    request, begun, seen = rf.get("/api/articles/"), threading.Event(), threading.Event()
    before = sameness.tag(request)

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("INSERT INTO articles_source (name, slug, url) VALUES ('Wires', 'wires', '')")
            begun.set()
            seen.wait(20)
            cursor.execute("COMMIT")
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    begun.wait(20)
    between = sameness.tag(request)
    seen.set()
    thread.join()
    after = sameness.tag(request)
    assert len({before, after}) == len({between, after}) == 2


def test_over_the_limit_is_429_and_says_when_to_come_back(client, archive, settings):
    settings.API_RATE_LIMIT = 3
    answers = [client.get("/api/articles/?q=talks") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[0]["RateLimit-Remaining"] == "2"
    last = answers[-1]
    assert last["Content-Type"] == "application/problem+json"
    assert last.json()["type"].endswith("#too-many-requests")
    assert 1 <= int(last["Retry-After"]) <= 60
    assert client.get("/api/articles/", REMOTE_ADDR="10.0.0.9").status_code == 200
    assert client.get("/search?q=talks").status_code == 200


def test_behind_a_trusted_proxy_its_word_counts_and_nowhere_else(client, archive, settings):
    settings.API_RATE_LIMIT = 1
    first, second = {"X-Forwarded-For": "1.1.1.1, 10.0.0.1"}, {"X-Forwarded-For": "9.9.9.9, 10.0.0.2"}
    assert client.get("/api/articles/", headers=first).status_code == 200
    assert client.get("/api/articles/", headers=second).status_code == 429
    settings.HTTPS = True
    assert client.get("/api/articles/", headers=first).status_code == 200
    assert client.get("/api/articles/", headers=second).status_code == 200
    assert client.get("/api/articles/", headers=second).status_code == 429


def test_no_limit_counts_nothing(client, archive, settings):
    settings.API_RATE_LIMIT = 0
    assert "RateLimit-Limit" not in client.get("/api/articles/")
    assert not ApiUse.objects.exists()
