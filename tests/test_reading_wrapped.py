"""Records as programs wrap, print and break them: each still gives its article, and says what is doubtful."""

import io
import json
import textwrap

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle, Rejection

TEXT = (
    "The envoys left the flooded hall in the morning, and nobody could say when they would come back.\n\n"
    "A pump was brought from the harbour, but the road to it had been washed away in the night, so that the "
    "water stood as high as before when they opened the doors again."
)
FIRST = {"title": "Rain Halts Talks", "text": TEXT, "date": "2011-05-03"}
SECOND = {"title": "Whale Seen in Port", "text": TEXT.replace("envoys", "fishermen"), "date": "2011-05-14"}


def read(text: str, name: str) -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(text.encode())))


def told(text: str, name: str) -> list[tuple[str, str | None]]:
    return [(each.title, each.published.iso) for each in read(text, name) if isinstance(each, ParsedArticle)]


BOTH = [("Rain Halts Talks", "2011-05-03"), ("Whale Seen in Port", "2011-05-14")]


@pytest.mark.parametrize(
    "text",
    [
        f"var articles = {json.dumps([FIRST, SECOND])};\n",
        f"window.news = {json.dumps({'items': [FIRST, SECOND]})}",
        f"callback({json.dumps({'items': [FIRST, SECOND]})});",
        json.dumps({"db": [{"meta": {"version": 5}, "data": {"posts": [FIRST, SECOND]}}]}),
        json.dumps([{"data": json.dumps(FIRST)}, {"data": json.dumps(SECOND)}]),
        json.dumps(
            {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": FIRST}, {"data": SECOND}]}}
        ),
    ],
)
def test_json_is_read_however_it_is_wrapped(text: str) -> None:
    assert told(text, "a.json") == BOTH


def test_lines_that_python_printed_are_read_and_nothing_in_them_is_run() -> None:
    lines = f"{FIRST!r}\n{SECOND!r}\n{{'title': print('no'), 'text': 'x'}}\n"
    made = read(lines, "a.jsonl")
    assert told(lines, "a.jsonl") == BOTH
    assert isinstance(made[2], Rejection)
    assert made[2].reason.startswith("line 3: not JSON")


def test_the_sections_of_a_text_are_one_article() -> None:
    parts = [
        {"heading": None if at else "At the hall", "content": part}
        for at, part in enumerate(TEXT.split("\n\n"))
    ]
    (made,) = read(json.dumps([{"title": "Rain Halts Talks", "sections": parts}]), "a.json")
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.body) == ("Rain Halts Talks", f"At the hall\n\n{TEXT}")


@pytest.mark.parametrize(
    "date",
    [
        {"date": {"year": 2011, "month": 5, "day": 3}},
        {"published_parsed": [2011, 5, 3, 8, 0, 0, 1, 123, 0]},
        {"dates": {"published": "2011-05-03", "modified": "2012-01-01"}},
        {"year": 2011, "month": 5, "day": 3},
        {"date": "1.304416800e+09"},
    ],
)
def test_a_day_in_parts_is_put_together(date: dict[str, object]) -> None:
    assert told(json.dumps([{"title": "Rain", "text": TEXT, **date}]), "a.json") == [("Rain", "2011-05-03")]


@pytest.mark.parametrize(
    "date", [{"year": 2011, "month": 15, "day": 3}, {"date": "1.3E+09"}, {"date": [3, 5, 2011]}]
)
def test_parts_that_name_no_day_give_none(date: dict[str, object]) -> None:
    (made,) = read(json.dumps([{"title": "Rain", "text": TEXT, **date}]), "a.json")
    assert isinstance(made, ParsedArticle)
    assert made.published.day is None


def quoted(*cells: str) -> str:
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def test_quotes_within_cells_that_are_not_doubled_cost_no_row() -> None:
    odd = f'{TEXT}\n\n"Nothing is dry, or will be," she said, "before May."\n\nShe left, with him, on foot.'
    table = quoted("title", "text", "date") + "".join(
        quoted(each["title"], odd, each["date"]) for each in (FIRST, SECOND)
    )
    made = read(table, "a.csv")
    assert told(table, "a.csv") == BOTH
    assert all(isinstance(each, ParsedArticle) and each.body == odd for each in made)


def test_a_row_that_lacks_cells_behind_its_text_is_doubtful() -> None:
    (made,) = read(f'title,text,date,author\nRain,"{TEXT}",2011-05-03\n', "a.csv")
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.body, made.published.iso) == ("Rain", TEXT, "2011-05-03")
    assert made.doubts == ("3 columns where the header has 4: author missing",)
    assert made.confidence < 0.9


def test_a_row_with_cells_too_many_is_read_only_if_nothing_was_pushed_aside() -> None:
    header = "title,text,date\n"
    (made,) = read(f'{header}Rain,"{TEXT}",2011-05-03,x,y\n', "a.csv")
    assert isinstance(made, ParsedArticle)
    assert made.doubts
    (made,) = read(f'{header}Rain, again,"{TEXT}",2011-05-03\n', "a.csv")
    assert isinstance(made, Rejection)


@pytest.mark.parametrize("first", ["sep=|", '"sep=|"'])
def test_the_line_of_a_spreadsheet_that_names_the_delimiter_may_be_quoted(first: str) -> None:
    rows = "".join(f"{each['title']}|{each['date']}|{TEXT.split(chr(10))[0]}\n" for each in (FIRST, SECOND))
    assert told(f"{first}\ntitle|date|text\n{rows}", "a.csv") == BOTH


def test_fields_of_a_stored_document_keep_their_names() -> None:
    (made,) = read(f'_source.title,_source.content\nRain Halts Talks,"{TEXT}"\n', "a.csv")
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.source) == ("Rain Halts Talks", "")


def test_wrapped_lines_with_a_blank_one_below_each_are_paragraphs() -> None:
    paragraphs = [*TEXT.split("\n\n"), TEXT.split("\n\n")[1].replace("pump", "boat")]
    lines = [line for part in ("Rain Halts Talks", *paragraphs) for line in (*textwrap.wrap(part, 30), "")]
    (made,) = read("\n\n".join(lines), "a.txt")
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.paragraphs) == ("Rain Halts Talks", tuple(paragraphs))


def test_backslashes_at_the_ends_of_all_lines_are_no_text() -> None:
    (made,) = read(
        f"Rain Halts Talks\n\n{TEXT}\n\n{TEXT.replace('pump', 'boat')}".replace("\n", "\\\n"), "a.txt"
    )
    assert isinstance(made, ParsedArticle)
    assert "\\" not in made.title + made.body


def test_headlines_alone_and_notes_beside_files_are_no_articles() -> None:
    heads = "Rain Halts Talks on Water\nWhale Seen in Old Port\nRoof of Hall Falls\nEnvoys Leave by Night\n"
    (made,) = read(heads, "a.txt")
    assert isinstance(made, Rejection)
    assert made.reason == "no text: headlines alone, one below the other"
    assert len(made.removed) == 4 - bool(made.title)
    (made,) = read("Files of the spring\n\nThey were collected by hand in May.\n", "x/README.txt")
    assert isinstance(made, Rejection)
