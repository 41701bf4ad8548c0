"""Lines and what a person says of them → articles; every line is accounted for once."""

import io
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.reading import read_file
from articles.reading.byhand import BY_HAND, LAYOUT, HandCut, Mark, alone, articles, obeyed
from articles.reading.opened import OpenFile
from articles.records import ParsedArticle, Rejection
from tests.hostile import make_zip
from tests.test_reading_properties import DUMPS, words
from tests.texts import dump_file, page_dump

TWO = """Site of the Harbour
Ferry Runs Again

A ferry in the harbour of Durres. (Example Agency)
TT
Ferry Runs Again
By Ann Lee
The ferry between the island and the mainland runs again since Tuesday, the owner said.
It had stopped for two weeks.
Bridge Stays Shut
Updated Monday 16 October 2023, 10:12
The bridge will stay shut until spring, the minister said.
Write to us
All rights are with the harbour
"""
TITLES = (Mark.START, Mark.TITLE)
MARKS = ((2, Mark.START), (10, Mark.START), (11, Mark.DATE), (13, Mark.REST))


def cut(text: str, *marks: tuple[int, Mark], member: str = "") -> list[ParsedArticle | Rejection]:
    lines = text.count("\n") + 1
    return list(
        articles(HandCut(1, lines, marks, member), OpenFile("a.txt", io.BytesIO(text.encode()), member))
    )


def read_again(text: str, *cuts: HandCut) -> list[ParsedArticle | Rejection]:
    records = read_file("a.txt", io.BytesIO(text.encode()))
    return list(obeyed(records, cuts, "a.txt", lambda: io.BytesIO(text.encode())))


def test_articles_start_where_a_person_said_with_title_date_captions_and_what_was_left_out() -> None:
    ferry, bridge = cut(TWO, *MARKS)
    assert isinstance(ferry, ParsedArticle)
    assert isinstance(bridge, ParsedArticle)
    assert (ferry.title, bridge.title) == ("Ferry Runs Again", "Bridge Stays Shut")
    assert ferry.paragraphs[-1] == "It had stopped for two weeks."
    assert [caption.credit for caption in ferry.captions] == ["Example Agency"]
    assert ferry.byline == "Ann Lee"
    assert {line.line: line.reason for line in ferry.removed}[1] == "left out by hand"
    assert {line.line: line.reason for line in ferry.removed}[6] == "title again"
    assert bridge.body == "The bridge will stay shut until spring, the minister said."
    assert (bridge.published.iso, bridge.published.rule) == ("2023-10-16", BY_HAND)
    assert [line.line for line in bridge.removed] == [11, 13, 14]
    assert (ferry.first_line, ferry.last_line, bridge.first_line) == (2, 9, 10)
    assert {each.layout for each in (ferry, bridge)} == {LAYOUT}
    assert not ferry.doubts
    assert ferry.confidence == 1


def test_a_title_of_two_lines_and_an_article_without_one() -> None:
    first, second = cut(
        "Ferry Runs\nAgain After Storm\nIt sails on Tuesday, the owner said.\nA second text. So it is.",
        (1, Mark.START),
        (2, Mark.TITLE),
        (4, Mark.OPEN),
    )
    assert first.title == "Ferry Runs Again After Storm"
    assert second.title == "A second text"


def test_a_title_below_the_start_and_a_caption_that_a_person_named() -> None:
    (made,) = cut(
        "It sails again.\nBoats in a row\nWHO WE ARE\nFerry Runs Again\nIt stops on Tuesday, the owner said.",
        (1, Mark.OPEN),
        (2, Mark.CAPTION),
        (3, Mark.OUT),
        (4, Mark.TITLE),
    )
    assert isinstance(made, ParsedArticle)
    assert made.title == "Ferry Runs Again"
    assert [caption.text for caption in made.captions] == ["Boats in a row"]
    assert made.paragraphs == ("It sails again.", "It stops on Tuesday, the owner said.")


def test_a_start_without_text_and_a_cut_without_start_are_rejections_with_all_lines() -> None:
    empty, text = cut("Ferry Runs Again\nBridge Shut\nIt is shut, he said.", (1, Mark.START), (2, Mark.START))
    assert isinstance(empty, Rejection)
    assert isinstance(text, ParsedArticle)
    (nothing,) = cut("Ferry Runs Again\nIt sails on Tuesday.", (1, Mark.REST))
    assert isinstance(nothing, Rejection)
    assert [line.line for line in nothing.removed] == [1, 2]


