"""Small files that would unpack to much, or be read again and again: a reason, in bounded memory and time."""

import io
import json
import re
import time
import tracemalloc
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from articles.reading import Limits, read_file, xmltext
from articles.reading.composing import composed
from articles.reading.xmltext import repaired
from articles.records import ParsedArticle, Rejection
from tests.hostile import TEXT, make_zip
from tests.test_reading_office import MAIN, TITLE, TYPES, excel, opendocument, with_sheets, zipped
from tests.test_reading_office import TEXT as PARAGRAPHS

MIB = 2**20
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PATIENT = Limits(ratio_from=2**30)


def read(data: bytes, name: str = "a.bin", limits: Limits | None = None) -> list[ParsedArticle | Rejection]:
    made = list(read_file(name, io.BytesIO(data), limits or Limits()))
    assert not any(isinstance(each, Rejection) and "could not be read" in each.reason for each in made)
    return made


def reason(data: bytes, name: str = "a.bin", limits: Limits | None = None) -> str:
    (made,) = read(data, name, limits)
    assert isinstance(made, Rejection), made
    return made.reason


@contextmanager
def bounded(memory: int = 0) -> Iterator[None]:
    """What is done within takes less memory, in bytes, if that is given, and not minutes of the processor."""
    began = time.process_time()
    if memory:
        tracemalloc.start()
    try:
        yield
        assert not memory or tracemalloc.get_traced_memory()[1] < memory
        assert time.process_time() - began < 60
    finally:
        tracemalloc.stop()


def word(body: str) -> bytes:
    return zipped(TYPES, ("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>"))


LONG = f'<a xmlns:b="{"u" * 50_000}">'


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word(LONG + "".join(f"<b:c{n}/>" for n in range(20_000)) + "</a>"), "a.docx"),
        (f"<nitf>{LONG}{'<b:c/>' * 20_000}</a></nitf>".encode(), "a.xml"),
        (f"<rss><channel><item>{LONG}{'<b:c/>' * 20_000}</a></item></channel></rss>".encode(), "a.rss"),
    ],
    ids=["docx", "xml", "feed"],
)
def test_a_namespace_that_stands_before_each_name_is_not_written_out(data: bytes, name: str) -> None:
    """A file of a quarter of a megabyte would become a gigabyte of names."""
    with bounded(60 * MIB):
        assert "a namespace of more than 200 characters" in reason(data, name)


def test_xml_of_more_attributes_than_a_tree_may_have_is_refused() -> None:
    assert "attributes, more than one XML file may have" in reason(
        word('<w:p w:a="b"/>' * 1_500_000), "a.docx", PATIENT
    )


def test_sections_of_data_that_never_end_are_looked_for_once() -> None:
    with bounded():
        assert repaired("<a>&" + "<![CDATA[&" * 400_000) == "<a>&amp;" + "<![CDATA[&" * 400_000


def test_xml_of_nothing_but_ampersands_is_repaired_in_flat_memory() -> None:
    xml = "&" * (3 * MIB)
    with bounded(60 * MIB):
        assert len(repaired(xml)) == 15 * MIB


def test_xml_is_repaired_alike_wherever_a_block_ends() -> None:
    piece = "fish &amp; chips &eacute; & <![CDATA[a & b]]> &#65; &#0; &nosuch;"
    made = "fish &amp; chips &#233; &amp; <![CDATA[a & b]]> &#65;  &amp;nosuch;"
    assert repaired(piece * 40_000) == made * 40_000


def test_a_document_that_unpacks_to_far_more_than_its_size_costs_itself_alone() -> None:
    bomb = word("<w:p><w:t>" + "rain fell " * 3_000_000 + "</w:t></w:p>")
    with bounded(60 * MIB):
        assert "200 times its size, the limit for one file" in reason(bomb, "a.docx")
    good = excel(("Title", "Date", "Text"), (TITLE, "40666", "\n\n".join(PARAGRAPHS)))
    made = read(make_zip({"a.docx": bomb, "b.xlsx": good, "c.txt": TEXT}), "a.zip")
    assert [(each.member, type(each)) for each in made] == [
        ("a.docx", Rejection),
        ("b.xlsx", ParsedArticle),
        ("c.txt", ParsedArticle),
    ]


def test_documents_that_each_unpack_a_little_too_well_are_counted_together() -> None:
    member = word("<w:p><w:t>" + "rain fell " * 1_000_000 + "</w:t></w:p>")
    limits = Limits(ratio_from=12 * MIB, ratio=50)
    made = read(make_zip({f"{number}.docx": member for number in range(9)}), "a.zip", limits)
    assert "the limit for one archive" in made[-1].reason if isinstance(made[-1], Rejection) else False
    assert len(made) < 9


def test_a_document_larger_than_its_head_is_read_whole() -> None:
    picture = ("word/media/a.txt", Random(3).randbytes(100_000).hex())
    body = "".join(f"<w:p><w:t>{each}</w:t></w:p>" for each in (TITLE, *PARAGRAPHS))
    data = zipped(
        TYPES,
        picture,
        ("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>"),
    )
    assert len(data) > 100_000
    for packed, name in ((data, "a.docx"), (make_zip({"a.docx": data}), "a.zip")):
        (made,) = read(packed, name)
        assert isinstance(made, ParsedArticle)
        assert made.title == TITLE


