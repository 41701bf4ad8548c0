"""Leaders by the spellings of agencies: transliterations, other languages, other scripts."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.linking import Linker, lexicon
from articles.linking.reference import from_fixtures, slug
from articles.linking.transliteration import readings, steady
from articles.records import ParsedArticle, PersonMention, Precision, PublishedDate

ROOT = Path(__file__).parents[1]
WRITTEN = ROOT / "tests" / "data" / "agency_spellings.csv"
REFERENCE = from_fixtures(ROOT / "fixtures")
# Names of countries that are something else too say nothing for sure.
SURE = {"PS": "the Palestinian territories", "GE": "Tbilisi"}
ENOUGH = 0.96


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(REFERENCE)


def people(linker: Linker, body: str, day: date | None = None) -> tuple[PersonMention, ...]:
    published = PublishedDate(day, Precision.DAY if day else Precision.UNKNOWN)
    return linker.link(ParsedArticle("made-up.txt", 0, "", body, published=published)).people


def spellings() -> list[tuple[str, str]]:
    with WRITTEN.open(encoding="utf-8", newline="") as handle:
        return [(row["name"], form) for row in csv.DictReader(handle) for form in row["spellings"].split("|")]


def test_leaders_are_found_by_the_spellings_of_agencies(linker: Linker) -> None:
    countries = {entry.code: entry.name for entry in REFERENCE.countries}
    offices = {person.key: person.offices[0].country for person in REFERENCE.people}
    counts: Counter[str] = Counter()
    missed = []
    for name, form in spellings():
        key, script = slug(name), "Latin" if form[0] < "\u0250" else "other"
        code = offices[key]
        where = SURE.get(code, countries.get(code, "Geneva"))
        found = people(linker, f"Agencies wrote on Tuesday in {where} that {form} had left the hall.")
        counts[script] += 1
        counts[f"{script} found"] += any(mention.key == key for mention in found)
        if not any(mention.key == key for mention in found):
            missed.append((name, form))
    for script in ("Latin", "other"):
        assert counts[f"{script} found"] >= ENOUGH * counts[script], missed
    assert counts["Latin"] + counts["other"] > 700


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mikhail gorbachev", "michail gorbatschow"),
        ("viktor yushchenko", "wiktor juschtschenko"),
        ("abdel fattah al-sisi", "abdelfattah el-sissi"),
        ("muammar gaddafi", "moamar kadafi"),
        ("hassan rouhani", "hasan ruhani"),
        ("boris yeltsin", "boris n. ieltsin"),
        ("mahmoud ahmadinejad", "mahmud ahmadinedschad"),
    ],
)
def test_two_spellings_share_a_reading(one: str, other: str) -> None:
    assert readings(one) & readings(other)
    assert steady(one.split()) == steady(other.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hassan rouhani", "hussein rouhani"),
        ("bashar al-assad", "hafez al-assad"),
        ("heydar aliyev", "ilham aliyev"),
        ("rafik hariri", "saad hariri"),
        ("viktor yushchenko", "viktor yanukovych"),
        ("mohammed bin salman", "mohammed salman"),
    ],
)
def test_two_people_share_no_reading(one: str, other: str) -> None:
    assert not readings(one) & readings(other)


def test_a_name_that_sounds_alike_needs_the_country_and_the_time(linker: Linker) -> None:
    text = "Analyst Mikhail Gorbatchov spoke in {}."
    (found,) = people(linker, text.format("Moscow, Russia"), date(1990, 5, 1))
    assert (found.key, found.rule) == ("mikhail-gorbachev", "spelling of a leader's name")
    (found,) = people(linker, text.format("Canada"), date(1990, 5, 1))
    assert found.key == ""
    (found,) = people(linker, text.format("Moscow, Russia"), date(1950, 5, 1))
    assert found.key == ""


@given(st.text(max_size=40))
def test_any_text_has_readings(text: str) -> None:
    folded = lexicon.fold(text)
    assert all(len(sound) > 1 for sound in readings(folded))
    assert steady(folded.split()) == steady(folded.split())
