# ruff: noqa: E501 - markup stands on lines as long as servers send it
"""Old pages, prints and exports: tables for layout, teasers in cells, lines parted by breaks, no headings."""

import io

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle
from tests.html_pages import DAY
from tests.html_words import TEXTS, TITLES

TITLE, TEXT = TITLES["en"], TEXTS["en"]
PARAGRAPHS = "".join(f"<p>{each}</p>" for each in TEXT)
OTHERS = [
    ("Zeppelin lands on a lake in Bavaria", "The crew had lost its way in fog over the mountains."),
    ("Choir sings under water off Malta", "Divers broke a record that had stood for years."),
    ("Bakers count their ovens in town", "A census finds more ovens than bakers."),
]


def article(body: str, head: str | None = None) -> ParsedArticle:
    head = f"<title>{TITLE} | The Daily</title>" if head is None else head
    (made,) = read_file(
        "page.html", io.BytesIO(f"<html><head>{head}</head><body>{body}</body></html>".encode())
    )
    assert isinstance(made, ParsedArticle)
    return made


def paragraphs(body: str, head: str | None = None) -> tuple[str, ...]:
    return tuple(article(body, head).body.split("\n\n"))


@pytest.mark.parametrize(
    "box",
    [
        '<td valign=top><a href="/{n}.htm"><b>{title}</b></a><br>{text}</td>',
        '<td valign=top><font size=2><b><a href="/{n}.htm">{title}</a></b><br>{text}</font></td>',
        '<td><div><a href="/{n}.htm">{title}</a></div><div>{text}</div></td>',
        '<td><b>{title}</b><br>{text} <a href="/{n}.htm">more</a></td>',
    ],
)  # fmt: skip
@pytest.mark.parametrize("rows", ["{}", "<tr>{}</tr>", "<table><tr>{}</tr></table>"])
def test_cells_that_lead_to_other_stories_are_not_text(box: str, rows: str) -> None:
    cells = [rows.format(box.format(n=n, title=title, text=text)) for n, (title, text) in enumerate(OTHERS)]
    table = f"<table><tr>{''.join(cells)}</tr></table>" if rows == "{}" else "".join(cells)
    table = table if "<table" in table else f"<table>{table}</table>"
    made = article(f"<table><tr><td><h1>{TITLE}</h1>{PARAGRAPHS}<hr>{table}</td></tr></table>")
    assert tuple(made.body.split("\n\n")) == TEXT


def test_a_table_of_data_with_links_stays() -> None:
    rows = "".join(
        f'<tr><td><a href="/{n}">{name} of the north</a></td><td>{n * 7} boats</td></tr>'
        for n, name in enumerate(("Durres", "Bergen", "Bari", "Split"))
    )
    made = paragraphs(f"<main><h1>{TITLE}</h1>{PARAGRAPHS}<table>{rows}</table></main>")
    assert made[:5] == TEXT
    assert "Bergen of the north 7 boats" in made


def test_paragraphs_that_open_with_a_link_are_text() -> None:
    linked = [
        f'<div><a href="/{n}">{" ".join(each.split()[:4])}</a> {" ".join(each.split()[4:])}</div>'
        for n, each in enumerate(TEXT)
    ]
    assert paragraphs(f"<main><h1>{TITLE}</h1>{''.join(linked)}</main>") == TEXT


def test_words_above_the_headline_are_not_text() -> None:
    body = f'<main><span class="label">Exclusive</span><h1>{TITLE}</h1>{PARAGRAPHS}</main>'
    assert paragraphs(body) == TEXT


def test_what_a_blog_says_of_itself_is_no_lead() -> None:
    head = "<div id=header><h1><a href=/>Harbour Notes</a></h1><p class=description>Notes from a small port at the end of the line, since 2006</p></div>"
    body = f'{head}<div class=post><h3 class="post-title"><a href=/x>{TITLE}</a></h3><div class="post-body">{PARAGRAPHS}</div></div>'
    assert paragraphs(body) == TEXT


def test_lines_parted_by_breaks_are_paragraphs_also_where_one_is_short() -> None:
    lines = [*TEXT[:2], "That was in May.", *TEXT[2:]]
    assert paragraphs(
        f"<h1>{TITLE}</h1><div>{'<br>'.join('&nbsp;&nbsp;' + each for each in lines)}</div>"
    ) == tuple(lines)


def test_a_preformatted_text_keeps_its_paragraphs() -> None:
    wrapped = "\n\n".join(each.replace(", ", ",\n") for each in TEXT)
    assert paragraphs(f"<h1>{TITLE}</h1><pre>\n{wrapped}\n</pre>") == TEXT


def test_elements_of_a_kind_of_their_own_are_paragraphs() -> None:
    body = "".join(f"<kp-paragraph>{each}</kp-paragraph>" for each in TEXT)
    assert (
        paragraphs(f"<kp-story><kp-head><h1>{TITLE}</h1></kp-head><kp-body>{body}</kp-body></kp-story>")
        == TEXT
    )


def test_an_element_of_its_own_kind_within_a_line_stays_there() -> None:
    first = TEXT[0].replace("Tirana", "<kp-place>Tirana</kp-place>")
    assert paragraphs(f"<main><h1>{TITLE}</h1><p>{first}</p>{PARAGRAPHS.partition('</p>')[2]}</main>") == TEXT


