# ruff: noqa: E501 - markup stands on one line
"""HTML pages that are no plain article: front pages, walls, blogs, galleries, pages of twenty years ago."""

import io

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle, Rejection
from tests.html_pages import MENU, ps
from tests.html_words import TEXTS, TITLES

TITLE = TITLES["en"]
TEXT = ps("en")
FIRST, SECOND, THIRD = TEXTS["en"][:3]


def read(
    body: str, title: str = f"{TITLE} - The Island Daily", head: str = ""
) -> list[ParsedArticle | Rejection]:
    markup = (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )
    return list(read_file("page.html", io.BytesIO(markup.encode())))


def article(body: str, title: str = f"{TITLE} - The Island Daily", head: str = "") -> ParsedArticle:
    (made,) = read(body, title, head)
    assert isinstance(made, ParsedArticle), made
    return made


def card(number: int, kicker: str = "") -> str:
    return (
        f"<div class='c'><h3>{kicker}<a href='/n/{number}'>Minister number {number} opens a bridge in the north</a></h3>"
        f"<p>The bridge is {number} metres long and was paid for by the region, officials said on Monday.</p></div>"
    )


CARDS = "".join(map(card, range(12)))


@pytest.mark.parametrize(
    ("title", "head", "body"),
    [
        ("The Island Daily", "", f"<h1>The Island Daily</h1>{''.join(map(card, range(5)))}"),
        ("The Island Daily - News from the North", "", MENU + CARDS),
        ("The Island Daily", "<meta property='og:type' content='website'>", f"{MENU}<h2><a href='/1'>{TITLE}</a></h2><p>{FIRST}</p>{CARDS}"),
        ("World | The Island Daily", "", f"<h1>World</h1>{''.join(f'<article>{card(n)}</article>' for n in range(12))}"),
    ],
)  # fmt: skip
def test_a_front_page_of_cards_is_no_article(title: str, head: str, body: str) -> None:
    (made,) = read(body, title, head)
    assert isinstance(made, Rejection)
    assert "index" in made.reason


def test_a_short_text_below_its_heading_among_many_links_is_kept_and_doubtful() -> None:
    links = "".join(
        f"<li><a href='/n/{n}'>A headline of some story or other, number {n}</a></li>" for n in range(60)
    )
    body = f"{MENU}<main><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></main><div><ul>{links}</ul></div>"
    made = article(body)
    assert made.paragraphs == (FIRST, SECOND)
    assert any("index" in doubt for doubt in made.doubts)


@pytest.mark.parametrize("kicker", ["", "Opinion ", "Sport "])
def test_cards_behind_a_text_are_no_part_of_it(kicker: str) -> None:
    cards = "".join(card(number, kicker) for number in range(4))
    made = article(f"<div><h1>{TITLE}</h1>{TEXT}<div class='g'><h3>In this section</h3>{cards}</div></div>")
    assert made.paragraphs == TEXTS["en"]


@pytest.mark.parametrize("heading", [TITLE, f"<a href='/1'>{TITLE}</a>"])
def test_a_short_text_before_many_cards_is_read_without_them(heading: str) -> None:
    made = article(
        f"<div><h1>{heading}</h1><p>{FIRST}</p><p>{SECOND}</p></div><div class='more'>{CARDS}</div>"
    )
    assert made.paragraphs == (FIRST, SECOND)


