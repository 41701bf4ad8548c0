"""Words or a field value → the day they name, with its precision.

What is read is what the words say where they were written: a time zone never moves the day. A date that
two readers could take for different days (03/04/2010) is cut to what both agree on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from articles.reading.months import MONTHS, WEEKDAYS
from articles.records import Precision

EARLIEST_YEAR, LATEST_YEAR = 1800, 2100

_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def _names(table: dict[str, int]) -> str:
    return "|".join(sorted((re.escape(name) for name in table), key=len, reverse=True))


_MONTH = rf"(?P<month>{_names(MONTHS)})\b\.?"
_WEEKDAY = rf"(?:\b(?P<weekday>{_names(WEEKDAYS)})\b\.?,?\s+)?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_FLAGS = re.IGNORECASE

_ISO = re.compile(
    rf"(?<![\d./])(?<!\d-){_YEAR}(?P<sep>[-/.])(?P<month>[01]?\d)(?P=sep)(?P<day>[0-3]?\d)(?!\d|[./]\d)",
    _FLAGS,
)
_COMPACT = re.compile(rf"(?<!\d){_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?<![\d.,]){_DAY}\s*(?:de\s+|-)?\s*{_MONTH},?\s*(?:de\s+|-)?{_YEAR}(?!\d)", _FLAGS
)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}\b{_MONTH}\s*{_DAY}(?:\s*,\s*|\s+){_YEAR}(?!\d)", _FLAGS)
_NUMERIC = re.compile(
    rf"(?<![\d./-])(?P<a>[0-3]?\d)(?P<sep>[-/.])(?P<b>[0-3]?\d)(?P=sep){_YEAR}(?![\d-]|[./]\d)"
)
_MONTH_ONLY = re.compile(rf"\b{_MONTH},?\s+(?:de\s+)?{_YEAR}(?!\d)", _FLAGS)
_ISO_MONTH = re.compile(rf"{_YEAR}-(?P<month>[01]\d)")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{13}")
_CHINESE = re.compile(rf"{_YEAR}\s*年\s*(?P<month>1?\d)\s*月\s*(?P<day>[0-3]?\d)\s*日")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date that stands in a text: its day, precision, span, words, and the weekday named with it (0-6)."""

    day: date
    precision: Precision
    start: int
    end: int
    words: str
    weekday: int | None = None

    @property
    def agrees(self) -> bool:
        """False if the words name a weekday that the day was not."""
        return self.weekday is None or self.weekday == self.day.weekday()


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the full dates (day, month and year) of a text, in order, never two over the same words."""
    text = text.translate(_ARABIC_DIGITS)
    found: list[FoundDate] = []
    for pattern in (_MONTH_FIRST, _DAY_FIRST, _ISO, _CHINESE, _COMPACT, _NUMERIC):
        for match in pattern.finditer(text):
            made = _from_numeric(match) if pattern is _NUMERIC else _from_match(match)
            if made and not any(made.start < other.end and other.start < made.end for other in found):
                found.append(made)
    yield from sorted(found, key=lambda each: each.start)


def parse_stamp(value: object) -> FoundDate | None:
    """Read a date field or date line that holds a date and little else, in any format, or epoch time."""
    if isinstance(value, bool) or value is None:
        return None
    text = " ".join(str(value).split()).translate(_ARABIC_DIGITS)
    if not text or len(text) > 120:
        return None
    for found in find_dates(text):
        if found.agrees:
            return found
    if _EPOCH.fullmatch(text):
        return _from_epoch(text)
    match = _MONTH_ONLY.search(text) or _ISO_MONTH.fullmatch(text)
    if match:
        return _from_match(match, Precision.MONTH)
    year = re.fullmatch(_YEAR, text)
    return _from_match(year, Precision.YEAR) if year else None


def weekday_number(name: str) -> int | None:
    """The number of a weekday by its name in any of the languages known here, Monday is 0."""
    return WEEKDAYS.get(name.casefold().rstrip("."))


def _from_match(match: re.Match[str], precision: Precision = Precision.DAY) -> FoundDate | None:
    groups = match.groupdict()
    month = groups.get("month") or "1"
    number = int(month) if month.isdigit() else MONTHS[month.casefold()]
    weekday = groups.get("weekday")
    return _made(
        match,
        int(groups["year"]),
        number,
        int(groups.get("day") or 1),
        precision,
        WEEKDAYS[weekday.casefold()] if weekday else None,
    )


def _from_numeric(match: re.Match[str]) -> FoundDate | None:
    """Day and month in either order: sure if one is beyond 12, both are equal or dots part them."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    if first > 12 or match["sep"] == "." or first == second:
        return _made(match, year, second, first, Precision.DAY)
    if second > 12:
        return _made(match, year, first, second, Precision.DAY)
    return _made(match, year, 1, 1, Precision.YEAR)


def _made(
    match: re.Match[str], year: int, month: int, day: int, precision: Precision, weekday: int | None = None
) -> FoundDate | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return FoundDate(made, precision, match.start(), match.end(), match.group().strip(), weekday)


def _from_epoch(text: str) -> FoundDate | None:
    seconds = float(text)
    if abs(seconds) > 1e11:
        seconds /= 1000
    try:
        day = datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return None
    return FoundDate(day, Precision.DAY, 0, len(text), text)
