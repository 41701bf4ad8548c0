"""Person mentions: who is named, by which words, in which role."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.records import Field, LinkedArticle, ParsedArticle, PersonMention, Precision, PublishedDate

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(from_fixtures(FIXTURES))


def link(linker: Linker, body: str, title: str = "", day: date | None = None) -> LinkedArticle:
    published = PublishedDate(day, Precision.DAY if day else Precision.UNKNOWN)
    return linker.link(
        ParsedArticle(file="made-up.txt", index=0, title=title, body=body, published=published)
    )


def people(linker: Linker, body: str, title: str = "", day: date | None = None) -> Sequence[PersonMention]:
    return link(linker, body, title, day).people


def pairs(linker: Linker, body: str, title: str = "", day: date | None = None) -> list[tuple[str, str]]:
    return [(mention.text, mention.name) for mention in people(linker, body, title, day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour chief Tobias Renner said the port would open.", ["Tobias Renner"]),
        ("Mr. Renner said nothing. Mrs Okonjo left.", ["Renner", "Okonjo"]),
        ("Gen. Farid al-Masri and Sheikh Omar bin Laith met.", ["Farid al-Masri", "Omar bin Laith"]),
        (
            "The painter Jan van der Velde and Charles de Brissac spoke.",
            ["Jan van der Velde", "Charles de Brissac"],
        ),
        ("Peter J. Holloway Jr. and Mary-Ann O'Dowd won.", ["Peter J. Holloway Jr.", "Mary-Ann O'Dowd"]),
        ("Foreign Minister José Ávila’s plane landed.", ["José Ávila"]),
        ("Analyst Kim Sung-ho said prices would rise. Kim was right.", ["Kim Sung-ho", "Kim"]),
        ("Lotte Brandt, 34, found the letter.", ["Lotte Brandt"]),
        ("Police named the driver as Conrad White.", ["Conrad White"]),
        ("His wife, Terry, waited outside.", ["Terry"]),
        ("Brothers Marco and Luca Bellini were freed.", ["Marco", "Luca Bellini"]),
    ],
)
def test_people_are_found_as_news_introduces_them(linker: Linker, text: str, expected: list[str]) -> None:
    assert [mention.text for mention in people(linker, text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Market leader Ericsson and rival Porsche cut prices, said an analyst. Fiat did not.",
        "Nordvik Bulk ( NVB.OL ) said it would sell ships.",
        "Le Figaro reported the talks.",
        "Human Rights Watch and Amnesty International published reports.",
        "Wall Street fell and the White House said nothing.",
        "Morgan Stanley and Johnson & Johnson cut jobs.",
        "Al Jazeera showed the footage.",
        "Hurricane Katrina flooded the coast near Lake Victoria.",
        "Soldiers of Fort Bragg flew to Prince Edward Island.",
        "The Lindqvist family owns the yard.",
        "The Treaty was signed on Tuesday at Columbia University.",
        "George Bush Intercontinental Airport was closed.",
        "Israel Ceasefire Deal Will Take Place",
        "The University of Santa Fe opened.",
    ],
)
def test_what_looks_like_a_person_and_is_none(linker: Linker, text: str) -> None:
    assert pairs(linker, text) == []


def test_a_surname_means_the_person_named_in_full(linker: Linker) -> None:
    text = "Economist Hanna Lindqvist spoke on Monday. Lindqvist's critics left; Mr Lindqvist did not."
    assert (
        pairs(linker, text)
        == [("Hanna Lindqvist", "Hanna Lindqvist")] + [("Lindqvist", "Hanna Lindqvist")] * 2
    )


def test_of_two_bearers_of_a_surname_the_last_named_in_full_is_meant(linker: Linker) -> None:
    text = "Anna Keller sued Paul Keller. Keller won. Then Anna Keller spoke, and Keller wept."
    assert [name for form, name in pairs(linker, text) if form == "Keller"] == ["Paul Keller", "Anna Keller"]


def test_a_headline_surname_is_the_leader_whom_the_body_names(linker: Linker) -> None:
    title, body = "Russia’s Putin Speaks to Neighbours", "President Vladimir Putin called. Putin was brief."
    found = people(linker, body, title)
    assert [(m.field, m.text, m.name) for m in found] == [
        (Field.TITLE, "Putin", "Vladimir Putin"),
        (Field.BODY, "Vladimir Putin", "Vladimir Putin"),
        (Field.BODY, "Putin", "Vladimir Putin"),
    ]
    assert len({m.key for m in found}) == 1


def test_a_leader_never_named_in_full_follows_from_date_and_country(linker: Linker) -> None:
    text = "German Chancellor Merkel met farmers in Berlin. Merkel promised help."
    assert {name for _, name in pairs(linker, text, day=date(2012, 3, 1))} == {"Angela Merkel"}


def test_a_particle_opens_the_short_form_of_a_name(linker: Linker) -> None:
    text = "The minister, Clara von der Heide, left. Von der Heide had spoken."
    assert pairs(linker, text)[1:] == [("Von der Heide", "Clara von der Heide")]


def test_a_longer_name_is_not_cut_short_by_an_alias_with_a_title(linker: Linker) -> None:
    assert pairs(linker, "Saudi Crown Prince Mohammed bin Salman spoke. Pope Francis listened.") == [
        ("Mohammed bin Salman", "Mohammed bin Salman"),
        ("Francis", "Pope Francis"),
    ]


def test_a_name_takes_case_endings(linker: Linker) -> None:
    assert [m.name for m in people(linker, "Он встретился с Си Цзиньпином.")] == ["Xi Jinping"]


def test_a_name_in_another_script_is_found(linker: Linker) -> None:
    assert "Vladimir Putin" in {name for _, name in pairs(linker, "Владимир Путин прибыл в Минск.")}


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        ("Kremlin foreign policy adviser Igor Lapin was quoted.", "Kremlin foreign policy adviser", "RU"),
        ("Portuguese Foreign Minister Rui Tavares arrived.", "Portuguese Foreign Minister", "PT"),
        ("Then Secretary of State Martha Quill arrived.", "Secretary of State", ""),
        ("Rui Tavares, the head of the agency, left.", "head of the agency", ""),
        ("Iran's Supreme Leader Ayatollah Navid Rostami left.", "Iran's Supreme Leader", "IR"),
        ("On Friday Rui Tavares left.", "", ""),
        ("MOUNTING COSTS Portuguese Foreign Minister Rui Tavares left.", "Portuguese Foreign Minister", "PT"),
        ("UNESCO chief Rui Tavares left.", "UNESCO chief", ""),
        ("Under former President Rui Tavares it grew.", "former President", ""),
        ("Mr. Rui Tavares left.", "", ""),
    ],
)
def test_the_role_is_what_the_text_says(linker: Linker, text: str, role: str, country: str) -> None:
    (found,) = people(linker, text)
    assert (found.role.removeprefix("Then "), found.country) == (role, country)


def test_a_role_does_not_reach_across_a_blank_line(linker: Linker) -> None:
    found = people(linker, "Ola Berg met the senior diplomat.\n\nBerg left at noon.")
    assert [(mention.text, mention.role) for mention in found] == [("Ola Berg", ""), ("Berg", "")]


def test_a_lone_word_counts_once_the_article_names_somebody_so(linker: Linker) -> None:
    assert pairs(linker, "It was a win for Quessenberg, the club wrote.") == []
    found = pairs(
        linker, "It was a win for Quessenberg, the club wrote. Minister Ola Quessenberg thanked it."
    )
    assert [name for _, name in found] == ["Ola Quessenberg", "Ola Quessenberg"]


def test_a_lone_word_that_speaks_makes_the_full_name_a_person(linker: Linker) -> None:
    full = "Nobody had seen Zorrik Vandaley since May."
    assert pairs(linker, full) == []
    assert pairs(linker, f"{full} Vandaley said nothing.") == [
        ("Zorrik Vandaley", "Zorrik Vandaley"),
        ("Vandaley", "Zorrik Vandaley"),
    ]


def test_titles_and_possessives_stay_outside_the_span(linker: Linker) -> None:
    (found,) = people(linker, "Senator Greta Holm's office replied.")
    assert found.text == "Greta Holm"


WORDS = st.sampled_from(
    [
        *("President", "Putin", "Vladimir", "of", "the", "Georgia", "Texas", ",", ".", "’s", "'s", "Mr."),
        *("al-", "bin", "Xi", "said", "\n", "U.S.", "É", "ل", "中国", "(A)", "van", "der", "V", "RESIDENT"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(title=st.text(max_size=40), body=st.one_of(st.text(max_size=200), st.lists(WORDS).map(" ".join)))
@example(title="", body="(")
@example(title="U.S.", body="Mr. \n\n. Jr.")
def test_spans_are_exact_sorted_and_apart_for_any_text(title: str, body: str) -> None:
    result = link(_shared(), body, title)
    texts = {Field.TITLE: title, Field.BODY: body}
    for found in (result.countries, result.people):
        places = [(mention.field is Field.BODY, mention.start, mention.end) for mention in found]
        assert places == sorted(places)
        for mention in found:
            assert 0 <= mention.start < mention.end
            assert texts[mention.field][mention.start : mention.end] == mention.text
        for one, other in pairwise(places):
            assert one[0] != other[0] or one[2] <= other[1]


def _shared(made: list[Linker] = []) -> Linker:  # noqa: B006 - built once for all examples
    if not made:
        made.append(Linker(from_fixtures(FIXTURES)))
    return made[0]


def test_a_firm_or_paper_that_speaks_is_nobody(linker: Linker) -> None:
    text = "Dresdner Kleinwort said so. De Telegraaf said it too. Comisiones Obreras said no. Ole Dahl left."
    article = linker.link(ParsedArticle("made-up.txt", 0, "", text))
    assert {mention.name for mention in article.people} == {"Ole Dahl"}


def test_words_that_were_read_before_are_read_anew_where_they_open_a_sentence(linker: Linker) -> None:
    within, opening = "Officials met Zorvan Peter Holm, who left.", "Zorvan Peter Holm, who left, was late."
    for text, name in ((within, "Zorvan Peter Holm"), (opening, "Peter Holm"), (within, "Zorvan Peter Holm")):
        assert [mention.text for mention in people(linker, text)] == [name]
