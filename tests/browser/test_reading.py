"""A reader searches, narrows, opens an article and goes back, in a real browser."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _archive() -> None:
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


def test_search_narrow_open_and_go_back(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("putin ceasefire")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=putin+ceasefire")
    expect(page.get_by_role("status")).to_contain_text("25 articles")

    page.evaluate("window.same = true")
    page.get_by_role("link", name="Ukraine 12").click()
    page.wait_for_url("**country=ukraine")
    expect(page.get_by_role("status")).to_contain_text("12 articles")
    expect(page).to_have_title("putin ceasefire, Ukraine — 12 articles · newsarchive")
    assert page.evaluate("window.same"), "htmx refines in place"

    page.locator(".result h2 a").first.click()
    page.wait_for_url("**/articles/**")
    expect(page.locator("article h1")).to_contain_text("Putin Speaks of a Ceasefire")
    assert page.locator("article mark").count() >= 2

    page.go_back()
    page.wait_for_url("**country=ukraine")
    expect(page.get_by_role("status")).to_contain_text("12 articles")
    expect(page.locator("header.site")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("25 articles")


def test_a_part_can_be_removed_and_dates_refine_in_place(page: Page) -> None:
    page.goto("/search?q=putin+nuclear")
    page.get_by_role("link", name="Remove: with “nuclear”").click()
    page.wait_for_url("**/search?q=putin")
    page.get_by_label("From").fill("2023-10-20")
    page.get_by_label("From").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("6 articles")
    assert page.url.endswith("?q=putin&after=2023-10-20")


def test_a_marked_name_says_why_to_the_keyboard_and_escape_hushes_it(page: Page) -> None:
    page.goto("/search?q=nuclear")
    page.locator(".result h2 a").first.click()
    page.wait_for_url("**/articles/**")
    name = page.locator("a.marked").first
    name.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    shown = "link => (why => why.display != 'none' && why.content)(getComputedStyle(link, '::after'))"
    assert "is taken for Iran, a country" in name.evaluate(shown)
    page.keyboard.press("Escape")
    assert not name.evaluate(shown)


def open_article(page: Page) -> None:
    page.goto("/search?q=putin")
    page.locator(".result h2 a").first.click()
    page.wait_for_url("**/articles/**")


def test_enter_on_a_marked_name_opens_a_card_that_leads_on_and_gives_the_focus_back(page: Page) -> None:
    open_article(page)
    name = page.locator("a.marked.person").first
    name.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Why this is marked")
    expect(card).to_contain_text("is taken for Vladimir Putin, a person")
    expect(card.get_by_role("link", name="Vladimir Putin")).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Next")).to_be_focused()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("2 of 2")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.locator("a.marked.person").nth(1)).to_be_focused()


@pytest.mark.parametrize("height", [740, 460])
def test_a_tap_explains_a_name_and_never_covers_it(browser: Browser, live_server: Any, height: int) -> None:
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": height}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    open_article(page)
    for number in range(page.locator(".body a.marked").count()):
        name = page.locator(".body a.marked").nth(number)
        name.tap()
        card = page.get_by_role("dialog", name="Why this is marked")
        expect(card).to_be_visible()
        words, over = name.bounding_box(), card.bounding_box()
        assert words
        assert over
        assert over["y"] >= words["y"] + words["height"] or over["y"] + over["height"] <= words["y"]
        assert 0 <= over["x"] <= 360 - over["width"]
        assert (
            page.evaluate("getComputedStyle(document.querySelectorAll('.marked')[2], '::after').display")
            == "none"
        )
        page.keyboard.press("Escape")
    context.close()


def test_without_javascript_a_marked_name_leads_to_its_explanation(plain_page: Page) -> None:
    open_article(plain_page)
    plain_page.locator(".body a.marked.country").first.click()
    expect(plain_page.locator(".why:target")).to_contain_text("a word for the country’s people")
    plain_page.locator(".why:target .places a").first.click()
    expect(plain_page.locator("a.marked:target")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_on_a_narrow_screen(browser: Browser, live_server: Any, scheme: Any) -> None:
    page = browser.new_page(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, color_scheme=scheme
    )
    addresses = ["/", "/search?q=putin", "/search?q=contry:x&after=x", "/search?q=nothing+here", "/countries"]
    addresses += ["/countries/russia", "/leaders", "/leaders/vladimir-putin", "/events", "/sources", "/about"]
    for address in addresses:
        page.goto(address)
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(beyond) <= 0, address
    page.close()


def test_all_of_it_works_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/search")
    page.get_by_label("Search the archive").fill("ceasefire")
    page.get_by_label("Search the archive").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("25 articles")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("status")).to_contain_text("21 to 25")
    page.get_by_role("link", name="Ukraine 12").click()
    expect(page.get_by_role("status")).to_contain_text("12 articles")


def test_a_name_is_searched_by_all_spellings_until_a_click_asks_for_the_word(page: Page) -> None:
    make.article("The President", "He spoke.", people=[make.person("Vladimir Putin")])
    page.goto("/search?q=putin")
    expect(page.get_by_role("status")).to_contain_text("26 articles")
    page.get_by_role("link", name="only the word").click()
    page.wait_for_url("**/search?q=%22putin%22")
    expect(page.get_by_role("status")).to_contain_text("25 articles")
    page.go_back()
    page.get_by_role("link", name="Vladimir Putin", exact=True).first.click()
    page.wait_for_url("**/leaders/vladimir-putin")


def test_a_mistake_is_put_right_with_a_click(plain_page: Page) -> None:
    plain_page.goto("/search?q=contry:iran+on:16.10.2023")
    expect(plain_page.locator("#problems mark")).to_have_text(["contry:iran", "on:16.10.2023"])
    plain_page.get_by_role("link", name="country:iran on:2023-10-16").click()
    expect(plain_page.locator(".asked")).to_contain_text("naming Iran")
    plain_page.get_by_role("link", name="How to search").first.click()
    expect(plain_page.locator("h1")).to_have_text("How to search")
