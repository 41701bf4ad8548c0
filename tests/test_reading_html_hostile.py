# ruff: noqa: E501 - a piece of markup a word
"""HTML made to do harm, and any HTML at all: records or reasons, in bounded time, never an exception."""

import io
import json
import socket
import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.reading import read_file
from articles.reading.html_source import flatten, pages
from articles.records import ParsedArticle, Rejection
from tests.html_pages import PAGES, ps
from tests.html_words import TEXTS

TEXT = ps("en")
PIECES = st.sampled_from(
    [
        "<html>", "</html>", "<body>", "</body>", "<head>", "</head>", "<!doctype html>", "<?xml version='1.0'?>",
        "<p>", "</p>", "<div>", "</div>", "<article>", "</article>", "<h1>", "</h1>", "<h2>", "<main>", "<table>",
        "<tr>", "<td>", "</table>", "<ul>", "<li>", "<a href='/x'>", "<a href=", "</a>", "<figure>", "<figcaption>",
        "</figure>", "<br>", "<br/>", "<script>", "</script>", "<style>", "<svg>", "<svg/>", "<!--", "-->", "<!",
        "<![CDATA[", "]]>", "<", ">", "&", "&amp;", "&#0;", "&#x202e;", "&lt;b&gt;", "\0", "\x1b", "\u202e", "\ud7ff",
        "<title>", "</title>", "<meta charset=utf-16>", "<meta charset='x'>", "<base href='http://['>",
        "<link rel=canonical href='http://['>", "<meta property=og:title content='Rain'>", "<time datetime='9999'>",
        '<script type="application/ld+json">', '{"@type":"NewsArticle","headline":["Rain"],"author":{"name":{}}}',
        '{"@type":"NewsArticle","articleBody":7,"datePublished":{"a":1},"url":[1]}', "<form>", "<aside>", "<template>",
        "<plaintext>", "<textarea>", "<select>", "<math>", "<frameset>", "<blockquote>", "<p class='share'>",
        "<div class=caption>", "word ", "Rain halts talks. ", "\n", TEXTS["en"][0], TEXTS["ja"][1], TEXTS["ar"][2],
    ]
)  # fmt: skip
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(data: bytes, name: str = "page.html") -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(data)))


def check(made: list[ParsedArticle | Rejection]) -> None:
    assert made
    for each in made:
        if isinstance(each, Rejection):
            assert each.reason
            assert "could not be read" not in each.reason
        else:
            assert each.title
            assert each.body.strip()
            assert not set("\0\u202e\x1b") & set(each.title + each.body)


@QUICK
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_soup_of_tags_becomes_records_or_reasons(markup: str) -> None:
    check(read(("<html>" + markup).encode("utf-8", "replace")))


@QUICK
@given(st.sampled_from([b"<html>", b"<!doctype html><p>", b"\xff\xfe<\0h\0"]), st.binary(max_size=400))
def test_any_bytes_that_open_as_a_page_become_records_or_reasons(opening: bytes, data: bytes) -> None:
    check(read(opening + data))


