"""Importing: what becomes of articles, what the ledger says, and that nothing is lost or done twice."""

import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client

from articles.importing import pipeline, workers
from articles.importing.classify import KNOWN
from articles.importing.inputs import NoSuchInputError, find_files
from articles.importing.locking import OtherImportError, import_lock
from articles.importing.material import restored
from articles.importing.reference import load_reference
from articles.importing.run import import_paths
from articles.importing.undo import plan_undo, undo
from articles.management.commands.import_articles import progress_on
from articles.models import Article, Batch, Country, LedgerEntry, Person, RawFile, SearchText, SourceFile
from articles.models.knowledge import Origin, PersonAlias
from tests import factories
from tests.texts import PARAGRAPHS, dump_file, json_lines, page_dump

pytestmark = pytest.mark.django_db


def write(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def state() -> dict[str, object]:
    """All that an import leaves behind, but for keys and times."""
    return {
        "articles": sorted(
            Article.objects.values_list("title", "body", "published", "identity", "file__name")
        ),
        "links": sorted(Article.objects.values_list("title", "country_links__country__code")),
        "people": sorted(Article.objects.values_list("title", "person_links__person__slug")),
        "ledger": sorted(LedgerEntry.objects.values_list("file__name", "index", "outcome", "title")),
        "files": sorted(SourceFile.objects.values_list("name", "raw__sha256", "complete")),
        "batches": sorted(Batch.objects.values_list("label", "status")),
        "words": SearchText.objects.count(),
    }


@pytest.fixture
def countries(db: None) -> None:
    """The few countries that these tests name, without the whole of the reference data."""
    for code, name, demonym in (("NO", "Norway", "Norwegian"), ("AL", "Albania", "Albanian")):
        country = Country.objects.create(code=code, name=name, slug=name.lower())
        country.names.create(text=name, kind="name")
        country.names.create(text=demonym, kind="demonym")


def test_a_page_dump_becomes_articles_with_captions_links_and_provenance(
    tmp_path: Path, countries: None
) -> None:
    name = write(
        tmp_path, "dump.txt", dump_file(page_dump("Ministers Talk Fish"), page_dump("More Talks Planned"))
    )
    report = import_paths([name], source="Example Times", label="first")

    assert report.outcomes == {"new": 2}
    article = Article.objects.get(title="Ministers Talk Fish")
    assert article.paragraphs == list(PARAGRAPHS)
    assert article.source is not None
    assert article.source.name == "Example Times"
    assert article.published_iso == "2024-03-04"
    assert article.published_evidence
    assert [caption.credit for caption in article.captions.all()] == ["Example Agency"]
    assert (article.file.name, article.first_line) == (name, 1)
    assert article.batch.label == "first"
    assert set(article.countries.values_list("code", flat=True)) == {"NO", "AL"}


def test_every_link_keeps_the_words_that_it_rests_on(tmp_path: Path, countries: None) -> None:
    import_paths([write(tmp_path, "a.txt", page_dump("Albania Expects Visitors"))])
    article = Article.objects.get()
    links = [*article.country_links.all(), *article.person_links.all()]
    assert len(links) == 3
    for link in links:
        assert link.mentions == len(link.evidence) > 0
        for mention in link.evidence:
            text = article.title if mention["field"] == "title" else article.body
            assert text[mention["start"] : mention["end"]] == mention["text"]
            assert mention["rule"]
    assert article.country_links.get(country__code="AL").in_title
    person = article.person_links.get()
    assert (person.person.name, person.role) == ("Kari Solberg", "Norwegian Foreign Minister")
    assert person.person.origin == Origin.OBSERVED


def test_every_link_tells_whether_the_article_is_about_it_and_how_sure_it_is(
    tmp_path: Path, countries: None
) -> None:
    paragraphs = [*PARAGRAPHS, "Fishermen in both waters wait. " * 30, "Norway waits too."]
    text = [line.replace("Norwegian ", "") for line in paragraphs]
    import_paths([write(tmp_path, "a.txt", page_dump("Albania Expects Visitors", text))])
    article = Article.objects.get()
    about, mentioned = article.country_links.order_by("country__code")
    assert (about.about, mentioned.about) == (True, False)
    for link in (about, mentioned, article.person_links.get()):
        assert link.confidence is not None
        assert 0.5 < link.confidence < 1


def test_who_wrote_or_edited_an_article_is_not_linked_to_it(tmp_path: Path) -> None:
    paragraphs = [PARAGRAPHS[0], "(Reporting by Thomas Miller; Editing by Susan Baker)"]
    import_paths([write(tmp_path, "a.txt", page_dump("Talks", paragraphs))])
    assert list(Article.objects.get().people.values_list("name", flat=True)) == ["Kari Solberg"]
    assert not Person.objects.exclude(name="Kari Solberg").exists()


def test_the_bytes_of_a_file_are_kept_as_they_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.importing.material.CHUNK_BYTES", 100)
    monkeypatch.setattr("articles.importing.registering.SMALL", 200)
    data = page_dump("Kept To The Byte").encode("utf-16")
    import_paths([write(tmp_path, "wide.txt", data)])
    raw = RawFile.objects.get()
    assert raw.size == len(data)
    assert raw.parts.count() > 3
    with restored(raw) as stream:
        assert stream.read() == data


def test_the_same_import_again_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", page_dump("One"))
    write(tmp_path, "b.jsonl", json_lines({"id": "7", "title": "Two", "text": "A text that is long enough."}))
    import_paths([str(tmp_path)], label="once")
    before, ids = state(), list(Article.objects.values_list("pk", flat=True))
    again = import_paths([str(tmp_path)], label="once")
    other_label = import_paths([str(tmp_path)], label="twice")
    assert state() == before
    assert list(Article.objects.values_list("pk", flat=True)) == ids
    assert again.batch is None
    assert other_label.complete
    assert "nothing changed" in again.as_table()


def test_the_same_article_in_another_file_is_a_duplicate_that_adds_provenance(tmp_path: Path) -> None:
    first = write(tmp_path, "a.txt", page_dump("Told Twice"))
    second = write(tmp_path, "b.txt", dump_file(page_dump("Only Here"), page_dump("Told Twice")))
    import_paths([first])
    report = import_paths([second])
    assert report.outcomes == {"new": 1, "duplicate": 1}
    article = Article.objects.get(title="Told Twice")
    files = LedgerEntry.objects.filter(article=article).values_list("file__name", "outcome")
    assert set(files) == {(first, "new"), (second, "duplicate")}


def test_an_article_that_comes_twice_in_one_file_is_stored_once(tmp_path: Path) -> None:
    name = write(tmp_path, "a.txt", dump_file(page_dump("Told Twice"), page_dump("Told Twice")))
    assert import_paths([name]).outcomes == {"new": 1, "duplicate": 1}
    article = Article.objects.get()
    assert article.ledger_entries.count() == 2


def test_what_the_archive_has_is_looked_up_and_not_read_through() -> None:
    """Also in a table of which PostgreSQL knows nothing, as in the first import."""
    first = factories.article("First")
    columns = ", ".join(
        f'"{field.column}"'
        for field in Article._meta.concrete_fields
        if field.name not in ("id", "identity", "content_hash")
    )
    copies = f"""
        INSERT INTO articles_article (identity, content_hash, {columns})
        SELECT 'identity ' || number, 'content ' || number, {columns}
        FROM articles_article, generate_series(1, 5000) AS number
    """
    wanted = {
        "keys": [f"identity {number}" for number in range(500)],
        "contents": [f"content {number}" for number in range(0, 1_000_000, 2_000)],
    }
    with connection.cursor() as cursor:
        cursor.execute(copies)
        cursor.execute(f"EXPLAIN (COSTS OFF) {KNOWN}", wanted)
        assert not [line for (line,) in cursor.fetchall() if "Seq Scan on articles_article" in line]
        cursor.execute(KNOWN, wanted)
        assert len(cursor.fetchall()) == 499 + 2
        cursor.execute(KNOWN, {"keys": [first.identity], "contents": [first.content_hash]})
        assert [row[0] for row in cursor.fetchall()] == [first.pk]


def test_two_identifiers_are_two_articles_even_with_one_text(tmp_path: Path) -> None:
    rows = [{"id": number, "title": "Same", "text": "The same words in both of them."} for number in "12"]
    assert import_paths([write(tmp_path, "a.jsonl", json_lines(*rows))]).outcomes == {"new": 2}


@pytest.mark.parametrize(
    ("text", "configuration", "direction"),
    [
        (
            "Die Minister trafen sich am Montag in der Stadt, um über die Häfen zu reden, und gingen.",
            "news_german",
            "ltr",
        ),
        (
            "اجتمع الوزراء يوم الاثنين في المدينة للحديث عن الموانئ ثم غادروا دون اتفاق بينهم.",
            "news_arabic",
            "rtl",
        ),
        ("各国部长星期一在该市举行会谈，讨论港口问题，会后没有达成协议便离开了。", "news_simple", "ltr"),
        ("2024 17 44", "news_simple", "ltr"),
    ],
)
def test_the_language_found_chooses_how_words_are_searched_and_which_way_they_run(
    tmp_path: Path, text: str, configuration: str, direction: str
) -> None:
    import_paths([write(tmp_path, "a.jsonl", json_lines({"id": 1, "title": "1", "text": text}))])
    article = Article.objects.get()
    assert article.search_text.configuration == configuration
    assert article.direction == direction


def test_what_a_source_prints_below_every_text_is_left_out_and_makes_no_article_new(
    tmp_path: Path, client: Client
) -> None:
    footer = "Follow us on our channel for the latest from the harbours of the north."
    rows = [
        {
            "id": number,
            "title": f"Ship {number} is in",
            "source": "Harbour Times",
            "text": f"Ship number {number} came to berth {number * 3} today.\n\n"
            f"It brought {number * 7 + 2} tons of salt.\n\n{footer}",
        }
        for number in range(12)
    ]
    import_paths([write(tmp_path, "one.jsonl", json_lines(rows[0]))])
    report = import_paths([write(tmp_path, "all.jsonl", json_lines(*rows))])
    assert report.outcomes == {"duplicate": 1, "new": 11}
    assert not Article.objects.exclude(external_id="0").filter(body__contains=footer).exists()
    entry = LedgerEntry.objects.get(article__external_id="5")
    ((line, text, reason),) = entry.removed
    assert (line, text) == (None, footer)
    assert reason.startswith("repeated in ")
    assert reason.endswith(" articles of Harbour Times")
    shown = client.get(f"/articles/{Article.objects.get(external_id='5').pk}/file").content.decode()
    assert f'<del dir="auto">{footer}</del>' in shown


def test_a_changed_text_under_one_identifier_becomes_a_version(tmp_path: Path, countries: None) -> None:
    row = {"id": "7", "source": "Example", "title": "Count", "text": "Norway counted nine votes on Tuesday."}
    import_paths([write(tmp_path, "a.jsonl", json_lines(row))])
    address = Article.objects.get().get_absolute_url()
    changed = row | {"title": "Recount", "text": "Albania counted eleven votes on Tuesday."}
    report = import_paths([write(tmp_path, "b.jsonl", json_lines(changed))])

    assert report.outcomes == {"changed": 1}
    article = Article.objects.get()
    assert (article.title, article.get_absolute_url()) == ("Recount", address)
    assert list(article.countries.values_list("code", flat=True)) == ["AL"]
    assert [(version.number, version.title) for version in article.versions.all()] == [(1, "Count")]
    # The first text once more is neither new nor a change back.
    assert import_paths([write(tmp_path, "c.jsonl", json_lines(row))]).outcomes == {"duplicate": 1}
    assert Article.objects.get().title == "Recount"


def test_changes_within_one_file_are_versions_too(tmp_path: Path) -> None:
    rows = [{"id": "7", "title": "Count", "text": f"The count stood at {n} votes."} for n in (1, 2, 3)]
    assert import_paths([write(tmp_path, "a.jsonl", json_lines(*rows))]).outcomes == {"new": 1, "changed": 2}
    article = Article.objects.get()
    assert "3 votes" in article.body
    assert [version.body for version in article.versions.all()] == [row["text"] for row in rows[:2]]


def test_what_cannot_be_read_is_in_the_ledger_with_a_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "1-empty.txt", "")
    write(tmp_path, "2-binary.txt", bytes(range(256)) * 40)
    write(tmp_path, "3-lines.jsonl", '{"id": "1", "title": "A", "text": "Some words here."}\n{broken\n')
    write(tmp_path, "4-good.txt", page_dump("Good"))
    report = import_paths([str(tmp_path)])
    assert Article.objects.filter(title__in=["A", "Good"]).count() == 2
    assert not report.complete
    rejected = LedgerEntry.objects.filter(outcome="rejected")
    assert {Path(entry.file.name).name for entry in rejected} == {
        "1-empty.txt",
        "2-binary.txt",
        "3-lines.jsonl",
    }
    assert all(entry.reason for entry in rejected)
    assert rejected.get(file__name__endswith="3-lines.jsonl").first_line == 2


