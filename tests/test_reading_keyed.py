"""Header lines in any language, exports of news databases, and mail are read with their fields."""

from __future__ import annotations

import email.message
import io

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle
from tests.html_words import TEXTS, TITLES

FIRST = (
    "Talks on sharing the water of the river stopped on Tuesday when rain flooded the hall, officials said.",
    "“We will meet again as soon as the road is open,” an envoy told reporters at the bridge.",
    "The two sides have met eleven times since the dam was closed in spring, without a result.",
)
SECOND = (
    "A court in the port city sent the mayor home on Monday and told him to stay there until the trial.",
    "His lawyers said they would appeal, because the papers that he signed had been signed by others before.",
    "The port has moved a third less grain than a year ago, according to the harbour master.",
)
STORIES = (("Rain Halts Talks on the River", FIRST), ("Court Sends the Mayor Home", SECOND))


def read(text: str | bytes, name: str = "a.txt") -> list[ParsedArticle]:
    made = list(read_file(name, io.BytesIO(text.encode() if isinstance(text, str) else text)))
    assert all(isinstance(each, ParsedArticle) for each in made), made
    return [each for each in made if isinstance(each, ParsedArticle)]


KEYS = {
    "de": ("Überschrift", "Datum", "Autor", "Quelle", "16. Oktober 2023"),
    "fr": ("Titre", "Date de publication", "Auteur", "Source", "16 octobre 2023"),
    "es": ("Título", "Fecha", "Autora", "Fuente", "16 de octubre de 2023"),
    "ru": ("Заголовок", "Дата публикации", "Автор", "Источник", "16 октября 2023"),
    "tr": ("Başlık", "Tarih", "Yazar", "Kaynak", "16 Ekim 2023"),
    "ar": ("العنوان", "تاريخ النشر", "الكاتب", "المصدر", "16 أكتوبر 2023"),
    "fa": ("عنوان", "تاریخ انتشار", "نویسنده", "منبع", "16 اکتبر 2023"),
    "zh": ("标题", "发布时间", "作者", "来源", "2023年10月16日"),
    "pl": ("Tytuł", "Data publikacji", "Autor", "Źródło", "16 października 2023"),
}


@pytest.mark.parametrize("language", KEYS)
def test_header_lines_are_read_in_any_language(language: str) -> None:
    title, date, by, source, day = KEYS[language]
    colon = "：" if language == "zh" else ": "
    header = (
        f"{title}{colon}{TITLES[language]}\n{date}{colon}{day}\n{by}{colon}Ann Lee\n{source}{colon}Hill Post"
    )
    article = header + "\n\n" + "\n\n".join(TEXTS[language])
    made = read(article + "\n\n\n" + article.replace(TITLES[language], STORIES[0][0]))
    assert [each.title for each in made] == [TITLES[language], STORIES[0][0]]
    for each in made:
        assert each.paragraphs == TEXTS[language]
        assert (each.published.iso, each.byline, each.source) == ("2023-10-16", "Ann Lee", "Hill Post")


def test_the_header_of_a_markdown_file_is_read() -> None:
    (made,) = read(
        '---\ntitle: "Rain Halts Talks: a Day at the River"\ndate: 2011-05-03T10:00:00Z\nlayout: post\n'
        "tags:\n  - water\n---\n\n" + "\n\n".join(FIRST)
    )
    assert (made.title, made.published.iso) == ("Rain Halts Talks: a Day at the River", "2011-05-03")
    assert made.paragraphs == FIRST


def test_a_key_of_the_text_is_no_part_of_it() -> None:
    (made,) = read("Title: Rain Halts Talks\nDate: 3 May 2011\nText: " + "\n\n".join(FIRST))
    assert made.paragraphs == FIRST


def test_a_headline_with_a_colon_is_no_header() -> None:
    (made,) = read("Author: I was beaten for my book\n\n" + "\n\n".join(FIRST))
    assert made.title == "Author: I was beaten for my book"
    assert made.byline == ""


@pytest.mark.parametrize(
    ("line", "byline", "day"),
    [
        ("Автор: Олег Савин", "Олег Савин", None),
        ("记者：林志明", "林志明", None),
        ("نویسنده: فرهاد کیانی", "فرهاد کیانی", None),
        ("מאת: דן ברקאי", "דן ברקאי", None),
        ("Fecha: 16 de octubre de 2023", "", "2023-10-16"),
        ("Datum: 16. Oktober 2023", "", "2023-10-16"),
    ],
)
def test_a_line_with_a_key_below_the_headline_is_read(line: str, byline: str, day: str | None) -> None:
    (made,) = read("Rain Halts Talks on the River\n\n" + line + "\n\n" + "\n\n".join(FIRST))
    assert made.title == "Rain Halts Talks on the River"
    assert made.paragraphs == FIRST
    assert (made.byline, made.published.iso) == (byline, day)


