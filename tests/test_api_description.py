"""The API and its description: the document is valid, and every answer is what it says."""

from datetime import date

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from articles.api.endpoints import ENDPOINTS
from articles.api.parameters import SAYS, parameters
from articles.models import Batch, Caption, Story, StoryMember
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    iran, russia = make.country("IR"), make.country("RU")
    putin = make.leader("Vladimir Putin", russia, aliases=["Putin V. V."])
    row = make.article(
        "Putin on Iran",
        "Vladimir Putin spoke of talks in Iran.",
        countries=[iran, russia],
        people=[putin],
        source=make.source("Times & Post"),
        byline="Ann Lee",
        published=date(2023, 10, 1),
        precision="month",
        external_id="wire-1",
    )
    other = make.article("Undated", "Talks again.", published=None)
    Caption.objects.create(article=row, position=0, text="A picture", taken=date(2023, 10, 1))
    row.versions.create(
        number=1,
        title="Before",
        body="Old.",
        content_hash="x",
        batch=row.batch,
        file=row.file,
        replaced_by=row.batch,
    )
    event = make.event("Talks", [row], [iran], [putin], evidence="He spoke of talks.")
    story = Story.objects.create()
    StoryMember.objects.bulk_create(StoryMember(article=one, story=story) for one in (row, other))
    Batch.objects.filter(pk=row.batch_id).update(finished=timezone.now())
    return {"article": row, "event": event, "story": story, "batch": row.batch}


@pytest.fixture
def items(archive):
    return {
        "api_article": archive["article"].pk,
        "api_related": archive["article"].pk,
        "api_country": "iran",
        "api_person": "vladimir-putin",
        "api_event": archive["event"].pk,
        "api_source": "times-post",
        "api_batch": archive["batch"].pk,
        "api_story": archive["story"].pk,
    }


def document(client):
    return client.get("/api/openapi.json").json()


def conforms(described, schema, value) -> None:
    schema = {**schema, "components": described["components"]}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(value)


def test_the_description_is_valid_openapi(client):
    described = document(client)
    validate(described)
    assert described["openapi"].startswith("3.1")


def test_every_answer_is_what_the_description_says(client, items):
    described = document(client)
    for one in ENDPOINTS:
        operation = described["paths"][one.path]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        address = "/api/v1" + one.path.replace("{key}", str(items.get(one.name, "")))
        for query in (
            ("", "?q=talks&sort=relevance", "?q=nothing+at+all") if one.name == "api_articles" else ("",)
        ):
            answer = client.get(address + query)
            assert answer.status_code == 200, address
            conforms(described, schema, answer.json())
            if "results" in answer.json() and not query:
                assert answer.json()["count"] == len(answer.json()["results"]) > 0, address


def test_every_mistake_is_what_the_description_says(client, archive):
    described = document(client)
    schema = {"$ref": "#/components/schemas/Problem"}
    for address, status in (
        ("/api/articles/?q=country:atlantis", 400),
        ("/api/articles/?colour=red", 400),
        ("/api/people/?country=atlantis", 400),
        ("/api/articles/1/?q=x", 400),
        ("/api/countries/atlantis/", 404),
        ("/api/articles/999999/", 404),
        ("/api/nothing", 404),
    ):
        answer = client.get(address)
        assert answer.status_code == status, address
        assert answer["Content-Type"] == "application/problem+json"
        conforms(described, schema, answer.json())


def test_an_article_comes_with_its_text_evidence_provenance_and_citations(client, archive):
    found = client.get(f"/api/articles/{archive['article'].pk}/").json()
    assert found["text"] == archive["article"].body
    assert found["captions"][0]["text"] == "A picture"
    (iran,) = [country for country in found["countries"] if country["code"] == "IR"]
    assert iran["evidence"][0]["text"] == "Iran"
    assert found["text"][iran["evidence"][-1]["start"] : iran["evidence"][-1]["end"]] == "Iran"
    assert found["events"][0]["sentence"] == "He spoke of talks."
    assert found["provenance"]["file"] == archive["article"].file.name
    assert found["versions"][0]["text"] == "Old."
    assert found["story"] == archive["story"].pk
    assert found["citations"]["line"].startswith("Lee, Ann. “Putin on Iran.” Times & Post, October 2023.")


