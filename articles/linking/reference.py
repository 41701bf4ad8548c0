"""Reference files → `Reference`: the countries and leaders that the linker knows beforehand.

Goes in: a folder with `countries.csv` and `leaders/*.csv` (lists inside a cell are separated by "|").
Comes out: the frozen shapes of `articles.records`. Country names in other languages are those of the
Unicode CLDR, read through Babel; English forms come from the file alone.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from articles.records import CountryEntry, NameForm, OfficeTerm, PersonEntry, Reference

LANGUAGES = (
    *("ar", "fa", "he", "ru", "uk", "fr", "de", "es", "pt", "it", "tr", "zh", "zh_Hant", "ja", "ko", "hi"),
    *("az", "bg", "bn", "cs", "da", "el", "fi", "hu", "hy", "id", "ka", "kk", "nl", "no", "pl", "ps", "ro"),
    *("sr", "sv", "th", "ur", "uz", "vi", "af", "am", "be", "bs", "ca", "ckb", "cy", "et", "eu", "fil", "ga"),
    *("gl", "gu", "ha", "hr", "ig", "is", "km", "kn", "ku", "ky", "lo", "lt", "lv", "mg", "mk", "ml", "mn"),
    *("mr", "ms", "mt", "my", "ne", "om", "or", "pa", "rw", "sd", "si", "sk", "sl", "so", "sq", "sr_Latn"),
    *("sw", "ta", "te", "tg", "ti", "tk", "ug", "uz_Cyrl", "xh", "yo", "zu", "as", "bo", "dz", "ks", "yi"),
)
COLUMN_KINDS = {
    "name": "name",
    "official_name": "official name",
    "demonyms": "demonym",
    "capitals": "capital",
    "aliases": "alias",
    "historical": "historical name",
    "seats": "seat of power",
}
SHORTEST_FOREIGN_NAME = 3
NOT_WORD = re.compile(r"[^a-z0-9]+")


def from_fixtures(folder: Path) -> Reference:
    """Reads the reference files below `folder`; a missing file or column raises, nothing is skipped."""
    return Reference(countries=_countries(folder / "countries.csv"), people=_people(folder / "leaders"))


def slug(name: str) -> str:
    """A name as a key: "Nicolás Maduro" → "nicolas-maduro"; a name without Latin letters is kept."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return NOT_WORD.sub("-", folded).strip("-") or name


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _cells(value: str) -> list[str]:
    return [part.strip() for part in value.split("|") if part.strip()]


def _countries(path: Path) -> tuple[CountryEntry, ...]:
    foreign = _foreign_names()
    entries = []
    for row in _rows(path):
        sensitive = set(_cells(row["sensitive"]))
        forms: dict[str, NameForm] = {}
        for column, kind in COLUMN_KINDS.items():
            for text in _cells(row[column]):
                forms.setdefault(text, NameForm(text, kind, "en", text in sensitive))
        for text, language in foreign.get(row["code"], ()):
            forms.setdefault(text, NameForm(text, "name", language, text in sensitive))
        about = (row["iso3"], row["official_name"], row["region"])
        entries.append(CountryEntry(row["code"], row["name"], tuple(forms.values()), *about))
    return tuple(entries)


def _foreign_names() -> dict[str, list[tuple[str, str]]]:
    """Names of each territory in the languages of the archive, as (text, language)."""
    names: dict[str, list[tuple[str, str]]] = {}
    for language in LANGUAGES:
        for code, text in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and _usable(text):
                names.setdefault(code, []).append((text, language.partition("_")[0]))
    return names


def _usable(text: str) -> bool:
    """Short Latin names ("Oman" is fine, "Man" is not a name to search for) make more noise than links."""
    return not text.isascii() or len(text) > SHORTEST_FOREIGN_NAME


def _people(folder: Path) -> tuple[PersonEntry, ...]:
    aliases: dict[str, dict[str, None]] = {}
    offices: dict[str, list[OfficeTerm]] = {}
    for path in sorted(folder.glob("*.csv")):
        for row in _rows(path):
            name = row["name"].strip()
            aliases.setdefault(name, {}).update(dict.fromkeys(_cells(row["aliases"])))
            offices.setdefault(name, []).append(
                OfficeTerm(row["country"], row["kind"], row["title"], row["start"], row["end"])
            )
    return tuple(
        PersonEntry(slug(name), name, tuple(aliases[name]), tuple(offices[name])) for name in offices
    )
