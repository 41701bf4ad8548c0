"""Feeds become articles, one an item; a broken item costs itself, and nothing is fetched or unfolded."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.reading import Limits, read_file
from articles.reading.feedsource import source_of
from articles.records import ParsedArticle, Rejection

RSS = (
    '<?xml version="1.0"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">'
    "<channel><title>Hill Post: World News</title><language>en-us</language>\n"
)
END = "</channel></rss>"
ITEM = "<item><title>Whale seen</title><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description></item>\n"  # noqa: E501
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str | bytes, limits: Limits | None = None) -> list[ParsedArticle | Rejection]:
    stream = io.BytesIO(text.encode() if isinstance(text, str) else text)
    return list(read_file("feed.xml", stream, limits or Limits()))


def article(text: str | bytes) -> ParsedArticle:
    (made,) = read(text)
    assert isinstance(made, ParsedArticle), made
    return made


def test_an_item_becomes_an_article_with_all_that_the_feed_says() -> None:
    made = article(
        f"""{RSS}<item><title>Rain &amp;amp; snow</title><link>http://news.example/1</link>
        <guid isPermaLink="false">g-1</guid><pubDate>Mon, 30 Apr 2007 09:15:00 +0000</pubDate>
        <description>Short.</description><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Li</dc:creator>
        <content:encoded><![CDATA[<p>One &amp; two.</p><script>track()</script><p>Three<br/>four.</p>
        <img src="pixel.gif" width="1"/><p>The post <a>Rain</a> appeared first on <a>Hill</a>.</p>]]>
        </content:encoded><media:content url="x">
        <media:description>A tent in Goma, May 2, 2011</media:description>
        <media:credit>Reuters</media:credit></media:content></item>{END}"""
    )
    assert (made.title, made.body) == ("Rain & snow", "One & two.\n\nThree\nfour.")
    assert (made.url, made.external_id, made.byline) == ("http://news.example/1", "g-1", "Ann Lee and Bo Li")
    assert (made.published.iso, made.source, made.language) == ("2007-04-30", "Hill Post", "en")
    assert [(each.text, each.credit) for each in made.captions] == [
        ("A tent in Goma, May 2, 2011", "Reuters")
    ]
    assert [line.text for line in made.removed] == ["The post Rain appeared first on Hill."]
    assert (made.first_line, made.layout, made.doubts) == (3, "feed", ())


def test_atom_gives_its_link_authors_and_xhtml() -> None:
    made = article(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>World News</title><entry><title type="html">Rain</title>'  # noqa: E501
        '<id>tag:news.example,2007:1</id><link rel="self" href="http://self"/><link href="http://news.example/1"/>'
        "<published>2007-09-08T10:00:00Z</published><updated>2007-09-09T10:00:00Z</updated>"
        "<author><name>Ann Lee</name></author><author><name>Bo Li</name></author><summary>Short.</summary>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>x</b>.</p><p>Two.</p></div></content>'  # noqa: E501
        "</entry></feed>"
    )
    assert (made.body, made.url, made.byline) == (
        "One x.\n\nTwo.",
        "http://news.example/1",
        "Ann Lee and Bo Li",
    )
    assert (made.published.iso, made.external_id, made.source) == (
        "2007-09-08",
        "tag:news.example,2007:1",
        "",
    )


def test_rdf_and_old_rss_are_feeds_too() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Latest news from the Hill Post'  # noqa: E501
        '</title></channel><item rdf:about="http://news.example/1"><title>Rain</title><description>It rained.'
        "</description><dc:date>2007-04-30T09:15Z</dc:date></item></rdf:RDF>"
    )
    made = article(rdf)
    assert (made.published.iso, made.url, made.source) == ("2007-04-30", "http://news.example/1", "Hill Post")
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    assert article(f'{doctype}<rss version="0.91"><channel>{ITEM}</channel></rss>').body == "One.\n\nTwo."


def test_a_summary_alone_is_kept_with_a_doubt() -> None:
    made = article(
        f"{RSS}<item><title>Rain</title><description>It rained… &lt;a href='x'&gt;Read more&lt;/a&gt;</description></item>"  # noqa: E501
    )
    assert made.body == "It rained…"
    assert made.confidence < 0.8
    assert "only a summary" in made.doubts[0]
    assert [line.text for line in made.removed] == ["Read more"]
    assert article(RSS + ITEM + END).doubts == ()


def test_a_permalink_is_the_address_where_no_link_is() -> None:
    made = article(
        f"{RSS}<item><guid>http://news.example/2</guid><description>It rained.</description></item>"
    )
    assert made.url == "http://news.example/2"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r SYSTEM "http://evil.example/x.dtd">',
    ],
)
def test_entities_and_definitions_are_refused_in_words(doctype: str) -> None:
    item = "<item><title>&b;&x;</title><description>&b;&x;</description></item>"
    (made,) = read(f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel>{item}</channel></rss>')
    assert isinstance(made, Rejection)
    assert "DTD" in made.reason


def test_what_is_broken_costs_its_own_item() -> None:
    broken = [
        "<item><title>no <b></title></item>\n",
        "<item><title>open\n",
        "<item><![CDATA[ never\n",
        "<item><title>end",
    ]
    made = read(RSS + ITEM + broken[0] + ITEM + broken[1] + ITEM + broken[2] + ITEM + broken[3])
    rejected = {each.line: each.reason for each in made if isinstance(each, Rejection)}
    assert sorted(rejected) == [4, 6, 8, 10]
    assert "no well-formed XML" in rejected[4]
    assert "not closed before the next" in rejected[6]
    assert "<![CDATA[ is opened and not closed" in rejected[8]
    assert "ends within an item" in rejected[10]
    assert sum(isinstance(each, ParsedArticle) for each in made) == 4


def test_loose_ampersands_entities_of_html_and_unknown_prefixes_are_read() -> None:
    made = article(
        f"{RSS}<item><title>A&amp;B &nbsp;&eacute; AT&T</title><x:y>z</x:y><description>R&D &foo; \x01</description></item>"  # noqa: E501
    )
    assert (made.title, made.body) == ("A&B é AT&T", "R&D &foo;")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "cp1252"), ("iso-8859-1", "cp1252"), ("utf-8", "utf-16"), ("latin-1", "utf-8")],
)
def test_a_wrong_encoding_in_the_declaration_does_no_harm(declared: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>{RSS[22:]}<item><title>Größe</title><description>Schön – so.</description></item>'  # noqa: E501
    made = article(text.encode(encoding))
    assert (made.title, made.body) == ("Größe", "Schön – so.")


def test_a_feed_of_any_size_is_read_and_an_item_beyond_the_limit_is_not() -> None:
    huge = f"<item><title>{'x' * 300_000}</title></item>\n"
    made = read(RSS + ITEM * 2000 + huge + ITEM, Limits(text_file=1000, line=100_000))
    assert sum(isinstance(each, ParsedArticle) for each in made) == 2001
    assert [each.reason for each in made if isinstance(each, Rejection)] == [
        "line 2003: longer than 0 MiB, the limit for one item"
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hill Post: World News", "Hill Post"), ("Hill Post RSS feed", "Hill Post"), ("World News", ""),
        ("Latest headlines | The Hill Post", "The Hill Post"), ("Hill Post - Top Stories", "Hill Post"),
        ("RSS", ""), ("Hill-Post", "Hill-Post"), ("Politik – Bergpost", "Bergpost"),
    ],
)  # fmt: skip
def test_the_title_of_a_feed_names_its_publisher(title: str, name: str) -> None:
    assert source_of(title) == name


PIECES = st.sampled_from(["<item>", "</item>", "<item/>", "<!--", "-->", "<![CDATA[", "]]>", "&", "&lt;", "<title>x</title>", "<", ITEM, "\n", "é", "<entry>", "</entry>"])  # fmt: skip  # noqa: E501


@QUICK
@given(st.lists(PIECES, max_size=30).map("".join), st.binary(max_size=20))
def test_any_feed_becomes_records_or_reasons(text: str, tail: bytes) -> None:
    made = read((RSS + ITEM + text).encode() + tail)
    assert isinstance(made[0], ParsedArticle)
    for each in made:
        assert not isinstance(each, Rejection) or "could not be read" not in each.reason
