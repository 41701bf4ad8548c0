"""Exports: all results in the order asked, in every format, read back by readers of those formats."""

import csv
import gc
import io
import json
import sys
import threading
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.exports import reading
from articles.exports.columns import COLUMNS, TEXT, safe
from articles.exports.formats import FORMATS
from articles.models import Article, Batch
from articles.views.searching import DOWNLOADS
from tests import factories as make
from tests.bibliographies import printed, read_bibtex, read_ris

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = [
    "=1+1;cmd",
    '"quoted", {braced} 100% & more\nin two lines',
    "@home",
    "-2 degrees",
    "ER  - ",
    "Плато — 和平",
]


@pytest.mark.parametrize(
    "path",
    ["/search.json", "/search.csv", "/countries/iran.json", "/articles/1/found.json", "/articles/1/cite.bib"],
)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_who_writes_to_a_file_is_told_so_as_a_problem(method, path):
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "GET, HEAD"
    assert answer.json()["type"].endswith("#method-not-allowed")


@pytest.mark.parametrize(
    "path", ["/countries/none.json", "/countries/none.ris", "/articles/9/found.json", "/nothing/here.json"]
)
def test_a_file_that_is_not_there_is_a_problem(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert path in answer.json()["detail"]


@pytest.fixture
def archive():
    russia, iran = make.country("RU"), make.country("IR")
    putin = make.leader("Vladimir Putin", russia)
    return [
        make.article(
            title,
            f"Talks, part {number}.",
            countries=[russia, iran] if number else [russia],
            people=[putin],
            source=make.source("Times & Post"),
            external_id=f"wire-{number}",
            byline="Ann Lee and Bo Li",
            published=date(2023, 10, 16 + number),
        )
        for number, title in enumerate(HOSTILE)
    ]


def body(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()


def entries(text: str) -> list[Element]:
    return list(fromstring(text).iter(f"{ATOM}entry"))


def rows(client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client, address), newline="")))


def test_a_table_has_all_results_in_the_order_asked(client, archive):
    found = rows(client, "/search.csv?q=talks&sort=oldest")
    assert [int(row["id"]) for row in found] == [row.pk for row in archive]
    assert list(found[0]) == [name for name, _, _ in COLUMNS]
    assert found[1]["countries"] == "IR; RU" or found[1]["countries"] == "RU; IR"
    assert found[0]["people"] == "Vladimir Putin"
    assert found[0]["published"] == "2023-10-16"
    newest = rows(client, "/search.csv?q=talks&sort=newest")
    assert [row["id"] for row in newest] == [row["id"] for row in found][::-1]


def test_no_cell_is_a_formula(client, archive):
    titles = [row["title"] for row in rows(client, "/search.csv?sort=oldest")]
    assert titles == [f"'{title}" if title[0] in "=@-" else title for title in HOSTILE]


@given(st.text(max_size=30))
def test_no_text_is_a_formula_and_none_is_lost(text):
    cell = safe(text)
    assert cell.removeprefix("'") == text or cell == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_the_mark_of_utf_8_comes_only_when_asked_for(client, archive):
    assert not body(client, "/search.csv").startswith("\ufeff")
    assert body(client, "/search.csv?bom=1").startswith("\ufeffid,")


def test_json_and_json_lines_are_the_objects_of_the_api(client, archive):
    page = client.get("/api/articles/?q=talks&sort=oldest&page_size=100").json()
    whole = json.loads(body(client, "/search.json?q=talks&sort=oldest"))
    lines = [json.loads(line) for line in body(client, "/search.ndjson?q=talks&sort=oldest").splitlines()]
    assert whole["results"] == lines == page["results"]
    for name in ("count", "facets", "histogram", "notes"):
        assert whole[name] == page[name]


def test_texts_come_when_asked_for(client, archive):
    assert "Talks, part 0." in {row["text"] for row in rows(client, "/search.csv?texts=1")}
    assert "text" not in rows(client, "/search.csv")[0]
    lines = [json.loads(line) for line in body(client, "/search.ndjson?texts=1").splitlines()]
    assert {line["text"] for line in lines} == {row.body for row in archive}


def test_bibliographies_have_an_entry_for_each_article(client, archive):
    wanted = [" ".join(title.split()) for title in HOSTILE]
    entries = read_bibtex(body(client, "/search.bib?sort=oldest"))
    assert [printed(entry["title"]) for entry in entries] == wanted
    assert len({entry["key"] for entry in entries}) == len(HOSTILE)
    assert entries[0]["author"] == "Lee, Ann and Li, Bo"
    records = read_ris(body(client, "/search.ris?sort=oldest"))
    assert [record["TI"] for record in records] == [[title] for title in wanted]
    assert records[0]["UR"] == [f"http://testserver/articles/{archive[0].pk}"]  # short, and leads to the page


def test_atom_has_all_results_in_the_order_asked_and_names_the_feed(client, archive):
    text = body(client, "/search.atom?q=talks&sort=oldest&texts=1")
    root, found = fromstring(text), entries(text)
    assert [" ".join(entry.findtext(f"{ATOM}title").split()) for entry in found] == [
        " ".join(title.split()) for title in HOSTILE
    ]
    assert [entry.findtext(f"{ATOM}content") for entry in found] == [row.body for row in archive]
    assert found[0].findtext(f"{ATOM}summary") == "Talks, part 0."
    about = {one.get("label") for one in found[1].findall(f"{ATOM}category")}
    assert about == {"Russia", "Iran", "Vladimir Putin"}
    assert "/search/feed?q=talks" in root.findtext(f"{ATOM}subtitle")
    links = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
    assert links["alternate"] == "http://testserver/search?q=talks&sort=oldest"
    assert "next" not in links
    names = sorted(entry.findtext(f"{ATOM}id") for entry in found)
    feed = client.get("/search/feed?q=talks").content.decode()
    assert names == sorted(entry.findtext(f"{ATOM}id") for entry in entries(feed))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_that_is_the_same_is_not_sent_again(client, archive, suffix):
    address = f"/search.{suffix}?q=talks"
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{address}&sort=oldest", headers={"If-None-Match": etag}).status_code == 200
    make.article("More talks", "Talks.")
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200
    assert "ETag" not in client.get(f"{address}&sort=best")


