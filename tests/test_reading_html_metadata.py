# ruff: noqa: E501 - markup stands on lines as long as servers send it
"""What pages state about their articles: in JSON-LD, also broken, in meta elements and in the page itself."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from articles.reading import html_page, read_file
from articles.reading.html_jsonld import articles, nodes
from articles.reading.html_titles import headline, plain
from articles.reading.opened import OpenFile
from articles.records import ParsedArticle
from tests.html_pages import ld, ps
from tests.html_words import TITLES


def article(
    head: str, body: str = "", url: str = "", name: str = "page.html", lang: str = "en"
) -> ParsedArticle:
    markup = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body or f"<article>{ps(lang)}</article>"}</body></html>'
    made = list(html_page.read(OpenFile(name, io.BytesIO(markup.encode()), url=url)))
    assert len(made) == 1
    assert isinstance(made[0], ParsedArticle)
    return made[0]


@pytest.mark.parametrize(
    ("stated", "heading", "sites", "title"),
    [
        (["Rain halts talks | BBC News"], "", ["BBC News"], "Rain halts talks"),
        (["Rain halts talks - The Guardian"], "", ["The Guardian", "theguardian.com"], "Rain halts talks"),
        (
            ["Rain halts talks | World news | The Guardian"],
            "Rain halts talks",
            ["the Guardian"],
            "Rain halts talks",
        ),
        (["Rain halts talks - DER SPIEGEL"], "", ["DER SPIEGEL"], "Rain halts talks"),
        (
            ["Rain halts talks — RT World News"],
            "",
            ["RT International", "rt.com", "rt"],
            "Rain halts talks — RT World News",
        ),
        (["Rain halts talks — RT World News"], "Rain halts talks", ["RT International"], "Rain halts talks"),
        (["BBC News - Rain halts talks in Geneva"], "", ["BBC News"], "Rain halts talks in Geneva"),
        (["雨で協議中断｜NHKニュース"], "", ["NHKニュース"], "雨で協議中断"),
        (["大雨中断会谈-新华网"], "大雨中断会谈", [], "大雨中断会谈"),
        (["大雨中断会谈_新华网"], "", ["新华网"], "大雨中断会谈"),
        (
            ["Rain - and no end: talks on the river halted"],
            "",
            ["The Daily"],
            "Rain - and no end: talks on the river halted",
        ),
        (["Gaza | What comes after the truce"], "", ["The Daily"], "Gaza | What comes after the truce"),
        (
            ["Analysis – Why the Guardian of the river is silent"],
            "",
            ["The Guardian"],
            "Analysis – Why the Guardian of the river is silent",
        ),
        (
            ["Rain halts talks on sharing the water of the..."],
            "Rain halts talks on sharing the water of the river",
            [],
            "Rain halts talks on sharing the water of the river",
        ),
        (["SEO words for machines", "Rain halts talks"], "Rain halts talks", [], "Rain halts talks"),
        (["The Daily", ""], "Rain halts talks", ["The Daily"], "Rain halts talks"),
        ([], "Rain halts talks", [], "Rain halts talks"),
        ([], "The Daily", ["The Daily"], ""),
    ],
)
def test_the_headline_comes_without_the_name_of_the_site(
    stated: list[str], heading: str, sites: list[str], title: str
) -> None:
    assert headline(stated, heading, sites) == title


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rain &amp; wind", "Rain & wind"),
        ("Rain &amp;amp; wind", "Rain & wind"),
        ("Rain &#39;halts&#39; talks", "Rain 'halts' talks"),
        ("<b>Rain</b> halts talks", "Rain halts talks"),
        ("&lt;b&gt;Rain&lt;/b&gt; halts talks", "Rain halts talks"),
        ("<script>alert(1)</script>Rain halts talks", "Rain halts talks"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Rain halts talks", "Rain halts talks"),
        ("&lt;img src=x onerror=alert(1)&gt;Rain halts talks", "Rain halts talks"),
        ("Rain \u202ehalts\u202c talks\u200b\x00\x07", "Rain halts talks"),
        ("Rain\n   halts\ttalks", "Rain halts talks"),
        ("Quota < 5 and > 3", "Quota < 5 and > 3"),
    ],
)
def test_a_title_is_plain_text(text: str, wanted: str) -> None:
    assert plain(text) == wanted


def test_scripts_in_titles_never_become_markup() -> None:
    title = "<title><script>alert(1)</script>Rain halts talks</title>"
    made = article(
        f'{title}<meta property="og:title" content="&lt;script&gt;alert(1)&lt;/script&gt;Rain halts talks">'
    )
    assert made.title == "Rain halts talks"


@pytest.mark.parametrize(
    ("block", "headline_", "day"),
    [
        ('{"@type":"NewsArticle","headline":"Rain","datePublished":"2024-03-05",}', "Rain", "2024-03-05"),
        (
            '<!--\n{"@type":"NewsArticle","headline":"Rain","datePublished":"2024-03-05"}\n-->',
            "Rain",
            "2024-03-05",
        ),
        (
            '//<![CDATA[\n{"@type":"NewsArticle","headline":"Rain","datePublished":"2024-03-05"}\n//]]>',
            "Rain",
            "2024-03-05",
        ),
        (
            '/*<![CDATA[*/{"@type":"NewsArticle","headline":"Rain","datePublished":"2024-03-05"}/*]]>*/',
            "Rain",
            "2024-03-05",
        ),
        (
            '{"@type":"NewsArticle","headline":"Rain","articleBody":"One\nTwo\tThree","datePublished":"2024-03-05"};',
            "Rain",
            "2024-03-05",
        ),
        (
            '{"@type":"NewsArticle","headline":"Rain","description":"He said "no" to it","datePublished":"2024-03-05"}',
            "Rain",
            "2024-03-05",
        ),
        (
            '{"@type":"WebSite"}{"@type":"NewsArticle","headline":"Rain","datePublished":"2024-03-05"}',
            "Rain",
            "2024-03-05",
        ),
        (
            '[{"@type":"BreadcrumbList"},{"@type":["Article","NewsArticle"],"headline":"Rain","datePublished":"2024-03-05"}]',
            "Rain",
            "2024-03-05",
        ),
        (
            '{"@graph":[{"@type":"WebPage"},{"@type":"https://schema.org/BlogPosting","headline":"Rain","datePublished":"2024-03-05"}]}',
            "Rain",
            "2024-03-05",
        ),
        (
            '{"@type":"WebPage","mainEntity":{"@type":"ReportageNewsArticle","headline":"Rain","datePublished":["2024-03-05"]}}',
            "Rain",
            "2024-03-05",
        ),
        (
            '{"@type":"NewsArticle","headline":{"@value":"Rain"},"datePublished":"2024-03-05"}',
            "Rain",
            "2024-03-05",
        ),
    ],
)
def test_json_ld_is_read_also_where_it_is_broken(block: str, headline_: str, day: str) -> None:
    made = article(f'<script type="application/ld+json">{block}</script>')
    assert (made.title, made.published.iso) == (headline_, day)


@pytest.mark.parametrize(
    "block",
    ["", "{", "null", "[]", "[[[[[[", '{"a":', "7", '"x"', "[" * 5000, '{"@type":{}}', '{"@graph":7}'],
)
def test_json_ld_of_any_shape_does_no_harm(block: str) -> None:
    assert articles(nodes([block])) == []


@pytest.mark.parametrize(
    ("head", "body", "url", "day", "rule"),
    [
        (ld("en", "The Daily"), "", "", "2024-03-05", "JSON-LD datePublished"),
        ('<meta property="article:published_time" content="2024-03-05T23:30:00-05:00">', "", "", "2024-03-05", "meta article:published_time"),
        ('<meta property="article:published_time" content="2024-03-06T00:30:00+09:00">', "", "", "2024-03-06", "meta article:published_time"),
        ('<meta name="DC.date.issued" content="2024-03-05">', "", "", "2024-03-05", "meta dc.date.issued"),
        ('<meta name="parsely-pub-date" content="2024-03-05T10:00:00Z">', "", "", "2024-03-05", "meta parsely-pub-date"),
        ('<meta itemprop="datePublished" content="2024-03-05">', "", "", "2024-03-05", "meta datepublished"),
        ("", f'<h1>Rain</h1><time datetime="2024-03-05">today</time><article>{ps("en")}</article>', "", "2024-03-05", "time element"),
        ("", "", "https://site.example/2024/03/05/rain", "2024-03-05", "address"),
        ('<meta property="article:modified_time" content="2024-03-05">', "", "", None, ""),
        ("", f'<h1>Rain</h1><time class="updated" datetime="2024-03-05">today</time><article>{ps("en")}</article>', "", None, ""),
        ("", f'<h1>Rain</h1><article>{ps("en")}</article><aside><time datetime="2024-03-05">5 March</time></aside>', "", None, ""),
        ('<meta name="date" content="0001-01-01T00:00:00Z">', "", "", None, ""),
        ('<meta name="date" content="1970-01-01">', "", "", None, ""),
        ('<meta name="date" content="soon">', "", "", None, ""),
        ('<meta name="date" content="0000-00-00"><meta name="pubdate" content="2024-03-05">', "", "", "2024-03-05", "meta pubdate"),
    ],
)  # fmt: skip
def test_the_day_of_publication(head: str, body: str, url: str, day: str | None, rule: str) -> None:
    made = article(head, body, url)
    assert made.published.iso == day
    assert made.published.rule == rule


def test_a_day_to_come_is_no_day_of_publication() -> None:
    later = (datetime.now(UTC) + timedelta(days=9)).date()
    stated = f'<meta property="article:published_time" content="{later.isoformat()}">'
    assert article(stated).published.iso is None
    assert article(stated, url=f"https://site.example/{later:%Y/%m/%d}/rain").published.iso is None


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ({"@type": "Person", "name": "Ann Lee"}, "Ann Lee"),
        ([{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Li"}], "Ann Lee, Bo Li"),
        ("By Ann Lee", "Ann Lee"),
        (["Ann Lee", "https://site.example/ann"], "Ann Lee"),
        ({"@type": "Person", "name": ["Ann Lee", "Bo Li"]}, "Ann Lee, Bo Li"),
        ({"@type": "Organization", "name": "The Daily"}, ""),
        ({"@type": "Person", "url": "https://site.example/ann"}, ""),
        ({"@type": "Person", "name": "Ann &amp; Bo"}, "Ann & Bo"),
    ],
)
def test_the_authors(author: object, byline: str) -> None:
    assert article(ld("en", "The Daily", author)).byline == byline


@pytest.mark.parametrize(
    ("head", "url", "wanted"),
    [
        ('<link rel="canonical" href="https://site.example/rain">', "", "https://site.example/rain"),
        ('<link rel="canonical" href="/rain">', "https://site.example/world/x?utm=1", "https://site.example/rain"),
        ('<link rel="canonical" href="/rain">', "", ""),
        ('<link rel="canonical" href="https://site.example/"><meta property="og:url" content="https://site.example/rain">', "", "https://site.example/rain"),
        ('<meta property="og:url" content="//site.example/rain">', "", "https://site.example/rain"),
        ('<link rel="canonical" href="javascript:alert(1)">', "https://site.example/rain", "https://site.example/rain"),
        ('<link rel="canonical" href="http://[broken">', "", ""),
        (ld("en", "The Daily", mainEntityOfPage={"@type": "WebPage", "@id": "https://site.example/rain"}), "", "https://site.example/rain"),
    ],
)  # fmt: skip
def test_the_address(head: str, url: str, wanted: str) -> None:
    assert article(head, url=url).url == wanted


def test_a_page_that_a_browser_saved_knows_where_it_came_from() -> None:
    markup = f"<!DOCTYPE html>\n<!-- saved from url=(0035)https://site.example/news/rain -->\n<html><body><article>{ps('en')}</article></body></html>"
    made = list(html_page.read(OpenFile("a.html", io.BytesIO(markup.encode()))))
    assert [getattr(each, "url", "") for each in made] == ["https://site.example/news/rain"]


def test_the_source_is_the_name_of_the_site_else_its_host() -> None:
    assert (
        article('<meta property="og:site_name" content="The Daily &amp; Sunday">').source
        == "The Daily & Sunday"
    )
    assert article(ld("en", "The Daily")).source == "The Daily"
    assert article("", url="https://www.site.example/rain").source == "site.example"


def test_an_identifier_is_taken_only_where_the_page_states_one() -> None:
    assert article('<meta name="articleid" content="nyt-1234">').external_id == "nyt-1234"
    assert article("").external_id == ""


def test_the_description_for_search_engines_is_no_text() -> None:
    made = article('<meta name="description" content="A summary that only machines read.">')
    assert "machines" not in made.body


def test_the_declared_encoding_of_the_server_is_believed_where_the_bytes_bear_it_out() -> None:
    markup = f"<html><body><article><h1>{TITLES['ru']}</h1>{ps('ru')}</article></body></html>"
    opened = OpenFile("a.html", io.BytesIO(markup.encode("koi8-r", "xmlcharrefreplace")), encoding="koi8-r")
    assert [getattr(each, "title", "") for each in html_page.read(opened)] == [TITLES["ru"]]
    opened = OpenFile("a.html", io.BytesIO(markup.encode()), encoding="iso-8859-1")
    assert [getattr(each, "title", "") for each in html_page.read(opened)] == [TITLES["ru"]]


def test_what_no_database_stores_is_no_part_of_the_metadata() -> None:
    text = (
        "<p>Ministers met in Oslo on Monday to talk of fish, and officials said they will meet again.</p>" * 9
    )
    script = r'{"@type": "NewsArticle", "headline": "Talks \ud800 on \u0000 fish \ud83d\udc1f", "author": "N \udfff M"}'
    page = f'<!doctype html><html><head><script type="application/ld+json">{script}</script></head>'
    page += f"<body><article><h1>Talks on fish</h1>{text}</article></body></html>"
    for made in read_file("a.html", io.BytesIO(page.encode())):
        assert isinstance(made, ParsedArticle)
        shown = made.title + made.byline
        assert "\0" not in shown
        assert shown.encode().decode() == shown
