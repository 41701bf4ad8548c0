"""Dates as people write them, 2023, 2023-10 or 2023-10-16 → the days that they cover."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From one day to another, both included: a year, a month or a day."""

    first: date
    last: date

    def __str__(self) -> str:
        """ISO text cut to the length of the period: 2023, 2023-10, 2023-10-16."""
        if self.first == self.last:
            return self.first.isoformat()
        return self.first.isoformat()[: 4 if self.first.month != self.last.month else 7]

    @property
    def words(self) -> str:
        """2023, October 2023 or 16 October 2023."""
        if self.first == self.last:
            return f"{self.first.day} {MONTHS[self.first.month - 1]} {self.first.year}"
        if self.first.month == self.last.month:
            return f"{MONTHS[self.first.month - 1]} {self.first.year}"
        return str(self.first.year)


def parse_period(text: str) -> Period | None:
    """The period that the text names; None if it names none."""
    match = _PARTIAL.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return Period(date(year, month, day), date(year, month, day))
        if match[2] is not None:
            return month_of(year, month)
        return Period(date(year, 1, 1), date(year, 12, 31))
    except (ValueError, IndexError):
        return None


@lru_cache(maxsize=2_000)
def month_of(year: int, month: int) -> Period:
    """A month; ValueError if there is no such one."""
    first = date(year, month, 1)
    return Period(first, date(year, month, monthrange(year, month)[1]))


@lru_cache(maxsize=200)
def year_of(year: int) -> Period:
    """A year; ValueError if there is no such one."""
    return Period(date(year, 1, 1), date(year, 12, 31))
