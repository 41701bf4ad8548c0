"""JSON lines and JSON files become articles with their text unchanged."""

import io
import json

import pytest

from articles.reading import Limits, read_file
from articles.records import ParsedArticle, Rejection


def read(
    text: str | bytes, name: str = "a.jsonl", limits: Limits | None = None
) -> list[ParsedArticle | Rejection]:
    stream = io.BytesIO(text.encode() if isinstance(text, str) else text)
    return list(read_file(name, stream, limits or Limits()))


RECORD = {
    "id": "x-1",
    "title": " Rain halts\ntalks ",
    "text": "GOMA (Reuters) - It rained.\u200b\r\n\n\n  Hard. &amp;",
    "date": "2011-05-03T10:00:00Z",
    "source": "Hill Post",
    "url": "http://news.example/1",
    "author": "By  Ann Lee",
}


def test_a_record_keeps_its_text_but_for_entities() -> None:
    (made,) = read(json.dumps(RECORD))
    assert isinstance(made, ParsedArticle)
    assert made.body == RECORD["text"].replace("&amp;", "&")
    assert (made.title, made.external_id, made.source) == ("Rain halts talks", "x-1", "Hill Post")
    assert (made.byline, made.url, made.dateline) == ("Ann Lee", "http://news.example/1", "GOMA (Reuters)")
    assert (made.published.iso, made.published.rule, made.layout) == (
        "2011-05-03",
        "date field",
        "JSON lines",
    )
    assert (made.first_line, made.last_line) == (1, 1)


def test_other_names_of_the_fields_are_known() -> None:
    record = {
        "Headline": "Rain",
        "content": ["It rained.", "Hard."],
        "publishedAt": 1304380800,
        "publisher": {"name": "Hill Post"},
        "link": "http://news.example/2",
        "authors": [{"name": "Ann Lee"}, "Bo Li"],
        "lang": "en-GB",
    }
    (made,) = read(json.dumps(record))
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.body, made.source) == ("Rain", "It rained.\n\nHard.", "Hill Post")
    assert (made.byline, made.language, made.published.iso) == ("Ann Lee and Bo Li", "en", "2011-05-03")


def test_the_day_of_the_download_is_none_of_publication() -> None:
    crawled = {
        "date_download": "2024-03-09 10:00:00",
        "date_modify": None,
        "date_publish": "2024-03-04 08:00:00",
    }
    line = json.dumps({"title": "Port reopens", "maintext": "Ships came in again.", **crawled})
    (made,) = read_file("crawl.jsonl", io.BytesIO(line.encode()))
    assert isinstance(made, ParsedArticle)
    assert made.published.iso == "2024-03-04"


def test_each_bad_line_is_a_rejection_with_its_number() -> None:
    lines = [json.dumps(RECORD), "", "{broken", "[1]", json.dumps({"title": "No text"}), json.dumps(RECORD)]
    made = read("\n".join(lines))
    assert [type(each) for each in made] == [ParsedArticle, Rejection, Rejection, Rejection, ParsedArticle]
    reasons = [each.reason for each in made if isinstance(each, Rejection)]
    assert reasons[0].startswith("line 3: not JSON: ")
    assert reasons[1:] == [
        "line 4: not a JSON object",
        "line 5: no text: of the columns “title” none is known to hold it. Say what they hold under “Column "
        "names” in the admin, or with --column 'NAME=body'",
    ]
    assert [each.index for each in made] == [0, 1, 2, 3, 4]


def test_a_line_beyond_the_limit_is_rejected_and_the_next_one_read() -> None:
    made = read("\n".join(["x" * 300_000, json.dumps(RECORD)]), limits=Limits(line=1000))
    assert isinstance(made[0], Rejection)
    assert "the limit for one line" in made[0].reason
    assert isinstance(made[1], ParsedArticle)
    assert made[1].first_line == 2


def test_arrays_and_wrapped_lists_are_read() -> None:
    for value in ([RECORD, RECORD], {"articles": [RECORD, RECORD]}, {"response": {"docs": [RECORD, RECORD]}}):
        for text in (json.dumps(value), json.dumps(value, indent=1)):
            made = read(text, "a.json")
            assert [each.index for each in made if isinstance(each, ParsedArticle)] == [0, 1], text[:80]


