"""The time words of a sentence → the day it speaks of, or that it speaks of a past or a future far away.

The days come from `times`. Without a day of publication a year that stands alone counts as past: news seldom
names the year that it is written in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from articles.linking.happening_rules import words
from articles.linking.happening_sentences import Sentence, Token
from articles.linking.times import find_times
from articles.records import Precision, PublishedDate, TimeMention

RECENT = timedelta(days=31)
YEAR_DIGITS = 4
FIRST_YEAR, LAST_YEAR = 1500, 2100


@dataclass(frozen=True, slots=True)
class When:
    """`day` if the sentence tells it; `far` where it speaks of a time that is long over or still to come."""

    day: date | None = None
    precision: Precision = Precision.UNKNOWN
    far: bool = False


FAR = When(far=True)
UNKNOWN = When()


def when(sentence: Sentence, published: PublishedDate) -> When:
    """The time of a sentence."""
    for at, token in enumerate(sentence.tokens):
        if token.actor is None and _is_far(sentence.tokens, at, published):
            return FAR
    mentions = find_times(sentence.text, sentence.field, published, "en")
    issued = published.day if published.precision is Precision.DAY else None
    if issued is None:
        return next((_at(one) for one in mentions if one.precision is Precision.DAY), UNKNOWN)
    if any((issued - one.last) > RECENT for one in mentions):
        return FAR
    past = [one for one in mentions if one.first <= issued and one.precision is not Precision.YEAR]
    if mentions and not past and all(one.first > issued for one in mentions):
        return FAR
    days = [one for one in past if one.precision is Precision.DAY]
    return _at((days or past)[0]) if past else UNKNOWN


def _at(mention: TimeMention) -> When:
    return When(mention.first, mention.precision)


def _is_far(tokens: Sequence[Token], at: int, published: PublishedDate) -> bool:
    low = tokens[at].low
    if low in words("past") or low in words("future") or (low.endswith("0s") and low[:-1].isdecimal()):
        return True
    if published.day is not None or len(low) != YEAR_DIGITS or not low.isdecimal():
        return False
    before = tokens[at - 1].low if at else ""
    follows = ("in", "since", "of", "the", "until", "from", "during", "after", "early", "late")
    return FIRST_YEAR <= int(low) <= LAST_YEAR and (at == 0 or before in follows)
