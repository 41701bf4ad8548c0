"""Header lines and plain texts are read, and every file says what it is or why it is nothing."""

import io

import pytest

from articles.reading import FORMATS, read_file
from articles.records import ParsedArticle, Rejection

HEADER = """-- Rain halts river talks
-- By  Ann Lee  and  Bo Li
-- Tue May 3, 2011 2:36pm EST
-- http://news.example/article/2011/05/04/rain-idUSN0120110504

\u0020

 GOMA  (Reuters) - Talks on sharing the water of the\u0020
river stopped on Tuesday when rain flooded the\u0020
hall.

  "We will meet again," said an envoy.
  A NEW START
It will be dry by June.
"""


def read(text: str | bytes, name: str = "a.txt") -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(text.encode() if isinstance(text, str) else text)))


def one(text: str | bytes, name: str = "a.txt") -> ParsedArticle:
    (made,) = read(text, name)
    assert isinstance(made, ParsedArticle), made
    return made


def test_header_lines_become_fields() -> None:
    made = one(HEADER)
    assert (made.title, made.byline, made.layout) == (
        "Rain halts river talks",
        "Ann Lee and Bo Li",
        "header lines",
    )
    assert (made.published.iso, made.published.rule) == ("2011-05-03", "header line")
    assert made.published.evidence == "Tue May 3, 2011"
    assert made.url.startswith("http://news.example/")
    assert (made.source, made.dateline) == ("Reuters", "GOMA (Reuters)")
    assert (made.first_line, made.last_line) == (1, 14)
    assert made.paragraphs == (
        "GOMA (Reuters) - Talks on sharing the water of the river stopped on Tuesday when rain flooded "
        "the hall.",
        '"We will meet again," said an envoy.',
        "A NEW START It will be dry by June.",
    )


def test_an_empty_byline_is_no_byline() -> None:
    assert one(HEADER.replace("By  Ann Lee  and  Bo Li", "")).byline == ""


def test_two_texts_with_headers_in_one_file_are_two_articles() -> None:
    made = read(HEADER + "\n" + HEADER.replace("Rain halts", "Sun helps"))
    assert [each.title for each in made] == ["Rain halts river talks", "Sun helps river talks"]


KEYS = "Title: Rain halts talks\nDate: 3 May 2011\nAuthor: Ann Lee\nSource: Hill Post"


def test_keys_and_values_are_header_lines_too() -> None:
    made = one(f"{KEYS}\n\nIt rained on the hall.")
    assert (made.title, made.published.iso, made.byline, made.source) == (
        "Rain halts talks", "2011-05-03", "Ann Lee", "Hill Post",
    )  # fmt: skip


BODY = (
    "Talks on sharing the water of the river stopped when rain flooded the hall, officials said."
    "\n\nIt will be dry by June."
)


@pytest.mark.parametrize(
    "text",
    [
        f"Rain halts talks\n\n{BODY}",
        f"Rain halts talks\n{BODY}",
        f"Rain halts talks\n================\n\n{BODY}",
        f"Rain halts talks\n\nTuesday, May 3, 2011\n\n{BODY}",
        f"3 May 2011\n\nRain halts talks\n\nBy Ann Lee\n\n{BODY}",
        f"# Rain halts talks\n\n{BODY}\n\nShare\nEmail\n",
    ],
)
def test_the_first_line_of_a_plain_text_is_its_title(text: str) -> None:
    made = one(text)
    assert (made.title, made.body, made.layout) == ("Rain halts talks", BODY, "plain text")
    assert made.published.iso == ("2011-05-03" if "2011" in text else None)


def test_a_text_without_title_gets_one_from_its_first_sentence_and_says_so() -> None:
    made = one(BODY, "2011-05-03_talks.txt")
    assert (
        made.title
        == "Talks on sharing the water of the river stopped when rain flooded the hall, officials said"
    )
    assert made.body == BODY
    assert made.doubts == ("no title: made from the first sentence",)
    assert (made.published.iso, made.published.rule) == ("2011-05-03", "file name")


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "the file is empty"),
        (b" \n\t\n", "a.txt", "the file holds nothing but blank space"),
        (b"\xff\xfe", "a.txt", "the file holds nothing but blank space"),
        (b"\xff\xd8\xff\xe0" + bytes(2000), "a.jpg", "not text: a JPEG picture"),
        (b"%PDF-1.7", "a.pdf", "not text: a PDF"),
        (bytes(range(32)) * 50, "a.txt", "not text: the file holds binary data"),
        (b"y" * 20_000, "a.txt", "no text: fewer than three words"),
        (b"Rain halts talks", "a.txt", "no text"),
        (b"Related Articles\n\n- Whale Seen\n\nShare\n\nAccept All", "a.txt", "no text"),
        (b"-- Rain halts talks\n-- Tue May 3, 2011\n", "a.txt", "no text below the title"),
    ],
)
def test_a_file_without_article_says_why(data: bytes, name: str, reason: str) -> None:
    made = read(data, name)
    if data == b"Rain halts talks":
        assert isinstance(made[0], ParsedArticle)
        return
    assert [type(each) for each in made] == [Rejection]
    assert isinstance(made[0], Rejection)
    assert made[0].reason.startswith(reason)


def test_every_format_has_a_name_of_its_own() -> None:
    names = [each.name for each in FORMATS]
    assert len(set(names)) == len(names)
    assert names[-1] == "plain text"
