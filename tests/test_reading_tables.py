"""Tables become articles, row by row, however they are written; what is broken costs only itself."""

import csv
import io
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.reading import Limits, read_file
from articles.reading.columns import Columns
from articles.reading.tablerows import Dialect, Rows
from articles.records import ParsedArticle, Precision, Rejection

HEADER = "title,text,date,url\n"
GOOD = 'Whale seen,"A whale was seen.\n\nIt left, a guard said.",2006-11-16,http://news.example/whale\n'
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(
    text: str | bytes, name: str = "a.csv", columns: Columns | None = None, limits: Limits | None = None
) -> list[ParsedArticle | Rejection]:
    stream = io.BytesIO(text.encode() if isinstance(text, str) else text)
    return list(read_file(name, stream, limits or Limits(), columns=columns or Columns()))


def articles(text: str | bytes, name: str = "a.csv", columns: Columns | None = None) -> list[ParsedArticle]:
    made = read(text, name, columns)
    assert all(isinstance(each, ParsedArticle) for each in made), made
    return [each for each in made if isinstance(each, ParsedArticle)]


def test_quoted_cells_hold_line_breaks_separators_and_quotes() -> None:
    first, second = articles(HEADER + 'Rain,"It ""poured"", they said.\n\nAll day.",2006-11-16,\n' + GOOD)
    assert (first.title, first.body) == ("Rain", 'It "poured", they said.\n\nAll day.')
    assert (first.first_line, first.last_line) == (2, 4)
    assert (second.first_line, second.last_line) == (5, 7)
    assert (second.published.iso, second.url) == ("2006-11-16", "http://news.example/whale")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a"])
def test_the_content_tells_the_separator_not_the_name(separator: str, name: str) -> None:
    text = HEADER.replace(",", separator) + separator.join(["Rain", "It rained.", "2006-11-16", ""]) + "\n"
    (made,) = articles(text, name)
    assert (made.title, made.body, made.layout) == ("Rain", "It rained.", "table")


@pytest.mark.parametrize(
    "text",
    [
        "Title, text and date\n\nThe three words open a lesson, a long one, on forms.\n",
        "Rain, wind and snow halt talks\n\nIt rained, it blew, it snowed.\nTalks stopped, a guard said.\n",
        "Source, Hill Post\n\nIt rained in the hills, an envoy said, for days.\n",
    ],
)
def test_prose_with_commas_is_no_table(text: str) -> None:
    (made,) = articles(text, "a.txt")
    assert made.layout == "plain text"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_do_no_harm(encoding: str, end: str) -> None:
    text = end.join(["Überschrift;Inhalt;Datum", 'Größe;"Es regnete – „sehr“.' + end + 'Tage.";1.2.2006', ""])
    (made,) = articles(text.encode(encoding))
    assert made.title == "Größe"
    assert made.body.split() == ["Es", "regnete", "–", "„sehr“.", "Tage."]
    assert (made.first_line, made.last_line, made.published.iso) == (2, 3, "2006-02-01")


@pytest.mark.parametrize(
    "header",
    [
        "TITLE,TEXT,DATE", "Headline,Article Body,Publication Date", "TITRE,Texte,Date de publication",
        "Título,Contenido,Fecha de publicación", "العنوان,النص,تاريخ النشر", "Заголовок,Текст,Дата",
        "标题,正文,发布时间", "Başlık,İçerik,Tarih", "dc:title,content_text,published_at", "Titel,Volltext,Datum",  # noqa: E501
        "Titolo,Testo,Data pubblicazione", "Título,Corpo,Data",
    ],
)  # fmt: skip
def test_usual_names_in_other_languages_are_known(header: str) -> None:
    (made,) = articles(f"{header}\nRain,It rained.,2006-11-16\n", "a.txt")
    assert (made.title, made.body, made.published.iso) == ("Rain", "It rained.", "2006-11-16")


def test_ragged_rows_are_rejected_with_line_and_what_is_missing() -> None:
    made = read(HEADER + "Rain,It rained.\n,,,\n\n" + GOOD + "Snow,It,snowed,a,lot\n")
    assert [type(each) for each in made] == [Rejection, ParsedArticle, Rejection]
    short, _, long = made
    assert isinstance(short, Rejection)
    assert isinstance(long, Rejection)
    assert (short.line, short.title) == (2, "Rain")
    assert short.reason == "line 2: 2 columns where the header has 4: date, url missing"
    assert long.line == 8
    assert "5 columns where the header has 4" in long.reason


