"""A reader saves a search, signing in on the way, and later sees what is new in it, in a real browser."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def stored(minutes: int, *titles: str) -> None:
    """A batch stored so many minutes from now, with articles of these titles."""
    batch = make.batch(finished=timezone.now() + timedelta(minutes=minutes))
    for title in titles:
        make.article(title, file=make.source_file(title.encode(), in_batch=batch))


@pytest.mark.parametrize("javascript", [True, False])
def test_save_sign_in_and_see_what_is_new(page: Page, plain_page: Page, javascript: bool) -> None:
    User.objects.create_user("ada", password="a long password")
    stored(-5, "Ceasefire at the river", "Wheat")
    browser = page if javascript else plain_page
    browser.goto("/search?q=ceasefire")
    browser.get_by_role("link", name="Save this search").click()
    browser.get_by_label("User name").fill("ada")
    browser.get_by_label("Password").fill("a long password")
    browser.get_by_role("button", name="Sign in").click()
    browser.get_by_label("Its name").fill("Truce")
    browser.get_by_role("button", name="Save").click()
    expect(browser.get_by_role("heading", name="Truce")).to_be_visible()
    expect(browser.get_by_text("Nothing new")).to_be_visible()
    stored(5, "Ceasefire at sea")
    browser.reload()
    browser.get_by_role("link", name="1 new").click()
    expect(browser.get_by_role("status").first).to_contain_text("1 article")
    browser.go_back()
    browser.get_by_role("button", name="Mark as seen").click()
    expect(browser.get_by_text("Nothing new")).to_be_visible()
    browser.get_by_role("button", name="Delete").click()
    expect(browser.get_by_text("You have saved no search yet")).to_be_visible()
    browser.get_by_role("link", name="Save it again").click()
    expect(browser.get_by_label("Its name")).to_have_value("ceasefire")
    browser.goto("/saved")
    browser.get_by_role("button", name="Sign out").click()
    expect(browser.get_by_role("heading", name="You are signed out")).to_be_visible()