@QUICK
@given(st.sampled_from(PAGES), st.integers(0, 6000), st.integers(0, 400))
def test_a_page_with_a_hole_becomes_records_or_reasons(make: object, start: int, length: int) -> None:
    assert callable(make)
    markup = make().markup
    check(read((markup[:start] + markup[start + length :]).encode()))


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + TEXT + "</div>" * 100_000,
        "<span>" * 100_000 + TEXT,
        "<b><i>" * 50_000 + TEXT,
        "<ul><li>" * 50_000 + TEXT,
        "<table><tr><td>" * 30_000 + TEXT,
        TEXT + "<script>" * 100_000,
        TEXT + "<!--" * 100_000,
        TEXT + "<svg>" * 100_000,
        TEXT + "<" * 1_000_000,
        TEXT + "<a" * 500_000,
        TEXT + "<" + "a" * 1_000_000,
        TEXT + "data:" * 200_000,
        TEXT + "<html><body>" * 20_000,
        TEXT + '<img src="data:image/png;base64,' + "A" * 5_000_000 + '">',
        "<script>" + "var a = '<p>x</p>';" * 200_000 + "</script>" + TEXT,
        TEXT + "<div class='" + "share-" * 100_000 + "'>x</div>",
        TEXT + "<p>hello there</p>" * 50_000,
        '<script type="application/ld+json">' + '{"@graph":[' * 20_000 + "</script>" + TEXT,
        "<title>" + "Rain | " * 200_000 + "</title>" + TEXT,
        TEXT + "<p>a</p>" * 99_000,
        TEXT + "<figure>" * 170 + "<figcaption>cap</figcaption>" * 50_000,
        TEXT + "<div class=caption>" * 150 + "<div class=caption>x</div>" * 98_000,
        TEXT + "<div class=share>" * 150 + "<p>Rain fell on town</p>" * 98_000,
        TEXT + "<div class=author>" * 170 + "<p>x rain and fog</p>" * 98_000,
        TEXT + "<div itemprop=author>" * 170 + "<b itemprop=x></b>" * 98_000,
        TEXT + "<div " + " ".join(f"a{n}=x" for n in range(100_000)) + ">",
        TEXT + "<div " + " ".join(f'a{n}="<"' for n in range(100_000)) + ">",
        TEXT + "<div class='" + "aB" * 2_500_000 + "'>x</div>",
        TEXT + "<p>" + "<a href=/x>Rain</a> " * 99_000,
        "<p>" + "rain fell on the river and the town, " * 140_000,
        TEXT + "<p>" + "a" * 5_000_000,
        "".join(f"<p>{f'Rain {n} fell on the {n * 7} river ' * 60}.</p>" for n in range(1990)),
        '<script type="application/ld+json">{"a":1}' + " " * 1_000_000 + "x</script>" + TEXT,
        '<script type="application/ld+json">' + "a" + "-->" * 500_000 + "</script>" + TEXT,
        '<script type="application/ld+json">{"@type":"NewsArticle","publisher":"a'
        + " " * 10**6
        + 'b"}</script>'
        + TEXT,
    ],
    ids=range(35),
)
def test_pages_made_to_do_harm_are_read_in_bounded_time(markup: str) -> None:
    start = time.process_time()
    check(read(f"<html><body>{markup}".encode()))
    assert time.process_time() - start < 60


@pytest.mark.parametrize(
    "piece", ["<", "<p>", "data:a", "<svg/>", "<!-- a -->", "\n", "\r", "<a ", "<html><body>"]
)
def test_a_page_of_64_mib_is_refused_in_bounded_time(piece: str) -> None:
    data = f"<html><body>{TEXT}{piece * (62 * 2**20 // len(piece))}".encode()
    start = time.process_time()
    check(read(data))
    assert time.process_time() - start < 60


def test_a_page_of_too_many_elements_is_refused_with_the_limit() -> None:
    made = read(f"<html><body>{TEXT}{'<i>a</i>' * 100_001}".encode())
    assert isinstance(made[0], Rejection)
    assert "100,000 elements" in made[0].reason


def test_values_that_are_nested_without_end_are_passed_over() -> None:
    for field in ("headline", "@type", "url", "isAccessibleForFree", "author", "articleBody"):
        deep = f'{{"@type":"NewsArticle","{field}":{"[" * 900}"x"{"]" * 900}}}'
        made = read(f'<html><body><script type="application/ld+json">{deep}</script>{TEXT}'.encode())
        assert isinstance(made[0], ParsedArticle)


def test_the_text_in_too_deep_a_nest_is_not_lost() -> None:
    made = read(f"<html><body>{'<div>' * 5000}{TEXT}{'</div>' * 5000}<p>After it.</p></body></html>".encode())
    assert isinstance(made[0], ParsedArticle)
    assert made[0].paragraphs[:5] == TEXTS["en"]
    assert flatten("<div>" * 300).count("<div>") < 256


def test_entities_of_a_document_are_not_expanded() -> None:
    markup = (
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<html><body><p>&b; &f;</p>{TEXT}</body></html>"
    )
    made = read(markup.encode())
    assert isinstance(made[0], ParsedArticle)
    assert "lol" not in made[0].body
    assert "root:" not in made[0].body


def test_a_page_beyond_the_limit_is_refused_with_the_limit() -> None:
    made = read(b"<html><body>" + b"<p>Rain fell on the river.</p>" * 300_000)
    assert isinstance(made[0], Rejection)
    assert "6 MiB" in made[0].reason


def test_lines_end_in_any_way() -> None:
    found = pages("<p>a\r\n<p>b\r<p>c\r\r\n<p>d\u2028<p>e")[0].markup
    assert found.split("\n") == ["<p>a", "<p>b", "<p>c", "<p>d", "<p>e"]


