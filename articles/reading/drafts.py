"""A sifted article of a text file → ParsedArticle, or the rejection that says why it is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from articles.reading import attribution, heads, titles
from articles.reading.body import Body
from articles.reading.language import detect
from articles.reading.opened import OpenFile
from articles.reading.published import Clues, published
from articles.reading.rows import Row
from articles.records import ParsedArticle, Rejection, RemovedLine


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
    doubts: list[str] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last line of the text: what hangs below it is furniture of the page."""
        lines = [row.last for row in self.body.paragraphs] + [each.line or 0 for each in self.body.captions]
        return max(lines, default=self.first.last)

    def take_meta(self, row: Row, text: str = "") -> bool:
        """Take a byline, date line or address from a row of the head; False if it is none of them."""
        text = text or row.text
        if names := attribution.byline(text):
            self.byline = self.byline or names
            self.body.remove(row, "byline")
        elif heads.is_address(text):
            self.url = self.url or text
            self.body.remove(row, "address")
        elif heads.is_date_line(text):
            self.stamp = self.stamp or text
            self.body.remove(row, "date line")
        else:
            return False
        return True


def finish(draft: Draft, opened: OpenFile, index: int) -> ParsedArticle | Rejection:
    """Make the article of a draft: language, date, source; a rejection if there is no text."""
    body = draft.body
    text = body.text
    if len(text.split()) < 2:
        reason = (
            "no text below the title"
            if draft.title
            else "no text: nothing but captions, buttons or separators"
        )
        return opened.reject(reason, index, draft.first.first, draft.title)
    if not draft.title:
        draft.title = titles.made_title(text)
        draft.doubts.append(titles.MADE_TITLE_DOUBT)
    opening = attribution.dateline(text)
    clues = Clues(
        stamp=draft.stamp,
        stamp_rule=draft.stamp_rule,
        dateline=opening.text if opening else "",
        url=draft.url,
        captions=tuple(body.captions),
        body=text,
        file_name=opened.member or opened.file,
    )
    return ParsedArticle(
        file=opened.file,
        index=index,
        title=titles.without_marks(draft.title),
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
        removed=tuple(sorted(body.removed, key=lambda each: each.line or 0)),
        doubts=tuple(draft.doubts),
    )


def with_removed(article: ParsedArticle, more: Iterable[RemovedLine]) -> ParsedArticle:
    """The article with further removed lines, of the page around it."""
    return replace(article, removed=tuple(sorted((*article.removed, *more), key=lambda each: each.line or 0)))
