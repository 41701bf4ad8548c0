"""Names of people that name something else: ships, plants, firms. Text and a name in it → whether it does.

What decides stands next to the name: "the Antonio Guiteras plant", "USS Dwight D. Eisenhower", "an analyst at
Morgan Keegan", "Leonard Green & Partners".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from articles.linking import lexicon
from articles.linking.names import word_before

NOUN_AFTER = re.compile(r"[ \n]([a-z][a-z'’-]+)(?: ([a-z]+))?")
SYMBOL = re.compile(r"\.[A-Z]{1,3}\b")
BRACKET = re.compile(r"\s*\(\s*[A-Z0-9]{1,6}\Z")
AMPERSAND = re.compile(r"\s*&")
EMPLOYER = re.compile(
    r"\b(?:analysts?|economists?|strategists?|traders?|brokers?|bankers?|managers?|directors?|partners?|"
    r"professors?|lawyers?|presidents?|officers?|heads?|research|trading|sales) at\s+$"
)
NEAR = 40
ARTICLES = ("al-", "el-", "as-", "ash-", "ad-", "ar-", "an-", "at-", "az-")
FIRM_NOUN = lexicon.word_class("firm_noun")
THING = lexicon.word_class("thing")
THING_KIND = lexicon.word_class("thing_kind")
VESSEL = lexicon.word_class("vessel")
PLACE_HEAD = lexicon.word_class("place_head")
PLACE_HEAD_ARTICLE = lexicon.word_class("place_head_article")


def names_thing(text: str, start: int, end: int) -> bool:
    """Whether the words around a name of two words or more, at text[start:end], make it no person's."""
    if noun_follows(text, end) or symbol_follows(text, end) or AMPERSAND.match(text, end):
        return True
    before = word_before(text, start)
    if not before:
        return text[max(0, start - 2) : start].rstrip().endswith("&")
    if before == "at":
        return EMPLOYER.search(text, max(0, start - NEAR), start) is not None
    return before in FIRM_NOUN or _is_vessel(before)


def vessel_in_front(text: str, start: int) -> bool:
    """Whether a name is that of a ship: "HMS Queen Elizabeth"."""
    return _is_vessel(word_before(text, start))


def _is_vessel(word: str) -> bool:
    return lexicon.fold(word).rstrip(".") in VESSEL


def symbol_follows(text: str, end: int) -> bool:
    """Whether the symbol of a firm at a stock exchange stands behind a name: "Exxon Mobil (XOM.N)"."""
    return text[end : end + NEAR].lstrip()[:1] in (".", "(") and end in before_symbols(text)


@lru_cache(maxsize=4)
def before_symbols(text: str) -> frozenset[int]:
    """Where the names end that a symbol follows. It is asked of every capitalised word of a text."""
    found = set()
    for symbol in SYMBOL.finditer(text):
        dot = symbol.start()
        found.add(dot)
        near = max(0, dot - NEAR)
        # Most are the stops of "U.S.", with no bracket near them.
        bracket = BRACKET.search(text, near, dot) if text.rfind("(", near, dot) >= 0 else None
        if bracket:
            found.add(bracket.start())
            # The name may end anywhere in the space in front of the bracket.
            found.update(range(bracket.start(), text.index("(", bracket.start(), dot) + 1))
    return frozenset(found)


def noun_follows(text: str, end: int) -> bool:
    """Whether a noun in lower case turns the name before it into that of a thing."""
    near = text[end : end + 2]
    if len(near) < 2 or near[0] not in " \n" or not "a" <= near[1] <= "z":
        return False  # as most names have it, with no need of the pattern
    after = NOUN_AFTER.match(text, end)
    if not after:
        return False
    first, second = after.groups()
    return first in THING or (first in THING_KIND and second in THING)


def opens_like_place(keys: Sequence[str]) -> bool:
    """Whether these folded words open as a place does: Bab al-Hawa, Jaish al-Islam, Hayat Tahrir al-Sham."""
    if keys[0] in PLACE_HEAD:
        return True
    return keys[0] in PLACE_HEAD_ARTICLE and any(key.startswith(ARTICLES) for key in keys[1:])
