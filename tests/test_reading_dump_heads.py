"""Heads of page dumps as copying, cutting short and converting leave them."""

import pytest

from articles.reading.attribution import head_byline
from articles.reading.text import clean
from tests.test_reading_pagedump import STORIES, articles, dump

TITLES = [title for title, _, _ in STORIES]


def bodies(text: str) -> list[str]:
    return [article.body for article in articles(text)]


def test_a_caption_whose_first_copy_is_cut_short_is_one_caption() -> None:
    text = dump()
    for _, caption, _ in STORIES:
        text = text.replace(f" {caption}\n", f" {caption[:30].rstrip()}…\n")
    made = articles(text)
    assert [article.title for article in made] == TITLES
    assert [[caption.text for caption in article.captions] for article in made] == [
        [caption] for _, caption, _ in STORIES
    ]
    assert [article.published.iso for article in made] == [each.published.iso for each in articles(dump())]


def test_a_credit_on_a_line_of_its_own_makes_no_headline_of_the_caption() -> None:
    text = dump()
    for _, caption, _ in STORIES:
        words, _, credit = caption.partition(" (")
        text = text.replace(caption, f"{words}\nPhoto: {credit[:-1]}")
    made = articles(text)
    assert [article.title for article in made] == TITLES
    assert [article.body for article in made] == bodies(dump())


@pytest.mark.parametrize("mark", ["*", "**", "_", "__"])
def test_marks_around_a_headline_are_no_part_of_it(mark: str) -> None:
    text = dump()
    for title in TITLES:
        text = text.replace(title, f"{mark}{title}{mark}")
    assert [article.title for article in articles(text)] == TITLES


@pytest.mark.parametrize(
    "line",
    ["Harbour Was Never Closed, Pilots Say", "Fuel Prices Rise, Poll Shows", "Ferry Ally: Owners Must Pay"],
)
def test_a_headline_in_capitals_is_no_byline(line: str) -> None:
    assert head_byline(line) == ""


@pytest.mark.parametrize(
    "line", ["Ann Lee, Beirut", "Will Smith and Theresa May, Port Lumen", "Riyadh: Ann Lee"]
)
def test_names_with_a_place_are_a_byline(line: str) -> None:
    assert head_byline(line)


def test_a_headline_that_reads_like_names_and_a_place_opens_an_article() -> None:
    text = (
        "Island Votes to Keep Its Old Flag\n\nPORT LUMEN (AP) - Voters kept their flag on Sunday.\n\n"
        "The new design had shown a whale, which fishermen found unlucky and said so for months.\n\n"
        "Harbour Was Never Closed, Pilots Say\n\nPORT LUMEN (AP) - Pilots brought in ships all night.\n\n"
        "The master of the port had told the owners otherwise, and they want their money back now."
    )
    assert [article.title for article in articles(text)] == [
        "Island Votes to Keep Its Old Flag",
        "Harbour Was Never Closed, Pilots Say",
    ]


def test_ligatures_of_a_converted_page_are_letters() -> None:
    assert clean("Oﬃcers ﬁnd the ﬂeet oﬀ the coast") == "Officers find the fleet off the coast"


def test_a_dump_in_markdown_is_cut_and_keeps_its_captions() -> None:
    pages = [
        f"# {title}\n\n![{caption}](https://pictures.example/a.jpg)\n*{caption}*\n\n"
        + "\n\n".join(paragraphs)
        for title, caption, paragraphs in STORIES
    ]
    made = articles("\n\n\n\n".join(pages))
    assert [article.title for article in made] == TITLES
    assert [[each.text for each in article.captions] for article in made] == [
        [each] for _, each, _ in STORIES
    ]
    assert [article.body for article in made] == bodies(dump())


@pytest.mark.parametrize(
    "line",
    [
        "Prices of *bread* rose",
        "* first item of the list",
        "See section [3] (below)",
        "snake_case_name is_kept_whole",
    ],
)
def test_stars_and_brackets_of_a_text_stay(line: str) -> None:
    title, _, paragraphs = STORIES[0]
    text = "\n\n".join([title, *paragraphs, f"{line} while the delegates waited in the hall for news."])
    assert line in articles(text)[0].body
