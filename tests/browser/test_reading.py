"""A reader searches, narrows, opens an article and goes back, in a real browser."""

import os
import shutil
from collections.abc import Iterator
from datetime import date

import pytest

from tests import factories as make

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
ARGUMENTS += ["--disable-component-update", "--disable-sync"]


@pytest.fixture
def archive() -> None:
    russia, ukraine, iran = (make.country(code) for code in ("RU", "UA", "IR"))
    putin = make.leader("Vladimir Putin", russia)
    for number in range(25):
        make.article(
            f"Putin Speaks of a Ceasefire {number}",
            "Russian President Vladimir Putin spoke of a ceasefire.\n\nUkraine has not answered.",
            countries=[russia, ukraine] if number % 2 else [russia],
            people=[putin],
            published=date(2023, 10, number + 1),
            source=make.source("Reuters"),
        )
    make.article("Nuclear Talks in Tehran", "Iran held talks.", countries=[iran], language="en")


@pytest.fixture
def browser(archive: None, monkeypatch: pytest.MonkeyPatch) -> Iterator["playwright.Browser"]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("no chromium on this machine")
    # Playwright's event loop runs in this thread; what the test asks of the database still is not concurrent.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with playwright.sync_playwright() as running:
        launched = running.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said; empty at the end of a good test."""
    return []


@pytest.fixture
def page(browser, live_server, complaints) -> Iterator["playwright.Page"]:
    opened = browser.new_page(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    assert complaints == []


def test_search_narrow_open_and_go_back(page):
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("putin ceasefire")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=putin+ceasefire")
    playwright.expect(page.get_by_role("status")).to_contain_text("25 articles")

    page.evaluate("window.same = true")
    page.get_by_role("link", name="Ukraine 12").click()
    page.wait_for_url("**country=ukraine")
    playwright.expect(page.get_by_role("status")).to_contain_text("12 articles")
    playwright.expect(page).to_have_title("putin ceasefire, Ukraine — 12 articles · newsarchive")
    assert page.evaluate("window.same"), "htmx refines in place"

    page.locator(".result h2 a").first.click()
    page.wait_for_url("**/articles/**")
    playwright.expect(page.locator("article h1")).to_contain_text("Putin Speaks of a Ceasefire")
    assert page.locator("article mark").count() >= 2

    page.go_back()
    page.wait_for_url("**country=ukraine")
    playwright.expect(page.get_by_role("status")).to_contain_text("12 articles")
    playwright.expect(page.locator("header.site")).to_be_visible()
    page.go_back()
    playwright.expect(page.get_by_role("status")).to_contain_text("25 articles")


def test_a_part_can_be_removed_and_dates_refine_in_place(page):
    page.goto("/search?q=putin+nuclear")
    page.get_by_role("link", name="Remove: with “nuclear”").click()
    page.wait_for_url("**/search?q=putin")
    page.get_by_label("From").fill("2023-10-20")
    page.get_by_label("From").press("Enter")
    playwright.expect(page.get_by_role("status")).to_contain_text("6 articles")
    assert page.url.endswith("?q=putin&after=2023-10-20")


def test_a_marked_name_says_why_to_the_keyboard_and_escape_hushes_it(page):
    page.goto("/search?q=nuclear")
    page.locator(".result h2 a").first.click()
    page.wait_for_url("**/articles/**")
    name = page.locator("a.marked").first
    name.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    shown = "link => (why => why.display != 'none' && why.content)(getComputedStyle(link, '::after'))"
    assert "was taken for Iran, a country" in name.evaluate(shown)
    page.keyboard.press("Escape")
    assert not name.evaluate(shown)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_on_a_narrow_screen(browser, live_server, scheme):
    page = browser.new_page(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, color_scheme=scheme
    )
    addresses = ["/", "/search?q=putin", "/search?q=contry:x&after=x", "/search?q=nothing+here", "/countries"]
    addresses += ["/countries/russia", "/leaders", "/leaders/vladimir-putin", "/events", "/sources", "/about"]
    for address in addresses:
        page.goto(address)
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(beyond) <= 0, address


def test_all_of_it_works_without_javascript(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search")
    page.get_by_label("Search the archive").fill("ceasefire")
    page.get_by_label("Search the archive").press("Enter")
    playwright.expect(page.get_by_role("status")).to_contain_text("25 articles")
    page.get_by_role("link", name="Next").click()
    playwright.expect(page.get_by_role("status")).to_contain_text("21 to 25")
    page.get_by_role("link", name="Ukraine 12").click()
    playwright.expect(page.get_by_role("status")).to_contain_text("12 articles")
