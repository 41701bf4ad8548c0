"""Hits → how many of them were published in each month, year or day; undated ones and bare years apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncMonth

from articles.models import Article
from articles.records import Precision
from articles.search.hits import Hits
from articles.search.language import Period
from articles.search.language.periods import month_of, year_of
from articles.search.narrowing import UNDATED, YEAR_ONLY
from articles.search.request import SearchRequest

MOST_BARS = 80


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A stretch of time with the number of articles and the address of their search."""

    label: str
    count: int
    address: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars in order of time without gaps, then those for articles of no month."""

    unit: str
    bars: tuple[TimelineBar, ...]
    apart: tuple[TimelineBar, ...] = ()


NO_TIMELINE = Timeline("month", ())


def timeline(request: SearchRequest, hits: Hits) -> Timeline:
    """The hits over time, in the finest unit that still gives a readable number of bars."""
    if not hits.total:
        return NO_TIMELINE
    months, apart = _months(hits)
    if not months:
        return Timeline("month", (), _apart(request, apart))
    first, last = min(months), max(months)
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    if span > MOST_BARS:
        bars = _by_year(request, months, apart.pop(Precision.YEAR, {}))
        return Timeline("year", tuple(bars), _apart(request, apart))
    if span == 1 and first.year == last.year:
        return Timeline("day", tuple(_by_day(request, hits, first)), _apart(request, apart))
    return Timeline("month", tuple(_by_month(request, months, first, last)), _apart(request, apart))


def _months(hits: Hits) -> tuple[dict[date, int], dict[Precision, dict[int, int]]]:
    """Counts by month where at least the month is known; else by precision and year (0 for no date)."""
    rows = Article.objects.filter(hits.holds("id")).order_by()
    counted = rows.values_list("published_precision", TruncMonth("published")).annotate(Count("pk"))
    months: dict[date, int] = {}
    apart: dict[Precision, dict[int, int]] = {}
    for precision, month, count in counted:
        if month is None or precision == Precision.UNKNOWN:
            years = apart.setdefault(Precision.UNKNOWN, {})
            years[0] = years.get(0, 0) + count
        elif precision == Precision.YEAR:
            years = apart.setdefault(Precision.YEAR, {})
            years[month.year] = years.get(month.year, 0) + count
        else:
            months[month] = months.get(month, 0) + count
    return months, apart


def _bar(request: SearchRequest, label: str, period: Period, count: int) -> TimelineBar:
    address = request.narrowed(after=period, before=period, dated="").address
    return TimelineBar(label, count, address, period)


def _by_year(request: SearchRequest, months: dict[date, int], bare: dict[int, int]) -> Iterator[TimelineBar]:
    years = dict(bare)
    for month, count in months.items():
        years[month.year] = years.get(month.year, 0) + count
    for year in range(min(years), max(years) + 1):
        yield _bar(request, str(year), year_of(year), years.get(year, 0))


def _by_month(
    request: SearchRequest, months: dict[date, int], first: date, last: date
) -> Iterator[TimelineBar]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        period = month_of(number // 12, number % 12 + 1)
        yield _bar(request, period.words, period, months.get(period.first, 0))


def _by_day(request: SearchRequest, hits: Hits, month: date) -> Iterator[TimelineBar]:
    period = month_of(month.year, month.month)
    rows = Article.objects.filter(hits.holds("id"), published_precision=Precision.DAY.value).order_by()
    rows = rows.filter(published__range=(period.first, period.last))
    days = dict(rows.values_list("published").annotate(Count("pk")))
    for offset in range((period.last - period.first).days + 1):
        day = period.first + timedelta(offset)
        one = Period(day, day)
        yield _bar(request, one.words, one, days.get(day, 0))


def _apart(request: SearchRequest, apart: dict[Precision, dict[int, int]]) -> tuple[TimelineBar, ...]:
    labels = {Precision.YEAR: ("Year only", YEAR_ONLY), Precision.UNKNOWN: ("No date", UNDATED)}
    return tuple(
        TimelineBar(label, sum(apart[precision].values()), request.narrowed(dated=dated).address)
        for precision, (label, dated) in labels.items()
        if precision in apart
    )
