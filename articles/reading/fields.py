"""Named fields of the records of a structured file → ParsedArticle, for all formats that name fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import PurePosixPath

from articles.reading import attribution, captions, titles
from articles.reading.columns import Columns, plan
from articles.reading.language import detect
from articles.reading.markup import FieldText, plain, read_field
from articles.reading.opened import OpenFile
from articles.reading.published import Clues
from articles.reading.recorddates import Orders, column_orders, dated, stamp
from articles.reading.recordfields import ADDRESS, Fault, Fields, Record, no_text_column
from articles.reading.text import word_count
from articles.records import Caption, ParsedArticle, Rejection, RemovedLine

__all__ = ["Fault", "Record", "known", "no_text_column", "read_record", "read_records", "text_columns"]

SUMMARY_DOUBT = "only a summary: the file gives no text beside it"
CUT_OFF_DOUBT = "the text is cut off in the file"
SUMMARY_CONFIDENCE = 0.5
MADE_TITLE_CONFIDENCE = 0.8
LONGEST_SUMMARY = 700
_FEWEST_WORDS = 2
_MOST_ALIKE = 1_000

# So many records are looked at before the first is read, to learn how the file writes its dates.
_AHEAD_RECORDS, _AHEAD_CHARACTERS = 300, 4_000_000

# "*Ferry Runs Again*" on the first line of a message.
_MARKED_LINE = re.compile(r"(?P<mark>\*{1,2}|__?)(?P<title>[^*_\n]{3,250})(?P=mark)[ \t]*\n\s*")
_LANGUAGE_CODE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_TRUNCATED = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ char(?:acter)?s\]\s*$")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|\(…\))\s*$")


def text_columns(columns: Columns, names: Iterable[str]) -> bool:
    """Whether one of the columns is known to hold a text or a summary."""
    return bool({"body", "summary"} & plan(columns, tuple(names)).keys())


def known(columns: Columns, name: str) -> bool:
    """Whether a field name is one that an article's title or text goes by."""
    return any(field in ("title", "body") for field, _ in columns[name])


def read_records(
    opened: OpenFile, records: Iterable[Record | Fault], layout: str
) -> Iterator[ParsedArticle | Rejection]:
    """Read the records of a file, in order. The first few hundred tell how the file writes its dates.

    Of a long run of rejections for one reason, as a million numbers make it, the last tells how many follow.
    """
    yield from _gathered(_each_read(opened, records, layout))


def _each_read(
    opened: OpenFile, records: Iterable[Record | Fault], layout: str
) -> Iterator[ParsedArticle | Rejection]:
    rest = iter(records)
    ahead: list[Record | Fault] = []
    size = 0
    for item in rest:
        ahead.append(item)
        if isinstance(item, Record):
            size += sum(len(value) for value in item.values.values() if isinstance(value, str))
        if len(ahead) >= _AHEAD_RECORDS or size > _AHEAD_CHARACTERS:
            break
    orders = column_orders(opened.columns, [item for item in ahead if isinstance(item, Record)])
    for index, item in enumerate(chain(_emptied(ahead), rest)):
        if isinstance(item, Fault):
            yield opened.reject(_at(item.line, item.reason), index, item.line, item.title)
        else:
            yield read_record(opened, item, index, layout, orders)


def _gathered(made: Iterator[ParsedArticle | Rejection]) -> Iterator[ParsedArticle | Rejection]:
    alike, reason = 0, ""
    first: Rejection | None = None
    last: Rejection | None = None
    more = 0
    for each in made:
        said = _bare_reason(each)
        alike, reason = alike + 1 if said and said == reason else 0, said
        if isinstance(each, Rejection) and alike >= _MOST_ALIKE:
            first, last, more = first or each, each, more + 1
            continue
        if first and last:
            yield _counted(first, last, more)
            first, more = None, 0
        yield each
    if first and last:
        yield _counted(first, last, more)


def _bare_reason(made: ParsedArticle | Rejection) -> str:
    """Why something without a title was rejected, without its line; "" for anything else."""
    if not isinstance(made, Rejection) or made.title:
        return ""
    return made.reason.removeprefix(f"line {made.line}: ")


def _counted(first: Rejection, last: Rejection, count: int) -> Rejection:
    """The first of a run of rejections, with the number of those that follow for the same reason."""
    if count == 1:
        return first
    upto = f", up to line {last.line}" if last.line and last.line != first.line else ""
    return replace(first, reason=f"{first.reason}; so are {count - 1:,} more{upto}", last_line=last.line)


