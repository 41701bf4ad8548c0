# ruff: noqa: E501 - markup and paragraphs stand on one line each
"""Boxes and lines among the paragraphs of a page: which are the article's, which the page's own words."""

import io

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle
from tests.html_words import TEXTS

TEXT = TEXTS["en"]


def article(inside: str, head: str = "") -> ParsedArticle:
    markup = (
        f"<!DOCTYPE html><html><head><title>Ferry lines merge</title>{head}</head>"
        f"<body><main><h1>Ferry lines merge</h1>{inside}</main></body></html>"
    )
    made = list(read_file("page.html", io.BytesIO(markup.encode())))
    assert len(made) == 1
    assert isinstance(made[0], ParsedArticle), made[0]
    return made[0]


def ps(texts: tuple[str, ...] | list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def around(piece: str) -> str:
    """The text with a piece of the page in its middle."""
    return f'<div class="body">{ps(TEXT[:3])}{piece}{ps(TEXT[3:])}</div>'


def test_a_text_in_boxes_beside_each_other_is_read_from_its_first_box() -> None:
    made = article(
        f"<section><div class='a text'>{ps(TEXT[:1])}</div>"
        "<div><section><h3>On this topic</h3><ul><li><a href='/a'>Bridge</a></li></ul></section></div>"
        f"<div class='text'>{ps(TEXT[1:])}</div></section>"
    )
    assert list(made.paragraphs) == list(TEXT)


@pytest.mark.parametrize("label", ["Also Read", "À lire aussi", "Leggi anche", "Lesen Sie auch"])
def test_a_label_beside_a_link_makes_a_teaser(label: str) -> None:
    link = f'<p><strong>{label}</strong> <a href="/b">Bridge toll goes up for lorries from the south</a></p>'
    assert "Bridge toll" not in article(around(link)).body


def test_a_sentence_that_opens_with_a_word_and_ends_in_a_link_stays() -> None:
    link = (
        '<p>Related parties are named in <a href="/b">the register that the port keeps for every ship</a></p>'
    )
    assert "Related parties" in article(around(link)).body


@pytest.mark.parametrize(
    "line",
    [
        "after newsletter promotion",
        "Passer la publicité",
        "Quelle: hbl/dpa",
        "Empfohlener redaktioneller Inhalt",
        "Mit Ihrer Zustimmung wird hier ein externer Beitrag geladen.",
        "Diese Audioversion wurde künstlich erzeugt. Mehr dazu",
        "(Dieser Artikel wurde am Montag, 4. März 2024 erstmals veröffentlicht.)",
        "《海港日报》（2024年03月04日 05版）",
    ],
)
def test_words_of_the_page_among_the_paragraphs_are_no_text(line: str) -> None:
    made = article(around(f"<p>{line}</p>"))
    assert list(made.paragraphs) == list(TEXT)
    assert line in {each.text for each in made.removed}


def test_a_picture_box_without_a_figure_gives_its_caption() -> None:
    box = '<div class="storyimage"><div><img src="a.jpg" alt=""></div><div class="info"><p>Two ferries lie at the south quay.</p></div></div>'
    made = article(around(box))
    assert [caption.text for caption in made.captions] == ["Two ferries lie at the south quay."]
    assert list(made.paragraphs) == list(TEXT)


def test_a_box_named_for_pictures_that_holds_the_text_stays() -> None:
    made = article(f'<div class="article has-image"><img src="a.jpg">{ps(TEXT)}</div>')
    assert list(made.paragraphs) == list(TEXT)


def test_the_anchor_of_a_subheading_is_not_taken_for_its_kind() -> None:
    made = article(around('<h3 id="nav_outlook__2">What comes next</h3>'))
    assert "What comes next" in made.paragraphs


@pytest.mark.parametrize("place", ["NEW KARRINGTON", "Karrington"])
def test_a_date_line_may_end_with_the_place_in_capitals(place: str) -> None:
    line = f"March 4, 2024 03:29 pm | Updated 03:53 pm IST - {place}"
    made = article(f'<div class="body"><p>{line}</p>{ps(TEXT)}</div>')
    assert (line in made.body) == (not place.isupper())
