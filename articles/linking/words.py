"""A capitalised word → what the word lists say of it. Remembered: the same words come in every article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from articles.linking import lexicon, roles
from articles.linking.inflection import lemma

INITIALS_ONLY = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.-?)+")
SHORTEST_UPPER = 4

CALENDAR = lexicon.word_class("calendar")
COMMON = lexicon.common_words()
GIVEN = lexicon.given_names()
MODIFIER = lexicon.word_class("modifier")
NOT_NAME = lexicon.word_class("notname")
ORGANISATION = lexicon.word_class("organisation")
TITLE = lexicon.word_class("title")


@dataclass(slots=True, eq=False)
class Word:
    """What a word is wherever it stands; `key` is folded, without a full stop at its end.

    `alone` is what somebody called only so is looked up by. `leads`: it is a title or office. `ordinary`: it
    is in the lists of words that are no names. `weak`: it is something else as well as a name. `nobody`: it
    never names a person by itself.
    """

    key: str
    upper: bool
    alone: tuple[str, ...]
    given: bool
    leads: bool
    ordinary: bool
    weak: bool
    nobody: bool


Piece = tuple[int, int, Word]
"""A word with its start and end."""


@lru_cache(maxsize=lexicon.REMEMBERED)
def word_of(written: str) -> Word:
    """What a word is, written so."""
    key = lexicon.fold(written).rstrip(".")
    upper = written.isupper() and len(key) > 1
    return Word(
        key=key,
        upper=upper,
        alone=(lemma(key),),
        given=is_given(key),
        leads=key in TITLE or roles.is_office(key),
        ordinary=key in NOT_NAME or key in CALENDAR or key in COMMON,
        weak=is_weak(key) or (upper and len(written) < SHORTEST_UPPER),
        nobody=(not key.isalpha() and any(c.isdigit() for c in key))
        or INITIALS_ONLY.fullmatch(written) is not None,
    )


def is_given(key: str) -> bool:
    """Whether a folded word is a given name, also a double one (jean-claude)."""
    if key in GIVEN:
        return True
    first, hyphen, last = key.partition("-")
    return bool(hyphen) and first in GIVEN and last not in COMMON


def is_weak(key: str) -> bool:
    """Whether a folded word is something else as well as a name."""
    return (
        key in COMMON
        or (key.endswith("s") and key[:-1] in COMMON and not is_given(key))
        or key in NOT_NAME
        or key in ORGANISATION
        or key in MODIFIER
        or key in CALENDAR
        or roles.is_office(key)
    )
