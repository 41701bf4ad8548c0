# ruff: noqa: E501 - markup and paragraphs stand on one line each
"""HTML pages in the markup of news sites of today: what is read of them, and what is left out."""

import io
from collections.abc import Callable

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle, Rejection
from tests.html_pages import LEAKS, MENU, PAGES, TEASERS, Page, island_daily, ld, og, ps
from tests.html_words import TEXTS, TITLES


def read(markup: str | bytes, name: str = "page.html") -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(markup if isinstance(markup, bytes) else markup.encode())))


def article(markup: str | bytes, name: str = "page.html") -> ParsedArticle:
    made = read(markup, name)
    assert len(made) == 1
    assert isinstance(made[0], ParsedArticle), made[0]
    return made[0]


def refusal(markup: str, name: str = "page.html") -> str:
    made = read(markup, name)
    assert len(made) == 1
    assert isinstance(made[0], Rejection), made[0]
    return made[0].reason


def page(body: str, head: str = "", lang: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


@pytest.fixture(params=PAGES, ids=lambda make: make.__name__)
def known(request: pytest.FixtureRequest) -> Page:
    make: Callable[[], Page] = request.param
    return make()


def test_the_paragraphs_of_a_page_are_its_text(known: Page) -> None:
    made = article(known.markup)
    assert [text for text in made.paragraphs if text not in known.extra] == list(known.paragraphs)
    for text in known.extra:
        assert text in made.paragraphs
    for text in (*LEAKS, *known.leaks):
        assert text not in made.body


def test_the_metadata_of_a_page_are_its_own(known: Page) -> None:
    made = article(known.markup)
    assert made.title == known.title
    assert made.published.iso == known.published
    assert made.published.rule
    assert (made.byline, made.source, made.url) == (known.byline, known.source, known.url)
    assert made.language == known.language
    assert made.layout == "HTML page"


def test_captions_stand_apart_from_the_text(known: Page) -> None:
    made = article(known.markup)
    assert tuple(caption.text for caption in made.captions) == known.captions
    if known.credits:
        assert tuple(caption.credit for caption in made.captions) == known.credits
    for text in known.captions:
        assert text not in made.body


def test_what_is_taken_out_of_the_text_is_kept_with_the_reason() -> None:
    made = article(island_daily().markup)
    removed = {line.text: line.reason for line in made.removed}
    assert any("First Edition" in text for text in removed)
    assert all(removed.values())


def test_the_lines_of_the_text_are_lines_of_the_file() -> None:
    texts = TEXTS["en"]
    paragraphs = "\n\n".join(f"<p>{text}</p>" for text in texts)
    markup = f"<!doctype html>\r\n<html><head><script>\n\n\n</script>\n<!-- a\nb --></head>\n<body>\n{MENU}\n<h1>Rain</h1>\n{paragraphs}</body></html>"
    lines = markup.replace("\r\n", "\n").split("\n")
    made = article(markup)
    assert made.first_line is not None
    assert made.last_line is not None
    assert lines[made.first_line - 1] == f"<p>{texts[0]}</p>"
    assert lines[made.last_line - 1].startswith(f"<p>{texts[4]}</p>")


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page", "page.txt", "page.aspx"])
def test_a_page_is_known_by_its_content(name: str) -> None:
    assert article(island_daily().markup, name).layout == "HTML page"


@pytest.mark.parametrize(
    "opening",
    [
        "<article><h1>Rain halts talks</h1>",
        "<!-- saved from url=(0042)https://site.example/news/rain-halts-talks -->\n<html><body>",
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml"><body>',
        "\n\n  <HTML><BODY>",
        "<div class='story'>",
        "<h1>Rain halts talks</h1>",
    ],
)
def test_pieces_of_pages_and_old_kinds_are_pages(opening: str) -> None:
    made = article(f"{opening}{ps('en')}", "piece.txt")
    assert made.paragraphs == TEXTS["en"]
    assert made.layout == "HTML page"


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><rss version="2.0"><channel><item><title>Rain</title></item></channel></rss>',
        '<rss version="2.0"><channel></channel></rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry></entry></feed>',
        '<?xml version="1.0"?>\n<!-- made by a program -->\n<rdf:RDF xmlns:rdf="x"></rdf:RDF>',
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>',
        '<?xml version="1.0"?><title>Rain</title>',
    ],
)
def test_feeds_and_other_xml_are_no_pages(text: str) -> None:
    assert all(getattr(each, "layout", "") != "HTML page" for each in read(text, "a.html"))


