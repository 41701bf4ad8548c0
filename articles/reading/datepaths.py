"""The address of an article, or the path of its file → the day or month that stands in it.

Article numbers that look like days are the danger here: a date must fill a part of the path, or stand at the
edge of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

from articles.reading.dates import FoundDate, find_dates, month_number
from articles.records import Precision, PublishedDate

# https://web.archive.org/web/20200101000000id_/https://… and its kin: the address inside counts.
_INNER = re.compile(r"(?<=[/=])https?:/{1,2}(?=\w)", re.IGNORECASE)
_QUERY_NAMES = {
    "date",
    "pubdate",
    "published",
    "publishdate",
    "pub_date",
    "publish_date",
    "publication_date",
    "day",
}

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|[a-z]{3,9})"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # /2023/10/16/, /2023/oct/16/, /2023-10-16-, /2023_10_16/, /2023.10.16/
        rf"/{_YEAR}(?P<sep>[-/_.]){_MONTH}(?P=sep){_DAY}(?=[-/_.]|$)",
        # /2023-10/16/, /202310/16/
        rf"/{_YEAR}-?(?P<month>0[1-9]|1[0-2])/{_DAY}(?=[-/_.]|$)",
        # /2023/1016/, /2023/10-16/
        rf"/{_YEAR}/(?P<month>0[1-9]|1[0-2])-?(?P<day>[0-2]\d|3[01])(?=/)",
        # /16-10-2023/, /16/10/2023/: days beyond 12 only
        rf"/(?P<day>1[3-9]|2\d|3[01])(?P<sep>[-/_.]){_MONTH}(?P=sep){_YEAR}(?=[-/_.]|$)",
        # /16-oct-2023, /october-16-2023
        rf"/{_DAY}[-_](?P<month>[a-z]{{3,9}})[-_]{_YEAR}(?=[-/_.]|$)",
        rf"/(?P<month>[a-z]{{3,9}})[-_]{_DAY}[-_]{_YEAR}(?=[-/_.]|$)",
        # a-story-2023-10-16, a-story_2023-10-16.html
        rf"[-_]{_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-2]\d|3[01])(?=/?$|\.\w{{2,5}}$|[/_])",
        # /20231016/, /t20231016_1.html, a-story-20231016
        rf"(?<=[A-Za-z/_-]){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?=$|[/._-])",
        # idUSN2021166720061020: a number of the agency, then the day
        rf"\bid[A-Z]{{2}}[A-Z0-9]{{1,24}}?{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?=$|[/._-])",
    )
)
_MONTHS = re.compile(rf"/{_YEAR}[-/](?P<month>0[1-9]|1[0-2]|[a-z]{{3,9}})(?=/)", re.IGNORECASE)
# Sites whose articles have numbers of eight digits.
_NUMBERED = re.compile(r"(?:^|\.)bbc\.(?:com|co\.uk)$")
_TRAILING_NUMBER = re.compile(r"-\d{8}(?=$|[/.])")

_LONGEST_ADDRESS = 2_000
# Nothing to decode, no query, no address inside: of this form are nearly all, and taking it apart is quick.
_PLAIN_ADDRESS = re.compile(
    r"https?://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?P<path>/[\w./~,;=+-]*)?", re.ASCII
)
_UNDERSCORE = re.compile(r"(?<=\d)_(?=\d)")
_HYPHENS = re.compile(r"\d-\d")
_NAME_MONTH = re.compile(
    r"(?<!\d)(?<!\d[-_.])(?P<year>(?:19|20)\d\d)[-_.](?P<month>0[1-9]|1[0-2])(?![\d]|[-_.]\d)(?!\s*(?:-|to)\s*\d)"
)
_NAMED_MONTH = re.compile(
    r"(?<![^\W\d_])(?P<month>[^\W\d_]{3,9})[-_. ]*(?P<year>(?:19|20)\d\d)(?!\d|[-_. ]\d)", re.IGNORECASE
)


def from_address(url: str) -> PublishedDate | None:
    """The day in the path of an address, or in a query field that is named after it; else its month."""
    path, query, host = _split(url)
    if _NUMBERED.search(host):
        path = _TRAILING_NUMBER.sub("", path)
    for pattern in _DAYS:
        for match in pattern.finditer(path):
            if made := _made(match, "address"):
                return made
    for name, value in query:
        if name.lower() in _QUERY_NAMES:
            for found in find_dates(value):
                if found.precision is Precision.DAY:
                    return PublishedDate(found.day, Precision.DAY, "address", f"{name}={value}")
    for match in _MONTHS.finditer(path):
        if made := _made(match, "address"):
            return made
    return None


def from_file_path(path: str) -> PublishedDate | None:
    """The one full date in the name of a file or folder, the name itself first; else in folders /2023/10/16/.

    A month alone counts where it cannot be a span of years: "2023-10" is a month, "2006-10" may be either.
    """
    parts = PurePosixPath(path.replace("\\", "/")).parts
    for part in reversed(parts):
        days = {found.day: found for found in _days(part)}
        if len(days) == 1:
            found = next(iter(days.values()))
            return PublishedDate(found.day, Precision.DAY, "file name", found.words)
        if days:
            return None
    folders = "/" + "/".join(parts[:-1]) + "/"
    for pattern in _DAYS[:3]:
        for match in pattern.finditer(folders):
            if made := _made(match, "file name"):
                return made
    for part in reversed(parts):
        if month := _month(part):
            return month
    months = _MONTHS.search(folders)
    return _made(months, "file name") if months else None


def _split(url: str) -> tuple[str, list[tuple[str, str]], str]:
    """Path, query and host of an address; of the inner one if it is wrapped by an archive."""
    url = url[:_LONGEST_ADDRESS]
    if (plain := _PLAIN_ADDRESS.fullmatch(url)) and "http" not in (path := plain["path"] or "").lower():
        return path, [], plain["host"]
    inner = list(_INNER.finditer(url))
    if inner:
        url = url[inner[-1].start() :]
    try:
        cut = urlsplit(url)
        return unquote(cut.path), parse_qsl(cut.query, max_num_fields=100), (cut.hostname or "").lower()
    except ValueError:
        return "", [], ""


# "2002 02 25 report"
_SPACED = re.compile(r"(?<!\d)((?:19|20)\d\d) ([01]\d) ([0-3]\d)(?!\d)")
# "25Feb2002", "2002Feb25"
_RUN_ON = re.compile(r"(?<![^\W_])(\d{1,2}|(?:19|20)\d\d)([A-Za-z]{3,9})(\d{1,2}|(?:19|20)\d\d)(?![^\W_])")


def _days(part: str) -> Iterator[FoundDate]:
    part = _SPACED.sub(r"\1-\2-\3", part)
    part = _RUN_ON.sub(r" \1 \2 \3", part)
    words = part if _HYPHENS.search(part) else _UNDERSCORE.sub("-", part)
    for found in find_dates(words.replace("_", " ")):
        if found.precision is Precision.DAY and found.agrees:
            yield found


def _month(part: str) -> PublishedDate | None:
    """A month in a name, unless its numbers may be a span of years (2006-10)."""
    match = _NAME_MONTH.search(part)
    if match and not int(match["year"]) % 100 < int(match["month"]):
        return _made(match, "file name")
    match = _NAMED_MONTH.search(part)
    return _made(match, "file name") if match else None


def _made(match: re.Match[str], rule: str) -> PublishedDate | None:
    groups = match.groupdict()
    month = int(groups["month"]) if groups["month"].isdigit() else month_number(groups["month"])
    if month is None:
        return None
    try:
        day = date(int(groups["year"]), month, int(groups.get("day") or 1))
    except ValueError:
        return None
    precision = Precision.DAY if groups.get("day") else Precision.MONTH
    return PublishedDate(day, precision, rule, match.group().strip("/-_."))
