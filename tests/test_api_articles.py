"""/api/articles/ as a program reads it: what it finds, how it pages, and what it says of mistakes."""

from datetime import date

import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    russia, iran = make.country("RU"), make.country("IR")
    putin = make.leader("Vladimir Putin", russia)
    rows = [
        make.article(
            f"Putin and a ceasefire {number}",
            "Putin spoke of a ceasefire in Iran." * (number + 1),
            countries=[russia, iran] if number else [russia],
            people=[putin],
            source=make.source("Reuters"),
            external_id=f"wire-{number}",
            url=f"https://example.org/{number}",
            published=date(2023, 10, 16 + number),
        )
        for number in range(5)
    ]
    make.event("A ceasefire in Iran", rows[:2], countries=[iran])
    return rows


def get(client, address: str, status: int = 200):
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_a_search_gives_count_results_and_facets(client, archive):
    found = get(client, "/api/articles/?q=ceasefire&sort=oldest&page_size=2")
    assert found["count"] == 5
    assert [row["id"] for row in found["results"]] == [row.pk for row in archive[:2]]
    first = found["results"][0]
    assert first["external_id"] == "wire-0"
    assert first["published"] == "2023-10-16"
    assert first["source"]["name"] == "Reuters"
    assert first["url"] == "https://example.org/0"
    assert [event["title"] for event in first["events"]] == ["A ceasefire in Iran"]
    assert [country["code"] for country in first["countries"]] == ["RU"]
    assert [person["slug"] for person in first["people"]] == ["vladimir-putin"]
    assert first["story"] is None
    assert {value["value"]: value["count"] for value in found["facets"]["country"]} == {
        "russia": 5,
        "iran": 4,
    }
    assert [part["words"] for part in found["read_as"]] == ["with “ceasefire”"]
    assert sum(bar["count"] for bar in found["histogram"]["bars"]) == 5


def test_pages_lead_from_the_first_result_to_the_last(client, archive):
    address, seen = "/api/articles/?q=ceasefire&page_size=2&sort=relevance", []
    while address:
        found = get(client, address)
        seen += [row["id"] for row in found["results"]]
        address = found["next"]
    assert sorted(seen) == sorted(row.pk for row in archive)
    assert found["previous"].endswith("page=2")


def test_the_address_with_its_version_is_the_same(client, archive):
    plain, versioned = client.get("/api/articles/?q=putin"), client.get("/api/v1/articles/?q=putin")
    assert plain.json() == versioned.json()
    assert plain["API-Version"] == versioned["API-Version"] == "1"


@pytest.mark.parametrize(
    ("query", "parameter", "kind"),
    [
        ("colour=red", "colour", "unknown-parameter"),
        ("country=atlantis", "country", "bad-parameter"),
        ("after=yesterday", "after", "bad-parameter"),
        ("page_size=5000", "page_size", "bad-parameter"),
        ("page=-1", "page", "bad-parameter"),
        ("sort=best", "sort", "bad-parameter"),
        ("q=a&q=b", "q", "bad-parameter"),
        ("q=country:atlantis", "q", "query-not-understood"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_searched(client, archive, query, parameter, kind):
    answer = client.get(f"/api/articles/?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["type"].endswith(f"#{kind}")
    assert said["status"] == 400
    assert said["errors"][0]["parameter"] == parameter
    assert said["detail"] == said["errors"][0]["message"]


def test_a_mistake_in_the_query_has_its_place_and_a_way_out(client, archive):
    said = get(client, "/api/articles/?q=talks+country:irann", 400)
    assert said["errors"][0]["position"] == {"start": 6, "end": 19}
    assert "talks country:Iran" in said["errors"][0]["fixes"]


def test_addresses_that_are_not_there_and_other_methods_are_problems_too(client):
    assert get(client, "/api/nothing/", 404)["type"].endswith("#not-found")
    for address in ("/api/articles/", "/api/nothing/"):
        answer = Client(enforce_csrf_checks=True).post(address)
        assert answer.status_code == 405
        assert answer.json()["type"].endswith("#method-not-allowed")
        assert "GET" in answer["Allow"]
    assert client.get("/api/articles?q=a+b")["Location"] == "/api/articles/?q=a+b"


def test_more_results_take_no_more_queries(client, archive, django_assert_max_num_queries):
    client.get("/api/articles/?q=putin&page_size=1")
    with django_assert_max_num_queries(25):
        client.get("/api/articles/?q=putin&page_size=5")


def test_a_notebook_in_a_browser_may_read_answers_and_mistakes(client, archive):
    for address in ("/api/articles/?q=putin", "/api/articles/?sort=best", "/api/nothing/"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/articles/", headers={"Access-Control-Request-Headers": "if-none-match"})
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Headers"] == "If-None-Match"
    assert "ETag" in asked["Access-Control-Expose-Headers"]
