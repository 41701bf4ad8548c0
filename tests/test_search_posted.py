"""The posting lists answer what PostgreSQL's own index answers, and rank as it would."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import numpy as np
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.importing.posting import build_postings
from articles.models import Article, PostingSegment
from articles.postings.written import words
from articles.search import phrases, worded
from articles.search.index import current
from articles.search.page import SearchPage, search
from articles.search.phrases import Literal, having_literally
from articles.search.posted import Unanswerable, fetching, having, kept, posted, segments
from articles.search.posted.tsquery import All, Apart, Either, Leaf, Without, parsed
from articles.search.request import EACH, SearchRequest, Sort
from articles.search.worded import ids_with_words
from tests import factories as make

WORDS = ("grain", "grains", "deal", "talks", "Tehran", "aid", "it's")
LEXEMES = ("grain", "deal", "talk", "tehran", "aid", "missing")

texts = st.lists(st.sampled_from((*WORDS, "the", "of", "four-power")), min_size=1, max_size=12).map(" ".join)
languages = st.sampled_from(("en", "en", "fr", ""))
leaves = st.tuples(st.sampled_from(LEXEMES), st.sampled_from(("", ":*", ":A", ":*A"))).map(
    lambda both: f"'{both[0][:3] if '*' in both[1] else both[0]}'{both[1]}"
)
apart = st.tuples(leaves, st.integers(1, 3), leaves).map(lambda some: f"{some[0]} <{some[1]}> {some[2]}")
longer = st.tuples(apart, leaves).map(lambda some: f"{some[0]} <-> {some[1]}")
either = st.tuples(leaves, leaves, leaves).map(lambda some: f"({some[0]} | {some[1]}) <2> {some[2]}")
queries = st.recursive(
    st.one_of(leaves, leaves, apart, longer, either),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' & '.join(some)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' | '.join(some)})"),
        inner.map(lambda one: f"!({one})"),
    ),
    max_leaves=5,
)


def as_written(query: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsquery::text", [query])
        return str(cursor.fetchone()[0])


class Postings(TestCase):
    """Needs a database of its own for each example."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.tuples(texts, texts, languages), min_size=1, max_size=7),
        st.lists(st.tuples(texts, texts, languages), max_size=2),
        st.sets(st.integers(0, 6), max_size=2),
        st.lists(queries, min_size=1, max_size=6),
    )
    def test_they_find_what_the_index_of_postgresql_finds(
        self,
        early: list[tuple[str, str, str]],
        late: list[tuple[str, str, str]],
        rewritten: set[int],
        asked: list[str],
    ) -> None:
        rows = [make.article(title, text, language=language) for title, text, language in early]
        build_postings()
        for row in (rows[number] for number in sorted(rewritten) if number < len(rows)):
            Article.objects.filter(pk=row.pk).update(body="Grain deal. Talks of talks.")
            make.index_articles([row.pk])
        for title, text, language in late:
            make.article(title, text, language=language)
        configurations = ("news_english", "news_french", "news_simple")
        for query in map(as_written, asked):
            same = dict.fromkeys(configurations, query)
            with current() as index:
                lists = posted(index)
                assert lists is not None
                try:
                    found = index.ids[having(lists, same)]
                except Unanswerable:
                    continue
                every = set(ids_with_words(same).tolist())
                covered = set(index.ids[lists.covered].tolist())
            assert set(found.tolist()) == every & covered, query
            assert len(covered) == len(rows) - len([one for one in rewritten if one < len(rows)])


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("'grain'", Leaf("grain")),
        ("'it''s'", Leaf("it's")),
        (r"'a\\b'", Leaf("a\\b")),
        ("'gra':*A", Leaf("gra", prefix=True, weights="A")),
        ("'a' & 'b' | 'c'", Either((All((Leaf("a"), Leaf("b"))), Leaf("c")))),
        ("!'a' & ( 'b' | 'c' )", All((Without(Leaf("a")), Either((Leaf("b"), Leaf("c")))))),
        ("'a' <-> 'b' <3> 'c'", Apart(Apart(Leaf("a"), Leaf("b"), 1), Leaf("c"), 3)),
    ],
)
def test_queries_are_read_as_postgresql_writes_them(text, tree):
    assert parsed(text) == tree


