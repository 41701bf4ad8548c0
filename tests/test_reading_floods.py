"""Small files that are one thing a hundred thousand times are read in the time and memory of their size."""

import io
import time
import tracemalloc

import pytest

from articles.reading import Limits, read_file
from articles.reading.remembered import MOST_TEXT, note_read, remembered
from articles.records import ParsedArticle, Rejection

MIB = 2**20
TEXT = "The ferry ran again on Monday after nine days of fog, the crew said on the quay. "
ITEM = f"<a><title>Ash Harbour Opens</title><text>{TEXT}"
NAMESPACES = " ".join(f'xmlns:a{number}="urn:{number}"' for number in range(5_000))
SPACES = f"<rss {NAMESPACES}>"
FLOODS = {
    "statements that create tables": ("a.sql", "CREATE TABLE a (\n", "", 5 * MIB),
    "strings of SQL never closed": ("a.sql", "INSERT INTO a (title, text) VALUES ('a\n", "", 5 * MIB),
    "rows of SQL too long": ("a.sql", "(b, c, d),\n", "INSERT INTO a (title, text) VALUES\n(b, c),\n", MIB),
    "bare values of BibTeX": ("a.bib", "a = b,\n", "@article{a,\n", 10 * MIB),
    "lines of a reference": ("a.ris", "b b b b\n", "TY  - N\nAB  - a\n", 7 * MIB),
    "elements of one name": ("a.xml", "<x>b</x>", f"<l>{ITEM}</text>", 5 * MIB),
    "CDATA never closed": ("a.xml", "<![CDATA[", f"<l>{ITEM}", 5 * MIB),
    "items of a feed with many namespaces": ("a.rss", "<item><title>a</title></item>", SPACES, MIB),
    "authors of an item": ("a.rss", "<author>a</author>", "<rss><item>", 4 * MIB),
    "lines of JSON that hold no object": ("a.jsonl", '"\n', "", 5 * MIB),
    "cells that begin with a quote": ("a.tsv", 'a\t"b\tc\n', "title\ttext\tdate\n", MIB // 4),
    "lines of one letter": ("a.txt", "a\n", "", MIB // 4),
    "blank lines in broken JSON": ("a.json", "\n", '[{"title": "a}', MIB),
}  # fmt: skip
ENDS = {"elements of one name": "</a></l>", "authors of an item": "</item></rss>"}


def read(name: str, text: str) -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(text.encode())))


@pytest.mark.parametrize("flood", FLOODS)
def test_a_file_of_one_thing_again_and_again_ends(flood: str) -> None:
    name, piece, head, size = FLOODS[flood]
    began = time.process_time()
    assert read(name, head + piece * (size // len(piece)) + ENDS.get(flood, ""))
    assert time.process_time() - began < 60


def test_sections_above_an_outline_are_put_aside_in_the_time_of_their_number() -> None:
    entry = f"* Ash Harbour Opens\n:PROPERTIES:\n:DATE: [2011-05-03]\n:END:\n\n{TEXT}\n"
    began = time.process_time()
    made = read("a.org", "".join(f"** Section {number}\n" for number in range(10_000)) + entry * 5_000)
    assert time.process_time() - began < 60
    assert len(made) == 5_000


def test_columns_of_one_name_are_told_apart_in_the_time_of_their_number() -> None:
    row = f"Ash Harbour Opens,{TEXT}" + ",b" * 4_000
    began = time.process_time()
    made = read("a.csv", f"title,text{',a' * 4_000}\n" + f"{row}\n" * 40)
    assert time.process_time() - began < 60
    assert len(made) == 40


@pytest.mark.parametrize("end", ["\x0b", "\f", "\u2028", "\u2029", "\r", "\n"])
def test_ends_of_lines_of_any_kind_count(end: str) -> None:
    (made,) = read("a.txt", f"a{end}" * 1_000_001)
    assert isinstance(made, Rejection)
    assert "more than 1000000 lines" in made.reason


def test_a_line_that_ends_with_two_signs_counts_once() -> None:
    limits = Limits(lines=4)
    (made,) = read_file("a.txt", io.BytesIO(f"Ash Harbour Opens\r\n\r\n{TEXT}\r\n".encode()), limits)
    assert isinstance(made, ParsedArticle)


def test_what_was_said_of_lines_is_forgotten_after_much_text() -> None:
    asked: list[str] = []

    @remembered
    def told(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [told("a"), told("a")] == [1, 1]
    note_read(MOST_TEXT + 1)
    told("a")
    assert asked == ["a", "a"]


def test_articles_deep_in_others_are_part_of_these() -> None:
    made = read("a.xml", ITEM * 90 + TEXT * 10_000 + "</text></a>" * 90)
    assert sum(len(each.body) for each in made if isinstance(each, ParsedArticle)) < 20 * len(TEXT) * 10_000


def test_a_table_written_by_its_columns_is_no_larger_as_rows() -> None:
    texts = ", ".join(f'"{number}": "rain fell"' for number in range(400))
    others = ", ".join(f'"x{number}": {{}}' for number in range(20_000))
    tracemalloc.start()
    try:
        made = read("a.json", f'{{"title": {{{texts}}}, "text": {{{texts}}}, {others}}}')
        assert tracemalloc.get_traced_memory()[1] < 200 * MIB
    finally:
        tracemalloc.stop()
    assert len(made) == 400


def test_a_long_name_of_a_picture_is_looked_at_in_little_memory() -> None:
    text = "[[File:" + "a" * 5 * MIB
    tracemalloc.start()
    try:
        read(
            "a.xml",
            f"<mediawiki><page><title>A</title><revision><text>{text}</text></revision></page></mediawiki>",
        )
        assert tracemalloc.get_traced_memory()[1] < 200 * MIB
    finally:
        tracemalloc.stop()


def test_a_million_rejections_for_one_reason_are_counted() -> None:
    made = read("a.json", "[" + "1,\n" * 20_000 + f'{{"title": "Ash Harbour Opens", "text": "{TEXT}"}}, 2]')
    reasons = [each.reason for each in made if isinstance(each, Rejection)]
    assert len(reasons) == 1_002
    assert reasons[0] == "line 1: not a JSON object"
    assert reasons[1_000] == "line 1001: not a JSON object; so are 18,999 more, up to line 20000"
    assert [each.title for each in made if isinstance(each, ParsedArticle)] == ["Ash Harbour Opens"]
