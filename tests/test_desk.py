"""The import desk and the admin: see before storing, decide, take back; and no page that loads everything."""

import io
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import CompositePrimaryKey
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin.base import ReadOnlyAdmin
from articles.importing import jobs
from articles.importing.locking import IMPORT_LOCK
from articles.importing.run import begin_storing
from articles.models import (
    Article,
    Batch,
    Country,
    Event,
    LedgerEntry,
    Person,
    RawFile,
    SavedSearch,
    StoryBlock,
    StoryGlance,
    StoryMember,
    StoryRun,
)
from articles.models.words import stale_words
from newsarchive.admin_site import GROUPS
from tests.texts import PARAGRAPHS, dump_file, json_lines, page_dump

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(settings: Any) -> None:
    settings.IMPORT_IN_BACKGROUND = False


@pytest.fixture
def desk(admin_client: Client) -> Client:
    return admin_client


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "."), text)
    return buffer.getvalue()


def upload(desk: Client, *files: tuple[str, bytes | str], **fields: str) -> Batch:
    given = [
        SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files
    ]
    response = desk.post(reverse("admin:desk_upload"), {"files": given, **fields})
    assert response.status_code == 302, response.context["form"].errors
    return Batch.objects.get(pk=response.url.rstrip("/").split("/")[-2])


def page(desk: Client, batch: Batch, query: str = "") -> str:
    response = desk.get(reverse("admin:desk", args=[batch.pk]) + query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_an_upload_shows_every_article_before_anything_is_stored(desk: Client) -> None:
    Country.objects.create(code="AL", name="Albania", slug="albania").names.create(
        text="Albania", kind="name"
    )
    text = dump_file(page_dump("Ministers Talk Fish"), page_dump("Ministers Talk Fish"))
    batch = upload(desk, ("dump.txt", text), ("empty.txt", ""), label="March", source="Example Times")
    assert batch.status == Batch.Status.PREVIEW
    assert not Article.objects.exists()
    shown = page(desk, batch)
    for words in (
        "Ministers Talk Fish",
        "2024-03-04",
        "AL",
        "Kari Solberg",
        "the same text comes earlier",
        "Store 1",
    ):
        assert words in shown
    assert "empty.txt" in page(desk, batch, "?outcome=rejected")
    assert "Ministers" not in page(desk, batch, "?outcome=rejected")


def test_storing_makes_the_previewed_articles_and_the_report_links_to_them(desk: Client) -> None:
    batch = upload(
        desk, ("dump.txt", page_dump("Ministers Talk Fish")), source="Example Times", label="March"
    )
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.status == Batch.Status.DONE
    article = Article.objects.get()
    assert article.batch == batch
    assert article.source is not None
    assert article.source.name == "Example Times"
    assert article.get_absolute_url() in page(desk, batch)
    assert LedgerEntry.objects.filter(batch=batch).count() == 1


def test_a_zip_is_looked_into(desk: Client) -> None:
    data = zipped(
        a__txt=page_dump("From A"), b__jsonl=json_lines({"id": "1", "title": "From B", "text": "Words."})
    )
    batch = upload(desk, ("both.zip", data))
    assert set(batch.entries.values_list("title", "member")) == {("From A", "a.txt"), ("From B", "b.jsonl")}


def test_doubtful_articles_say_how_sure_the_cut_is_the_least_sure_first(desk: Client) -> None:
    untitled = "The harbour stayed shut on Friday, the third day in a row, officials in the town said. " * 3
    summary = json_lines({"id": 1, "title": "Harbour Shut", "summary": "All of it is shut."})
    batch = upload(desk, ("a.jsonl", summary), ("b.txt", untitled))
    shown = page(desk, batch, "?outcome=doubtful")
    sure = [entry.confidence for entry in batch.entries.filter(outcome="doubtful").order_by("confidence")]
    assert len(sure) == 2
    assert sure[0] < sure[1] < 0.9
    assert shown.index(f"{round(sure[0] * 100)} % sure") < shown.index(f"{round(sure[1] * 100)} % sure")


def test_what_the_archive_has_already_is_shown_as_duplicate_and_not_offered(desk: Client) -> None:
    first = upload(desk, ("a.txt", page_dump("Known")))
    desk.post(reverse("admin:desk_store", args=[first.pk]))
    second = upload(desk, ("again.txt", page_dump("Known")))
    assert list(second.entries.values_list("outcome", flat=True)) == ["duplicate"]
    assert "nothing in it that the archive lacks" in page(desk, second)


def test_a_preview_can_be_thrown_away_without_a_trace(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("Unwanted")))
    desk.post(reverse("admin:desk_discard", args=[batch.pk]))
    assert not Batch.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert not RawFile.objects.exists()


