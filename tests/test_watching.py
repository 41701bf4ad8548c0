"""Saved searches: kept by those who are signed in, with what is new. Nobody else sees them."""

from datetime import UTC, datetime, timedelta
from html import unescape
from re import findall, search
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing.undo import undo
from articles.models import Batch, SavedSearch
from tests import factories as make

pytestmark = pytest.mark.django_db
NOON = datetime(2023, 10, 16, 12, tzinfo=UTC)


@pytest.fixture
def reader() -> User:
    return User.objects.create_user("ada", password="a long password")


@pytest.fixture
def signed_in(client, reader):
    client.force_login(reader)
    return client


def stored(hours: int, *titles: str) -> Batch:
    """A batch stored so many hours after noon, with articles of these titles."""
    batch = make.batch(finished=NOON + timedelta(hours=hours))
    for title in titles:
        make.article(title, file=make.source_file(title.encode(), in_batch=batch))
    return batch


def get(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return unescape(answer.content.decode())


def new(client) -> list[int]:
    """How many new articles the list shows for each search."""
    rows = findall(r'<p class="status">(.*?)</p>', get(client, "/saved"))
    return [int(found[1]) if (found := search(r"(\d+) new<", row)) else 0 for row in rows]


def test_a_search_is_saved_from_its_page_with_all_that_narrows_it(signed_in):
    iran = make.country("IR")
    make.article("A ceasefire", "Iran spoke.", countries=[iran], source=make.source("Reuters"))
    html = get(signed_in, "/countries/iran?q=ceasefire&source=reuters&page=1")
    address = search(r'href="(/saved/new[^"]*)"', html)[1]
    html = get(signed_in, address)
    assert 'value="Iran, ceasefire' in html.replace("ceasefire, Iran", "Iran, ceasefire")
    answer = signed_in.post(address, {"name": "  Truce   with Iran "})
    assert answer["Location"] == "/saved"
    row = SavedSearch.objects.get()
    assert (row.name, row.parameters) == ("Truce with Iran", "q=ceasefire&country=iran&source=reuters")
    assert "Truce with Iran" in get(signed_in, "/saved")


def test_who_is_not_signed_in_signs_in_and_loses_nothing(client, reader):
    make.article("A ceasefire")
    address = search(r'href="(/saved/new[^"]*)"', get(client, "/search?q=ceasefire"))[1]
    answer = client.get(address)
    assert answer["Location"] == f"/sign-in?next={quote(address)}"
    html = get(client, answer["Location"])
    assert "made by the admin" in html
    form = {
        "username": "ada",
        "password": "a long password",
        "next": search(r'name="next" value="([^"]*)"', html)[1],
    }
    assert client.post("/sign-in", form)["Location"] == address
    client.post(address, {"name": "Mine"})
    assert SavedSearch.objects.get().user == reader


def test_signing_in_leads_nowhere_else(client, reader):
    form = {"username": "ada", "password": "a long password", "next": "https://elsewhere.example/x"}
    assert client.post("/sign-in", form)["Location"] == "/saved"


def test_a_wrong_password_is_said_and_signing_out_ends_it(client, reader):
    assert "do not belong together" in get_posted(
        client, "/sign-in", {"username": "ada", "password": "wrong"}
    )
    client.force_login(reader)
    assert client.get("/sign-out").status_code == 405
    assert "signed out" in get_posted(client, "/sign-out", {})
    assert client.get("/saved").status_code == 302


def get_posted(client, address: str, values: dict[str, str]) -> str:
    answer = client.post(address, values)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nobody_sees_or_changes_the_searches_of_others(client, reader):
    other = User.objects.create_superuser("eve")
    row = SavedSearch.objects.create(user=reader, name="A secret interest", parameters="q=x")
    client.force_login(other)
    assert "A secret interest" not in get(client, "/saved")
    for address, values in (
        (f"/saved/{row.pk}/rename", {"name": "Mine"}),
        (f"/saved/{row.pk}/delete", {}),
        ("/saved/seen", {"search": str(row.pk), "batch": str(stored(1).pk)}),
    ):
        assert client.post(address, values).status_code == 404
        assert client.get(address).status_code == 405
    client.post("/saved/seen", {"batch": str(stored(2).pk)})
    row.refresh_from_db()
    assert (row.name, row.seen) == ("A secret interest", None)


def test_what_came_since_is_new_until_it_is_marked_as_seen(signed_in):
    first = stored(1, "Ceasefire one")
    signed_in.post("/saved/new?q=ceasefire", {"name": "Truce"})
    assert new(signed_in) == [0]
    stored(2, "Ceasefire two", "Ceasefire three", "Another thing")
    html = get(signed_in, "/saved")
    assert new(signed_in) == [2]
    assert f"batch {first.pk}, 16 October 2023" in html
    fresh = search(r'class="fresh" href="([^"]*)"', html)[1]
    page = get(signed_in, fresh)
    assert "</mark> three" in page
    assert "</mark> one" not in page
    key, batch = (search(rf'name="{name}" value="(\d+)"', html)[1] for name in ("search", "batch"))
    stored(3, "Ceasefire four")  # came after the list was shown
    signed_in.post("/saved/seen", {"search": key, "batch": batch})
    assert new(signed_in) == [1]


def test_all_searches_are_marked_at_once_and_none_goes_back(signed_in, reader):
    early, late = stored(1, "Ceasefire"), stored(2, "Grain")
    for words in ("ceasefire", "grain"):
        SavedSearch.objects.create(user=reader, name=words, parameters=f"q={words}")
    assert new(signed_in) == [1, 1]
    signed_in.post("/saved/seen", {"batch": str(late.pk)})
    assert new(signed_in) == [0, 0]
    signed_in.post("/saved/seen", {"batch": str(early.pk)})
    assert new(signed_in) == [0, 0]


def test_a_batch_taken_back_hides_nothing_that_came_after_it(signed_in):
    stored(1, "Ceasefire one")
    last = stored(2, "Ceasefire two")
    signed_in.post("/saved/new?q=ceasefire", {"name": "Truce"})
    undo(last)
    stored(3, "Ceasefire three")
    assert new(signed_in) == [1]


def test_a_search_is_renamed_deleted_and_saved_again(signed_in):
    make.article("A ceasefire")
    signed_in.post("/saved/new?q=ceasefire", {"name": "Truce"})
    row = SavedSearch.objects.get()
    signed_in.post(f"/saved/{row.pk}/rename", {"name": "   "})
    assert "keeps its own" in get(signed_in, "/saved")
    signed_in.post(f"/saved/{row.pk}/rename", {"name": "Peace"})
    assert ">Peace<" in get(signed_in, "/saved")
    signed_in.post(f"/saved/{row.pk}/delete")
    assert 'href="/saved/new?q=ceasefire"' in get(signed_in, "/saved")
    assert not SavedSearch.objects.exists()


def test_one_search_is_kept_once(signed_in):
    signed_in.post("/saved/new?q=ceasefire&sort=newest", {"name": "Truce"})
    signed_in.post("/saved/new?sort=newest&q=ceasefire", {"name": "Again"})
    assert [row.name for row in SavedSearch.objects.all()] == ["Truce"]
    assert "saved this search before, as “Truce”" in get(signed_in, "/saved")


def test_what_is_not_understood_is_not_saved_and_what_is_gone_is_said(signed_in, reader):
    answer = signed_in.post("/saved/new?q=country:nowhere", {"name": "X"})
    assert answer.status_code == 400
    assert "knows no country “nowhere”" in answer.content.decode()
    SavedSearch.objects.create(user=reader, name="Gone", parameters="country=atlantis")
    assert "Cannot be answered" in get(signed_in, "/saved")


def test_names_are_escaped(signed_in, reader):
    SavedSearch.objects.create(user=reader, name="<b>bold</b>", parameters="q=x")
    assert b"<b>bold" not in signed_in.get("/saved").content


def test_the_list_is_private_to_caches_and_an_empty_one_says_what_to_do(signed_in):
    answer = signed_in.get("/saved")
    assert "private" in answer["Cache-Control"]
    assert "You have saved no search yet" in answer.content.decode()


def test_only_so_many_are_kept(signed_in, reader):
    SavedSearch.objects.bulk_create(
        SavedSearch(user=reader, name=f"{number}", parameters=f"q={number}") for number in range(100)
    )
    answer = signed_in.post("/saved/new?q=more", {"name": "More"})
    assert (answer.status_code, SavedSearch.objects.count()) == (400, 100)


def test_a_saved_search_costs_a_few_questions(signed_in, reader):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            signed_in.get("/saved")
        return len(captured)

    mark = stored(1, "Ceasefire")
    queries()
    none = queries()
    for year in range(2000, 2010):
        SavedSearch.objects.create(user=reader, name="S", parameters=f"after={year}", seen=mark.finished)
    assert queries() <= none + 10 * 4 + 5
