"""How to cite one article, on its page and as files."""

import json
from datetime import date

import pytest

from tests import factories as make
from tests.bibliographies import printed, read_bibtex, read_ris

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return make.article(
        "Talks on {Gaza} & more",
        source=make.source("Times & Post"),
        byline="Ann Lee",
        published=date(2023, 10, 1),
        precision="month",
    )


def test_the_article_shows_its_citation_with_address_and_day_of_access(client, row):
    page = client.get(row.get_absolute_url()).content.decode()
    assert (
        "Lee, Ann. “Talks on {Gaza} &amp; more.” Times &amp; Post, October 2023. newsarchive at testserver"
        in page
    )
    assert f"http://testserver/articles/{row.pk}. Accessed " in page
    assert f'href="/articles/{row.pk}/cite"' in page


def test_all_formats_stand_on_one_page_and_as_files(client, row):
    page = client.get(f"/articles/{row.pk}/cite").content.decode()
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        assert f"Download {name}" in page
    (entry,) = read_bibtex(client.get(f"/articles/{row.pk}/cite.bib").content.decode())
    assert printed(entry["title"]) == row.title
    assert entry["month"] == "oct"
    assert "day" not in entry
    (record,) = read_ris(client.get(f"/articles/{row.pk}/cite.ris").content.decode())
    assert record["DA"] == ["2023/10//"]
    (item,) = json.loads(client.get(f"/articles/{row.pk}/cite.csl.json").content)
    assert item["author"] == [{"family": "Lee", "given": "Ann"}]
    assert item["issued"] == {"date-parts": [[2023, 10]]}
    assert "Accessed" in client.get(f"/articles/{row.pk}/cite.txt").content.decode()


def test_there_is_no_citation_of_what_is_not_there(client, row):
    assert client.get("/articles/999999/cite").status_code == 404
    assert client.get("/articles/999999/cite.bib").status_code == 404
    assert client.get(f"/articles/{row.pk}/cite.doc").status_code == 404


@pytest.mark.parametrize("form", ["", ".bib", ".ris", ".csl.json", ".txt"])
def test_a_citation_that_is_the_same_is_not_sent_again(client, row, form):
    address = f"/articles/{row.pk}/cite{form}"
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    make.article("Another")
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_a_page_that_says_who_is_signed_in_is_not_shared(admin_client, row):
    assert "ETag" not in admin_client.get(f"/articles/{row.pk}/cite")


def test_a_title_from_right_to_left_moves_nothing_around_it_in_the_line(client):
    row = make.article("مصر والأردن توقعان اتفاقاً", "وقعت مصر والأردن يوم الاثنين اتفاقاً جديداً.")
    for address in (row.get_absolute_url(), f"/articles/{row.pk}/cite"):
        html = client.get(address).content.decode()
        assert "“<bdi>مصر والأردن توقعان اتفاقاً</bdi>.”" in html
