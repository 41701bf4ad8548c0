"""Happenings: what title and lead report, between whom, and what they only speak of."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.linking.vocabulary import labels, term_of
from articles.records import Happening, ParsedArticle, Participant, Precision, PublishedDate

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests/data/happenings.gold.csv"
FOUND, WHO, FALSE = 0.9, 0.84, 0.01
DAY = date(2024, 5, 16)  # a Thursday


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(from_fixtures(ROOT / "fixtures"))


def happenings(
    linker: Linker, body: str = "", title: str = "", day: date | None = None
) -> Sequence[Happening]:
    published = PublishedDate(day, Precision.DAY if day else Precision.UNKNOWN)
    return linker.link(ParsedArticle("made-up.txt", 0, title, body, published=published)).happenings


def ids(participants: Sequence[Participant]) -> set[str]:
    return {part.code or part.name for part in participants}


def in_gold(linker: Linker) -> list[tuple[dict[str, str], Sequence[Happening]]]:
    with GOLD.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return [
        (row, happenings(linker, **{row["field"]: row["text"]}, day=_day(row["published"]))) for row in rows
    ]


def _day(published: str) -> date | None:
    return date.fromisoformat(published) if published else None


def test_most_reports_are_found_and_hardly_anything_else(linker: Linker) -> None:
    # The sentences were written before the rules: half report something, half only speak of it.
    found = in_gold(linker)
    reports = [(row, got) for row, got in found if not row["kind"].startswith("-")]
    others = [(row, got) for row, got in found if row["kind"].startswith("-")]
    right = [(row, one) for row, got in reports for one in got if one.kind == row["kind"]]
    who = [
        row["text"]
        for row, one in right
        if ids(one.actors) == set(row["actors"].split()) and ids(one.targets) == set(row["targets"].split())
    ]
    false = [row["text"] for row, got in others if {one.kind for one in got} - {*row["kind"].split("|")}]
    assert len(right) >= FOUND * len(reports)
    assert len(who) >= WHO * len(reports)
    assert len(false) <= FALSE * len(others), false


def test_kinds_and_modes_are_those_of_the_vocabulary(linker: Linker) -> None:
    for _, got in in_gold(linker):
        for one in got:
            assert term_of(one.kind, one.mode).kind in labels()


def test_a_happening_shows_its_sentence_and_the_words_of_its_kind(linker: Linker) -> None:
    body = (
        "DAMASCUS (Example) - The officials of the city were silent. "
        "Israel bombed an airport near Damascus on Tuesday. That was all."
    )
    (one,) = happenings(linker, body, day=DAY)
    assert (one.kind, one.mode, one.trigger) == ("strike", "aerial", "bombed")
    assert one.sentence == body[one.start : one.end] == "Israel bombed an airport near Damascus on Tuesday."
    assert (ids(one.actors), ids(one.targets), one.place) == ({"IL"}, {"SY"}, "SY")
    assert (one.day, one.precision) == (date(2024, 5, 14), Precision.DAY)


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("on Thursday", date(2024, 5, 16)),
        ("on Friday", date(2024, 5, 10)),
        ("overnight", date(2024, 5, 15)),
        ("on May 9", date(2024, 5, 9)),
        ("on 9 May 2024", date(2024, 5, 9)),
        ("two days ago", date(2024, 5, 14)),
        ("", None),
    ],
)
def test_the_day_is_what_the_sentence_says(linker: Linker, time: str, day: date | None) -> None:
    (one,) = happenings(
        linker, f"Kenya and Somalia signed a border treaty {time}.".replace(" .", "."), day=DAY
    )
    assert one.day == day


@pytest.mark.parametrize(
    "time", ["last year", "in 2019", "on March 3, 2019", "years ago", "three months ago", "next week"]
)
def test_what_was_long_ago_or_is_to_come_is_no_report(linker: Linker, time: str) -> None:
    assert not happenings(linker, f"Kenya and Somalia signed a border treaty {time}.", day=DAY)


def test_what_title_and_lead_both_report_is_one_happening_and_surer(linker: Linker) -> None:
    title, body = "Kenya, Somalia sign border treaty", "Kenya and Somalia signed a border treaty on Monday."
    (alone,) = happenings(linker, title=title, day=DAY)
    (both,) = happenings(linker, body, title, day=DAY)
    assert both.confidence > alone.confidence
    assert (both.sentence, both.day) == (title, date(2024, 5, 13))


def test_a_person_acts_for_a_country(linker: Linker) -> None:
    (one,) = happenings(linker, "French President Emmanuel Macron visited Serbia on Monday.", day=DAY)
    (actor,) = one.actors
    assert (actor.name, actor.code) == ("Emmanuel Macron", "FR")
    assert ids(one.targets) == {"RS"}


def test_all_whom_a_leader_speaks_to_take_part(linker: Linker) -> None:
    body = "French President Emmanuel Macron spoke to Egypt, Jordan and Iraq about the war by telephone."
    (one,) = happenings(linker, body, day=DAY)
    assert (one.kind, one.mode) == ("talks", "phone")
    assert ids(one.actors) == {"FR", "EG", "JO", "IQ"}


@pytest.mark.parametrize(
    "body",
    [
        "Shares fell after the French bank's president resigned, and prices and exports fell with the yen.",
        "Ruritania-based Kenya Breweries signed an agreement with the brewer of the region on Monday.",
        "The chief of a German retailer met the head of the Danish bank in Hamburg for the first time.",
        "The finance ministers of France and Germany clashed over the bailout of the banks on Monday.",
        "He said: “Kenya and Somalia signed a border treaty on Monday.” That was all of the talk.",
    ],
)
def test_firms_markets_and_quotations_report_nothing_of_states(linker: Linker, body: str) -> None:
    assert not happenings(linker, body, day=DAY)


def test_a_text_that_is_not_english_reports_nothing(linker: Linker) -> None:
    text = (
        "Kenya und Somalia haben am Montag in Nairobi einen Vertrag unterzeichnet, Iran strikes Israel " * 3
    )
    assert not happenings(linker, text)


PIECES = st.sampled_from(
    [
        *("Israel", "strikes", "Iran", "Kenya and Somalia", "signed", "a treaty", "U.S.", "’s", "was hit by"),
        *(
            "President Vladimir Putin",
            "met",
            "talks",
            "NATO",
            ",",
            ".",
            "\n\n",
            "\n",
            "“",
            '"',
            "(",
            "to",
            "not",
        ),
        *(
            "state of emergency",
            "on Monday",
            "February 30",
            "31 April 2023",
            "in 2003",
            "29 February",
            "–",
            "é",
        ),
        *(
            "carried out",
            "air strikes",
            "that",
            "after",
            "and",
            "by",
            "١٢",
            "²",
            "İstanbul",
            "-",
            "PARIS (X) -",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PIECES, max_size=12),
    st.lists(PIECES, max_size=40),
    st.sampled_from([None, DAY, date(2023, 3, 1), date.min, date.max]),
)
def test_nothing_raises_and_every_offset_fits(
    linker: Linker, title: list[str], body: list[str], day: date | None
) -> None:
    article = ParsedArticle(
        "made-up.txt", 0, " ".join(title), " ".join(body), published=PublishedDate(day, Precision.DAY)
    )
    for one in linker.link(article).happenings:
        text = article.title if one.field == "title" else article.body
        assert text[one.start : one.end] == one.sentence
        assert one.trigger in one.sentence
        assert 0 < one.confidence < 1
        assert one.actors or one.targets or one.place
        for part in (*one.actors, *one.targets):
            assert part.text in text or part.text in one.sentence or part.code


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120), st.text(max_size=400))
def test_no_text_at_all_raises(linker: Linker, title: str, body: str) -> None:
    for one in happenings(linker, body, title):
        assert one.sentence in title or one.sentence in body
