"""Cuts by hand that meet others: admins, cuts of the same lines, imports half stored, what is taken back."""

from __future__ import annotations

import io
import threading
import zipfile
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.desk import batches, cutting
from articles.importing import jobs, pipeline
from articles.importing.identity import identify
from articles.importing.run import begin_storing, import_paths
from articles.importing.writing import Writer
from articles.models import Article, Batch, Cut, LedgerEntry, Version
from articles.records import ParsedArticle
from tests.test_desk import page, upload
from tests.test_desk_cutting import BRIDGE, FERRY, GLUED, cut, said, stored, the_entry, titles
from tests.texts import page_dump

pytestmark = pytest.mark.django_db

SEVEN = GLUED.replace("Bridge Stays Shut\n", "It rained on both days, they say.\nBridge Stays Shut\n")


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.IMPORT_IN_BACKGROUND = False


@pytest.fixture
def desk(admin_client: Client) -> Client:
    return admin_client


def newest() -> Batch:
    return Batch.objects.order_by("-pk")[0]


def post(desk: Client, what: str, batch: Batch) -> str:
    response = desk.post(reverse(f"admin:desk_{what}", args=[batch.pk]), follow=True)
    assert response.status_code == 200
    batch.refresh_from_db()
    return str(response.content.decode())


def kept(desk: Client, entry: LedgerEntry, query: str = "", **marks: str) -> Batch:
    """The batch of a cut of a stored entry, not stored yet."""
    cut(desk, entry, "keep", query, **marks)
    return newest()


def bodies() -> list[str]:
    return list(Article.objects.order_by("pk").values_list("body", flat=True))


# Two at once


