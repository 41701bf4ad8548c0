"""Staff check suggested events by keyboard and without JavaScript, and see the effect before they click."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from articles.models import Event
from tests import factories as make
from tests.test_events import GAS, RAIL, RAIL_TOO, join, told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def accord() -> Event:
    for code in ("IR", "RU", "EG"):
        make.country(code)
    join(told(*RAIL), told(*RAIL_TOO), told(*GAS))
    User.objects.create_superuser("editor", password="pass")
    return Event.objects.get(voices=2)


def log_in(page: Page, then: str) -> None:
    page.goto(f"/admin/login/?next={then}")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("pass")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{then}")


def test_an_event_is_confirmed_from_the_queue_without_javascript(plain_page: Page, accord: Event) -> None:
    log_in(plain_page, "/admin/articles/event/queue/")
    expect(plain_page.get_by_text("the same articles do not suggest it again")).to_be_visible()
    button = plain_page.get_by_role("button", name=f"Confirm “{accord.title}”")
    button.focus()
    plain_page.keyboard.press("Enter")
    expect(plain_page.get_by_text("is confirmed")).to_be_visible()
    accord.refresh_from_db()
    assert accord.status == "confirmed"


def test_an_article_is_taken_out_and_put_back_on_the_page_of_the_event(page: Page, accord: Event) -> None:
    log_in(page, accord.get_absolute_url())
    expect(page.get_by_text("Suggested by a rule, not checked.")).to_be_visible()
    page.get_by_text("Not about this event?").last.press("Enter")
    page.locator(".reports .decide").last.get_by_label("Why").fill("another line")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is out of the event")).to_be_visible()
    expect(page.locator(".reports > li")).to_have_count(1)
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".reports > li")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_on_a_narrow_screen(
    browser: Browser, live_server: Any, accord: Event, scheme: Any
) -> None:
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    for address in ("/events", accord.get_absolute_url(), f"{accord.get_absolute_url()}?q=rail"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    context.close()