def test_an_unclosed_quote_costs_its_own_row_only() -> None:
    broken = 'Rain,"It rained, 2006-11-15,http://news.example/1\n\nAll day, they said, in vain\n'
    made = read(HEADER + GOOD + broken + GOOD * 3 + 'Snow,"It snowed,2006-11-17,\n')
    assert [type(each) for each in made] == [ParsedArticle, Rejection, *[ParsedArticle] * 3, Rejection]
    assert made[1].line == 5  # type: ignore[union-attr]
    assert "a quote is opened and not closed" in made[1].reason  # type: ignore[union-attr]
    assert "lines 5 to 7" in made[1].reason  # type: ignore[union-attr]
    assert [each.first_line for each in made if isinstance(each, ParsedArticle)] == [2, 8, 11, 14]


def test_quotes_that_nobody_doubled_stay_in_the_text() -> None:
    (made,) = articles(HEADER + 'Rain,"He said "no" to it, she "yes".",2006-11-16,\n')
    assert made.body == 'He said "no" to it, she "yes".'


def test_a_table_with_tabs_takes_quotes_as_they_stand() -> None:
    (made,) = articles('title\ttext\n"No" to rain\tHe said "no".\n', "a.tsv")
    assert (made.title, made.body) == ('"No" to rain', 'He said "no".')


def test_without_a_known_name_the_reason_tells_the_columns_and_how_to_name_them() -> None:
    (made,) = read("kop1,stuk,dag\nRain,It rained.,2006-11-16\n")
    assert isinstance(made, Rejection)
    assert "“kop1”, “stuk”, “dag”" in made.reason
    assert "--column 'kop1=body'" in made.reason
    assert "“Column names” in the admin" in made.reason
    named = Columns((("KOP 1", "title"), ("stuk", "body"), ("dag", "published")))
    (article,) = articles("kop1,stuk,dag\nRain,It rained.,2006-11-16\n", columns=named)
    assert (article.title, article.body, article.published.iso) == ("Rain", "It rained.", "2006-11-16")


def test_a_table_without_header_is_read_once_its_places_are_named() -> None:
    text = 'Rain halts talks,"It rained, all day.",2006-11-16\nWhale seen,"One, at noon.",2006-11-17\n'
    (made,) = read(text)
    assert isinstance(made, Rejection)
    assert "no header" in made.reason
    assert "--column 'column 1=title'" in made.reason
    places = Columns((("column 1", "title"), ("column 2", "body"), ("column 3", "published")))
    assert [each.title for each in articles(text, columns=places)] == ["Rain halts talks", "Whale seen"]


def test_a_name_of_the_user_goes_before_the_usual_ones_and_nothing_means_none() -> None:
    text = "title,text,lead,date\nRain,wrong,It rained.,2006-11-16\n"
    (made,) = articles(text, columns=Columns((("lead", "body"), ("date", "nothing"))))
    assert (made.body, made.published.iso) == ("It rained.", None)


@pytest.mark.parametrize(
    ("dates", "iso", "said"),
    [
        (["03/04/2006", "16/11/2006"], "2006-04-03", "day first, as 16/11/2006 in the same column"),
        (["03/04/2006", "11/16/2006"], "2006-03-04", "month first, as 11/16/2006 in the same column"),
        (["03/04/2006", "05/06/2006"], "2006", "03/04/2006"),
        (["03/04/2006", "16/11/2006", "11/16/2006"], "2006", "03/04/2006"),
        (["20061116"], "2006-11-16", "20061116"),
        (["20061116093000"], "2006-11-16", ""),
        (["1163669400"], "2006-11-16", ""),
        (["1163669400000"], "2006-11-16", ""),
        (["Thu, 16 Nov 2006 09:30:00 +0000"], "2006-11-16", ""),
        (["2006-11-16T23:30:00-05:00"], "2006-11-16", ""),
        (["Thu Nov 16 09:30:00 UTC 2006"], "2006-11-16", ""),
        (["16 novembre 2006"], "2006-11-16", ""),
        (["16-Nov-2006"], "2006-11-16", ""),
        (["2006 Nov 16"], "2006-11-16", ""),
        (["NaN"], None, ""),
        (["0000-00-00"], None, ""),
    ],
)  # fmt: skip
def test_the_whole_column_decides_what_a_date_means(dates: list[str], iso: str | None, said: str) -> None:
    rows = "".join(f'Rain {number},It rained.,"{day}",\n' for number, day in enumerate(dates))
    first = articles(HEADER + rows)[0]
    assert first.published.iso == iso
    assert said in first.published.evidence


def test_an_identifier_that_counts_the_rows_is_none() -> None:
    made = articles("id,title,text\n1,Rain,It rained.\n2,Snow,It snowed.\nx-77,Hail,It hailed.\n")
    assert [each.external_id for each in made] == ["", "", "x-77"]


def test_a_cell_beyond_the_limit_is_rejected_and_the_rest_read() -> None:
    huge = f'Rain,"{"x" * 5000}",,\nSnow,"{"y " * 900}\n{"z " * 900}",,\n'
    made = read(HEADER + huge + GOOD, limits=Limits(line=2000))
    assert [type(each) for each in made][-1] is ParsedArticle
    assert any("limit for one line" in each.reason for each in made if isinstance(each, Rejection))


