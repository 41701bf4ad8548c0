"""A stretch of text that may name a person, as `candidates` finds it and `people` resolves it."""

from __future__ import annotations

from dataclasses import dataclass

from articles.linking import lexicon
from articles.linking.gazetteer import PersonHit
from articles.linking.personhood import AFTER
from articles.linking.words import Word

THING = "name of a thing"
"""The rule of a candidate that has a person's name and is none: a ship, a plant, a firm."""

FAMILY = lexicon.word_class("family")
MONARCH = lexicon.word_class("monarch")
STYLE = lexicon.word_class("style")


@dataclass(slots=True, eq=False)
class Candidate:
    """Words at text[start:end] that may name a person.

    `titled`: a title or role stands before. `weak`: a lone word that is also something else (a place, an
    ordinary word). `loose`: a lone word of a longer run, which counts only for people the article names.
    `parts`: the lone words of a candidate that is not full. `keys`: all the leaders who bear this very name,
    if there are several.
    """

    start: int
    end: int
    name: str
    tokens: tuple[str, ...]
    full: bool = False
    rule: str = ""
    key: str = ""
    titled: bool = False
    weak: bool = False
    loose: bool = False
    parts: tuple[Candidate, ...] = ()
    keys: tuple[str, ...] = ()


def of_gazetteer(hit: PersonHit, *, titled: bool) -> Candidate:
    """An alias of the gazetteer without the title in front ("Pope Francis" → "Francis")."""
    start, text = hit.start, hit.text
    first, space, rest = text.partition(" ")
    while space and (first.lower() in MONARCH or (first.lower() in STYLE and " " in rest)):
        start, text = start + len(first) + 1, rest
        first, space, rest = text.partition(" ")
    tokens = lexicon.words_of_name(text)
    several = len(hit.keys) > 1
    key = "" if several else hit.keys[0]
    candidate = Candidate(start, hit.end, text, tokens, True, "gazetteer", key, titled or start > hit.start)
    candidate.keys = hit.keys if several else ()
    return candidate


def is_family(text: str, end: int) -> bool:
    """Whether a surname names a family here: "the Vanderbilt family", "the Aguilar brothers"."""
    after = AFTER.match(text, end)
    return after is not None and not after.group(1) and after.group(2).lower() in FAMILY


def of_word(
    text: str, start: int, end: int, word: Word, *, titled: bool, weak: bool, loose: bool = False
) -> Candidate:
    """A lone word."""
    return Candidate(start, end, text[start:end], word.alone, titled=titled, weak=weak, loose=loose)
