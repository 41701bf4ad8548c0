"""Text → the days that it names in other calendars, where these can be reckoned to the day.

The solar calendar of Iran and Afghanistan, by the names of its months alone: 1402/07/24 may be of the
calendar of the Hijra too, which follows the moon and cannot be reckoned. Years of emperors and of the
Republic of China. Numbers written in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "فروردین حمل", "اردیبهشت ثور", "خرداد جوزا", "تیر سرطان", "مرداد اسد", "شهریور سنبله",
            "مهر میزان", "آبان عقرب", "آذر قوس", "دی جدی", "بهمن دلو", "اسفند حوت",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_SOLAR = re.compile(
    rf"(?<!\d)(?P<day>[0-3]?\d)\s+(?P<month>{'|'.join(_MONTHS)})(?:\s*ماه)?\s*[،,]?\s+(?P<year>1[34]\d\d)(?!\d)"
)
_ERAS = {"民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925}
_REIGN = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})\s*(?P<year>\d{{1,3}}|元)\s*年\s*(?P<month>[01]?\d)\s*月\s*(?P<day>[0-3]?\d)\s*日"
)
_NUMERALS = "〇一二三四五六七八九"
_WRITTEN = re.compile(
    r"(?P<year>[一二][〇零○一二三四五六七八九]{3})\s*年\s*(?P<month>[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(?P<day>[一二三四五六七八九十]{1,3})\s*日"
)
# The years of a cycle of 33 in which the last month has 30 days, right from 1799 to 2256.
_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_FIRST_YEAR, _FIRST_DAY = 1300, date(1921, 3, 21)
_HINT = re.compile(r"1[34]\d\d|[年]")


def find(text: str) -> Iterator[tuple[re.Match[str], date]]:
    """Yield the places of such dates, with the day that each means."""
    if not _HINT.search(text):
        return
    for match in _SOLAR.finditer(text):
        if day := solar(int(match["year"]), _MONTHS[match["month"]], int(match["day"])):
            yield match, day
    for match in _REIGN.finditer(text):
        year = _ERAS[match["era"]] + (1 if match["year"] == "元" else int(match["year"]))
        if day := _day(year, int(match["month"]), int(match["day"])):
            yield match, day
    for match in _WRITTEN.finditer(text):
        year = int("".join(str(_NUMERALS.index("〇" if each in "零○" else each)) for each in match["year"]))
        if day := _day(year, _number(match["month"]), _number(match["day"])):
            yield match, day


def solar(year: int, month: int, day: int) -> date | None:
    """The day of a date of the solar calendar, for years from 1300 to 1500; None if there is no such date."""
    if not _FIRST_YEAR <= year <= 1500 or not 1 <= month <= 12:
        return None
    length = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not 1 <= day <= length:
        return None
    before = sum(365 + _is_leap(each) for each in range(_FIRST_YEAR, year))
    before += sum(31 if each <= 6 else 30 for each in range(1, month))
    return _FIRST_DAY + timedelta(days=before + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP


def _number(written: str) -> int:
    """A number up to 31 in Chinese: 十六 is 16, 三十 is 30."""
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _NUMERALS.index(written) if len(written) == 1 else 0
    return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)


def _digit(written: str) -> int:
    return _NUMERALS.index(written) if len(written) == 1 and written in _NUMERALS else 99


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
