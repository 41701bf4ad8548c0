"""A text that a page cuts into boxes is read whole, links and captions between them are not."""

from __future__ import annotations

import io
from collections.abc import Sequence

from articles.reading import read_file
from articles.records import ParsedArticle
from tests.damage.page import stories
from tests.html_words import TEXTS, TITLES

TITLE = TITLES["en"]
TEXT = tuple(dict.fromkeys(line for _, _, text in stories()[:4] for line in text))
ADVERTISEMENT = '<div class="grid aside"><div class="ad in-content"></div></div>'


def read(body: str) -> ParsedArticle:
    markup = (
        f"<!doctype html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    )
    (made,) = read_file("a.html", io.BytesIO(markup.encode()))
    assert isinstance(made, ParsedArticle), made
    return made


def paragraphs(text: Sequence[str]) -> str:
    return "".join(f"<p>{each}</p>" for each in text)


def chunk(text: Sequence[str]) -> str:
    return f'<div class="grid text"><div class="inner">{paragraphs(text)}</div></div>'


def test_a_text_in_chunks_between_advertisements_is_read_whole() -> None:
    chunks = [chunk(TEXT[at : at + 3]) for at in range(0, len(TEXT), 3)]
    assert read(f"<main><div class='chunks'>{ADVERTISEMENT.join(chunks)}</div></main>").paragraphs == TEXT


def test_all_reports_of_a_live_blog_are_read() -> None:
    reports = "".join(
        f'<div class="post" id="post-{at}"><time>1{at}:00</time><h3>Report {at} from the hall</h3>'
        f'<div class="post-text">{paragraphs(TEXT[at : at + 3])}</div></div>'
        for at in range(0, len(TEXT), 3)
    )
    read_lines = read(
        f"<main><div class='summary'><p>{TEXTS['en'][0]}</p></div><div>{reports}</div></main>"
    ).paragraphs
    assert set(TEXT) <= set(read_lines)


def test_cards_in_boxes_like_those_of_the_text_are_not_read() -> None:
    headline = '<h3><a href="/x">Zeppelin lands on a lake</a></h3>'
    summary = "<p>The crew had lost its way in fog over the mountains, officials said.</p>"
    cards = f'<div class="grid text"><div class="inner">{headline}{summary}</div></div>' * 3
    made = read(f"<main><div class='chunks'>{chunk(TEXT[:9])}{cards}</div></main>")
    assert made.paragraphs == TEXT[:9]


def test_a_list_of_links_by_line_breaks_is_not_read() -> None:
    links = "".join(
        f'<a href="/{n}">Zeppelin number {n} lands on a lake in Bavaria</a><br>' for n in range(6)
    )
    text = "<br><br>".join(TEXT[:8])
    made = read(f"<table><tr><td>{links}</td><td>{text}</td></tr></table>")
    assert made.paragraphs == TEXT[:8]


def test_a_line_that_credits_an_agency_beside_a_picture_is_its_caption() -> None:
    caption = "Boats are tied up in the harbour, Feb. 2, 2024. (AP Photo/Ann Lee)"
    words = f'<div class="info"><span class="words"><p>{caption}</p></span></div>'
    slide = f'<div class="slide"><img src="a.jpg">{words}</div>'
    made = read(f"<main>{slide}<div class='story'>{paragraphs(TEXT[:8])}</div></main>")
    assert made.paragraphs == TEXT[:8]
    assert [each.text for each in made.captions] == [caption]


def test_a_paragraph_with_a_credit_but_no_picture_stays() -> None:
    line = "The pictures show boats in the harbour (Reuters)"
    made = read(f"<main><div class='story'>{paragraphs((*TEXT[:4], line, *TEXT[4:8]))}</div></main>")
    assert line in made.paragraphs


def test_a_box_with_a_heading_among_the_paragraphs_is_not_of_the_text() -> None:
    box = (
        '<section class="element"><h4>Together for a free press</h4>'
        "<p>We belong to our readers, and what we write can be read by everyone without a fee.</p></section>"
    )
    inside = paragraphs(TEXT[:6]) + box + paragraphs(TEXT[6:12])
    made = read(f"<main><article class='story'>{inside}</article></main>")
    assert made.paragraphs == TEXT[:12]
    assert any("free press" in each.text for each in made.removed)


def test_chapters_with_headings_stay() -> None:
    chapters = "".join(
        f'<div class="chapter"><h2>Chapter {at}</h2>{paragraphs(TEXT[at : at + 3])}</div>' for at in (0, 3, 6)
    )
    made = read(f"<main><article class='story'>{chapters}</article></main>")
    assert set(TEXT[:9]) | {"Chapter 3", "Chapter 6"} <= set(made.paragraphs)


def test_linked_lines_with_a_summary_behind_the_text_are_not_read() -> None:
    cards = "".join(
        f'<div class="col"><div class="box"><a href="/{n}"><b>Zeppelin number {n} lands on a lake</b></a>'
        f"<p>The crew of number {n} lost its way in fog over the mountains, officials said.</p></div></div>"
        for n in range(5)
    )
    text = f'<div class="row"><div class="col"><div class="box">{paragraphs(TEXT[:8])}</div></div></div>'
    assert read(f'<div>{text}<div class="row">{cards}</div></div>').paragraphs == TEXT[:8]


def test_short_reports_under_linked_lines_stay_where_they_are_most_of_the_page() -> None:
    report = "The crew of number {n} lost its way in fog over the mountains, and was found at noon."
    cards = "".join(
        f'<div class="col"><div class="box"><a href="/{n}"><b>Zeppelin number {n} lands on a lake</b></a>'
        f"<p>{report.format(n=n)}</p></div></div>"
        for n in range(9)
    )
    text = f'<div class="row"><div class="col"><div class="box">{paragraphs(TEXT[:3])}</div></div></div>'
    made = read(f'<div>{text}<div class="row">{cards}</div></div>')
    assert {report.format(n=n) for n in range(9)} <= set(made.paragraphs)
