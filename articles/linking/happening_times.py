"""The time words of a sentence → the day it speaks of, or that it speaks of a past or a future far away.

Weekdays, "today" and "yesterday" are counted from the day of publication; a date with month and day needs
none where it names the year. What the sentence does not say stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from articles.linking.happening_rules import words
from articles.linking.happening_sentences import Token
from articles.records import Precision, PublishedDate

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
RECENT = timedelta(days=31)
YEAR_DIGITS = 4
LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class When:
    """`day` if the sentence tells it; `far` where it speaks of a time that is long over or still to come."""

    day: date | None = None
    precision: Precision = Precision.UNKNOWN
    far: bool = False


FAR = When(far=True)
UNKNOWN = When()


def when(tokens: Sequence[Token], published: PublishedDate) -> When:
    """The time of a sentence."""
    issued = published.day if published.precision is Precision.DAY else None
    try:
        return _when(tokens, published, issued)
    except OverflowError:  # the first or last days that there are
        return UNKNOWN


def _when(tokens: Sequence[Token], published: PublishedDate, issued: date | None) -> When:
    found = UNKNOWN
    for at, token in enumerate(tokens):
        low = token.low
        if token.actor:
            continue
        if low in words("past") or low in words("future") or (low.endswith("0s") and low[:-1].isdecimal()):
            return FAR
        if low.isdecimal() and len(low) == YEAR_DIGITS and _is_other_year(tokens, at, published):
            return FAR
        if found.day is None:
            found = _day(tokens, at, issued)
            if found.far:
                return FAR
    return found


def _is_other_year(tokens: Sequence[Token], at: int, published: PublishedDate) -> bool:
    """Whether a number of four digits is a year before that of publication."""
    before = tokens[at - 1].low if at else ""
    year = int(tokens[at].low)
    if not 1500 <= year <= 2100 or _is_month_day(tokens, at):
        return False
    dated = before in ("in", "since", "of", "the", "until", "from", "during", "after", ",", "early", "late")
    dated = dated or before in words("month") or at == 0
    return dated and (published.day is None or year != published.day.year)


def _is_month_day(tokens: Sequence[Token], at: int) -> bool:
    """Whether a year ends a whole date: "March 3, 2022", "3 March 2022"."""
    lows = [token.low for token in tokens[max(0, at - 3) : at] if token.low != ","]
    return (
        len(lows) >= 2
        and (lows[-2] in words("month") or lows[-1] in words("month"))
        and any(low.isdecimal() for low in lows[-2:])
    )


def _day(tokens: Sequence[Token], at: int, issued: date | None) -> When:
    low = tokens[at].low
    if issued and low in words("weekday"):
        back = (issued.weekday() - WEEKDAYS.index(low[:3])) % 7
        return When(issued - timedelta(days=back), Precision.DAY)
    if issued and low in words("today"):
        return When(issued, Precision.DAY)
    if issued and low == "yesterday":
        return When(issued - timedelta(days=1), Precision.DAY)
    if low in words("month"):
        return _date(tokens, at, issued)
    return UNKNOWN


def _months_back(month: str, issued: date | None) -> int:
    return (issued.month - MONTHS.index(month[:3]) - 1) % 12 if issued else 0


def _date(tokens: Sequence[Token], at: int, issued: date | None) -> When:
    """A month with its day, behind it or before it, and with its year if that stands there."""
    after = [token.low for token in tokens[at + 1 : at + 4] if token.low != ","]
    before = tokens[at - 1].low if at else ""
    if after and after[0].isdecimal() and 1 <= int(after[0]) <= LAST_DAY:
        number, rest = int(after[0]), after[1:]
    elif before.isdecimal() and 1 <= int(before) <= LAST_DAY:
        number, rest = int(before), after
    else:
        past = before in ("in", "last", "since") and issued is not None
        return FAR if past and _months_back(tokens[at].low, issued) >= 2 else UNKNOWN
    said = rest[0] if rest and rest[0].isdecimal() and len(rest[0]) == YEAR_DIGITS else ""
    year = int(said) if said else issued.year if issued else 0
    try:
        day = date(year, MONTHS.index(tokens[at].low[:3]) + 1, number)
    except ValueError:
        return UNKNOWN
    if issued and not said and day > issued + RECENT:
        day = day.replace(year=year - 1) if (day.month, day.day) != (2, 29) else day
    if issued and not -RECENT <= issued - day <= RECENT:
        return FAR
    if issued and day > issued:
        return FAR
    return When(day, Precision.DAY)
