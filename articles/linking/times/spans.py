"""Arithmetic of calendar spans: a year, a month, a week, a season → its first and last day.

Everything here may raise ValueError or OverflowError for years that the calendar does not have.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from articles.records import Precision

EARLIEST_YEAR, LATEST_YEAR = 1000, 2200
ONE = timedelta(days=1)
MONTHS_OF_WINTER = 12


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, inclusive.

    `precision` is the grain of the words: DAY where they name days, MONTH for weeks, months and seasons, YEAR
    for anything longer.
    """

    first: date
    last: date
    precision: Precision

    @property
    def is_day(self) -> bool:
        """Whether this is one day."""
        return self.first == self.last

    def until(self, other: Span) -> Span:
        """From the first day of this to the last of the other; raises ValueError if that is before it."""
        if other.last < self.first:
            raise ValueError(f"{other.last} is before {self.first}")
        coarse = self.precision if self.precision is not Precision.DAY else other.precision
        return Span(self.first, other.last, coarse)


def day(value: date) -> Span:
    """One day."""
    return Span(value, value, Precision.DAY)


def days(first: date, last: date) -> Span:
    """Some days that the words name."""
    return Span(first, last, Precision.DAY).until(day(last))


def weeks(first: date, last: date) -> Span:
    """Days that are known to the week."""
    return replace(days(first, last), precision=Precision.DAY if first == last else Precision.MONTH)


def month(year: int, number: int) -> Span:
    """A month."""
    return Span(
        date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), Precision.MONTH
    )


def months(year: int, number: int, count: int) -> Span:
    """As many months from the first day of one: a quarter, a season."""
    return month(year, number).until(month(*shifted(year, number, count - 1)))


def years(first: int, last: int) -> Span:
    """From 1 January of one year to 31 December of another."""
    if not EARLIEST_YEAR <= first <= last <= LATEST_YEAR:
        raise ValueError(f"{first} to {last}")
    return Span(date(first, 1, 1), date(last, 12, 31), Precision.YEAR)


def shifted(year: int, number: int, count: int) -> tuple[int, int]:
    """The month that lies `count` months on, or back."""
    total = year * 12 + number - 1 + count
    return total // 12, total % 12 + 1


def day_months_on(value: date, count: int) -> date:
    """The same day of the month some months on; the last day of a month that is shorter."""
    year, number = shifted(value.year, value.month, count)
    return date(year, number, min(value.day, calendar.monthrange(year, number)[1]))


def week(value: date, count: int = 0) -> Span:
    """The week, Monday to Sunday, that lies `count` weeks from the one with this day in it."""
    monday = value - timedelta(days=value.weekday()) + timedelta(weeks=count)
    return weeks(monday, monday + 6 * ONE)


def weekend(value: date, count: int = 0) -> Span:
    """Saturday and Sunday of the week that lies `count` weeks on."""
    sunday = week(value, count).last
    return days(sunday - ONE, sunday)


def season(year: int, first_month: int) -> Span:
    """A season of the northern half of the earth; a winter runs into the next year."""
    return months(year, first_month, 3)


def decade(year: int) -> Span:
    """The ten years from one that ends in 0."""
    return years(year, year + 9)


def century(number: int) -> Span:
    """The hundred years of a century: the 19th is 1801 to 1900."""
    return years(number * 100 - 99, number * 100)


def unit(value: date, name: str, count: int) -> Span:
    """The day, week, month, year or decade that lies `count` of them from a day."""
    if name == "day":
        return day(value + count * ONE)
    if name == "week":
        return week(value, count)
    if name == "month":
        return month(*shifted(value.year, value.month, count))
    return years(*[value.year + count * (10 if name == "decade" else 1)] * 2)


def stretch(value: date, name: str, count: int) -> Span:
    """From a day as many units on, or back to it where `count` is below 0."""
    if name == "day":
        other = value + count * ONE
    elif name == "week":
        other = value + timedelta(weeks=count)
    else:
        other = day_months_on(value, count * {"month": 1, "year": 12, "decade": 120}[name])
    return Span(min(value, other), max(value, other), GRAIN[name])


def part(span: Span, which: str) -> Span:
    """The early, mid or late third of a month, a year or a decade."""
    first, last = span.first, span.last
    third = {"early": 0, "mid": 1, "late": 2}[which]
    if span.precision is Precision.MONTH:
        starts = (first, first + 10 * ONE, first + 20 * ONE)
        ends = (first + 9 * ONE, first + 19 * ONE, last)
        return replace(span, first=starts[third], last=ends[third])
    if first.year == last.year:
        return replace(months(first.year, 1 + 4 * third, 4), precision=Precision.YEAR)
    length = last.year - first.year + 1
    begin = first.year + (0, (length * 4) // 10, (length * 7) // 10)[third]
    end = first.year + ((length * 4) // 10 - 1, (length * 7) // 10 - 1, length - 1)[third]
    return years(begin, end)


GRAIN = {
    "day": Precision.DAY,
    "week": Precision.MONTH,
    "month": Precision.MONTH,
    "year": Precision.YEAR,
    "decade": Precision.YEAR,
}
"""The precision that words of each unit have."""
