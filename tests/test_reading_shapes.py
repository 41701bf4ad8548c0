"""JSON and tables in the shapes in which programs and people hand them over give every article."""

from __future__ import annotations

import io
import json

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle
from tests.html_words import TEXTS, TITLES

ROWS = [
    (TITLES[language], "\n\n".join(TEXTS[language]), day, f"https://news.example/{language}/1")
    for language, day in (("en", "2023-10-16"), ("fr", "2023-10-17"), ("de", "2023-10-18"))
]


def read(data: str | bytes, name: str) -> list[ParsedArticle]:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    made = list(read_file(name, stream))
    assert all(isinstance(each, ParsedArticle) for each in made), made
    return [each for each in made if isinstance(each, ParsedArticle)]


def told(made: list[ParsedArticle]) -> list[tuple[str, str, str | None]]:
    return [(each.title, each.body, each.published.iso) for each in made]


RIGHT = [row[:3] for row in ROWS]
SHAPES = {
    "named by a key each": {
        f"a{number}": {"title": t, "text": b, "date": d} for number, (t, b, d, _) in enumerate(ROWS)
    },
    "named by a key, wrapped": {
        "total": 3,
        "news": {f"a{n}": {"title": t, "text": b, "date": d} for n, (t, b, d, _) in enumerate(ROWS)},
    },
    "by columns": {
        "title": {str(n): row[0] for n, row in enumerate(ROWS)},
        "text": {str(n): row[1] for n, row in enumerate(ROWS)},
        "date": {str(n): row[2] for n, row in enumerate(ROWS)},
    },
    "rows below columns": {
        "columns": ["title", "text", "date"],
        "index": [0, 1, 2],
        "data": [row[:3] for row in ROWS],
    },
    "fields in an object beside the text": [
        {"article": {"meta": {"headline": t, "published": d}, "content": {"text": b}}} for t, b, d, _ in ROWS
    ],
    "headlines in parts": {
        "response": {
            "docs": [
                {"headline": {"main": t, "kicker": None, "print": "Other"}, "body": b, "pub_date": d}
                for t, b, d, _ in ROWS
            ]
        }
    },
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_article_is_found_in_json_of_any_shape(shape: str) -> None:
    assert told(read(json.dumps(SHAPES[shape], ensure_ascii=False), "a.json")) == RIGHT


def test_one_article_with_objects_of_other_things_stays_one() -> None:
    title, text, day, url = ROWS[0]
    one = {
        "title": title,
        "text": text,
        "date": day,
        "image": {"title": "A boat", "url": url},
        "site": {"name": "Post"},
    }
    assert told(read(json.dumps(one), "a.json")) == RIGHT[:1]


def cells(row: tuple[str, ...]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in row)


def test_a_table_without_header_is_told_by_what_its_columns_hold_and_is_doubtful() -> None:
    made = read("\n".join(cells((url, title, day, text)) for title, text, day, url in ROWS), "a.csv")
    assert told(made) == RIGHT
    assert [each.url for each in made] == [row[3] for row in ROWS]
    assert all("no header" in each.doubts[0] and each.confidence < 0.9 for each in made)


def test_lines_above_the_header_of_a_table_are_passed_over() -> None:
    head = "Export of the Example database,,\nMade on 3 March 2023,,\n\ntitle,text,date\n"
    assert told(read(head + "\n".join(cells(row[:3]) for row in ROWS), "a.csv")) == RIGHT


def test_a_table_of_numbers_is_no_row_of_articles() -> None:
    data = "\n".join(f"{number},{number * 7},2023-10-{number + 10}" for number in range(9))
    assert not [
        each for each in read_file("a.csv", io.BytesIO(data.encode())) if isinstance(each, ParsedArticle)
    ]