def test_characters_that_no_database_stores_never_stop_an_import(tmp_path: Path) -> None:
    row = {"id": "x\x00y", "title": "Bad \ud800 char", "text": "Zero \x00 and \udfff half, Ola Berg said."}
    report = import_paths([write(tmp_path, "a.jsonl", json.dumps(row) + "\n")])
    assert report.outcomes == {"new": 1}
    assert "\x00" not in Article.objects.get().body


def test_a_member_name_that_is_not_utf8_never_stops_an_import(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", encoding="latin-1") as archive:
        data = page_dump("Odd Member").encode()
        entry = tarfile.TarInfo("naïve.txt")
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    assert import_paths([write(tmp_path, "a.tar.gz", buffer.getvalue())]).outcomes == {"new": 1}
    assert Article.objects.get().member


def test_a_file_name_that_is_not_utf8_can_be_imported(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/na\xefve.txt"
    Path(os.fsdecode(path)).write_text(page_dump("Odd Name"))
    assert import_paths([str(tmp_path)]).outcomes == {"new": 1}


def test_an_article_of_monstrous_length_does_not_fail_its_batch(tmp_path: Path) -> None:
    text = " ".join(f"word{number}" for number in range(200_000))
    rows = [
        {"id": "1", "title": "Long", "text": text},
        {"id": "2", "title": "Short", "text": "Few words here."},
    ]
    assert import_paths([write(tmp_path, "a.jsonl", json_lines(*rows))]).outcomes["new"] == 2
    assert SearchText.objects.count() == 2


def test_a_dry_run_reports_and_stores_nothing(tmp_path: Path) -> None:
    import_paths([write(tmp_path, "a.txt", page_dump("Known"))])
    before = state()
    name = write(tmp_path, "b.txt", dump_file(page_dump("Known"), page_dump("Unknown"), page_dump("Unknown")))
    report = import_paths([name], store=False)
    assert report.outcomes == {"duplicate": 2, "new": 1}
    assert state() == before
    assert "Nothing was stored" in report.as_table()


def test_counts_of_the_report_add_up_to_the_ledger(tmp_path: Path) -> None:
    for number in range(30):
        write(
            tmp_path,
            f"{number:02}.txt",
            dump_file(
                page_dump(f"Article {number % 20}", [*PARAGRAPHS, f"A ship is at berth {number % 20}."]),
                page_dump(f"Other {number}", [*PARAGRAPHS, f"A ship left berth {number} for the sea."]),
            ),
        )
    report = import_paths([str(tmp_path)])
    assert report.outcomes == {"new": 50, "duplicate": 10}
    assert LedgerEntry.objects.count() == 60
    assert len(report.files) == 30
    assert json.loads(report.as_json())["outcomes"]["duplicate"] == 10


def test_progress_counts_a_file_when_it_has_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "CHUNK_ARTICLES", 2)
    rows = [{"id": n, "title": f"Row {n}", "text": "Words."} for n in range(5)]
    write(tmp_path, "a.jsonl", json_lines(*rows))
    write(tmp_path, "b.txt", page_dump("Last"))
    told: list[tuple[int, int, int]] = []
    import_paths([str(tmp_path)], progress=lambda *numbers: told.append(numbers))
    assert told[:2] == [(0, 2, 2), (0, 2, 4)]
    assert told[-1] == (2, 2, 6)


def test_large_inputs_are_linked_by_other_processes_with_the_same_result(
    tmp_path: Path, countries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        write(tmp_path, f"{number:02}.txt", page_dump(f"Norway Writes Letter {number}"))
    monkeypatch.setattr(pipeline, "CHUNK_ARTICLES", 3)
    monkeypatch.setattr(workers, "SPREAD_FROM", 3)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    report = import_paths([str(tmp_path)])
    assert report.outcomes == {"new": 12}
    assert (
        Article.objects.filter(country_links__country__code="NO", country_links__in_title=True).count() == 12
    )


class Killed(BaseException):
    """Stands for a process that ends without any clean-up of its own."""


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5])
def test_killed_between_chunks_and_run_again_it_ends_as_if_never_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    write(tmp_path, "a.txt", dump_file(*(page_dump(f"Dump {n}") for n in range(5))))
    write(
        tmp_path, "b.jsonl", json_lines(*({"id": n, "title": f"Row {n}", "text": "Words."} for n in range(5)))
    )
    write(tmp_path, "c.txt", page_dump("Last"))
    monkeypatch.setattr(pipeline, "CHUNK_ARTICLES", 2)
    calls = 0

    def kill(done: int, total: int, articles: int) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise Killed

    with pytest.raises(Killed):
        import_paths([str(tmp_path)], progress=kill)
    report = import_paths([str(tmp_path)])
    killed = state()
    undo(Batch.objects.get())
    Batch.objects.get().delete()
    import_paths([str(tmp_path)])
    assert killed == state()
    assert Article.objects.count() == 11
    assert report.complete