@pytest.mark.parametrize("text", ["grain", "'a' &", "( 'a'", "'a' 'b'", "'a' )"])
def test_what_is_no_query_is_refused(text):
    with pytest.raises(ValueError, match="tsquery"):
        parsed(text)


def listed(page: SearchPage) -> list[tuple[int, float]]:
    return [(row.article.pk, page.scores.get(row.article.pk, 0)) for row in page.results]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "q",
    ["grain", "grain deal", "gra*", "title:grain", '"grain deal"', "grain OR talks", "near/3", "deal -talks"],
)
def test_the_order_and_the_scores_are_those_without_lists(q, monkeypatch):
    q = "grain near/3 talks" if q == "near/3" else q
    for number in range(12):
        make.article(
            "Grain deal " * (number % 3) + f"of day {number}",
            "The grain deal held. " * (number % 4 + 1)
            + "Talks on grain. " * (number % 5)
            + "Rain. " * number,
            published=date(2024, 1, 1 + number),
            language="en" if number % 4 else "fr",
        )
    request = SearchRequest(q=q, versions=EACH)
    before = listed(search(request))
    assert before
    build_postings()
    monkeypatch.setattr(worded, "ids_with_words", None)  # nobody else is asked now
    assert listed(search(request)) == before


@pytest.mark.django_db
def test_all_hits_are_ranked_however_many_they_are(monkeypatch):
    for number in range(30):
        make.article(f"Story {number}", "grain " * (number % 7 + 1), published=date(2023, 1, 1 + number % 28))
    make.article("Grain first", "Grain.", published=date(2001, 1, 1))
    monkeypatch.setattr("articles.search.ranking.EXACT", 5)
    monkeypatch.setattr("articles.search.ranking.CANDIDATES", 5)
    assert search(SearchRequest(q="grain")).unranked
    build_postings()
    page = search(SearchRequest(q="grain"))
    assert not page.unranked
    assert page.results[0].article.title == "Grain first"
    whole = search(SearchRequest(q="grain", size=40))
    assert [one.article.pk for one in page.results] == [one.article.pk for one in whole.results][:20]


@pytest.mark.django_db
def test_with_too_many_articles_beside_them_the_lists_are_left(monkeypatch):
    make.article("Grain", "Grain.")
    build_postings()
    for number in range(3):
        make.article(f"Grain {number}", "Grain.")
    assert search(SearchRequest(q="grain")).total == 4
    with current() as index:
        lists = posted(index)
        assert lists is not None
        assert len(lists.beside) == 3
        monkeypatch.setattr(segments, "MOST_BESIDE", 2)
        assert posted(index) is None
    assert search(SearchRequest(q="grain")).total == 4


@pytest.mark.django_db
def test_an_article_of_two_segments_counts_once():
    row = make.article("Grain", "Grain and grain.")
    build_postings()
    kept = bytes(PostingSegment.objects.get().articles)
    Article.objects.filter(pk=row.pk).update(title="Rain", body="Rain.")
    make.index_articles([row.pk])
    build_postings()
    assert search(SearchRequest(q="grain")).total == 0
    assert search(SearchRequest(q="rain")).total == 1
    assert np.frombuffer(kept, "<i8").tolist() == [row.pk]


@pytest.mark.django_db
def test_where_articles_of_a_segment_stand_is_forgotten_when_it_goes():
    row = make.article("Grain", "Grain.")
    build_postings()
    with current() as index:
        before = posted(index)
    Article.objects.filter(pk=row.pk).update(title="Rain", body="Rain.")
    make.index_articles([row.pk])
    build_postings()
    after = posted(index)
    assert before.places.keys().isdisjoint(after.places)
    assert segments._in_large[index.large].keys() == set(after.places)


letters = st.sampled_from(
    ["grain", "Grain", "deal", "déal", "U.S.", "the", "of", "four-power", "it’s", "power", "9/11", "Straße"]
)
sentences = st.lists(
    st.tuples(letters, st.sampled_from([" ", " ", ", ", "-", "\n", " “", "” ", "…"])).map("".join), max_size=9
).map("".join)
phrases_asked = st.lists(letters, min_size=1, max_size=3).map(" ".join)