def test_bytes_that_another_batch_has_too_outlive_a_preview_thrown_away(desk: Client) -> None:
    kept = upload(desk, ("a.txt", page_dump("Shared Bytes")))
    thrown = upload(desk, ("b.txt", page_dump("Shared Bytes")))
    desk.post(reverse("admin:desk_discard", args=[thrown.pk]))
    response = desk.get(reverse("admin:desk_file", args=[kept.pk, kept.files.get().pk]))
    assert b"".join(response.streaming_content) == page_dump("Shared Bytes").encode()  # type: ignore[arg-type]


def test_a_stored_batch_cannot_be_thrown_away_but_taken_back_and_stored_again(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("Wanted")))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    desk.post(reverse("admin:desk_discard", args=[batch.pk]))
    assert Article.objects.count() == 1

    asked = desk.get(reverse("admin:desk_undo", args=[batch.pk])).content.decode()
    assert "remove 1</b>" in asked.replace("\n", " ")
    assert Article.objects.count() == 1
    desk.post(reverse("admin:desk_undo", args=[batch.pk]))
    assert not Article.objects.exists()
    assert "It was taken back: 1 article removed" in page(desk, batch)

    desk.post(reverse("admin:desk_read", args=[batch.pk]))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    assert Article.objects.get().title == "Wanted"


def test_an_error_in_the_work_is_shown_and_the_batch_can_be_read_again(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "preview_batch", fail)
        batch = upload(desk, ("a.txt", page_dump("Later")))
    assert batch.status == Batch.Status.FAILED
    shown = page(desk, batch)
    assert "the disk is full" in shown
    assert "Read it again" in shown
    desk.post(reverse("admin:desk_read", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.status == Batch.Status.PREVIEW


def test_work_that_was_killed_is_seen_and_can_be_gone_on_with(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("Half Way")))
    Batch.objects.filter(pk=batch.pk).update(
        status=Batch.Status.READING, heartbeat=timezone.now() - 2 * jobs.SILENT_FOR
    )
    assert "has stopped before its end" in page(desk, batch)
    desk.post(reverse("admin:desk_read", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.status == Batch.Status.PREVIEW


def test_progress_is_shown_while_work_goes_on_and_the_page_reloads_when_it_ends(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("Moving")))
    address = reverse("admin:desk_progress", args=[batch.pk])
    assert desk.get(address)["HX-Refresh"] == "true"
    Batch.objects.filter(pk=batch.pk).update(
        status=Batch.Status.STORING,
        progress={"done": 3, "total": 8, "articles": 1200},
        heartbeat=timezone.now(),
    )
    response = desk.get(address)
    assert "HX-Refresh" not in response
    assert "3 of 8 files, 1,200 articles" in response.content.decode()


def test_a_batch_waits_until_another_import_has_ended(
    desk: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = upload(desk, ("a.txt", page_dump("Patient")))
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [IMPORT_LOCK])
    seen = []

    def let_it_end(_: float) -> None:
        seen.append(Batch.objects.get(pk=batch.pk).progress)
        # To close alone is not enough: the server lets go of the lock a moment later.
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORT_LOCK])
        other.close()

    settings.IMPORT_IN_BACKGROUND = True
    monkeypatch.setattr("articles.importing.jobs.time.sleep", let_it_end)
    begin_storing(batch)
    jobs.work(batch)
    assert seen == [{"waiting": True}]
    assert Article.objects.get().title == "Patient"


