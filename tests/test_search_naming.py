"""Names typed without a field: whom they mean, what they find, and what is offered."""

import pytest

from articles.search.page import SearchPage, search
from articles.search.request import SearchRequest
from tests import factories as make

pytestmark = pytest.mark.django_db


def page_of(q: str) -> SearchPage:
    return search(SearchRequest(q=q))


def found(q: str) -> set[str]:
    return {result.article.title for result in page_of(q).results}


@pytest.fixture
def ukraine():
    ukraine = make.country("UA")
    zelensky = make.leader(
        "Volodymyr Zelenskyy", ukraine, aliases=["Volodymyr Zelensky", "Zelensky", "Selenskyj"]
    )
    make.article("A", "Zelensky spoke of grain.", people=[zelensky])
    make.article("B", "Volodymyr Zelenskyy spoke of ports.", people=[zelensky])
    make.article("C", "Präsident Selenskyj sprach.", people=[zelensky], language="de")
    make.article("D", "Somebody else spoke of grain in Ukraine.", countries=[ukraine])
    return zelensky


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("zelensky", {"A", "B", "C"}),
        ("ZELENSKYY", {"A", "B", "C"}),
        ("volodymyr zelensky", {"A", "B", "C"}),
        ("selenskyj grain", {"A"}),
        ("zelensky OR grain", {"A", "B", "C", "D"}),
        ("grain (zelensky OR nobody)", {"A"}),
        ('"zelensky"', {"A"}),
        ("grain -zelensky", {"D"}),
        ("title:zelensky", set()),
    ],
)
def test_a_name_finds_all_spellings_and_a_quoted_one_only_the_word(ukraine, q, expected):
    assert found(q) == expected


def test_it_is_said_offered_and_can_be_left_out(ukraine):
    page = page_of("zelensky grain")
    assert [part.words for part in page.parts] == [
        "with “zelensky” or naming Volodymyr Zelenskyy",
        "with “grain”",
    ]
    assert page.parts[0].exact.q == '"zelensky" grain'
    assert page.parts[0].without.q == "grain"
    (offer,) = page.offers
    assert (offer.choice.label, offer.articles, offer.searched) == ("Volodymyr Zelenskyy", 3, True)


def test_the_words_of_a_full_name_are_taken_out_together(ukraine):
    page = page_of("grain volodymyr zelensky talks")
    assert [part.short for part in page.parts] == ["grain", "volodymyr zelensky", "talks"]
    assert page.parts[1].without.q == "grain talks"


def test_a_country_is_offered_and_its_word_stays_a_word(ukraine):
    page = page_of("ukraine grain")
    assert found("ukraine") == {"D"}
    assert [(one.choice.label, one.articles, one.searched) for one in page.offers] == [("Ukraine", 1, False)]


def test_an_ordinary_word_that_is_a_name_too_stays_a_word():
    rice = make.leader("Condoleezza Rice", make.country("US"))
    make.article("Minister", "Condoleezza Rice spoke.", people=[rice])
    make.article("By office", "The secretary of state spoke.", people=[rice])
    for number in range(3):
        make.article(f"Harvest {number}", "The price of rice rose.")
    page = page_of("rice")
    assert page.total == 4
    assert [part.words for part in page.parts] == ["with “rice”"]
    assert [(one.choice.label, one.searched) for one in page.offers] == [("Condoleezza Rice", False)]


def test_of_several_with_one_name_only_one_who_is_named_far_the_most_is_meant():
    us = make.country("US")
    father, son = (make.leader(name, us) for name in ("George H. W. Bush", "George W. Bush"))
    make.article("Father", "Mr. Bush senior.", people=[father])
    make.article("Office", "The president spoke.", people=[son])
    make.article("Son", "Mr. Bush junior.", people=[son])
    page = page_of("bush")
    assert page.total == 2
    assert [one.choice.label for one in page.offers] == ["George W. Bush", "George H. W. Bush"]
    for number in range(4):
        make.article(f"Son {number}", "Mr. Bush junior.", people=[son])
    page = page_of("bush")
    assert page.total == 7
    assert [one.searched for one in page.offers] == [True, False]


def test_a_name_that_no_article_has_offers_the_page_and_finds_nothing():
    make.leader("Jacinda Ardern", make.country("NZ", "New Zealand"))
    make.article("A", "Nothing of it.")
    page = page_of("ardern")
    assert page.total == 0
    assert [(one.choice.label, one.articles) for one in page.offers] == [("Jacinda Ardern", 0)]


def test_family_names_that_come_first_are_names():
    xi = make.leader("Xi Jinping", make.country("CN"))
    make.article("A", "The Chinese president spoke.", people=[xi])
    make.article("B", "Xi spoke.", people=[xi])
    assert found("xi") == {"A", "B"}


def test_someone_absorbed_by_another_leads_to_that_one():
    whole = make.leader("Hugo Chávez")
    part = make.person("Ugo Chaves")
    part.merged_into = whole
    part.save()
    make.article("A", "Ugo Chaves spoke.", people=[whole])
    make.article("B", "The president spoke.", people=[whole])
    assert found("ugo chaves") == {"A", "B"}
    assert found("chavez") == {"A", "B"}


@pytest.mark.parametrize("q", ["grain", "zelensky", "zelensky spoke of grain"])
def test_more_words_take_few_more_queries(ukraine, q, django_assert_max_num_queries):
    with django_assert_max_num_queries(32):
        search(SearchRequest(q=q))


def test_a_common_word_is_said_to_be_left_out_with_the_language_of_the_texts(ukraine):
    make.article("F", "Un texte.", language="fr")
    ((note, _),) = page_of("the de grain").notes
    assert "“the” is too common in English texts, and “de” is too common in French texts" in note.text


def test_a_common_word_is_said_to_be_left_out(ukraine):
    ((note, _),) = page_of("the grain of ukraine").notes
    assert note.text.startswith("“the” and “of” are too common in English texts to be searched alone")
    assert not page_of('"the grain of ukraine"').notes
