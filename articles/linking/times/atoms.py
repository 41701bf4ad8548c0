"""English dates of one piece: "Friday, 3 May 2019", "Oct. 7", "mid-March", "2014", "the 1990s" → an `Atom`.

An atom is what the words say; what they mean is settled in `resolve`, when the text around them is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from articles.linking.times import spans
from articles.linking.times.context import Context, NotKnownError
from articles.linking.times.spans import Span
from articles.linking.times.vocabulary import either, vocabulary

_WORDS = vocabulary("en")
assert _WORDS is not None
WORDS = _WORDS
MONTHS, WEEKDAYS = WORDS.numbers("month"), WORDS.numbers("weekday")
# A space, or the end of a line; never a blank line, and never without end.
S = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]?)"
MONTH = either([*WORDS.forms("month"), *(form.upper() for form in WORDS.forms("month"))])
_DAYS_OF_WEEK = WORDS.forms("weekday")
_LONG = [form for form in _DAYS_OF_WEEK if not form.endswith(".")]
WEEKDAY = either([*_LONG, *(form.upper() for form in _LONG)])
_ANY_WEEKDAY = either([*_DAYS_OF_WEEK, *(form.upper() for form in _DAYS_OF_WEEK)])
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%\w]|[.,:/]\d)"
YEAR = r"(?P<year>(?:1\d|20|21)\d\d)(?![\w%]|[.,:]\d|-\d{3}(?!\d))"
_WITH_WEEKDAY = rf"(?:(?P<weekday>{_ANY_WEEKDAY}){S}?[,(]?{S}(?:the{S})?)?"
_OF_YEAR = (
    rf"(?:(?:,{S}?|,?{S}(?:of{S}|in{S})?){YEAR}|"
    rf",?{S}(?:of{S})?(?P<relative>last|this|next|the previous){S}year\b)"
)
OF_YEAR = re.compile(_OF_YEAR)
ISO = re.compile(
    r"(?P<year>(?:1[5-9]|20)\d\d)(?P<sep>[-/])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?![\w/-]|\.\d)"
)
NUMERIC = re.compile(
    r"(?P<a>\d\d?)(?P<sep>[-/.])(?P<b>\d\d?)(?P=sep)(?P<year>(?:1[5-9]|20)\d\d)(?![\w/-]|\.\d)"
)
MONTH_DAY = re.compile(rf"{_WITH_WEEKDAY}(?P<month>{MONTH}){S}(?:the{S})?{DAY}{_OF_YEAR}?")
DAY_MONTH = re.compile(rf"{_WITH_WEEKDAY}{DAY}{S}(?:of{S})?(?P<month>{MONTH})(?!\w){_OF_YEAR}?")
MONTH_ALONE = re.compile(rf"(?P<month>{MONTH})(?!\w){_OF_YEAR}?")
DECADE = re.compile(r"(?P<decade>(?:1[5-9]|20)\d0)[’']?s\b")
YEAR_ALONE = re.compile(YEAR)
WEEKDAY_ALONE = re.compile(
    rf"(?P<weekday>{WEEKDAY})(?!\w)(?:{S}(?:morning|afternoon|evening|night)\b)?"
    rf"(?:{S}(?:of{S})?(?P<relative>last|this|next){S}week\b)?"
)
DAY_ALONE = re.compile(DAY)
_OF_DIGITS = (ISO, NUMERIC, DAY_MONTH, DECADE, YEAR_ALONE, DAY_ALONE)
_OF_WORDS = (MONTH_DAY, DAY_MONTH, MONTH_ALONE, WEEKDAY_ALONE)
_RELATIVE = {"last": -1, "the previous": -1, "this": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class Atom:
    """What a date of one piece says; None for what it does not.

    `relative` is -1, 0 or 1 for last, this and next year, behind a weekday for a week. `choices` are the days
    that an ambiguous date may mean.
    """

    end: int
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    relative: int | None = None
    choices: tuple[date, ...] = ()
    is_decade: bool = False


def atom(text: str, start: int) -> Atom | None:
    """The longest date of one piece that begins at text[start]."""
    for pattern in _OF_DIGITS if text[start].isdigit() else _OF_WORDS:
        match = pattern.match(text, start)
        if match:
            made = _numeric(match) if pattern is NUMERIC else _atom(match)
            if made:
                return made
    return None


def with_year(made: Atom, match: re.Match[str]) -> Atom:
    """An atom with the year that `OF_YEAR` found behind it."""
    year, relative = match["year"], match["relative"]
    turn = _RELATIVE[_plain(relative)] if relative else None
    return replace(made, end=match.end(), year=int(year) if year else None, relative=turn)


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _atom(match: re.Match[str]) -> Atom:
    groups = match.groupdict()
    relative = groups.get("relative")
    weekday, month = groups.get("weekday"), groups.get("month")
    number = None
    if month:
        number = int(month) if month.isdigit() else MONTHS[month.lower().rstrip(".")]
    year, day, decade = groups.get("year"), groups.get("day"), groups.get("decade")
    return Atom(
        match.end(),
        WEEKDAYS[weekday.lower().rstrip(".")] if weekday else None,
        int(day) if day else None,
        number,
        int(year or decade or 0) or None,
        _RELATIVE[_plain(relative)] if relative else None,
        is_decade=bool(decade),
    )


def _numeric(match: re.Match[str]) -> Atom | None:
    """Day and month in either order, where only one is possible; else the days that it may be."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    orders = ((second, first),) if match["sep"] == "." else ((second, first), (first, second))
    choices = []
    for month, day in orders:
        try:
            choices.append(date(year, month, day))
        except ValueError:
            continue
    if not choices:
        return None
    if len(set(choices)) == 1:
        return Atom(match.end(), None, choices[0].day, choices[0].month, year)
    return Atom(match.end(), year=year, choices=tuple(choices))


def resolve(made: Atom, context: Context, tense: int) -> tuple[Span, str]:
    """What an atom means, and the rule; raises ValueError, or NotKnownError where something is missing."""
    if made.is_decade:
        return spans.decade(made.year or 0), "decade"
    year, said = made.year, "date"
    if year is None and made.relative is not None and made.month is not None:
        year, said = context.today.year + made.relative, "date of last, this or next year"
    if made.month is not None:
        if made.day is None:
            if year is None:
                year, said = context.year_of_month(made.month, tense)
                return spans.month(year, made.month), said
            return spans.month(year, made.month), "month" if said == "date" else said
        if year is None:
            year, said = context.year_of_day(made.month, made.day, tense, made.weekday)
        return spans.day(date(year, made.month, made.day)), said
    if made.weekday is not None:
        if made.relative is not None:
            monday = spans.week(context.today, made.relative).first
            return spans.day(monday + timedelta(days=made.weekday)), "weekday of last, this or next week"
        value, rule = context.weekday(made.weekday, tense)
        return spans.day(value), rule
    if year is None:
        raise NotKnownError
    rule = "year; its day and month may be read in two ways" if made.choices else "year"
    return spans.years(year, year), rule
