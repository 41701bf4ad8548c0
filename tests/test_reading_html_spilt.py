"""Pages of broken markup, or with the dates of other stories, give the whole text and no wrong day."""

from __future__ import annotations

import io

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle
from tests.damage.page import stories
from tests.html_words import TEXTS, TITLES

TITLE, TEXT = TITLES["en"], TEXTS["en"]
OTHER = TEXTS["en"][::-1]


def read(markup: str) -> list[ParsedArticle]:
    made = list(read_file("a.html", io.BytesIO(markup.encode())))
    assert all(isinstance(each, ParsedArticle) for each in made), made
    return [each for each in made if isinstance(each, ParsedArticle)]


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"


def paragraphs(text: tuple[str, ...] = TEXT) -> str:
    return "".join(f"<p>{each}</p>" for each in text)


@pytest.mark.parametrize("at", range(len(TEXT)))
def test_a_box_that_closes_too_early_loses_no_paragraph(at: int) -> None:
    inside = "".join(f"<p>{each}</p>{'</div>' * 2 if place == at else ''}" for place, each in enumerate(TEXT))
    (made,) = read(page(f"<div><h1>{TITLE}</h1><div class='story'>{inside}</div></div>"))
    assert made.paragraphs == TEXT


@pytest.mark.parametrize("number", range(6))
def test_the_lede_is_kept_where_most_of_the_text_was_let_out_of_its_box(number: int) -> None:
    (title, _, text), (_, _, more) = stories()[number : number + 2]
    text = tuple(dict.fromkeys(text + more))
    inside = "".join(f"<p>{each}{'</b></div>' if place % 3 == 1 else ''}" for place, each in enumerate(text))
    (made,) = read(page(f"<div><h1>{title}</h2><div class='story'>{inside}<table><tr><td>"))
    assert made.paragraphs == text


def test_a_heading_closed_by_another_rank_does_not_take_the_text_in() -> None:
    (made,) = read(page(f"<div><h1 class='big'>{TITLE}</h2><div class='story'>{paragraphs()}</div></div>"))
    assert (made.title, made.paragraphs) == (TITLE, TEXT)


def test_articles_with_headings_of_the_second_rank_are_cut_apart() -> None:
    parts = "".join(
        f"<article><h2>{title}</h2><time datetime='{day}'>{day}</time>{paragraphs(text)}</article>"
        for title, text, day in (
            (TITLE, TEXT, "2023-10-16"),
            ("Storm Keeps the Boats in", OTHER, "2023-10-18"),
        )
    )
    made = read(page(parts))
    assert [each.paragraphs for each in made] == [TEXT, OTHER]
    assert [each.title for each in made] == [TITLE, "Storm Keeps the Boats in"]
    assert [each.published.iso for each in made] == ["2023-10-16", "2023-10-18"]


def test_entries_below_the_heading_of_a_page_stay_one_article() -> None:
    parts = "".join(f"<article><h2>09:15</h2>{paragraphs(each)}</article>" for each in (TEXT, OTHER[:4]))
    (made,) = read(page(f"<h1>{TITLE}</h1>{parts}"))
    assert made.title == TITLE


CARD = "<h3><a href='/2'>Rain halts the harvest in the south</a></h3><time datetime='2022-05-06'>6 May</time>"


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>{TITLE}</h1>{paragraphs()}</article><div class='cards'><div>{CARD}</div></div>",
        f"<div><h1>{TITLE}</h1>{paragraphs()}</div><div class='cards'><div>{CARD}</div></div>",
        f"<div class='ticker'>{CARD}</div><div><h1>{TITLE}</h1>{paragraphs()}</div>",
    ],
)
def test_the_time_on_the_card_of_another_story_is_not_the_day_of_this_one(body: str) -> None:
    (made,) = read(page(body))
    assert made.published.iso is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<div class='meta'><span>Published 16 October 2023</span></div>", "2023-10-16"),
        ("<p>By Ann Lee</p><p class='d'>Monday, October 16, 2023, 10:15</p>", "2023-10-16"),
        ("<div>Last updated: 20 December 2023</div>", None),
        ("<div>03/04/2023</div>", None),
    ],
)
def test_a_date_shown_below_the_heading_is_the_day_where_the_page_states_no_other(
    line: str, day: str
) -> None:
    (made,) = read(page(f"<div><h1>{TITLE}</h1>{line}{paragraphs()}</div>"))
    assert (made.published.iso, made.published.rule) == (day, "date line" if day else "")


def test_a_date_within_the_text_is_not_the_day_of_publication() -> None:
    (made,) = read(page(f"<div><h1>{TITLE}</h1>{paragraphs()}<p>16 October 2023</p></div>"))
    assert made.published.iso is None
