"""An HTML page, or several in one file → their articles: main text, captions, what the metadata states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from articles.reading import (
    attribution,
    html_days,
    html_encoding,
    html_metadata,
    html_posts,
    html_raw,
    html_source,
    html_state,
    titles,
)
from articles.reading.html_blocks import weight
from articles.reading.html_metadata import Metadata
from articles.reading.html_sift import sift
from articles.reading.html_signs import Stamp
from articles.reading.html_source import LARGEST_PAGE, MOST_ELEMENTS, MOST_PAGES, Source
from articles.reading.html_text import Text, find
from articles.reading.html_words import ASKS_CONSENT, PAID
from articles.reading.language import detect
from articles.reading.opened import OpenFile
from articles.reading.published import Clues, published
from articles.records import UNKNOWN_DATE, Caption, ParsedArticle, PublishedDate, Rejection, RemovedLine

LAYOUT = "HTML page"

Element = Any

_LONGEST_REQUEST, _FEWEST_REQUESTS, _WORDS_A_REQUEST = 300, 3, 25
_FEWEST_HEADED = 40
_SURE, _DOUBTFUL = 1.0, 0.6
# A page that shows fewer words may hide the text of its article.
_ENOUGH = 150
NO_TEXT = "the page has no article text"
UNNAMED = "the text stands in a script of the page, under a title that the page does not state"
_REFUSED = re.compile(
    r"\b(?:404|403|page (?:not|could not be) found|not found|access denied|forbidden|just a moment|"
    r"attention required|are you a robot|verify you are human|log ?in|sign ?in|service unavailable|"
    r"seite nicht gefunden|page introuvable|página no encontrada|страница не найдена)\b",
    re.IGNORECASE,
)
_BODY_END = re.compile(r"</(?:body|html)\s{0,9}>", re.IGNORECASE)
# What a parser takes into a tree, and then lets nobody move within it; also as a reference.
_CONTROL = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0{0,9}(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)"
    r"|x0{0,9}(?:[1-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
# Languages that a detector takes for each other.
_CLOSE = (
    {"no", "nb", "nn", "da"}, {"hr", "sr", "bs", "sh"}, {"id", "ms"}, {"cs", "sk"}, {"bg", "mk"},
    {"pt", "gl"}, {"es", "ca", "gl"}, {"hi", "mr", "ne"}, {"fa", "ps", "ar", "ur"},
    {"ru", "uk", "be"}, {"af", "nl"},
)  # fmt: skip


def recognise(opened: OpenFile) -> bool:
    """By its opening: a doctype, <html>, or an element of HTML. Feeds and other XML are none."""
    return html_source.looks_like_html(opened)


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the articles of the pages in the file; a rejection for each page without one."""
    index = 0
    pages = html_source.pages(html_encoding.decode(opened))
    for number, page in enumerate(pages):
        if number == MOST_PAGES:
            limit = f"more than {MOST_PAGES} pages, the limit for one file: the rest was not read"
            yield opened.reject(limit, index, page.offset + 1)
            return
        for made in _read_page(opened, page, index):
            yield made
            index += 1


def _read_page(opened: OpenFile, page: Source, index: int) -> Iterator[ParsedArticle | Rejection]:
    line = page.offset + 1
    if len(page.markup) > LARGEST_PAGE:
        limit = f"the page has more than {LARGEST_PAGE // 2**20} MiB of markup, the limit for one page"
        yield opened.reject(limit, index, line)
        return
    if page.elements > MOST_ELEMENTS:
        limit = f"the page has more than {MOST_ELEMENTS:,} elements, the limit for one page"
        yield opened.reject(limit, index, line)
        return
    tree = _parse(page.markup)
    if tree is None:
        yield opened.reject(f"{NO_TEXT}: it is empty", index, line)
        return
    parts = _articles(tree)
    address = opened.url or page.saved_url
    for number, part in enumerate(parts):
        metadata = html_metadata.read(part, page.data, address, alone=len(parts) == 1)
        made = _Article(opened, page, part, metadata).made(index + number)
        yield _unless_hidden(opened, page, metadata, made) if len(parts) == 1 else made


