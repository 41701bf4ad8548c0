"""The words around an office → whether they let it mean the one who holds it: "the", but not "the former".

Goes in: a text and the place of an office in it ("Russian president"). Comes out: whether the words next to
it say that another is meant, or that somebody is named beside it, whose role the office is then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.linking import lexicon, roles
from articles.linking.names import opens_sentence
from articles.records import Field, PersonMention

FARTHEST = 60
LAST_WORDS = re.compile(r"([\w.'’-]+)[ \u00a0\n]+(?:([\w.'’-]+)[ \u00a0\n]+)?$")
NEXT_WORD = re.compile(r"(['’]s?)?[ \u00a0\n]+([\w-]+)")
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
LONGEST_APPOSITION = 30
APPOSITION = re.compile(r"\s*[,()]{0,2}\s*(?:(?:the|le|la|der|die|el)\s)?\s*(?:[A-Z][\w.]*\s){0,2}\s*")

ARTICLE = lexicon.word_class("article_word")
CALENDAR = lexicon.word_class("calendar")
COMMON = lexicon.common_words()
FAMILY = lexicon.word_class("family")
GOES_ON = lexicon.word_class("office_goes_on")
OTHER_HOLDER = lexicon.word_class("other_holder")
SAID_OF = lexicon.word_class("office_said_of")


def of_a_firm(text: str, start: int, *, title: bool) -> bool:
    """Whether the country is a part of a firm: "Walmart U.S. president"."""
    match = LAST_WORDS.search(text, max(0, start - FARTHEST), start)
    word = (match[2] or match[1]) if match else ""
    if not word[:1].isupper() or word.endswith(("'s", "’s")) or opens_sentence(text, start - len(word) - 1):
        return False
    folded = lexicon.fold(word)
    if folded in ARTICLE or folded in CALENDAR or word.isupper():
        return False
    return not (title and folded in COMMON)


def has_article(text: str, start: int) -> bool:
    """Whether "the" stands in front: "elected president of Peru" says what somebody is, and names nobody."""
    return text[max(0, start - 4) : start].lower() == "the "


def is_another(text: str, start: int, end: int, *, title: bool) -> bool:
    """Whether the words around say that not the present holder is meant: former, a, the next, -elect, …"""
    if "-" in (text[max(0, start - 1) : start], text[end : end + 1]):
        return True
    before = LAST_WORDS.search(text, max(0, start - FARTHEST), start)
    if before:
        further, last = (before[1], before[2]) if before[2] else ("", before[1])
        last, further = lexicon.fold(last).rstrip("."), lexicon.fold(further).rstrip(".")
        if (
            last in SAID_OF
            or last in OTHER_HOLDER
            or ORDINAL.match(last)
            or (last in ARTICLE and further in OTHER_HOLDER)
        ):
            return True
    after = NEXT_WORD.match(text, end)
    if not after:
        return False
    owner, word = after[1], after[2]
    if not owner and (word.lower() in GOES_ON or word.lower() in FAMILY or roles.is_office(word.lower())):
        return True
    if owner or not word[0].isupper():
        return False
    return not title or (lexicon.fold(word) not in COMMON and not _ordinary(word))


def _ordinary(word: str) -> bool:
    """Whether a capitalised word of a headline is a verb or noun, as it stands or inflected."""
    folded = lexicon.fold(word)
    return any(
        folded.endswith(ending) and folded.removesuffix(ending) in COMMON for ending in ("s", "es", "ed")
    )


def named_beside(text: str, place: tuple[Field, int, int], people: Iterable[PersonMention]) -> bool:
    """Whether a name stands beside the office, which is its role then."""
    field, start, end = place
    for mention in people:
        if mention.field is not field:
            continue
        if mention.start < end and start < mention.end:
            return True
        between = text[end : mention.start] if mention.start >= end else text[mention.end : start]
        if len(between) < LONGEST_APPOSITION and APPOSITION.fullmatch(between):
            return True
    return False
