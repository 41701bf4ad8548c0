"""A reader goes from an article to its story and to what differs between two versions, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.importing.stories import assign
from articles.models import Article, Story
from tests.test_linking_stories import COPIES, REPORT
from tests.test_pages_stories import told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def versions() -> list[Article]:
    rows = [
        told(REPORT, "Freighter aground off Tarrafal", 3, "First Agency"),
        told(COPIES["a new toll"], "Seventeen brought ashore off Tarrafal", 4, "Second Agency"),
        told(REPORT, "Freighter aground", 5, "Third Agency"),
    ]
    assign([row.pk for row in rows])
    return rows


def test_from_an_article_to_its_story_and_to_what_differs(plain_page: Page, versions: list[Article]) -> None:
    page = plain_page
    page.goto(versions[0].get_absolute_url())
    expect(page.get_by_role("heading", name="One of 3 versions of this story")).to_be_visible()
    page.get_by_role("link", name="All 3 versions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Freighter aground off Tarrafal")
    expect(page.locator(".strand li")).to_have_count(3)
    expect(page.locator(".strand .first")).to_contain_text("First published")
    page.get_by_role("link", name="What differs from the first").click()
    expect(page.locator("ins", has_text="17")).to_be_visible()
    page.get_by_role("link", name="All versions of this story").click()
    page.wait_for_url(f"**{Story.objects.get().get_absolute_url()}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_on_a_narrow_screen(
    browser: Browser, live_server: Any, versions: list[Article], scheme: Any
) -> None:
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    one, other, _ = versions
    for address in (
        one.get_absolute_url(),
        Story.objects.get().get_absolute_url(),
        f"/articles/{one.pk}/against/{other.pk}",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    context.close()
