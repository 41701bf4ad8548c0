"""Documents and spreadsheets of office programs, RTF and e-books: the text in them is read as any other."""

# ruff: noqa: E501 (what programs write is longer than our lines)

import html
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.reading import read_file
from articles.reading.files import as_read
from articles.reading.opened import Limits, OpenFile
from articles.reading.rtf import text_of
from articles.records import ParsedArticle, Rejection

TITLE = "Ferry Runs Again After Nine Days"
TEXT = (
    "The ferry to the outer islands ran again on Tuesday, nine days after its engine had failed in fog.",
    "“Nobody told us a word of it,” said Anna Lind, who had waited on the quay with her crates of fish.",
    "The owners want to buy a second ship, which the council of the islands has promised to pay for.",
)
OTHER = "Council Buys Old Lighthouse"
OTHER_TEXT = tuple(
    each.replace("ferry", "lighthouse").replace("Anna Lind", "Bo Berg") + " So it is." for each in TEXT
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TYPES = ("[Content_Types].xml", "<Types/>")


def zipped(*members: tuple[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return stream.getvalue()


def word(*paragraphs: tuple[str, str]) -> bytes:
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{html.escape(text[:20])}</w:t></w:r>'
        f"<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        f"<w:r><w:t>{html.escape(text[20:])}</w:t></w:r></w:p>"
        for style, text in paragraphs
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped(
        TYPES, ("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    )


def excel(*rows: tuple[str, ...]) -> bytes:
    cells = "".join(
        "<row>"
        + "".join(
            f'<c s="1"><v>{cell}</v></c>'
            if cell.isdigit()
            else f'<c t="inlineStr"><is><t>{html.escape(cell)}</t></is></c>'
            for cell in row
        )
        + "</row>"
        for row in rows
    )
    rel = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return zipped(
        TYPES,
        (
            "xl/workbook.xml",
            f'<workbook {MAIN} {rel}><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
        ),
        ("xl/_rels/workbook.xml.rels", '<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/></R>'),
        (
            "xl/styles.xml",
            f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        ),
        ("xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"),
    )


def opendocument(body: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    content = f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"
    return zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content))


def read(data: bytes, name: str = "a.bin") -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(data)))


def one(data: bytes) -> ParsedArticle:
    (made,) = read(data)
    assert isinstance(made, ParsedArticle), made
    return made


def test_a_document_of_word_is_read_by_its_paragraphs() -> None:
    made = one(word(("Title", TITLE), ("Normal", "3 May 2011"), *(("Normal", each) for each in TEXT)))
    assert (made.title, made.published.iso, made.body) == (TITLE, "2011-05-03", "\n\n".join(TEXT))


def test_headings_of_a_document_cut_its_articles() -> None:
    made = read(
        word(
            *[("Heading1", TITLE), ("Normal", "Hill Post, 3 May 2011"), *(("Normal", each) for each in TEXT)],
            *[
                ("Heading1", OTHER),
                ("Normal", "Hill Post, 4 May 2011"),
                *(("Normal", each) for each in OTHER_TEXT),
            ],
        )
    )
    assert [(each.title, each.published.iso) for each in made if isinstance(each, ParsedArticle)] == [
        (TITLE, "2011-05-03"),
        (OTHER, "2011-05-04"),
    ]


def test_a_text_of_opendocument_is_read() -> None:
    paragraphs = "".join(f"<text:p>{each[:9]}<text:span>{each[9:]}</text:span></text:p>" for each in TEXT)
    made = one(
        opendocument(
            f'<office:text><text:h text:outline-level="1">{TITLE}</text:h>{paragraphs}</office:text>'
        )
    )
    assert (made.title, made.body) == (TITLE, "\n\n".join(TEXT))


def test_a_sheet_is_a_table_with_its_days() -> None:
    made = one(excel(("Title", "Date", "Text"), (TITLE, "40666", "\n\n".join(TEXT))))
    assert (made.title, made.published.iso, made.body) == (TITLE, "2011-05-03", "\n\n".join(TEXT))


def test_a_sheet_of_opendocument_is_a_table() -> None:
    def cell(value: str) -> str:
        return (
            "<table:table-cell>"
            + "".join(f"<text:p>{each}</text:p>" for each in value.split("\n\n"))
            + "</table:table-cell>"
        )

    rows = (("Title", "Date", "Text"), (TITLE, "2011-05-03", "\n\n".join(TEXT)))
    table = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    made = one(opendocument(f"<office:spreadsheet><table:table>{table}</table:table></office:spreadsheet>"))
    assert (made.title, made.published.iso) == (TITLE, "2011-05-03")
    assert made.body.split() == " ".join(TEXT).split()


def test_rtf_is_read_with_its_signs() -> None:
    def escaped(text: str) -> str:
        return "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in text)

    text = "\\par\n".join(map(escaped, TEXT))
    made = one(
        f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}{{\\info{{\\title x}}}}\\b {TITLE}\\b0\\par\\par {text}\\par}}".encode()
    )
    assert (made.title, made.body) == (TITLE, "\n\n".join(TEXT))


