"""Named fields of the records of a structured file → ParsedArticle, for all formats that name fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath

from articles.reading import attribution, captions, titles
from articles.reading.columns import Columns, plan
from articles.reading.dates import parse_stamp
from articles.reading.language import detect
from articles.reading.markup import FieldText, plain, read_field
from articles.reading.opened import OpenFile
from articles.reading.published import Clues, published
from articles.reading.stamps import DayOrder, decide_order, plain_stamp
from articles.reading.values import as_text
from articles.records import Caption, ParsedArticle, Precision, PublishedDate, Rejection, RemovedLine

SUMMARY_DOUBT = "only a summary: the file gives no text beside it"
CUT_OFF_DOUBT = "the text is cut off in the file"
SUMMARY_CONFIDENCE = 0.5
MADE_TITLE_CONFIDENCE = 0.8
LONGEST_SUMMARY = 700

# So many records are looked at before the first is read, to learn how the file writes its dates.
_AHEAD_RECORDS, _AHEAD_CHARACTERS = 300, 4_000_000

_LANGUAGE_CODE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,9}:)?//\S+|www\.\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?|/\S+", re.IGNORECASE
)
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\((?P<name>[^()]+)\)|(?P<before>[^<>]+?)\s*<\S+@\S+>")
_TRUNCATED = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ char(?:acter)?s\]\s*$")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|\(…\))\s*$")


@dataclass(frozen=True, slots=True)
class Record:
    """Named values that may be an article, and the lines of the file that they stand on.

    `captions`, `source` and `language` are what the file says around the fields: of the pictures of an item,
    and of the whole feed. `markup` says that the values are known to be HTML; `numbered`, that an identifier
    that merely counts the rows is none.
    """

    values: Mapping[str, object]
    first: int | None = None
    last: int | None = None
    captions: tuple[Caption, ...] = ()
    source: str = ""
    language: str = ""
    markup: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the place of a record, and why it is none."""

    reason: str
    line: int | None = None
    title: str = ""


Orders = Mapping[str, DayOrder | None]


def text_columns(columns: Columns, names: Iterable[str]) -> bool:
    """Whether one of the columns is known to hold a text or a summary."""
    return bool({"body", "summary"} & plan(columns, tuple(names)).keys())


def known(columns: Columns, name: str) -> bool:
    """Whether a field name is one that an article's title or text goes by."""
    return any(field in ("title", "body") for field, _ in columns[name])


def read_records(
    opened: OpenFile, records: Iterable[Record | Fault], layout: str
) -> Iterator[ParsedArticle | Rejection]:
    """Read the records of a file, in order. The first few hundred tell how the file writes its dates."""
    rest = iter(records)
    ahead: list[Record | Fault] = []
    size = 0
    for item in rest:
        ahead.append(item)
        if isinstance(item, Record):
            size += sum(len(value) for value in item.values.values() if isinstance(value, str))
        if len(ahead) >= _AHEAD_RECORDS or size > _AHEAD_CHARACTERS:
            break
    orders = _orders(opened.columns, [item for item in ahead if isinstance(item, Record)])
    for index, item in enumerate(chain(_emptied(ahead), rest)):
        if isinstance(item, Fault):
            yield opened.reject(_at(item.line, item.reason), index, item.line, item.title)
        else:
            yield read_record(opened, item, index, layout, orders)


def read_record(
    opened: OpenFile, record: Record, index: int, layout: str, orders: Orders
) -> ParsedArticle | Rejection:
    """Read one record. `orders` tells for each column of dates whether the day or the month comes first."""
    fields = _Fields(record, opened.columns)
    title = titles.without_marks(plain(fields.first("title")))
    body, doubts = _body(fields)
    text = body.text
    if not text.strip():
        return opened.reject(_at(record.first, fields.why_no_text()), index, record.first, title)
    opening = attribution.dateline(text)
    url = fields.url()
    stamp, order, rule = _stamp(fields, orders)
    clues = Clues(
        stamp=stamp,
        stamp_rule=rule,
        dateline=opening.text if opening else "",
        url=url,
        body=text,
        file_name=str(PurePosixPath(opened.member or opened.file)),
        day_first=order.day_first if order else None,
    )
    if not title:
        doubts.append(titles.MADE_TITLE_DOUBT)
    line = record.first or 1
    return ParsedArticle(
        file=opened.file,
        index=index,
        title=title or titles.made_title(text),
        body=text,
        member=opened.member,
        captions=(*record.captions, *(captions.parse(each, record.first) for each in body.captions)),
        byline=fields.byline(),
        dateline=opening.text if opening else plain(fields.first("dateline")),
        url=url,
        external_id=fields.external_id(index),
        source=fields.source() or record.source or (opening.agency if opening else ""),
        language=_language(fields.first("language")) or _language(record.language) or detect(text),
        published=_published(clues, order),
        first_line=record.first,
        last_line=record.last,
        layout=layout,
        removed=tuple(RemovedLine(line, removed, reason) for removed, reason in body.removed),
        doubts=tuple(doubts),
        confidence=min(
            1.0 if title else MADE_TITLE_CONFIDENCE, SUMMARY_CONFIDENCE if _unsure(doubts) else 1.0
        ),
    )