def test_boxes_within_boxes_without_any_class_are_one_text() -> None:
    body = "".join(f'<div style="margin:0"><div style="margin:0">{each}</div></div>' for each in TEXT)
    side = "".join(
        f'<div style="margin:0"><a href="/{n}"><div>{title}</div></a><div>{text}</div></div>'
        for n, (title, text) in enumerate(OTHERS)
    )
    assert paragraphs(f"<div><div><h1>{TITLE}</h1></div><div>{body}</div><div>{side}</div></div>") == TEXT


@pytest.mark.parametrize(
    "heading",
    [
        f'<p align="center"><b><font size="5">{TITLE}</font></b></p>',
        f'<p class="c3 title"><span class="c5">{TITLE}</span></p>',
        f"<p class=MsoTitle>{TITLE}</p>",
        f'<div><font size="+2">{TITLE}</font></div>',
        f"<h2>{TITLE}</h2>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("head", ["", "<title>New Page 1</title>", "<title>Untitled Document</title>"])
def test_a_headline_that_no_title_states_is_the_large_line_above_the_text(heading: str, head: str) -> None:
    made = article(heading + PARAGRAPHS, head)
    assert made.title == TITLE
    assert tuple(made.body.split("\n\n")) == TEXT


def test_the_heading_of_the_site_is_not_the_headline_though_a_title_says_it() -> None:
    head = f'<title>The Daily: {TITLE}</title><meta property="og:title" content="The Daily"><meta property="og:site_name" content="The Daily">'
    made = article(f"<h1 class=logo>The Daily</h1><div><h2>{TITLE}</h2>{PARAGRAPHS}</div>", head)
    assert made.title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "Printed from: https://www.daily.example/fish",
        "Artikel gedruckt von Der Bote: https://bote.example",
        "- The Daily - https://daily.example -",
        "Page 1 of 3 2 3 Next page »",
        "Continued on page 2: The long road to Orsa",
        "View this email in your browser",
    ],
)  # fmt: skip
def test_what_is_printed_around_a_text_is_taken_out(line: str) -> None:
    made = article(f"<p>{line}</p><h1>{TITLE}</h1><p>5 March 2024</p>{PARAGRAPHS}<p>{line}</p>")
    assert tuple(made.body.split("\n\n")) == TEXT


def test_what_is_shown_to_those_who_have_not_paid_is_taken_out() -> None:
    wall = '<section amp-access="NOT granted"><p>To read on, please take out a subscription for a florin a week.</p></section>'
    assert paragraphs(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}{wall}</article>") == TEXT


@pytest.mark.parametrize(
    "heading", ["<h3>Your comments</h3>", "<h3>3 Kommentare</h3>", "<div>التعليقات:</div>"]
)
def test_what_readers_say_below_a_heading_of_comments_is_taken_out(heading: str) -> None:
    said = (
        "<p>I have lived near the harbour for thirty years and nobody ever asked me what I thought of it.</p>"
    )
    made = article(f"<div><h1>{TITLE}</h1>{PARAGRAPHS}{heading}{said}</div>")
    assert tuple(made.body.split("\n\n")) == TEXT


@pytest.mark.parametrize(
    "box",
    [
        '<div class=commentinfo>2 comments, last on <time datetime="2024-03-19">19 March 2024</time></div>',
        "<div class=infobox><p>Born: <time>12 May 1961</time></p></div>",
        '<div class="event-box">When: <time datetime="2023-11-02">2 November 2023</time></div>',
    ],
)
def test_a_time_of_a_comment_a_person_or_an_event_is_not_the_day(box: str) -> None:
    rest = PARAGRAPHS.partition("</p>")
    for body in (box + PARAGRAPHS, rest[0] + rest[1] + box + rest[2]):
        assert article(f"<main><h1>{TITLE}</h1>{body}</main>").published.iso is None


@pytest.mark.parametrize(
    "line", ["5 March 2024 | 3 Comments", "Posted by Ann Lee, <i>5 March 2024</i> - 3 comments"]
)
def test_a_count_of_comments_beside_the_day_does_not_take_it_away(line: str) -> None:
    made = article(f"<main><h1>{TITLE}</h1><div class='meta comments'>{line}</div>{PARAGRAPHS}</main>")
    assert made.published.iso == DAY


def test_questions_that_open_are_headings_of_their_answers() -> None:
    body = "".join(
        f"<details><summary>Why {n}?</summary><p>{each}</p></details>" for n, each in enumerate(TEXT)
    )
    made = paragraphs(f"<main><h1>{TITLE}</h1><p>{TEXTS['de'][0]}</p>{body}</main>")
    assert made[1:3] == ("Why 0?", TEXT[0])


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Veröffentlicht von Anna Lie am 5. März 2024 um 08:15 In Politik | Keine Kommentare", DAY),
        ("2024年03月05日 08:15 来源：卡松网", DAY),
        ("This entry was posted on <small>5 March 2024</small> by Ann Lee and is filed under Fish.", DAY),
        (f'The inquiry sits from <time datetime="{DAY}">5 March 2024</time> in the old town hall of Tirana.', None),
    ],
)  # fmt: skip
def test_the_day_of_a_line_below_the_headline(line: str, day: str | None) -> None:
    made = article(f"<main><h1>{TITLE}</h1><p>{line}</p>{PARAGRAPHS}</main>")
    assert made.published.iso == day
    assert (tuple(made.body.split("\n\n")) == TEXT) == bool(day)
