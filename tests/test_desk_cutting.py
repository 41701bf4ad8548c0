"""An article cut again by its lines at the desk: before it is stored, after, and taken back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.importing.run import import_paths
from articles.models import Article, Batch, Cut, LedgerEntry
from articles.reading.files import read_opened
from articles.reading.opened import OpenFile
from tests.test_desk import page, upload, zipped
from tests.texts import PARAGRAPHS, dump_file, page_dump

pytestmark = pytest.mark.django_db

GLUED = """Ferry Runs Again

The ferry between the island and the mainland runs again since Tuesday, the owner said.
It had stopped for two weeks because of the storm that broke the pier.
Bridge Stays Shut
Updated 16 October 2023
The bridge will stay shut until spring, the minister said on Monday in Tirana.
"""
FERRY, BRIDGE = "Ferry Runs Again", "Bridge Stays Shut"


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.IMPORT_IN_BACKGROUND = False


@pytest.fixture
def desk(admin_client: Client) -> Client:
    return admin_client


def cut(desk: Client, entry: LedgerEntry, do: str, query: str = "", **said: str) -> Any:
    address = reverse("admin:desk_cut", args=[entry.batch_id, entry.pk]) + query
    lines = {name.replace("_", "-"): value for name, value in said.items() if name != "elsewhere"}
    elsewhere = {"elsewhere": said["elsewhere"]} if "elsewhere" in said else {}
    return desk.post(address, {"do": do, **lines, **elsewhere}, follow=do == "keep")


def said() -> dict[str, str]:
    return {"line_1": "start", "line_5": "start", "line_6": "date"}


def the_entry(batch: Batch) -> LedgerEntry:
    entry = batch.entries.order_by("pk").first()
    assert entry is not None
    return entry


def stored(desk: Client, name: str = "glued.txt", text: str = GLUED) -> Batch:
    batch = upload(desk, (name, text), source="Example Times")
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.status == Batch.Status.DONE
    return batch


def titles() -> list[str]:
    return list(Article.objects.order_by("pk").values_list("title", flat=True))


def test_what_a_cut_makes_is_shown_before_it_is_kept(desk: Client) -> None:
    batch = upload(desk, ("glued.txt", GLUED))
    entry = the_entry(batch)
    html = cut(desk, entry, "show", **said()).content.decode()
    assert "What comes of it" in html
    assert html.index("Ferry Runs Again</h3>") < html.index("Bridge Stays Shut</h3>")
    assert "2023-10-16, by rule “line marked by hand”" in html
    assert '<option value="date" selected>' in html
    assert not Cut.objects.exists()


def test_a_preview_is_read_again_as_it_was_cut_and_as_before_when_the_cut_is_taken_back(
    desk: Client,
) -> None:
    batch = upload(desk, ("all.zip", zipped(glued__txt=GLUED, dump__txt=dump_file(page_dump("Fish Talks")))))
    glued = batch.entries.get(member="glued.txt")
    html = cut(desk, glued, "keep", **said()).content.decode()
    assert "read again" in html
    assert [entry.title for entry in batch.entries.all()] == [FERRY, BRIDGE, "Fish Talks"]
    assert {entry.outcome for entry in batch.entries.all()} == {"new"}
    (made,) = Cut.objects.all()
    assert made.made_by is not None
    bridge = batch.entries.get(title=BRIDGE)
    entry_html = desk.get(reverse("admin:desk_entry", args=[batch.pk, bridge.pk])).content.decode()
    assert "The bridge will stay shut" in entry_html
    assert "cut by hand" in entry_html
    desk.post(reverse("admin:desk_drop_cut", args=[batch.pk, made.pk]))
    assert [entry.title for entry in batch.entries.all()] == [FERRY, "Fish Talks"]


def test_a_stored_article_is_replaced_keeps_its_address_and_comes_back(desk: Client) -> None:
    first = stored(desk)
    article = Article.objects.get()
    body = article.body
    assert (
        reverse("admin:desk_cut_article", args=[article.pk])
        in desk.get(article.get_absolute_url()).content.decode()
    )
    way = desk.get(reverse("admin:desk_cut_article", args=[article.pk]))
    entry = the_entry(first)
    assert way.url == reverse("admin:desk_cut", args=[first.pk, entry.pk])

    cut(desk, entry, "keep", **said())
    again = Batch.objects.exclude(pk=first.pk).get()
    assert titles() == [FERRY]
    html = page(desk, again)
    assert "Store 2 articles" in html
    assert "cut again by hand" in html
    desk.post(reverse("admin:desk_store", args=[again.pk]))

    assert titles() == [FERRY, BRIDGE]
    article.refresh_from_db()
    assert BRIDGE not in article.body
    assert article.versions.get().body == body
    other = Article.objects.exclude(pk=article.pk).get()
    assert (other.file.name, other.first_line, other.published_iso) == ("glued.txt", 5, "2023-10-16")
    assert other.source == article.source
    assert "A person cut this text anew" in desk.get(article.get_absolute_url()).content.decode()
    assert str(again) in desk.get(reverse("admin:desk_undo", args=[first.pk])).content.decode()

    desk.post(reverse("admin:desk_undo", args=[again.pk]))
    article.refresh_from_db()
    assert titles() == [FERRY]
    assert (article.body, article.doubt) == (body, "")
    assert not article.versions.exists()


def test_later_imports_of_the_same_bytes_obey_a_stored_cut_and_no_other(desk: Client, tmp_path: Any) -> None:
    first = stored(desk)
    cut(desk, the_entry(first), "keep", **said())
    again = Batch.objects.exclude(pk=first.pk).get()
    not_yet = upload(desk, ("copy.txt", GLUED), source="Example Times")
    assert [entry.outcome for entry in not_yet.entries.all()] == ["duplicate"]
    desk.post(reverse("admin:desk_store", args=[again.pk]))
    copy = upload(desk, ("copy.txt", GLUED), source="Example Times")
    assert [(entry.title, entry.outcome) for entry in copy.entries.all()] == [
        (FERRY, "duplicate"),
        (BRIDGE, "duplicate"),
    ]
    (tmp_path / "copy.txt").write_text(GLUED)
    report = import_paths([str(tmp_path / "copy.txt")], source="Example Times", store=False)
    assert report.outcomes == {"duplicate": 2}
    desk.post(reverse("admin:desk_undo", args=[again.pk]))
    report = import_paths([str(tmp_path / "copy.txt")], source="Example Times")
    assert report.outcomes == {"duplicate": 1}


def test_a_file_of_which_only_a_cut_is_left_is_read_anew(
    desk: Client, tmp_path: Any, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glued.txt").write_text(GLUED + "\n\n\n\n" + page_dump("Fish Talks"))
    report = import_paths(["glued.txt"])
    assert report.batch is not None
    first = Batch.objects.get(pk=report.batch)
    cut(desk, the_entry(first), "keep", **said())
    again = Batch.objects.exclude(pk=first.pk).get()
    desk.post(reverse("admin:desk_store", args=[again.pk]))
    desk.post(reverse("admin:desk_undo", args=[first.pk]))
    assert titles() == [FERRY, BRIDGE]
    outcomes = import_paths(["glued.txt"]).outcomes
    assert outcomes["new"] >= 1
    assert "Fish Talks" in titles()


def test_articles_that_were_cut_apart_wrongly_become_one_in_a_preview(desk: Client) -> None:
    batch = upload(
        desk,
        (
            "dump.txt",
            dump_file(page_dump("Fish Talks"), page_dump("A Day Later", ["It rained again, they said."])),
        ),
    )
    above, below = batch.entries.order_by("pk")
    html = desk.get(reverse("admin:desk_cut", args=[batch.pk, above.pk])).content.decode()
    assert f"?and={below.pk}" in html
    first = above.first_line
    assert first is not None
    html = cut(desk, above, "keep", f"?and={below.pk}", **{f"line_{first}": "start"}).content.decode()
    (one,) = batch.entries.all()
    assert (one.title, one.first_line) == ("Fish Talks", first)
    assert one.last_line == below.last_line


def test_what_was_rejected_for_want_of_a_text_can_be_cut(desk: Client) -> None:
    batch = upload(
        desk,
        (
            "a.txt",
            "\n".join(["Ferry Runs Again", "Bridge Stays Shut", "Island Votes Today", "Fish Talks Go On"]),
        ),
    )
    entry = the_entry(batch)
    assert entry.outcome == "rejected"
    cut(desk, entry, "keep", line_1="start")
    assert [each.title for each in batch.entries.all()] == [FERRY]


def test_what_is_no_text_of_lines_is_not_cut_and_says_why(desk: Client) -> None:
    batch = upload(desk, ("a.jsonl", '{"id": "1", "title": "Fish Talks", "text": "Some words of a text."}\n'))
    entry = the_entry(batch)
    address = reverse("admin:desk_cut", args=[batch.pk, entry.pk])
    assert address not in desk.get(reverse("admin:desk_entry", args=[batch.pk, entry.pk])).content.decode()
    html = desk.get(address, follow=True).content.decode()
    assert "no plain text" in html
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    article = Article.objects.get()
    assert "Cut it again" not in desk.get(article.get_absolute_url()).content.decode()


def test_a_line_that_the_reader_wondered_about_is_told_and_a_doubtful_row_leads_there(desk: Client) -> None:
    ferry = (
        "NAIROBI (Example Agency) — Kenya opened a port in Lamu on Friday.\n\nIt cost 480 million dollars."
    )
    bridge = "TIRANA (Example Agency) — Albania shut a bridge on Friday.\n\nThousands wait on the other side."
    batch = upload(desk, ("apart.txt", f"Kenya Opens a Port\n\n{ferry}\n\n{BRIDGE}\n\n{bridge}\n"))
    (entry,) = batch.entries.all()
    assert "line 7 may be the title of another article" in entry.reason
    assert reverse("admin:desk_cut", args=[batch.pk, entry.pk]) in page(desk, batch, "?outcome=doubtful")
    html = desk.get(reverse("admin:desk_cut", args=[batch.pk, entry.pk])).content.decode()
    assert html.index(f"{BRIDGE}</span><span") < html.index(">may be the title of another article<")


def test_marks_of_lines_that_are_not_shown_are_kept_and_odd_ones_passed_over(desk: Client) -> None:
    long = "\n".join(
        ["Ferry Runs Again", *(f"Sentence {n} of a text, said one of them." for n in range(900))]
    )
    batch = upload(desk, ("long.txt", f"{long}\n{BRIDGE}\n{PARAGRAPHS[0]}\n"))
    entry = the_entry(batch)
    later = cut(desk, entry, "later", line_1="start", line_3="nonsense", line_x="start").content.decode()
    assert 'name="line-401"' in later
    assert 'value="1:start"' in later
    elsewhere = "1:start 902:start 5:- 99999999999999:start x"
    made = cut(desk, entry, "show", elsewhere=elsewhere).content.decode()
    assert f"{BRIDGE}</h3>" in made
    cut(desk, entry, "keep", elsewhere=elsewhere)
    assert [each.title for each in batch.entries.all()] == [FERRY, BRIDGE]


def test_nobody_without_the_right_to_import_cuts(client: Client, desk: Client) -> None:
    batch = upload(desk, ("glued.txt", GLUED))
    address = reverse("admin:desk_cut", args=[batch.pk, the_entry(batch).pk])
    desk.logout()
    assert client.get(address).status_code == 302


def test_a_cut_in_an_archive_does_not_slow_down_what_stands_beside_it(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, last = "A Slow One\n\nIt rained and rained.", GLUED[:180]
    batch = upload(desk, ("all.zip", zipped(a__txt=GLUED, slow__txt=slow, z__txt=last)))
    cut(desk, batch.entries.get(member="a.txt"), "keep", **said())
    read: list[str] = []

    def noted(opened: OpenFile) -> Any:
        read.append(opened.member)
        return read_opened(opened)

    monkeypatch.setattr("articles.importing.rereading.read_opened", noted)
    entry = batch.entries.get(member="z.txt")
    assert desk.get(reverse("admin:desk_entry", args=[batch.pk, entry.pk])).context["article"] is not None
    assert read == ["z.txt"]


def test_where_the_archive_has_all_parts_the_desk_says_that_the_article_stays(desk: Client) -> None:
    stored(desk, "ferry.txt", "\n".join(GLUED.split("\n")[:4]))
    stored(desk, "bridge.txt", "\n".join(GLUED.split("\n")[4:]))
    first = stored(desk)
    assert Article.objects.count() == 3
    cut(desk, the_entry(first), "keep", **said())
    again = Batch.objects.order_by("-pk")[0]
    assert {entry.outcome for entry in again.entries.all()} == {"duplicate"}
    html = page(desk, again)
    glued = Article.objects.order_by("-pk")[0]
    assert "has all parts of this cut already" in html
    assert reverse("admin:articles_article_delete", args=[glued.pk]) in html


def test_what_was_rejected_is_cut_after_storing_too_taken_back_and_stored_anew(desk: Client) -> None:
    titles_alone = "\n".join([FERRY, BRIDGE, "Island Votes Today", "Fish Talks Go On"])
    first = upload(desk, ("a.txt", titles_alone), ("b.txt", page_dump("Other Talks")))
    desk.post(reverse("admin:desk_store", args=[first.pk]))
    cut(desk, first.entries.get(outcome="rejected"), "keep", line_1="start")
    again = Batch.objects.order_by("-pk")[0]
    store, undo, read = (reverse(f"admin:desk_{name}", args=[again.pk]) for name in ("store", "undo", "read"))
    desk.post(store)
    assert titles() == ["Other Talks", FERRY]
    desk.post(undo)
    assert titles() == ["Other Talks"]
    desk.post(read)
    desk.post(store)
    assert titles() == ["Other Talks", FERRY]


def test_an_article_is_cut_twice_and_set_back_step_by_step(desk: Client) -> None:
    first = stored(desk)
    whole = Article.objects.get().body
    cut(desk, the_entry(first), "keep", **said())
    second = Batch.objects.order_by("-pk")[0]
    desk.post(reverse("admin:desk_store", args=[second.pk]))
    parts = [article.body for article in Article.objects.order_by("pk")]
    entry = second.entries.get(title=FERRY)
    cut(desk, entry, "keep", line_1="start", line_4="open")
    third = Batch.objects.order_by("-pk")[0]
    desk.post(reverse("admin:desk_store", args=[third.pk]))
    assert Article.objects.count() == 3
    desk.post(reverse("admin:desk_undo", args=[third.pk]))
    assert [article.body for article in Article.objects.order_by("pk")] == parts
    desk.post(reverse("admin:desk_undo", args=[second.pk]))
    assert [article.body for article in Article.objects.all()] == [whole]
