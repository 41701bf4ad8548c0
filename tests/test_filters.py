"""Parameters of an address in, a search out; `qs` and the search agree."""

from datetime import date

import pytest
from django.http import QueryDict

from articles.filters import ArticleFilter
from articles.search.page import search
from articles.search.request import Sort
from tests import factories as make

pytestmark = pytest.mark.django_db


def asked(address: str) -> ArticleFilter:
    return ArticleFilter(QueryDict(address))


@pytest.fixture
def archive():
    iran, russia = make.country("IR"), make.country("RU")
    one = make.article(
        "One", countries=[iran, russia], people=[make.person("A Bee")], source=make.source("S")
    )
    make.article("Two", countries=[iran], language="fr", published=date(2024, 5, 1))
    make.event("E", [one])


def test_an_address_and_its_request_are_the_same(archive):
    address = "q=one&country=iran&country=russia&leader=a-bee&source=s&language=en&after=2023-10&before=2024"
    rest = "about=1&dated=year&sort=oldest&facet=leader&page=3"
    request = asked(f"{address}&{rest}").request_within()
    assert request.address == f"?{address}&{rest}"
    assert request.order is Sort.OLDEST


def test_an_empty_address_asks_for_everything(archive):
    filtered = asked("q=&country=&after=&page=")
    assert filtered.is_valid()
    assert filtered.request_within().address == "?"
    assert search(filtered.request_within()).total == 2


@pytest.mark.parametrize(
    "address",
    [
        "country=iran",
        "country=iran&about=1",
        "about=1&leader=a-bee",
        "country=iran&country=russia",
        "language=fr",
        "after=2024",
        "leader=a-bee",
        "source=s",
    ],
)
def test_the_queryset_holds_what_the_search_finds(archive, address):
    filtered = asked(address)
    assert filtered.is_valid()
    found = [result.article for result in search(filtered.request_within()).results]
    assert sorted(row.pk for row in filtered.qs) == sorted(row.pk for row in found)


def test_the_same_value_twice_counts_once(archive):
    assert asked("country=iran&country=iran").request_within().address == "?country=iran"


def test_too_many_values_are_refused():
    filtered = asked("&".join(f"country=c{number}" for number in range(50)))
    assert not filtered.is_valid()
    assert "At most" in str(filtered.form.errors["country"])
