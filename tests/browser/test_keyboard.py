"""The main pages with the Tab key alone: every stop is seen, none is left out, none holds a person fast."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from tests import factories as make
from tests.browser.test_desk import sign_in
from tests.texts import dump_file, page_dump

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARK_ALL = """() => [
        ...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')
    ]
    .filter(each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({visibilityProperty: true}))
    .map((each, number) => each.dataset.stop = number).length"""
STOP = """() => {
    const each = document.activeElement, box = each.getBoundingClientRect(), look = getComputedStyle(each);
    return {
        number: each === document.body ? null : Number(each.dataset.stop ?? -1),
        name: (each.getAttribute('aria-label') || each.innerText || each.id || each.tagName).slice(0, 60),
        ring: look.outlineStyle === 'solid' && parseFloat(look.outlineWidth) >= 2,
        seen: box.width > 3 && box.height > 3 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth && look.clipPath === 'none',
    };
}"""


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.IMPORT_IN_BACKGROUND = False


def walked(page: Page, address: str) -> list[dict[str, Any]]:
    """Every stop of the Tab key on a page, from its top to its end."""
    page.goto(address)
    count = page.evaluate(MARK_ALL)
    stops: list[dict[str, Any]] = []
    for _ in range(count + 1):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["number"] is None or (stops and stop["number"] == stops[0]["number"]):
            break
        stops.append(stop)
    assert len(stops) == count, f"{address}: {count} places to stop at, stops at {len(stops)}"
    return stops


def check(page: Page, address: str) -> None:
    """All stops in the order of the text, each in view with a ring; the first leads past the head."""
    stops = walked(page, address)
    assert [stop["number"] for stop in stops] == list(range(len(stops))), address
    assert not [stop["name"] for stop in stops if not stop["ring"]], f"{address}: no ring"
    assert not [stop["name"] for stop in stops if not stop["seen"]], f"{address}: out of view"
    assert stops[0]["name"].startswith("Skip to "), address
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)"), address


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_a_reader(browser: Browser, live_server: Any, width: int) -> None:
    russia = make.country("RU")
    putin = make.leader("Vladimir Putin", russia)
    rows = [
        make.article(
            f"Putin Speaks {number}",
            "Russian President Vladimir Putin spoke of grain.\n\nNobody answered.",
            countries=[russia],
            people=[putin],
            published=date(2023, 10, number + 1),
            source=make.source("Reuters"),
        )
        for number in range(3)
    ]
    event = make.event("Talks on Grain", articles=rows)
    context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 800})
    page = context.new_page()
    article = rows[0].pk
    for address in (
        *("/", "/search?q=putin", "/search?q=nobodyknows", "/search/help", "/about", "/sign-in"),
        *("/countries", "/leaders", "/events", "/sources", "/countries/russia", putin.get_absolute_url()),
        *(event.get_absolute_url(), rows[0].get_absolute_url(), f"/articles/{article}/found"),
        *(f"/articles/{article}/file", f"/articles/{article}/cite", f"/articles/{article}/versions"),
    ):
        check(page, address)
    context.close()


def test_the_desk_and_the_admin(page: Page) -> None:
    sign_in(page)
    page.goto("/admin/articles/batch/import/")
    text = dump_file(page_dump("Fish Talks"), page_dump("More Talks", ["It rained, an envoy said."]))
    table = "Kop 1;Stuk\nDikes Hold;The dikes of the Netherlands held in the storm of Friday night.\n"
    page.get_by_label("Files", exact=False).first.set_input_files(
        [
            {"name": "dump.txt", "mimeType": "text/plain", "buffer": text.encode()},
            {"name": "odd.csv", "mimeType": "text/csv", "buffer": table.encode()},
        ]
    )
    page.get_by_role("button", name="See what is in them").click()
    expect(page.get_by_text("Nothing is stored yet")).to_be_visible()
    batch = page.url
    entry = page.get_by_role("link", name="Text and lines").first.get_attribute("href") or ""
    for address in (batch, f"{batch}columns/", entry, f"{entry}cut/"):
        check(page, address)
    page.goto(batch)
    page.get_by_role("button", name="Store 2 articles").click()
    expect(page.get_by_role("link", name="Take this batch back")).to_be_visible()
    for address in (batch, f"{batch}undo/", "/admin/", "/admin/articles/batch/import/"):
        check(page, address)
    assert User.objects.count() == 1


def test_the_filters_are_reached_without_all_results_on_the_way(page: Page) -> None:
    russia = make.country("RU")
    for number in range(12):
        make.article(f"Grain Talks {number}", "Russia spoke of grain.", countries=[russia])
    page.goto("/search?q=grain")
    link = page.get_by_role("link", name="Narrow")
    link.focus()
    assert page.evaluate(STOP)["seen"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#narrow').contains(document.activeElement)")