def test_only_one_import_runs_at_a_time(tmp_path: Path, second_connection: object) -> None:
    name = write(tmp_path, "a.txt", page_dump("Waits"))
    with pytest.raises(OtherImportError, match="Another import is running"):
        import_paths([name])
    assert not Batch.objects.exists()


@pytest.fixture
def second_connection() -> object:
    """Another session that holds the import lock."""
    from django.db import connection

    from articles.importing.locking import IMPORT_LOCK

    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [IMPORT_LOCK])
    yield other
    other.close()


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), import_lock():
        raise ZeroDivisionError
    assert import_paths([write(tmp_path, "a.txt", page_dump("Free"))]).outcomes == {"new": 1}


def test_taking_a_batch_back_removes_what_only_it_brought(tmp_path: Path, countries: None) -> None:
    import_paths([write(tmp_path, "a.txt", page_dump("Stays"))])
    before = state()
    import_paths(
        [
            write(
                tmp_path,
                "b.txt",
                dump_file(page_dump("Goes"), page_dump("Goes Too", ["Mr. Ola Nordmann spoke at length."])),
            )
        ],
        label="b",
    )
    batch = Batch.objects.get(label="b")
    assert plan_undo(batch).removed == 2
    undo(batch)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.UNDONE
    assert batch.entries.count() == 2
    assert state()["articles"] == before["articles"]
    assert state()["links"] == before["links"]
    assert not Person.objects.filter(slug="ola-nordmann").exists()
    assert Person.objects.filter(slug="kari-solberg").exists()


