"""A page with its metadata → who signed it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from articles.reading.attribution import byline_field
from articles.reading.html_heading import words_of
from articles.reading.html_jsonld import Node
from articles.reading.html_titles import plain

Element = Any  # lxml has no types of its own

_AUTHOR_META = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "cxenseparse:author", "article:author_name", "creator",
)  # fmt: skip
ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|@\w+\.\w", re.IGNORECASE)
"""An address of the web or of mail: no name of anybody."""

_BY_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author-?name|author|auteur|autor)(?:$|[\s_-])", re.IGNORECASE
)
_LONGEST_NAMES = 1000


@dataclass(frozen=True, slots=True)
class Stamp:
    """A value that may name the day of publication, and where the page states it."""

    value: str
    rule: str


@dataclass(slots=True)
class Page:
    """A page, the object of its JSON-LD that is its article, its meta elements, its heading,
    and the day that the JSON-LD gives to the page itself."""

    tree: Element
    node: Node
    meta: dict[str, list[str]] = field(default_factory=dict)
    heading: Element | None = None
    of_page: str = ""

    def first(self, *names: str) -> str:
        """The first value of the first of these meta elements that has one."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")


def meta_elements(tree: Element) -> dict[str, list[str]]:
    """Meta elements by their name, property or itemprop, in lower case."""
    made: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        if not content or not content.strip():
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := element.get(key):
                made.setdefault(name.strip().lower(), []).append(content.strip()[:4000])
    return made


def byline(page: Page, sites: set[str]) -> str:
    """The authors: of the JSON-LD, of the metadata, else of a link or element that says so; not the site."""
    own = {name.casefold() for name in sites}
    names = [*_authors(page.node.get("author"))]
    for name in _AUTHOR_META:
        if not names:
            names = [each for value in page.meta.get(name, ()) for each in _authors(value)]
    if not names:
        names = [each for element in _signed(page.tree) for each in _authors(words_of(element))]
    kept = [each for each in dict.fromkeys(names) if each.casefold() not in own]
    return ", ".join(kept[:12])[:400]


def _signed(tree: Element) -> list[Element]:
    """Elements that name the author."""
    stated = tree.findall(".//*[@itemprop]")
    authors = [each for each in stated if each.get("itemprop") == "author"]
    named = (each for each in stated if authors and each.get("itemprop") == "name" and _is_of_author(each))
    for found in (tree.iterfind('.//*[@rel="author"]'), named, iter(authors)):
        if some := list(islice(found, 6)):
            return some
    for element in tree.iter("span", "p", "div", "a", "address"):
        told = (element.get("class") or "")[:_LONGEST_NAMES]
        if _BY_CLASS.search(told) and _is_short(element):
            return [element]
    return []


def _is_of_author(element: Element) -> bool:
    return any(each.get("itemprop") == "author" for each in islice(element.iterancestors(), 30))


def _is_short(element: Element) -> bool:
    """Whether an element has a name's length of text, of which only the beginning is looked at."""
    beginning = (part[:4000] for part in islice(element.itertext(), 200))
    return 2 < len(" ".join(" ".join(beginning).split())) < 100


def _authors(value: object, depth: int = 0) -> Iterator[str]:
    """The names in a value of any shape; addresses are no names."""
    if depth > 4:
        return
    if isinstance(value, list):
        for each in value[:20]:
            yield from _authors(each, depth + 1)
    elif isinstance(value, dict):
        yield from _authors(value.get("name"), depth + 1)
    elif isinstance(value, str):
        name = byline_field(plain(value))
        if name and len(name) < 150 and not ADDRESS.search(name) and re.search(r"[^\W\d_]{2}", name):
            yield name
