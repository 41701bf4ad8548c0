# ruff: noqa: E501 - markup stands on lines as long as servers send it
"""Pages as archives and browsers keep them: under which address, and in which code page whatever they declare."""

import io

import pytest

from articles.reading import read_file
from articles.reading.html_address import original
from articles.records import ParsedArticle
from tests.html_words import TEXTS, TITLES

OWN = "https://www.daily.example/news/fish"


def article(data: bytes) -> ParsedArticle:
    (made,) = read_file("page.html", io.BytesIO(data))
    assert isinstance(made, ParsedArticle)
    return made


def page(language: str = "en", declared: str = "utf-8", head: str = "", above: str = "") -> str:
    text = "".join(f"<p>{each}</p>" for each in TEXTS[language])
    return (
        f'<!doctype html>{above}<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}">'
        f"<title>{TITLES[language]}</title>{head}</head><body><div class=detail><h1>{TITLES[language]}</h1>{text}</div></body></html>"
    )


@pytest.mark.parametrize(
    ("copy", "own"),
    [
        (f"https://web.archive.org/web/20190712101213/{OWN}", OWN),
        (f"/web/20190712101213id_/{OWN}?page=2", f"{OWN}?page=2"),
        ("//web.archive.org/web/2019/http:/daily.example/a", "http://daily.example/a"),
        (f"https://archive.ph/2024.03.09-101500/{OWN}", OWN),
        (f"https://archive.ph/o/Xy12z/{OWN}", OWN),
        ("http://webcache.googleusercontent.com/search?q=cache:aB3-x:www.daily.example/news/fish+fish&hl=en", "http://www.daily.example/news/fish"),
        (f"https://webarchive.example.org/wayback/20190712101213/{OWN}", OWN),
        (OWN, OWN),
        ("https://daily.example/web/2019/fish", "https://daily.example/web/2019/fish"),
        ("https://archive.ph/Xy12z", "https://archive.ph/Xy12z"),
    ],
)  # fmt: skip
def test_a_copy_has_the_address_of_the_page(copy: str, own: str) -> None:
    assert original(copy) == own


@pytest.mark.parametrize(
    ("head", "above"),
    [
        (f'<link rel="canonical" href="https://web.archive.org/web/20190712101213/{OWN}">', ""),
        (f'<base href="https://web.archive.org/web/20190712101213/{OWN}">', ""),
        (f'<link rel="canonical" href="https://archive.ph/2024.03.09-101500/{OWN}"><meta property="og:url" content="https://archive.ph/Xy1">', ""),
        (f'<base href="{OWN}">', ""),
        (f'<meta name="source-url" content="{OWN}">', ""),
        ("", f"<!--\n Page saved with SingleFile \n url: {OWN} \n saved date: Sat Mar 09 2024 10:15:00 GMT+0100\n-->"),
        ("", f"<!-- saved from url=(0035){OWN} -->"),
    ],
)  # fmt: skip
def test_a_saved_page_keeps_its_address_and_gets_no_day_of_the_copy(head: str, above: str) -> None:
    made = article(page(head=head, above=above).encode())
    assert made.url == OWN
    assert made.published.iso is None


def test_a_base_that_is_a_folder_is_not_the_address_of_a_page() -> None:
    assert article(page(head='<base href="https://www.daily.example/assets/">').encode()).url == ""


@pytest.mark.parametrize(
    ("language", "codec", "declared"),
    [
        ("ar", "cp1256", "utf-8"),
        ("ar", "cp1256", "iso-8859-1"),
        ("ar", "cp1256", "windows-1252"),
        ("fa", "utf-8", "windows-1256"),
        ("ru", "cp1251", "koi8-r"),
        ("ru", "koi8-r", "windows-1251"),
        ("ru", "cp1251", "iso-8859-1"),
        ("ru", "cp866", "windows-1251"),
        ("zh", "gb18030", "big5"),
        ("zh", "gb18030", "iso-8859-1"),
        ("ja", "euc_jp", "shift_jis"),
        ("ja", "cp932", "euc-jp"),
        ("ja", "cp932", "iso-8859-1"),
        ("ko", "cp949", "gb2312"),
        ("el", "cp1253", "iso-8859-1"),
        ("tr", "cp1254", "iso-8859-1"),
        ("pl", "cp1250", "iso-8859-1"),
        # What is declared rightly stays.
        ("ar", "cp1256", "windows-1256"),
        ("ru", "koi8-r", "koi8-r"),
        ("ru", "cp1251", "windows-1251"),
        ("zh", "gb18030", "gb2312"),
        ("ja", "euc_jp", "euc-jp"),
        ("ja", "cp932", "shift_jis"),
        ("ko", "cp949", "euc-kr"),
        ("el", "cp1253", "windows-1253"),
        ("de", "latin-1", "iso-8859-1"),
        ("fr", "cp1252", "iso-8859-1"),
        ("es", "mac-roman", "macintosh"),
        ("tr", "cp1254", "iso-8859-9"),
        ("pl", "iso8859-2", "iso-8859-2"),
    ],
)
def test_a_page_is_read_in_its_own_code_page_whatever_it_declares(
    language: str, codec: str, declared: str
) -> None:
    made = article(page(language, declared).encode(codec, "xmlcharrefreplace"))
    assert made.title == TITLES[language]
    assert tuple(made.body.split("\n\n")) == TEXTS[language]