def test_an_article_that_another_batch_holds_too_stays_and_is_credited_to_it(tmp_path: Path) -> None:
    import_paths([write(tmp_path, "a.txt", page_dump("Shared"))], label="a")
    second = write(tmp_path, "b.txt", dump_file(page_dump("Shared"), page_dump("Own")))
    import_paths([second], label="b")
    plan = undo(Batch.objects.get(label="a"))
    assert (plan.removed, plan.kept) == (0, 1)
    article = Article.objects.get(title="Shared")
    assert (article.batch.label, article.file.name) == ("b", second)


def test_taking_back_a_change_gives_the_earlier_text_back_with_its_links(
    tmp_path: Path, countries: None
) -> None:
    row = {
        "id": "7",
        "title": "Count in Norway",
        "text": "Norway counted nine votes on Tuesday, Kari Solberg said.",
    }
    import_paths([write(tmp_path, "a.jsonl", json_lines(row))])
    columns = ("in_title", "mentions", "evidence", "about", "confidence")

    def links() -> list[object]:
        article = Article.objects.get()
        return [article.country_links.values(*columns).get(), article.person_links.values(*columns).get()]

    before = state()["articles"], state()["links"], state()["people"], links()
    import_paths([write(tmp_path, "b.jsonl", json_lines(row | {"text": "Albania did."}))], label="b")
    assert undo(Batch.objects.get(label="b")).restored == 1
    assert (state()["articles"], state()["links"], state()["people"], links()) == before
    assert not Article.objects.get().versions.exists()


