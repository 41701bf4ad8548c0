"""Words that no article has: what is suggested, what is corrected, and that it is always said."""

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import afterwards
from articles.importing.vocabulary import learn_anew, learn_words, written_words
from articles.models import UnlearntArticle, WrittenWord
from articles.search.page import SearchPage, search
from articles.search.request import SearchRequest
from articles.search.slips import distance, distances
from articles.search.spelling import beginning, likeliest, suggestions
from articles.search.vocabulary import of_words
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    for number in range(3):
        make.article(f"Humanitarian aid {number}", "The humanitarian convoy crossed the border.")
    make.article("Negotiations", "Negotiations about the ceasefire. Negotiation is slow. Müller spoke.")
    make.article("Canter", "The horses went at a canter.")
    make.article("Banter", "There was banter in the court.")
    learn_words()


def titles(page: SearchPage) -> list[str]:
    return [result.article.title for result in page.results]


def test_words_near_a_misspelt_one_are_suggested_with_their_articles(archive):
    assert suggestions("humanitarain")[0] == ("humanitarian", 3)
    assert suggestions("negotations")[0] == ("negotiations", 1)
    assert suggestions("mulller")[0] == ("müller", 1)
    assert suggestions("xylophone") == []
    assert suggestions("12345") == suggestions("") == suggestions("a b") == []


def test_two_words_written_as_one_are_told_apart(archive):
    assert ("humanitarian convoy", 3) in suggestions("humanitarianconvoy")


def test_words_that_begin_alike(archive):
    assert set(beginning("negotiatio")) == {"negotiation", "negotiations"}


def test_a_word_that_nobody_has_is_corrected_and_said(archive, client):
    page = search(SearchRequest(q="humanitarain convoy"))
    assert page.total == 3
    assert [(one.typed, one.spelling, one.articles) for one in page.corrections] == [
        ("humanitarain", "humanitarian", 3)
    ]
    html = client.get("/search?q=humanitarain+convoy").content.decode()
    assert "No article has <strong>humanitarain</strong>" in html
    assert "Search only for what I typed" in html
    assert "exact=1" in html


def test_exactly_what_was_typed_is_not_corrected(archive):
    page = search(SearchRequest(q="humanitarain convoy", exact=True))
    assert (page.total, page.corrections) == (0, ())


def test_other_spellings_stand_beside_a_word_that_finds_nothing(archive, client):
    (one,) = search(SearchRequest(q="humanitarain", exact=True)).apart
    assert [(spelling.word, spelling.articles) for spelling in one.spellings] == [("humanitarian", 3)]
    html = client.get("/search?q=humanitarain&exact=1").content.decode()
    assert "Spelt otherwise" in html


def test_a_word_that_some_article_has_is_never_corrected(archive):
    make.article("A slip in print", "The humanitarain effort.")
    assert titles(search(SearchRequest(q="humanitarain"))) == ["A slip in print"]


def test_the_rest_of_the_search_decides_between_likely_words(archive):
    assert search(SearchRequest(q="vanter horses")).corrections[0].spelling == "canter"
    assert search(SearchRequest(q="vanter court")).corrections[0].spelling == "banter"


def test_of_two_words_that_fit_the_one_in_titles_is_meant():
    for number in range(4):
        make.article(f"Fashion {number}", "The jewels of Paris were a hit in central shops.")
    make.article("Jewel heist in Paris", "Thieves came to a shop in the central quarter.")
    learn_words()
    (one,) = search(SearchRequest(q="heit jewel paris")).corrections
    assert (one.typed, one.spelling) == ("heit", "heist")


def test_a_word_that_is_only_by_its_stem_another_is_corrected_if_that_finds_something():
    make.article("Stocks rise on easing", "Hopes of easing soon.")
    make.article("EA", "The maker of games.")
    learn_words()
    page = search(SearchRequest(q="eaing stocks"))
    assert [(one.typed, one.spelling) for one in page.corrections] == [("eaing", "easing")]
    assert titles(page) == ["Stocks rise on easing"]
    assert search(SearchRequest(q="eaing games")).corrections == ()


def test_a_form_that_nobody_wrote_of_a_word_that_is_had_stays(archive):
    page = search(SearchRequest(q="negotiating ceasefire"))
    assert (titles(page), page.corrections) == (["Negotiations"], ())


def test_a_space_too_many_is_taken_out_where_that_finds_something(archive, client):
    page = search(SearchRequest(q="human itarian convoy"))
    (one,) = page.corrections
    assert (one.typed, one.spelling, one.articles, page.total) == ("human itarian", "humanitarian", 3, 3)
    assert search(SearchRequest(q="nego tiations canter")).corrections == ()
    html = client.get("/search?q=human+itarian+convoy").content.decode()
    assert "No article has all of this with <strong>human itarian</strong>" in html