def test_entities_count_their_articles_and_lead_to_them(client, archive):
    iran = client.get("/api/countries/ir/").json()
    assert (iran["name"], iran["articles"]) == ("Iran", 1)
    assert client.get(iran["found"]).json()["count"] == 1
    putin = client.get("/api/leaders/vladimir-putin/").json()
    assert putin == client.get("/api/people/vladimir-putin/").json()
    assert putin["aliases"] == ["Putin V. V."]
    assert putin["offices"][0]["country"] == "RU"
    event = client.get(f"/api/events/{archive['event'].pk}/").json()
    assert (event["countries"], event["people"]) == (["IR"], ["vladimir-putin"])
    batch = client.get(f"/api/batches/{archive['batch'].pk}/").json()
    assert client.get(batch["then"]).json()["as_of"] == archive["batch"].pk
    story = client.get(f"/api/stories/{archive['story'].pk}/").json()
    assert len(story["versions"]) == 2


def test_lists_are_searched_and_paged(client, archive):
    assert [row["code"] for row in client.get("/api/countries/?name=tehran").json()["results"]] == ["IR"]
    first = client.get("/api/countries/?page_size=1").json()
    assert (first["count"], first["pages"], first["previous"]) == (2, 2, None)
    second = client.get(first["next"]).json()
    assert [row["name"] for row in first["results"] + second["results"]] == ["Iran", "Russia"]
    assert second["next"] is None
    assert client.get("/api/events/?kind=ceasefire").json()["count"] == 1
    assert client.get("/api/events/?kind=coup").json()["count"] == 0
    assert client.get("/api/people/?name=putin&country=russia").json()["count"] == 1


def test_a_person_who_joined_another_leads_there(client, archive):
    old = make.person("Vladimir P.")
    old.merged_into = make.person("Vladimir Putin")
    old.save()
    answer = client.get(f"/api/people/{old.slug}/")
    assert (answer.status_code, answer["Location"]) == (302, "/api/v1/people/vladimir-putin/")


def test_more_rows_take_no_more_queries(client, archive, django_assert_max_num_queries):
    for number in range(12):
        make.leader(f"Leader Number{number}", make.country("IR"))
        make.event(f"Event {number}", [archive["article"]], [make.country("IR")])
    client.get("/api/people/")
    for path in ("people", "events"):
        with django_assert_max_num_queries(12):
            client.get(f"/api/{path}/")


def test_every_parameter_and_field_is_described_and_the_page_shows_them(client, archive):
    page = client.get("/api/docs").content.decode()
    described = document(client)
    for one in ENDPOINTS:
        for parameter in parameters(one.filters):
            assert parameter.name in SAYS or parameter.name.startswith("not_"), parameter.name
            assert f"<code>{parameter.name}</code>" in page
    for name, schema in described["components"]["schemas"].items():
        assert name == "Problem" or all(field["description"] for field in schema["properties"].values())
    assert 'href="/api/docs"' in client.get("/about").content.decode()


def test_examples_of_the_description_work(client, archive):
    for one in ENDPOINTS:
        if one.example:
            assert client.get(f"/api/{one.example}").status_code == 200


def test_related_articles_come_with_their_reasons(client, archive):
    iran, putin = make.country("IR"), make.person("Vladimir Putin")
    near = make.article("Putin in Tehran", published=date(2023, 10, 3), countries=[iran], people=[putin])
    make.event("Visit", [archive["article"], near], [iran], [putin])
    for number in range(8):
        make.article(f"Football {number}", "A match ended in a draw.", countries=[make.country("FR")])
    answer = client.get(f"/api/articles/{archive['article'].pk}/related/").json()
    assert [one["article"]["id"] for one in answer["related"]] == [near.pk]
    assert "Putin" in answer["related"][0]["why"]
    assert client.get("/api/articles/999999/related/").status_code == 404