def test_one_object_over_several_lines_is_one_article() -> None:
    (made,) = read(json.dumps(RECORD, indent=2), "a.json")
    assert isinstance(made, ParsedArticle)


def test_utf_16_and_a_bom_do_no_harm() -> None:
    line = json.dumps(RECORD, ensure_ascii=False)
    for data in (f"{line}\n{line}\n".encode("utf-16"), f"\ufeff{line}\n{line}".encode()):
        assert [type(each) for each in read(data)] == [ParsedArticle, ParsedArticle]


def test_characters_that_no_database_can_store_are_replaced() -> None:
    (made,) = read('{"title": "Rain", "text": "It\\u0000 rained \\ud800 hard."}')
    assert isinstance(made, ParsedArticle)
    assert made.body == "It rained ? hard."


def test_json_without_articles_says_so() -> None:
    for text in ("{}", "[]", '{"a": 1}', "[1, 2]", "[" * 100_000, "{", "nul"):
        made = read(text, "a.json")
        assert made
        assert all(isinstance(each, Rejection) for each in made), text[:10]


@pytest.mark.parametrize(
    "value",
    [
        {"data": {"articles": [RECORD, RECORD]}},
        {"hits": {"total": 2, "hits": [{"_id": "a", "_source": RECORD}, {"_id": "b", "_source": RECORD}]}},
        {"version": "https://jsonfeed.org/1", "title": "Hill Post", "items": [RECORD, RECORD]},
        {"data": [{"type": "articles", "attributes": RECORD}] * 2},
        [{"headline": "Rain", "body": [{"type": "p", "text": "It rained."}, {"text": "Hard."}]}] * 2,
        [{"title": {"rendered": "Rain"}, "content": {"rendered": "<p>It rained.</p><p>Hard.</p>"}}] * 2,
    ],
)
def test_articles_are_found_however_they_are_wrapped(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, indent=1)):
        made = read(text, "a.json")
        assert [type(each) for each in made] == [ParsedArticle, ParsedArticle], made
        bodies = {each.body.split()[-1] for each in made if isinstance(each, ParsedArticle)}
        assert bodies in ({"&"}, {"Hard."})


def test_items_of_an_array_know_their_lines_and_a_broken_one_costs_itself() -> None:
    first, bad = json.dumps(RECORD, indent=1), '{"title": "Rain", "text": }'
    made = read(f"[\n{first},\n{bad},\n{first}\n", "a.json")
    assert [type(each) for each in made] == [ParsedArticle, Rejection, ParsedArticle, Rejection]
    lines = first.count("\n") + 1
    assert made[0].first_line == 2  # type: ignore[union-attr]
    assert made[1].line == lines + 2  # type: ignore[union-attr]
    assert made[2].first_line == lines + 3  # type: ignore[union-attr]
    assert "the file ends too early" in made[3].reason  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "extra",
    [
        '"n": 1' + "0" * 10_000,
        '"n": NaN, "author": NaN',
        '"n": 1e999',
        '"title": "Rain"',
        '"x": "\\udc00"',
        '"x": "a\tb"',
    ],
)
def test_odd_values_do_not_cost_the_article(extra: str) -> None:
    (made,) = read(f'{{"title": "Rain", "text": "It rained.", {extra}}}')
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.body, made.byline) == ("Rain", "It rained.", "")


def test_a_text_that_the_service_cut_off_is_doubtful() -> None:
    (made,) = read('{"title": "Rain", "content": "It rained… [+1234 chars]"}')
    assert isinstance(made, ParsedArticle)
    assert made.body == "It rained"
    assert "cut off" in made.doubts[0]


def test_characters_that_steer_the_screen_are_no_part_of_a_title_or_name() -> None:
    row = {"title": "Report\u202e\u2066 exe.\u200b", "source": "The\u202d Post", "text": "Words of a text."}
    (made,) = read_file("a.jsonl", io.BytesIO(json.dumps(row).encode()))
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.source) == ("Report exe.", "The Post")