@pytest.mark.parametrize(
    ("path", "count"),
    [("/countries/iran", 5), ("/leaders/vladimir-putin", 6), ("/sources/times-post", 6), ("/events/{}", 2)],
)
@pytest.mark.parametrize("suffix", FORMATS)
def test_pages_of_countries_people_sources_and_events_are_exported_too(client, archive, path, count, suffix):
    event = make.event("Talks", archive[:2])
    path = path.format(f"{event.pk}-{event.slug}")
    assert client.get(path).status_code == 200
    text = body(client, f"{path}.{suffix}?q=talks")
    found = {
        "csv": lambda: list(csv.DictReader(io.StringIO(text, newline=""))),
        "json": lambda: json.loads(text)["results"],
        "ndjson": text.splitlines,
        "bib": lambda: read_bibtex(text),
        "ris": lambda: read_ris(text),
        "atom": lambda: entries(text),
    }[suffix]()
    assert len(found) == count


def test_a_part_of_the_results_can_be_asked_for(client, archive):
    assert len(rows(client, "/search.csv?page_size=4")) == 4
    assert len(rows(client, "/search.csv?page_size=4&page=2")) == 2


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("colour=red", "unknown-parameter"),
        ("country=atlantis", "bad-parameter"),
        ("q=country:atlantis", "query-not-understood"),
    ],
)
def test_a_mistake_gives_no_file(client, archive, query, kind):
    said = json.loads(body(client, f"/search.csv?{query}", 400))
    assert said["type"].endswith(f"#{kind}")


def test_nothing_found_is_an_empty_file(client, archive):
    assert rows(client, "/search.csv?q=zeppelin") == []
    assert json.loads(body(client, "/search.json?q=zeppelin"))["results"] == []
    assert body(client, "/search.bib?q=zeppelin") == ""


def test_every_column_is_documented():
    text = (Path(__file__).parent.parent / "docs/api.md").read_text(encoding="utf-8")
    for name, says, _ in (*COLUMNS, TEXT):
        assert f"| `{name}` | {says} |" in text


def test_files_have_names_and_the_page_leads_to_them(client, archive):
    answer = client.get("/search.csv?q=talks")
    assert answer["Content-Disposition"] == 'attachment; filename="newsarchive-talks.csv"'
    page = client.get("/countries/iran?q=talks&page=1").content.decode()
    for suffix in FORMATS:
        assert f'href="/countries/iran.{suffix}?q=talks"' in page
    assert set(DOWNLOADS) == set(FORMATS)
    assert {name: form.label for name, form in FORMATS.items()} == DOWNLOADS


def test_the_page_has_the_address_to_cite(client, archive):
    Batch.objects.filter(pk=archive[-1].batch_id).update(finished=timezone.now())
    page = client.get("/search?q=talks").content.decode()
    assert f"?q=talks&amp;sort=relevance&amp;as_of={archive[-1].batch_id}" in page


def test_files_of_many_rows_take_the_memory_of_a_few(client, archive):
    first, number = archive[0], 10_000
    Article.objects.bulk_create(
        Article(
            title=f"Talks {at}",
            slug=f"talks-{at}",
            body="Talks went on. " * 20,
            batch=first.batch,
            file=first.file,
            identity=f"n{at}",
            source=first.source,
            published=first.published,
            published_precision="day",
        )
        for at in range(number)
    )
    for suffix in FORMATS:
        most, part = (2_000, "&page_size=2000") if suffix != "atom" else (number + len(archive), "")
        stream = client.get(f"/search.{suffix}?texts=1{part}").streaming_content
        gc.collect()
        gc.disable()  # rows must not wait for it: in a process with much in memory it comes seldom
        pieces, blocks = 0, []
        for pieces, _ in enumerate(stream, 1):
            if pieces % 500 == 0:
                blocks.append(sys.getallocatedblocks())
        gc.enable()
        assert most - 3 < pieces < most + 5
        # Rows of a time may be there when it is counted, each of some 100 blocks.
        assert max(blocks) - blocks[0] < 300 * reading.A_TIME, suffix


@pytest.mark.django_db(transaction=True)
def test_a_file_is_of_one_moment_whatever_is_changed_meanwhile():
    made = [make.article(f"Talks {number}", "Talks.", published=date(2023, 1, 1)) for number in range(3)]
    stream = reading.bare(np.array([row.pk for row in made] * reading.A_TIME, np.int64))
    first = next(stream)

    def change() -> None:
        Article.objects.filter(pk=made[1].pk).update(title="Another title")
        connection.close()

    thread = threading.Thread(target=change)
    thread.start()
    thread.join()
    assert first.title == "Talks 0"
    assert {row.title for row in stream} == {"Talks 0", "Talks 1", "Talks 2"}
    assert Article.objects.get(pk=made[1].pk).title == "Another title"
