"""HTML inside a field becomes paragraphs; what is not HTML stays as it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.reading.markup import plain, read_field
from articles.reading.text import clean


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<p>One.</p><p>Two &amp; three.</p>", "One.\n\nTwo & three."),
        ("One<br>two<br/><br/>three", "One\ntwo\n\nthree"),
        ("<div>One\n  line</div>\n<div>Two</div>", "One line\n\nTwo"),
        ("One <b>bold</b>.\n\nTwo.", "One bold.\n\nTwo."),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("x <script>a < b</script><style>p{}</style><b>y</b>", "x y"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\n\nTwo"),
        ("<p>One<p>Two <i>open", "One\n\nTwo open"),
        ("<!-- not this --><p>One</p>", "One"),
        ("AT&amp;T &#8217;s", "AT&T ’s"),
    ],
)
def test_html_becomes_text_with_its_paragraphs(value: str, text: str) -> None:
    assert read_field(value).text == text


@pytest.mark.parametrize(
    "value",
    ["a < b and c > d", "mail <ann@news.example> now", "if x <p and y", "5 <6", "R&D", "one\n\n\n  two\t"],
)
def test_what_is_no_html_is_left_as_it_is(value: str) -> None:
    assert read_field(value).text == value


@pytest.mark.parametrize(
    "button",
    [
        "<a href='x'>Read more</a>", "<p>Continue reading &rarr;</p>", "<a href='x'>Continue reading Rain, a story</a>",  # noqa: E501
        "<p>The post <a>Rain</a> appeared first on <a>Hill Post</a>.</p>", "<a>Weiterlesen</a>", "<a>Lire la suite »</a>",  # noqa: E501
    ],
)  # fmt: skip
def test_links_to_the_rest_are_removed_and_kept_on_record(button: str) -> None:
    made = read_field(f"<p>It rained.</p>{button}")
    assert made.text == "It rained."
    assert len(made.removed) == 1


@pytest.mark.parametrize(
    "text",
    ["Read on for three lessons that the envoys drew from it.", "Read more of them than any minister has."],
)
def test_one_sentence_that_begins_like_a_button_stays(text: str) -> None:
    assert read_field(f"<p>{text}</p>").text == text


def test_a_sentence_that_begins_like_a_button_stays() -> None:
    text = "Read more books, the minister told the pupils of the school. They laughed, and so did she, at length."  # noqa: E501
    assert read_field(f"<p>{text}</p>").text == text


def test_a_caption_in_a_figure_is_a_caption() -> None:
    made = read_field("<figure><img/><figcaption>A tent. (AP)</figcaption></figure><p>It rained.</p>")
    assert (made.text, made.captions) == ("It rained.", ["A tent. (AP)"])


def test_a_title_loses_tags_and_entities() -> None:
    assert plain("<b>Rain</b> &amp;amp; &#8216;snow&#8217;\n") == "Rain & ‘snow’"


@given(st.text(st.characters(max_codepoint=0x2100)))
def test_a_title_without_tags_and_entities_is_cleaned_as_any_text(value: str) -> None:
    value = value.translate(dict.fromkeys(map(ord, "<&")))
    assert plain(value) == clean(" ".join(value.split()))


@pytest.mark.parametrize("piece", ["<a ", "<script>", "<!--", "<![CDATA[", "<p>", "&", "<a>read more", "</a"])
def test_hostile_html_takes_linear_time(piece: str) -> None:
    started = time.monotonic()
    read_field("<p>" + piece * 50_000)
    assert time.monotonic() - started < 60


@given(st.text(st.sampled_from("<>/&;ap br\n!-[]CDT")))
def test_any_text_is_read(value: str) -> None:
    read_field(value)
    plain(value)
