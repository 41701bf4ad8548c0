"""What a file says about the day of publication → PublishedDate, by the clue that deserves most trust.

Order of trust: date field, header line, dateline, address, caption with weekday, caption, file name. A clue
that gives only a month or year is made finer by a later clue that agrees with it. A day that is still to come
is no day of publication, and a date of the last change is only the latest that it can be: neither counts. No
clue, no date: a wrong date does more harm than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from articles.reading import datepaths
from articles.reading.captions import news_date
from articles.reading.dates import FoundDate, find_dates, month_number, parse_stamp, weekday_number
from articles.reading.newsday import day_of_news
from articles.records import UNKNOWN_DATE, Caption, Precision, PublishedDate

_DATELINE_DAY = re.compile(
    r"(?:,\s*(?P<weekday>[^\W\d_]{3,9})\.?)?"
    r"[,،]\s*(?:(?P<month>[^\W\d_]{3,9})\.?\s+(?P<day>[0-3]?\d)|(?P<day_first>[0-3]?\d)\.?\s+(?P<after>[^\W\d_]{3,9})\.?)"
    r"(?:,?\s*(?P<year>(?:19|20)\d\d))?\s*(?:\(|$)"
)
_YEAR_IN_TEXT = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/-]|[.,]\d)")
_PLACEHOLDERS = {date(1970, 1, 1), date(1900, 1, 1), date(2000, 1, 1), date(1, 1, 1)}
_NEAR = timedelta(days=5)
_CONFLICT = timedelta(days=7)
# "In this May 2, 2011 photo", "foto de archivo": pictures from a stock, of any age.
_STOCK_PICTURE = re.compile(
    r"\b(?:in|on) this (?:\S+ ){0,6}(?:photo|photograph|picture|image|frame grab|screengrab)\b|\bundated\b|"
    r"\barchiv\w*|\bstock (?:photo|image)|\bde arquivo\b|\barşiv\b|\bархів|\bархив|"
    r"آرشیو|أرشيف|資料|资料",
    re.IGNORECASE,
)
_FIRST_PICTURES = date(1850, 1, 1)


@dataclass(frozen=True, slots=True)
class Clues:
    """Everything in and around an article that may name its day.

    `day_first` says how 03/04/2010 is to be read in `stamp`, where the other rows of a table show it.
    """

    stamp: object = None
    stamp_rule: str = "date field"
    dateline: str = ""
    url: str = ""
    captions: tuple[Caption, ...] = ()
    body: str = ""
    file_name: str = ""
    day_first: bool | None = None


Rule = Callable[[Clues], PublishedDate | None]


def published(clues: Clues, today: date | None = None) -> PublishedDate:
    """Decide the day of publication from the clues. `today` is the last day that can be, tomorrow with it."""
    latest = (today or datetime.now(UTC).date()) + timedelta(days=1)
    best: PublishedDate | None = None
    for rule in RULES:
        made = rule(clues)
        if not made or (made.day and made.day > latest):
            continue
        if made.precision is Precision.DAY and (best is None or _within(made, best)):
            best = made
            break
        best = best or made
    return _with_conflict(best, clues) if best else UNKNOWN_DATE


def from_stamp(clues: Clues) -> PublishedDate | None:
    """The date field of a structured file, or the date line of a header."""
    found = parse_stamp(clues.stamp, clues.day_first)
    if found is None or found.is_change or (found.day in _PLACEHOLDERS and found.words.lstrip("-").isdigit()):
        return None
    return _chosen(found, clues) or _made(found, clues.stamp_rule)


def from_dateline(clues: Clues) -> PublishedDate | None:
    """Month and day of "CITY, Oct 16 (Reuters)"; the year from a clue that lies within a few days."""
    match = _DATELINE_DAY.search(clues.dateline)
    month = month_number(match["month"] or match["after"]) if match else None
    if not match or not month:
        return None
    number = int(match["day"] or match["day_first"])
    weekday = weekday_number(match["weekday"]) if match["weekday"] else None
    years = (int(match["year"]),) if match["year"] else _years(clues, month, number, weekday)
    for year in years:
        day = _day(year, month, number)
        if day and weekday in (None, day.weekday()):
            return PublishedDate(day, Precision.DAY, "dateline", clues.dateline)
    return None


def from_url(clues: Clues) -> PublishedDate | None:
    """The day or month in the address."""
    return datepaths.from_address(clues.url) if clues.url else None


def from_captions(clues: Clues) -> PublishedDate | None:
    """The day of the latest dated picture, moved to the weekday on which the text says the news happened."""
    dated = list(_pictured(clues))
    if not dated:
        return None
    pictured, text = max(dated)
    words = next((found.words for found in find_dates(text) if found.day == pictured), text)
    news = day_of_news(clues.body, pictured)
    if news is None:
        return PublishedDate(pictured, Precision.DAY, "caption", words)
    return PublishedDate(news.day, Precision.DAY, "caption and weekday", f"{words} … {news.words}")


def from_file_name(clues: Clues) -> PublishedDate | None:
    """A full date or a month in the name of the file or its folders, the name itself first."""
    return datepaths.from_file_path(clues.file_name) if clues.file_name else None


RULES: tuple[Rule, ...] = (from_stamp, from_dateline, from_url, from_captions, from_file_name)


def _pictured(clues: Clues) -> Iterator[tuple[date, str]]:
    """The days of the pictures, as far as they bear on the news, with their captions."""
    for caption in clues.captions:
        day = news_date(caption)
        if day and day >= _FIRST_PICTURES and not _STOCK_PICTURE.search(caption.text):
            yield day, caption.text


def _chosen(found: FoundDate, clues: Clues) -> PublishedDate | None:
    """Which of the days an ambiguous date means, if another clue lies near one of them."""
    if not found.choices:
        return None
    for rule in (from_url, from_captions, from_file_name):
        other = rule(clues)
        if not other or not other.day or other.precision is not Precision.DAY:
            continue
        near = [day for day in found.choices if abs(day - other.day) <= _NEAR]
        if len(near) == 1:
            words = f"{found.words}, read with the {other.rule}: {other.evidence}"
            return PublishedDate(near[0], Precision.DAY, clues.stamp_rule, words)
    return None


def _years(clues: Clues, month: int, number: int, weekday: int | None) -> Iterator[int]:
    """The years that the other clues give to a month and day.

    A clue of day precision must lie near it. A weekday beside it fits one year in about six: the one at or
    right after the latest year that the text names will do.
    """
    for rule in (from_stamp, from_url, from_captions, from_file_name):
        other = rule(clues)
        if not other or not other.day:
            continue
        for year in (other.day.year, other.day.year - 1, other.day.year + 1):
            day = _day(year, month, number)
            if not day:
                continue
            made = PublishedDate(day, Precision.DAY)
            if (
                _within(made, other)
                if other.precision is not Precision.DAY
                else abs(day - other.day) <= _NEAR
            ):
                yield year
    if weekday is not None:
        named = [int(year) for year in _YEAR_IN_TEXT.findall(clues.body)]
        if named:
            yield from (max(named), max(named) + 1)


def _with_conflict(best: PublishedDate, clues: Clues) -> PublishedDate:
    """The date, its evidence followed by what the address or a caption says against it."""
    if (
        best.precision is not Precision.DAY
        or best.day is None
        or best.rule.startswith(("caption", "address"))
    ):
        return best
    against = []
    address = from_url(clues)
    if address and address.day and abs(address.day - best.day) > _CONFLICT and not _within(best, address):
        against.append(f"the address says {address.iso}")
    pictured = max(_pictured(clues), default=None)
    if pictured and pictured[0] > best.day + _CONFLICT:
        against.append(f"a caption says {pictured[0].isoformat()}")
    return replace(best, evidence=f"{best.evidence}; but {', '.join(against)}") if against else best


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _within(fine: PublishedDate, coarse: PublishedDate) -> bool:
    """Whether a day lies in the month or year that a better clue gave."""
    return bool(fine.iso and coarse.iso and fine.iso.startswith(coarse.iso))


def _made(found: FoundDate, rule: str) -> PublishedDate:
    return PublishedDate(found.day, found.precision, rule, found.words)