def test_the_bytes_of_an_uploaded_file_can_be_had_back(desk: Client) -> None:
    data = page_dump("To The Byte").encode("utf-16")
    batch = upload(desk, ("../strange name.txt", data))
    file = batch.files.get()
    response = desk.get(reverse("admin:desk_file", args=[batch.pk, file.pk]))
    assert b"".join(response.streaming_content) == data  # type: ignore[arg-type]
    assert "attachment" in response["Content-Disposition"]


def test_two_uploads_of_one_name_are_both_kept(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("First")), ("a.txt", page_dump("Second")))
    assert set(batch.entries.values_list("title", flat=True)) == {"First", "Second"}


def test_a_long_ledger_comes_in_pages_with_the_same_number_of_queries(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    rows = [{"id": number, "title": f"Row {number}", "text": "Words."} for number in range(160)]
    batch = upload(desk, ("many.jsonl", json_lines(*rows)))
    with django_assert_max_num_queries(12) as asked:
        first = page(desk, batch)
    entries = [
        query["sql"] for query in asked.captured_queries if '"articles_ledgerentry"."title"' in query["sql"]
    ]
    assert entries
    assert all("LIMIT 50" in sql for sql in entries)
    assert "Row 49" in first
    assert "Row 50" not in first
    assert "Row 159" in page(desk, batch, "?page=4")


def test_the_desk_is_closed_to_those_who_may_not_import(client: Client) -> None:
    address = reverse("admin:desk_upload")
    assert client.get(address).status_code == 302
    client.force_login(User.objects.create_user("reader", is_staff=True))
    assert client.get(address).status_code == 403


def test_an_upload_without_a_file_is_refused_with_a_sentence(desk: Client) -> None:
    response = desk.post(reverse("admin:desk_upload"), {"label": "none"})
    assert "Choose at least one file, or a folder" in response.content.decode()
    assert not Batch.objects.exists()


# Nobody but its owner sees a saved search.
# The parts of an index are bytes that tell a person nothing.
NOT_AT_THE_DESK = (SavedSearch, StoryBlock, StoryGlance, StoryRun)


def test_every_model_has_a_list_and_a_page_that_open(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("Seen")))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    Event.objects.create(title="Talks", start="2024-03", status=Event.Status.SUGGESTED)
    for model in apps.get_app_config("articles").get_models():
        if isinstance(model._meta.pk, CompositePrimaryKey):
            continue  # Django's admin has no pages for these.
        if model in NOT_AT_THE_DESK:
            assert model not in site._registry
            continue
        changelist = reverse(f"admin:articles_{model._meta.model_name}_changelist")
        response = desk.get(changelist + ("?q=a" if site._registry[model].search_fields else ""))
        assert response.status_code == 200, model
        first = model._default_manager.first()
        if first is not None:
            change = reverse(f"admin:articles_{model._meta.model_name}_change", args=[first.pk])
            assert desk.get(change).status_code == 200, model


def edited(desk: Client, article: Article, **values: str) -> Any:
    """Post the form of the article with some values changed."""
    address = reverse("admin:articles_article_change", args=[article.pk])
    forms = desk.get(address).context
    data = {name: value for name, value in forms["adminform"].form.initial.items() if value is not None}
    for formset in forms["inline_admin_formsets"]:
        form = formset.formset
        for name in ("TOTAL_FORMS", "INITIAL_FORMS"):
            data[f"{form.prefix}-{name}"] = form.management_form.initial[name]
        for one in form.forms:
            shown = {one.add_prefix(name): one[name].value() for name in one.fields}
            data |= {name: value for name, value in shown.items() if value is not None and value is not False}
    return desk.post(address, {**data, **values})


def test_a_date_entered_by_hand_says_so_as_its_evidence(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("Misdated")))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    article = Article.objects.get()
    assert edited(desk, article, published="2024-02-01", published_precision="month").status_code == 302
    article.refresh_from_db()
    assert article.published_iso == "2024-02"
    assert (article.published_rule, article.published_evidence) == ("entered by hand", "by admin")


