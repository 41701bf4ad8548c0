"""Word lists beside this module → sets and classes of words that the rules look up.

The lists are data files, so that a reader can check and add to them without reading code. Look-ups ignore
case and accents. `data/README.md` says where each list comes from.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.linking.inflection import lemma

DATA = Path(__file__).parent / "data"
UNDECOMPOSED = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "’": "'"})

# Words and names of which an answer is remembered, in each of a dozen places: four times as many would save
# two percent of the time and cost a process another 80 MiB, for which it takes 50,000 articles to fill.
REMEMBERED = 16_000


@dataclass(frozen=True, slots=True)
class Place:
    """A city or region of the place list; `population` in thousands, 0 for regions."""

    name: str
    code: str
    kind: str
    population: int
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Trap:
    """A phrase that contains a country's word but names something else; `code` where it still tells one."""

    phrase: str
    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class ForeignForm:
    """A word for a country in another language, in the lower case of adjectives where the language has it."""

    text: str
    code: str
    kind: str
    language: str


def fold(text: str) -> str:
    """Lower case without accents, curly apostrophes made straight."""
    if text.isascii():
        return text.lower()
    lowered = text.translate(UNDECOMPOSED)
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(c for c in decomposed if not unicodedata.combining(c))
    return lowered.lower()


def words_of_name(text: str) -> tuple[str, ...]:
    """A name as folded words, particles included, full stops dropped: "J.D. van Oort" → jd, van, oort."""
    words = fold(text).replace(".", "").split()
    return tuple(words) if text.isascii() else tuple(map(lemma, words))


@cache
def given_names() -> frozenset[str]:
    """Folded given names of the world."""
    return frozenset(fold(line) for line in _lines("given_names.txt"))


@cache
def common_words() -> frozenset[str]:
    """English words that news writes in lower case."""
    return frozenset(_lines("common_words.txt"))


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `word_classes.txt`: title, office, modifier, organisation, …"""
    words: set[str] = set()
    for line in _lines("word_classes.txt"):
        label, _, rest = line.partition(":")
        if label == name:
            words.update(fold(word) for word in rest.split())
    if not words:
        raise KeyError(f"no word class {name!r}")
    return frozenset(words)


@cache
def places() -> tuple[Place, ...]:
    """Cities and regions that stand for their country."""
    return tuple(
        Place(row["name"], row["code"], row["kind"], int(row["population"] or 0), row["sensitive"] == "1")
        for row in rows("places.csv")
    )


@cache
def foreign_forms() -> tuple[ForeignForm, ...]:
    """Adjectives, capitals and short names of countries in other languages than English."""
    return tuple(
        ForeignForm(text, row["code"], row["kind"], row["language"])
        for row in rows("foreign_forms.csv")
        for text in row["forms"].split("|")
    )


@cache
def reading_rules() -> tuple[tuple[str, str, str], ...]:
    """How spelling conventions read letters: (convention, letters as a pattern, sound)."""
    return tuple((row["convention"], row["letters"], row["sound"]) for row in rows("readings.csv"))


@cache
def office_rows() -> tuple[dict[str, str], ...]:
    """Words for offices: office, language, words, and the kinds and titles of terms that they mean."""
    return tuple(rows("offices.csv"))


@cache
def posts() -> tuple[tuple[str, str, str], ...]:
    """Offices that need no country beside them ("the pope"): (phrase, country or "", title)."""
    return tuple(
        (phrase, row["country"], row["title"])
        for row in rows("posts.csv")
        for phrase in row["phrases"].split("|")
    )


@cache
def namesakes() -> dict[str, str]:
    """Names of places that are also towns or states elsewhere: name → country of the other place."""
    return {row["name"]: row["code"] for row in rows("namesakes.csv")}


@cache
def traps() -> tuple[Trap, ...]:
    """Phrases that hide the country words inside them."""
    return tuple(Trap(row["phrase"], row["code"], row["kind"]) for row in rows("traps.csv"))


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the data folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
