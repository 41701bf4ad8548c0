"""An outline with an article below each heading, as notebooks keep clippings (Org, Markdown) → articles.

A heading is that of an article where what stands right below says so: a drawer of Org, a day, an address, a
byline; or where its words are a link. Headings further down within an article are part of its text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.reading import keyed, stated
from articles.reading.body import sift
from articles.reading.confidence import HEADER
from articles.reading.drafts import Draft, finish
from articles.reading.metalines import is_meta
from articles.reading.opened import OpenFile
from articles.reading.rows import Row, rows
from articles.reading.text import Line
from articles.reading.titles import fold, is_prose
from articles.records import IN_TITLE_LINE, ParsedArticle, Rejection

LAYOUT = "outline"
_HEADING = re.compile(r"(?P<mark>#{1,6}|\*{1,6})\s+(?P<title>\S.*)")
_STATE = re.compile(r"(?:TODO|DONE|NEXT|WAITING|CANCELLED|READ|UNREAD)\s+(?=\S)(?:\[#[A-C]\]\s+)?")
_TAGS = re.compile(r"\s+:[\w@:#%-]+:$")
_DRAWER, _DRAWER_END = re.compile(r":[A-Z][A-Z_-]{2,30}:"), re.compile(r":END:", re.IGNORECASE)
_PLANNED = re.compile(r"(?:SCHEDULED|DEADLINE|CLOSED):\s*[<\[].*")
_LINK = re.compile(r"\]\((?P<url>https?://[^()\s]{1,500})\)|\[\[(?P<org>https?://[^\[\]\s]{1,500})\]\[")
_SETTING = re.compile(r"#\+\w+:.*")
_PROPERTY = re.compile(r":[A-Za-z][\w+-]{0,40}:\s.*")
_FEWEST, _LONGEST_DRAWER = 2, 400


@dataclass(slots=True)
class _Entry:
    """A heading, and the lines below it up to the next one of its level or above."""

    line: Line
    mark: str
    below: Sequence[Line]

    @property
    def stated(self) -> int:
        """How many lines right below the heading say something of the article."""
        count = 0
        in_drawer = False
        for line in self.below:
            if not line.text:
                if count and not in_drawer:
                    break
                count += 1
                continue
            # A drawer that is never closed ends with its last property.
            in_drawer = in_drawer or bool(_DRAWER.fullmatch(line.text) and self._is_closed(count))
            if not (
                in_drawer
                or _DRAWER.fullmatch(line.text)
                or _PROPERTY.fullmatch(line.text)
                or _says(line.text)
            ):
                break
            in_drawer = in_drawer and not _DRAWER_END.fullmatch(line.text)
            count += 1
        return count if any(line.text for line in self.below[:count]) else 0

    def _is_closed(self, at: int) -> bool:
        """Whether the drawer that opens at a place below the heading ends within a number of lines."""
        return any(_DRAWER_END.fullmatch(line.text) for line in self.below[at : at + _LONGEST_DRAWER])

    @property
    def url(self) -> str:
        """The address that the words of the heading are linked with, or ""."""
        found = _LINK.search(self.line.raw)
        return (found["url"] or found["org"]) if found else ""


def recognise(opened: OpenFile) -> bool:
    """Whether headings of one level state something of an article each, at least two or with a drawer."""
    entries = _entries(opened.lines)
    drawers = any(_DRAWER.fullmatch(line.text) for each in entries for line in each.below[:2])
    return len(entries) >= (1 if drawers else _FEWEST)


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the article below each heading."""
    entries = _entries(opened.lines)
    if not entries:
        yield opened.reject("no outline: no heading has a text below that states its day, address or author")
        return
    made = [_draft(entry) for entry in entries]
    firsts = [each.first.first for each in made]
    covered = {id(line) for entry in entries for line in (entry.line, *entry.below)}
    for line in opened.lines:
        if line.text and id(line) not in covered:
            holder = made[max(0, bisect_right(firsts, line.number) - 1)]
            holder.body.remove(Row(line.number, line.number, line.text, 0), "name of the section")
    for index, draft in enumerate(made):
        yield finish(draft, opened, index)


def _entries(lines: Sequence[Line]) -> list[_Entry]:
    """The headings of articles: those of a level of which most state something; none if others hold text."""
    places = [(at, match) for at, line in enumerate(lines) if (match := _HEADING.fullmatch(line.text))]
    if not places:
        return []
    found: list[_Entry] = []
    for number, (at, match) in enumerate(places):
        mark = match["mark"]
        later = (places[each] for each in range(number + 1, len(places)))
        end = next((other for other, each in later if len(each["mark"]) <= len(mark)), len(lines))
        if below := lines[at + 1 : end]:
            found.append(_Entry(lines[at], mark, below))
    telling = [each for each in found if each.stated or each.url]
    if not telling:
        return []
    mark = Counter(each.mark for each in telling).most_common(1)[0][0]
    entries = [each for each in found if each.mark == mark and any(line.text for line in each.below)]
    if sum(bool(each.stated or each.url) for each in entries) * 2 <= len(entries):
        return []
    if _are_copies(entries, lines):
        return []
    held = {id(line) for each in entries for line in each.below}
    others = (line.text for line in lines if id(line) not in held and not _HEADING.match(line.text))
    return [] if any(map(is_prose, others)) else entries


def _are_copies(entries: Sequence[_Entry], lines: Sequence[Line]) -> bool:
    """Whether half of the headings stand a second time without their mark: titles on copied pages."""
    plain = {fold(line.text) for line in lines if not _HEADING.match(line.text)}
    again = sum(fold(each.line.text[len(each.mark) :]) in plain for each in entries)
    return again * 2 >= len(entries)


def _says(text: str) -> bool:
    """Whether a line below a heading says something of the article."""
    bare = text.strip("*_ ")
    return bool(
        _PLANNED.fullmatch(text) or is_meta(bare) or stated.of(text) or stated.imprint(_unmarked(text))
    )


def _unmarked(text: str) -> str:
    """A line without the marks of italics and bold in it."""
    return text.replace("**", "").replace("*", "").replace("__", "")


def _draft(entry: _Entry) -> Draft:
    line = entry.line
    row = Row(line.number, line.number, line.text, 0)
    draft = Draft(row, LAYOUT, url=entry.url, stamp_rule="header line", evidence=(HEADER,))
    text = line.text[len(entry.mark) :].strip()
    bare = _TAGS.sub("", _STATE.sub("", text, count=1)).strip() or text
    before, _, after = line.text.partition(bare)
    for mark in filter(None, (before.strip(), after.strip())):
        draft.body.remove(replace(row, text=mark), IN_TITLE_LINE + "mark of the outline")
    draft.set_title([replace(row, text=bare)])
    count = entry.stated
    for each in entry.below[:count]:
        if each.text:
            _take(draft, each)
    sift(rows(entry.below[count:]), draft.body)
    return draft


def _take(draft: Draft, line: Line) -> None:
    """Take what a line below the heading states."""
    row = Row(line.number, line.number, line.text, 0)
    said = stated.of(line.text)
    if _DRAWER.fullmatch(line.text) or _DRAWER_END.fullmatch(line.text) or _PLANNED.fullmatch(line.text):
        draft.body.remove(row, "drawer of the outline")
    elif said:
        draft.take_stated(row, *said)
    elif keyed.plainly(line.text) != line.text or not draft.take_meta(row, _unmarked(line.text)):
        draft.body.remove(row, "drawer of the outline")
