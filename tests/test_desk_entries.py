"""An entry at the desk: its text before it is stored, its lines, what it would change."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Batch, LedgerEntry
from tests.test_desk import page, upload, zipped
from tests.texts import PARAGRAPHS, dump_file, page_dump

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.IMPORT_IN_BACKGROUND = False


def entry_page(desk: Client, entry: LedgerEntry, **query: str) -> str:
    address = reverse("admin:desk_entry", args=[entry.batch_id, entry.pk])
    response = desk.get(address, query)
    assert response.status_code == 200
    return str(response.content.decode())


def entries(batch: Batch, **wanted: str) -> list[LedgerEntry]:
    return list(batch.entries.filter(**wanted).order_by("pk"))


def row(text: str) -> str:
    return json.dumps({"id": "7", "title": "Ferry Reopens", "text": text, "date": "2024-03-05"}) + "\n"


def test_the_text_is_seen_before_it_is_stored_with_date_captions_and_lines(admin_client: Client) -> None:
    batch = upload(admin_client, ("all.zip", zipped(x__txt="", dump__txt=dump_file(page_dump("Fish Talks")))))
    (found,) = entries(batch, outcome="new")
    assert reverse("admin:desk_entry", args=[batch.pk, found.pk]) in page(admin_client, batch)
    html = entry_page(admin_client, found)
    for text in (PARAGRAPHS[0][:40], "by rule", "Caption", "Layout", "left out:", "all.zip, dump.txt"):
        assert text in html


def test_what_was_rejected_shows_its_place_in_the_file(admin_client: Client) -> None:
    batch = upload(
        admin_client, ("a.jsonl", row("Some words.") + "{broken\n"), ("picture.jpg", b"\xff\xd8\xff\xe0\0")
    )
    broken, picture = entries(batch, outcome="rejected")
    html = entry_page(admin_client, broken)
    assert "{broken" in html
    assert "not JSON" in html
    assert "not text" in entry_page(admin_client, picture)


def test_a_changed_text_shows_what_it_would_change_before_it_is_stored(admin_client: Client) -> None:
    first = upload(admin_client, ("a.jsonl", row("The ferry runs once a day.")), source="Times")
    admin_client.post(reverse("admin:desk_store", args=[first.pk]))
    second = upload(admin_client, ("b.jsonl", row("The ferry runs twice a day.")), source="Times")
    (changed,) = entries(second, outcome="changed")
    html = entry_page(admin_client, changed)
    assert "<del>once</del><ins>twice</ins>" in html
    assert "1 paragraph would change" in html


def test_the_way_leads_from_entry_to_entry_of_the_chosen_outcome(admin_client: Client) -> None:
    text = dump_file(page_dump("First Talks"), page_dump("Second Talks"))
    batch = upload(admin_client, ("dump.txt", text), ("empty.txt", ""))
    first, second = entries(batch, outcome="new")
    html = entry_page(admin_client, first, outcome="new")
    assert f"{reverse('admin:desk_entry', args=[batch.pk, second.pk])}?outcome=new" in html
    assert "next ›" not in entry_page(admin_client, second, outcome="new")
    assert "next ›" in entry_page(admin_client, second)


def test_an_entry_of_another_batch_is_not_found_and_strangers_see_none(
    admin_client: Client, client: Client
) -> None:
    one, two = (
        upload(admin_client, (name, "A Title\n\nSome words of a text.")) for name in ("a.txt", "b.txt")
    )
    (found,) = entries(one)
    address = reverse("admin:desk_entry", args=[two.pk, found.pk])
    assert admin_client.get(address).status_code == 404
    assert client.get(reverse("admin:desk_entry", args=[one.pk, found.pk])).status_code == 302
