"""The frozen shapes that pass from stage to stage: file → read → link → store → search → page.

Every stage takes one of these and returns another; nothing here knows Django, files or a database.
Offsets are code points into the named field, the end is exclusive, as in a Python slice. Line numbers
start at 1 and count the line ends of the decoded file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """The day of publication as far as the file lets one know, and what that rests on.

    `day` is the first day of the month or year where the precision is coarser than a day, and None
    where the date is unknown. `rule` is a short standing phrase ("header line", "caption and weekday");
    `evidence` quotes the words of the file that the rule used.
    """

    day: date | None = None
    precision: Precision = Precision.UNKNOWN
    rule: str = ""
    evidence: str = ""

    @property
    def iso(self) -> str | None:
        """The date in ISO 8601, cut to its precision: 2023-10-16, 2023-10, 2023, or None."""
        if self.day is None:
            return None
        return (
            self.day.isoformat()[
                : {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}.get(self.precision, 0)
            ]
            or None
        )


UNKNOWN_DATE = PublishedDate()


@dataclass(frozen=True, slots=True)
class Caption:
    """The text below a picture, once, as written; `credit` and `place` are "" where it names none."""

    text: str
    credit: str = ""
    date: date | None = None
    place: str = ""
    line: int | None = None


IN_TITLE_LINE = "in the title line: "
"""How the reason of a removed line begins that is a part of the line of the title, as its number is."""


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line of the file that belongs to no article's text: a repeat, a button of the page, a separator.

    `line` is None where only the text is known: a paragraph that was found to repeat after the file was read.
    """

    line: int | None
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One article as read from a file, before anything is inferred from its meaning.

    `body` is the text that offsets count in: paragraphs joined by blank lines, or a text field of a
    structured file unchanged. `file` is the path as given, `member` the name inside an archive, `index`
    the place of the article in the file, from 0. `confidence` (0 to 1) is how sure the cut is; `doubts`
    says why it may be wrong, and is empty where nothing speaks against it. `whole` is the body as it was
    read, where paragraphs that its source repeats were taken out of it afterwards.
    """

    file: str
    index: int
    title: str
    body: str
    member: str = ""
    captions: tuple[Caption, ...] = ()
    byline: str = ""
    dateline: str = ""
    url: str = ""
    external_id: str = ""
    source: str = ""
    language: str = ""
    published: PublishedDate = UNKNOWN_DATE
    first_line: int | None = None
    last_line: int | None = None
    layout: str = ""
    removed: tuple[RemovedLine, ...] = ()
    doubts: tuple[str, ...] = ()
    confidence: float = 1.0
    whole: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body cut at blank lines."""
        return tuple(part for part in PARAGRAPH_BREAK.split(self.body.strip()) if part)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something in a file that became no article, and why. `index` counts with the articles of the file.

    It stands on the lines `line` to `last_line`, where these are known; `removed` has every line of them that
    is not the `title`.
    """

    file: str
    reason: str
    member: str = ""
    index: int = 0
    line: int | None = None
    title: str = ""
    last_line: int | None = None
    removed: tuple[RemovedLine, ...] = ()


class Field(StrEnum):
    """The part of an article that a mention stands in."""

    TITLE = "title"
    BODY = "body"


class CountryMention(NamedTuple):
    """Words of a text that name a country; `code` is ISO 3166-1 alpha-2 (XK, PS, TW as in the gazetteer).

    `rule` is the kind of form that matched: name, official name, demonym, capital, alias, seat of power, …
    """

    field: Field
    start: int
    end: int
    text: str
    code: str
    rule: str


class PersonMention(NamedTuple):
    """Words of a text that name a person.

    `name` is the fullest name: of the gazetteer if `key` is set, else of this text. `key` is the gazetteer's
    key of the person or "". `role` and `country` are what this text says of the person here
    ("Russian Foreign Minister", "RU"), or "".
    """

    field: Field
    start: int
    end: int
    text: str
    name: str
    key: str
    rule: str
    role: str = ""
    country: str = ""


class OfficeMention(NamedTuple):
    """Words of a text that mean a person by the office alone ("the Russian president"), by no name.

    `name`, `key` and `rule` are as in `PersonMention`; the rule tells the day. `country` is the code of the
    country of the office, "" for an international one.
    """

    field: Field
    start: int
    end: int
    text: str
    name: str
    key: str
    country: str
    rule: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Who does something or has it done to them: a country, or a person with the country they act for.

    `code` is a country as in `CountryMention`; `name` and `key` are a person as in `PersonMention`. At least
    one of code and name is set. `text` is the words of the sentence.
    """

    text: str
    code: str = ""
    name: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """What one sentence of a text reports as having happened: a suggestion, with the words it rests on.

    `kind` and `mode` are of the published vocabulary (`linking/data/vocabulary.csv`), which also gives the
    PLOVER type of each. `start` and `end` are the sentence in `field`, `trigger` the words in it that tell
    the kind. `day` is the first day that the sentence can mean, with `precision`; None where the text does
    not say. `place` is the code of the country where it happened, or "". `confidence` is 0 to 1.
    """

    field: Field
    start: int
    end: int
    sentence: str
    trigger: str
    kind: str
    mode: str = ""
    actors: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    place: str = ""
    day: date | None = None
    precision: Precision = Precision.UNKNOWN
    rule: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Words of a text that speak of a time, and the days from `first` to `last` (inclusive) that they mean.

    `rule` is a short standing phrase ("weekday before the publication").
    """

    field: Field
    start: int
    end: int
    text: str
    first: date
    last: date
    precision: Precision
    rule: str


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article with what was found in it. `signature` groups near-identical texts into stories."""

    article: ParsedArticle
    countries: tuple[CountryMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    signature: bytes = b""
    happenings: tuple[Happening, ...] = ()
    offices: tuple[OfficeMention, ...] = ()

    @property
    def country_codes(self) -> tuple[str, ...]:
        """The codes of all countries named, in the order of their first mention, title first."""
        return tuple(dict.fromkeys(mention.code for mention in self.countries))


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way to write a country: `kind` says which (name, official name, demonym, capital, alias, …).

    `sensitive` forms are something else too (Georgia, Jordan, Washington) and need context to count.
    """

    text: str
    kind: str
    language: str = "en"
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class CountryEntry:
    """A country of the gazetteer."""

    code: str
    name: str
    forms: tuple[NameForm, ...] = ()
    iso3: str = ""
    official_name: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """A term of office; dates are ISO text of any precision, "" for open ends."""

    country: str
    kind: str
    title: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person of the gazetteer: `key` identifies, `name` is shown, `aliases` are other spellings."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    offices: tuple[OfficeTerm, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Reference:
    """What the linker knows beforehand."""

    countries: Sequence[CountryEntry]
    people: Sequence[PersonEntry]
