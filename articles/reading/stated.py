"""Lines in which a text states its day, source, author or address → what they say.

"Source: Hill Post", "URL: https://…" in a block above or below the text; "Hill Post · 3 min · 3 May 2011"
below the headline. Within the text such lines stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.reading import attribution, boilerplate, keyed, metalines
from articles.reading.dates import find_dates
from articles.reading.datewords import AROUND
from articles.reading.months import WEEKDAYS
from articles.reading.remembered import remembered
from articles.reading.rows import Row
from articles.records import Precision

_LONGEST, _LONGEST_SOURCE = 130, 60
_MOST_PARTS, _MOST_WORDS = 3, 6
_BETWEEN = re.compile(r"\s*[|·•,،()]\s*|\s+[-–—/]\s+")
_READING_TIME = re.compile(
    r"(?:reading time\W*)?(?:less than )?\d{1,3}(?:\s?[-–]\s?\d{1,3})?[- ]?min(?:ute)?s?\.?"
    r"(?: (?:read|listen|video))?",
    re.IGNORECASE,
)
# Above a page of the Internet Archive that was copied.
_CAPTURED = re.compile(r"The Wayback Machine - (?P<url>https?://\S{1,2000})")
_MONITORED = re.compile(
    r"(?:Text|Excerpts?) (?:of|from) (?:an? )?(?:report|article|editorial|commentary)\b.{0,160}? on "
    r"(?P<day>\d{1,2} [A-Z][a-z]{2,8} \d{4})"
)
_SMALL = frozenset(
    ("a", "an", "and", "at", "by", "de", "del", "der", "des", "di", "du", "for", "from", "in", "la", "le",
     "of", "on", "the", "und", "van", "von", "y", "el", "al", "и")
)  # fmt: skip


@remembered
def of(text: str) -> tuple[str, str] | None:
    """The field that a line states behind a key, and its value: date, by, url or source; else None."""
    if captured := _CAPTURED.fullmatch(text):
        return keyed.URL, captured["url"]
    if monitored := _MONITORED.fullmatch(text):
        return keyed.DATE, monitored["day"]
    found = keyed.pair(text) if len(text) < 400 else None
    if not found or not found[1]:
        return None
    kind, value = found
    if kind == keyed.SOURCE and metalines.is_address(value):
        return keyed.URL, value
    sound = (
        (kind == keyed.DATE and metalines.stamp(value) is not None)
        or (kind == keyed.URL and metalines.is_address(value))
        or (kind == keyed.SOURCE and len(value) <= _LONGEST_SOURCE)
        or (kind == keyed.BY and bool(keyed.names(text)))
    )
    return (kind, value) if sound else None


@remembered
def imprint(text: str) -> str:
    """The date of a line that holds a full one and beside it names ("Hill Post, 3 May 2011"), or ""."""
    if len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return ""
    days = [found for found in find_dates(text) if found.agrees and found.precision is Precision.DAY]
    if len(days) != 1 or days[0].is_change:
        return ""
    words = days[0].words
    before, _, after = text.partition(words)
    if _is_words(before) and _is_words(after):
        return ""
    parts = [part.strip(" -–—/") for part in _BETWEEN.split(f"{before} | {after}")]
    parts = [part for part in parts if part and not _is_time(part)]
    good = len(parts) <= _MOST_PARTS and all(is_name(part) for part in parts)
    return words if good and parts else ""


def _is_words(part: str) -> bool:
    """Whether what stands on one side of a date is more than a time of day and signs."""
    return any(not _is_time(each) for each in _BETWEEN.split(part) if each.strip())


def _is_time(part: str) -> bool:
    """Whether a part is a weekday, a time of day, a label of one, or the time that reading takes."""
    if _READING_TIME.fullmatch(part.strip()):
        return True
    words = part.casefold().replace(":", " ").split()
    return all(word in AROUND or word.strip(".") in WEEKDAYS or word[:1].isdigit() for word in words)


def is_name(part: str) -> bool:
    """Whether a part is written as the name of a person, a place or a paper is."""
    part = attribution.byline(part.strip()) or part.strip()
    words = part.split()
    if not 0 < len(words) <= _MOST_WORDS or part[-1:] in ".?!:;":
        return False
    cased = [word for word in words if word.casefold() not in _SMALL]
    return bool(cased) and all(word[:1].isupper() or not word[:1].isascii() for word in cased)


def tail(rows: Sequence[Row]) -> list[int]:
    """The rows below the text that state something: those at the end, with lines of the page among them."""
    found: list[int] = []
    for number in range(len(rows) - 1, -1, -1):
        text = rows[number].text
        if of(text) or metalines.is_address(text):
            found.append(number)
        elif not boilerplate.reason(text):
            break
    return found if any(of(rows[number].text) or _is_below_label(rows, number) for number in found) else []


def _is_below_label(rows: Sequence[Row], number: int) -> bool:
    """Whether an address stands below words that announce it ("Find this article at:")."""
    return number > 0 and rows[number - 1].text.endswith(":") and len(rows[number - 1].text) < _LONGEST_SOURCE


def block(rows: Sequence[Row], start: int) -> list[int]:
    """The rows from one on that state something, at least two; lines of the page may stand among them."""
    found: list[int] = []
    for number in range(start, len(rows)):
        if of(rows[number].text):
            found.append(number)
        elif not boilerplate.reason(rows[number].text):
            break
    return found if len(found) > 1 else []
