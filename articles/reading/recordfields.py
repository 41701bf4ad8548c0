"""A record of a structured file → what its values hold, by the fields of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from articles.reading import attribution
from articles.reading.columns import Columns, plan
from articles.reading.markup import plain
from articles.reading.values import as_text
from articles.records import Caption

ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,9}:)?//\S+|www\.\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?|/\S+", re.IGNORECASE
)
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\((?P<name>[^()]+)\)|(?P<before>[^<>]+?)\s*<\S+@\S+>")


TO_SAY = ". Say what they hold under “Column names” in the admin, or with"
"""How the advice begins behind a reason: for a command, where nothing can be clicked."""


@dataclass(frozen=True, slots=True)
class Record:
    """Named values that may be an article, and the lines of the file that they stand on.

    `captions`, `source` and `language` are what the file says around the fields: of the pictures of an item,
    and of the whole feed. `markup` says that the values are known to be HTML; `numbered`, that an identifier
    that merely counts the rows is none; `doubt`, what is wrong with the record as a whole.
    """

    values: Mapping[str, object]
    first: int | None = None
    last: int | None = None
    captions: tuple[Caption, ...] = ()
    source: str = ""
    language: str = ""
    markup: bool = False
    numbered: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the place of a record, and why it is none."""

    reason: str
    line: int | None = None
    title: str = ""


class Fields:
    """The values of a record by the fields of an article that they hold."""

    def __init__(self, record: Record, columns: Columns) -> None:
        self.record = record
        self._columns = columns
        self._plan = plan(columns, tuple(record.values))

    def names(self, field: str) -> tuple[str, ...]:
        """The record's names for a field, the most telling first."""
        return self._plan.get(field, ())

    def texts(self, field: str, between: str = " and ") -> Iterator[str]:
        """What the record holds for a field, the most telling first; nothing blank."""
        for name in self.names(field):
            text = as_text(self.record.values[name], between)
            if text.strip():
                yield text

    def first(self, field: str) -> str:
        """The most telling value of a field, or ""."""
        return next(self.texts(field), "")

    def url(self) -> str:
        """The first value that has the form of an address."""
        found = (text.strip() for text in self.texts("url"))
        return next((plain(text) for text in found if ADDRESS.fullmatch(text)), "")

    def source(self) -> str:
        """The name of who published it."""
        # A list of objects under such a name holds pictures and the like; an address is the second choice.
        names = (name for name in self.names("source") if not _is_list(self.record.values[name]))
        told = [plain(text) for name in names if (text := as_text(self.record.values[name])).strip()]
        return next((each for each in told if "://" not in each), next(iter(told), ""))

    def byline(self) -> str:
        """The authors, without mail addresses."""
        value = plain(self.first("byline"))
        match = _MAIL_AND_NAME.fullmatch(value)
        value = (match["name"] or match["before"]) if match else value
        return "" if "://" in value else attribution.byline_field(value)

    def external_id(self, index: int) -> str:
        """The identifier; none where it only counts the rows of the file."""
        found = self.first("external_id").strip()
        counts = self.record.numbered and found in (str(index), str(index + 1))
        return "" if counts else found

    def why_no_text(self) -> str:
        """Why the record has no text, and how to name the column that holds it."""
        names = (*self.names("body"), *self.names("summary"))
        if names:
            return f"no text: {listed(names)} {'holds' if len(names) == 1 else 'hold'} none"
        return no_text_column(self._columns, tuple(self.record.values))


def _is_list(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(each, Mapping) for each in value)


def no_text_column(columns: Columns, names: tuple[str, ...]) -> str:
    """The reason for rejecting what has no column that is known to hold a text."""
    example = next((name for name in names if 0 < len(name) <= 40 and not columns[name]), "NAME")
    return (
        f"no text: of the columns {listed(names)} none is known to hold it{TO_SAY} --column '{example}=body'"
    )


def listed(names: Iterable[str]) -> str:
    shown = [f"“{name[:40]}{'…' if len(name) > 40 else ''}”" for name in names]
    return ", ".join(shown[:12]) + (f" and {len(shown) - 12} more" if len(shown) > 12 else "")
