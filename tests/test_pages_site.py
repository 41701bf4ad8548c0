"""The front page, the pages for machines, and the pages for errors."""

from unittest import mock

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from articles.views import site
from tests import factories as make


@pytest.mark.django_db
def test_an_empty_archive_says_how_to_fill_it(client):
    html = client.get("/").content.decode()
    assert "The archive is ready, and empty" in html
    assert "import_articles" in html


@pytest.mark.django_db
def test_the_front_page_says_what_the_archive_holds(client):
    iran = make.country("IR")
    make.article("One", countries=[iran], people=[make.person("Ebrahim Raisi")], source=make.source())
    make.article("Two", published=None, countries=[iran])
    html = client.get("/").content.decode()
    for text in (
        "2 articles on the world",
        "16 October 2023",
        "Ebrahim Raisi",
        "no date",
        "/search?dated=unknown",
    ):
        assert text in html


@pytest.mark.django_db
def test_healthz_is_ok_when_the_database_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.django_db
def test_healthz_says_what_is_missing(client):
    with mock.patch.object(site.MigrationExecutor, "migration_plan", return_value=[1]):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"migrations missing\n")
    with mock.patch.object(site, "MigrationExecutor", side_effect=OperationalError):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"database unreachable\n")


def test_an_unknown_address_is_a_friendly_404(client):
    answer = client.get("/nothing-here")
    assert answer.status_code == 404
    assert b"There is nothing at this address" in answer.content


def test_the_page_of_a_failure_asks_nothing_of_the_database():
    answer = site.failed(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content


def test_robots_are_kept_from_the_combinations_of_filters(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert b"Disallow: /search" in answer.content


def test_about_explains_the_search(client):
    assert b"How the links are made" in client.get("/about").content


def test_pages_are_read_only(client):
    assert client.post("/search").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "meant"), [("/events/", "/events"), ("/search/?q=talks", "/search?q=talks")]
)
def test_a_needless_slash_leads_to_the_page(client, typed: str, meant: str) -> None:
    answer = client.get(typed)
    assert answer.status_code == 301
    assert answer["Location"] == meant


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/admin/articles/batch/999/desk/", "/admin/articles/batch/999/desk/undo/", "/admin/nowhere/"]
)
def test_what_the_admin_has_not_is_said_and_leads_round_in_no_circle(admin_client, address: str) -> None:
    answer = admin_client.get(address, follow=True)
    assert answer.status_code == 404
    assert "nothing at this address" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/", "/articles/1/file/x/"])
def test_a_slash_does_not_lead_elsewhere(client, address: str) -> None:
    assert client.get(address).status_code == 404