def read_record(
    opened: OpenFile, record: Record, index: int, layout: str, orders: Orders
) -> ParsedArticle | Rejection:
    """Read one record. `orders` tells for each column of dates whether the day or the month comes first."""
    fields = Fields(record, opened.columns)
    title = titles.without_marks(plain(fields.first("title")))
    body, doubts = _body(fields)
    text = body.text
    if not text.strip():
        return opened.reject(_at(record.first, fields.why_no_text()), index, record.first, title)
    if not title and word_count(text) < _FEWEST_WORDS:
        return opened.reject(_at(record.first, "no title, and one word of text"), index, record.first, title)
    title, text = _headed(title, body)
    opening = attribution.dateline(text)
    url = fields.url()
    day, order, rule = stamp(fields, orders)
    clues = Clues(
        stamp=day,
        stamp_rule=rule,
        dateline=opening.text if opening else "",
        url=url,
        body=text,
        file_name=_path(opened.member or opened.file),
        day_first=order.day_first if order else None,
    )
    if not title:
        doubts.append(titles.MADE_TITLE_DOUBT)
    if record.doubt:
        doubts.append(record.doubt)
    line = record.first or 1
    return ParsedArticle(
        file=opened.file,
        index=index,
        title=title or titles.made_title(text),
        body=text,
        member=opened.member,
        captions=(*record.captions, *_captions(fields, body)),
        byline=fields.byline(),
        dateline=opening.text if opening else plain(fields.first("dateline")),
        url=url,
        external_id=fields.external_id(index),
        source=fields.source() or record.source or (opening.agency if opening else ""),
        language=_language(fields.first("language")) or _language(record.language) or detect(text),
        published=dated(clues, order),
        first_line=record.first,
        last_line=record.last,
        layout=layout,
        removed=tuple(RemovedLine(line, removed, reason) for removed, reason in body.removed),
        doubts=tuple(doubts),
        confidence=min(
            1.0 if title and not record.doubt else MADE_TITLE_CONFIDENCE,
            SUMMARY_CONFIDENCE if _unsure(doubts) else 1.0,
        ),
    )


@lru_cache(maxsize=8)
def _path(name: str) -> str:
    """A path in its usual form. Remembered: it is that of the file, for each of its records."""
    return str(PurePosixPath(name))


def _body(fields: Fields) -> tuple[FieldText, list[str]]:
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


def _fullest(fields: Fields, field: str) -> FieldText:
    """The most telling text, unless another is five times as long: then that name was meant otherwise."""
    made = [read_field(text, escaped=fields.record.markup) for text in fields.texts(field, "\n\n")]
    made = [each for each in made if each.text.strip() and not ADDRESS.fullmatch(each.text.strip())]
    if not made:
        return FieldText("")
    longest = max(len(each.text) for each in made)
    return next(each for each in made if len(each.text) * 5 > longest)


def _headed(title: str, body: FieldText) -> tuple[str, str]:
    """The title and the text without it: texts repeat theirs, messages have it in their first line."""
    first, _, rest = body.text.lstrip().partition("\n\n")
    if not title and (marked := _MARKED_LINE.match(body.text.lstrip())):
        first, rest = marked["title"], body.text.lstrip()[marked.end() :]
    if len(first) > titles.LONGEST_TITLE or "\n" in first or not rest.strip():
        return title, body.text
    if title:
        if len(first) > 2 * len(title) + 20 or titles.fold(plain(first)) != titles.fold(title):
            return title, body.text
        body.removed.append((first, "title again"))
        return title, rest.strip()
    line = plain(first)
    is_title = titles.can_be_title(line) and len(line) <= titles.LONGEST_MADE_TITLE
    if is_title and not attribution.dateline(f"{line} x") and not attribution.byline(line):
        return line, rest.strip()
    return title, body.text


def _captions(fields: Fields, body: FieldText) -> Iterator[Caption]:
    """The captions in the text and those in fields of their own, each once."""
    own = (
        line for text in fields.texts("caption", "\n") for each in text.split("\n") if (line := plain(each))
    )
    for text in dict.fromkeys((*body.captions, *own)):
        yield captions.parse(text, fields.record.first)


def is_summary(found: FieldText) -> bool:
    """Whether a text has the form of a summary: it breaks off, links to a rest, or is a short paragraph."""
    if _ELLIPSIS.search(found.text) or any("rest" in reason for _, reason in found.removed):
        return True
    return len(found.text) < LONGEST_SUMMARY and "\n\n" not in found.text.strip()


def _unsure(doubts: list[str]) -> bool:
    return SUMMARY_DOUBT in doubts or CUT_OFF_DOUBT in doubts


def _emptied(ahead: list[Record | Fault]) -> Iterator[Record | Fault]:
    """The items, each let go of once it has been taken."""
    ahead.reverse()
    while ahead:
        yield ahead.pop()


def _at(line: int | None, reason: str) -> str:
    return f"line {line}: {reason}" if line else reason


def _language(code: str) -> str:
    """ISO 639-1 code from a language field such as "en-GB", or ""."""
    return code.strip()[:2].lower() if _LANGUAGE_CODE.fullmatch(code.strip()) else ""
