"""A text below header lines ("-- title", "-- By …", "-- date", or "Title: …" in any language) → articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.reading import attribution, keyed, pagedump
from articles.reading.body import sift
from articles.reading.confidence import HEADER
from articles.reading.dates import parse_stamp
from articles.reading.drafts import Draft, finish
from articles.reading.headrows import STRONG, Head
from articles.reading.heads import find_heads
from articles.reading.headsigns import APART
from articles.reading.metalines import is_address
from articles.reading.opened import OpenFile
from articles.reading.rows import Row, breaks_greedily, joined, rows
from articles.reading.text import Line
from articles.reading.titles import can_be_title, is_prose
from articles.records import IN_TITLE_LINE, ParsedArticle, Rejection, RemovedLine

LAYOUT = "header lines"
KEY = IN_TITLE_LINE + "key of the text"
_LONGEST_HEADER, _MOST_WRAPPED, _NARROWEST = 60, 3, 36
# "-- title"; other marks, and "--title", count where more speaks for them.
_MARKED = re.compile(
    r"(?P<mark>--(?=\s|$)|-{2,}(?:\s-(?=\s))?|[—–]|#{1,3}|//|[-•·]|\*(?!\*))(?!\+)\s*(?P<value>.*)$"
)
_USUAL_MARK = "--"
_NAMED = {"date", "url", "by"}
# The line that opens and closes the header of a Markdown file.
_ITEM = re.compile(r"[-*+]\s")
_FENCE = re.compile(r"-{3}|\+{3}")


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
    """Whether a block is a header wherever it stands: a title and two things more."""
    kinds = {kind for kind, value in (_pair(line.text) for line in header) if value}
    return len(kinds & {"title", "by", "date", "url"}) > 2


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
        end = _end_of_marked(lines, at)
        if end - at < 2 or not _is_header(lines[at:end]):
            # A long list is none, wherever in it one begins to look.
            long = end if end - at >= _LONGEST_HEADER else at
            end = max(_end_of_keyed(lines, at), long)
        if end - at >= 2 and _is_header(lines[at:end]):
            at = _start_of_keyed(lines, at)
            yield at, end
        at = max(end, at + 1)


def _end_of_marked(lines: Sequence[Line], at: int) -> int:
    """One past the last line of a block whose lines begin with one mark; an indented one goes on with its."""
    mark = _mark(lines[at].text)
    end = at
    while mark and end < len(lines) and end - at < _LONGEST_HEADER:
        if _mark(lines[end].text) == mark:
            end += 1
        elif (following := _end_of_line(lines, end)) > end and _mark(lines[following].text) == mark:
            end = following + 1
        else:
            break
    return end


def _end_of_line(lines: Sequence[Line], at: int) -> int:
    """Where the line of a header ends that goes on with a few indented ones; `at` if it does not."""
    end = at
    while end < len(lines) - 1 and end - at < _MOST_WRAPPED and _goes_on(lines, end):
        end += 1
    return end


def _mark(text: str) -> str:
    match = _MARKED.match(text)
    return match["mark"] if match else ""


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the rest of the one right above it: it is indented."""
    return lines[at].indented and at > 0 and lines[at].number - lines[at - 1].number == 1


def _end_of_keyed(lines: Sequence[Line], at: int) -> int:
    """One past the last line of a block that begins with a known key, or with the fence of Markdown.

    Lines with other keys belong to it where a known one follows. A key of the text ends it.
    """
    fenced = bool(_FENCE.fullmatch(lines[at].text))
    inner = at + fenced
    if inner >= len(lines) or (not fenced and not keyed.pair(lines[inner].text)):
        return at
    end = number = inner
    while number < len(lines) and number - inner < _LONGEST_HEADER:
        text = lines[number].text
        if fenced and _FENCE.fullmatch(text):
            return number + 1
        found = keyed.pair(text)
        if found and found[0] == keyed.BODY:
            # What stands on the line of that key is the first of the text.
            return end if found[1] else number + 1
        if found:
            end = number + 1
        elif (not (fenced or keyed.is_keyed(text))) or (is_prose(text) and not keyed.is_keyed(text)):
            break
        number += 1
    return at if fenced else end


def _start_of_keyed(lines: Sequence[Line], at: int) -> int:
    """The first line of a block: unknown keys may stand right above the known ones ("Slug: …")."""
    start = at
    while (
        start and lines[start].number - lines[start - 1].number == 1 and keyed.is_keyed(lines[start - 1].text)
    ):
        start -= 1
    opens = start == 0 or lines[start].number - lines[start - 1].number > 1
    return start if opens and _end_of_marked(lines, at) < at + 2 else at