def _unless_hidden(
    opened: OpenFile, page: Source, metadata: Metadata, shown: ParsedArticle | Rejection
) -> ParsedArticle | Rejection:
    """What was made of a page; where that is little, the article that it hides, if that is far longer."""
    size = weight(shown.body) if isinstance(shown, ParsedArticle) else 0
    is_other = isinstance(shown, Rejection) and not shown.reason.startswith(NO_TEXT)
    if size >= _ENOUGH or is_other:
        return shown
    for tree, stated, doubt in _hidden(page, metadata, opened.url or page.saved_url):
        made = _Article(opened, page, tree, stated, lines=False).made(shown.index)
        if isinstance(made, ParsedArticle) and weight(made.body) > 1.5 * size + 20:
            doubts = (*made.doubts, *doubt)
            return replace(made, doubts=doubts, confidence=_SURE if not doubts else _DOUBTFUL)
    return shown


def _hidden(
    page: Source, metadata: Metadata, address: str
) -> Iterator[tuple[Element, Metadata, tuple[str, ...]]]:
    """Yield what a page does not show at once: as a tree, with what is stated of it, and why it is unsure."""
    if page.hidden and (tree := _parse(_BODY_END.sub("", page.markup) + "".join(page.hidden))) is not None:
        yield tree, html_metadata.read(tree, page.data, address), ()
    scripts = (*page.scripts, *html_raw.data_in_attributes(page.markup))
    story = html_state.find(scripts, [metadata.title, *metadata.titles]) if scripts else None
    if story and (tree := _parse(story.page)) is not None:
        stamp = metadata.stamp or (Stamp(story.stamp, "data in a script") if story.stamp else None)
        if stamp is not metadata.stamp and not html_days.is_possible(story.stamp):
            stamp = None
        byline = metadata.byline or ", ".join(story.authors)
        told = replace(metadata, title=story.title or metadata.title, stamp=stamp, byline=byline)
        yield tree, told, () if story.is_named else (UNNAMED,)