def test_a_cut_kept_while_another_stores_the_batch_does_not_stop_the_storing(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = upload(desk, ("glued.txt", GLUED))
    entry = the_entry(batch)
    checked = cutting.check

    def and_then_stored(*given: Any) -> None:
        checked(*given)
        monkeypatch.setattr(cutting, "check", checked)
        post(desk, "store", batch)

    monkeypatch.setattr(cutting, "check", and_then_stored)
    html = cut(desk, entry, "keep", **said()).content.decode()
    batch.refresh_from_db()
    assert batch.status == Batch.Status.DONE
    assert titles() == [FERRY]
    assert not Cut.objects.exists()
    assert "since this page was made" in html


def test_a_cut_of_an_article_that_is_taken_back_meanwhile_says_so(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = stored(desk)
    checked = cutting.check

    def and_then_taken_back(*given: Any) -> None:
        checked(*given)
        monkeypatch.setattr(cutting, "check", checked)
        post(desk, "undo", first)

    monkeypatch.setattr(cutting, "check", and_then_taken_back)
    html = cut(desk, the_entry(first), "keep", **said()).content.decode()
    assert "since this page was made" in html
    assert not Cut.objects.exists()


def test_a_page_of_lines_of_a_batch_that_was_read_again_leads_back_to_the_batch(desk: Client) -> None:
    batch = upload(desk, ("glued.txt", GLUED))
    gone = the_entry(batch)
    post(desk, "read", batch)
    html = cut(desk, gone, "keep", **said()).content.decode()
    assert "since this page was made" in html
    assert the_entry(batch).title in html


@pytest.mark.parametrize("what", ["store", "undo", "read"])
def test_of_two_who_press_a_button_at_once_one_starts_the_work(
    desk: Client, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    batch = upload(desk, ("glued.txt", GLUED))
    if what == "undo":
        post(desk, "store", batch)
    started: list[int] = []
    monkeypatch.setattr(jobs, "start", lambda batch: started.append(batch.pk))
    found = batches.get_object_or_404

    def and_then_another(*given: Any, **by: Any) -> Any:
        row = found(*given, **by)
        monkeypatch.setattr(batches, "get_object_or_404", found)
        post(desk, what, batch)
        return row

    monkeypatch.setattr(batches, "get_object_or_404", and_then_another)
    html = post(desk, what, batch)
    assert started == [batch.pk]
    assert "somebody else" in html


def test_what_is_being_stored_is_not_thrown_away(desk: Client) -> None:
    batch = upload(desk, ("glued.txt", GLUED))
    begin_storing(batch)
    html = post(desk, "discard", batch)
    assert "being stored" in html
    assert Batch.objects.filter(pk=batch.pk).exists()


# Cuts of the same lines


def test_a_cut_of_lines_that_another_cut_changed_since_is_not_stored_before_it_is_read_again(
    desk: Client,
) -> None:
    first = stored(desk, text=SEVEN)
    one = kept(desk, the_entry(first), line_1="start", line_6="start", line_7="date")
    other = kept(desk, the_entry(first), line_1="start", line_5="open")
    assert Cut.objects.filter(alone=True).count() == 2
    post(desk, "store", one)
    before = bodies()
    html = post(desk, "store", other)
    assert bodies() == before
    assert other.status == Batch.Status.PREVIEW
    assert f"{one} has changed" in html
    assert "Read it again" in html


def test_the_cut_that_was_stored_last_is_the_one_that_later_imports_obey(desk: Client, tmp_path: Any) -> None:
    first = stored(desk, text=SEVEN)
    early = kept(desk, the_entry(first), line_1="start", line_6="start", line_7="date")
    late = kept(desk, the_entry(first), line_1="start", line_5="open")
    post(desk, "store", late)
    post(desk, "read", early)
    post(desk, "store", early)
    assert FERRY in titles()
    assert BRIDGE in titles()
    assert len(titles()) == 2
    (tmp_path / "copy.txt").write_text(SEVEN)
    report = import_paths([str(tmp_path / "copy.txt")], source="Example Times", store=False)
    assert report.outcomes == {"duplicate": 2}


def test_a_cut_of_a_part_is_not_stored_once_the_whole_is_back_for_lines_would_be_lost(desk: Client) -> None:
    first = stored(desk)
    (whole,) = bodies()
    second = kept(desk, the_entry(first), **said())
    post(desk, "store", second)
    third = kept(desk, second.entries.get(title=FERRY), line_1="start", line_4="open")
    post(desk, "undo", second)
    assert bodies() == [whole]
    html = post(desk, "store", third)
    assert bodies() == [whole]
    assert "goes on beyond" in html
    desk.post(reverse("admin:desk_discard", args=[third.pk]))
    assert not Batch.objects.filter(pk=third.pk).exists()


def test_a_cut_whose_parts_were_cut_again_is_taken_back_after_these(desk: Client) -> None:
    first = stored(desk)
    (whole,) = bodies()
    second = kept(desk, the_entry(first), **said())
    post(desk, "store", second)
    third = kept(desk, second.entries.get(title=FERRY), line_1="start", line_4="open")
    post(desk, "store", third)
    before = bodies()
    asked = desk.get(reverse("admin:desk_undo", args=[second.pk])).content.decode()
    assert str(third) in asked
    assert "Take it back</button>" not in asked
    html = post(desk, "undo", second)
    assert str(third) in html
    assert bodies() == before
    post(desk, "undo", third)
    post(desk, "undo", second)
    assert bodies() == [whole]


# Texts that are held elsewhere


def test_taking_back_the_file_that_was_cut_leaves_the_whole_to_the_other_file_that_has_it(
    desk: Client,
) -> None:
    first = stored(desk)
    (whole,) = bodies()
    other = stored(desk, "other.txt", GLUED.replace("\n", "\r\n"))
    assert [entry.outcome for entry in other.entries.all()] == ["duplicate"]
    again = kept(desk, the_entry(first), **said())
    post(desk, "store", again)
    post(desk, "undo", first)
    assert titles() == [FERRY, BRIDGE]
    assert Version.objects.get().batch == other
    post(desk, "undo", again)
    assert bodies() == [whole]
    article = Article.objects.get()
    assert (article.batch, article.file.name) == (other, "other.txt")


def test_an_article_that_came_from_elsewhere_since_is_not_replaced_by_a_cut_of_the_old_lines(
    desk: Client,
) -> None:
    dated = GLUED.replace("Ferry Runs Again\n", "Ferry Runs Again\nhttps://news.example.org/a/1\n", 1)
    first = stored(desk, text=dated)
    assert Article.objects.get().url
    again = kept(desk, the_entry(first), line_1="start", line_6="start", line_7="date")
    stored(desk, "newer.txt", dated.replace("two weeks", "three weeks"))
    before = bodies()
    html = post(desk, "store", again)
    assert bodies() == before
    assert "from another place" in html


def test_a_part_that_has_the_address_of_the_article_takes_its_place_and_no_part_is_lost(desk: Client) -> None:
    row = GLUED.replace("Updated 16", "https://news.example.org/a/1\nUpdated 16")
    first = stored(desk, text=row)
    Article.objects.update(url="https://news.example.org/a/1")
    article = Article.objects.get()
    row_of = identify(ParsedArticle("", 0, FERRY, "", url=article.url), "Example Times", "")
    Article.objects.update(identity=row_of.key)
    again = kept(desk, the_entry(first), line_1="start", line_5="start", line_7="date")
    post(desk, "store", again)
    assert sorted(titles()) == [BRIDGE, FERRY]
    assert Article.objects.get(pk=article.pk).title == BRIDGE


# Killed on the way


def test_a_cut_that_was_killed_half_stored_goes_on_and_replaces_its_article_once(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "CHUNK_ARTICLES", 1)
    first = stored(desk)
    again = kept(desk, the_entry(first), **said())
    killed_after(1, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        post(desk, "store", again)
    monkeypatch.undo()
    assert titles() == [FERRY]
    Batch.objects.filter(pk=again.pk).update(heartbeat=None)
    post(desk, "store", again)
    assert sorted(titles()) == [BRIDGE, FERRY]
    assert Version.objects.count() == 1


def test_an_import_killed_half_stored_goes_on_by_the_cuts_that_it_began_with(
    desk: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    text = GLUED + "\n\n\n\n" + page_dump("Fish Talks") + "\n\n\n\n" + page_dump("Salt Talks") + "\n"
    first = stored(desk, "one.txt", text)
    again = kept(desk, the_entry(first), **said())
    assert len(titles()) == 3
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two.txt").write_text(text)
    monkeypatch.setattr(pipeline, "CHUNK_ARTICLES", 1)
    killed_after(2, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        import_paths(["two.txt"], source="Other Times")
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    half = newest()
    assert half.entries.count() == 2
    post(desk, "store", again)
    import_paths(["two.txt"], source="Other Times")
    half.refresh_from_db()
    assert half.status == Batch.Status.DONE
    entries = half.entries.order_by("first_line")
    assert [entry.title for entry in entries] == [FERRY, "Fish Talks", "Salt Talks"]
    places = [(entry.first_line, entry.last_line) for entry in entries]
    assert all(one[1] < other[0] for one, other in pairwise(places))


def killed_after(chunks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next import dies after so many chunks."""
    write, written = Writer.write, []

    def dying(self: Writer, *given: Any) -> None:
        if len(written) == chunks:
            raise KeyboardInterrupt
        written.append(1)
        write(self, *given)

    monkeypatch.setattr(Writer, "write", dying)


# Documents, encodings, limits, rights


def docx(*paragraphs: str) -> bytes:
    buffer = io.BytesIO()
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rows = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{rows}</w:body></w:document>'
        )
    return buffer.getvalue()


def rtf() -> bytes:
    return ("{\\rtf1\\ansi " + "".join(f"{line}\\par\n" for line in GLUED.splitlines()) + "}").encode()


@pytest.mark.parametrize("name", ["glued.docx", "glued.rtf"])
def test_the_text_of_a_document_is_cut_by_its_lines(desk: Client, name: str) -> None:
    data = docx(*GLUED.splitlines()) if name.endswith("docx") else rtf()
    batch = upload(desk, (name, data))
    entry = the_entry(batch)
    html = desk.get(reverse("admin:desk_cut", args=[batch.pk, entry.pk])).content.decode()
    assert 'id="text-5" dir="auto">It had stopped' in html
    cut(desk, entry, "keep", line_1="start", line_5="open")
    post(desk, "store", batch)
    assert titles() == [
        FERRY,
        "It had stopped for two weeks because of the storm that broke the pier",
        BRIDGE,
    ]


@pytest.mark.parametrize(
    "data",
    [
        GLUED.replace("\n", "\r\n").encode(),
        GLUED.replace("\n", "\r").encode(),
        GLUED.replace("ferry", "“ferry”").encode("cp1252"),
        GLUED.encode("utf-16"),
        b"\xef\xbb\xbf" + GLUED.encode(),
    ],
)
def test_lines_are_the_same_whatever_ends_and_encodes_them(desk: Client, data: bytes) -> None:
    batch = upload(desk, ("glued.txt", data))
    cut(desk, the_entry(batch), "keep", **said())
    assert [(each.title, each.first_line) for each in batch.entries.all()] == [(FERRY, 1), (BRIDGE, 5)]


def test_an_arabic_text_is_cut_and_stored(desk: Client) -> None:
    ferry = "العبارة تعود إلى العمل\n\nتعود العبارة بين الجزيرة والبر إلى العمل منذ يوم الثلاثاء.\n"
    bridge = "الجسر يبقى مغلقا\nيبقى الجسر مغلقا حتى الربيع كما قال الوزير يوم الاثنين.\n"
    batch = upload(desk, ("ar.txt", ferry + bridge))
    cut(desk, the_entry(batch), "keep", line_1="start", line_4="start")
    assert [each.title for each in batch.entries.all()] == ["العبارة تعود إلى العمل", "الجسر يبقى مغلقا"]


def test_a_file_above_the_limits_is_not_cut_and_says_why(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = stored(desk)
    monkeypatch.setattr(cutting, "MOST_LINES", 3)
    html = desk.get(
        reverse("admin:desk_cut", args=[first.pk, the_entry(first).pk]), follow=True
    ).content.decode()
    assert "more than 3 lines" in html


def test_looking_at_lines_changes_nothing_and_keeping_asks_for_the_token_of_the_form(
    desk: Client, admin_user: User
) -> None:
    first = stored(desk)
    entry = the_entry(first)
    address = reverse("admin:desk_cut", args=[first.pk, entry.pk])
    desk.get(address + "?do=keep&line-1=start")
    desk.head(address + "?do=keep")
    cut(desk, entry, "show", **said())
    assert Batch.objects.count() == 1
    assert not Cut.objects.exists()
    batch = upload(desk, ("other.txt", SEVEN))
    cut(desk, the_entry(batch), "keep", **said())
    drop = reverse("admin:desk_drop_cut", args=[batch.pk, Cut.objects.get().pk])
    assert desk.get(drop).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    for place in (address, drop):
        assert strict.post(place, {"do": "keep", "line-1": "start"}).status_code == 403
    assert Cut.objects.count() == 1


def test_whoever_may_look_at_batches_but_not_import_cuts_nothing(client: Client, desk: Client) -> None:
    first = stored(desk)
    address = reverse("admin:desk_cut", args=[first.pk, the_entry(first).pk])
    user = User.objects.create_user("reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_batch", "view_article"]))
    other = Client()
    other.force_login(user)
    assert other.get(address).status_code == 403
    assert other.post(address, {"do": "keep", "line-1": "start"}).status_code == 403
    assert not Cut.objects.exists()


@pytest.mark.parametrize(
    "said_of", ["0:start", "-1:start", "²:start", "3:start", "8:start 9:start", "1:START", ":::", "\0", "1:"]
)
def test_odd_lines_make_no_error(desk: Client, said_of: str) -> None:
    first = stored(desk)
    for do in ("show", "keep"):
        address = reverse("admin:desk_cut", args=[first.pk, the_entry(first).pk])
        response = desk.post(
            address + "?and=99999&x=1", {"do": do, "elsewhere": said_of, "start": "-5"}, follow=True
        )
        assert response.status_code == 200
    assert "Take this batch back" in page(desk, first)


def test_of_two_cuts_of_the_same_lines_begun_at_once_the_second_stops_and_is_read_again(desk: Client) -> None:
    first = stored(desk, text=SEVEN)
    one = kept(desk, the_entry(first), line_1="start", line_6="start", line_7="date")
    other = kept(desk, the_entry(first), line_1="start", line_5="open")
    for batch in (one, other):
        batch.refresh_from_db()
        assert begin_storing(batch)
    jobs.work(one)
    before = bodies()
    jobs.work(other)
    assert bodies() == before
    other.refresh_from_db()
    assert other.status == Batch.Status.FAILED
    assert f"{one} has changed these lines since" in other.problem
    post(desk, "read", other)
    assert other.status == Batch.Status.PREVIEW
    assert f"{one} has changed" not in page(desk, other)


@pytest.mark.django_db(transaction=True)
def test_of_many_connections_that_claim_a_batch_one_gets_it(desk: Client) -> None:
    batch = upload(desk, ("glued.txt", GLUED))
    rows = [Batch.objects.get(pk=batch.pk) for _ in range(8)]
    ready, got = threading.Barrier(len(rows), timeout=60), list[bool]()

    def claim(row: Batch) -> None:
        ready.wait()
        got.append(row.claim(Batch.Status.READING))
        connection.close()

    threads = [threading.Thread(target=claim, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(got) == [False] * 7 + [True]
