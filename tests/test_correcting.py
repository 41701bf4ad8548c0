"""The pages on which an admin corrects links and people: what they ask, count and do, what readers see."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles.importing.alike import alike, likeness
from articles.models import Article, Correction, Person, PersonAlias
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    settings.IMPORT_IN_BACKGROUND = False
    monkeypatch.setattr("django.db.transaction.on_commit", lambda job: job())


@pytest.fixture
def ann(client):
    user = User.objects.create_superuser("ann")
    client.force_login(user)
    return user


@pytest.fixture
def hollister() -> Person:
    return make.person("Jane Hollister")


@pytest.fixture
def article(hollister) -> Article:
    return make.article(
        "Talks in Tehran",
        "Jane Hollister spoke in Tehran. Hollister left.",
        countries=[make.country("IR")],
        people=[hollister],
    )


def html(response) -> str:
    return response.content.decode()


def post(client, view: str, /, *keys: int, **data: object):
    return client.post(reverse(f"admin:{view}", args=keys), data, follow=True)


def test_only_those_who_may_correct_see_the_ways_to_it(client, article, hollister):
    addresses = [
        reverse("admin:correct_article", args=[article.pk]),
        reverse("admin:wrong_person", args=[article.pk, hollister.pk]),
        reverse("admin:correct_person", args=[hollister.pk]),
        reverse("admin:alike"),
    ]
    assert "wrong?" not in html(client.get(article.get_absolute_url()))
    helper = User.objects.create_user("helper", is_staff=True)
    client.force_login(helper)
    assert [client.get(address).status_code for address in addresses] == [403] * 4
    helper.user_permissions.add(Permission.objects.get(codename="add_correction"))
    assert [client.get(address).status_code for address in addresses] == [200] * 4
    page = html(client.get(article.get_absolute_url()))
    assert f'href="{addresses[1]}">wrong?' in page
    assert reverse("admin:wrong_country", args=[article.pk, make.country("IR").pk]) in page


def test_the_choices_say_how_many_articles_each_concerns(client, ann, article, hollister):
    make.article("Later", "Hollister again.", people=[hollister])
    page = html(client.get(reverse("admin:wrong_person", args=[article.pk, hollister.pk])))
    assert page.count("2 articles</span>") == 2
    assert "“<bdi>Hollister</bdi>” never means Jane Hollister." in page
    assert "“<bdi>Jane Hollister</bdi>” never means Jane Hollister." in page


def test_a_reason_is_asked_for_and_nothing_is_done_without_it(client, ann, article, hollister):
    page = post(client, "wrong_person", article.pk, hollister.pk, choice="reject")
    assert "Say why, for those who come after you." in html(page)
    assert not Correction.objects.exists()


def test_a_rejected_link_is_shown_to_readers_as_corrected_and_can_be_taken_back(
    client, ann, article, hollister
):
    page = post(client, "wrong_person", article.pk, hollister.pk, choice="reject", why="Another Hollister")
    row = Correction.objects.get()
    assert page.redirect_chain[-1][0] == reverse("admin:articles_correction_change", args=[row.pk])
    assert "Another Hollister" in html(page)
    client.logout()
    reader = html(client.get(article.get_absolute_url()))
    assert "Corrected by hand" in reader
    assert "is not about Jane Hollister" in reader
    assert "Another Hollister" in reader
    assert "ann" not in reader.split("Corrected by hand")[1].split("</section>")[0].replace("an editor", "")
    client.force_login(ann)
    page = post(client, "articles_correction_change", row.pk, why="It was she")
    assert "taken back by ann" in html(page)
    assert article.person_links.get().person == hollister
    assert "Corrected by hand" not in html(client.get(article.get_absolute_url()))


def test_a_link_is_moved_to_a_person_by_name_or_address_or_a_new_one(client, ann, article, hollister):
    known = make.person("Mary Hollister")
    for who in ("Mary Hollister", "mary-hollister", "https://news.example.org/leaders/mary-hollister?x=1"):
        post(client, "wrong_person", article.pk, hollister.pk, choice="move", who=who, why="seen")
        assert article.person_links.get().person == known
        post(client, "articles_correction_change", Correction.objects.first().pk, why="again")
    page = post(client, "wrong_person", article.pk, hollister.pk, choice="move", who="Nora None", why="seen")
    assert "The archive knows nobody of that name." in html(page)
    post(
        client,
        "wrong_person",
        article.pk,
        hollister.pk,
        choice="move",
        who="Jane Hollister",
        new="on",
        why="a namesake",
    )
    assert article.person_links.get().person.slug == "jane-hollister-2"


def test_a_name_that_several_bear_is_asked_about(client, ann, article, hollister):
    make.person("Mary Smith"), make.person("John Smith")
    page = post(client, "wrong_person", article.pk, hollister.pk, choice="move", who="Smith", why="seen")
    assert "Several people are called so: John Smith (john-smith), Mary Smith (mary-smith)." in html(page)
    assert not Correction.objects.exists()


def test_words_can_be_told_never_to_mean_a_country(client, ann, article):
    iran = make.country("IR")
    post(client, "wrong_country", article.pk, iran.pk, choice="never Tehran", why="a street")
    assert not article.country_links.exists()
    row = Correction.objects.get()
    assert (row.kind, row.concerned) == (Correction.Kind.REJECT_FORM, 1)


def test_a_missing_link_is_added_with_its_words(client, ann, article):
    egypt = make.country("EG")
    page = post(client, "correct_article", article.pk, why="it matters")
    assert "Give a person or a country, one of the two." in html(page)
    post(client, "correct_article", article.pk, country=str(egypt.pk), words="left", why="it matters")
    link = article.country_links.get(country=egypt)
    assert [mention["text"] for mention in link.evidence] == ["left"]
    assert "it matters" in html(client.get(article.get_absolute_url()))


def test_the_second_of_two_admins_is_told_what_the_first_one_did(client, ann, article, hollister):
    post(client, "wrong_person", article.pk, hollister.pk, choice="reject", why="Another Hollister")
    page = html(post(client, "wrong_person", article.pk, hollister.pk, choice="reject", why="me too"))
    assert "is not linked with Jane Hollister (any more)." in page
    assert "ann decided" in page
    assert Correction.objects.count() == 1


def test_two_people_are_compared_and_merged(client, ann, article, hollister):
    other = make.person("Jane M. Hollister")
    make.article("Later", "Jane M. Hollister again.", people=[other])
    asked = client.get(reverse("admin:correct_person", args=[other.pk]), {"same-who": "Jane Hollister"})
    assert asked["Location"] == reverse("admin:correct_merge", args=[other.pk, hollister.pk])
    page = html(client.get(asked["Location"]))
    assert "Keeping <bdi>Jane Hollister</bdi> moves 1 article;" in page
    post(client, "correct_merge", other.pk, hollister.pk, keep=str(hollister.pk), why="one woman")
    assert hollister.article_links.count() == 2
    person = html(client.get(hollister.get_absolute_url()))
    assert "Also known as <bdi>Jane M. Hollister</bdi>" in person
    assert "one woman" in person
    assert "jane-m-hollister" not in html(client.get(reverse("leaders"), {"seen": "1"}))


def test_names_are_split_off_with_their_number_of_articles(client, ann, article, hollister):
    address = reverse("admin:correct_split", args=[hollister.pk])
    assert "That concerns 1 article." in html(client.get(address, {"form": ["Hollister"]}))
    given = {"form": "Hollister", "to-who": "Mary Hollister", "to-new": "on", "why": "two women"}
    post(client, "correct_split", hollister.pk, **given)
    assert set(article.person_links.values_list("person__slug", flat=True)) == {
        *("jane-hollister", "mary-hollister"),
    }


def test_names_and_offices_of_the_admin_are_recorded_and_applied(client, ann, article):
    lead = make.leader("Ali Rezaei", make.country("IR"))
    term = lead.offices.get()
    form = {
        "name": lead.name,
        "slug": lead.slug,
        "note": "",
        "aliases-TOTAL_FORMS": "1",
        "aliases-INITIAL_FORMS": "0",
        "aliases-0-text": "Jane Hollister",
        "aliases-0-person": lead.pk,
        "offices-TOTAL_FORMS": "1",
        "offices-INITIAL_FORMS": "1",
        "offices-0-id": term.pk,
        "offices-0-person": lead.pk,
        "offices-0-country": term.country_id,
        "offices-0-kind": term.kind,
        "offices-0-title": "President",
        "offices-0-start": term.start,
        "offices-0-end": "2020",
    }
    page = post(client, "articles_person_change", lead.pk, **form)
    assert not page.context.get("errors"), page.context["errors"]
    assert {row.kind for row in Correction.objects.all()} == {"alias", "office changed"}
    assert [link.person for link in article.person_links.all()] == [lead]
    alias = PersonAlias.objects.get()
    post(client, "articles_personalias_delete", alias.pk, post="yes")
    assert Correction.objects.first().kind == "alias removed"
    assert [link.person.slug for link in article.person_links.all()] == ["jane-hollister"]


def test_a_name_shows_its_articles_before_it_is_added(client, ann, article):
    lead = make.leader("Ali Rezaei", make.country("IR"))
    address = reverse("admin:correct_name", args=[lead.pk])
    assert "1 article that has these words" in html(client.get(address, {"text": "Jane  Hollister"}))
    client.post(address, {"text": "Jane  Hollister", "why": "a pen name"})
    assert [link.person for link in article.person_links.all()] == [lead]
    removal = f"{address}?remove=1&text=Jane+Hollister"
    client.post(removal, {"text": "Jane Hollister", "why": "it was not"})
    assert not lead.aliases.exists()


def test_an_office_is_added_changed_and_removed(client, ann, hollister):
    address = reverse("admin:correct_office", args=[hollister.pk])
    term = {"title": "Mayor", "kind": "other", "start": "2001", "end": "", "why": "elected"}
    client.post(address, term)
    office = hollister.offices.get()
    assert office.origin == "manual"
    client.post(f"{address}?office={office.pk}", {**term, "end": "2005", "why": "resigned"})
    office = hollister.offices.get()
    assert office.end == "2005"
    client.post(f"{address}?office={office.pk}&remove=1", {"why": "another town"})
    assert not hollister.offices.exists()
    post(client, "articles_correction_change", Correction.objects.first().pk, why="the same town")
    assert hollister.offices.get().end == "2005"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("j smith", "john smith", "the same surname and initials"),
        ("john smith", "john a smith", "one has initials in the middle"),
        ("jane hollister", "jane marlow hollister", "one name is within the other"),
        ("volodymyr zelenskyy", "volodymyr zelenskiy", "spelling variants"),
        ("muammar qaddafi", "muammar kadhafi", "spelling variants"),
        ("hassan al sisi", "hassan el sisi", "spelling variants"),
    ],
)
def test_names_that_are_probably_one_person(one: str, other: str, why: str):
    found = likeness(one.split(), other.split())
    assert found is not None
    assert found[1] == why
    assert likeness(other.split(), one.split()) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("john smith", "mary smith"), ("j smith", "mary smith"), ("john smith", "john smithers")),
        *(("john mack", "john mica"), ("pierre ellis", "perry ellis")),
    ],
)
def test_names_that_are_two_people(one: str, other: str):
    assert likeness(one.split(), other.split()) is None


def test_the_queue_goes_from_pair_to_pair_and_forgets_what_was_answered(client, ann):
    for name in ("John Smith", "John A. Smith", "Peter Qadir", "Peter Kadir", "Nobody Else"):
        make.article(name, f"{name} spoke.", people=[make.person(name)])
    assert len(alike()) == 2
    page = html(client.get(reverse("admin:alike")))
    assert "Pair 1 of 2" in page
    assert "1 article move" in page
    one, other = Person.objects.get(slug="peter-kadir"), Person.objects.get(slug="peter-qadir")
    page = post(client, "alike", one=str(one.pk), other=str(other.pk), answer="two", why="brothers")
    assert "Pair 1 of 1" in html(page)
    one, other = Person.objects.get(slug="john-smith"), Person.objects.get(slug="john-a-smith")
    page = post(client, "alike", one=str(one.pk), other=str(other.pk), answer="one", why="")
    assert "No two people look like one." in html(page)
    other.refresh_from_db()
    assert other.merged_into == one


def test_the_list_of_corrections_shows_them(client, ann, article, hollister):
    post(client, "wrong_person", article.pk, hollister.pk, choice="reject", why="Another Hollister")
    page = html(client.get(reverse("admin:articles_correction_changelist")))
    for text in ("is not about Jane Hollister", "Another Hollister", "ann", "in force"):
        assert text in page