def test_a_text_that_speaks_of_markup_is_no_page() -> None:
    text = "Rain halts talks\n\nThe tag <html> opens a page, and <p> a paragraph, said the engineer of the river.\n"
    assert article(text, "a.txt").layout == "plain text"


def test_a_page_saved_with_all_its_files_but_the_page_is_refused() -> None:
    text = (
        'From: <Saved by Browser>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n'
    )
    assert "no page" in refusal(text, "a.mhtml")


def test_an_index_of_other_pages_is_refused() -> None:
    links = "".join(
        f'<li><a href="/n/{n}">A headline of some story or other, number {n}</a></li>' for n in range(60)
    )
    markup = page(
        f"{MENU}<main><h1>World</h1><p>All news of the world.</p><ul>{links}</ul></main>",
        "<title>World</title>",
    )
    assert "index" in refusal(markup)


def test_a_front_page_of_teasers_is_never_sure() -> None:
    cards = "".join(
        f'<div class="item"><h2><a href="/n/{n}">Headline number {n} of this day</a></h2><p>A line about story {n}, with a few words more.</p></div>'
        for n in range(40)
    )
    made = read(
        page(
            f"{MENU}<main>{cards}</main>",
            '<title>The Daily</title><meta property="og:type" content="website">',
        )
    )
    assert all(isinstance(each, Rejection) or each.doubts for each in made)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("404 - Page not found", "<p>Sorry, the page you are looking for is not here any more.</p>"),
        ("Log in", "<form><p>Please log in to your account to go on.</p><input></form>"),
        ("Just a moment...", "<p>Verifying that you are human. This may take a few seconds.</p>"),
    ],
)
def test_login_and_error_pages_are_refused(title: str, text: str) -> None:
    assert "no article text" in refusal(page(f"<h1>{title}</h1>{text}", f"<title>{title}</title>"))


def test_a_page_that_needs_javascript_says_so() -> None:
    markup = page('<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>')
    assert "JavaScript" in refusal(markup)


def test_the_text_of_the_metadata_serves_where_the_page_shows_none() -> None:
    block = ld("en", "The Daily", articleBody="\n\n".join(TEXTS["en"]))
    made = article(page('<div id="root"></div>', og("en", "The Daily") + block))
    assert made.paragraphs == TEXTS["en"]
    assert made.first_line is None


def test_a_text_of_the_metadata_that_is_cut_off_is_not_taken() -> None:
    block = ld("en", "The Daily", articleBody=" ".join(TEXTS["en"])[:300] + "...")
    made = article(page(f"<article><h1>{TITLES['en']}</h1>{ps('en')}</article>", block))
    assert made.paragraphs == TEXTS["en"]


def test_words_below_the_text_that_the_metadata_end_before_are_left_out() -> None:
    block = ld("en", "The Daily", articleBody=" ".join(TEXTS["en"]))
    more = "<p>Do you live in Durres? Write to the editors and tell them what you think of the harbour.</p>"
    made = article(page(f"<article><h1>{TITLES['en']}</h1>{ps('en')}{more}</article>", block))
    assert made.paragraphs == TEXTS["en"]


def test_the_beginning_that_a_paywall_shows_is_doubtful() -> None:
    block = ld("en", "The Daily", isAccessibleForFree=False)
    made = article(page(f"<article><h1>{TITLES['en']}</h1>{ps('en', '', 0, 2)}</article>", block))
    assert any("subscribers" in doubt for doubt in made.doubts)


def test_a_wall_of_cookies_is_no_article() -> None:
    text = "<p>We use cookies and other technologies to improve your experience on our website.</p><p>Manage cookie preferences</p><p>Accept all</p>"
    assert "no article text" in refusal(page(f"<div class='wall'>{text}</div>", "<title>The Daily</title>"))


def test_a_live_blog_is_one_article() -> None:
    posts = "".join(
        f'<article class="block"><h2>Post {n}: talks at hour {n}</h2><time datetime="2024-03-05T0{n}:15:00Z">0{n}:15</time><p>{TEXTS["en"][n % 5]} It was hour {n}.</p></article>'
        for n in range(8)
    )
    made = article(
        page(
            f"<main><h1>{TITLES['en']}</h1><div class='liveblog'>{posts}</div></main>",
            og("en", "The Daily") + ld("en", "The Daily", kind="LiveBlogPosting"),
        )
    )
    for n in range(8):
        assert f"It was hour {n}." in made.body


