"""Hits → how many of them were published in each month, year or day; undated ones and bare years apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from articles.records import Precision
from articles.search.addresses import Addresses
from articles.search.counts import Counts
from articles.search.language import Period
from articles.search.language.periods import month_of, year_of
from articles.search.masks import PRECISIONS
from articles.search.narrowing import MONTH_ONLY, UNDATED, YEAR_ONLY
from articles.search.request import SearchRequest

MOST_BARS = 80
EPOCH = date(1970, 1, 1).toordinal()
_PLACE = {precision: place for place, precision in enumerate(PRECISIONS)}
LABELS = {MONTH_ONLY: "Month only", YEAR_ONLY: "Year only", UNDATED: "No date"}


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A stretch of time with the number of articles and the address of their search."""

    label: str
    count: int
    address: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A longer stretch of time, and the address of its search."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars in order of time without gaps, then those for articles of no month.

    `at` is the stretch of time that the search keeps to, in words; `up` leads to the next longer ones.
    """

    unit: str
    bars: tuple[TimelineBar, ...]
    apart: tuple[TimelineBar, ...] = ()
    at: str = ""
    up: tuple[Step, ...] = ()


NO_TIMELINE = Timeline("month", ())


def timeline(request: SearchRequest, counts: Counts) -> Timeline:
    """The hits over time, in the finest unit that still gives a readable number of bars."""
    found = _bars(Addresses(request), counts) if counts.hits.total else NO_TIMELINE
    return replace(found, at=_at(request), up=tuple(_up(request)))


def _at(request: SearchRequest) -> str:
    after, before = request.narrowing.after, request.narrowing.before
    if after and before:
        return after.words if after == before else f"{after.words} to {before.words}"
    if after or before:
        return f"from {after.words}" if after else f"up to {before.words}" if before else ""
    return LABELS.get(request.narrowing.dated, "")


def _up(request: SearchRequest) -> Iterator[Step]:
    """The stretches around the one that the search keeps to, the longest first."""
    after, before, dated = request.narrowing.after, request.narrowing.before, request.narrowing.dated
    if not (after or before or dated):
        return
    yield Step("All time", request.narrowed(after=None, before=None, dated="").address)
    if after is None or before is None:
        return
    first, last = after.first, before.last
    year, month = year_of(first.year), month_of(first.year, first.month)
    for longer in (year, month):
        wider = (longer.last - longer.first) > (last - first)
        if wider and longer.first <= first and last <= longer.last:
            yield Step(longer.words, request.narrowed(after=longer, before=longer, dated="").address)


def _bars(addresses: Addresses, counts: Counts) -> Timeline:
    days, months, years, undated = counts.kept("timeline", lambda: _by_precision(counts))
    apart = {YEAR_ONLY: sum(years.values()), UNDATED: undated}
    if not months:
        return Timeline("month", (), tuple(_apart(addresses, apart)))
    first, last = min(months), max(months)
    if last.year - first.year >= MOST_BARS:
        bars = _by_decade(addresses, months, years)
        return Timeline("decade", tuple(bars), tuple(_apart(addresses, {UNDATED: undated})))
    if (last.year - first.year) * 12 + last.month - first.month >= MOST_BARS:
        bars = _by_year(addresses, months, years)
        return Timeline("year", tuple(bars), tuple(_apart(addresses, {UNDATED: undated})))
    if first == last:
        # No bar of a day is right for what is only known to be of the month.
        bare = {MONTH_ONLY: months[first] - sum(days.values())}
        return Timeline("day", tuple(_by_day(addresses, days, first)), tuple(_apart(addresses, bare | apart)))
    return Timeline(
        "month", tuple(_by_month(addresses, months, first, last)), tuple(_apart(addresses, apart))
    )


def _by_precision(counts: Counts) -> tuple[Counter[date], Counter[date], Counter[int], int]:
    """Counts by month where it is known, by year where only that is, and of no date.

    By day, which comes first, only where all months are one.
    """
    precision, first, totals = counts.dated
    known = first > 0
    undated = int(totals[~known | (precision == _PLACE[Precision.UNKNOWN])].sum())
    only_year = known & (precision == _PLACE[Precision.YEAR])
    years: Counter[int] = Counter()
    for day, total in zip(first[only_year].tolist(), totals[only_year].tolist(), strict=True):
        years[date.fromordinal(day).year] += total
    in_month = known & (precision >= _PLACE[Precision.MONTH])
    numbers = (first[in_month] - EPOCH).astype("M8[D]").astype("M8[M]").astype(np.int64)
    keys, codes = np.unique(numbers, return_inverse=True)
    summed = np.bincount(codes, totals[in_month], len(keys)).astype(np.int64)
    pairs = zip(keys.tolist(), summed.tolist(), strict=True)
    months = Counter({date(1970 + key // 12, key % 12 + 1, 1): total for key, total in pairs})
    days: Counter[date] = Counter()
    if len(months) == 1:
        of_day = known & (precision == _PLACE[Precision.DAY])
        for day, total in zip(first[of_day].tolist(), totals[of_day].tolist(), strict=True):
            days[date.fromordinal(day)] += total
    return days, months, years, undated


def _bar(addresses: Addresses, label: str, period: Period, count: int) -> TimelineBar:
    return TimelineBar(label, count, addresses.between(period, period), period)


def _by_decade(addresses: Addresses, months: Counter[date], bare: Counter[int]) -> Iterator[TimelineBar]:
    decades: Counter[int] = Counter()
    for year, count in bare.items():
        decades[year // 10] += count
    for month, count in months.items():
        decades[month.year // 10] += count
    for decade in range(min(decades), max(decades) + 1):
        first, last = year_of(max(decade * 10, 1)), year_of(decade * 10 + 9)
        address = addresses.between(first, last)
        period = Period(first.first, last.last)
        yield TimelineBar(f"{decade * 10}s", decades[decade], address, period)


def _by_year(addresses: Addresses, months: Counter[date], bare: Counter[int]) -> Iterator[TimelineBar]:
    years = Counter(bare)
    for month, count in months.items():
        years[month.year] += count
    for year in range(min(years), max(years) + 1):
        yield _bar(addresses, str(year), year_of(year), years[year])


def _by_month(addresses: Addresses, months: Counter[date], first: date, last: date) -> Iterator[TimelineBar]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        period = month_of(number // 12, number % 12 + 1)
        yield _bar(addresses, period.words, period, months[period.first])


def _by_day(addresses: Addresses, days: Counter[date], month: date) -> Iterator[TimelineBar]:
    period = month_of(month.year, month.month)
    for offset in range((period.last - period.first).days + 1):
        day = period.first + timedelta(offset)
        one = Period(day, day)
        yield _bar(addresses, one.words, one, days[day])


def _apart(addresses: Addresses, totals: dict[str, int]) -> Iterator[TimelineBar]:
    for dated, total in totals.items():
        if total:
            yield TimelineBar(LABELS[dated], total, addresses.dated(dated))
