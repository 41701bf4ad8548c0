"""Whether a number, a month's or a weekday's name in an English text is a time at all.

"in 2014" is a year and "killed 2014 people" none; "in May" is a month, "May said" is not; "Friday prayers"
are held on any Friday. The words that decide are in `data/times/en.csv`.
"""

from __future__ import annotations

import re

from articles.linking.times.atoms import MONTH, WORDS, Atom
from articles.linking.times.vocabulary import either

REACH = 24
_AMOUNT = WORDS.words("amount")
_EVENT = WORDS.words("event")
_YEAR_VERB = WORDS.words("year verb")
_DOUBTFUL = frozenset(word.rstrip(".") for word in WORDS.words("doubtful month"))
_YEAR_CUE = re.compile(
    rf"(?:\b(?:{either(WORDS.forms('year cue'))})(?: the)?\s{{1,2}}|\(|\b(?:mid|pre|post)-)$", re.I
)
_ARTICLE = re.compile(r"\b(?:the|a|an|its|his|her|their|our|another)\s{1,2}$", re.I)
_CLASS = re.compile(r"\b(?:[Cc]lass|CLASS) of\s{1,2}$")
_MONTH_CUE = re.compile(rf"(?:\b(?:{either(WORDS.forms('month cue'))})\s{{1,2}}|\bmid-)$", re.I)
_DOUBTFUL_CUE = re.compile(rf"(?:\b(?:{either(WORDS.forms('doubtful month cue'))})\s{{1,2}}|\bmid-)$", re.I)
_IN = re.compile(r"\bin\s{1,2}$", re.I)
_WORD_AFTER = re.compile(r"\s{1,2}([^\W\d_][\w'’]*)")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’]*)[\s-]{1,2}$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;][\"'”’)]*\s{1,3}|\n)[\"'“‘]?$")
_ENDS_AS_PLURAL = re.compile(r"[a-z]{3,}(?<!s)s")
_THE = re.compile(r"\bthe\s{1,2}$", re.I)
_SMALL_WORDS = frozenset({"for", "of", "on", "to", "in", "at", "and", "or", "by", "from", "with"})
_TAIL_OF_PLURALS = frozenset(
    {"was", "has", "its", "his", "this", "thus", "does", "plus", "versus", "perhaps"}
)
_WEEKDAY_BEFORE = WORDS.words("weekday trap before")
_WEEKDAY_AFTER = WORDS.words("weekday trap after")
_PAST = WORDS.words("past")
_MONTH_NEXT = re.compile(rf"(?:{MONTH})(?!\w)")
_GREGORIAN_LOW, _GREGORIAN_HIGH = 1900, 2100
_ROUND = 100


def _before(text: str, start: int) -> str:
    return text[max(0, start - REACH) : start]


def _after(text: str, end: int) -> str:
    match = _WORD_AFTER.match(text, end, end + REACH)
    return match.group(1) if match else ""


def is_year(text: str, start: int, end: int, year: int, *, beside: bool = False) -> bool:
    """Whether four digits are a year; `beside`: they go on a list or range of years."""
    before, after = _before(text, start), _after(text, end)
    if _CLASS.search(before):
        return False
    if _SENTENCE_START.search(before):
        return after in _YEAR_VERB
    cued = beside or _YEAR_CUE.search(before) is not None
    if not cued and not (_ARTICLE.search(before) and after[:1].islower()):
        return _in_brackets(text, start, end)
    likely = _GREGORIAN_LOW <= year <= _GREGORIAN_HIGH and year % _ROUND != 0
    if after in _EVENT:
        return True
    if after in _AMOUNT:
        return bool(likely and _IN.search(before) and after not in {"m", "km", "feet", "points", "votes"})
    plural = after not in _TAIL_OF_PLURALS and _ENDS_AS_PLURAL.fullmatch(after) is not None
    return not plural or bool(likely and not _ARTICLE.search(before))


def _in_brackets(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def is_month(text: str, start: int, end: int, name: str) -> bool:
    """Whether the name of a month that stands without day and year is the month."""
    before, after = _before(text, start), _after(text, end)
    doubtful = name.lower().rstrip(".") in _DOUBTFUL
    if not doubtful and _MONTH_CUE.search(before):
        return True
    if doubtful and _DOUBTFUL_CUE.search(before):
        return not (name.lower() == "may" and (after in _PAST or text[end : end + 2] in ("'s", "’s")))
    if not _ARTICLE.search(before):
        return False
    return after in _EVENT or (not doubtful and after[:1].islower() and after not in _SMALL_WORDS)


def is_day_of_month(text: str, start: int, end: int, made: Atom) -> bool:
    """False for a month with an amount behind it: "In October 15 soldiers died"."""
    if made.year is not None or made.weekday is not None or not _IN.search(_before(text, start)):
        return True
    after = _after(text, end)
    return not (after in _AMOUNT or _ENDS_AS_PLURAL.fullmatch(after))


def is_weekday(text: str, start: int, end: int) -> bool:
    """Whether a weekday's name is a day of the news: no newspaper, feast or habit."""
    before = _WORD_BEFORE.search(_before(text, start))
    if before and before.group(1).lower() in _WEEKDAY_BEFORE:
        return False
    after = _after(text, end)
    if after.lower() in _WEEKDAY_AFTER:
        return False
    named = after[:1].isupper() and not after.isupper() and not _MONTH_NEXT.match(after)
    return not (named and _THE.search(_before(text, start)) and text[end : end + 1] == " ")