class _Fields:
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
        return next((plain(text) for text in found if _ADDRESS.fullmatch(text)), "")

    def source(self) -> str:
        """The name of who published it."""
        return plain(self.first("source"))

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
            return f"no text: {_listed(names)} {'holds' if len(names) == 1 else 'hold'} none"
        return no_text_column(self._columns, tuple(self.record.values))


def no_text_column(columns: Columns, names: tuple[str, ...]) -> str:
    """The reason for rejecting what has no column that is known to hold a text."""
    example = next((name for name in names if 0 < len(name) <= 40 and not columns[name]), "NAME")
    return (
        f"no text: of the columns {_listed(names)} none is known to hold it. Say which does under “Column "
        f"names” in the admin, or with --column '{example}=body'"
    )


def _body(fields: _Fields) -> tuple[FieldText, list[str]]:
    """The text of a record and what speaks against it; a summary only where there is no text."""
    doubts: list[str] = []
    found = _fullest(fields, "body")
    if not found.text.strip():
        found = _fullest(fields, "summary")
        if found.text.strip() and is_summary(found):
            doubts.append(SUMMARY_DOUBT)
    if match := _TRUNCATED.search(found.text[-80:]):
        found.removed.append((match.group().strip(), "says how much of the text is missing"))
        found.text = found.text[: len(found.text) - len(match.group())].rstrip()
        doubts.append(CUT_OFF_DOUBT)
    return found, doubts


def _fullest(fields: _Fields, field: str) -> FieldText:
    """The most telling text, unless another is five times as long: then that name was meant otherwise."""
    made = [read_field(text, escaped=fields.record.markup) for text in fields.texts(field, "\n\n")]
    made = [each for each in made if each.text.strip() and not _ADDRESS.fullmatch(each.text.strip())]
    if not made:
        return FieldText("")
    longest = max(len(each.text) for each in made)
    return next(each for each in made if len(each.text) * 5 > longest)


def is_summary(found: FieldText) -> bool:
    """Whether a text has the form of a summary: it breaks off, links to a rest, or is a short paragraph."""
    if _ELLIPSIS.search(found.text) or any("rest" in reason for _, reason in found.removed):
        return True
    return len(found.text) < LONGEST_SUMMARY and "\n\n" not in found.text.strip()


def _unsure(doubts: list[str]) -> bool:
    return SUMMARY_DOUBT in doubts or CUT_OFF_DOUBT in doubts


def _stamp(fields: _Fields, orders: Orders) -> tuple[object, DayOrder | None, str]:
    """The first date that can be read, the order of its day and month, and the rule that it is taken by."""
    found: list[tuple[object, DayOrder | None, str]] = []
    for name in (*fields.names("published"), *(fields.names("changed") if fields.record.markup else ())):
        rule = "date field" if name in fields.names("published") else "date of the last change"
        stamp, order = plain_stamp(fields.record.values[name]), orders.get(name)
        read = parse_stamp(stamp, order.day_first if order else None)
        if read:
            found.append((stamp, order, rule))
            if read.precision is Precision.DAY:
                return found[-1]
    return found[0] if found else (None, None, "")


def _published(clues: Clues, order: DayOrder | None) -> PublishedDate:
    """The day of publication; where the other values of the column decided how it is read, that is told."""
    made = published(clues)
    if order and made.rule == clues.stamp_rule and order.explains(clues.stamp):
        return replace(made, evidence=f"{made.evidence} ({order.words})")
    return made


def _orders(columns: Columns, records: list[Record]) -> Orders:
    """For each column of dates, whether its numeric dates have the day or the month first."""
    seen: dict[str, list[str]] = {}
    for record in records:
        fields = _Fields(record, columns)
        for name in (*fields.names("published"), *fields.names("changed")):
            value = record.values[name]
            if isinstance(value, str) and len(value) < 120:
                seen.setdefault(name, []).append(value)
    return {name: decide_order(values) for name, values in seen.items()}


def _emptied(ahead: list[Record | Fault]) -> Iterator[Record | Fault]:
    """The items, each let go of once it has been taken."""
    ahead.reverse()
    while ahead:
        yield ahead.pop()


def _at(line: int | None, reason: str) -> str:
    return f"line {line}: {reason}" if line else reason


def _listed(names: Iterable[str]) -> str:
    shown = [f"“{name[:40]}{'…' if len(name) > 40 else ''}”" for name in names]
    return ", ".join(shown[:12]) + (f" and {len(shown) - 12} more" if len(shown) > 12 else "")


def _language(code: str) -> str:
    """ISO 639-1 code from a language field such as "en-GB", or ""."""
    return code.strip()[:2].lower() if _LANGUAGE_CODE.fullmatch(code.strip()) else ""