def lexis(number: int, title: str, text: tuple[str, ...]) -> str:
    return (
        f"                    {number} of 2 DOCUMENTS\n\n\n               The Hill Post\n\n"
        f"            May 3, 2011 Tuesday\n             Final Edition\n\n{title}\n\nBYLINE: Ann Lee\n\n"
        "SECTION: NEWS; Pg. A4\n\nLENGTH: 91 words\n\nDATELINE: GOMA\n\n"
        + "\n\n".join(text)
        + "\n\nLOAD-DATE: May 9, 2011\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n"
        "               Copyright 2011 The Hill Post\n                   All Rights Reserved\n\n"
    )


def nexis(number: int, title: str, text: tuple[str, ...]) -> str:
    return (
        f"{title}\nThe Hill Post\nMay 3, 2011 Tuesday\n\nCopyright 2011 The Hill Post All Rights Reserved\n\n"
        "Section: Pg. 4\nLength: 91 words\nByline: Ann Lee\nBody\n\n"
        + "\n\n".join(text)
        + "\n\nLoad-Date: May 9, 2011\n\nEnd of Document\n\n"
    )


def factiva_tags(number: int, title: str, text: tuple[str, ...]) -> str:
    return (
        f"HD  {title}\nBY  Ann Lee\nWC  91 words\nPD  3 May 2011\nET  10:15\n"
        f"SN  The Hill Post\nSC  HILLP\nLA  English\n"
        f"CY  (c) 2011 The Hill Post\nLP\n{text[0]}\n\nTD\n"
        + "\n\n".join(text[1:])
        + "\n\nNS  gpol : Domestic Politics\n"
        + f"RE  usa : United States\nAN  Document HILLP00020110503e753000b{number}\n\n"
    )


def factiva(number: int, title: str, text: tuple[str, ...]) -> str:
    return (
        f"{title}\n\nAnn Lee\n91 words\n3 May 2011\n10:15\n"
        "The Hill Post\nHILLP\nEnglish\n(c) 2011 The Hill Post\n\n"
        + "\n\n".join(text)
        + f"\n\nHill Publishers Ltd\n\nDocument HILLP00020110503e753000b{number}\n\n"
    )


def proquest(number: int, title: str, text: tuple[str, ...]) -> str:
    return (
        f"Document {number} of 2\n\n{title}\n\nAuthor: Ann Lee\n\n"
        "Publication info: The Hill Post ; Goma [Goma]. 03 May 2011: 4.\n\n"
        "ProQuest document link\n\nAbstract: None available.\n\nFull text: "
        + "\n\n".join(text)
        + "\n\nSubject: Rivers; Dams\n\nPublication title: The Hill Post\n\nPublication date: May 3, 2011\n\n"
        "Document type: News\n\nDatabase: ProQuest Central\n\n____________________________________\n\n"
    )


@pytest.mark.parametrize("layout", [lexis, nexis, factiva_tags, factiva, proquest])
def test_the_export_of_a_database_is_cut_and_its_fields_are_read(layout) -> None:  # type: ignore[no-untyped-def]
    made = read("".join(layout(number, *story) for number, story in enumerate(STORIES, 1)))
    assert [(each.title, each.paragraphs) for each in made] == list(STORIES)
    assert {each.published.iso for each in made} == {"2011-05-03"}
    assert {each.layout for each in made} == {"database export"}
    assert {each.byline for each in made} == {"Ann Lee"}
    assert {each.source for each in made} == {"The Hill Post"}


def message(text: tuple[str, ...], encoding: str = "quoted-printable", html: bool = False) -> bytes:
    made = email.message.EmailMessage()
    made["Subject"] = "Regen stoppt Gespräche über den Fluß"
    made["From"] = "Hill Post <news@hill.example>"
    made["Date"] = "Tue, 03 May 2011 10:00:00 +0200"
    if html:
        made.set_content("".join(f"<p>{each}</p>" for each in text), subtype="html", cte=encoding)
    else:
        made.set_content("\n\n".join(text), cte=encoding)
    return made.as_bytes()


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_message_is_read_with_its_subject_and_day(encoding: str, html: bool) -> None:
    (made,) = read(message(FIRST, encoding, html), "a.eml")
    assert (made.title, made.published.iso) == ("Regen stoppt Gespräche über den Fluß", "2011-05-03")
    assert made.paragraphs == FIRST
    assert made.source == "Hill Post"


def test_a_mailbox_is_cut_into_its_messages() -> None:
    box = b"".join(
        b"From news@hill.example Tue May  3 10:00:00 2011\n" + message(text) + b"\n"
        for text in (FIRST, SECOND)
    )
    made = read(box, "box.mbox")
    assert [each.paragraphs for each in made] == [FIRST, SECOND]
    assert made[1].first_line == box[: box.rindex(b"From news@hill.example Tue")].count(b"\n") + 1