def test_memory_stays_flat_over_many_rows() -> None:
    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.row = f'en,Whale seen,"A whale {"swam " * 200}."\n'.encode()
            self.left = b"language,title,text\n"
            self.sent = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            if self.sent < 6_000_000 and len(self.left) < len(buffer):
                self.left += self.row * 300
            count = min(len(buffer), len(self.left))
            buffer[:count], self.left = self.left[:count], self.left[count:]
            self.sent += count
            return count

    tracemalloc.start()
    count = sum(1 for _ in read_file("a.csv", Endless(), Limits(text_file=1000)))  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count > 5_000
    assert peak < 4_500_000


CELLS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=12)


@QUICK
@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(['"', "'"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC, csv.QUOTE_NONE]),
    st.booleans(),
)
def test_what_the_csv_module_writes_is_read_back(
    rows: list[list[str]], delimiter: str, end: str, quote: str, quoting: Any, doubled: bool
) -> None:
    width = len(rows[0])
    rows = [[*row, *[""] * width][:width] for row in rows]
    # Blank lines are no rows, and the csv module itself reads a space before a quote as text.
    rows = [row for row in rows if any(cell.strip() for cell in row) and row[0].strip()]
    rows = [[cell.lstrip(" ") for cell in row] for row in rows]
    escape = "" if doubled and quoting != csv.QUOTE_NONE else "\\"
    written = io.StringIO()
    csv.writer(
        written, delimiter=delimiter, lineterminator=end, quotechar=quote, quoting=quoting,
        doublequote=doubled, escapechar=escape or None,
    ).writerows(rows)  # fmt: skip
    dialect = Dialect(delimiter, "" if quoting == csv.QUOTE_NONE else quote, escape)
    assert [row.cells for row in Rows(_lines(written.getvalue()), dialect, 1 << 20)] == rows


def _lines(text: str) -> Iterator[tuple[int, str | None]]:
    from articles.reading.opened import OpenFile
    from articles.reading.streaming import lines

    yield from lines(OpenFile("a.csv", io.BytesIO(text.encode())))


@QUICK
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.txt"]))
@example(b'"\r\r\r\n,"', "a.csv")
def test_any_rows_become_records_or_reasons(data: bytes, name: str) -> None:
    for each in read(HEADER.encode() + GOOD.encode() + data, name):
        assert not isinstance(each, Rejection) or "could not be read" not in each.reason


@QUICK
@given(
    st.lists(st.sampled_from(['"', '""', ",", "\n", "a", 'b,"', '",', GOOD, "\r\n", " "]), max_size=40).map(
        "".join
    )
)
def test_no_row_is_lost_or_read_twice(text: str) -> None:
    last = 1
    for each in read(HEADER + GOOD + text):
        line = each.line if isinstance(each, Rejection) else each.first_line
        assert line is not None
        assert line > last or (last == 1 and line == 2)
        last = line


def dated(cells: list[str]) -> list[str]:
    text = "Date;Headline;Story\n" + "".join(f"{cell};Rain {cell};It rained.\n" for cell in cells)
    return [
        made.published.iso or ""
        for made in read_file("a.csv", io.BytesIO(text.encode()))
        if isinstance(made, ParsedArticle)
    ]


def test_a_column_of_days_as_spreadsheets_count_them_is_read() -> None:
    assert dated(["45215", "45216.5", "", "40000,25"]) == ["2023-10-16", "2023-10-17", "", "2009-07-06"]
    text = b"date,title,text\n45215,A,It rained.\n45216,B,It rained.\n45217,C,It rained.\n"
    made = next(read_file("a.csv", io.BytesIO(text)))
    assert isinstance(made, ParsedArticle)
    assert (made.published.rule, made.published.precision) == ("date field", Precision.DAY)
    assert made.published.evidence == "2023-10-16 (counted in days, as spreadsheets do, in the whole column)"


@pytest.mark.parametrize(
    "cells",
    [
        ["45215", "45216"],
        ["45215", "45216", "12"],
        ["45215", "45216", "99999"],
        ["45215", "45216", "May"],
        ["10000"] * 4,
    ],
)
def test_a_column_of_which_one_value_is_no_such_day_gives_none(cells: list[str]) -> None:
    assert not any(dated(cells))


def test_a_header_below_other_rows_may_have_names_that_end_with_a_full_stop() -> None:
    text = "Media report,,,\n,,,\nNo.,Headline,Media,Full text:\n1,Rain,Hill Post,It rained.\n2,Snow,Hill Post,It snowed.\n"  # noqa: E501
    made = list(read_file("a.csv", io.BytesIO(text.encode())))
    assert [(each.title, each.source) for each in made if isinstance(each, ParsedArticle)] == [
        ("Rain", "Hill Post"),
        ("Snow", "Hill Post"),
    ]
