"""One broken record costs itself: those beside it are read, and a reason names its line."""

import io
import json

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle, Rejection

TEXT = "The ferry ran again on Monday after nine days of fog, the crew said on the quay."
NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm")
BROKEN = 2


def read(name: str, text: str) -> tuple[list[str], list[Rejection]]:
    """The titles of the articles of a file, and the rejections."""
    made = list(read_file(name, io.BytesIO(text.encode())))
    return (
        [each.title for each in made if isinstance(each, ParsedArticle)],
        [each for each in made if isinstance(each, Rejection)],
    )


def joined(form: str, odd: str, between: str = "\n") -> str:
    """A list of records, the third in another form; NAME and TEXT stand in both."""
    forms = (odd if number == BROKEN else form for number in range(len(NAMES)))
    return between.join(
        each.replace("NAME", f"{name} Harbour Opens").replace("TEXT", TEXT)
        for each, name in zip(forms, NAMES, strict=True)
    )


PAGE = "<page><title>NAME</title><ns>0</ns><revision><text>TEXT</text></revision></page>"
ITEM = "<newsItem><headline>NAME</headline><inlineXML><p>TEXT</p></inlineXML></newsItem>"
DOC = "<DOC>\n<HEADLINE>NAME</HEADLINE>\n<Text>TEXT</Text>\n</DOC>"
TEI = (
    "<TEI><teiHeader><titleStmt><title>NAME</title></titleStmt></teiHeader>"
    "<text><body><p>TEXT</p></body></text></TEI>"
)
HEAD = "INSERT INTO news (title, body) VALUES\n"
BIB = "@article{k,\n title = {NAME},\n abstract = {TEXT}\n}"
RIS = "TY  - NEWS\nTI  - NAME\nAB  - TEXT\nER  - \n"
CELLS = "<tr><td>NAME</td><td>TEXT</td></tr>"
ROW, OPEN = "('NAME', 'TEXT')", "('NAME', 'TEXT)"


def inserted(odd: str, between: str = ",\n") -> str:
    return f"{HEAD}{joined(ROW, odd, between)};"


def within(element: str, form: str, odd: str) -> str:
    return f"<{element}>\n{joined(form, odd)}\n</{element}>"


def dumped(indent: int | None, **around: object) -> str:
    """Records as JSON, the title of the third without the quote that ends it; within an object, if any."""
    records = [
        {"title": f"{name} Harbour Opens", "text": TEXT, "pictures": [{"a": 1}, {"b": 2}]} for name in NAMES
    ]
    text = json.dumps({**around, "articles": records} if around else records, indent=indent)
    return text.replace(f'{NAMES[BROKEN]} Harbour Opens"', f"{NAMES[BROKEN]} Harbour Opens")


LINE = '{"title": "NAME", "text": "TEXT"}'
FILES = {
    "an open string in JSON": ("a.json", dumped(1)),
    "an open string in JSON on one line": ("a.json", dumped(None)),
    "an open string in an answer": ("a.json", dumped(1, status="ok", total=5)),
    "an open string in an answer on one line": ("a.json", dumped(None, status="ok", total=5)),
    "an open string in a line of JSON": ("a.jsonl", joined(LINE, LINE.replace('TEXT"', "TEXT"))),
    "a stray quote in SQL": ("a.sql", inserted("('NAME', 'The ferry's TEXT')")),
    "an open string in SQL": ("a.sql", inserted(OPEN)),
    "an open string in SQL on one line": ("a.sql", inserted(OPEN, ",")),
    "an open string in a statement": ("a.sql", joined(f"{HEAD}{ROW};", f"{HEAD}{OPEN};")),
    "a row too long in SQL": ("a.sql", inserted("('NAME', 'TEXT', 3)")),
    "a page of a wiki": ("a.xml", within("mediawiki", PAGE, PAGE.replace("TEXT", "TEXT</b>"))),
    "a page never closed": ("a.xml", within("mediawiki", PAGE, PAGE.replace("</page>", ""))),
    "an item of an agency": ("a.xml", within("newsMessage", ITEM, ITEM.replace("</p>", "</q>"))),
    "a document of a corpus": ("a.sgm", joined(DOC, DOC.replace("TEXT<", "TEXT < <"))),
    "a text of TEI": ("a.xml", within("teiCorpus", TEI, TEI.replace("</p>", ""))),
    "an element of a list": ("a.xml", within("list", DOC, DOC.replace("</Text>", "</Txt>"))),
    "an entry of BibTeX": ("a.bib", joined(BIB, BIB.replace("NAME}", "NAME"))),
    "a quote in BibTeX": ("a.bib", joined(BIB, BIB.replace("{TEXT}", '"TEXT'))),
}


