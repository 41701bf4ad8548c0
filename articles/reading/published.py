"""What a file says about the day of publication → PublishedDate, by the clue that deserves most trust.

Order of trust: date field, header line, dateline, address, caption with weekday, caption, file name. A clue
that gives only a month or year is made finer by a later clue that agrees with it. No clue, no date: a wrong
date does more harm than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath

from articles.reading.captions import news_date
from articles.reading.dates import FoundDate, find_dates, parse_stamp
from articles.reading.months import MONTHS
from articles.reading.newsday import day_of_news
from articles.records import UNKNOWN_DATE, Caption, Precision, PublishedDate

_URL_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]?\d|[a-z]{3})[/-](?P<day>[0-3]?\d)(?=[/-]|$)"
)
_URL_SUFFIX = re.compile(
    r"(?<=\d|[A-Za-z/_-])(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=$|[/?#._-])"
)
_DATELINE_DAY = re.compile(
    r",\s*(?P<month>[^\W\d_]{3,9})\.?\s+(?P<day>[0-3]?\d)(?:,\s*(?P<year>(?:19|20)\d\d))?\s*(?:\(|$)"
)
_UNDERSCORE = re.compile(r"(?<=\d)_(?=\d)")
_PLACEHOLDERS = {date(1970, 1, 1), date(1900, 1, 1), date(2000, 1, 1)}
_NEAR = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Clues:
    """Everything in and around an article that may name its day."""

    stamp: object = None
    stamp_rule: str = "date field"
    dateline: str = ""
    url: str = ""
    captions: tuple[Caption, ...] = ()
    body: str = ""
    file_name: str = ""


def published(clues: Clues) -> PublishedDate:
    """Decide the day of publication from the clues."""
    best: PublishedDate | None = None
    for rule in RULES:
        made = rule(clues)
        if not made:
            continue
        if made.precision is Precision.DAY and (best is None or _within(made, best)):
            return made
        best = best or made
    return best or UNKNOWN_DATE


def from_stamp(clues: Clues) -> PublishedDate | None:
    """The date field of a structured file, or the date line of a header."""
    found = parse_stamp(clues.stamp)
    if found is None or (found.day in _PLACEHOLDERS and found.words.lstrip("-").isdigit()):
        return None
    return _made(found, clues.stamp_rule)


def from_dateline(clues: Clues) -> PublishedDate | None:
    """Month and day of "CITY, Oct 16 (Reuters)"; the year from a clue that lies within a few days."""
    match = _DATELINE_DAY.search(clues.dateline)
    month = MONTHS.get(match["month"].casefold()) if match else None
    if not match or not month:
        return None
    for year in (int(match["year"]),) if match["year"] else _years(clues):
        try:
            day = date(year, month, int(match["day"]))
        except ValueError:
            continue
        return PublishedDate(day, Precision.DAY, "dateline", clues.dateline)
    return None


def from_url(clues: Clues) -> PublishedDate | None:
    """A day in the path of the address, or eight digits at its end."""
    for pattern in (_URL_PATH, _URL_SUFFIX):
        for match in pattern.finditer(clues.url):
            month = int(match["month"]) if match["month"].isdigit() else MONTHS.get(match["month"], 0)
            try:
                day = date(int(match["year"]), month, int(match["day"]))
            except ValueError:
                continue
            return PublishedDate(day, Precision.DAY, "address", match.group().strip("/-_"))
    return None


def from_captions(clues: Clues) -> PublishedDate | None:
    """The day of the latest dated picture, moved to the weekday on which the text says the news happened."""
    dated = [(day, caption.text) for caption in clues.captions if (day := news_date(caption))]
    if not dated:
        return None
    pictured, text = max(dated)
    words = next((found.words for found in find_dates(text) if found.day == pictured), text)
    news = day_of_news(clues.body, pictured)
    if news is None:
        return PublishedDate(pictured, Precision.DAY, "caption", words)
    return PublishedDate(news.day, Precision.DAY, "caption and weekday", f"{words} … {news.words}")


def from_file_name(clues: Clues) -> PublishedDate | None:
    """A full date in the name of the file or its folders, the name itself first."""
    for part in reversed(PurePosixPath(clues.file_name.replace("\\", "/")).parts):
        days = {
            found.day: found
            for found in find_dates(_UNDERSCORE.sub("-", part).replace("_", " "))
            if found.precision is Precision.DAY and found.agrees
        }
        if len(days) == 1:
            return _made(next(iter(days.values())), "file name")
    return None


RULES: tuple[Callable[[Clues], PublishedDate | None], ...] = (
    from_stamp,
    from_dateline,
    from_url,
    from_captions,
    from_file_name,
)


def _years(clues: Clues) -> Iterator[int]:
    """The year that the other clues give to a month and day, if they lie near it."""
    match = _DATELINE_DAY.search(clues.dateline)
    assert match is not None
    month, number = MONTHS[match["month"].casefold()], int(match["day"])
    for rule in (from_url, from_captions, from_file_name):
        other = rule(clues)
        if not other or not other.day:
            continue
        for year in (other.day.year, other.day.year - 1, other.day.year + 1):
            try:
                if abs(date(year, month, number) - other.day) <= _NEAR:
                    yield year
            except ValueError:
                continue


def _within(fine: PublishedDate, coarse: PublishedDate) -> bool:
    """Whether a day lies in the month or year that a better clue gave."""
    return bool(fine.iso and coarse.iso and fine.iso.startswith(coarse.iso))


def _made(found: FoundDate, rule: str) -> PublishedDate:
    return PublishedDate(found.day, found.precision, rule, found.words)
