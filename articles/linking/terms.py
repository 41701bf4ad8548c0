"""Terms of office with partial dates → who held an office on a day, as far as the dates can say.

A term that starts in "2023-03" started on some day of that month: on the 10th it *may* be held, from the 31st
it *is*. Nothing is decided where two people may have held the office, or where one left it within days.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from articles.records import OfficeTerm, Precision, PublishedDate

HANDOVER_DAYS = 3
"""How near to the start or end of a term an article may still speak of the one or the other."""

KNOWN_FOR = timedelta(days=366)
"""How long after the latest date of the reference an office without an end still counts as held."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the person `key`: held at the widest from `first` to `last`, for sure in `sure`, if ever."""

    key: str
    first: date
    last: date
    sure: tuple[date, date]


def days_of(published: PublishedDate) -> tuple[date, date] | None:
    """The first and last day that an article may be of; None where nothing is known."""
    day = published.day
    if day is None or published.precision is Precision.UNKNOWN:
        return None
    if published.precision is Precision.DAY:
        return day, day
    if published.precision is Precision.YEAR:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return day.replace(day=1), following - timedelta(days=1)


def term_of(key: str, office: OfficeTerm, horizon: date) -> Term:
    """The term with its dates made days."""
    first, begun = _bounds(office.start) if office.start else (date.min, date.max)
    ending, last = _bounds(office.end) if office.end else (horizon, horizon)
    return Term(key, first, last, (begun, ending))


def horizon_of(offices: Iterable[OfficeTerm]) -> date:
    """Until when the reference knows who is in office: some time after the latest day that it names."""
    known = [_bounds(text)[0] for office in offices for text in (office.start, office.end) if text]
    return max(known, default=date.min) + KNOWN_FOR if known else date.max


def holder(terms: Sequence[Term], first: date, last: date, margin: int = HANDOVER_DAYS) -> str:
    """The key of the one who held an office from `first` to `last` and `margin` days around it, or ""."""
    first, last = _shifted(first, -margin), _shifted(last, margin)
    near = [term for term in terms if term.first <= last and first <= term.last]
    if len({term.key for term in near}) != 1:
        return ""
    spans = sorted(term.sure for term in near if term.sure[0] <= term.sure[1])
    covered = first
    for begun, ending in spans:
        if begun <= _shifted(covered, 1):
            covered = max(covered, ending)
    return near[0].key if spans and spans[0][0] <= first and covered >= last else ""


def _bounds(text: str) -> tuple[date, date]:
    """The first and last day that a partial ISO date may mean."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    year, month = parts[:2]
    if len(parts) == 2:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, parts[2]), date(year, month, parts[2])


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
