"""Words or a field value → the day they name, with its precision.

What is read is what the words say where they were written: a time zone never moves the day. A date that
two readers could take for different days (03/04/2010) is cut to what both agree on, unless the weekday
beside it decides. Years of other calendars (1445, 2566) are not years here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from articles.reading import calendars
from articles.reading.datewords import CHANGE
from articles.reading.months import MONTHS, WEEKDAYS
from articles.records import Precision

EARLIEST_YEAR, LATEST_YEAR = 1600, 2100

_DIGITS = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９०१२३४५६७८९০১২৩৪৫৬৭৮৯๐๑๒๓๔๕๖๗๘๙", "0123456789" * 6
)

# A letter with the signs of its vowel, which are no letters (Hindi, Bengali, Thai).
_LETTER = (
    r"(?:[^\W\d_][\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*+)"
)
_WORD = rf"{_LETTER}{{2,12}}"
_MONTH = rf"(?P<month>(?:كانون|تشرين)\s+ال[^\W\d_]+|{_WORD})"
# "أكتوبر/تشرين الأول": the month again, by its other name.
_OTHER_NAME = r"(?:\s*/\s*(?:(?:كانون|تشرين)\s+)?[^\W\d_]{2,11})?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|ª|°|-го|-е|-ее)?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
# "May 3 2000 GMT" is an hour.
_YEAR_END = r"(?!\d|\s*(?:GMT|UTC|hrs|hours|h\b)|:\d)"
_OF = r"(?:\s*[-/.]?\s*|\s+(?:de|of|di|the)\s+|\s+d[’'])"
_COMMA = r"\s*[,،.]?\s*(?:(?:de|del|do)\s+|[-/])?"

_DAY_FIRST = re.compile(rf"(?<![\d.,:/-]){_DAY}\.?{_OF}{_MONTH}{_OTHER_NAME}{_COMMA}{_YEAR}{_YEAR_END}", re.I)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}{_OTHER_NAME}\.?[\s-]*{_DAY}(?:\s*[,،-]\s*|\s+){_YEAR}{_YEAR_END}", re.I
)
_CTIME = re.compile(rf"\b{_MONTH}\s+{_DAY}\s+\d\d?:\d\d(?::\d\d)?(?:\s+[+\w-]{{1,6}})?\s+{_YEAR}(?!\d)", re.I)
_ISO = re.compile(
    rf"(?<![\d./])(?<!\d-){_YEAR}(?P<sep>[-/.])(?P<month>[01]?\d)(?P=sep)(?P<day>[0-3]?\d)(?!\d|[./]\d)",
    re.I,
)
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")
_NUMERIC = re.compile(
    rf"(?<![\d./-])(?<!\bv)(?P<a>[0-3]?\d)(?P<sep>[-/.])(?P<b>[0-3]?\d)(?P=sep){_YEAR}(?![\d-]|[./]\d)", re.I
)
_EAST_ASIAN = re.compile(
    rf"{_YEAR}\s*[年년]\s*(?P<month>[01]?\d)\s*[月월]\s*(?P<day>[0-3]?\d)\s*[日日号號일]"
)
# "2023. október 16.", "2023 October 16".
_YEAR_FIRST = re.compile(rf"(?<![\d.,:/-]){_YEAR}\.?\s+{_MONTH}\.?\s+{_DAY}(?![\d:])", re.I)
_VIETNAMESE = re.compile(rf"{_DAY}\s+tháng\s+(?P<month>1?\d)(?:\s*,|\s+năm)\s+{_YEAR}", re.I)
_DAY_PATTERNS = (
    _MONTH_FIRST,
    _DAY_FIRST,
    _CTIME,
    _ISO,
    _EAST_ASIAN,
    _VIETNAMESE,
    _COMPACT,
    _NUMERIC,
    _YEAR_FIRST,
)
_HAS_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")

_MONTH_ONLY = re.compile(rf"\b{_MONTH}{_OTHER_NAME}{_COMMA}\s*{_YEAR}(?!\d)", re.I)
_EAST_ASIAN_MONTH = re.compile(rf"{_YEAR}\s*[年년]\s*(?P<month>[01]?\d)\s*[月월]")
_ISO_MONTH = re.compile(rf"{_YEAR}[-/](?P<month>[01]?\d)|(?P<m>[01]?\d)[/.](?P<y>(?:19|20)\d\d)")
_YEAR_ONLY = re.compile(rf"{_YEAR}[年년]?")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{13}|\d{16}")
_SHORT_YEAR = re.compile(
    rf"(?<![\w./-])(?:(?P<a>\d\d?)(?P<sep>[-/.])(?P<b>\d\d?)(?P=sep)|{_DAY}[-\s]{_MONTH}\.?[-,\s]\s*)[’']?"
    r"(?P<short>\d\d)(?![\w./-])",
    re.I,
)
_LONGEST_AROUND = 20

_WEEKDAY_NAME = r"[^\W\d_]+(?:[-'’\u200c][^\W\d_]+)?"
_WEEKDAY_BEFORE = re.compile(rf"\b(?P<weekday>{_WEEKDAY_NAME})\.?\s*[,،]?\s+(?:(?:den|the|el|le|il)\s+)?$")
_WEEKDAY_AFTER = re.compile(rf"\s*[,،]?\s*[(（]?(?P<weekday>{_WEEKDAY_NAME})")
_CHANGE = re.compile(rf"(?:(?<![^\W_])(?:{'|'.join(CHANGE)}))(?![^\W_])[^\d;|]{{0,40}}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date that stands in a text: its day, precision, span, words, and the weekday named with it (0-6).

    `choices` are the days that an ambiguous date may mean; `is_change` marks the day of a later change.
    """

    day: date
    precision: Precision
    start: int
    end: int
    words: str
    weekday: int | None = None
    choices: tuple[date, ...] = ()
    is_change: bool = False

    @property
    def agrees(self) -> bool:
        """False if the words name a weekday that the day was not."""
        return self.weekday is None or self.weekday == self.day.weekday()


