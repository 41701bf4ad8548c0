"""Cursors: whatever is imported, corrected or taken back on the way, each result comes exactly once."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from articles.models import Article, ArticleCountry, Batch, Walk
from articles.models.words import index_articles
from articles.search import walks
from tests import factories as make

pytestmark = pytest.mark.django_db
ORDERS = ("relevance", "newest", "oldest")


@pytest.fixture
def archive():
    iran = make.country("IR")
    return [
        make.article(
            f"Talks {number}",
            "Talks in Iran. " + "Talks go on. " * (number % 5),
            countries=[iran],
            published=date(2023, 1, 1) + timedelta(number % 7),
        )
        for number in range(23)
    ]


def get(client, address: str, status: int = 200):
    parts = urlsplit(address)
    answer = client.get(f"{parts.path}?{parts.query}")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def walk(client, address: str, between=lambda page: None) -> list[int]:
    seen = []
    while address:
        page = get(client, address)
        seen += ids(page)
        address = page["next"]
        between(page)
    return seen


def in_order(client, order: str) -> list[int]:
    return ids(get(client, f"/api/articles/?q=talks&sort={order}&page_size=100"))


def ids(page) -> list[int]:
    return [row["id"] for row in page["results"]]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 4, 23, 50])
def test_a_walk_has_all_results_in_the_order_asked(client, archive, order, size):
    address = f"/api/articles/?q=talks&sort={order}&page_size={size}&cursor=*"
    assert walk(client, address) == in_order(client, order)


def imported(number: int) -> None:
    make.article("Talks talks talks", "Talks in Iran.", published=date(2023, 1, 1 + number % 9))


def another_text(number: int) -> None:
    row = Article.objects.order_by("pk")[number % 23]
    Article.objects.filter(pk=row.pk).update(title="Talks, talks", body="Talks " * 40 + "in Iran.")
    index_articles([row.pk])


def another_day(number: int) -> None:
    row = Article.objects.order_by("pk")[number % 23]
    Article.objects.filter(pk=row.pk).update(published=date(2022 + number % 3, 6, 1))


def no_result_any_more(number: int) -> None:
    row = Article.objects.order_by("pk")[number % 23]
    Article.objects.filter(pk=row.pk).update(title="Nothing", body="Nothing.")
    ArticleCountry.objects.filter(article=row).delete()
    index_articles([row.pk])


@pytest.mark.parametrize("change", [imported, another_text, another_day, no_result_any_more])
@pytest.mark.parametrize("order", ORDERS)
def test_whatever_changes_on_the_way_each_result_comes_once(client, archive, order, change):
    wanted = in_order(client, order)
    deeds = iter(range(100))

    def between(page) -> None:
        change(next(deeds))
        change(next(deeds))

    assert walk(client, f"/api/articles/?q=talks&sort={order}&page_size=3&cursor=*", between) == wanted


def test_what_is_taken_back_is_left_out_and_nothing_else(client, archive):
    wanted, gone = in_order(client, "relevance"), [archive[3].pk, archive[17].pk]

    def between(page) -> None:
        Article.objects.filter(pk__in=gone).delete()

    seen = walk(client, "/api/articles/?q=talks&page_size=2&cursor=*", between)
    assert seen == [key for key in wanted if key not in gone or key in wanted[:2]]


def test_the_answer_says_where_it_stands_and_that_the_archive_changed(client, archive):
    first = get(client, "/api/articles/?q=talks&page_size=10&cursor=*")
    assert (first["count"], first["page"], first["pages"], first["previous"]) == (23, 1, 3, None)
    assert not first["notes"]
    make.article("Talks of today", "Talks.")
    second = get(client, first["next"])
    assert (second["count"], second["page"], len(second["results"])) == (23, 2, 10)
    assert "changed since this list was begun" in second["notes"][0]
    last = get(client, second["next"])
    assert last["next"] is None
    for address, page in ((last["previous"], second), (last["first"], first), (first["last"], last)):
        assert ids(get(client, address)) == ids(page)


def test_results_nearest_to_the_search_say_what_they_lack_on_every_page(client, archive):
    address = "/api/articles/?q=talks+go+zeppelin&page_size=5&cursor=*"
    page = get(client, address)
    while page["next"]:
        assert all(row["missing"] == ["zeppelin"] for row in page["results"])
        page = get(client, page["next"])


def test_the_size_of_pages_may_change_on_the_way(client, archive):
    first = get(client, "/api/articles/?q=talks&sort=oldest&page_size=5&cursor=*")
    wider = first["next"].replace("page_size=5", "page_size=7")
    seen = ids(first) + walk(client, wider)
    assert seen == in_order(client, "oldest")


def test_the_same_list_is_kept_once_and_forgotten_after_a_day_without_use(client, archive):
    first = get(client, "/api/articles/?q=talks&page_size=5&cursor=*")
    get(client, "/api/articles/?q=talks&page_size=9&cursor=*")
    assert Walk.objects.count() == 1
    Walk.objects.update(used=timezone.now() - timedelta(hours=20))
    get(client, first["next"])
    get(client, "/api/articles/?q=iran&page_size=5&cursor=*")
    assert Walk.objects.count() == 2
    Walk.objects.update(used=timezone.now() - timedelta(hours=25))
    get(client, "/api/articles/?q=go&page_size=5&cursor=*")
    said = get(client, first["next"], 410)
    assert said["type"].endswith("#gone")
    assert "cursor=*" in said["detail"]


def test_lists_together_have_an_end(client, archive, monkeypatch):
    monkeypatch.setattr(walks, "MOST_IDS", 50)
    for query in ("talks", "iran", "go"):
        get(client, f"/api/articles/?q={query}&cursor=*")
    assert sorted(Walk.objects.values_list("asked", flat=True)) == ["q=go", "q=iran"]


@pytest.mark.parametrize("lists", ["articles", "people", "countries"])
@pytest.mark.parametrize("cursor", ["x", "x.y", "\0", "💥", "W10.AAAA", "*x", "a" * 400])
def test_what_is_no_cursor_is_a_problem(client, archive, lists, cursor):
    answer = client.get(f"/api/{lists}/", {"cursor": cursor})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_cursors_belong_to_their_list(client, archive):
    for number in range(3):
        make.person(f"Ann Example {number}")
    of_search = get(client, "/api/articles/?q=talks&page_size=5&cursor=*")["next"]
    of_list = get(client, "/api/people/?page_size=1&cursor=*")["next"]
    for address in (
        of_search.replace("q=talks", "q=iran"),
        of_search.replace("q=talks", "q=talks&sort=oldest"),
        of_list.replace("people", "countries"),
        of_list.replace("people/?", "people/?name=a&"),
        "/api/articles/?cursor=" + of_list.rpartition("cursor=")[2],
        "/api/people/?cursor=" + of_search.rpartition("cursor=")[2],
    ):
        assert "belongs to another" in get(client, address, 400)["detail"]


@pytest.mark.parametrize("lists", ["articles", "people"])
def test_a_number_and_a_cursor_exclude_each_other(client, archive, lists):
    said = get(client, f"/api/{lists}/?cursor=*&page=2", 400)
    assert said["errors"][0]["parameter"] == "cursor"


def test_lists_of_things_have_each_row_once_while_others_come(client):
    people = [make.person(f"{letter}nn Example").pk for letter in "BDFHJ" for _ in range(1)]
    more = iter("ACEGIKLMN")
    seen = []
    page = get(client, "/api/people/?page_size=2&cursor=*")
    assert (page["count"], page["page"], page["pages"], page["previous"]) == (len(people), None, 3, None)
    while True:
        seen += [row["name"][0] for row in page["results"]]
        if not page["next"]:
            break
        make.person(f"{next(more)}nn Example")
        page = get(client, page["next"])
    assert seen == sorted(set(seen))
    assert set("BDFHJ") <= set(seen)


def test_every_list_can_be_walked(client):
    for number in range(5):
        make.batch(f"Batch {number}", Batch.Status.DONE)
        make.country(f"X{number}", f"Land {number}")
        make.source(f"Wires {number}")
        make.event(f"Talks {number}", start="2023-10" if number % 2 else "")
    for name in ("countries", "sources", "batches", "events"):
        whole = get(client, f"/api/{name}/")["results"]
        seen, address = [], f"/api/{name}/?page_size=2&cursor=*"
        while address:
            page = get(client, address)
            seen += page["results"]
            address = page["next"]
        assert seen == whole
        assert len(whole) >= 5
