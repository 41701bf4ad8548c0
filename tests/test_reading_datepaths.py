"""Days in addresses and in the names of files and folders; numbers that only look like days are left."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.reading.datepaths import from_address, from_file_path
from articles.reading.published import Clues, published
from articles.records import UNKNOWN_DATE, Caption

SEGMENTS = st.sampled_from(
    ["2023", "10", "16", "oct", "2023-10-16", "20231016", "a-story", "t2", "http", "web"]
)


@pytest.mark.parametrize(
    ("path", "iso"),
    [
        ("/2023/10/16/a-story", "2023-10-16"),
        ("/world/2023/10/16/", "2023-10-16"),
        ("/2023/10/16", "2023-10-16"),
        ("/2023/oct/16/a-story", "2023-10-16"),
        ("/2023/October/16/a-story", "2023-10-16"),
        ("/2023-10-16-a-story", "2023-10-16"),
        ("/world/2023-10-16/a-story", "2023-10-16"),
        ("/2023_10_16/a", "2023-10-16"),
        ("/20231016/a-story", "2023-10-16"),
        ("/a/t20231016_123.html", "2023-10-16"),
        ("/n1/2023/1016/c1001-40095.html", "2023-10-16"),
        ("/world/2023-10/16/c_112.htm", "2023-10-16"),
        ("/202310/16/WS65.html", "2023-10-16"),
        ("/16-10-2023/a-story", "2023-10-16"),
        ("/news/16-october-2023", "2023-10-16"),
        ("/news/october-16-2023", "2023-10-16"),
        ("/a-story-2023-10-16/", "2023-10-16"),
        ("/a-story-2023-10-16.html", "2023-10-16"),
        ("/a-story-20231016", "2023-10-16"),
        ("/a-idUSKCN1A2B320231016", "2023-10-16"),
        ("/a-idUSN2021166720061020", "2006-10-20"),
        ("/story?date=2023-10-16", "2023-10-16"),
        ("/story?id=5&pubdate=20231016", "2023-10-16"),
        ("/2023/10/a-story", "2023-10"),
        ("/2023/oct/a-story", "2023-10"),
        ("/2023/a-story", None),
        ("/story/1697446800", None),
        ("/story-1697446800.html", None),
        ("/story/120231016", None),
        ("/story/20231399", None),
        ("/story/2023101612", None),
        ("/a/2023/1016", None),
        ("/story?t=20231016", None),
        ("/story?v=2023-10-16", None),
        ("/10-12-2023/a", None),
        ("/the-2010-2023-talks", None),
        ("/war-of-1999-2000/a", None),
        ("/2023/13/45/a", None),
        ("/anniversary-of-2001-09-11-remembered", None),
        ("", None),
        ("/%", None),
    ],
)
def test_the_day_in_an_address(path: str, iso: str | None) -> None:
    made = from_address(f"https://news.example.org{path}")
    assert (made.iso if made else None) == iso
    assert made is None or made.evidence


def test_the_address_inside_a_web_archive_counts_not_the_day_of_the_copy() -> None:
    inner = "https://news.example.org/2011/05/03/a"
    for outer in (
        "https://web.archive.org/web/20231016120000/",
        "http://archive.org/wayback/20231016/",
        "https://x.org/?date=2023-10-16&url=",
    ):
        made = from_address(outer + inner)
        assert made is not None
        assert made.iso == "2011-05-03"
    assert from_address("https://web.archive.org/web/20231016/https://news.example.org/a") is None


def test_a_number_of_eight_digits_on_a_site_that_numbers_its_articles_is_no_day() -> None:
    assert from_address("https://www.bbc.co.uk/news/uk-20101112") is None
    assert from_address("http://[broken") is None


@pytest.mark.parametrize(
    ("path", "iso"),
    [
        ("2023-10-16.txt", "2023-10-16"),
        ("20231016.txt", "2023-10-16"),
        ("talks_20231016_final.txt", "2023-10-16"),
        ("16-10-2023 talks.txt", "2023-10-16"),
        ("16Oct2023.txt", "2023-10-16"),
        ("talks 16 October 2023.txt", "2023-10-16"),
        ("October_16_2023.txt", "2023-10-16"),
        ("2023_10_16-talks.txt", "2023-10-16"),
        ("٢٠٢٣-١٠-١٦.txt", "2023-10-16"),
        ("16 أكتوبر 2023.txt", "2023-10-16"),
        ("in/2023/10/16/article.txt", "2023-10-16"),
        ("in\\2023\\10\\16\\article.txt", "2023-10-16"),
        ("in/2023-10-16/3.txt", "2023-10-16"),
        ("in/2023/oct/16/3.txt", "2023-10-16"),
        ("2011-05-02/2023-10-16.txt", "2023-10-16"),
        ("in/2023/10/article.txt", "2023-10"),
        ("in/2023-10/article.txt", "2023-10"),
        ("news-2023-10.jsonl", "2023-10"),
        ("October 2023.txt", "2023-10"),
        ("in/2023/article.txt", None),
        ("03-04-2010.txt", None),
        ("2006-2010.txt", None),
        ("talks 2006-10.txt", None),
        ("2023-10-01_2023-10-16.txt", None),
        ("export-1.10.2.txt", None),
        ("reader-2.0.2010.txt", None),
        ("1697446800.txt", None),
        ("123456789012.txt", None),
        ("part-0016.txt", None),
        ("", None),
    ],
)
def test_the_day_in_the_name_of_a_file_or_its_folders(path: str, iso: str | None) -> None:
    made = from_file_path(path)
    assert (made.iso if made else None) == iso


def test_what_speaks_against_a_date_stands_in_its_evidence() -> None:
    made = published(Clues(stamp="2015-03-02", url="https://x.org/2023/10/16/a"))
    assert (made.iso, made.evidence) == ("2015-03-02", "2015-03-02; but the address says 2023-10-16")
    picture = Caption("In Goma, October 16, 2023. (AP)", "AP", date(2023, 10, 16))
    assert published(Clues(stamp="2015-03-02", captions=(picture,))).evidence.endswith(
        "caption says 2023-10-16"
    )
    assert published(Clues(stamp="2023-10-17", url="https://x.org/2023/10/16/a")).evidence == "2023-10-17"


_PIECES = st.sampled_from(
    (
        *(
            "2023",
            "10",
            "16",
            "-",
            "/",
            ".",
            ",",
            "Oct",
            "October",
            "Monday",
            "أكتوبر",
            "٢٠٢٣",
            "年",
            "月",
            "日",
        ),
        *("(AP)", "https://x.org/", "?date=", "updated", "\u200c", "ı", "İ", "K", "on", "said"),
    )
)
_ANY = st.one_of(
    st.text(max_size=40),
    st.lists(_PIECES, max_size=12).map(" ".join),
    st.lists(_PIECES, max_size=12).map("".join),
)


@given(_ANY, _ANY, _ANY, _ANY, _ANY)
def test_any_clues_give_a_date_that_can_be_or_none(
    stamp: str, line: str, url: str, body: str, name: str
) -> None:
    picture = Caption(line, "", date(2023, 10, 16))
    for clues in (
        Clues(stamp=stamp, dateline=line, url=url, body=body, file_name=name),
        Clues(captions=(picture,), dateline=line, url=url, body=body, file_name=name),
    ):
        made = published(clues, today=date(2026, 1, 1))
        assert made == UNKNOWN_DATE or (
            made.day is not None and date(1600, 1, 1) <= made.day <= date(2026, 1, 2)
        )
        assert bool(made.iso) is bool(made.rule)


@given(st.text(alphabet=st.characters(exclude_categories=("N",)), max_size=80))
def test_without_a_number_nothing_is_known(text: str) -> None:
    assert published(Clues(stamp=text, dateline=text, url=text, body=text, file_name=text)) == UNKNOWN_DATE


_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
}
_STYLES = (
    "{d} {name} {y}",
    "{d:02} {name} {y}",
    "{name} {d}, {y}",
    "{d}-{name}-{y}",
    "{d} de {name} de {y}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
    "{d:02}.{m:02}.{y}",
    "{y}年{m}月{d}日",
    "{y}{m:02}{d:02}",
    "{y}-{m:02}-{d:02}T23:59:59-11:00",
)


@given(
    st.dates(date(1900, 1, 2), date(2025, 12, 31)),
    st.sampled_from(sorted(_MONTHS)),
    st.sampled_from(_STYLES),
    st.sampled_from(["", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]),
)
def test_a_day_written_in_any_style_is_read_as_itself(
    day: date, language: str, style: str, digits: str
) -> None:
    name = _MONTHS[language].split()[day.month - 1]
    text = style.format(d=day.day, m=day.month, y=day.year, name=name)
    if digits:
        text = text.translate(str.maketrans("0123456789", digits))
    assert published(Clues(stamp=text)).day == (None if day == date(2000, 1, 1) and text.isdigit() else day)


@given(st.lists(SEGMENTS, max_size=7), st.sampled_from(["/", "", ".html"]), st.sampled_from(["", ":80", "."]))
def test_a_query_that_says_nothing_changes_no_date_of_an_address(segments, end, after_host) -> None:
    url = "/".join(["https://news.example.org" + after_host, *segments]) + end
    assert from_address(url) == from_address(f"{url}?lang=en") == from_address(f"{url}#top")


def test_the_day_of_an_address_within_an_address_counts() -> None:
    url = "https://web.archive.example.org/web/20200102030405/https://news.example.org/2023/10/16/a-story"
    assert from_address(url) == from_address("https://news.example.org/2023/10/16/a-story")
