"""as_of: the list that the archive gave when an import was done, also after others."""

from datetime import UTC, date, datetime, timedelta

import pytest

from articles.importing.undo import undo
from articles.models import Article, Batch
from articles.models.words import index_articles
from articles.search.narrowing import Narrowing
from articles.search.page import count, search
from articles.search.request import SearchRequest, Sort
from tests import factories as make

pytestmark = pytest.mark.django_db
START = datetime(2024, 1, 1, tzinfo=UTC)


def batch(day: int, **values) -> Batch:
    return make.batch(finished=START + timedelta(day), **values)


def fill(row: Batch, titles: str, **values) -> list[Article]:
    return [
        make.article(
            title,
            f"Talks on {title}.",
            file=make.source_file(f"{title} {row.pk}".encode(), in_batch=row),
            **values,
        )
        for title in titles.split()
    ]


def ids(**asked) -> list[int]:
    return list(search(SearchRequest(**asked)).ids)


@pytest.mark.parametrize("sort", list(Sort))
def test_an_address_gives_the_same_list_after_more_was_imported(sort):
    first = batch(1)
    fill(first, "Iran Iraq Jordan")
    asked = {"q": "talks", "sort": sort, "as_of": first.pk}
    before, page = ids(**asked), search(SearchRequest(**asked))
    fill(batch(2), "Kenya Lesotho Talks", published=date(2024, 1, 1))
    assert len(before) == 3
    assert ids(**asked) == before
    after = search(SearchRequest(**asked))
    assert (after.total, after.facets, after.timeline) == (page.total, page.facets, page.timeline)
    assert len(ids(q="talks", sort=sort)) == 6
    assert count(SearchRequest(**asked)) == 3
    assert after.notes == ()


def test_batches_count_by_when_they_were_done_not_by_their_number():
    early, late = make.batch(status=Batch.Status.DONE), batch(1)
    Batch.objects.filter(pk=early.pk).update(finished=START + timedelta(5))
    fill(early, "Later")
    (row,) = fill(late, "Sooner")
    assert ids(as_of=late.pk) == [row.pk]


def test_a_search_says_that_it_is_of_the_past_and_the_part_can_be_taken_out():
    row = batch(1)
    fill(row, "Iran")
    page = search(SearchRequest(q="talks", as_of=row.pk))
    assert page.parts[-1].words == f"that the archive had when batch {row.pk} was done"
    assert page.parts[-1].address == "?q=talks"
    assert "as of batch" in page.title


def test_every_page_has_the_address_that_cites_it():
    fill(batch(1), "Iran")
    newest = batch(3)
    batch(4, status=Batch.Status.PREVIEW)
    assert search(SearchRequest(q="talks")).lasting == f"?q=talks&sort=relevance&as_of={newest.pk}"


def test_an_import_that_was_taken_back_since_is_named():
    old, row = batch(1, label="Wires"), batch(2)
    fill(old, "Iran")
    (kept,) = fill(row, "Iraq")
    undo(old)
    page = search(SearchRequest(as_of=row.pk))
    assert list(page.ids) == [kept.pk]
    assert "taken back" in page.notes[0].note.text
    assert "Wires" in page.notes[0].note.text


def test_what_was_taken_back_before_is_no_part_of_it():
    old = batch(1, label="Wires")
    fill(old, "Iran")
    undo(old)
    old.progress["taken_back"] = (START + timedelta(1.5)).isoformat()
    old.save()
    row = batch(2)
    fill(row, "Iraq")
    assert search(SearchRequest(as_of=row.pk)).notes == ()


def test_a_text_that_changed_since_is_still_listed_and_said():
    first, second = batch(1), batch(2)
    row, other = fill(first, "Iran Iraq")
    file = make.source_file(b"new", in_batch=second)
    row.versions.create(
        number=1,
        title=row.title,
        body=row.body,
        content_hash=row.content_hash,
        batch=first,
        file=row.file,
        replaced_by=second,
    )
    Article.objects.filter(pk=row.pk).update(batch=second, file=file, body="Talks with another text.")
    index_articles([row.pk], new=False)
    page = search(SearchRequest(q="talks", as_of=first.pk))
    assert set(page.ids) == {row.pk, other.pk}
    assert page.changed == {row.pk}
    assert "another text" in page.notes[0].note.text
    assert search(SearchRequest(q="talks", as_of=second.pk)).changed == frozenset()


def test_addresses_of_imports_that_cannot_be_shown_say_why(client):
    undone, waiting = batch(1, status=Batch.Status.UNDONE), batch(2, status=Batch.Status.PREVIEW)
    for number, words in ((99999, "There is no batch"), (undone.pk, "taken back"), (waiting.pk, "not done")):
        said = client.get(f"/api/articles/?as_of={number}")
        assert said.status_code == 400
        assert words in said.json()["detail"]
        page = client.get(f"/search?as_of={number}")
        assert words in page.content.decode()


def test_the_past_can_be_narrowed_like_the_present():
    iran = make.country("IR")
    row = batch(1)
    fill(row, "Iran", countries=[iran])
    fill(batch(2), "Tehran", countries=[iran])
    page = search(SearchRequest(as_of=row.pk, narrowing=Narrowing()))
    assert {value.choice.label: value.count for value in page.facets[0].values} == {"Iran": 1}


@pytest.mark.django_db(transaction=True)
def test_the_past_leaves_nothing_out_of_what_is_searched_later():
    first = batch(1)
    fill(first, "Iran Iraq")
    fill(batch(2), "Kenya Lesotho")
    for asked in ("talks", '"talks on"', "tal*"):
        assert len(ids(q=asked, as_of=first.pk)) == 2
        assert len(ids(q=asked)) == 4
        assert len(ids(q=asked, as_of=first.pk)) == 2
