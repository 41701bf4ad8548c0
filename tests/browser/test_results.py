"""What a person does with results: opens a story, excludes, searches a long list, goes through them."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from articles.models import Story, StoryMember
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _archive() -> None:
    russia, iran = make.country("RU"), make.country("IR")
    putin = make.leader("Vladimir Putin", russia)
    for number in range(23):
        make.article(
            f"Report {number} on grain",
            f"Putin spoke of grain.\n\nA summit on grain is near, said person {number}. More grain came.",
            countries=[russia, iran] if number % 2 else [russia],
            people=[putin, make.person(f"Ada Example {number}")],
            source=make.source("Reuters"),
            published=date(2023, 10, 1 + number),
        )
    story = Story.objects.create()
    for number, name in enumerate(("Reuters", "Le Monde", "Example News")):
        row = make.article(
            "The summit, as the wire had it",
            "A summit on grain was held, the wire said.",
            source=make.source(name),
            published=date(2022, 3, 1 + number),
        )
        StoryMember.objects.create(article=row, story=story)


def test_a_story_opens_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/search?q=wire")
    expect(page.get_by_role("status")).to_contain_text("3 articles in 1 story")
    page.get_by_text("3 versions from 3 sources").click()
    expect(page.locator("details.versions li")).to_have_count(2)
    page.get_by_role("link", name="show each version").click()
    expect(page.locator("li.result")).to_have_count(3)
    page.get_by_role("link", name="one of each story").click()
    expect(page.locator("li.result")).to_have_count(1)


def test_a_search_that_is_too_long_stays_and_is_said_to_be(page: Page) -> None:
    page.goto("/search?q=grain", wait_until="networkidle")
    box = page.get_by_label("Search the archive")
    text = "grain " * 200
    box.fill(text)
    page.get_by_role("button", name="Search").click()
    expect(box).to_have_value(text)
    assert page.url.endswith("/search?q=grain")
    assert "1,200 characters; a search has at most 1,000" in box.evaluate("box => box.validationMessage")
    box.fill("summit")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("26 articles")
    page.wait_for_load_state("networkidle")


def test_without_javascript_a_search_that_is_too_long_is_kept_too(plain_page: Page) -> None:
    page = plain_page
    # Nothing is sent after this, so that the test may end before the site has answered for the icon.
    page.goto("/search", wait_until="networkidle")
    box = page.get_by_label("Search the archive")
    box.fill("grain " * 200)
    page.get_by_role("button", name="Search").click()
    assert page.url.endswith("/search")
    expect(box).to_have_value("grain " * 200)


def test_a_note_leads_to_what_may_be_meant(page: Page) -> None:
    page.goto("/search?q=wire+%7C+person")
    note = page.locator(".note").first
    expect(note).to_contain_text("wire OR person 26 articles")
    note.get_by_role("link").click()
    expect(page.get_by_role("status")).to_contain_text("26 articles")
    expect(page.get_by_label("Search the archive")).to_have_value("wire OR person")


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_values_are_excluded_and_any_of_them_asked(kind: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(kind)
    page.goto("/search?q=grain")
    page.get_by_role("link", name="Exclude Iran, which leaves 15").click()
    expect(page.get_by_role("status")).to_contain_text("15 articles")
    expect(page.locator(".part.excluded")).to_contain_text("not naming Iran")
    page.get_by_role("link", name="Excluded: Iran (allow again) +11").click()
    expect(page.get_by_role("status")).to_contain_text("26 articles")
    page.get_by_role("link", name="Iran 11", exact=True).click()
    page.get_by_role("link", name="any of these").click()
    page.get_by_role("link", name="Russia +12", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("23 articles")
    page.get_by_role("link", name="all of these").click()
    expect(page.get_by_role("status")).to_contain_text("11 articles")


def test_a_long_list_is_searched_while_typing(page: Page) -> None:
    page.goto("/search?q=grain")
    page.get_by_role("link", name="All 23 Other people").click()
    page.get_by_label("Names with").press_sequentially("example 1")
    expect(page.locator("#values")).to_contain_text("12 with “example 1” in a name")
    expect(page).to_have_url(re.compile(r"find=example(\+|%20)1$"))
    page.locator("#values").get_by_role("link", name="Ada Example 17 1", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("1 article")


LONG = "word" * 240


@pytest.mark.parametrize(
    "query",
    [
        LONG,
        f"{LONG}{LONG}",
        f"country:{LONG}",
        f"contry:{LONG}",
        f"on:{LONG}",
        f"grain {LONG}|x",
        "😀 " * 400,
    ],
)
def test_the_longest_word_stays_within_a_narrow_page(page: Page, query: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"/search?{urlencode({'q': query})}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_long_list_is_searched_without_javascript(plain_page: Page) -> None:
    plain_page.goto("/search?q=grain&facet=person")
    plain_page.get_by_label("Names with").fill("EXAMPLE 22")
    plain_page.get_by_role("button", name="Find").click()
    expect(plain_page.locator("#values li")).to_have_count(1)
    plain_page.get_by_role("link", name="Back to the results").click()
    expect(plain_page.get_by_role("status")).to_contain_text("26 articles")


@pytest.mark.parametrize("kind", ["page", "plain_page"])
def test_an_opened_article_leads_on_and_back(kind: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(kind)
    page.goto("/search?q=grain&sort=oldest&page=2")
    page.locator("li.result h2 a").first.click()
    opened = page.get_by_role("navigation", name="The search that led here")
    expect(opened).to_contain_text("21 of 24")
    expect(page.locator("h1")).to_contain_text("Report 19")
    page.get_by_role("link", name="4 matches in this article").click()
    expect(page.locator(".step:target [data-place]")).to_have_attribute("data-place", "1 of 4")
    page.locator(".step:target").get_by_role("link", name="Next match").click()
    expect(page.locator(".step:target [data-place]")).to_have_attribute("data-place", "2 of 4")
    opened.get_by_role("link", name="Next result").click()
    expect(page.locator("h1")).to_contain_text("Report 20")
    opened.get_by_role("link", name="Previous result").click()
    opened.get_by_role("link", name="Back to the results").click()
    expect(page).to_have_url(re.compile(r"sort=oldest.*page=2"))


def test_keys_are_named_only_where_they_work(page: Page, plain_page: Page) -> None:
    for each, shown in ((page, True), (plain_page, False)):
        each.goto("/search?q=grain")
        each.locator("li.result h2 a").first.click()
        expect(each.get_by_role("link", name="matches in this article")).to_be_visible()
        expect(each.locator(".keys")).to_be_visible(visible=shown)


def test_keys_lead_from_match_to_match(page: Page) -> None:
    page.goto("/search?q=grain&sort=newest")
    page.locator("li.result h2 a").first.click()
    page.wait_for_url("**/articles/**")
    page.wait_for_load_state()
    for key, place in (("n", 1), ("n", 2), ("p", 1), ("p", 1)):
        page.keyboard.press(key)
        expect(page.locator(".step:target [data-place]")).to_have_attribute("data-place", f"{place} of 4")


def test_time_is_drilled_into_and_left_by_links(plain_page: Page) -> None:
    page = plain_page
    page.goto("/search")
    page.get_by_text("As a table").click()
    page.get_by_role("link", name="October 2023", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("23 articles")
    page.get_by_text("As a table").click()
    page.get_by_role("link", name="4 October 2023", exact=True).click()
    expect(page.locator(".levels")).to_contain_text("All time › 2023 › October 2023 › 4 October 2023")
    expect(page.get_by_role("status")).to_contain_text("1 article")
    page.locator(".levels").get_by_role("link", name="2023", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("23 articles")
    page.locator(".levels").get_by_role("link", name="All time").click()
    expect(page.get_by_role("status")).to_contain_text("26 articles in 24 stories")
