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
_TODAY = re.compile(r"(today|now|yesterday|(?:this|last)[ _-]?(?:day|week|month|year))", re.IGNORECASE)


def nearest_date(text: str) -> str:
    """The date that a text most likely means, as the language writes it; "" if nobody can say."""
    text = text.strip()
    if _TODAY.fullmatch(text):
        return _from_today(text.lower(), date.today())
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        match = pattern.fullmatch(text.replace("-", "/"))
        if match:
            year, month, day = (int(match[group] or 0) for group in order)
            return "" if order[0] == 3 and month > 12 else _possible(year, month, day)
    named = _NAMED.fullmatch(text)
    if named:
        for number, month_name in enumerate(MONTHS, 1):
            if month_name.lower().startswith(named[2].lower()):
                return _possible(int(named[4]), number, int(named[1] or named[3] or 0))
    return ""


def _from_today(text: str, today: date) -> str:
    """The day, month or year that is so far from today; a week begins seven days ago, or on its Monday."""
    last = text.startswith("last")
    if text.endswith("year"):
        return str(today.year - last)
    if text.endswith("month"):
        return f"{(today.replace(day=1) - timedelta(days=1) if last else today):%Y-%m}"
    if text.endswith("week"):
        return (today - timedelta(days=7 if last else today.weekday())).isoformat()
    return (today - timedelta(days=last or text == "yesterday")).isoformat()


def _possible(year: int, month: int, day: int) -> str:
    """The date, with a month or day that there is not moved to the nearest that there is."""
    if not 1 <= year <= 9999:
        return ""
    month = min(max(month, 1), 12)
    if not day:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{min(day, monthrange(year, month)[1]):02}"