def test_a_version_kept_before_links_knew_what_an_article_is_about_is_given_back(
    tmp_path: Path, countries: None
) -> None:
    row = {"id": "7", "title": "Count in Norway", "text": "Norway counted, Kari Solberg said in Albania."}
    import_paths([write(tmp_path, "a.jsonl", json_lines(row))])
    import_paths([write(tmp_path, "b.jsonl", json_lines(row | {"text": "Nobody did."}))], label="b")
    version = Article.objects.get().versions.get()
    countries_found, people_found = version.snapshot.pop("links")
    rows = dict(Country.objects.values_list("code", "pk"))
    version.snapshot["countries"] = [
        [rows[code], in_title, mentions, json.loads(evidence)]
        for code, in_title, mentions, evidence, *_ in countries_found
    ]
    version.snapshot["people"] = [
        [Person.objects.get(slug=slug).pk, in_title, mentions, json.loads(evidence), role]
        for slug, _, in_title, mentions, evidence, *_, role in people_found
    ]
    version.save()
    undo(Batch.objects.get(label="b"))
    article = Article.objects.get()
    assert dict(article.country_links.values_list("country__code", "about")) == {"NO": True, "AL": False}
    assert article.person_links.get().confidence is None


def test_a_batch_that_was_taken_back_can_be_imported_again(tmp_path: Path) -> None:
    name = write(tmp_path, "a.txt", page_dump("Back And Forth"))
    import_paths([name])
    undo(Batch.objects.get())
    assert import_paths([name]).outcomes == {"new": 1}


