"""The tree of a page → its blocks of text in order: paragraphs, headings, list items, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from articles.reading.text import clean, word_count

Element = Any  # lxml has no types of its own

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_INLINE_HOLDERS = {
    "p",
    "a",
    "span",
    "b",
    "i",
    "em",
    "strong",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figcaption",
    "li",
}
_SILENT = {
    "head",
    "title",
    "script",
    "style",
    "noscript",
    "template",
    "select",
    "option",
    "textarea",
    "button",
    "rt",
    "rp",
}
_CELLS = {"td", "th"}
_LAYOUT = {"p", "div", "table", "br", "ul", "ol", "h1", "h2", "h3", "h4"}
_LAST_LINE = 65_535
_SHORTEST_PART = 25
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)」』]*$")
_NOT_WORD = re.compile(r"[\W_]+")
# Scripts that put no space between words: a letter counts as about half a word.


@dataclass(slots=True)
class Block:
    """Text of one element: `element` owns it, `line` is where it starts in the markup (None: not known),
    `linked` is how many of its characters stand in links."""

    text: str
    element: Element
    line: int | None
    linked: int = 0
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = squeeze(self.text)

    @property
    def tag(self) -> str:
        """The name of the element."""
        return str(self.element.tag)

    @property
    def is_link(self) -> bool:
        """Whether all of it is a link to another page."""
        return self.linked >= len(self.text) * 0.9

    @property
    def weight(self) -> int:
        """How many words it has."""
        return weight(self.text)


def weight(text: str) -> int:
    """The number of words, also of scripts without spaces."""
    return word_count(text)


def squeeze(text: str) -> str:
    """Text for comparing: letters and digits only, without case."""
    return _NOT_WORD.sub("", text).casefold()


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, in any script."""
    return bool(_SENTENCE_END.search(text))


def words(element: Element) -> str:
    """The text of an element, its parts apart, on one line."""
    return clean(" ".join(" ".join(part for part in element.itertext() if part).split()))


def blocks(root: Element) -> list[Block]:
    """All blocks below an element."""
    return list(_Walk().over(root))


class _Walk:
    """One pass over a tree that collects text until a block begins or ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked: list[str] = []
        self.links = self.silent = self.preformatted = 0
        self.owners: list[Element] = []
        self.rows: list[Element] = []

    def over(self, root: Element) -> Iterator[Block]:
        """Yield the blocks in order."""
        from lxml.etree import iterwalk

        for event, element in iterwalk(root, events=("start", "end")):
            name = element.tag
            if event == "start":
                if self._is_block(element):
                    yield from self._flush()
                    self.owners.append(element)
                self._enter(name, element)
                self._add(element.text)
            else:
                self._leave(name, element)
                if self.owners and self.owners[-1] is element:
                    yield from self._flush()
                    self.owners.pop()
                if element is not root:
                    self._add(element.tail)
        yield from self._flush()

    def _is_block(self, element: Element) -> bool:
        """Whether an element stands for itself: a cell does only in a table made for layout."""
        if element.tag == "tr" and not any(each.tag in _LAYOUT for each in element.iterdescendants()):
            self.rows.append(element)
        if element.tag in _CELLS and self.rows:
            self.parts.append(" ")
            return False
        return element.tag in BLOCKS or not self.owners or _is_own_block(element)

    def _enter(self, name: str, element: Element) -> None:
        if name in _SILENT:
            self.silent += 1
        elif name == "br":
            self.parts.append("\n")
        elif name == "pre":
            self.preformatted += 1
        elif name == "a" and leads_away(element):
            self.links += 1

    def _leave(self, name: str, element: Element) -> None:
        if name in _SILENT:
            self.silent -= 1
        elif name == "a" and leads_away(element):
            self.links -= 1
        elif name == "pre":
            self.preformatted -= 1
        if self.rows and self.rows[-1] is element:
            self.rows.pop()

    def _add(self, text: str | None) -> None:
        if text and not self.silent:
            flat = not self.preformatted and ("\n" in text or "\t" in text)
            self.parts.append(" ".join(f"|{text}|".split())[1:-1] if flat else text)
            if self.links:
                self.linked.append(" ".join(text.split()))

    def _flush(self) -> Iterator[Block]:
        if self.parts and self.owners:
            owner = self.owners[-1]
            line = owner.sourceline if (owner.sourceline or _LAST_LINE) < _LAST_LINE else None
            texts = list(_split("".join(self.parts), owner.tag))
            for text in texts:
                # Of several lines each has the links that stand in it.
                own = self.linked if len(texts) == 1 else (each for each in self.linked if each in text)
                yield Block(text, owner, line, sum(map(len, own)))
        self.parts.clear()
        self.linked.clear()


def _split(text: str, tag: str) -> Iterator[str]:
    """Cut text at line breaks: at empty lines always, at single ones where long lines meet."""
    if "\n" not in text:
        if made := clean(text):
            yield made
        return
    for part in re.split(r"\n\s*\n", text):
        lines = [each for each in map(clean, part.split("\n")) if each]
        if tag != "pre" and len(lines) > 1 and _are_paragraphs(lines):
            yield from lines
        elif lines:
            yield clean(" ".join(lines))


def _are_paragraphs(lines: list[str]) -> bool:
    """Whether lines parted by breaks are paragraphs: none is short, or all are sentences, most long."""
    if all(len(each) >= _SHORTEST_PART for each in lines):
        return True
    long = sum(len(each) >= 2 * _SHORTEST_PART for each in lines)
    return long * 2 > len(lines) and all(map(ends_sentence, lines))


def _is_own_block(element: Element) -> bool:
    """Whether an element of a site's own kind ("story-text") stands for itself, not within a line."""
    if "-" not in str(element.tag) or (element.tail or "").strip():
        return False
    before, above = element.getprevious(), element.getparent()
    text = above.text if before is None else before.tail
    return above.tag not in _INLINE_HOLDERS and not (text or "").strip()


def leads_away(element: Element) -> bool:
    """Whether a link leads to another page."""
    address = element.get("href") or ""
    return bool(address) and not address.startswith(("#", "javascript:", "mailto:", "tel:"))
