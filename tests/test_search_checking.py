"""The check of the index: what somebody broke by hand is found, said and mended."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles.importing.posting import build_postings
from articles.models import (
    Article,
    ArticleChange,
    EventKey,
    PostingBlock,
    PostingSegment,
    SearchText,
    StalePosting,
    Story,
    StoryMember,
)
from articles.models.words import index_articles, stale_words
from articles.search import index as held
from articles.search.index import loading
from articles.search.page import search
from articles.search.posted import segments
from articles.search.request import SearchRequest
from tests import factories as make
from tests.posted import posted, words


@pytest.fixture(autouse=True)
def archive(transactional_db: None) -> Iterator[None]:
    held.forget()
    for number, code in enumerate(("IR", "IL", "IR", "UA")):
        make.article(f"Talks {number}", countries=[make.country(code)], people=[make.person("Ada Example")])
    yield
    held.forget()


def checked(*options: str) -> tuple[str, int]:
    out, status = StringIO(), 0
    try:
        call_command("check_index", *options, stdout=out, stderr=StringIO())
    except SystemExit as ended:
        status = int(ended.code or 0)
    return out.getvalue(), status


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def iran() -> int:
    countries = next(facet for facet in search(SearchRequest()).facets if facet.name == "country")
    return next(value.count for value in countries.values if value.choice.value == "iran")


def test_a_sound_archive_has_nothing_to_mend() -> None:
    search(SearchRequest())
    assert checked() == ("Every number of the index is that of the rows.\n", 0)


def test_what_was_written_while_triggers_were_off_is_found_and_mended() -> None:
    assert iran() == 2
    run("ALTER TABLE articles_articlecountry DISABLE TRIGGER note_delete")
    row = Article.objects.get(title="Talks 2")
    row.country_links.all().delete()
    assert iran() == 2  # nobody told
    said, status = checked()
    assert status == 1
    assert "note_delete of articles_articlecountry is disabled" in said
    assert f"The index in memory has article {row.pk} as they are not" in said
    assert iran() == 2
    said, status = checked("--repair")
    assert status == 0
    assert "Mended: enabled" in said
    assert iran() == 1
    assert checked()[1] == 0
    row = Article.objects.get(title="Talks 0")
    row.country_links.all().delete()
    with pytest.raises(StopIteration):
        iran()


def test_a_trigger_that_is_gone_is_said() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger"
            " WHERE tgname = 'note_insert' AND tgrelid = 'articles_article'::regclass"
        )
        definition = cursor.fetchone()[0]
    run("DROP TRIGGER note_insert ON articles_article")
    try:
        said, status = checked("--repair", "--quick")
    finally:
        run(definition)
    assert (status, "note_insert of articles_article is missing" in said) == (1, True)


def test_words_that_are_missing_or_stale_are_made_anew() -> None:
    first, second = Article.objects.order_by("pk")[:2]
    SearchText.objects.filter(pk=first.pk).delete()
    Article.objects.filter(pk=second.pk).update(title="Grain and tea")
    assert stale_words([first.pk, second.pk]) == ([first.pk], [second.pk])
    assert search(SearchRequest(q="grain", exact=True)).total == 0
    assert checked("--quick") == ("Every number of the index is that of the rows.\n", 0)
    said, status = checked()
    assert status == 1
    assert f"No search words: article {first.pk}." in said
    assert f"not those of the text: article {second.pk}." in said
    assert checked("--repair")[1] == 0
    assert search(SearchRequest(q="grain", exact=True)).total == 1
    assert checked() == ("Every number of the index is that of the rows.\n", 0)


def test_posting_lists_that_are_not_those_of_the_words_are_built_anew() -> None:
    rows = list(Article.objects.order_by("pk"))
    build_postings()
    assert checked() == ("Every number of the index is that of the rows.\n", 0)
    run("ALTER TABLE articles_searchtext DISABLE TRIGGER note_stale_update")
    Article.objects.filter(pk=rows[1].pk).update(title="Grain and tea")
    StalePosting.objects.all().delete()
    index_articles([rows[1].pk])
    run("ALTER TABLE articles_searchtext ENABLE TRIGGER note_stale_update")
    rows[2].delete()
    assert checked("--quick")[1] == 0
    said, status = checked()
    assert (status, f"not those of the search words: article {rows[1].pk}." in said) == (1, True)
    assert posted() != words()
    assert checked("--repair")[1] == 0
    assert posted() == words()
    assert checked() == ("Every number of the index is that of the rows.\n", 0)


BROKEN = {
    "a block is gone": "DELETE FROM articles_postingblock WHERE first > 'ta'",
    "all blocks are gone": "DELETE FROM articles_postingblock",
    "a block is empty": "UPDATE articles_postingblock SET lists = ''",
    "a block is cut off": "UPDATE articles_postingblock SET lists = substr(lists, 1, length(lists) - 3)",
    "a byte is another": "UPDATE articles_postingblock SET lists = set_byte(lists, length(lists) - 1, 9)",
    "zeros": "UPDATE articles_postingblock SET lists = decode(repeat('00', length(lists)), 'hex')",
    "positions are others": "UPDATE articles_postingblock SET places = set_byte(places, 0, 77)",
    "positions are missing": "UPDATE articles_postingblock SET places = substr(places, 3)",
    "another first": "UPDATE articles_postingblock SET first = first || 'x' WHERE first < 'b'",
}


@pytest.mark.parametrize("statement", [pytest.param(sql, id=name) for name, sql in BROKEN.items()])
def test_a_block_that_is_broken_is_said_and_made_anew(
    statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.postings.codec.BLOCK", 60)
    build_postings()
    assert PostingBlock.objects.count() > 2
    run(statement)
    said, status = checked()
    assert (status, "Posting lists that are not those of the search words" in said) == (1, True)
    assert checked("--repair")[1] == 0
    assert posted() == words()
    assert len(posted()) == 4
    assert checked() == ("Every number of the index is that of the rows.\n", 0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles_postingsegment SET unwritten = '123'",
        "UPDATE articles_postingsegment SET articles = substr(articles, 1, length(articles) - 3)",
        "UPDATE articles_postingsegment SET articles = substr(articles, 9)",
    ],
)
def test_a_segment_whose_ids_are_damaged_is_said_and_made_anew(statement: str) -> None:
    build_postings()
    total = search(SearchRequest(q="grain", exact=True)).total
    run(statement)
    (segment,) = PostingSegment.objects.values_list("pk", flat=True)
    held.forget()
    segments._held.clear()
    assert search(SearchRequest(q="grain", exact=True)).total == total
    said, status = checked()
    assert status == 1
    assert f"1 segment of posting lists does not say any more of which articles it is: {segment}." in said
    assert checked("--repair")[1] == 0
    assert posted() == words()
    assert not PostingSegment.objects.filter(pk=segment).exists()
    assert checked() == ("Every number of the index is that of the rows.\n", 0)


def test_a_mistake_in_loading_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each number that a page shows is counted in rows once more, with the statements of this room alone."""
    table, key, _ = loading.TABLES["country"]
    monkeypatch.setitem(
        loading.TABLES, "country", (f"(SELECT * FROM {table} LIMIT 3) few", key, "about::int::bigint")
    )
    monkeypatch.setattr("articles.search.checking.LINKED", (("country", table, key, True),))
    said, status = checked()
    assert status == 1
    assert "the index counts" in said


def test_stories_of_one_and_keys_of_nobody_are_said() -> None:
    story = Story.objects.create()
    row = Article.objects.earliest("pk")
    StoryMember.objects.create(article=row, story=story)
    EventKey.objects.create(key=7, event_id=10**9)
    said, status = checked("--repair")
    assert status == 1
    assert f"1 stories have one article only, or joined another and keep articles: {story.pk}." in said
    assert "1 keys of events lead to nothing" in said
    assert not EventKey.objects.filter(event=10**9).exists()


def test_notes_are_written_once_for_all_processes() -> None:
    run("ALTER TABLE articles_article DISABLE TRIGGER note_update")
    checked("--repair", "--quick")
    assert ArticleChange.objects.filter(articles=None).exists()