def test_rtf_is_decoded_by_the_page_of_its_font() -> None:
    russian = "Паром снова ходит"
    coded = "".join(f"\\'{byte:02x}" for byte in russian.encode("cp1251"))
    assert (
        text_of(f"{{\\rtf1\\ansi{{\\fonttbl{{\\f1\\fcharset204 A;}}}}\\f1 {coded}\\par}}".encode()).strip()
        == russian
    )


def test_chapters_of_a_book_are_pages() -> None:
    def page(title: str, text: tuple[str, ...]) -> str:
        return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{''.join(f'<p>{each}</p>' for each in text)}</body></html>"

    made = read(
        zipped(
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", "<container/>"),
            ("nav.xhtml", page("Contents", ("One", "Two"))),
            ("a.xhtml", page(TITLE, TEXT)),
            ("b.xhtml", page(OTHER, OTHER_TEXT)),
        )
    )
    assert [each.title for each in made] == [TITLE, OTHER]
    assert all(isinstance(each, ParsedArticle) for each in made)


def test_a_document_in_an_archive_is_read_under_its_name() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("2011-05-03.docx", word(("Title", TITLE), *(("Normal", each) for each in TEXT)))
    made = one(stream.getvalue())
    assert (made.member, made.title, made.published.iso) == ("2011-05-03.docx", TITLE, "2011-05-03")


def test_the_lines_of_a_document_are_those_of_its_text() -> None:
    data = word(("Title", TITLE), *(("Normal", each) for each in TEXT))
    made = one(data)
    lines = as_read(OpenFile("a.docx", io.BytesIO(data))).text.split("\n")
    assert made.first_line is not None
    assert lines[made.first_line - 1] == TITLE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped(TYPES, ("ppt/presentation.xml", "<p/>")), "a presentation"),
        (zipped(TYPES, ("word/document.xml", "<w")), "no well-formed"),
        (zipped(TYPES, ("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><w>&b;</w>')), "entities"),
        (word(("Title", TITLE))[:-30], "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    (made,) = read(data)
    assert isinstance(made, Rejection)
    assert reason in made.reason


def test_a_part_beyond_the_limit_is_refused() -> None:
    data = word(("Normal", "word " * 400_000))
    (made,) = read_file("a.docx", io.BytesIO(data), Limits(text_file=1024 * 1024))
    assert isinstance(made, Rejection)
    assert "limit" in made.reason


SMALL = Limits(text_file=1024 * 1024)


def with_sheets(shared: str, *rows: str) -> bytes:
    """A workbook of sheets with these rows, and texts that cells name by number."""
    rel = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    numbers = range(len(rows))
    listed = "".join(f'<sheet name="{n}" r:id="r{n}"/>' for n in numbers)
    targets = "".join(f'<Relationship Id="r{n}" Target="worksheets/{n}.xml"/>' for n in numbers)
    return zipped(
        TYPES,
        ("xl/workbook.xml", f"<workbook {MAIN} {rel}><sheets>{listed}</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", f"<R>{targets}</R>"),
        ("xl/sharedStrings.xml", f"<sst {MAIN}><si><t>{shared}</t></si></sst>"),
        *((f"xl/worksheets/{n}.xml", f"<worksheet {MAIN}>{rows[n]}</worksheet>") for n in numbers),
    )


@pytest.mark.parametrize(
    "data",
    [
        with_sheets("word " * 1000, '<row><c t="s"><v>0</v></c></row>' * 5000),
        with_sheets("a", '<row><c r="ALL1"><v>1</v></c></row>' * 20_000),
        with_sheets("a", '<row><c r="ALL1"><v>1</v></c></row>' + "<row><c><v>1</v></c></row>" * 20_000),
        with_sheets("a", *[" " * 100_000] * 20),
        opendocument(
            "<office:spreadsheet><table:table><table:table-row>"
            '<table:table-cell table:number-columns-repeated="1000">'
            f"<text:p>{'word ' * 4000}</text:p></table:table-cell></table:table-row></table:table>"
            "</office:spreadsheet>"
        ),
    ],
    ids=["one text in many cells", "a far column", "a wide row", "many sheets", "a repeated cell"],
)
def test_a_small_sheet_that_would_be_a_large_text_is_refused(data: bytes) -> None:
    (made,) = read_file("a.bin", io.BytesIO(data), SMALL)
    assert isinstance(made, Rejection)
    assert "limit" in made.reason


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["docx", "xlsx", "odt", "rtf"]), st.integers(0, 4000), st.binary(min_size=1, max_size=40)
)
def test_damage_gives_a_record_or_a_reason(kind: str, at: int, put: bytes) -> None:
    whole = {
        "docx": word(("Title", TITLE), *(("Normal", each) for each in TEXT)),
        "xlsx": excel(("Title", "Text"), (TITLE, TEXT[0])),
        "odt": opendocument(f"<office:text><text:p>{TEXT[0]}</text:p></office:text>"),
        "rtf": b"{\\rtf1\\ansi " + TEXT[0].encode() + b"\\par}",
    }[kind]
    at %= len(whole)
    for each in read(whole[:at] + put + whole[at + len(put) :]):
        assert not isinstance(each, Rejection) or "could not be read" not in each.reason
