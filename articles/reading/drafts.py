"""A sifted article of a text file → ParsedArticle, or the rejection that says why it is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.reading import attribution, boilerplate, confidence, keyed, metalines, naming, stated, titles
from articles.reading.body import Body, in_order
from articles.reading.language import detect
from articles.reading.opened import OpenFile
from articles.reading.published import Clues, published
from articles.reading.rows import Row, joined_text
from articles.reading.text import word_count
from articles.records import IN_TITLE_LINE, ParsedArticle, Rejection, RemovedLine

_STATED = {keyed.DATE: "date line", keyed.URL: "address", keyed.SOURCE: "source", keyed.BY: "byline"}

# A day in figures behind a headline: programs write it so, people do not.
_DAY_BEHIND = re.compile(r"(?<=\w\W)[\[(|]?\s*(?P<day>(?:19|20)\d\d-[01]\d-[0-3]\d)\s*[\])]?$")
_LONGEST_IMPRINT = 80


@dataclass(slots=True)
class Draft:
    """An article of a text file while it is put together. `first` is the first row that belongs to it."""

    first: Row
    layout: str
    title: str = ""
    byline: str = ""
    stamp: str = ""
    stamp_rule: str = "date line"
    url: str = ""
    source: str = ""
    body: Body = field(default_factory=Body)
    evidence: tuple[str, ...] = ()
    title_line: int = 0
    day_first: bool | None = None

    @property
    def last(self) -> int:
        """The last line of the text: what hangs below it is furniture of the page."""
        lines = [row.last for row in self.body.paragraphs] + [each.line or 0 for each in self.body.captions]
        return max(lines, default=self.first.last)

    def set_title(self, rows: Sequence[Row]) -> None:
        """Take the headline from its rows; the number before it and the marks of Markdown are put aside."""
        if not rows:
            return
        self.title_line = rows[0].first
        text = joined_text([row.text for row in rows])
        self.title = titles.without_marks(text)
        if dated := _DAY_BEHIND.search(self.title):
            self.stamp, self.title = self.stamp or dated["day"], self.title[: dated.start()].rstrip()
        if number := naming.number_of(self.title):
            self.title = self.title[len(number) :].strip()
        before, _, after = text.partition(self.title)
        for mark in (before.strip(), after.strip()):
            if mark:
                self.body.removed.append(RemovedLine(self.title_line, mark, IN_TITLE_LINE + "mark or number"))

    def take_over(self, lead: Draft) -> None:
        """Take what stands above the article and has no text of its own: captions, lines put aside."""
        shown, self.body.captions = self.body.captions, []
        for caption in (*lead.body.captions, *shown):
            self.body.add_caption(Row(caption.line or 0, caption.line or 0, caption.text, 0))
        self.body.removed += lead.body.removed

    def take_stated(self, row: Row, kind: str, value: str) -> None:
        """Take what a row states behind a key; the first that says it counts."""
        if kind == keyed.DATE:
            self.stamp = self.stamp or value
        elif kind == keyed.URL:
            self.url = self.url or value
        elif kind == keyed.SOURCE:
            self.source = self.source or value
        elif kind == keyed.BY:
            self.byline = self.byline or attribution.byline_field(value)
        self.body.remove(row, _STATED[kind])

    def take_meta(self, row: Row, text: str = "", below: bool = True) -> bool:
        """Take a byline, date, address, source or desk line from a row of the head; False if it is none.

        `below` says that the row stands below the headline, where a byline may have any form.
        """
        text = text or row.text
        if said := stated.of(text):
            self.take_stated(row, *said)
        elif name := metalines.source(text):
            self.source = self.source or name
            self.body.remove(row, "source")
        elif below and attribution.byline(text) and (day := stated.imprint(text)):
            self.byline = self.byline or attribution.byline(text.partition(day)[0].rstrip(" ,|·•-–—"))
            self.stamp = self.stamp or day
            self.body.remove(row, "byline")
        elif names := (attribution.head_byline if below else attribution.byline)(text) or keyed.names(text):
            self.byline = self.byline or names
            self.body.remove(row, "byline")
        elif value := metalines.keyed_date(text):
            self.stamp = self.stamp or value
            self.body.remove(row, "date line")
        elif metalines.is_address(text):
            self.url = self.url or text
            self.body.remove(row, "address")
        elif metalines.is_date_line(text):
            self.stamp = self.stamp or (text if metalines.stamp(text) else "")
            self.body.remove(row, "date line")
        elif names := (signed := metalines.signed_date(text))[0]:
            self.byline, self.stamp = self.byline or names, self.stamp or signed[1]
            self.body.remove(row, "byline")
        elif metalines.is_desk_line(text):
            self.body.remove(row, "line of the desk")
        elif below and (day := stated.imprint(text)):
            self.stamp = self.stamp or day
            self.body.remove(row, "date line")
        else:
            return False
        return True

    def take_closing_day(self, told: bool = True) -> None:
        """Put the date line below the text aside; it tells the day if `told` and nothing above does."""
        row = self.body.paragraphs.pop()
        if told and metalines.stamp(row.text):
            self.stamp = self.stamp or row.text
        self.body.remove(row, "date line")


def _take_tail(draft: Draft) -> None:
    """Take what the lines below the text state of it."""
    found = stated.tail(draft.body.paragraphs)
    for number in sorted(found):
        row = draft.body.paragraphs[number]
        if not (said := stated.of(row.text)):
            draft.take_stated(row, keyed.URL, row.text)
        else:
            draft.take_stated(row, *said)
    for number in sorted(found, reverse=True):
        del draft.body.paragraphs[number]
    while len(draft.body.paragraphs) > 1 and metalines.is_date_line(draft.body.paragraphs[-1].text):
        draft.take_closing_day()
    last = draft.body.paragraphs[-1] if len(draft.body.paragraphs) > 1 else None
    if last and not draft.stamp and len(last.text) <= _LONGEST_IMPRINT and last.text[:1].isalpha():
        day = stated.imprint(last.text)
        if day:
            draft.take_stated(draft.body.paragraphs.pop(), keyed.DATE, day)


def finish(draft: Draft, opened: OpenFile, index: int) -> ParsedArticle | Rejection:
    """Make the article of a draft: language, date, source; a rejection if there is no text."""
    body = draft.body
    _take_tail(draft)
    text = body.text
    if word_count(text) < 2:
        reason = (
            "no text below the title"
            if draft.title
            else "no text: nothing but captions, buttons or separators"
        )
        return reject(draft, opened, index, reason)
    rules = [each.line for each in body.removed if each.reason == boilerplate.RULE and each.line]
    sure = confidence.weigh(draft.evidence, body.paragraphs, bool(draft.title), rules)
    opening = attribution.dateline(text)
    clues = Clues(
        stamp=draft.stamp,
        stamp_rule=draft.stamp_rule,
        dateline=opening.text if opening else "",
        url=draft.url,
        captions=tuple(body.captions),
        body=text,
        file_name=opened.member or opened.file,
        day_first=draft.day_first,
    )
    return ParsedArticle(
        file=opened.file,
        index=index,
        title=draft.title or titles.made_title(text),
        body=text,
        member=opened.member,
        captions=tuple(body.captions),
        byline=draft.byline,
        dateline=opening.text if opening else "",
        url=draft.url,
        source=draft.source or (opening.agency if opening else ""),
        language=detect(text),
        published=published(clues),
        first_line=draft.first.first,
        last_line=draft.last,
        layout=draft.layout,
        removed=in_order(body.removed),
        doubts=sure.doubts,
        confidence=sure.value,
    )


def reject(draft: Draft, opened: OpenFile, index: int, reason: str) -> Rejection:
    """A rejection with all lines of a draft: the title, and the others as put aside."""
    covered = draft.body.lines
    last = max((each.line or 0 for each in covered), default=0)
    rejection = opened.reject(reason, index, draft.first.first, draft.title)
    return replace(rejection, removed=covered, last_line=max(last, draft.first.last))