def _parse(markup: str) -> Element | None:
    """The tree of a page; None where it has no element at all."""
    from lxml import etree, html

    if not markup.strip():
        return None
    parser = html.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True
    )
    try:
        bare = _CONTROL.sub(" ", markup)
        tree = html.document_fromstring(bare.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree if tree is not None and tree.find(".//*") is not None else None


def _articles(tree: Element) -> list[Element]:
    """The page, or a page for each of its articles where it holds several in full."""
    shells: list[Element] = []
    head = tree.find(".//head")
    for each, rank in html_posts.several(tree):
        shell = tree.makeelement("html", dict(tree.attrib))
        if head is not None:
            shell.append(deepcopy(head))
        body = shell.makeelement("body", {})
        shell.append(body)
        body.append(deepcopy(each))
        body[0].tail = None
        body.find(f".//{rank}").tag = "h1"
        shells.append(shell)
    return shells or [tree]


class _Article:
    """The article of one page while it is put together."""

    def __init__(
        self, opened: OpenFile, page: Source, tree: Element, metadata: Metadata, lines: bool = True
    ) -> None:
        self.opened, self.page, self.metadata, self.lines = opened, page, metadata, lines
        self.text: Text = find(tree, metadata.text, metadata.title)
        self.captions: list[Caption] = [
            replace(each.caption, line=self._line(each.caption.line)) for each in self.text.captions
        ]
        self.blocks, removed = sift(self.text, metadata)
        self.removed = [
            RemovedLine(self._line(line) or page.offset + 1, text, reason) for line, text, reason in removed
        ]

    def _line(self, line: int | None) -> int | None:
        return line + self.page.offset if line and self.lines else None

    def made(self, index: int) -> ParsedArticle | Rejection:
        """The article, or why the page has none."""
        metadata, opened = self.metadata, self.opened
        body = "\n\n".join(self.text.stated or [block.text for block in self.blocks])
        doubts: list[str] = []
        lines = [block.line for block in self.blocks if block.line]
        first, last = (self._line(min(lines)), self._line(max(lines))) if lines else (None, None)
        if why := self._refusal(body):
            return opened.reject(why, index, self.page.offset + 1, metadata.title)
        doubts += self._doubts(body)
        title = metadata.title
        if not title:
            title = titles.made_title(body)
            doubts.append(titles.MADE_TITLE_DOUBT)
        opening = attribution.dateline(body)
        return ParsedArticle(
            file=opened.file,
            index=index,
            title=title,
            body=body,
            member=opened.member,
            captions=tuple(self.captions),
            byline=metadata.byline,
            dateline=opening.text if opening else "",
            url=metadata.url,
            external_id=metadata.external_id,
            source=metadata.source or (opening.agency if opening else ""),
            language=_language(metadata.language, body),
            published=self._published(body, opening.text if opening else ""),
            first_line=first,
            last_line=last,
            layout=LAYOUT,
            removed=tuple(self.removed),
            doubts=tuple(doubts),
            confidence=_SURE if not doubts else _DOUBTFUL,
        )

    def _published(self, body: str, dateline: str) -> PublishedDate:
        stamp = self.metadata.stamp
        made = published(
            Clues(
                stamp=stamp.value if stamp else None,
                stamp_rule=stamp.rule if stamp else "",
                dateline=dateline,
                url=self.metadata.url,
                captions=tuple(self.captions),
                body=body,
                file_name=self.opened.member or self.opened.file,
            )
        )
        return made if made.day is None or html_days.is_past(made.day) else UNKNOWN_DATE

    def _refusal(self, body: str) -> str:
        """Why the page is no article, or ""."""
        size, metadata = weight(body), self.metadata
        if size < 60 and _REFUSED.search(metadata.title):
            return f"{NO_TEXT}: it is a login or error page ({metadata.title[:80]!r})"
        if size < 2:
            if self.text.links > 12:
                return f"{NO_TEXT}: it is an index of links to other pages"
            return f"{NO_TEXT}: it may need JavaScript, or it is a login or error page"
        if size < _LONGEST_REQUEST and not metadata.is_article and self._asks_consent(size):
            return f"{NO_TEXT}: it asks for consent to cookies"
        if self._is_index(size):
            return f"the page is an index: {self.text.links} links to other pages and {size} words of its own"
        return ""

    def _asks_consent(self, size: int) -> bool:
        """Whether every few words of a small page are about consent and cookies."""
        said = [each.casefold() for each in ASKS_CONSENT.findall(self.text.words)]
        return len(set(said)) >= _FEWEST_REQUESTS and len(said) * _WORDS_A_REQUEST > max(size, self.text.page)

    def _is_index(self, size: int) -> bool:
        if self.text.is_index and not self.metadata.is_article:
            return True
        if self.metadata.is_article or (self.metadata.stamp and size > 60):
            return False
        if self.metadata.headed and size >= _FEWEST_HEADED:
            return False
        return self.text.links > 12 and self.text.linked > 2 * size and (size < 120 or self.metadata.is_index)

    def _lists_others(self, size: int) -> bool:
        """Whether much of the page are headlines of other pages."""
        text = self.text
        many = text.headlines > 10 and text.headlines > len(self.blocks) * 0.6
        return many or (text.links > 30 and (text.linked > size or self.metadata.is_index))

    def _doubts(self, body: str) -> Iterator[str]:
        size = weight(body)
        paid = self.metadata.paid or any(each.reason == PAID for each in self.removed)
        if size < 30 and not paid:
            yield f"the page shows only {size} words of text"
        elif paid and size < 150:
            yield "the page shows only the beginning: the rest is for subscribers"
        if not self.metadata.is_article and self._lists_others(size):
            yield "many links to other stories: the page may be an index"


def _language(stated: str, body: str) -> str:
    """The language of the text: as detected, unless the page states one that is easily taken for it."""
    found = detect(body)
    if not found or weight(body) < 25:
        return stated or found
    if stated != found and any(stated in group and found in group for group in _CLOSE):
        return stated
    return found
