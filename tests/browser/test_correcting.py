"""An editor corrects a link and works through the queue of people, in a real browser."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article, Correction, Person
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article() -> Article:
    User.objects.create_superuser("ann", password="a long one")
    jane, jane_m = make.person("Jane Hollister"), make.person("Jane M. Hollister")
    make.article("Later", "Jane M. Hollister slept.", people=[jane_m])
    return make.article("Talks", "Jane Hollister spoke.", people=[jane])


def sign_in(page: Page) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill("a long one")
    page.get_by_role("button", name="Log in").click()


def test_a_wrong_link_is_corrected_and_taken_back_without_javascript(
    plain_page: Page, article: Article
) -> None:
    page = plain_page
    sign_in(page)
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="wrong? Jane Hollister").click()
    expect(page.get_by_text("It is not about Jane Hollister. 1 article")).to_be_visible()
    page.get_by_label("It is someone else, named below.").check()
    page.get_by_label("Who:").fill("Jane Hollister")
    page.get_by_label("Someone whom the archive does not know yet").check()
    page.get_by_label("Why:").fill("Her niece")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_text("Her niece")).to_be_visible()
    assert article.person_links.get().person.slug == "jane-hollister-2"
    page.get_by_label("Why:").fill("It was she")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back: the links are again")).to_be_visible()
    assert article.person_links.get().person.slug == "jane-hollister"


def test_the_queue_is_answered_with_one_key(page: Page, article: Article) -> None:
    sign_in(page)
    page.goto("/admin/articles/correction/alike/")
    expect(page.get_by_text("Pair 1 of 1")).to_be_visible()
    page.get_by_label("Why").press("2")
    assert not Correction.objects.exists()
    page.locator("h1").click()
    page.keyboard.press("n")
    expect(page.get_by_text("No two people look like one.")).to_be_visible()
    assert Correction.objects.get().kind == Correction.Kind.NOT_ONE
    assert not Person.objects.exclude(merged_into=None).exists()