def _is_header(lines: Sequence[Line]) -> bool:
    """Whether a block names a date, an address or a byline beside the title; two of them behind odd marks.

    Between the fences of Markdown the title may be lacking: it is the heading below.
    """
    if _FENCE.fullmatch(lines[0].text) and _FENCE.fullmatch(lines[-1].text):
        found = [keyed.pair(line.text) for line in lines if not _ITEM.match(line.text)]
        return bool({"title", "date", "url"} & {pair[0] for pair in found if pair and pair[1]})
    kinds = {kind for kind, value in map(_pair, (line.text for line in lines)) if value}
    odd = _end_of_marked(lines, 0) > 1 and _mark(lines[0].text) != _USUAL_MARK
    needed = 2 if odd else 1
    return len(kinds & _NAMED) >= needed and "title" in kinds


def _pair(text: str) -> tuple[str, str]:
    """What a header line says: its kind (title, by, date, url, source, other) and its value."""
    match = _MARKED.match(text)
    if not match:
        return keyed.pair(text) or ("other", text)
    value = match["value"].strip()
    named = keyed.pair(value)
    if named and named[0] in {*_NAMED, "title", "source"}:
        return named
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
    title = range(0)
    fenced = bool(_FENCE.fullmatch(header[0].text))
    for at, line in enumerate(header):
        row = Row(line.number, line.number, line.text, 0)
        kind, value = _pair(line.text)
        if fenced and (_FENCE.fullmatch(line.text) or _ITEM.match(line.text)):
            kind, value = "other", line.text
        if at in title:
            continue
        if kind == "title" and not draft.title:
            end = _end_of_title(header, at)
            rest = [
                Row(each.number, each.number, _value(header, at + 1 + number), 0)
                for number, each in enumerate(header[at + 1 : end])
            ]
            draft.set_title([replace(row, text=value), *rest])
            title = range(at, end)
            before, _, after = line.text.partition(value) if value in line.text else (line.text, "", "")
            mark = " ".join(filter(None, (before.strip(), after.strip())))
            draft.body.removed.append(RemovedLine(row.first, mark, IN_TITLE_LINE + "mark of the header"))
        else:
            _take(draft, kind, value)
            draft.body.remove(row, f"header line: {kind}" if value else "header line without value")
    if not draft.title:
        below = _with_heading(below, draft)
    sift(joined(_without_key(below, draft)), draft.body)
    return draft


def _end_of_title(header: Sequence[Line], at: int) -> int:
    """One past the last line of a title: indented ones go on with it, and those that it was broken into."""
    end = at + 1
    while _follows(header, end):
        end += 1
    if end > at + 1 or not _mark(header[at].text):
        return end
    while end < len(header) and end - at <= _MOST_WRAPPED and _pair(header[end].text)[0] == "title":
        end += 1
    values = [_value(header, number) for number in range(at, end)]
    whole = end - at > 1 and len(values[0]) >= _NARROWEST and breaks_greedily(values)
    return end if whole else at + 1


def _value(header: Sequence[Line], at: int) -> str:
    """The words of a line of a title, without its mark."""
    return _pair(header[at].text)[1] if _mark(header[at].text) else header[at].text


def _with_heading(below: Sequence[Line], draft: Draft) -> Sequence[Line]:
    """The lines of a text without the heading above it, which is the title where the header has none."""
    at = next((number for number, line in enumerate(below) if line.text), len(below))
    if at + 1 >= len(below) or not can_be_title(below[at].text) or is_prose(below[at].text):
        return below
    draft.set_title([Row(below[at].number, below[at].number, below[at].text, 0)])
    return below[at + 1 :]


def _follows(header: Sequence[Line], at: int) -> bool:
    """Whether a line of a block with marks has none: it goes on with the line above."""
    return (
        0 < at < len(header)
        and bool(_mark(header[0].text))
        and not _mark(header[at].text)
        and _goes_on(header, at)
    )


def _without_key(below: Sequence[Line], draft: Draft) -> Sequence[Line]:
    """The lines of a text without the key that its first one may begin with ("Text: …")."""
    at = next((number for number, line in enumerate(below) if line.text), len(below))
    found = keyed.pair(below[at].text) if at < len(below) else None
    if not found or found[0] != keyed.BODY or not found[1]:
        return below
    line, value = below[at], found[1]
    draft.body.removed.append(RemovedLine(line.number, line.text.partition(value)[0].strip(), KEY))
    return [replace(line, raw=value, text=value), *below[at + 1 :]]


def _take(draft: Draft, kind: str, value: str) -> None:
    if kind == "by":
        draft.byline = draft.byline or attribution.byline_field(value)
    elif kind == "date":
        draft.stamp = draft.stamp or value
    elif kind == "url":
        draft.url = draft.url or value
    elif kind == "source":
        draft.source = draft.source or value