def test_a_list_of_things_with_a_link_in_each_heading_is_text() -> None:
    items = "".join(
        f"<h3><a href='https://maker.example/{n}'>Boat number {n} of the harbour</a></h3>"
        f"<p>It was built {n} years ago by two brothers and has been at sea every winter since.</p>"
        for n in range(6)
    )
    made = article(f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>{items}</article>")
    assert sum("two brothers" in each for each in made.paragraphs) == 6


@pytest.mark.parametrize(
    "body",
    [
        "<div class='w'><h1>Your privacy</h1><p>We and our 812 partners store and access information on a device, such as cookies, and process personal data. You may click to consent to our and our partners processing as described above, or refuse to consent.</p><p>Your preferences will apply to this website only. You can change them at any time by returning to this site or visit our privacy policy.</p></div>",
        "<div class='x'><h2>Weiterlesen mit Werbung</h2><p>Besuchen Sie unsere Seite wie gewohnt mit Werbung und Tracking. Details zu Werbe- und Analyse-Trackern finden Sie in unserer Datenschutzerklärung oder am Seitenende unter Datenschutz-Einstellungen.</p><p>Um der Nutzung mit Werbung zuzustimmen, müssen in Ihrem Browser Cookies aktiviert sein. Wir und unsere Partner verarbeiten personenbezogene Daten.</p></div>",
        "<div><h2>Nous et nos partenaires</h2><p>Avec votre accord, nos partenaires et nous utilisons des cookies pour traiter des données personnelles comme votre visite sur ce site. Vous pouvez accepter ou retirer votre consentement à tout moment.</p></div>",
    ],
)  # fmt: skip
def test_a_page_that_only_asks_for_consent_is_no_article(body: str) -> None:
    (made,) = read(body, "The Island Daily")
    assert isinstance(made, Rejection)


def test_an_article_about_consent_is_one() -> None:
    text = (
        "<p>Ministers of the northern islands agreed on Monday to fine sites that hide the button to refuse cookies.</p>"
        "<p>Kari Solberg, who leads the office for consumers, said that most people click without reading a word.</p>"
        "<p>The fines may reach a tenth of what a company earns in a year, and begin in the autumn of next year.</p>"
        "<p>Shops in Bergen said they would need more time, because the boxes are made by firms in other countries.</p>"
    )
    made = article(f"<h1>Islands to fine sites over cookies</h1>{text}", "Islands to fine sites over cookies")
    assert len(made.paragraphs) == 4


@pytest.mark.parametrize(
    "wall",
    [
        "<div><h2>Subscribe to read on</h2><p>Get unlimited access from 1 euro a week. Cancel at any time.</p><p>Already a subscriber? Log in.</p></div>",
        "<p>This article is for subscribers only.</p><p>Subscribe now for full access to all our journalism from £1 a week.</p>",
        "<div><p>Sie haben bereits ein Abo? Hier anmelden</p></div>",
        "<div><p>Déjà abonné ? Connectez-vous</p></div>",
    ],
)  # fmt: skip
def test_the_beginning_before_a_paywall_is_kept_and_doubtful(wall: str) -> None:
    made = article(f"<article><h1>{TITLE}</h1><p>{FIRST}</p>{wall}</article>")
    assert made.paragraphs == (FIRST,)
    assert any("subscribers" in doubt for doubt in made.doubts)
    assert made.confidence < 1


def test_the_posts_of_a_blog_are_articles_of_their_own() -> None:
    posts = "".join(
        f"<div class='post p{n}'><h2><a href='/{n}'>{TITLES[language]}</a></h2><div class='date'>{n} March 2024</div>{ps(language)}</div>"
        for n, language in enumerate(("en", "de", "fr"), 1)
    )
    made = read(f"<h1>The Fish Blog</h1><div class='main'>{posts}</div>", "The Fish Blog")
    assert [each.title for each in made] == [TITLES["en"], TITLES["de"], TITLES["fr"]]
    assert [getattr(each, "published").iso for each in made] == ["2024-03-01", "2024-03-02", "2024-03-03"]  # noqa: B009
    assert [getattr(each, "paragraphs") for each in made] == [TEXTS["en"], TEXTS["de"], TEXTS["fr"]]  # noqa: B009


def test_the_sections_of_an_article_stay_together() -> None:
    sections = "".join(
        f"<section><h2>Part {n} of the talks</h2>{ps(language)}</section>"
        for n, language in enumerate(("en", "de"))
    )
    assert len(read(f"<h1>{TITLE}</h1>{sections}")) == 1
    linked = sections.replace("Part 0 of the talks", f"<a href='#0'>{TITLE}</a>")
    assert len(read(linked)) == 1


@pytest.mark.parametrize("element", ["a href='/x'", "span", "em"])
@pytest.mark.parametrize("name", ["popup", "related", "promo", "affiliate-link", "keywords"])
def test_words_in_a_sentence_stay_whatever_their_class(element: str, name: str) -> None:
    end = element.split()[0]
    first, second, rest = FIRST.split(" ", 2)
    inside = f"{first} <{element} class='{name}'>{second}</{end}> {rest}"
    made = article(f"<article><h1>{TITLE}</h1><p>{inside}</p><p>{SECOND}</p><p>{THIRD}</p></article>")
    assert made.paragraphs == (FIRST, SECOND, THIRD)


def test_a_sentence_whose_class_tells_of_something_else_stays() -> None:
    body = f"<article><h1>{TITLE}</h1><p><span class='eventContentTags'>{FIRST}</span></p><p>{SECOND}</p><p>{THIRD}</p><p>{TEXTS['en'][3]}</p></article>"
    assert article(body).paragraphs == TEXTS["en"][:4]


def test_the_same_sentence_with_another_number_is_no_repeat() -> None:
    line = "In district {} the turnout was lower than at any election since the war, the commission of the islands said on Monday evening, and the count there went on until the morning."
    lines = [line.format(number) for number in (11, 12, 13)]
    made = article(f"<article><h1>{TITLE}</h1>{''.join(f'<p>{each}</p>' for each in lines)}</article>")
    assert made.paragraphs == tuple(lines)


def test_the_captions_of_a_gallery_below_the_text_are_kept() -> None:
    figures = "".join(
        f"<figure><img src='{n}.jpg'><figcaption>Fishermen mend net number {n} in the harbour</figcaption></figure>"
        for n in range(4)
    )
    other = "<h3><a href='/2'>Rain stops the harvest</a></h3><figure><img src='9.jpg'><figcaption>A field in the rain</figcaption></figure>"
    made = article(f"<div><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>{figures}</div><div>{other}</div>")
    assert [each.text for each in made.captions] == [
        f"Fishermen mend net number {n} in the harbour" for n in range(4)
    ]


def test_a_page_laid_out_with_tables_and_fonts() -> None:
    paragraphs = "<P>".join(TEXTS["en"])
    body = (
        "<TABLE WIDTH=600><TR><TD WIDTH=120><A HREF='/'>Home</A><BR><A HREF='/w'>World</A><BR></TD>"
        f"<TD><FONT SIZE=5><B>{TITLE}</B></FONT><BR><FONT SIZE=2>By Ann Lee<BR>March 5, 2004</FONT><P>{paragraphs}"
        "<P><A HREF='/x'>Next story</A></TD></TR></TABLE><HR><FONT SIZE=1>Copyright 2004 The Daily</FONT>"
    )
    made = article(body, f"The Daily: {TITLE}")
    assert (made.title, made.published.iso) == (TITLE, "2004-03-05")
    assert made.paragraphs[-len(TEXTS["en"]) :] == TEXTS["en"]


def test_the_day_that_the_data_give_to_the_page_itself() -> None:
    head = '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2024-03-05","dateModified":"2024-05-01"}</script>'
    assert article(f"<h1>{TITLE}</h1>{TEXT}", head=head).published.iso == "2024-03-05"
