"""A text below header lines ("-- title", "-- By …", "-- date", "-- address", or "Title: …") → articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.reading import attribution, pagedump
from articles.reading.body import sift
from articles.reading.confidence import HEADER
from articles.reading.dates import parse_stamp
from articles.reading.drafts import Draft, finish
from articles.reading.heads import APART, STRONG, Head, find_heads
from articles.reading.metalines import is_address
from articles.reading.opened import OpenFile
from articles.reading.rows import Row, joined, rows
from articles.reading.text import Line
from articles.records import IN_TITLE_LINE, ParsedArticle, Rejection, RemovedLine

LAYOUT = "header lines"
_DASHED = re.compile(r"--(?:\s+(?P<value>.*))?$")
_KEYED = re.compile(
    r"(?P<key>title|headline|date|published|publication date|pub date|by|byline|author|authors|source|"
    r"publisher|url|link|language|id)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_TITLE_KEYS, _DATE_KEYS = {"title", "headline"}, {"date", "published", "publication date", "pub date"}
_BY_KEYS, _URL_KEYS, _SOURCE_KEYS = (
    {"by", "byline", "author", "authors"},
    {"url", "link"},
    {"source", "publisher"},
)


def recognise(opened: OpenFile) -> bool:
    """Whether the first lines are header lines, at least two, or a full header stands further down."""
    lines = _filled(opened.lines)
    return any(start == 0 or _is_full(lines[start:end]) for start, end in _headers(lines))


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the article below each block of header lines, and those of page dumps above or below it."""
    lines = _filled(opened.lines)
    headers = list(_headers(lines))
    first = lines[headers[0][0]].number - 1 if headers else len(opened.lines)
    drafts = pagedump.drafts(rows(opened.lines[:first]))
    for index, (start, end) in enumerate(headers):
        following = headers[index + 1][0] if index + 1 < len(headers) else len(lines)
        upto = lines[following].number if following < len(lines) else len(opened.lines) + 1
        below = opened.lines[lines[end - 1].number : upto - 1]
        own, others = _parted(below)
        drafts += [_draft(lines[start:end], own), *others]
    for index, draft in enumerate(drafts):
        yield finish(draft, opened, index)


def _is_full(header: Sequence[Line]) -> bool:
    """Whether a block is a header wherever it stands: with dashes, a title and two things more."""
    kinds = {kind for kind, value in (_pair(line.text) for line in header) if value}
    return len(kinds & {"title", "by", "date", "url"}) > 2 and bool(_DASHED.match(header[0].text))


def _parted(below: Sequence[Line]) -> tuple[Sequence[Line], list[Draft]]:
    """The lines of the article below a header, and the articles of a page dump that follows it."""
    page = rows(below)
    sure = [head for head in find_heads(page) if head.start and _is_sure(head)]
    if not sure:
        return below, []
    line = page[sure[0].start].first
    at = line - below[0].number
    return below[:at], pagedump.drafts(rows(below[at:]))


def _is_sure(head: Head) -> bool:
    """Whether a head in the text below header lines is that of another article, by two signs."""
    return bool(head.title) and len(STRONG & set(head.evidence)) + (APART in head.evidence) > 1


def _filled(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.text]


def _headers(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the blocks of header lines as (first, one past the last) of the filled lines."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _is_header_line(lines, end, at):
            end += 1
        if end - at >= 2 and _is_header(lines[at:end]):
            yield at, end
        at = max(end, at + 1)


def _is_header_line(lines: Sequence[Line], at: int, start: int) -> bool:
    dashed = bool(_DASHED.match(lines[at].text))
    if at > start and dashed != bool(_DASHED.match(lines[start].text)):
        return False
    return dashed or bool(_KEYED.match(lines[at].text))


def _is_header(lines: Sequence[Line]) -> bool:
    """Whether a block names at least a date, an address or a byline beside the title."""
    pairs = [_pair(line.text) for line in lines]
    kinds = {kind for kind, value in pairs if value}
    return bool(kinds & {"date", "url", "by"}) and (pairs[0][0] == "title" or "title" in kinds)


def _pair(text: str) -> tuple[str, str]:
    """What a header line says: its kind (title, by, date, url, source, other) and its value."""
    keyed = _KEYED.match(text)
    if keyed:
        key, value = keyed["key"].lower(), keyed["value"]
        for kind, keys in (
            ("title", _TITLE_KEYS),
            ("date", _DATE_KEYS),
            ("by", _BY_KEYS),
            ("url", _URL_KEYS),
            ("source", _SOURCE_KEYS),
        ):
            if key in keys:
                return kind, value
        return "other", value
    match = _DASHED.match(text)
    value = (match["value"] or "").strip() if match else text
    if is_address(value):
        return "url", value
    if attribution.byline(value):
        return "by", attribution.byline(value)
    stamp = parse_stamp(value)
    if stamp and len(value) - len(stamp.words) < 25:
        return "date", value
    return ("title", value) if value else ("other", "")


def _draft(header: Sequence[Line], below: Sequence[Line]) -> Draft:
    """Put one article together from its header lines and the lines below."""
    first = Row(header[0].number, header[0].number, header[0].text, 0)
    draft = Draft(first, LAYOUT, stamp_rule="header line", evidence=(HEADER,))
    for line in header:
        row = Row(line.number, line.number, line.text, 0)
        kind, value = _pair(line.text)
        if kind == "title" and not draft.title:
            draft.set_title([replace(row, text=value)])
            mark = line.text.removesuffix(value).strip()
            draft.body.removed.append(RemovedLine(row.first, mark, IN_TITLE_LINE + "mark of the header"))
        else:
            _take(draft, kind, value)
            draft.body.remove(row, f"header line: {kind}" if value else "header line without value")
    text = joined(below)
    sift(text, draft.body)
    return draft


def _take(draft: Draft, kind: str, value: str) -> None:
    if kind == "by":
        draft.byline = draft.byline or attribution.byline_field(value)
    elif kind == "date":
        draft.stamp = draft.stamp or value
    elif kind == "url":
        draft.url = draft.url or value
    elif kind == "source":
        draft.source = draft.source or value
