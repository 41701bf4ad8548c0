"""News of agencies (NITF, NewsML), other XML of articles, exports of WordPress: read, or refused."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.reading import read_file
from articles.records import ParsedArticle, Rejection

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = (
    "<p>Talks on the river stopped on Tuesday.</p><p>It will be dry by June, <person>Bo Li</person> said.</p>"
)
BODY = "Talks on the river stopped on Tuesday.\n\nIt will be dry by June, Bo Li said."
NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.example/nitf-3-4.dtd">
<nitf><head><title>river</title><docdata><doc-id id-string="n-1"/><date.issue norm="20110503T101500Z"/></docdata>
<pubdata name="Hill Post" ex-ref="http://news.example/1"/></head><body><body.head>
<hedline><hl1>Rain Halts Talks</hl1><hl2>Envoys wait</hl2></hedline><byline>By <person>Ann Lee</person></byline>
</body.head><body.content><media media-type="image"><media-caption><p>Tents in Goma, May 2, 2011.</p></media-caption>
<media-producer>AP</media-producer></media><block>{TEXT}</block></body.content></body></nitf>"""  # noqa: E501
ITEM = f"""<newsItem xmlns="http://iptc.example/nar/" xmlns:h="http://www.w3.org/1999/xhtml" guid="urn:1" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="hp"><name>Hill Post</name></provider>
<versionCreated>2011-05-09T10:00:00Z</versionCreated><firstCreated>2011-05-03T10:00:00Z</firstCreated></itemMeta>
<contentMeta><by>By Ann Lee</by><headline>Rain Halts Talks</headline></contentMeta><contentSet><inlineXML>
<h:html><h:head><h:title/></h:head><h:body>{TEXT.replace("<p>", "<h:p>").replace("</p>", "</h:p>")}</h:body>
</h:html></inlineXML></contentSet></newsItem>"""  # noqa: E501
PICTURE = """<newsItem xmlns="http://iptc.example/nar/" guid="urn:2"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
<contentMeta><headline>A tent</headline></contentMeta></newsItem>"""  # noqa: E501


def read(text: str | bytes, name: str = "a.xml") -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(text.encode() if isinstance(text, str) else text)))


def article(text: str | bytes) -> ParsedArticle:
    (made,) = read(text)
    assert isinstance(made, ParsedArticle), made
    return made


def test_nitf_is_read_with_its_pictures_and_nothing_is_fetched_for_it() -> None:
    made = article(NITF)
    assert (made.title, made.body, made.byline) == ("Rain Halts Talks", BODY, "Ann Lee")
    assert (made.published.iso, made.source, made.url) == ("2011-05-03", "Hill Post", "http://news.example/1")
    assert [(each.text, each.credit) for each in made.captions] == [("Tents in Goma, May 2, 2011.", "AP")]
    assert (made.external_id, made.layout) == ("n-1", "agency XML")


def test_the_texts_of_a_newsml_message_are_articles_and_its_pictures_are_told() -> None:
    made, refused = read(f"<newsMessage><itemSet>{ITEM}{PICTURE}</itemSet></newsMessage>")
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.body, made.byline) == ("Rain Halts Talks", BODY, "Ann Lee")
    assert (made.published.iso, made.source, made.language) == ("2011-05-03", "Hill Post", "en")
    assert isinstance(refused, Rejection)
    assert (refused.reason, refused.title) == ("no text: the item is a picture", "A tent")