def test_paths_are_files_folders_and_patterns_each_file_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden/x.txt", "deep/.d.txt", "__MACOSX/a.txt"):
        write(tmp_path, name, "x")
    assert [file.name for file in find_files(["."])] == ["./a.txt", "./b.txt", "./deep/c.txt"]
    assert [file.name for file in find_files(["*.txt", "a.txt"])] == ["a.txt", "b.txt"]
    assert [file.name for file in find_files(["**/c.txt"])] == ["deep/c.txt"]
    with pytest.raises(NoSuchInputError, match=r"nowhere\.txt"):
        find_files(["a.txt", "nowhere.txt"])


def test_the_command_says_how_it_went_and_exits_accordingly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = write(tmp_path, "good.txt", page_dump("Good")), write(tmp_path, "empty.txt", "")
    report = tmp_path / "report.json"
    call_command("import_articles", good, report=report)
    assert "1 articles" in capsys.readouterr().out
    assert json.loads(report.read_text())["outcomes"]["new"] == 1
    with pytest.raises(SystemExit) as ended:
        call_command("import_articles", good, bad)
    assert ended.value.code == 1
    assert "empty" in capsys.readouterr().out
    with pytest.raises(CommandError) as refused:
        call_command("import_articles", str(tmp_path / "nowhere"))
    assert refused.value.returncode == 2