def test_what_stands_beside_the_cut_is_read_as_before_and_numbered_on() -> None:
    text = dump_file(page_dump("First Talks"), page_dump("Second Talks"), page_dump("Third Talks"))
    before = list(read_file("a.txt", io.BytesIO(text.encode())))
    second = before[1]
    assert isinstance(second, ParsedArticle)
    first, last = second.first_line or 0, second.last_line or 0
    made = read_again(text, HandCut(first, last, ((first, Mark.START), (last, Mark.OPEN))))
    assert [each.title for each in made[:2]] == ["First Talks", "Second Talks"]
    assert made[0] == before[0]
    assert made[3] == replace(before[2], index=3)


def test_a_later_cut_is_of_what_an_earlier_one_made() -> None:
    first = HandCut(1, 14, MARKS)
    second = HandCut(10, 14, ((10, Mark.START), (11, Mark.DATE), (13, Mark.START)))
    made = read_again(TWO, first, second)
    assert [each.title for each in made] == ["Ferry Runs Again", "Bridge Stays Shut", "Write to us"]


def test_a_cut_of_what_another_cut_made_does_nothing_where_that_one_is_gone() -> None:
    of_the_first = HandCut(1, 9, ((2, Mark.START), (8, Mark.OPEN)))
    (whole,) = read_again(TWO)
    assert [whole] == read_again(TWO, of_the_first)
    assert [whole] == read_again(TWO, HandCut(10, 14, ((10, Mark.START),)))
    assert len(read_again(TWO, HandCut(1, 14, MARKS), of_the_first)) == 3


def test_a_cut_of_a_member_leaves_the_others_alone() -> None:
    data = make_zip(
        {"a.txt": TWO.encode(), "b.txt": b"Island Votes\n\nThe island votes on Sunday, they said."}
    )
    cuts = [HandCut(1, 14, MARKS, "a.txt")]
    records = read_file("all.zip", io.BytesIO(data))
    made = list(obeyed(records, cuts, "all.zip", lambda: io.BytesIO(data)))
    assert [(each.member, each.title) for each in made] == [
        ("a.txt", "Ferry Runs Again"),
        ("a.txt", "Bridge Stays Shut"),
        ("b.txt", "Island Votes"),
    ]


def test_where_the_lines_cannot_be_had_what_the_reader_found_stands() -> None:
    records = list(read_file("a.txt", io.BytesIO(TWO.encode())))

    def gone() -> io.BytesIO:
        raise OSError

    assert list(obeyed(records, [HandCut(1, 14, MARKS)], "a.txt", gone)) == records
    (lost,) = alone(HandCut(1, 2, (), "no.txt"), "a.zip", io.BytesIO(make_zip({"b.txt": b"x"})))
    assert isinstance(lost, Rejection)
    assert "no member" in lost.reason


@settings(max_examples=150, deadline=None)
@given(DUMPS, st.lists(st.tuples(st.integers(1, 40), st.sampled_from(list(Mark))), max_size=8))
def test_every_line_of_a_cut_is_accounted_for_once(text: str, said: list[tuple[int, Mark]]) -> None:
    lines = OpenFile("a.txt", io.BytesIO(text.encode())).lines
    by_line = {line.number: line.text for line in lines if line.text}
    marks = tuple(sorted({line: mark for line, mark in said if line in by_line}.items()))
    made = list(articles(HandCut(1, max(len(lines), 1), marks), OpenFile("a.txt", io.BytesIO(text.encode()))))
    starts = [line for line, mark in marks if mark in (Mark.START, Mark.OPEN)]
    assert len(made) == max(len(starts), 1)
    told = Counter[str]()
    for each, start, end in zip(made, starts or [1], [*starts[1:], len(lines) + 1], strict=True):
        said_so = [by_line[line] for line, mark in marks if start <= line < end and mark in TITLES]
        told += words(*(line.text for line in each.removed))
        if isinstance(each, ParsedArticle):
            told += words(each.body, *(caption.text for caption in each.captions))
        if not words(each.title) - words(*said_so):
            told += words(each.title)
    assert told == words(*by_line.values())
    assert [each.index for each in made] == list(range(len(made)))