def test_a_text_corrected_by_hand_is_linked_and_searched_anew(desk: Client) -> None:
    for code, name in (("AL", "Albania"), ("NO", "Norway")):
        Country.objects.create(code=code, name=name, slug=name.lower()).names.create(text=name, kind="name")
    batch = upload(desk, ("a.txt", page_dump("Albania Speaks")))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    article = Article.objects.get()
    assert edited(desk, article, title="Norway Speaks", body="Norway spoke.").status_code == 302
    assert list(article.countries.values_list("code", flat=True)) == ["NO"]
    mention = article.country_links.get().evidence[0]
    assert "Norway Speaks"[mention["start"] : mention["end"]] == "Norway"
    assert stale_words([article.pk]) == ([], [])
    found = desk.get(reverse("search"), {"q": "norway spoke"}).content.decode()
    assert article.get_absolute_url() in found


@pytest.mark.parametrize("alone", [True, False])
def test_a_caption_corrected_or_deleted_by_hand_is_searched_anew(desk: Client, alone: bool) -> None:
    batch = upload(desk, ("a.txt", page_dump("Boats in Durres")))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    article = Article.objects.get()
    caption = article.captions.get()
    if alone:
        form = {"article": article.pk, "position": "0", "text": "A lighthouse.", "credit": "", "place": ""}
        desk.post(reverse("admin:articles_caption_change", args=[caption.pk]), form)
    else:
        edited(desk, article, **{"captions-0-text": "A lighthouse."})
    caption.refresh_from_db()
    assert caption.text == "A lighthouse."
    assert stale_words([article.pk]) == ([], [])
    if alone:
        desk.post(reverse("admin:articles_caption_delete", args=[caption.pk]), {"post": "yes"})
    else:
        edited(desk, article, **{"captions-0-DELETE": "on"})
    assert not article.captions.exists()
    assert stale_words([article.pk]) == ([], [])


def test_an_event_is_made_and_linked_to_articles_countries_and_people(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("Linked")))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    article = Article.objects.get()
    country = Country.objects.create(code="NO", name="Norway", slug="norway")
    person = Person.objects.get(slug="kari-solberg")
    response = desk.post(
        reverse("admin:articles_event_add"),
        {
            "title": "Talks in Tirana",
            "kind": "talks",
            "status": "confirmed",
            "start": "2024-03-04",
            "end": "",
            "summary": "",
            **{f"{part}_links-TOTAL_FORMS": "1" for part in ("country", "person", "article")},
            **{f"{part}_links-INITIAL_FORMS": "0" for part in ("country", "person", "article")},
            "country_links-0-country": str(country.pk),
            "person_links-0-person": str(person.pk),
            "article_links-0-article": str(article.pk),
            "article_links-0-evidence": "",
        },
    )
    assert response.status_code == 302, response.context["errors"]
    event = Event.objects.get()
    assert list(event.articles.all()) == [article]
    assert list(event.countries.all()) == [country]
    assert list(event.people.all()) == [person]


def test_an_event_that_ends_before_it_starts_is_refused(desk: Client) -> None:
    data = {"title": "Odd", "kind": "talks", "status": "confirmed", "start": "2024-03-04", "end": "2024-02"}
    counts = {
        f"{part}_links-{number}_FORMS": "0"
        for part in ("country", "person", "article")
        for number in ("TOTAL", "INITIAL")
    }
    response = desk.post(reverse("admin:articles_event_add"), data | counts)
    assert "The end is before the start" in response.content.decode()


@pytest.mark.parametrize("at_once", [True, False])
def test_an_article_can_be_deleted_and_its_story_and_ledger_know(desk: Client, at_once: bool) -> None:
    rows = [
        {"id": number, "title": "Harbour Opens", "text": " ".join(PARAGRAPHS) + f" It is day {number}."}
        for number in range(2)
    ]
    batch = upload(desk, ("a.jsonl", json_lines(*rows)))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    first, second = Article.objects.order_by("pk")
    assert StoryMember.objects.count() == 2
    if at_once:
        chosen = {"action": "delete_selected", "_selected_action": [first.pk], "post": "yes"}
        desk.post("/admin/articles/article/", chosen)
    else:
        desk.post(f"/admin/articles/article/{first.pk}/delete/", {"post": "yes"})
    assert list(Article.objects.all()) == [second]
    assert not StoryMember.objects.exists()
    assert batch.entries.filter(article=None).count() == 1


def test_what_articles_refer_to_cannot_be_deleted(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("Held")))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    person = Person.objects.get(slug="kari-solberg")
    assert desk.post(reverse("admin:articles_person_delete", args=[person.pk])).status_code == 403
    assert Person.objects.filter(pk=person.pk).exists()


