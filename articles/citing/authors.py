"""A byline as printed → authors, with family and given names where the byline allows to tell them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path


def _words(kind: str) -> frozenset[str]:
    """The words of a kind: a `particle` in small letters opens a family name, a `suffix` follows a name, and
    a name with a word of a `house` is no person but a house, or what somebody does."""
    with Path(__file__).with_name("byline_words.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if row["kind"] == kind)


PARTICLES, SUFFIXES, HOUSES = _words("particle"), _words("suffix"), _words("house")
_BY = re.compile(
    r"^(?:written\s+|reported\s+|reporting\s+|words\s+|story\s+|text\s+)?by[\s:]+", re.IGNORECASE
)
_OTHERS = re.compile(
    r"[\s;,.(]*\b(?:additional|further)?\s*(?:editing|translated|compiled|photos?|photographs)\s+by\b.*$",
    re.I,
)
_MORE = re.compile(
    r"\b(?:with\s+)?(?:additional|further|extra)\s+reporting\s+by\b|\bwriting\s+by\b|\breporting\s+by\b", re.I
)
_PLACED = re.compile(r"\s+(?:in|at|from|for|of)\s+.*$")
_APART = re.compile(r"\s*[;|/\n]\s*")
_AND = re.compile(r"\s*,?\s+(?:and|AND|&|und|et|y|e|och|og|en)\s+")
_NAME = re.compile(r"[^\W\d_][\w.'’‘\-]*")


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it. `literal` is a name that cannot or must not be divided; the others are then empty."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def sorted_by(self) -> str:
        """The part of the name that lists are sorted by."""
        return self.family or self.literal

    @property
    def inverted(self) -> str:
        """ "Lee, Ann"."""
        return self.literal or ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def straight(self) -> str:
        """ "Ann Lee"."""
        name = self.literal or f"{self.given} {self.family}"
        return f"{name} {self.suffix}" if self.suffix else name


def authors(byline: str) -> tuple[Author, ...]:
    """The authors of a byline, in its order, each once.

    What is no name of a person (a place, an office, a house beside a name) is left out; a house alone is the
    author. A byline that cannot be taken apart is one author, as printed.
    """
    text = " ".join(byline.split())
    text = _OTHERS.sub("", _BY.sub("", text)).strip(" .,;")
    text = _MORE.sub(";", text)
    if not text or text.lower() == "by":
        return ()
    inverted = _inverted(text)
    if inverted:
        return (inverted,)
    found: list[Author] = []
    for part in _APART.split(text):
        for joined in _AND.split(part):
            names = _of_part(joined)
            if part != joined and not _is_house(joined) and not any(one.family for one in names):
                return (Author(literal=text),)
            found += names
    return tuple(dict.fromkeys(one for one in found if one.family)) or (Author(literal=text),)


def _of_part(part: str) -> list[Author]:
    """The names between two joints: "Ann Lee, Bo Li", "Ann Lee, Beirut", "Ann Lee in Cairo"."""
    pieces = [_PLACED.sub("", piece).strip(" .,") if " " in piece else piece for piece in part.split(",")]
    found: list[Author] = []
    for piece in pieces:
        piece = piece.strip()
        if piece.lower() in SUFFIXES and found and found[-1].family:
            last = found.pop()
            found.append(Author(last.family, last.given, piece))
        elif piece:
            found.append(name(piece))
    return found


def _inverted(text: str) -> Author | None:
    """ "Lee, Ann": one comma, one word or particles before it, a given name behind it."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma or "," in given or _APART.search(text) or _AND.search(text) or given.lower() in SUFFIXES:
        return None
    words = family.split()
    single = len(words) == 1 or all(word.lower() in PARTICLES for word in words[:-1])
    if not single or not given or len(given.split()) > 2 or _is_house(f"{family} {given}"):
        return None
    return Author(family, given) if all(_NAME.fullmatch(word) for word in (*words, *given.split())) else None


def name(text: str) -> Author:
    """One name, taken apart where it is the name of a person in letters that have capitals."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and words[-1].lower() in SUFFIXES else ""
    if not 2 <= len(words) <= 6 or _is_house(text) or not all(_fits(word) for word in words):
        return Author(literal=text)
    start = next((at for at, word in enumerate(words) if at and word in PARTICLES), len(words) - 1)
    return Author(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _fits(word: str) -> bool:
    return bool(_NAME.fullmatch(word)) and (
        word[0].isupper() or word in PARTICLES or word.startswith(("al-", "el-"))
    )


def _is_house(text: str) -> bool:
    return any(word.strip(".,").lower() in HOUSES for word in text.split())