def test_lines_are_kept_where_scripts_are_taken_out() -> None:
    markup = "<html>\n<script>\na\nb</script>\n<!-- c\nd -->\n<style>\n</style>\n<p>x</p>\n"
    found = pages(markup)[0].markup
    assert found.count("\n") == markup.count("\n")
    assert found.split("\n").index("<p>x</p>") == markup.split("\n").index("<p>x</p>")


def test_nothing_is_ever_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page must not lead to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for make in PAGES:
        check(read(make().markup.encode()))
    markup = '<!DOCTYPE html SYSTEM "http://site.example/x.dtd"><html><head><base href="http://site.example/"></head>'
    check(read(f"{markup}<body><iframe src='http://site.example/'></iframe>{TEXT}".encode()))


HEADLINE = "Rain Halts Talks in the Hills"
LONG = "Rain fell on the hills above the town on Monday, officials said on the radio. " * 1000
MANY = 1500
STREAM = f"1:T{len(LONG):x},{LONG}2:" + json.dumps({"headline": HEADLINE, "body": ["$1"] * MANY}) + "\n"
STORE = {
    "Text:1": {"__typename": "Text", "text": LONG},
    "Article:1": {"__typename": "Article", "headline": HEADLINE, "body": [{"__ref": "Text:1"}] * MANY},
}
CHAIN = {f"N:{n}": {"__typename": "N", "items": [{"__ref": f"N:{n + 1}"}] * 300} for n in range(12)} | {
    "Article:1": {"__typename": "Article", "headline": HEADLINE, "body": [{"__ref": "N:0"}] * 300}
}


@pytest.mark.parametrize(
    "script",
    [
        f"self.__next_f.push([1,{json.dumps(STREAM)}])",
        json.dumps([{"headline": 1, "body": 2}, HEADLINE, [3] * MANY, LONG]),
        f"x=(function(a,b){{return {{headline:a,body:[{','.join('b' * MANY)}]}}}}({json.dumps(HEADLINE)},{json.dumps(LONG)}))",
        f"window.__APOLLO_STATE__={json.dumps(STORE)}",
        f"window.__APOLLO_STATE__={json.dumps(CHAIN)}",
    ],
    ids=["streamed", "folded", "called", "store", "chain"],
)
def test_a_text_that_a_script_names_a_thousand_times_is_not_put_together(script: str) -> None:
    """A page of a hundred kilobytes would become gigabytes."""
    page = f"<html><head><title>{HEADLINE}</title></head><body><script>{script}</script></body></html>"
    began = time.process_time()
    tracemalloc.start()
    try:
        (made,) = read(page.encode())
        assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    finally:
        tracemalloc.stop()
    assert isinstance(made, Rejection)
    assert time.process_time() - began < 60


def test_what_is_taken_out_of_a_page_is_freed_in_the_time_of_its_size() -> None:
    """Nine times the options take about nine times as long, and not eighty times."""

    def spent(count: int) -> float:
        began = time.process_time()
        check(read(f"<html><body>{TEXT}<select>{'<option>Rain' * count}".encode()))
        return time.process_time() - began

    spent(1000)
    assert spent(90_000) < 30 * spent(10_000)


@pytest.mark.parametrize("name", ["cp037", "cp1140", "cp273", "ebcdic-cp-us", "utf-16", "hex", "undefined"])
def test_a_page_in_ascii_is_read_whatever_it_declares(name: str) -> None:
    made = read(f'<html><head><meta charset="{name}"></head><body>{TEXT}</body></html>'.encode())
    assert isinstance(made[0], ParsedArticle)
    assert made[0].paragraphs[:5] == TEXTS["en"]


@pytest.mark.parametrize(
    "sign",
    ["\x01", "\x0b", "\x0c", "\x1b", "\ufffe", "&#1;", "&#x0B", "&#012;", "&#31;", "&#xFFFF;", "&#65534;"],
)
def test_a_control_character_behind_what_is_taken_out_does_not_cost_the_page(sign: str) -> None:
    page = f"<html><body><div><nav>Home</nav>{sign}{TEXT}</div><p>It is 20 &#37; dry &#123;so&#x1f600;.</p></body></html>"
    made = read(page.encode())
    assert isinstance(made[0], ParsedArticle)
    assert made[0].paragraphs[:5] == TEXTS["en"]
    assert "20 % dry {so😀." in made[0].body
