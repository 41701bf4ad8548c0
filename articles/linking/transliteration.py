"""A name from another script, spelt as one agency or another spells it → how it sounds.

"Gorbatschow", "Gorbatchev" and "Gorbachov" are one name read by German, French and Spanish rules. `readings`
gives a name's sounds by each convention of `data/readings.csv`; two spellings are of one name if they share
one. Vowels count by class only (a/e, o/u, i/y), double letters once, and an Arabic article, the initial of a
father's name and the parting of a compound ("Abdel Aziz", "Abdelaziz") not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

from articles.linking import lexicon

ALL = "all"
SHORTEST = 7
"""Sounds that a name needs at least: of shorter ones too many sound alike."""

ARTICLE = re.compile(r"\b(?:al|el|ul|as|es|ash|esh|ad|ed|ar|er|an|en|az|ez|at|et)-|\b(?:al|el) ")
SERVANT = re.compile(r"\babd[aeou]?l?[- ]?(?=\w{3})")
SERVANT_OF_GOD = re.compile(r"\babd[aeou]l+ah?\b")
SON = re.compile(r"\b(?:bin|ben|ibn) ")
INITIAL = re.compile(r"\b\w\.? ")
APART = re.compile(r"[-' .]+")
# Behind a hushing sound agencies write o as well as e: Gorbachev, Gorbachov.
HUSHED = re.compile(r"(?<=[CSJ])[au]v\b")
READ_DIFFERENTLY = re.compile(r"ch|j|e\b")
DOUBLE = re.compile(r"(.)\1+")
# What is left of a name if one takes out every letter that some convention writes otherwise.
STEADY = str.maketrans("p", "f", "aeiouyhjwvcgkqsztd-' .x")
BARE_ARTICLES = ("al", "el", "ul", "as", "ash", "ad", "ar", "an", "az", "at")
ARTICLES = tuple(f"{article}-" for article in (*BARE_ARTICLES, "es", "esh", "ed", "er", "en", "ez", "et"))
SERVANTS = ("abda", "abde", "abdi", "abdo", "abdu", "abdl", "abd-")


@lru_cache(maxsize=lexicon.REMEMBERED)
def readings(name: str) -> frozenset[str]:
    """The sounds of a folded name by all conventions, without those that are too short to tell anybody."""
    plain = INITIAL.sub("", SERVANT_OF_GOD.sub("abdulah", name))
    plain = SON.sub("bn ", SERVANT.sub("abd", ARTICLE.sub("", plain)))
    if " " not in plain.strip() and "-" not in plain:
        return frozenset()
    words = [word for word in APART.split(plain) if word]
    # Without these letters all conventions agree, and three names of four have none of them.
    conventions = _conventions() if READ_DIFFERENTLY.search(plain) else _conventions()[:1]
    found = {"".join(_sounds(word, *convention) for word in words) for convention in conventions}
    return frozenset(DOUBLE.sub(r"\1", sound) for sound in found if len(sound) >= SHORTEST)


def steady(words: Iterable[str]) -> str:
    """The letters of a folded name that every convention writes alike: quick to make, and to rule out by."""
    letters = "".join([_bare(word) for word in words])
    return DOUBLE.sub(r"\1", letters.translate(STEADY))


def _bare(word: str) -> str:
    """A word without the article, which is written in many ways: Abdel-Aziz, Abd al-Aziz."""
    if word.startswith(SERVANTS):
        return "b" + word[3:].lstrip("aeoul- ")
    if word.startswith(ARTICLES):
        return word.partition("-")[2]
    return "" if word in BARE_ARTICLES or len(word.rstrip(".")) < 2 else word


def _sounds(word: str, pattern: re.Pattern[str], sound_of: Callable[[re.Match[str]], str]) -> str:
    return HUSHED.sub("av", pattern.sub(sound_of, word))


@cache
def _conventions() -> Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
    """Each convention as one pattern over all its letters, and what a match sounds like."""
    rows = lexicon.reading_rules()
    names = dict.fromkeys(convention for convention, _, _ in rows if convention != ALL)
    return [_compiled([rule for rule in rows if rule[0] in (name, ALL)]) for name in names]


def _compiled(
    rules: Sequence[tuple[str, str, str]],
) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    sounds = [sound for _, _, sound in rules]
    pattern = re.compile("|".join(f"({letters})" for _, letters, _ in rules))

    def sound_of(match: re.Match[str]) -> str:
        return sounds[(match.lastindex or 1) - 1]

    return pattern, sound_of
