"""A page → who signed it and what it states about its day, each with the place where the page states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from articles.reading import html_jsonld as jsonld
from articles.reading import metalines
from articles.reading.attribution import byline_field
from articles.reading.dates import parse_stamp
from articles.reading.html_jsonld import Node
from articles.reading.html_titles import plain
from articles.records import Precision

Element = Any  # lxml has no types of its own

_DATE_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dc.date.created", "dcterms.created", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "published_date", "published-date", "date.published", "article.published",
    "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "bt:pubdate", "mediator_published_time", "article:published",
    "citation_publication_date", "publishtime", "pub_date", "article-publication-date", "last-published",
    "displaydate", "date", "created",
)  # fmt: skip
_AUTHOR_META = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "cxenseparse:author", "article:author_name", "creator",
)  # fmt: skip
ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|@\w+\.\w", re.IGNORECASE)
"""An address of the web or of mail: no name of anybody."""

_BY_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author-?name|author|auteur|autor)(?:$|[\s_-])", re.IGNORECASE
)
_UPDATED = re.compile(r"modif|updat|aktualis|mise?-?a-?jour|actualiz", re.IGNORECASE)
_EARLIEST = 1800
_ELSEWHERE = ("aside", "nav", "footer", "a", "li")
_LINE_TAGS = {"p", "div", "span", "small", "em", "i", "b", "strong", "font", "td", "dd", "h4", "h5", "h6"}
_LONGEST_LINE, _MOST_BELOW_HEADING = 100, 60
_LONGEST_NAMES = 1000
_PLACEHOLDERS = ("1970-01-01", "1900-01-01")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A value that may name the day of publication, and where the page states it."""

    value: str
    rule: str


@dataclass(slots=True)
class Page:
    tree: Element
    node: Node
    meta: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first value of the first of these meta elements that has one."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")


def is_possible(value: str) -> bool:
    """Whether a stamp names a day, not before newspapers and not after tomorrow."""
    found = parse_stamp(value)
    return bool(
        found
        and found.precision is Precision.DAY
        and is_past(found.day)
        and found.day.isoformat() not in _PLACEHOLDERS
    )


def is_past(day: date) -> bool:
    """Whether news can be of that day: after the first newspapers, not after tomorrow."""
    return day.year >= _EARLIEST and day <= datetime.now(UTC).date() + timedelta(days=1)


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


def is_inside(element: Element, names: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*names), None) is not None


def words_of(element: Element) -> str:
    return " ".join(" ".join(part for part in element.itertext() if part).split())


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


def stamps(page: Page) -> Iterator[Stamp]:
    """Everything that may state the day of publication, the most trusted first; changes are none."""
    if value := jsonld.words(page.node.get("datePublished")):
        yield Stamp(value, "JSON-LD datePublished")
    for name in _DATE_META:
        for value in page.meta.get(name, ())[:3]:
            yield Stamp(value, f"meta {name}")
    for element in page.tree.iterfind('.//*[@itemprop="datePublished"]'):
        yield Stamp(
            element.get("datetime") or element.get("content") or words_of(element)[:100], "datePublished"
        )
    if value := jsonld.words(page.node.get("dateCreated")):
        yield Stamp(value, "JSON-LD dateCreated")
    for element in _times(page.tree):
        yield Stamp(element.get("datetime") or words_of(element)[:100], "time element")
    for line in _dated_lines(page.tree):
        yield Stamp(line, "date line")


def _times(tree: Element) -> list[Element]:
    """The <time> elements that stand by the heading: not those of links to other stories, not changes."""
    made: list[Element] = []
    heading = tree.find(".//h1")
    headed = heading is None
    home = next(heading.iterancestors("article"), None) if heading is not None else None
    for element in tree.iter("h1", "h2", "h3", "h4", "time"):
        if element.tag != "time":
            # A headline that is a link is the card of another story, and so is the time by it.
            if headed and element is not heading and element.find(".//a") is not None:
                break
            headed = headed or element.tag == "h1"
            continue
        if home is not None and home not in element.iterancestors("article"):
            continue
        if headed and not _UPDATED.search(_told(element)) and not is_inside(element, _ELSEWHERE):
            made.append(element)
    return made[:2]


def _told(element: Element) -> str:
    """What classes say of an element, its parent's among them."""
    parent = element.getparent()
    around = parent.get("class") if parent is not None else ""
    return " ".join(part for part in (element.get("class"), element.get("itemprop"), around) if part)


def _dated_lines(tree: Element) -> Iterator[str]:
    """Short lines between the heading and the text that hold a date and little else."""
    heading = tree.find(".//h1")
    if heading is None:
        return
    below = islice(_following(tree, heading), _MOST_BELOW_HEADING)
    for element in below:
        if element.tag in ("h1", "h2", "h3") or (element.tag == "p" and _length(element) > _LONGEST_LINE):
            return
        if element.tag in _LINE_TAGS and _length(element) <= _LONGEST_LINE:
            text = words_of(element)
            if metalines.stamp(text) and not is_inside(element, _ELSEWHERE):
                yield text
                return


def _following(tree: Element, heading: Element) -> Iterator[Element]:
    """The elements behind the heading, in the order of the page."""
    inner = set(heading.iter())
    behind = False
    for element in tree.iter():
        if element is heading:
            behind = True
        elif behind and element not in inner and isinstance(element.tag, str):
            yield element


def _length(element: Element) -> int:
    """How many characters of text an element has, as far as that matters."""
    return sum(len(part) for part in islice(element.itertext(), 50))