def test_a_line_of_a_text_beyond_the_limit_is_refused_before_it_is_looked_at() -> None:
    data = b"Rain falls\n\n" + b"rain fell " * (9 * MIB // 10)
    with bounded(60 * MIB):
        assert "a line longer than 8 MiB, the limit for one line" in reason(data, "a.txt")


def test_a_sheet_may_have_any_number_of_rows_but_no_row_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmltext, "MOST_UNITS", 100)
    monkeypatch.setattr(xmltext, "MOST_TAGS", 100)
    rows = [("Title", "Text"), *((f"{TITLE} {number}", PARAGRAPHS[0]) for number in range(60))]
    assert [getattr(each, "title", "") for each in read(excel(*rows))] == [title for title, _ in rows[1:]]
    assert "element <row> with more in it" in reason(excel(rows[0], ("a",) * 60))
    assert "elements deeper in each other" in reason(
        with_sheets("Rain", "<a>" * 300 + "<row/>" + "</a>" * 300)
    )


def test_a_sheet_that_is_named_thousands_of_times_is_read_once() -> None:
    rel = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    data = zipped(
        TYPES,
        (
            "xl/workbook.xml",
            f"<workbook {MAIN} {rel}><sheets>" + '<sheet r:id="r1"/>' * 5000 + "</sheets></workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", '<R><Relationship Id="r1" Target="worksheets/1.xml"/></R>'),
        (
            "xl/worksheets/1.xml",
            f'<worksheet {MAIN}><row><c t="inlineStr"><is><t>Rain</t></is></c></row></worksheet>',
        ),
    )
    assert len(read(data)) == 1


@pytest.mark.parametrize("often", [1, 60_000], ids=["long", "named often"])
def test_the_format_of_a_cell_is_looked_at_once(often: int) -> None:
    code = "[" * 400_000 if often == 1 else "0" * 400_000
    styles = f'<s><numFmts><numFmt numFmtId="777" formatCode="{code}"/></numFmts><cellXfs>'
    styles += '<xf numFmtId="777"/>' * often + "</cellXfs></s>"
    with bounded():
        assert read(zipped(TYPES, ("xl/workbook.xml", "<w/>"), ("xl/styles.xml", styles)))


@pytest.mark.parametrize(
    "number", ["²", "9" * 5000, "-1", "٣", ""], ids=["sign", "long", "minus", "other", ""]
)
def test_a_number_that_is_none_costs_its_cell_alone(number: str) -> None:
    cells = f'<c t="s"><v>{number}</v></c><c s="{number}"><v>40666</v></c>'
    head = "".join(
        f'<c t="inlineStr"><is><t>{each}</t></is></c>' for each in ("Note", "Day", "Title", "Text")
    )
    text = "".join(f'<c t="inlineStr"><is><t>{each}</t></is></c>' for each in (TITLE, " ".join(PARAGRAPHS)))
    (made,) = read(with_sheets("x", f"<row>{head}</row><row>{cells}{text}</row>"))
    assert made.title == TITLE
    table = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell {more}><text:p>{each}</text:p></table:table-cell>' for each in row)}</table:table-row>"  # noqa: E501
        for row, more in (
            (("Title", "Text"), ""),
            (
                (TITLE, " ".join(PARAGRAPHS)),
                "" if number.isdecimal() else f'table:number-columns-repeated="{number}"',
            ),
        )
    )
    (made,) = read(
        opendocument(f"<office:spreadsheet><table:table>{table}</table:table></office:spreadsheet>")
    )
    assert made.title == TITLE
    heading = f'<text:h text:outline-level="{number}">{TITLE}</text:h><text:p>{PARAGRAPHS[0]}</text:p>'
    (made,) = read(opendocument(f"<office:text>{heading}</office:text>"))
    assert made.title == TITLE


MARKS = "\u0323\u0301" * 2000
MARKED = f"Rain fell on the hills a{MARKS} above the town, they said on the radio."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", f"<html><head><title>a{MARKS} in rain</title></head><body><p>{MARKED}</p></body></html>"),
        ("a.txt", f"Rain a{MARKS} in May\n\n{MARKED}\n"),
        ("a.jsonl", json.dumps({"title": f"Rain a{MARKS} in May", "text": MARKED, "author": MARKED[:400]})),
        ("a.csv", f'title,text\nRain a{MARKS} in May,"{MARKED}"\n'),
        (
            "a.rss",
            f"<rss><channel><item><title>a{MARKS}</title><description>{MARKED}</description></item></channel></rss>",
        ),
    ],
)
def test_marks_without_end_on_a_letter_do_not_reach_what_puts_them_in_order(name: str, data: str) -> None:
    """To compose a text takes the square of them: a megabyte would take hours, in each later stage too."""
    (made,) = read(data.encode(), name)
    assert isinstance(made, ParsedArticle)
    assert "above the town" in made.body
    for text in (made.title, made.body, made.byline):
        assert not re.search("[\u0301\u0323]{40}", text)


def test_marks_that_people_write_stay() -> None:
    for text in ("Viê\u0323t Nam", "e\u0301te\u0301", "שָׁלוֹם", "۝" * 50 + "—" * 99, "क्षि" * 40, "🏳️‍🌈" * 40):
        assert composed(text) == unicodedata.normalize("NFC", text)
