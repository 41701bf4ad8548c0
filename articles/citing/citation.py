"""What a citation of an article rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from articles.citing.authors import Author

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
# Control characters, also those of lines and of the direction of text: none belongs in a field of one line.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """An article to cite. `published` is ISO text cut to what is known, "" where nothing is.

    `address` is its permanent page in the archive, `url` where its source has it; `archive` is what the
    archive is called. `text` is a version of its text for those who keep texts, empty otherwise.
    """

    number: int
    title: str
    authors: tuple[Author, ...] = ()
    source: str = ""
    published: str = ""
    url: str = ""
    address: str = ""
    language: str = ""
    archive: str = "newsarchive"
    batch: int = 0
    accessed: date | None = None

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day, as far as they are known."""
        return tuple(int(part) for part in self.published.split("-") if part)

    @property
    def key(self) -> str:
        """A name for the article that no other of the archive has: ASCII letters and digits."""
        first = self.authors[0].sorted_by if self.authors else self.source
        letters = re.sub(r"[^a-z]", "", first.lower())[:20] or "article"
        year = self.published[:4] or "nd"
        return f"{letters}{year}n{self.number}"

    @property
    def place(self) -> str:
        """Where it stands in the archive."""
        return f"article {self.number} (batch {self.batch})" if self.batch else f"article {self.number}"


def one_line(text: str) -> str:
    """The text without control characters, its white space single spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())


def in_words(day: date) -> str:
    """ "16 October 2023"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
