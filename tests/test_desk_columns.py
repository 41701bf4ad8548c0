"""Columns at the desk: what each is taken for, and a person's word on what it holds."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from articles.desk.columns import columns_of
from articles.models import Batch, ColumnName
from tests.test_desk import page, upload, zipped

pytestmark = pytest.mark.django_db

TABLE = "Kop 1;Stuk;Dag\n" + "".join(
    f'"Dikes Hold {day}";"THE HAGUE - The dikes of the Netherlands held in storm {day}.";{day}-10-2023\n'
    for day in (20, 21)
)


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.IMPORT_IN_BACKGROUND = False


def say(desk: Client, batch: Batch, **holds: str) -> str:
    names = [name.replace("_", " ") for name in holds]
    address = reverse("admin:desk_columns", args=[batch.pk])
    response = desk.post(address, {"name": names, "holds": list(holds.values())}, follow=True)
    return str(response.content.decode())


def test_a_table_of_odd_columns_is_read_once_a_person_says_what_they_hold(admin_client: Client) -> None:
    batch = upload(admin_client, ("odd.csv", TABLE))
    assert "Say what its columns hold" in page(admin_client, batch)
    shown = admin_client.get(reverse("admin:desk_columns", args=[batch.pk])).content.decode()
    assert shown.count("not known") == 3
    assert "Dikes Hold 20" in shown
    read = say(admin_client, batch, Kop_1="title", Stuk="body", Dag="published")
    assert "Store 2 articles" in read
    assert "2023-10-20" in read
    # What was said is shown, and can be taken back.
    assert ColumnName.objects.count() == 3
    assert "0</b> new" in say(admin_client, batch, Kop_1="", Stuk="", Dag="")
    assert not ColumnName.objects.exists()


def test_a_column_that_is_taken_wrong_is_overridden(admin_client: Client) -> None:
    table = "title,text,topic\nInside Page,A body of words that nobody meant.,The True Headline\n"
    batch = upload(admin_client, ("a.csv", table))
    assert "Inside Page" in page(admin_client, batch)
    assert "The True Headline" in say(admin_client, batch, title="nothing", topic="title")


def test_tables_and_json_are_found_within_archives_and_each_name_once(admin_client: Client) -> None:
    record = json.dumps({"Kop-1": "A", "stuk": "Some words.", "tags": ["x"]})
    batch = upload(admin_client, ("all.zip", zipped(a__csv=TABLE, b__jsonl=f"{record}\n{{broken\n")))
    found = {seen.name: seen for seen in columns_of(batch)}
    assert list(found) == ["Kop 1", "Stuk", "Dag", "tags"]
    assert found["Kop 1"].places == ["all.zip, a.csv", "all.zip, b.jsonl"]
    assert found["Kop 1"].example == "Dikes Hold 20"


def test_a_batch_without_columns_says_so(admin_client: Client) -> None:
    batch = upload(admin_client, ("a.txt", "Title\n\nSome text."), ("b.csv", ""), ("c.zip", b"PK\x03\x04zzz"))
    assert (
        "No table, no JSON"
        in admin_client.get(reverse("admin:desk_columns", args=[batch.pk])).content.decode()
    )


def test_nonsense_and_missing_rights_change_nothing(admin_client: Client, client: Client) -> None:
    batch = upload(admin_client, ("odd.csv", TABLE))
    assert "Nothing was changed" in say(admin_client, batch, Stuk="text", **{"-": "body", "x" * 101: "body"})
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="add_batch"))
    client.force_login(clerk)
    assert "You may not say" in say(client, batch, Stuk="body")
    assert not ColumnName.objects.exists()


def test_of_a_stored_batch_what_is_said_holds_for_later_imports(admin_client: Client) -> None:
    batch = upload(admin_client, ("a.csv", "title,text\nA Title,Words of a text.\n"))
    admin_client.post(reverse("admin:desk_store", args=[batch.pk]))
    assert "Kept for later imports" in say(admin_client, batch, text="title")
    batch.refresh_from_db()
    assert batch.status == Batch.Status.DONE


FEED = """<rss version="2.0" xmlns:krant="https://krant.example/ns"><channel><title>Krant</title>
<item><krant:kop>Dikes Hold</krant:kop><krant:stuk>The dikes of the Netherlands held in the storm of
Friday night.</krant:stuk><guid isPermaLink="false">1</guid></item></channel></rss>"""
XML = """<nieuws><bericht dag="20-10-2023"><kop>Dikes Hold</kop><stuk>The dikes of the Netherlands held in the
storm of Friday night, the minister said.</stuk></bericht></nieuws>"""


def test_the_elements_of_a_feed_and_of_other_xml_are_named_like_columns(admin_client: Client) -> None:
    batch = upload(admin_client, ("feed.xml", FEED), ("list.xml", XML))
    assert page(admin_client, batch).count("Say what its columns hold") == 2
    seen = columns_of(batch)
    assert {each.name for each in seen} >= {"krant:kop", "krant:stuk", "dag"}
    assert next(each for each in seen if each.name == "krant:stuk").example.startswith("The dikes of")
    named = {"krant:kop": "title", "krant:stuk": "body", "kop": "title", "stuk": "body", "dag": "published"}
    read = say(admin_client, batch, **named)
    assert "Store 2 articles" in read
    assert "2023-10-20" in read
    entry = next(each for each in batch.entries.all() if each.file.name == "feed.xml")
    assert entry.title == "Dikes Hold"


def test_a_reason_at_the_desk_says_what_to_click_and_nothing_of_the_command_line(
    admin_client: Client,
) -> None:
    headless = "Rain halts talks,It rained all day,2006-11-16\nWhale seen,One at noon,2006-11-17\n"
    batch = upload(admin_client, ("odd.csv", TABLE), ("headless.csv", headless))
    html = page(admin_client, batch)
    columns = reverse("admin:desk_columns", args=[batch.pk])
    assert html.count("Say what its columns hold") == 2
    for entry in batch.entries.all():
        shown = admin_client.get(reverse("admin:desk_entry", args=[batch.pk, entry.pk])).content.decode()
        assert "--column" not in shown
        assert columns in shown
    assert "--column" not in html