def has_side_by_side(texts: list[str], wanted: Literal) -> bool:
    """Whether one of the texts has the words in this order with nothing but signs between them."""
    asked = words(wanted.text)
    for text in texts:
        there = words(text)
        for at in range(len(there) - len(asked) + 1):
            found = there[at : at + len(asked)]
            last = found[-1].startswith(asked[-1]) if wanted.text.endswith("*") else found[-1] == asked[-1]
            if found[:-1] == asked[:-1] and last:
                return True
    return False


class Phrases(TestCase):
    """Needs a database of its own for each example."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.tuples(sentences, sentences, st.lists(sentences, max_size=2)), min_size=1, max_size=6),
        st.lists(st.tuples(phrases_asked, st.booleans(), st.booleans()), min_size=1, max_size=6),
    )
    def test_lists_of_written_words_tell_what_reading_the_texts_tells(
        self, archive: list[tuple[str, str, list[str]]], asked: list[tuple[str, bool, bool]]
    ) -> None:
        rows = {}
        for title, body, captions in archive:
            row = make.article(title or "Untitled", body, language="en")
            for number, caption in enumerate(captions):
                row.captions.create(position=number, text=caption)
            make.index_articles([row.pk])
            rows[row.pk] = [title or "Untitled", body, *captions]
        build_postings()
        nothing_read = "SELECT NULL::bigint[] WHERE %(articles)s IS NULL"
        for text, title, starred in asked:
            wanted = Literal(text + "*" * starred, title=title)
            with current() as index, patch.object(phrases, "READ", nothing_read):
                mask, _ = having_literally(index, wanted, index.alive, ("news_english",))
            having = {
                key for key, texts in rows.items() if has_side_by_side(texts[: 1 if title else None], wanted)
            }
            assert set(index.ids[mask].tolist()) == having, wanted


@pytest.mark.django_db
def test_a_word_that_a_text_has_too_often_is_read():
    often = make.article("Often", "Grain and " * 300 + "grain deal.")
    make.article("Never", "Grain and " * 300)
    build_postings()
    assert [one.article.pk for one in search(SearchRequest(q='"grain deal"')).results] == [often.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(("most", "text"), [(40, "Rain " * 50), (65_535, "和" * 200 + " ")])
def test_a_text_of_too_many_or_too_long_words_for_the_lists_is_read(monkeypatch, most, text):
    monkeypatch.setattr("articles.postings.texts.LAST", most)
    long = make.article("Long", text + "grain deal.")
    short = make.article("Short", "A grain deal.")
    build_postings()
    assert np.frombuffer(PostingSegment.objects.get().unwritten, "<i8").tolist() == [long.pk]
    page = search(SearchRequest(q='"grain deal"', sort=Sort.OLDEST))
    assert {one.article.pk for one in page.results} == {long.pk, short.pk}


@pytest.mark.django_db
def test_the_end_of_a_long_text_is_not_near_the_beginning_of_the_next():
    make.article("Long", f"{'grain ' * 17_000} barley")
    make.article("Wheat", "And more.")
    queries = {"news_english": "'barley' <2> 'wheat' | 'barley' <3> 'wheat'"}
    with current() as index:
        expected = ids_with_words(queries).tolist()
    build_postings()
    with current() as index:
        assert index.ids[having(posted(index), queries)].tolist() == expected == []


@pytest.mark.django_db
def test_lists_that_nobody_asked_for_the_longest_are_let_go_of(monkeypatch):
    make.article("Report", "Grain and barley, wheat and rye.")
    build_postings()
    wanted = [kept.Wanted("news_english", word, False) for word in ("grain", "barley", "wheat", "rye")]
    with current() as index:
        lists = posted(index)
        grain, barley, *_ = wanted
        one = fetching.postings(lists, [grain])[grain].size
        monkeypatch.setattr(kept, "MOST_KEPT", 2 * one)
        with patch.object(fetching, "lists_of", wraps=fetching.lists_of) as read:
            fetching.postings(lists, [barley])
            fetching.postings(lists, [grain])
            assert read.call_count == 1
            fetching.postings(lists, wanted[2:])
            fetching.postings(lists, [grain])
            assert read.call_count == 3
            for _ in range(5):
                assert all(len(made.places) == 1 for made in fetching.postings(lists, wanted).values())
