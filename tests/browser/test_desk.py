"""What an admin does at the import desk, in a real browser."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article, Batch
from tests.texts import PARAGRAPHS, dump_file, page_dump

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.IMPORT_IN_BACKGROUND = False


def sign_in(page: Page) -> None:
    User.objects.create_superuser("admin", "admin@example.org", "a long password")
    page.goto("/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()


def messy_zip() -> dict[str, Any]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "news/dump.txt", dump_file(page_dump("Ministers Talk Fish"), page_dump("More Talks"))
        )
        archive.writestr("news/again.txt", page_dump("More Talks"))
        archive.writestr("news/picture.jpg", bytes(range(256)) * 20)
    return {"name": "harvest.zip", "mimeType": "application/zip", "buffer": buffer.getvalue()}


def see_store_and_take_back(page: Page) -> None:
    sign_in(page)
    page.get_by_role("link", name="Import a batch").first.click()
    page.get_by_label("Files", exact=False).first.set_input_files([messy_zip()])
    page.get_by_label("Label").fill("March")
    page.get_by_role("button", name="See what is in them").click()

    expect(page.get_by_text("Nothing is stored yet")).to_be_visible()
    expect(page.get_by_role("cell", name="Ministers Talk Fish")).to_be_visible()
    expect(page.get_by_text("the same text comes earlier in this batch")).to_be_visible()
    assert not Article.objects.exists()
    page.get_by_role("navigation", name="Outcomes").get_by_role("link", name="rejected").click()
    expect(page.get_by_text("picture.jpg").first).to_be_visible()
    page.get_by_role("button", name="Store 2 articles").click()

    expect(page.get_by_role("link", name="Ministers Talk Fish")).to_be_visible()
    assert Article.objects.count() == 2
    page.get_by_role("link", name="Take this batch back").click()
    expect(page.get_by_text("remove 2")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("was taken back").first).to_be_visible()
    assert not Article.objects.exists()
    assert Batch.objects.get().status == Batch.Status.UNDONE


def test_a_messy_zip_is_seen_before_it_is_stored_and_taken_back_with_a_click(page: Page) -> None:
    see_store_and_take_back(page)


def test_the_desk_works_without_javascript(plain_page: Page) -> None:
    see_store_and_take_back(plain_page)


def say_what_columns_hold(page: Page) -> None:
    sign_in(page)
    page.goto("/admin/articles/batch/import/")
    table = b"Kop 1;Stuk\nDikes Hold;The dikes of the Netherlands held in the storm of Friday night.\n"
    page.get_by_label("Files", exact=False).first.set_input_files(
        [{"name": "a.csv", "mimeType": "text/csv", "buffer": table}]
    )
    page.get_by_role("button", name="See what is in them").click()
    page.get_by_role("link", name="Say what its columns hold").click()
    page.get_by_label("What “Kop 1” holds").select_option("the title")
    page.get_by_label("What “Stuk” holds").select_option("the text")
    page.get_by_role("button", name="Keep, and read the batch again").click()
    expect(page.get_by_role("cell", name="Dikes Hold")).to_be_visible()
    expect(page.get_by_role("button", name="Store 1 article")).to_be_enabled()


def test_a_person_says_what_columns_hold_and_the_articles_are_there(page: Page) -> None:
    say_what_columns_hold(page)


def test_columns_are_said_without_javascript_too(plain_page: Page) -> None:
    say_what_columns_hold(plain_page)


def test_a_text_is_read_with_its_lines_before_it_is_stored(plain_page: Page) -> None:
    page = plain_page
    sign_in(page)
    page.goto("/admin/articles/batch/import/")
    page.get_by_label("Files", exact=False).first.set_input_files([messy_zip()])
    page.get_by_role("button", name="See what is in them").click()
    page.get_by_role("navigation", name="Outcomes").get_by_role("link", name="new").click()
    page.get_by_role("link", name="Ministers Talk Fish").click()
    expect(page.get_by_role("heading", name="As it was read")).to_be_visible()
    expect(page.get_by_role("region", name="Lines of the file")).to_contain_text("left out: title again")
    page.get_by_role("link", name="next ›").click()
    expect(page.get_by_role("heading", name="More Talks").first).to_be_visible()
    page.get_by_role("link", name="all that are new").click()
    expect(page.get_by_role("button", name="Store 2 articles")).to_be_visible()


def test_a_folder_is_pointed_at_and_its_paths_are_kept(page: Page, tmp_path: Path) -> None:
    for month in ("march", "april"):
        (tmp_path / "news" / month).mkdir(parents=True)
        (tmp_path / "news" / month / "a.txt").write_text(page_dump(f"Talks in {month.title()}"))
    sign_in(page)
    page.goto("/admin/articles/batch/import/")
    page.get_by_label("Or a whole folder").set_input_files(tmp_path / "news")
    page.get_by_role("button", name="See what is in them").click()
    expect(page.get_by_role("link", name="news/march/a.txt").first).to_be_visible()
    expect(page.get_by_role("button", name="Store 2 articles")).to_be_visible()


def cut_by_keyboard(page: Page) -> None:
    """Two texts that stand as one are parted with the keyboard alone, seen, kept, stored and taken back."""
    sign_in(page)
    page.goto("/admin/articles/batch/import/")
    first, second, third = PARAGRAPHS
    glued = f"Ferry Runs Again\n\n{first}\n{second}\nBridge Stays Shut\n16 October 2023\n{third}\n"
    page.get_by_label("Files", exact=False).first.set_input_files(
        [{"name": "glued.txt", "mimeType": "text/plain", "buffer": glued.encode()}]
    )
    page.get_by_role("button", name="See what is in them").click()
    page.get_by_role("button", name="Store 1 article").click()
    page.get_by_role("link", name="Ferry Runs Again").first.click()
    page.get_by_role("link", name="Cut it again from its lines").click()
    line = page.get_by_label("Line 5 is")
    line.focus()
    page.keyboard.type("a title")
    page.keyboard.press("Tab")
    page.keyboard.type("its date")
    expect(page.get_by_label("Line 6 is")).to_have_value("date")
    page.get_by_role("button", name="See what comes of it").press("Enter")
    made = page.get_by_role("region", name="What comes of it")
    expect(made.get_by_role("heading", level=3)).to_have_text(["Ferry Runs Again", "Bridge Stays Shut"])
    expect(made).to_contain_text("2023-10-16")
    assert Article.objects.count() == 1
    page.get_by_role("button", name="Cut it so").press("Enter")
    page.get_by_role("button", name="Store 2 articles").click()
    assert set(Article.objects.values_list("title", flat=True)) == {"Ferry Runs Again", "Bridge Stays Shut"}
    page.get_by_role("link", name="Take this batch back").click()
    page.get_by_role("button", name="Take it back").click()
    assert [article.title for article in Article.objects.all()] == ["Ferry Runs Again"]
    assert PARAGRAPHS[2] in Article.objects.get().body


def join_by_keyboard(page: Page) -> None:
    """Two stored articles that were one are joined with the keyboard, seen before, and parted by undo."""
    sign_in(page)
    page.goto("/admin/articles/batch/import/")
    caption = "Ministers at a table, March 5, 2024. (Example Agency)"
    apart = dump_file(page_dump("Fish Talks Go On"), page_dump("What Comes Later", ["It rained."], caption))
    page.get_by_label("Files", exact=False).first.set_input_files(
        [{"name": "apart.txt", "mimeType": "text/plain", "buffer": apart.encode()}]
    )
    page.get_by_role("button", name="See what is in them").click()
    page.get_by_role("button", name="Store 2 articles").click()
    page.get_by_role("link", name="What Comes Later").first.click()
    left = page.url
    page.get_by_role("link", name="Cut it again from its lines").press("Enter")
    page.get_by_role("link", name="Together with what is above").press("Enter")
    expect(page.get_by_text("are cut together, with those of Fish Talks Go On")).to_be_visible()
    page.get_by_role("button", name="See what comes of it").press("Enter")
    made = page.get_by_role("region", name="What comes of it")
    expect(made.get_by_role("heading", level=3)).to_have_text(["Fish Talks Go On"])
    page.get_by_role("button", name="Cut it so").press("Enter")
    leaving = page.get_by_role("region", name="Articles that leave the archive")
    expect(leaving).to_contain_text("What Comes Later")
    assert Article.objects.count() == 2
    page.get_by_role("button", name="Store 1 article").press("Enter")
    expect(page.get_by_role("region", name="Cut together with others")).to_contain_text("What Comes Later")
    assert Article.objects.get().title == "Fish Talks Go On"
    batch = page.url
    page.goto(left)
    expect(page.get_by_role("heading", name="Fish Talks Go On")).to_be_visible()
    expect(page.get_by_text("It rained.")).to_be_visible()
    page.goto(batch)
    page.get_by_role("link", name="Take this batch back").press("Enter")
    expect(page.get_by_text("bring 1 article back")).to_be_visible()
    page.get_by_role("button", name="Take it back").press("Enter")
    expect(page.get_by_text("It was taken back")).to_be_visible()
    page.goto(left)
    expect(page.get_by_role("heading", name="What Comes Later")).to_be_visible()
    assert Article.objects.count() == 2


def test_stored_articles_are_joined_with_the_keyboard(page: Page) -> None:
    join_by_keyboard(page)


def test_stored_articles_are_joined_without_javascript(plain_page: Page) -> None:
    join_by_keyboard(plain_page)


def test_an_article_is_cut_again_by_its_lines_with_the_keyboard(page: Page) -> None:
    cut_by_keyboard(page)


def test_an_article_is_cut_again_without_javascript(plain_page: Page) -> None:
    cut_by_keyboard(plain_page)


def test_the_pages_of_a_batch_fit_a_narrow_screen_also_with_titles_from_right_to_left(page: Page) -> None:
    sign_in(page)
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/admin/articles/batch/import/")
    title, text = (
        "مصر والأردن توقعان اتفاقاً بشأن المياه",
        "وقعت مصر والأردن يوم الاثنين اتفاقاً جديداً بشأن المياه.",
    )
    arabic = f"{title}\n\n{text}\n"
    page.get_by_label("Files", exact=False).first.set_input_files(
        [{"name": "arabic.txt", "mimeType": "text/plain", "buffer": arabic.encode()}]
    )
    page.get_by_role("button", name="See what is in them").click()
    expect(page.get_by_text("Nothing is stored yet")).to_be_visible()
    page.get_by_role("button", name="Store 1 article").click()
    expect(page.get_by_role("link", name="Take this batch back")).to_be_visible()
    entry = page.get_by_role("link", name="Text and lines").get_attribute("href")
    addresses = [page.url, f"{page.url}columns/", f"{entry}", f"{entry}cut/", f"{page.url}undo/"]
    for address in (*addresses, "/admin/", "/admin/articles/batch/import/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, address
