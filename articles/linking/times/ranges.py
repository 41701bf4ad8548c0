"""English ranges of dates: "from 3 to 5 May", "2011-2014", "Monday through Friday"."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.linking.times import doubts, spans
from articles.linking.times.atoms import OF_YEAR, Atom, S, atom, resolve, with_year
from articles.linking.times.context import Context, Made
from articles.linking.times.spans import Span

_LINK = re.compile(rf"(?:{S}?[-–—]{S}?|{S}(?:to|until|till|through|thru){S})(?:the{S})?")
_LINK_OF_TWO = re.compile(rf"{S}and{S}(?:the{S})?")
_OPENS_RANGE = re.compile(rf"(?i:from|between){S}(?:the{S})?")
_SHORT_YEAR = re.compile(r"[-–](?P<short>\d\d)(?![\d\w]|[.,]\d)")


def range_of_dates(context: Context, start: int) -> Made | None:
    """From one date to another: "from 3 to 5 May", "2011-2014", "Monday through Friday"."""
    text = context.text
    opened = _OPENS_RANGE.match(text, start)
    first_at = opened.end() if opened else start
    if first_at >= len(text) or not text[first_at].isalnum():
        return None
    first = atom(text, first_at)
    if first is None:
        return None
    link = _LINK.match(text, first.end)
    if link is None and opened and opened.group()[0] in "bB":
        link = _LINK_OF_TWO.match(text, first.end)
    short = _SHORT_YEAR.match(text, first.end) if first.year and first.month is None else None
    if short:
        return _short_range(context, start, first, short)
    if link is None or link.end() >= len(text) or not text[link.end()].isalnum():
        return None
    last = atom(text, link.end())
    if last and last.day is not None and last.month is None and (year := OF_YEAR.match(text, last.end)):
        last = with_year(last, year)
    return _between(context, start, first, last, opened=opened is not None) if last else None


def _short_range(context: Context, start: int, first: Atom, short: re.Match[str]) -> Made | None:
    """1939-45."""
    year = first.year or 0
    last = year - year % 100 + int(short["short"])
    if last <= year or not doubts.is_year(context.text, start, short.end(), year):
        return None
    return Made(start, short.end(), spans.years(year, last), "years")


def _between(context: Context, start: int, first: Atom, last: Atom, *, opened: bool) -> Made | None:
    """A range, where each end takes from the other what it does not say itself."""
    whole = _completed(first, last)
    if whole is None or first.is_decade != last.is_decade:
        return None
    first, last = whole
    text, end = context.text, last.end
    years_only = first.month is None and first.weekday is None
    if years_only and not opened and not doubts.is_year(text, start, end, first.year or 0):
        return None
    month_only = first.month is not None and first.day is None and first.year is None
    if month_only and not opened and not doubts.is_month(text, start, end, text[start:end]):
        return None
    tense = context.tense(start, end)
    begins, rule = resolve(first, context, tense)
    ends, _ = resolve(last, context, tense)
    if ends.last < begins.first:
        if first.year is not None or first.month is None:
            return _turned(context, start, first, last, tense)
        begins = _a_year_before(begins)
    return Made(start, end, begins.until(ends), f"from {rule}" if rule != "year" else "years")


def _turned(context: Context, start: int, first: Atom, last: Atom, tense: int) -> Made | None:
    """A range of weekdays that runs over the day of publication: it begins with the first."""
    if first.weekday is None or last.weekday is None:
        return None
    begins, rule = resolve(first, context, tense)
    length = (last.weekday - first.weekday) % 7
    return Made(start, last.end, spans.days(begins.first, begins.first + length * spans.ONE), f"from {rule}")


def _a_year_before(span: Span) -> Span:
    if span.is_day:
        return spans.day(span.first.replace(year=span.first.year - 1))
    return spans.month(span.first.year - 1, span.first.month)


def _completed(first: Atom, last: Atom) -> tuple[Atom, Atom] | None:
    """Both ends of a range in full, or None where they do not fit together."""
    month, year, relative_year = first.month, first.year, first.relative
    last_month = last.month
    if first.day is not None and month is None:
        month = last.month
    if last.day is not None and last_month is None:
        last_month = first.month
    if (first.day is None) != (last.day is None) or (month is None) != (last_month is None):
        return None
    if (first.weekday is None) != (last.weekday is None) and month is None:
        return None
    last_year, last_relative = last.year, last.relative
    if month is not None and year is None and relative_year is None:
        year, relative_year = last_year, last_relative
        if year is not None and last_month is not None and month > last_month:
            year -= 1
    elif month is not None and last_year is None and last_relative is None:
        last_year, last_relative = year, relative_year
        if last_year is not None and last_month is not None and month > last_month:
            last_year += 1
    return (
        replace(first, month=month, year=year, relative=relative_year),
        replace(last, month=last_month, year=last_year, relative=last_relative),
    )