def test_several_full_articles_of_a_page_are_cut_apart() -> None:
    first, second = TEXTS["en"], TEXTS["de"]
    markup = page(
        f"<main><article><h1>{TITLES['en']}</h1>{ps('en')}</article><article><h1>{TITLES['de']}</h1>{ps('de')}</article></main>{TEASERS}",
        og("en", "The Daily") + ld("en", "The Daily", {"@type": "Person", "name": "Ann Lee"}),
    )
    made = read(markup)
    assert [getattr(each, "title", "") for each in made] == [TITLES["en"], TITLES["de"]]
    assert [getattr(each, "paragraphs", ()) for each in made] == [first, second]
    assert [each.index for each in made] == [0, 1]
    assert [getattr(each, "byline", None) for each in made] == ["Ann Lee", ""]


def test_several_pages_of_a_file_are_read_one_by_one() -> None:
    makers = PAGES[:4]
    markup = "\n".join(make().markup for make in makers)
    made = read(markup)
    assert [getattr(each, "url", "") for each in made] == [make().url for make in makers]
    assert [each.index for each in made] == [0, 1, 2, 3]
    last = 0
    for each in made:
        assert isinstance(each, ParsedArticle)
        assert each.first_line is not None
        assert each.last_line is not None
        assert last < each.first_line <= each.last_line
        assert each.paragraphs[-1][:40] in markup.split("\n")[each.last_line - 1]
        last = each.last_line


@pytest.mark.parametrize(
    ("encoding", "declared", "language"),
    [
        ("windows-1251", '<meta charset="windows-1251">', "ru"),
        ("koi8-r", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "ru"),
        ("shift_jis", '<meta charset="Shift_JIS">', "ja"),
        ("euc-jp", '<meta charset="euc-jp">', "ja"),
        ("iso-2022-jp", '<meta charset="iso-2022-jp">', "ja"),
        ("gb18030", '<meta charset="gb2312">', "zh"),
        ("windows-1256", "<meta charset=windows-1256>", "ar"),
        ("iso-8859-9", '<meta charset="iso-8859-9">', "tr"),
        ("euc-kr", '<meta charset="euc-kr">', "ko"),
        ("utf-8", '<meta charset="iso-8859-1">', "el"),
        ("utf-8", "", "pl"),
        ("utf-8-sig", '<meta charset="windows-1252">', "de"),
        ("utf-16", "", "fr"),
        ("utf-8", '<meta charset="no-such-thing">', "fa"),
    ],
)
def test_a_page_is_read_in_its_encoding(encoding: str, declared: str, language: str) -> None:
    markup = page(f"<article><h1>{TITLES[language]}</h1>{ps(language)}</article>", declared, language)
    made = article(markup.encode(encoding, "xmlcharrefreplace"))
    assert made.title == TITLES[language]
    assert made.paragraphs == TEXTS[language]
    assert made.language == language


def test_a_language_that_the_page_declares_wrongly_is_found_out() -> None:
    assert article(page(f"<article>{ps('de')}</article>", lang="en")).language == "de"


def test_a_paragraph_that_a_page_shows_twice_is_kept_once() -> None:
    quote = f"<blockquote>{TEXTS['en'][1]}</blockquote>"
    made = article(page(f"<article><h1>Rain</h1>{ps('en', '', 0, 3)}{quote}{ps('en', '', 3)}</article>"))
    assert made.paragraphs == TEXTS["en"]
    assert any(line.reason == "said in the text too" for line in made.removed)


def test_tables_and_lists_of_the_text_stay() -> None:
    table = "<table><tr><th>Port</th><th>Boats</th></tr><tr><td>Durres</td><td>41</td></tr></table>"
    points = "<ul><li>Quotas will be published before the summer begins.</li><li>Experts meet in Bergen in May.</li></ul>"
    made = article(
        page(
            f"<article><h1>Rain</h1>{ps('en', '', 0, 2)}{points}{ps('en', '', 2, 4)}{table}{ps('en', '', 4)}</article>"
        )
    )
    assert "Durres 41" in made.body
    assert "Experts meet in Bergen in May." in made.paragraphs