class Terminal(io.StringIO):
    """A stream that says it is a terminal, and takes Django's `ending`."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str, ending: str = "\n") -> int:
        return super().write(text + ending)


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_a_bar_on_a_terminal_and_plain_lines_elsewhere(
    terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 1000, 30))
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    stream = Terminal(terminal)
    tell = progress_on(stream)
    tell(1, 4, 250)
    tell(4, 4, 1000)
    shown = stream.getvalue()
    assert "4 of 4 files, 1,000 articles" in shown
    assert ("\r" in shown) == ("█" in shown) == terminal
    assert shown.count("\n") == (1 if terminal else 2)


def test_loading_reference_data_twice_changes_nothing_and_keeps_what_was_entered_by_hand(
    tmp_path: Path,
) -> None:
    folder = tmp_path
    header = "code,iso3,name,official_name,region,demonyms,capitals,aliases,historical,seats,sensitive\n"
    write(folder, "countries.csv", header + "NO,NOR,Norway,Kingdom of Norway,Europe,Norwegian,Oslo,,,,\n")
    leaders = "name,aliases,country,kind,title,start,end\n"
    ola = "Ola Berg,O. Berg|Ola Bergh,NO,head_of_government,Prime Minister,2001-05,2004\n"
    write(folder, "leaders/all.csv", leaders + ola)
    load_reference(folder)
    person = Person.objects.get()
    PersonAlias.objects.create(person=person, text="The Captain")
    load_reference(folder)
    assert set(person.aliases.values_list("text", flat=True)) == {"O. Berg", "Ola Bergh", "The Captain"}
    write(folder, "leaders/all.csv", leaders + ola.replace("O. Berg|", "").replace("2004", "2005-01-02"))
    load_reference(folder)
    assert set(person.aliases.values_list("text", flat=True)) == {"Ola Bergh", "The Captain"}
    assert [office.end for office in person.offices.all()] == ["2005-01-02"]


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_at_any_moment_leaves_nothing_half_done(tmp_path: Path) -> None:
    """The whole command, killed by SIGKILL at several moments, then run to its end."""
    from django.conf import settings

    rows = [
        {"id": n, "title": f"Row {n}", "text": f"Words of row {n}, said Mr. Ola Nordmann."}
        for n in range(1500)
    ]
    name = write(tmp_path, "many.jsonl", json_lines(*rows))
    # A child process, because only a process can be killed; it works on the test's own database.
    script = (
        "import django\n"
        "from django.conf import settings\n"
        f"settings.DATABASES['default']['NAME'] = {settings.DATABASES['default']['NAME']!r}\n"
        "django.setup()\n"
        "from articles.importing.run import import_paths\n"
        f"print(import_paths([{name!r}]).outcomes.total(), flush=True)\n"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "newsarchive.settings"}
    for delay in (0.6, 1.0, 1.5):
        child = subprocess.Popen([sys.executable, "-c", script], env=environment, cwd=settings.BASE_DIR)
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert SearchText.objects.count() == Article.objects.count()
        assert LedgerEntry.objects.filter(outcome="new").count() == Article.objects.count()
    subprocess.run([sys.executable, "-c", script], env=environment, cwd=settings.BASE_DIR, check=True)
    assert Article.objects.count() == LedgerEntry.objects.count() == 1500
    assert Batch.objects.get().status == Batch.Status.DONE
