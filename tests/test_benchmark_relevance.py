"""The benchmark of relevance: its scores, and the queries that it makes of articles."""

import math
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from known_items import KINDS, Text, counted, known_items
from trec import Topic, read_judgements, read_topics, table, write_run


def test_scores_follow_their_definitions(tmp_path):
    (tmp_path / "topics").write_text("a\tone\tgrain deal\nb\ttwo\tborder\nc\ttwo\tnobody judged\n")
    (tmp_path / "qrels").write_text("a 0 x 2\na 0 y 1\nb 0 z 1\nc 0 w 0\n")
    topics, judged = read_topics(tmp_path / "topics"), read_judgements(tmp_path / "qrels")
    assert topics[0] == Topic("a", "one", "grain deal")
    rows = table(topics, judged, {"a": ["x", "q", "y", "y"]})
    ideal = 2 + 1 / math.log2(3)
    assert rows["one"] == pytest.approx(((2 + 1 / 2) / ideal, 1, 1, 1, 0))
    assert rows["all"][1] == 0.5
    assert rows["two"] == (0, 0, 0, 0, 1)


def test_a_run_is_written_as_trec_writes_it(tmp_path):
    write_run(tmp_path / "run", {"a": ["x", "y"]}, "tag")
    assert (tmp_path / "run").read_text() == "a Q0 x 1 2 tag\na Q0 y 2 1 tag\n"


def articles() -> list[Text]:
    made = []
    for number in range(60):
        word = "".join(chr(97 + int(digit)) for digit in f"{number:03}")
        body = (
            f"Jane Doe{word} said that Iran{word} wanted the oil. " * 2
            + "Anna Kerr said Iran's oil deal held. "
        )
        body += (
            " ".join(f"w{word}{chr(97 + at)}" for at in range(26))
            + f" the minister's{word} plan x{word} was made"
        )
        made.append(Text(f"id{number}", f"Harbour{word} treaty{word} opens market{word}", body))
    return made


def test_queries_are_made_by_their_rules_and_the_same_each_time():
    asked = known_items(articles(), 4, 3)
    assert [one.topic for one in asked] == [one.topic for one in known_items(articles(), 4, 3)]
    assert set(counted(asked)) >= set(KINDS) - {"person-country-topic"}
    text = " ".join(f"{one.title} {one.body}" for one in articles()).lower()
    for one in asked:
        assert 2 in one.grades.values()
        if one.topic.kind == "typo":
            assert sum(word not in text for word in one.topic.text.split()) == 1
        if one.topic.kind == "curly":
            assert one.topic.text[0] == "“"
            assert "'" not in one.topic.text or "’" not in one.topic.text
