# ruff: noqa: E501 - markup stands on one line
"""HTML pages that show their day to readers only, and their headline in a heading of any rank."""

import io

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle
from tests.html_pages import ps
from tests.html_words import TITLES

TITLE = TITLES["en"]
TEXT = ps("en")
DAY = "2024-03-05"


def article(body: str, title: str = f"{TITLE} - The Island Daily", head: str = "") -> ParsedArticle:
    markup = (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )
    (made,) = read_file("page.html", io.BytesIO(markup.encode()))
    assert isinstance(made, ParsedArticle), made
    return made


@pytest.mark.parametrize(
    "body",
    [
        f"<div><h2>{TITLE}</h2><p class='d'>5 March 2024, 14:00</p>{TEXT}</div>",
        f"<div><h2><a href='/1'>{TITLE}</a></h2><p>Tuesday, 5 March 2024</p>{TEXT}</div>",
        f"<h1></h1><div><h1>{TITLE}</h1><p>05.03.2024 22:00</p>{TEXT}</div>",
        f"<h1>The Island Daily</h1><div><h3>{TITLE}</h3><small>March 5, 2024</small>{TEXT}</div>",
        f"<div><h1>{TITLE}</h1><ul class='info'><li>5 March 2024</li><li>By Ann Lee</li></ul>{TEXT}</div>",
        f"<div><h1>{TITLE}</h1><h2>What the fishermen of the northern islands want from the ministers</h2><div>5 March 2024</div>{TEXT}</div>",
        f"<div><h1>{TITLE}</h1><p>mardi 5 mars 2024, par redaction</p>{TEXT}</div>",
        f"<div><div class='meta'>5 March 2024</div><h1>{TITLE}</h1>{TEXT}</div>",
        f"<table><tr><td><font size=2>Oslo, 5 March 2024 — Statement</font><h2>{TITLE}</h2>{TEXT}</td></tr></table>",
        f"<div><div class='post-meta'>5 March 2024 by Ann Lee, no comments</div><h2>{TITLE}</h2>{TEXT}</div>",
        f"<div><h1>{TITLE}</h1>{TEXT}<div class='post-footer'>This was written on 5 March 2024 at 14:48 by Ann and filed under Fish.</div></div>",
        f"<div><h2 class='date-header'>Tuesday, March 5, 2024</h2><div><h3>{TITLE}</h3>{TEXT}</div></div>",
        f"<div><h1>{TITLE}</h1><abbr class='published' title='2024-03-05T10:00:00Z'>last week</abbr>{TEXT}</div>",
        f"<div><h1>{TITLE}</h1><span property='dc:date dc:created' content='2024-03-05T10:00:00Z'>Tuesday</span>{TEXT}</div>",
    ],
)  # fmt: skip
def test_the_day_that_a_page_shows_by_its_heading_is_its_day(body: str) -> None:
    made = article(body)
    assert (made.title, made.published.iso) == (TITLE, DAY)
    assert made.published.rule


@pytest.mark.parametrize(
    "body",
    [
        f"<header><div>Thursday, 5 March 2026</div></header><div><div><h1>{TITLE}</h1>{TEXT}</div></div>",
        f"<div class='top-date'>5 March 2024</div><nav><a href='/'>Home</a></nav><div class='a'><div><div><h1>{TITLE}</h1>{TEXT}</div></div></div>",
        f"<div><h1>{TITLE}</h1>{TEXT}</div><div class='comments'><div class='comment-meta'>6 March 2024</div><p>Fine.</p></div>",
        f"<div><h1>{TITLE}</h1>{TEXT}</div><div class='latest'><div class='post-date'>6 March 2024</div></div>",
        f"<div><h1>{TITLE}</h1><ul><li><a href='/2'>Rain stops the harvest</a> <span>6 March 2024</span></li></ul>{TEXT}</div>",
        f"<div><h1>{TITLE}</h1>{TEXT}<div class='date'>5 March 2024</div><div class='date'>6 March 2024</div></div>",
        f"<div><h1>{TITLE}</h1><p>1 September 1939: how a war began</p>{TEXT}</div>",
        f"<div><h1>{TITLE}</h1><div class='meta'>Last updated on 5 March 2024</div>{TEXT}</div>",
        f"<article><h1>{TITLE}</h1><blockquote class='instagram-media'><p>A post shared by A. on <time datetime='2024-03-06'>6 March 2024</time></p></blockquote>{TEXT}</article>",
        f"<div><h1>{TITLE}</h1>{TEXT}<div class='event-date'>5 March 2024</div></div>",
        f"<div><h1>{TITLE}</h1>{TEXT}<p>Copyright <span class='copyright-date'>5 March 2024</span></p></div>",
        f"<div><h1>{TITLE}</h1><h4>In this section</h4><div><a href='/2'>Rain</a></div><h2><a href='/3'>Ovens</a></h2><div class='date'>6 March 2024</div><h2><a href='/4'>Choir</a></h2><div class='date'>7 March 2024</div>{TEXT}</div>",
    ],
)  # fmt: skip
def test_other_days_of_a_page_are_not_its_day(body: str) -> None:
    assert article(body).published.iso is None


def test_the_day_of_the_address_goes_before_an_element_that_is_merely_named_as_date() -> None:
    head = "<link rel='canonical' href='https://site.example/2024/03/05/fish'>"
    body = f"<div><h1>{TITLE}</h1>{TEXT}</div><p class='byline'>1 March 2024</p>"
    assert article(body, head=head).published.iso == DAY
    assert article(body).published.iso == "2024-03-01"


@pytest.mark.parametrize(
    ("title", "head", "body", "wanted"),
    [
        # What the heading shows goes before what is written for search engines, however often that is repeated.
        ("Fish row: all you must know", "<meta property='og:title' content='Fish row: all you must know'><meta name='twitter:title' content='Fish row: all you must know'><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Ministers settle the row over fish\"}</script>", "<h1>Ministers settle the row over fish</h1>", "Ministers settle the row over fish"),
        ("Ministers settle the row over fish » The Island » Sea", "", "<h1>The Island</h1><h2>Ministers settle the row over fish</h2>", "Ministers settle the row over fish"),
        ("Ministers settle - at last - the row over fish - The Island", "", "<h1>The Island</h1><h2>Ministers settle <em>at last</em> the row over fish</h2>", "Ministers settle - at last - the row over fish"),
        ("Fish talks end | The Island", "<meta property='og:title' content='fish-talks-end-2024'>", "<h1>Ministers settle the row</h1>", "Fish talks end"),
        ("Ministers settle the row over fish in the…", "<meta property='og:title' content='Ministers settle the row over fish in the…'>", "<h1>Ministers settle the row over fish in the north</h1>", "Ministers settle the row over fish in the north"),
    ],
)  # fmt: skip
def test_the_headline_is_what_the_heading_shows(title: str, head: str, body: str, wanted: str) -> None:
    site = "<meta property='og:site_name' content='The Island'>"
    assert article(f"<div>{body}{TEXT}</div>", title, head + site).title == wanted


def test_of_several_articles_in_the_data_the_one_of_the_page_is_read() -> None:
    other = '{"@type":"NewsArticle","headline":"Rain stops the harvest","datePublished":"2020-01-02"}'
    own = f'{{"@type":"NewsArticle","headline":"{TITLE}","datePublished":"{DAY}"}}'
    head = f"<script type='application/ld+json'>[{other},{own}]</script>"
    made = article(f"<div><h1>{TITLE}</h1>{TEXT}</div>", head=head)
    assert (made.title, made.published.iso) == (TITLE, DAY)
