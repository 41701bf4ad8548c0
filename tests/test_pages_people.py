"""The page of a person: observed roles with their days, spellings, companions, offices without a name."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import ArticlePerson
from articles.search.portraits import Portrait, label_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def described(
    person, role: str, country=None, day: date | None = date(2009, 3, 4), precision: str = ""
) -> None:
    row = make.article(f"About {person} on {day}", f"{person} spoke.", published=day, precision=precision)
    link = make.link_person(row, person, role)
    ArticlePerson.objects.filter(pk=link.pk).update(role_country=country)


def page(client, person) -> str:
    answer = client.get(person.get_absolute_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_role_has_its_country_its_days_and_exact_counts(client):
    russia, tavares = make.country("RU"), make.person("Rui Tavares")
    described(tavares, "Russian envoy", russia, date(2009, 3, 4))
    described(tavares, "the Russian envoy", russia, date(2010, 5, 6))
    described(tavares, "envoy", russia, date(2012, 1, 1), "year")
    described(tavares, "envoy", russia, None)
    described(tavares, "novelist", None, date(2015, 1, 1))
    (envoy, novelist) = Portrait(tavares).roles
    assert (envoy.articles, envoy.country, envoy.first, envoy.last) == (4, russia, "2009-03-04", "2012")
    assert (novelist.articles, novelist.country, novelist.first) == (1, None, "2015-01-01")
    html = page(client, tavares)
    assert "Described in the articles as" in html
    assert "4 March 2009 – 2012" in html
    assert "4 articles" in html


def test_roles_follow_what_becomes_of_the_articles():
    tavares = make.person("Rui Tavares")
    described(tavares, "envoy", day=date(2009, 3, 4))
    described(tavares, "envoy", day=date(2011, 3, 4))
    ArticlePerson.objects.filter(article__published=date(2011, 3, 4)).delete()
    (envoy,) = Portrait(tavares).roles
    assert (envoy.articles, envoy.last) == (1, "2009-03-04")


def test_a_role_leads_to_a_search_of_the_articles_with_its_words(client):
    tavares = make.person("Rui Tavares")
    row = make.article("Talks", "Harbour chief Rui Tavares spoke.")
    make.link_person(row, tavares, "Harbour chief")
    make.article("Other", "Rui Tavares left.", people=[tavares])
    (role,) = Portrait(tavares).roles
    answer = client.get(tavares.get_absolute_url() + role.address)
    assert "1 article" in answer.content.decode()


def test_the_ways_to_write_a_name_are_counted(client):
    tavares = make.person("Rui Tavares")
    make.article("One", "Rui Tavares spoke. Tavares left.", people=[tavares])
    make.article("Two", "Rui Tavares spoke.", people=[tavares])
    forms = [(form.text, form.mentions, form.articles) for form in Portrait(tavares).forms]
    assert ("Rui Tavares", 2, 2) in forms
    ArticlePerson.objects.filter(article__title="Two").update(
        evidence=[{"text": "Rui\nTavares", "rule": "x"}]
    )
    forms = [(form.text, form.mentions, form.articles) for form in Portrait(tavares).forms]
    assert ("Rui Tavares", 2, 2) in forms
    html = page(client, tavares)
    assert "2 times in 2 articles" in html


def test_those_named_in_the_same_articles_are_counted(client):
    tavares, holm, berg = make.person("Rui Tavares"), make.person("Greta Holm"), make.person("Ola Berg")
    make.article("One", people=[tavares, holm, berg])
    make.article("Two", people=[tavares, holm])
    make.article("Three", people=[holm])
    found = [(one.choice.label, one.articles) for one in Portrait(tavares).companions]
    assert found == [("Greta Holm", 2), ("Ola Berg", 1)]
    assert f'href="{tavares.get_absolute_url()}?leader=greta-holm"' in page(client, tavares)


def test_an_office_without_a_name_is_told_apart(client):
    putin = make.leader("Vladimir Putin", make.country("RU"))
    row = make.article("One", "The Russian president spoke.")
    evidence = [{"field": "body", "start": 4, "end": 21, "text": "Russian president",
                 "rule": "holder of the office on 2023-10-16"}]  # fmt: skip
    ArticlePerson.objects.create(article=row, person=putin, by_office=True, evidence=evidence)
    make.article("Two", "Vladimir Putin spoke.", people=[putin])
    html = page(client, putin)
    assert "1 article of these means Vladimir Putin by office, not by name." in html
    assert "Russian president" not in [form.text for form in Portrait(putin).forms]
    read = client.get(row.get_absolute_url()).content.decode()
    assert "by office, not by name" in read
    assert "names an office, not a person" in read


def test_a_name_with_roles_of_several_countries_may_be_several_people(client):
    brown = make.person("Michael Brown")
    described(brown, "Iranian farmer", make.country("IR"))
    assert "may stand for several" not in page(client, brown)
    described(brown, "Egyptian lawyer", make.country("EG"))
    assert "may stand for several: articles give it roles in" in page(client, brown)


def test_a_page_of_many_links_asks_no_more_than_one_of_few(client):
    tavares, others = make.person("Rui Tavares"), [make.person(f"Person {n} Holm") for n in range(6)]
    make.article("One", "Rui Tavares spoke.", people=[tavares, *others[:2]])
    client.get(tavares.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(tavares.get_absolute_url())
    for number in range(12):
        described(tavares, f"role {number}")
        make.article(f"More {number}", "Rui Tavares.", people=[tavares, *others])
    with CaptureQueriesContext(connection) as many:
        client.get(tavares.get_absolute_url())
    assert len(many) <= len(few) + 2


@pytest.mark.parametrize(
    ("role", "names", "label"),
    [
        ("Russian Foreign Minister", ["Russian", "Russia"], "foreign minister"),
        ("Iran's Supreme Leader", ["Iran", "Iranian"], "supreme leader"),
        ("Iran’s Supreme Leader", ["Iran"], "supreme leader"),
        ("the head of the agency", [], "head of the agency"),
        ("Irani clerk", ["Iran"], "irani clerk"),
        ("Russian", ["Russian"], "russian"),
    ],
)
def test_roles_are_compared_without_the_country(role: str, names: list[str], label: str) -> None:
    assert label_of(role, names) == label
