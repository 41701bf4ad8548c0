"""A text that is no date of the language → the date that it most likely means."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from articles.search.language.periods import MONTHS

_YEAR_FIRST = re.compile(r"(\d{4})[./ ]?(\d{1,2})(?:[./ ]?(\d{1,2}))?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})", re.ASCII)
_NAMED = re.compile(
    r"(?:(\d{1,2})[ .-]*)?([a-z]{3,9})[ .,-]*(?:(\d{1,2})[ ,-]+)?(\d{4})", re.ASCII | re.IGNORECASE
)
_TODAY = re.compile(
    r"(today|now|yesterday|tomorrow|(?:this|last|next)[ _-]?(?:day|week|month|year))", re.IGNORECASE
)
_AGO = re.compile(r"(\d{1,4})[ _-]?(day|week|month|year|d|w|m|y)s?(?:[ _-]ago)?", re.ASCII | re.IGNORECASE)
# A month or a day of the week, or of a month, without a year.
_ALONE = re.compile(r"(?:last |this )?([a-z]{3,9})\.?", re.ASCII | re.IGNORECASE)
_YEARLESS = re.compile(r"(\d{1,2})[ .-]*([a-z]{3,9})|([a-z]{3,9})[ .-]*(\d{1,2})", re.ASCII | re.IGNORECASE)
STEPS = {"yesterday": -1, "tomorrow": 1, "last": -1, "next": 1}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def nearest_date(text: str) -> str:
    """The date that a text most likely means, as the language writes it; "" if nobody can say."""
    text = text.strip()
    if _TODAY.fullmatch(text):
        return _from_today(text.lower(), date.today())
    ago = _AGO.fullmatch(text)
    if ago:
        return _before(date.today(), int(ago[1]), ago[2][0].lower())
    alone = _ALONE.fullmatch(text)
    if alone:
        return _last(alone[1].lower(), date.today())
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        match = pattern.fullmatch(text.replace("-", "/"))
        if match:
            year, month, day = (int(match[group] or 0) for group in order)
            return "" if order[0] == 3 and month > 12 else _possible(year, month, day)
    named = _NAMED.fullmatch(text)
    if named and (month := _month(named[2])):
        return _possible(int(named[4]), month, int(named[1] or named[3] or 0))
    yearless = _YEARLESS.fullmatch(text)
    if yearless and (month := _month(yearless[2] or yearless[3])):
        day, today = int(yearless[1] or yearless[4]), date.today()
        return _possible(today.year - ((month, day) > (today.month, today.day)), month, day)
    return ""


def _month(name: str) -> int:
    """The number of the month of that name, or of that beginning of one; 0 if there is none."""
    found = (number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower()))
    return next(found, 0)


def _from_today(text: str, today: date) -> str:
    """The day, month or year that is so far from today; a week begins seven days ago, or on its Monday."""
    steps = STEPS.get(text, STEPS.get(text[:4], 0))
    if text.endswith("year"):
        return str(today.year + steps)
    if text.endswith("month"):
        return _before(today, -steps, "m")
    if text.endswith("week") and not text.startswith("last"):
        return (today + timedelta(days=7 * steps - today.weekday())).isoformat()
    return (today + timedelta(days=steps * (7 if text.endswith("week") else 1))).isoformat()


def _before(today: date, number: int, unit: str) -> str:
    """The day, month or year so many days, weeks, months or years before today (their first letters)."""
    try:
        if unit in "dw":
            return (today - timedelta(days=number * (7 if unit == "w" else 1))).isoformat()
        months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
        first = date(months // 12, months % 12 + 1, 1)
    except (ValueError, OverflowError):
        return ""
    return first.isoformat()[: 4 if unit == "y" else 7]


def _last(name: str, today: date) -> str:
    """The last month or day of the week of that name that has begun; "" if none has it."""
    if month := _month(name):
        return f"{today.year - (month > today.month)}-{month:02}"
    for number, day in enumerate(WEEKDAYS):
        if day.lower().startswith(name):
            return (today - timedelta(days=(today.weekday() - number) % 7)).isoformat()
    return ""


def _possible(year: int, month: int, day: int) -> str:
    """The date, with a month or day that there is not moved to the nearest that there is."""
    if not 1 <= year <= 9999:
        return ""
    month = min(max(month, 1), 12)
    if not day:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{min(day, monthrange(year, month)[1]):02}"
