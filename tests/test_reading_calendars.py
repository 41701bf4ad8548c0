"""Date lines of many languages and calendars name the day, or no day where it cannot be known."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.reading import read_file
from articles.reading.calendars import find, solar
from articles.reading.dates import parse_stamp
from articles.records import ParsedArticle
from tests.html_words import TEXTS, TITLES


def read(line: str, language: str = "en") -> ParsedArticle:
    text = "\n\n".join((TITLES[language], line, *TEXTS[language]))
    (made,) = read_file("a.txt", io.BytesIO(text.encode()))
    assert isinstance(made, ParsedArticle)
    assert made.title == TITLES[language]
    assert made.paragraphs == TEXTS[language], "the date line is no part of the text"
    return made


@pytest.mark.parametrize(
    "line",
    [
        "16 באוקטובר 2023",
        "Δευτέρα, 16 Οκτωβρίου 2023, 10:15",
        "luni, 16 octombrie 2023",
        "pondělí 16. října 2023",
        "2023. október 16. 10:15",
        "maanantai 16. lokakuuta 2023 klo 10:15",
        "Publicerad 16 oktober 2023 kl. 10:15",
        "понедељак, 16. октобар 2023.",
        "16 октомври 2023 г.",
        "Опубликовано: 16 октября 2023 года в 10:15",
        "16 अक्टूबर 2023",
        "১৬ অক্টোবর ২০২৩",
        "16 اکتوبر 2023",
        "Senin, 16 Oktober 2023 10:15 WIB",
        "16 tháng 10, 2023",
        "Jumatatu, 16 Oktoba 2023",
        "١٦ أكتوبر ٢٠٢٣",
        "الإثنين 1 ربيع الآخر 1445 هـ الموافق 16 أكتوبر 2023 م",
        "دوشنبه ۲۴ مهر ۱۴۰۲",
        "۲۴ مهر ۱۴۰۲ برابر با ۱۶ اکتبر ۲۰۲۳",
        "民國112年10月16日",
        "令和5年10月16日 10時15分",
        "二〇二三年十月十六日",
        "入力 2023.10.16 10:15",
        "입력 2023-10-16 10:15 수정 2023-12-20 11:00",
        "16 ตุลาคม 2566 (16 October 2023)",
        "Publié le 16 octobre 2023 à 10h15, mis à jour le 20 décembre 2023 à 11h00",
        "Veröffentlicht am 16. Oktober 2023, aktualisiert am 20. Dezember 2023",
        "16.10.2023 - 10:15 | Güncelleme: 20.12.2023 - 11:00",
        "First published on Mon 16 Oct 2023 10.15 BST; last modified on Wed 20 Dec 2023",
        "Mo, 16. Okt. 2023",
    ],
)
def test_a_date_line_is_read_in_its_language_and_calendar(line: str) -> None:
    assert read(line).published.iso == "2023-10-16"


@pytest.mark.parametrize(
    "line",
    [
        "الاثنين 1 ربيع الآخر 1445 هـ",
        "نشر في: 1/4/1445",
        "تاریخ انتشار: ۱۴۰۲/۰۷/۲۴ - ۱۰:۱۵",
        "1402-07-24 10:15",
        "16/10/2566",
        "Stand: 20.12.2023 11:00 Uhr",
        "Обновлено: 20 декабря 2023, 10:15",
        "Son güncelleme: 20 Aralık 2023",
        "Última actualización: 20 de diciembre de 2023",
        "Accessed 20 December 2023",
        "Archived from the original on 20 December 2023",
        "Downloaded: 2023-12-20",
    ],
)
def test_a_day_that_is_not_of_publication_or_cannot_be_known_gives_none(line: str) -> None:
    assert read(line).published.iso is None


@pytest.mark.parametrize(
    ("year", "month", "day", "known"),
    [
        (1403, 1, 1, date(2024, 3, 20)),
        (1400, 1, 1, date(2021, 3, 21)),
        (1399, 12, 30, date(2021, 3, 20)),
        (1357, 11, 22, date(1979, 2, 11)),
        (1300, 1, 1, date(1921, 3, 21)),
        (1400, 12, 30, None),
        (1402, 7, 31, None),
        (1402, 13, 1, None),
    ],
)
def test_days_of_the_solar_calendar_are_reckoned(year: int, month: int, day: int, known: date | None) -> None:
    assert solar(year, month, day) == known


@given(st.integers(1300, 1499), st.integers(1, 12))
def test_every_month_of_the_solar_calendar_begins_on_the_day_after_the_last(year: int, month: int) -> None:
    first = solar(year, month, 1)
    days = [each for number in range(1, 32) if (each := solar(year, month, number))]
    following = solar(year + month // 12, month % 12 + 1, 1)
    assert first
    assert days == [first + timedelta(days=number) for number in range(len(days))]
    assert following == days[-1] + timedelta(days=1)


@given(st.text(alphabet="民國令和元年月日十一二三〇0149 مهر", max_size=40))
def test_no_text_breaks_the_reading_of_calendars(text: str) -> None:
    assert all(isinstance(day, date) for _, day in find(text))


@pytest.mark.parametrize("words", ["the year 1402 of the flood", "16 mai 1445", "page 1402/07"])
def test_words_that_are_no_date_of_another_calendar_give_none(words: str) -> None:
    assert parse_stamp(words) is None
