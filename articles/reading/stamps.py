"""Values of a date field as programs write them → what parse_stamp reads; a column's order of day and month.

16/11/2006 says which part is the day, 03/04/2006 does not: the order is decided for a whole column, from the
values that leave no choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from articles.reading.dates import parse_stamp
from articles.reading.months import MONTHS

_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?:\d{4}|\d\d)(?![\d-]|[./]\d)"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})[\s/-]+(?P<month>[^\W\d_]{3,10})\.?[\s/-]+(?P<day>\d{1,2})(?!\d)"
)
_CLOCK_DIGITS = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:[0-2]\d)(?:[0-5]\d){1,2}\d{0,3}"
)
# "/Date(1163635200000+0000)/", epoch time in nanoseconds, and in milliseconds before September 2001.
_EPOCH = re.compile(
    r"/Date\((?P<written>-?\d{9,10})(?:\d{3})?(?:[+-]\d{4})?\)/|(?P<nano>\d{10})\d{9}|(?P<early>[6-9]\d{8})\d{3}"
)
# Seconds as spreadsheets and scripts write large numbers: only with all their digits they tell a day.
_SCIENTIFIC = re.compile(r"(?P<first>\d)\.(?P<more>\d{9})\d{0,8}[eE]\+?0?9")
# Days by their week (2011-W09-4) and by their number in the year (2011-062).
_WEEK_DAY = re.compile(r"(?P<year>\d{4})-?W(?P<week>[0-5]\d)-?(?P<weekday>[1-7])")
_YEAR_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<number>[0-3]\d\d)")
_PARTS = ("year", "month", "day")
_UNSET = re.compile(r"(?:0000|0001|1970-01-01|1900-01-01)(?:[-T ].*)?")
_LONGEST = 120
# Days since the one before 1900 began, as Excel counts them: it holds 1900 for a leap year.
_SERIAL = re.compile(r"(?P<days>\d{5})(?:[.,]\d{1,12})?")
_FIRST_DAY = date(1899, 12, 30)
_EARLIEST_SERIAL = (date(1980, 1, 1) - _FIRST_DAY).days
_FEWEST_SERIAL = 3


@dataclass(frozen=True, slots=True)
class DayOrder:
    """Whether the day or the month comes first in a column's numeric dates, and the value that told it."""

    day_first: bool
    witness: str

    def explains(self, value: object) -> bool:
        """Whether a value could be read either way without this order."""
        match = _NUMERIC.search(str(value))
        return bool(match and match["sep"] != "." and int(match["a"]) <= 12 and int(match["b"]) <= 12)

    @property
    def words(self) -> str:
        """Which order and why, as it is added to the evidence of a date."""
        return f"{'day' if self.day_first else 'month'} first, as {self.witness} in the same column"


@dataclass(frozen=True, slots=True)
class SerialDays:
    """A column that counts days as spreadsheets do: 45215 is 16 October 2023, 45215.5 noon of that day."""

    day_first: None = None

    def day_of(self, value: object) -> str | None:
        """The day in the usual form; None for a value that is no such number."""
        number = _serial(str(value))
        return (_FIRST_DAY + timedelta(days=number)).isoformat() if number is not None else None

    def explains(self, value: object) -> bool:
        """All days of the column are read so."""
        return True

    @property
    def words(self) -> str:
        """How the day was found, as it is added to its evidence."""
        return "counted in days, as spreadsheets do, in the whole column"


def decide_serial(values: Iterable[str]) -> SerialDays | None:
    """Whether a column counts days as spreadsheets do: several values, all such days, none to come."""
    filled = [value for value in values if value.strip()]
    if len(filled) < _FEWEST_SERIAL or any(_serial(value) is None for value in filled):
        return None
    return SerialDays()


def _serial(value: str) -> int | None:
    """The number of a day from 1980 to tomorrow, as spreadsheets count them; None for any other value."""
    match = _SERIAL.fullmatch(value.strip())
    if not match:
        return None
    number = int(match["days"])
    latest = (datetime.now(UTC).date() - _FIRST_DAY).days + 1
    return number if _EARLIEST_SERIAL <= number <= latest else None


def decide_order(values: Iterable[str]) -> DayOrder | None:
    """The order of a column's numeric dates; None where no value decides, or values contradict each other."""
    told: dict[bool, str] = {}
    for value in values:
        match = _NUMERIC.search(value)
        if match:
            first, second = int(match["a"]), int(match["b"])
            if (first > 12) != (second > 12):
                told.setdefault(first > 12, match.group())
    return DayOrder(*next(iter(told.items()))) if len(told) == 1 else None


def plain_stamp(value: object) -> object:
    """A value in a form that parse_stamp reads, or None for one that stands for no date."""
    text = " ".join(str(_unwrapped(value))[: _LONGEST + 1].split())
    if not text or len(text) > _LONGEST or _UNSET.fullmatch(text):
        return None
    if match := _EPOCH.fullmatch(text):
        return match["written"] or match["nano"] or match["early"]
    if match := _SCIENTIFIC.fullmatch(text):
        return match["first"] + match["more"]
    if counted := _counted(text):
        return counted
    match = _CLOCK_DIGITS.fullmatch(text)
    if not match and (match := _YEAR_FIRST.search(text)) and names_day(text):
        return text
    if match:
        name = match["month"]
        month = int(name) if name.isdigit() else MONTHS.get(name.casefold(), 0)
        try:
            return date(int(match["year"]), month, int(match["day"])).isoformat()
        except ValueError:
            return text
    return text


def _counted(text: str) -> str:
    """The day that its week or its number in the year tells, in the usual form; "" for any other text."""
    try:
        if match := _WEEK_DAY.fullmatch(text):
            return date.fromisocalendar(*map(int, match.group("year", "week", "weekday"))).isoformat()
        if (match := _YEAR_DAY.fullmatch(text)) and 1 <= int(match["number"]) <= 366:
            day = date(int(match["year"]), 1, 1) + timedelta(days=int(match["number"]) - 1)
            return day.isoformat() if day.year == int(match["year"]) else ""
    except ValueError:
        return ""
    return ""


def names_day(text: object, day_first: bool | None = None) -> bool:
    """Whether a value names a day, not only a month or a year."""
    found = parse_stamp(text, day_first)
    return found is not None and found.precision.value == "day"


def of_parts(value: object) -> str:
    """The day of {"year": 2011, "month": 5, "day": 3}, or of a list that begins so, as 2011-05-03; or ""."""
    if isinstance(value, Mapping):
        lower = {str(name).casefold(): each for name, each in value.items()}
        parts: list[object] = [lower.get(name) for name in _PARTS]
    elif isinstance(value, list) and len(value) >= len(_PARTS):
        parts = value[: len(_PARTS)]
    else:
        return ""
    # Tables that were once calculated with hold "2011.0".
    told = [str(part).strip().removesuffix(".0") for part in parts]
    try:
        day = date(*(int(part) for part in told)) if all(part.isdecimal() for part in told) else None
    except ValueError:
        return ""
    return day.isoformat() if day and len(told[0]) == len("2011") else ""


def _unwrapped(value: object) -> object:
    """The value inside {"$date": …} and lists."""
    if isinstance(value, str):
        return value
    if parted := of_parts(value):
        return parted
    for _ in range(4):
        if isinstance(value, Mapping):
            inner = (each for each in value.values() if isinstance(each, str | int | float | Mapping))
            value = next(inner, "")
        elif isinstance(value, list):
            value = value[0] if value else ""
    return "" if value is None or isinstance(value, bool | list | Mapping) else value