def test_newsml_of_the_first_version_is_read() -> None:
    made = article(
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>hp</ProviderId></NewsIdentifier></Identification>"
        "<NewsManagement><FirstCreated>20110503T101500Z</FirstCreated></NewsManagement><NewsComponent><NewsLines>"
        "<HeadLine>Rain Halts Talks</HeadLine><ByLine>By Ann Lee</ByLine></NewsLines><ContentItem><DataContent>"  # noqa: E501
        f"<html><body>{TEXT}</body></html></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )
    assert (made.title, made.body, made.published.iso) == ("Rain Halts Talks", BODY, "2011-05-03")


@pytest.mark.parametrize(
    "pattern",
    [
        '<export><title>All</title><story id="7"><headline>{t}</headline><pubDate>2011-05-03</pubDate><body>{b}</body></story>'  # noqa: E501
        '<story id="8"><headline>Whale Seen</headline><pubDate>2011-05-04</pubDate><body><p>{w}</p></body></story></export>',  # noqa: E501
        '<response><result><doc><str name="id">7</str><str name="title">{t}</str><str name="text">{b}</str>'
        '<date name="published">2011-05-03T00:00:00Z</date></doc></result></response>',
        "<Überschriften><satz id='7'><Titel>{t}</Titel><Datum>3. Mai 2011</Datum><Text>{b}</Text></satz></Überschriften>",  # noqa: E501
    ],
)
def test_an_element_that_holds_a_title_and_a_text_is_an_article(pattern: str) -> None:
    long = "Talks on the river stopped on Tuesday.\n\nIt will be dry by June, an envoy said &amp; left."
    made = read(pattern.format(t="Rain Halts Talks", b=long, w=long[::-1].replace(";pma&", "")))[0]
    assert isinstance(made, ParsedArticle), made
    assert (made.title, made.body) == ("Rain Halts Talks", long.replace("&amp;", "&"))
    assert (made.published.iso, made.external_id, made.layout) == ("2011-05-03", "7", "XML")


def test_paragraphs_may_be_elements_of_any_name() -> None:
    made = article(
        "<a><x><title>Rain</title><text><para>Talks on the river stopped.</para><para>It was dry by June.</para></text></x></a>"  # noqa: E501
    )
    assert made.body == "Talks on the river stopped.\n\nIt was dry by June."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<urlset><url><loc>http://news.example/1</loc></url></urlset>", "sitemap"),
        ("<plant><common>Fern</common><price>2</price></plant>", "XML is read only"),
        ("<?xml version='1.0'?><nitf><body>", "no well-formed XML"),
        (
            "<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf><body.content>&a;</body.content></nitf>",
            "entities of its own",
        ),
        ("<newsItem><itemMeta/></newsItem>", "no text in the item"),
        ("<packageItem><groupSet/></packageItem>", "no news item"),
        ("<a>" * 100_000, "no well-formed XML"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(text: str, words: str) -> None:
    (made,) = read(text if text.startswith("<?xml") else f"<?xml version='1.0'?>{text}")
    assert isinstance(made, Rejection)
    assert words in made.reason


def test_xml_of_a_million_tags_is_refused() -> None:
    (made,) = read("<a>" + "<b/>" * 2_000_001 + "</a>")
    assert isinstance(made, Rejection)
    assert "limit for one XML file" in made.reason


def test_elements_thousands_deep_are_refused_with_the_limit() -> None:
    deep = "<block>" * 5_000 + "<p>The talks went on.</p>" + "</block>" * 5_000
    (found,) = read(f"<nitf><body><body.content><p>Talks</p>{deep}</body.content></body></nitf>")
    assert isinstance(found, Rejection)
    assert "200 deep" in found.reason


def test_a_text_that_opens_with_a_word_in_angle_brackets_is_a_text() -> None:
    (made,) = read(
        "<Applause>\n\nThe envoy thanked the hall for coming and spoke of rain in the hills.\n", "a.txt"
    )
    assert isinstance(made, ParsedArticle)


def test_menus_pictures_and_drafts_of_a_wordpress_export_are_told_apart_from_posts() -> None:
    item = "<item><title>{0}</title>{1}<content:encoded><![CDATA[<p>Rain fell in the hills.</p>]]></content:encoded></item>"  # noqa: E501
    made = read(
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">'
        "<channel><title>Hill Post</title>"
        + item.format("Rain", "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>")
        + item.format("Menu", "<wp:post_type>nav_menu_item</wp:post_type><wp:status>publish</wp:status>")
        + item.format("Draft", "<wp:post_type>post</wp:post_type><wp:status>draft</wp:status>")
        + "</channel></rss>"
    )
    assert [each.title for each in made] == ["Rain", "Menu", "Draft"]
    assert [isinstance(each, ParsedArticle) for each in made] == [True, False, False]
    assert [each.reason for each in made if isinstance(each, Rejection)] == [
        "line 1: no article: part of a WordPress site (nav menu item)",
        "line 1: not published on its site: draft",
    ]


PIECES = st.sampled_from(
    ["<nitf>", "</nitf>", "<newsItem>", "</newsItem>", "<body.content>", "</body.content>", "<p>Rain.</p>", "<a>", "</a>",  # noqa: E501
     "<title>Rain</title>", "<body>" + "Rain fell. " * 9 + "</body>", "<media-caption>x</media-caption>", "&nbsp;", "&", "<",  # noqa: E501
     "<!-- a -->", "<![CDATA[<p>b</p>]]>", "<h:p>c</h:p>", "<date.issue norm='2011'/>", "<headline/>", "\x0b", "<?a b?>"]  # noqa: E501
)  # fmt: skip


@QUICK
@given(
    st.sampled_from(["nitf", "newsItem", "newsMessage", "NewsML", "a", "urlset"]),
    st.lists(PIECES, max_size=20),
)
def test_any_xml_becomes_records_or_reasons(root: str, pieces: list[str]) -> None:
    for text in (f"<{root}>{''.join(pieces)}</{root}>", f"<?xml version='1.0'?><{root}>{''.join(pieces)}"):
        made = read(text)
        assert made
        assert all(isinstance(each, ParsedArticle) or "could not be read" not in each.reason for each in made)