def find_dates(text: str, day_first: bool | None = None) -> Iterator[FoundDate]:
    """Yield the full dates (day, month and year) of a text, in order, never two over the same words.

    `day_first` says how 03/04/2010 is to be read, if that is known from elsewhere.
    """
    text = text.translate(_DIGITS)
    found = [
        made for match, day in calendars.find(text) if (made := _made(match, day.year, day.month, day.day))
    ]
    if not _HAS_YEAR.search(text):
        yield from found
        return
    for pattern in _DAY_PATTERNS:
        for match in pattern.finditer(text):
            made = _from_numeric(match, day_first) if pattern is _NUMERIC else _from_match(match)
            if made and not any(made.start < other.end and other.start < made.end for other in found):
                found.append(made)
    yield from sorted(found, key=lambda each: each.start)


def plain_digits(text: str) -> str:
    """A text with the digits of all scripts as 0 to 9; it keeps its length."""
    return text if text.isascii() else text.translate(_DIGITS)


def parse_stamp(value: object, day_first: bool | None = None) -> FoundDate | None:
    """Read a date field or date line that holds a date and little else, in any format, or epoch time.

    Of several days the one of publication is taken, not one of a later change.
    """
    return None if isinstance(value, bool) or value is None else _parse(str(value)[:200], day_first)


@lru_cache(maxsize=4096)
def _parse(value: str, day_first: bool | None) -> FoundDate | None:
    """Read a stamp. Remembered: many articles are of one day, and each stamp is asked for twice."""
    text = plain_digits(" ".join(value.split()))
    if not text or len(text) > 120:
        return None
    days = [found for found in find_dates(text, day_first) if found.agrees]
    if days:
        return next((found for found in days if not found.is_change), days[0])
    if _EPOCH.fullmatch(text):
        return _from_epoch(text)
    return _short_year(text, day_first) or _coarse(text)


def month_number(name: str) -> int | None:
    """The number of a month by its name in any of the languages known here."""
    return MONTHS.get(" ".join(name.casefold().split()))


def weekday_number(name: str) -> int | None:
    """The number of a weekday by its name in any of the languages known here, Monday is 0."""
    return WEEKDAYS.get(name.casefold().rstrip("."))


