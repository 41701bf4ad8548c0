"""`analyze`: what the archive would make of files, as JSON lines, with nothing stored."""

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.importing import workers
from articles.models import Article, Batch, Country
from tests.texts import dump_file, json_lines, page_dump

pytestmark = pytest.mark.django_db

KEYS = {
    *("file", "member", "index", "id", "title", "body", "published", "published_precision"),
    *("published_evidence", "captions", "source", "byline", "url", "language", "countries", "people"),
    *("events", "story", "event", "times"),
}


def analyzed(capsys: pytest.CaptureFixture[str], *arguments: str, **options: Any) -> list[dict[str, Any]]:
    call_command("analyze", *arguments, **options)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_an_article_with_every_key_and_nothing_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Country.objects.create(code="AL", name="Albania", slug="albania").names.create(
        text="Albania", kind="name"
    )
    (tmp_path / "a.txt").write_text(dump_file(page_dump("Albania Talks"), page_dump("Another")))
    first, second = analyzed(capsys, str(tmp_path))
    assert set(first) >= KEYS
    assert first["file"] == f"{tmp_path}/a.txt"
    assert (first["title"], first["index"], second["index"]) == ("Albania Talks", 0, 1)
    assert first["published"] == "2024-03-04"
    assert first["countries"] == ["AL"]
    assert first["captions"][0] == {
        "text": "Boats lie in the harbour of Durres, Albania, Monday, March 4, 2024. (Example Agency)",
        "credit": "Example Agency",
        "date": "2024-03-04",
        "place": "Durres, Albania",
    }
    for person in first["people"]:
        assert first[person["field"]][person["start"] : person["end"]] == person["text"]
    [link] = first["country_links"]
    assert (link["code"], link["about"]) == ("AL", True)
    assert 0.9 < link["certainty"] < 1
    assert [mention["rule"] for mention in link["mentions"]] == ["name", "region", "name"]
    assert first["about"] == {"countries": ["AL"], "people": ["Kari Solberg"]}
    assert all(0 < person["certainty"] < 1 for person in first["people"])
    assert not Article.objects.exists()
    assert not Batch.objects.exists()


def test_json_lines_from_standard_input_keep_identifier_and_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "  A line\n of text,\n\n\n with odd   white space. "
    data = json_lines({"id": "x-1", "title": "Odd", "text": text}).encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    (found,) = analyzed(capsys, "-", jsonl=True)
    assert (found["id"], found["body"], found["file"]) == ("x-1", text, "-")


def test_jsonl_is_read_as_such_whatever_the_file_is_called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A first line that is no JSON makes it plain text, unless one says otherwise.
    (tmp_path / "a.txt").write_text(
        "A headline\n\n" + json_lines({"id": "1", "title": "T", "text": "Words."})
    )
    (as_text,) = analyzed(capsys, str(tmp_path / "a.txt"))
    assert as_text["title"] == "A headline"
    with pytest.raises(SystemExit):
        call_command("analyze", str(tmp_path / "a.txt"), jsonl=True)
    out, err = capsys.readouterr()
    assert json.loads(out)["id"] == "1"
    assert "line 1" in err


def test_near_identical_articles_of_a_run_share_a_story(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [f"word{number}" for number in range(120)]
    rows = [
        {"id": "1", "title": "Flood", "text": " ".join(words)},
        {"id": "2", "title": "Flood", "text": " ".join([*words, "with", "one", "more", "line"])},
        {"id": "3", "title": "Vote", "text": " ".join(reversed(words))},
    ]
    (tmp_path / "a.jsonl").write_text(json_lines(*rows))
    one, two, three = (row["story"] for row in analyzed(capsys, str(tmp_path)))
    assert one == two != three


def test_articles_on_one_happening_share_an_event_and_others_do_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quake = (
        "A strong earthquake of magnitude 6.4 struck near Durres in Albania, killing at least twelve people"
    )
    vote = "Norwegian voters chose a new parliament on Monday and Kari Solberg conceded defeat in Oslo"
    rows = [
        {"id": "1", "title": "Earthquake in Albania Kills Twelve", "text": f"{quake}.", "date": "2024-03-04"},
        {"id": "2", "title": "Norway Votes", "text": f"{vote}.", "date": "2024-03-04"},
        {
            "id": "3",
            "title": "Twelve Dead in Albania Quake",
            "text": f"{quake}, officials said.",
            "date": "2024-03-05",
        },
    ]
    (tmp_path / "a.jsonl").write_text(json_lines(*rows))
    one, two, three = (row["event"] for row in analyzed(capsys, str(tmp_path)))
    assert one == three != two
    monkeypatch.setattr("articles.analysis.GROUPED_AT_ONCE", 1)
    assert len({row["event"] for row in analyzed(capsys, str(tmp_path))}) == 3


def test_what_is_rejected_is_told_apart_from_the_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jsonl").write_text(json_lines({"id": "1", "title": "T", "text": "Words."}) + "{oops\n")
    with pytest.raises(SystemExit) as ended:
        call_command("analyze", str(tmp_path))
    assert ended.value.code == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "a.jsonl: line 2: " in err
    with pytest.raises(CommandError) as refused:
        call_command("analyze", str(tmp_path / "nowhere"))
    assert refused.value.returncode == 2


def test_before_the_reference_data_is_loaded_the_fixtures_serve(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(page_dump("Talks In Tirana"))
    (found,) = analyzed(capsys, str(tmp_path))
    assert set(found["countries"]) >= {"AL", "NO"}


def test_many_articles_are_read_and_linked_by_other_processes_with_the_same_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text(page_dump(f"Letter {number}", [f"It came on day {number}."]))
    (tmp_path / "rows.jsonl").write_text(json_lines({"id": 1, "title": "Row", "text": "Ms Ada Berg spoke."}))
    alone = analyzed(capsys, str(tmp_path))
    monkeypatch.setattr(workers, "SPREAD_FROM", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert analyzed(capsys, str(tmp_path)) == alone
    assert len(alone) == 9


def test_the_times_that_a_text_speaks_of_are_told_with_their_days(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"id": "1", "title": "Talks on Friday", "text": "They met two days ago.", "date": "2024-03-14"}
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(json_lines(row).encode())))
    (record,) = analyzed(capsys, "-", jsonl=True)
    assert record["times"] == [
        {
            "field": "title",
            "start": 9,
            "end": 15,
            "text": "Friday",
            "first": "2024-03-08",
            "last": "2024-03-08",
            "precision": "day",
            "rule": "weekday before the publication",
        },
        {
            "field": "body",
            "start": 9,
            "end": 21,
            "text": "two days ago",
            "first": "2024-03-12",
            "last": "2024-03-12",
            "precision": "day",
            "rule": "days before the publication",
        },
    ]
