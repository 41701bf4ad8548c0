"""Pages that browsers save with all their files in one (MHTML)."""

import base64
import io
import quopri

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.reading import read_file
from articles.records import ParsedArticle, Rejection

QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PROSE = [
    f"Talks on sharing the water of the river stopped for the {number}th time when rain flooded the hall in the hills, "  # noqa: E501
    "and envoys of the upstream states said that they would not wait for long."
    for number in range(4, 9)
]
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="windows-1251"><title>Rain Halts Talks</title>'
    '<meta property="article:published_time" content="2011-05-03T08:00:00Z"></head><body><nav><a href="/">Home</a></nav>'  # noqa: E501
    "<article><h1>Rain Halts Talks</h1>"
    + "".join(f"<p>{each}</p>" for each in PROSE)
    + "</article></body></html>"
)
SAVED = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://news.example/2011/rain\r\nMIME-Version: 1.0\r\n"  # noqa: E501
    'Content-Type: multipart/related; type="text/html";\r\n\tboundary="b0"\r\n\r\n'
)


def read(data: bytes, name: str = "a.mhtml") -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(data)))


def saved(page: bytes, header: str = SAVED) -> bytes:
    return (
        header.encode()
        + b"--b0\r\nContent-Type: text/css\r\nContent-Location: http://news.example/a.css\r\n\r\np {}\r\n"
        + b'--b0\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'  # noqa: E501
        + quopri.encodestring(page).replace(b"\n", b"\r\n")
        + b"\r\n--b0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(b"\x89PNG" * 50)
        + b"\r\n--b0--\r\n"
    )


def test_the_page_in_the_file_is_read_as_any_page() -> None:
    (made,) = read(saved(PAGE.encode()))
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.body) == ("Rain Halts Talks", "\n\n".join(PROSE))
    assert (made.published.iso, made.url) == ("2011-05-03", "http://news.example/2011/rain")
    assert (made.first_line, made.last_line, made.layout) == (None, None, "MHTML page")


def test_a_file_without_a_page_is_refused() -> None:
    (made,) = read(SAVED.encode() + b"--b0\r\nContent-Type: image/png\r\n\r\nx\r\n--b0--\r\n")
    assert isinstance(made, Rejection)
    assert "holds no page" in made.reason


def test_an_address_with_signs_that_nobody_can_store_is_written_out() -> None:
    (made,) = read(saved(PAGE.encode(), SAVED.replace("2011/rain", "2011/\0ra\x1bin")))
    assert isinstance(made, ParsedArticle)
    assert made.url == "http://news.example/2011/\\x00ra\\x1bin"


def test_a_mail_with_pictures_in_it_is_a_mail() -> None:
    header = (
        "From: Ann Lee <ann@news.example>\r\nTo: desk@news.example\r\nMessage-ID: <1@news.example>\r\n"
        "Subject: Rain Halts Talks\r\nDate: Tue, 3 May 2011 10:00:00 +0000\r\n"
    )
    (made,) = read(saved(PAGE.encode(), header + SAVED.partition("rain\r\n")[2]), "a.eml")
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.published.iso, made.layout) == ("Rain Halts Talks", "2011-05-03", "mail")


@QUICK
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_in_a_saved_page_become_records_or_reasons(data: bytes, whole: bool) -> None:
    made = read(saved(data) if whole else SAVED.encode() + data)
    assert made
    assert all(isinstance(each, ParsedArticle) or "could not be read" not in each.reason for each in made)