def _coarse(text: str) -> FoundDate | None:
    """A month or a year without a day."""
    for match in _MONTH_ONLY.finditer(text):
        if made := _from_match(match, Precision.MONTH):
            return made
    if east_asian := _EAST_ASIAN_MONTH.search(text):
        return _from_match(east_asian, Precision.MONTH)
    if numbers := _ISO_MONTH.fullmatch(text):
        year, month = numbers["year"] or numbers["y"], numbers["month"] or numbers["m"]
        return _made(numbers, int(year), int(month), 1, Precision.MONTH)
    year_only = _YEAR_ONLY.fullmatch(text)
    return _from_match(year_only, Precision.YEAR) if year_only else None


def _from_match(match: re.Match[str], precision: Precision = Precision.DAY) -> FoundDate | None:
    groups = match.groupdict()
    name = groups.get("month") or "1"
    month = int(name) if name.isdigit() else month_number(name)
    if month is None:
        return None
    return _made(match, int(groups["year"]), month, int(groups.get("day") or 1), precision)


def _from_numeric(match: re.Match[str], day_first: bool | None) -> FoundDate | None:
    """Day and month in either order: sure if one is beyond 12, dots part them, or a weekday agrees."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    orders = [(second, first), (first, second)]
    if match["sep"] == "." or day_first is True:
        orders = orders[:1] if _is_day(year, second, first) or match["sep"] == "." else orders[1:]
    elif day_first is False:
        orders = orders[1:] if _is_day(year, first, second) else orders[:1]
    made = [found for month, day in orders if (found := _made(match, year, month, day))]
    return _sure(match, made)


def _sure(match: re.Match[str], made: list[FoundDate]) -> FoundDate | None:
    """The only day among the readings of a date, or the one that its weekday speaks for, or their year."""
    days = {found.day: found for found in made}
    if len(days) > 1:
        days = {day: found for day, found in days.items() if found.weekday == day.weekday()} or days
    if len(days) == 1:
        return next(iter(days.values()))
    if len({day.year for day in days}) != 1:
        return None
    year = _made(match, next(iter(days)).year, 1, 1, Precision.YEAR)
    if year is None:
        return None
    return FoundDate(
        year.day, year.precision, year.start, year.end, year.words, None, tuple(days), year.is_change
    )


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _short_year(text: str, day_first: bool | None) -> FoundDate | None:
    """A date with a year of two digits that is all of a field but for a time, if it has one reading."""
    match = _SHORT_YEAR.search(text)
    if not match or len(text) - len(match.group()) > _LONGEST_AROUND:
        return None
    last = _century(int(match["short"]))
    if match["month"]:
        month = month_number(match["month"])
        return _made(match, last, month, int(match["day"])) if month else None
    first, second = int(match["a"]), int(match["b"])
    readings = [(last, second, first), (last, first, second)]
    if match["sep"] == "." or day_first is True:
        readings = readings[:1]
    elif day_first is False:
        readings = readings[1:]
    elif match["sep"] == "-":
        readings.append((_century(first), second, int(match["short"])))
    return _sure(match, [found for each in readings if (found := _made(match, *each))])


def _century(short: int) -> int:
    return short + (2000 if short <= datetime.now(UTC).year % 100 else 1900)


def _made(
    match: re.Match[str], year: int, month: int, day: int, precision: Precision = Precision.DAY
) -> FoundDate | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    text, start, end = match.string, match.start(), match.end()
    # A weekday right after the date may open the next thought: it counts if it agrees.
    weekday = None
    before = _WEEKDAY_BEFORE.search(text[max(0, start - 30) : start])
    if before and (weekday := weekday_number(before["weekday"])) is not None:
        start -= len(before.group())
    elif (after := _WEEKDAY_AFTER.match(text, end, end + 20)) and (
        weekday_number(after["weekday"]) == made.weekday()
    ):
        weekday = made.weekday()
    is_change = bool(_CHANGE.search(text[max(0, start - 60) : start]))
    return FoundDate(made, precision, start, end, text[start:end].strip(), weekday, (), is_change)


def _from_epoch(text: str) -> FoundDate | None:
    seconds = float(text)
    while abs(seconds) > 1e11:
        seconds /= 1000
    try:
        day = datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return None
    return FoundDate(day, Precision.DAY, 0, len(text), text)
