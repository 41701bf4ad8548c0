"""The tree of a page → the same without what surrounds an article: menus, links, forms, boxes.

What is taken out is kept with the reason. Nothing is taken out that holds much of the page's text, whatever
it calls itself: class names lie.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from articles.reading import boilerplate
from articles.reading.html_blocks import HEADINGS, Block, weight, words
from articles.reading.html_words import CLASSES, FURNITURE, LINES, LINK, OPENS_LINK, PAID, ROLES, TAGS
from articles.reading.text import clean

Element = Any

_PARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s_-]+|__|--")
# What AMP shows to those who have not paid.
_ACCESS = ("amp-access", "subscriptions-section")
_HOLDERS = {"html", "body", "main", "article", "head", "h1", "table", "tbody", "tr", "td"}
_ATTRIBUTES = {"class", "id", "data-component", "data-testid", "data-module", "data-type"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "em",
    "font",
    "i",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}
_HIDDEN = re.compile(r"hidden|sr-?only|screen-?reader|tooltip|no-?print|share", re.IGNORECASE)
_FEWEST_OF_PROSE = 12
_MOST_OF_TEXT = 0.25
_LONGEST_LINK = 220
_LONGEST_NAMES = 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """Text that was taken out of a tree; `order` is where it stood."""

    text: str
    reason: str
    line: int | None
    order: int


def line_reason(text: str) -> str:
    """Why a line of a page is no text of the article, or "" if it may be."""
    if found := boilerplate.reason(text):
        return found
    if len(text) < 300 and OPENS_LINK.match(text):
        return LINK
    if len(text) < 420:
        bare = text.rstrip(" .:…>»→›")
        return next((reason for reason, pattern in LINES if pattern.fullmatch(bare)), "")
    return ""


def prune(tree: Element, order: dict[Element, int]) -> list[Taken]:
    """Take the furniture out of a tree, in place."""
    sizes = _Sizes(tree)
    taken: list[Taken] = []
    gone: set[Element] = set()
    for element in list(tree.iter()):
        if element.getparent() in gone:
            gone.add(element)
            continue
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in _HOLDERS:
            continue
        why = _reason(element)
        if not why or sizes.is_article(element) or (element.tag in _INLINE and _is_running(element)):
            continue
        if text := words(element)[:400]:
            taken.append(Taken(text, why, element.sourceline, order.get(element, 0)))
        remove(element)
        gone.add(element)
    return taken


def remove(element: Element) -> None:
    """Take an element out, the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _reason(element: Element) -> str:
    """Why an element is furniture, by its name, its role or its classes; "" if nothing says so."""
    if why := TAGS.get(element.tag):
        return why
    if (element.get("role") or "") in ROLES:
        return FURNITURE
    if any((element.get(name) or "").lower().startswith(("not ", "content-not")) for name in _ACCESS):
        return PAID
    for attribute, value in element.items():
        if attribute == "id" and element.tag in HEADINGS:
            # The anchor of a heading tells its words, or that a table of contents links to it.
            continue
        if attribute in _ATTRIBUTES and (why := _named(value[:_LONGEST_NAMES])):
            return why
    return ""


@lru_cache(maxsize=4096)
def _named(value: str) -> str:
    """Why names of a class or the like are those of furniture, or "". Remembered: pages use few, often."""
    for name in value.split()[:12]:
        parts = [part.lower() for part in _PARTS.split(name) if part]
        for start in range(len(parts)):
            for end in (start + 1, start + 2):
                if why := CLASSES.get("".join(parts[start:end])):
                    return why
    return ""


def _is_running(element: Element) -> bool:
    """Whether an inline element is a part of running text, whatever its class says."""
    parent = element.getparent()
    if parent.tag not in ("p", "li", "blockquote", "dd", "td") or _HIDDEN.search(element.get("class") or ""):
        return False
    own: str = words(element)
    if len(own.split()) >= _FEWEST_OF_PROSE and own.endswith((".", "!", "?", "”", '"')):
        return str(element.tag) != "a"
    before = element.getprevious()
    above = (parent.text if before is None else before.tail) or ""
    return (
        bool(above.strip()) and not above.rstrip().endswith((":", "|")) and bool((element.tail or "").strip())
    )


class _Sizes:
    """How many words a page has below each element, counted once: elements may lie deep in one another."""

    def __init__(self, tree: Element) -> None:
        self._below: dict[Element, int] = {each: weight(words(each)) for each in tree.iter("p")}
        self._paragraphs = sum(self._below.values())
        if not self._paragraphs:
            for each in tree.iter():
                _add(self._below, each, weight(clean(each.text or "")))
                _add(self._below, each.getparent(), weight(clean(each.tail or "")))
        self._total = weight(words(tree))
        self._headed: set[Element] = set()
        for each in reversed(list(tree.iter())):
            parent = each.getparent()
            if each.tag == "h1" or each in self._headed:
                self._headed |= {each, parent}
            _add(self._below, parent, self._below.get(each, 0))

    def is_article(self, element: Element) -> bool:
        """Whether an element has the heading of the page, or much of its text."""
        if element in self._headed:
            return True
        own = self._below.get(element, 0)
        if self._paragraphs:
            return own > self._paragraphs * _MOST_OF_TEXT and own > 25
        return own > max(25, self._total * _MOST_OF_TEXT)


def _add(counts: dict[Element, int], element: Element, count: int) -> None:
    if count:
        counts[element] = counts.get(element, 0) + count


def is_teaser(block: Block) -> bool:
    """Whether a block is nothing but a link to another story: a headline, not a sentence."""
    if len(block.text) >= _LONGEST_LINK:
        return False
    if not block.is_link:
        # "Also read" in an element of its own stands right before the words of the link.
        label = block.text[: max(0, len(block.text) - block.linked)]
        return block.linked > len(label) and bool(OPENS_LINK.match(label.strip()))
    sentence = (
        block.tag in ("p", "div") and block.text.endswith((".", "。", "।")) and not block.text.endswith("...")
    )
    return not sentence