def test_what_was_found_is_narrowed_to_words_and_to_a_file(desk: Client) -> None:
    batch = upload(
        desk, ("a.txt", page_dump("Talks on Fish")), ("b.txt", page_dump("Talks on Salt")), ("c.txt", "")
    )
    found = page(desk, batch, "?words=salt&outcome=new")
    assert "Talks on Salt" in found
    assert "Talks on Fish" not in found
    assert "outcome=rejected&amp;" in found or "words=salt&amp;outcome=rejected" in found
    assert "the file is empty" in page(desk, batch, "?words=EMPTY")
    file = batch.files.get(name="a.txt")
    assert "Talks on Salt" not in page(desk, batch, f"?file={file.pk}")
    assert "Nothing of it is like that" in page(desk, batch, "?words=nowhere")
    assert "Talks on Salt" in page(desk, batch, "?file=x")


def test_a_folder_is_taken_with_its_paths_and_without_hidden_files(desk: Client) -> None:
    names = ("march/a.txt", "april/a.txt", "april/.DS_Store", "__MACOSX/a.txt")
    files = [SimpleUploadedFile(name, f"Title {name}\n\nSome words of a text.".encode()) for name in names]
    desk.post(reverse("admin:desk_upload"), {"folder": files, "path": list(names)})
    assert list(Batch.objects.get().files.values_list("name", flat=True)) == ["april/a.txt", "march/a.txt"]


def test_a_folder_is_taken_without_paths_too(desk: Client) -> None:
    files = [
        SimpleUploadedFile("a.txt", b"A Title\n\nSome words of a text."),
        SimpleUploadedFile("b.txt", b""),
    ]
    desk.post(reverse("admin:desk_upload"), {"folder": files})
    assert list(Batch.objects.get().files.values_list("name", flat=True)) == ["a.txt", "b.txt"]


def test_the_tables_of_the_admin_stand_in_groups_each_once(admin_client: Client) -> None:
    groups = {
        group["name"]: [model["object_name"] for model in group["models"]]
        for group in admin_client.get(reverse("admin:index")).context["app_list"]
    }
    assert next(iter(groups)) == "Articles"
    assert list(groups)[-1] == "Kept by the program"
    assert groups["Accounts"] == ["User", "Group"]
    assert sorted(name for names in groups.values() for name in names) == sorted(
        model.__name__ for model in site._registry
    )
    # A table that people work with has a group: the last holds what the program alone writes.
    changed = {model.__name__ for model, own in site._registry.items() if not isinstance(own, ReadOnlyAdmin)}
    assert not changed & set(groups["Kept by the program"])
    for group in GROUPS:
        assert set(group.models) == set(groups[group.name])


def test_somebody_with_few_rights_sees_the_groups_of_these_alone(client: Client) -> None:
    user = User.objects.create_user("ann", password="a long password", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_source"))
    client.force_login(user)
    (group,) = client.get(reverse("admin:index")).context["app_list"]
    assert (group["name"], len(group["models"])) == ("Articles", 1)
    assert client.get("/admin/articles/").status_code == 302


def test_what_undo_would_not_do_is_not_listed(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("Fish Talks")))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    html = desk.get(reverse("admin:desk_undo", args=[batch.pk])).content.decode()
    assert "<b>remove 1</b> article that" in html
    assert "keep 0" not in html
    assert "set 0" not in html


def test_the_form_of_an_article_has_lines_for_lines_and_room_for_its_text(desk: Client) -> None:
    batch = upload(desk, ("a.txt", page_dump("Fish Talks")))
    desk.post(reverse("admin:desk_store", args=[batch.pk]))
    response = desk.get(reverse("admin:articles_article_change", args=[Article.objects.get().pk]))
    fields = response.context["adminform"].form.fields
    rows = {name: int(fields[name].widget.attrs["rows"]) for name in ("title", "byline", "body")}
    assert rows["byline"] < rows["title"] < 3
    assert rows["body"] > 20
    assert fields["url"].widget.input_type == "text"
    assert fields["body"].widget.attrs["dir"] == "auto"
