"""What is shown of a result: the densest stretch with every match marked, and why it is there."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import ArticlePerson, Caption
from articles.search.excerpts import LONGEST, densest, opening, shown
from articles.search.matches import Match, folded
from articles.search.names import country_choice
from articles.search.narrowing import Narrowing
from articles.search.page import search
from articles.search.request import SearchRequest
from articles.search.snippets import Result
from tests import factories as make


def only(q: str, **asked) -> Result:
    (result,) = search(SearchRequest(q=q, **asked)).results
    return result


def why(result: Result) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.label, one.words, one.places) for one in result.why]


FILLER = "Nothing of interest was said that day by anyone who was there. " * 12


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title", "body", "q", "title_shown", "marks"),
    [
        (
            "en",
            "Talks",
            "They negotiated. A ceasefire!",
            "ceasefires negotiating",
            "Talks",
            ["negotiated", "ceasefire"],
        ),
        ("en", "Aid", "Aid for humanitarian aid.", '"humanitarian aid"', "Aid", ["humanitarian aid"]),
        ("en", "Grain", "Sanctioned; sanctions. Sand.", "sanction*", "Grain", ["Sanctioned", "sanctions"]),
        ("en", "Jose", "José and JOSÉ, not Josette.", "jose", "<mark>Jose</mark>", ["José", "JOSÉ"]),
        ("en", "A", "The peace of Tuesday held in Geneva.", "peace near/5 held", "A", ["peace", "held"]),
        ("en", "Summit Today", "A summit.", "title:summit", "<mark>Summit</mark> Today", []),
        ("en", "X", "The long-range missile.", "long-range", "X", ["long-range"]),
        ("", "Y", "Die Łódź-Frage", "lodz", "Y", ["Łódź"]),
        ("fr", "Z", "Les négociations", "negociation", "Z", ["négociations"]),
        ("ar", "خبر", "قال الرئيس إن المفاوضات مستمرة.", "المفاوضات", "خبر", ["المفاوضات"]),
    ],
)
def test_every_match_is_marked_in_any_form(language, title, body, q, title_shown, marks):
    make.article(title, body, language=language)
    result = only(q)
    assert result.title == title_shown
    assert re.findall("<mark>(.*?)</mark>", result.snippet) == marks


@pytest.mark.django_db
def test_the_stretch_with_most_of_the_search_is_shown_from_the_beginning_of_its_sentence():
    close = "In Geneva the ceasefire was agreed after talks on grain."
    make.article("News", f"{FILLER}Talks. {FILLER}{close} {FILLER}The ceasefire.")
    assert only("ceasefire talks").snippet.startswith("In Geneva the <mark>ceasefire</mark> was agreed")


@pytest.mark.django_db
def test_parts_that_stand_far_apart_are_both_shown():
    make.article("News", f"The grain left Odesa. {FILLER}{FILLER}A pact on missiles was signed.")
    snippet = only("grain missiles").snippet
    assert "<mark>grain</mark>" in snippet
    assert "<mark>missiles</mark>" in snippet
    assert "… …" not in snippet
    assert len(re.sub("<.*?>", "", snippet)) < LONGEST + 150


@pytest.mark.django_db
def test_of_parts_that_stand_apart_three_are_shown():
    apart = FILLER + FILLER
    body = f"The grain left. {apart}A pact was signed. {apart}Missiles flew. {apart}It rained."
    make.article("News", body)
    snippet = only("missiles pact grain").snippet
    assert re.findall("<mark>(.*?)</mark>", snippet) == ["grain", "pact", "Missiles"]
    assert len(re.sub("<.*?>", "", snippet)) < LONGEST + 200
    assert len(re.findall("<mark>", only("missiles pact grain rained").snippet)) == 3


@pytest.mark.django_db
def test_a_phrase_that_stands_once_is_shown_beside_a_name_that_stands_everywhere():
    iran, putin = make.country("IR"), make.leader("Vladimir Putin")
    named = "Iran and Vladimir Putin spoke. "
    body = (
        f"Vladimir Putin spoke of peace. {FILLER}{FILLER}{named}{FILLER}{FILLER}Humanitarian aid came late."
    )
    make.article("News", body, countries=[iran], people=[putin])
    snippet = only('leader:vladimir-putin country:iran "humanitarian aid"').snippet
    assert {"Humanitarian aid", "Iran"} <= set(re.findall("<mark>(.*?)</mark>", snippet))


@pytest.mark.django_db
def test_a_sentence_that_repeats_the_title_is_not_the_snippet():
    make.article("Grain Talks Begin", "Grain Talks Begin. It said that grain was short, and talks long.")
    assert only("grain talks").snippet.startswith("It said that <mark>grain</mark>")


@pytest.mark.django_db
def test_without_words_the_text_begins_after_its_dateline():
    make.article("News", "CALGARY, Alberta (Reuters) - Shares rose on Monday. More followed.")
    assert search(SearchRequest()).results[0].snippet == "Shares rose on Monday. More followed."


@pytest.mark.django_db
def test_a_caption_that_alone_has_the_word_is_shown_as_one():
    row = make.article("Harbour", "Nothing else.")
    Caption.objects.create(article=row, position=1, text="Pilots leave the harbour of Durres.")
    make.index_articles([row.pk])
    result = only("pilots")
    assert result.caption
    assert "<mark>Pilots</mark> leave" in result.snippet
    assert why(result) == [("pilots", (), "caption")]


@pytest.mark.django_db
def test_the_reasons_say_which_spelling_stands_where():
    putin = make.leader("Vladimir Putin", make.country("RU"))
    iran = make.country("IR")
    make.article(
        "Putin Negotiates",
        "Vladimir Putin negotiated in Tehran. Putin left.",
        people=[putin],
        countries=[iran],
    )
    result = only("negotiate leader:putin", narrowing=Narrowing((country_choice(iran),)))
    assert why(result) == [
        ("negotiate", ("Negotiates", "negotiated"), "title, text"),
        ("Vladimir Putin", ("Putin",), "title, text 2×"),
        ("Iran", ("Tehran",), "text"),
    ]
    assert "<mark>Vladimir Putin</mark> <mark>negotiated</mark> in <mark>Tehran</mark>" in result.snippet


@pytest.mark.django_db
def test_a_link_without_words_says_how_it_was_made():
    putin = make.leader("Vladimir Putin", make.country("RU"))
    one = make.article("One", "The president left.", published=date(2023, 1, 2))
    other = make.article("Other", "Somebody left.", published=date(2023, 1, 1))
    mention = {"field": "body", "start": 0, "end": 13, "text": "The president", "rule": "office"}
    ArticlePerson.objects.create(article=one, person=putin, by_office=True, evidence=[mention])
    ArticlePerson.objects.create(article=other, person=putin)
    page = search(SearchRequest(q="leader:putin"))
    assert [why(result) for result in page.results] == [
        [("Vladimir Putin", ("The president",), "text, by office alone")],
        [("Vladimir Putin", (), "linked by hand")],
    ]


words = st.sampled_from(["grain", "talks", "the", "Odesa.", "\n\n", "“Yes,”", "1.5", "ß", "نص", "long-range"])
texts = st.lists(words, max_size=200).map(" ".join)


@given(texts, st.integers(1, 4))
def test_every_stretch_lies_in_the_text_and_its_marks_too(text, parts):
    found = [
        Match(*hit.span(), number)
        for number, word in enumerate(("grain", "talks", "ß", "long-range")[:parts])
        for hit in re.finditer(word, text)
    ]
    stretches = densest(text, sorted(found))
    place = 0
    for start, end in stretches:
        assert place <= start <= end <= len(text)
        place = end
    html = shown(text, stretches, sorted(found))
    if found:
        assert "<mark>" in html
    assert re.sub("</?mark>", "", html).count("<") == 0


@given(st.text(max_size=300))
def test_folding_keeps_every_place(text):
    assert len(folded(text)) == len(text)
    start, end = opening(text)
    assert 0 <= start <= end <= len(text) or not text.strip()


FAR = " ".join(f"word{number}" for number in range(40))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("q", "body", "marks"),
    [
        ("talks near/3 gaza", f"Talks began. {FAR} Talks on Gaza. {FAR} In Gaza.", ["Talks", "Gaza"]),
        ("talks near/3 gaza", f"Gaza. {FAR} In Gaza they had talks. {FAR} talks", ["Gaza", "talks"]),
        ("talks near/3 gaza", "talks one two gaza one two three talks", ["talks", "gaza"]),
        ("gaza near/2 talk*", f"Gaza. {FAR} talking of Gaza. {FAR} talkative", ["talking", "Gaza"]),
        (
            "gaza near/3 (truce OR ceasefire)",
            f"A truce. {FAR} A ceasefire in Gaza. {FAR} Gaza",
            ["ceasefire", "Gaza"],
        ),
        (
            '"prime minister" near/4 resign',
            f"The prime minister. {FAR} The prime minister may resign. {FAR} They resigned.",
            ["prime minister", "resign"],
        ),
        ("talks near/4 gaza", f"Gaza. {FAR} Gaza cease-fire talks. {FAR} Gaza", ["Gaza", "talks"]),
        ("talks near/3 gaza", f"{FAR} Gaza, 3.5 U.S. talks. {FAR} Gaza", ["Gaza", "talks"]),
        ("talks near/2 talks", f"talks {FAR} talks and talks", ["talks", "talks"]),
    ],
)
def test_of_words_near_each_other_only_those_are_marked(q, body, marks):
    make.article("A title", body)
    assert re.findall("<mark>(.*?)</mark>", only(q).snippet) == marks


@pytest.mark.django_db
def test_words_of_a_near_are_marked_everywhere_if_they_are_asked_for_alone_too():
    make.article("A title", f"Gaza. {FAR[:60]} Talks on Gaza.")
    assert re.findall("<mark>(.*?)</mark>", only("gaza talks near/3 gaza").snippet) == [
        "Gaza",
        "Talks",
        "Gaza",
    ]