def test_a_word_too_common_in_one_language_is_not_unknown_in_another(archive):
    make.article("Una ganancia", "El convoy llega con ganancia.", language="es")
    make.article("Gain", "The humanitarian convoy is a gain.")
    learn_words()
    page = search(SearchRequest(q="humanitarain convoy again"))
    assert [(one.typed, one.spelling) for one in page.corrections] == [("humanitarain", "humanitarian")]


def test_accents_make_no_word_unknown(archive):
    make.article("Visit", "José Müller came.")
    learn_words()
    assert search(SearchRequest(q="muller ceasefire jose")).corrections == ()


def test_phrases_and_what_is_excluded_are_left_alone(archive):
    assert search(SearchRequest(q='"humanitarain aid"')).corrections == ()
    assert search(SearchRequest(q="-humanitarain canter")).corrections == ()


def test_words_of_articles_that_are_gone_are_never_suggested(archive):
    from articles.models import Article

    Article.objects.filter(title__startswith="Humanitarian").delete()
    assert suggestions("humanitarain") == []
    assert WrittenWord.objects.filter(word="humanitarian").exists()
    learn_anew()
    assert not WrittenWord.objects.filter(word="humanitarian").exists()


def test_learning_is_done_once_and_again_for_a_text_that_changed(archive):
    assert UnlearntArticle.objects.count() == learn_words() == 0
    row = make.article("Bauxite", "Bauxite.")
    assert learn_words() == 1
    row.body = "Cobalt."
    row.save()
    make.index_articles([row.pk])
    call_command("learn_words")
    assert WrittenWord.objects.filter(word="cobalt").exists()


def test_a_word_beside_marks_is_counted_once_a_text():
    assert written_words(["Aid, aid (aid) U.S. 2023", "aid"])["aid"] <= 2
    assert set(written_words(["Well-known «Müller», it's"])) == {"well", "known", "müller"}


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_word_can_be_asked_for(text):
    likeliest(of_words([("humanitarian", 3), ("aid", 2)]), text)


words = st.text("abcde", min_size=1, max_size=8)


@given(words, words)
def test_distances_are_alike_both_ways_but_for_doubled_letters(first, second):
    there, back = distance(first, second, 8), distance(second, first, 8)
    assert there is not None
    assert back is not None
    assert (there == 0) == (first == second)
    assert abs(there - back) < 1


@given(words, st.lists(words, max_size=5), st.integers(1, 3))
def test_many_words_are_as_far_as_each_alone(typed, others, most):
    assert distances(typed, others, most) == [distance(typed, other, most) for other in others]


@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1), st.integers(1, 9)
    )
)
def test_a_vocabulary_has_its_words_and_no_others(rows):
    known = of_words(list(rows.items()))
    assert [known.word(at) for at in range(len(rows))] == sorted(rows)
    assert {word: known.count(word) for word in rows} == rows
    assert known.count("no such word\t") == 0


def test_a_second_slip_is_thought_of_where_the_first_letter_is_right():
    known = of_words([("government", 9), ("excitement", 9)])
    assert [word for word, *_ in likeliest(known, "govrenmnt")] == ["government"]
    assert [word for word, *_ in likeliest(known, "fovernment")] == ["government"]
    assert likeliest(known, "jovrenmnt") == []


def test_slips_of_the_hand_are_nearer_than_other_letters():
    assert distance("hte", "the", 2) < distance("xhe", "the", 2)
    assert distance("graain", "grain", 2) < distance("graxin", "grain", 2)
    assert distance("grsin", "grain", 2) < distance("grpin", "grain", 2)
    assert distance("grain", "bauxite", 2) is None


@pytest.mark.django_db
def test_the_words_of_a_large_import_are_learnt_in_a_process_of_its_own(monkeypatch, settings) -> None:
    for number in range(3):
        make.article(f"Qaraqorum {number}")
    started: list[list[str]] = []
    monkeypatch.setattr(afterwards, "FEW", 2)
    monkeypatch.setattr(afterwards.subprocess, "Popen", lambda command, **_: started.append(command))
    settings.IMPORT_IN_BACKGROUND = True
    afterwards.finish_soon()
    assert [command[-1] for command in started] == ["finish_import"]
    assert not WrittenWord.objects.filter(word="qaraqorum").exists()
    monkeypatch.setattr(afterwards, "FEW", 3)
    afterwards.finish_soon()
    assert len(started) == 1
    assert WrittenWord.objects.get(word="qaraqorum").articles == 3


@pytest.mark.django_db
def test_an_older_archive_learns_its_words_when_it_is_prepared(capsys) -> None:
    make.article("Qaraqorum")
    UnlearntArticle.objects.all().delete()
    call_command("prepare", no_sample=True)
    assert WrittenWord.objects.filter(word="qaraqorum").exists()
    assert "learning" in capsys.readouterr().out
    call_command("prepare", no_sample=True)
    assert "learning" not in capsys.readouterr().out