@pytest.mark.parametrize("name", FILES)
def test_a_broken_record_costs_itself(name: str) -> None:
    titles, rejections = read(*FILES[name])
    whole = [f"{each} Harbour Opens" for number, each in enumerate(NAMES) if number != BROKEN]
    assert [each for each in titles if not each.startswith(NAMES[BROKEN])] == whole
    assert len(titles) > len(whole) or "line " in rejections[0].reason
    assert len(rejections) <= 1


def test_a_first_line_of_json_that_is_broken_costs_itself() -> None:
    lines = joined(LINE, LINE).replace(TEXT + '"', TEXT, 1)
    titles, rejections = read("a.jsonl", lines)
    assert titles == [f"{each} Harbour Opens" for each in NAMES[1:]]
    assert [each.line for each in rejections] == [1]


def test_an_answer_that_is_cut_off_is_read_up_to_there() -> None:
    text = json.dumps({"status": "ok", "articles": [{"title": each, "text": TEXT} for each in NAMES]})
    titles, rejections = read("a.json", text[:-60])
    assert titles == list(NAMES[:-1])
    assert len(rejections) == 1


def test_a_reference_whose_text_begins_below_its_tag_is_read() -> None:
    file = f"TY  - NEWS\nTI  - Ash Harbour Opens\nAB  - \n{TEXT}\nER  - \n\n{joined(RIS, RIS)}"
    titles, rejections = read("a.ris", file)
    assert len(titles) == 6
    assert not rejections


def test_all_texts_of_a_reference_count() -> None:
    file = RIS.replace("ER", f"AB  - {TEXT[::-1]}\nER").replace("TEXT", TEXT)
    (made,) = read_file("a.ris", io.BytesIO(file.encode()))
    assert isinstance(made, ParsedArticle)
    assert made.body == f"{TEXT}\n{TEXT[::-1]}"


def test_a_table_of_sql_without_a_text_is_named() -> None:
    file = f"{HEAD}('Ash Harbour Opens', '{TEXT}');\nINSERT INTO users (name, mail) VALUES ('a', 'b');\n" * 2
    titles, rejections = read("a.sql", file)
    assert len(titles) == 2
    assert [each.reason for each in rejections] == [
        "line 3: the table “users” has no column that is known to hold a text: its rows are left out"
    ]


def test_rows_that_copy_brings_end_where_the_next_do() -> None:
    rows = f"COPY news (title, body) FROM stdin;\nAsh Harbour Opens\t{TEXT}\n"
    titles, rejections = read("a.sql", rows * 3 + "\\.\n")
    assert len(titles) == 3
    assert not rejections


@pytest.mark.parametrize("inner", ["<table>", "<table><tr><td>3"])
def test_a_table_within_a_cell_that_is_never_closed_hides_no_rows(inner: str) -> None:
    head = "<html><table><tr><th>Title</th><th>Text</th></tr>"
    file = f"{head}{joined(CELLS, CELLS.replace('TEXT', f'{inner} TEXT'))}</table></html>"
    titles, _ = read("a.xls", file)
    assert {f"{each} Harbour Opens" for number, each in enumerate(NAMES) if number != BROKEN} <= set(titles)


def test_the_last_cell_of_a_table_that_is_cut_off_is_read() -> None:
    head = "<html><table><tr><th>Title</th><th>Text</th></tr>"
    titles, rejections = read(
        "a.xls", f"{head}{joined(CELLS, CELLS)}<tr><td>Fir Harbour Opens</td><td>{TEXT}"
    )
    assert len(titles) == 6
    assert not rejections


def test_a_drawer_that_is_never_closed_ends_with_its_last_property() -> None:
    entry = f"* Ash Harbour Opens\n:PROPERTIES:\n:DATE: [2011-05-03]\n\n{TEXT}\n\n"
    titles, rejections = read(
        "a.org", entry + entry.replace("Ash", "Birch").replace("\n\n", "\n:END:\n\n", 1)
    )
    assert titles == ["Ash Harbour Opens", "Birch Harbour Opens"]
    assert not rejections


def test_a_key_of_yaml_that_comes_again_takes_nothing_away() -> None:
    item = f"- title: Ash Harbour Opens\n  text: {TEXT}\n  text: Again.\n"
    (made,) = read_file("a.yaml", io.BytesIO(item.encode()))
    assert isinstance(made, ParsedArticle)
    assert made.body == TEXT


def test_rows_without_quoting_whose_cells_begin_with_a_quote_are_read() -> None:
    rows = "".join(f'{name} Harbour Opens\t"{TEXT}\t2011-05-03\n' for name in NAMES)
    titles, rejections = read("a.tsv", f"title\ttext\tdate\n{rows}")
    assert titles == [f"{name} Harbour Opens" for name in NAMES]
    assert not rejections
