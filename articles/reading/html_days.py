"""A page → everything that it states about its day of publication, the most trusted first.

Metadata and elements made for dates go first. Then come the lines that readers see: right below and right
above the heading, and whatever else is named a date, if all of that names one day. A day of change is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from articles.reading import datepaths
from articles.reading import html_jsonld as jsonld
from articles.reading.dates import find_dates, parse_stamp
from articles.reading.html_blocks import ends_sentence
from articles.reading.html_daylines import (
    LEVELS,
    LINE_TAGS,
    NAMED,
    above_heading,
    below_heading,
    boxes_around,
    is_elsewhere,
    is_of_other_things,
    is_told,
    length,
)  # fmt: skip
from articles.reading.html_heading import words_of
from articles.reading.html_signs import Page, Stamp
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
_RDFA = re.compile(r"(?:^|[\s:/])(?:datePublished|date|created|issued)(?:$|\s)")
_UPDATED = re.compile(r"modif|updat|aktualis|mise?-?a-?jour|actualiz", re.IGNORECASE)
_EARLIEST = 1800
_PLACEHOLDERS = ("1970-01-01", "1900-01-01")

_LONGEST_NAMED, _LONGEST_NAMES = 300, 1000
# The lead may stand above the day.
_MOST_READ, _FEWEST_OF_PROSE = 2, 12
DATE_LINE = "date line"
_OTHER = re.compile(
    r"comment|respond|related|sidebar|widget|teaser|card|recent|popular|more|list|archive|calendar|event|"
    r"birth|start|end(?:date|time|$|[\s_-])|expir|valid|deadline|modif|updat|current|today|masthead|(?<!date[_-])header|(?:^|[\s_-])top(?:$|[\s_-])|"
    r"topbar|caption|footer-?(?:site|page)|copyright|slide|carousel|ticker|latest|weather",
    re.IGNORECASE,
)


def stamp(page: Page, address: str) -> Stamp | None:
    """The first value that names a day that can be right; the day of the address goes before some."""
    stated = (each for each in stamps(page) if is_possible(each.value))
    if found := next(stated, None):
        return found
    by_address = datepaths.from_address(address)
    if by_address and by_address.precision is Precision.DAY:
        return None
    named = _named(page.tree, page.heading)
    return Stamp(named, "element named as date") if named and is_possible(named) else None


def is_possible(value: str) -> bool:
    """Whether a stamp names a day of publication, not before newspapers and not after tomorrow."""
    found = parse_stamp(value)
    return bool(
        found
        and found.precision is Precision.DAY
        and not found.is_change
        and is_past(found.day)
        and found.day.isoformat() not in _PLACEHOLDERS
    )


def is_past(day: date) -> bool:
    """Whether news can be of that day: after the first newspapers, not after tomorrow."""
    return day.year >= _EARLIEST and day <= datetime.now(UTC).date() + timedelta(days=1)


def stamps(page: Page) -> Iterator[Stamp]:
    """Everything that may state the day of publication, the most trusted first; changes are none."""
    if value := jsonld.words(page.node.get("datePublished")):
        yield Stamp(value, "JSON-LD datePublished")
    # What a program of notes exports was made on the day when somebody kept the page.
    is_note = bool(page.first("exporter-version"))
    for name in _DATE_META[: -1 if is_note else None]:
        for value in page.meta.get(name, ())[:3]:
            yield Stamp(value, f"meta {name}")
    for element in page.tree.iterfind('.//*[@itemprop="datePublished"]'):
        yield Stamp(
            element.get("datetime") or element.get("content") or words_of(element)[:100], "datePublished"
        )
    if value := jsonld.words(page.node.get("dateCreated")):
        yield Stamp(value, "JSON-LD dateCreated")
    if value := page.of_page:
        yield Stamp(value, "JSON-LD datePublished of the page")
    yield from _attributes(page.tree)
    for element in _times(page.tree, page.heading):
        yield Stamp(element.get("datetime") or words_of(element)[:100], "time element")
    if page.heading is not None:
        for line in (*below_heading(page.tree, page.heading), *above_heading(page.tree, page.heading)):
            yield Stamp(line, DATE_LINE)


def _attributes(tree: Element) -> Iterator[Stamp]:
    """Days in attributes, as RDFa and the microformats of blogs state them."""
    for element in islice(tree.iterfind(".//*[@property][@content]"), 200):
        if element.tag != "meta" and _RDFA.search(element.get("property")) and not is_elsewhere(element):
            yield Stamp(element.get("content"), "RDFa date")
    for element in islice(tree.iterfind(".//abbr[@title]"), 50):
        if "published" in (element.get("class") or "").lower().split() and not is_elsewhere(element):
            yield Stamp(element.get("title"), "published")


def _times(tree: Element, heading: Element | None) -> list[Element]:
    """The <time> elements that stand by the heading: not those of links to other stories, not changes."""
    made: list[Element] = []
    headed, read = heading is None, 0
    home = next(heading.iterancestors("article"), None) if heading is not None else None
    for element in tree.iter("h1", "h2", "h3", "h4", "p", "time"):
        if element.tag == "p":
            read += headed and _is_prose(element)
        elif element.tag != "time":
            # A headline that is a link is the card of another story, and so is the time by it.
            if headed and element is not heading and element.find(".//a") is not None:
                break
            headed = headed or element.tag == "h1" or element is heading
        elif headed and (home is None or home in element.iterancestors("article")):
            # Within the text a time is of what is told there, unless it is named as the day of the page.
            is_named = read < _MOST_READ or bool(NAMED.search(_told(element)))
            if is_named and not _is_of_other(element):
                made.append(element)
    return made[:2]


def _is_prose(element: Element) -> bool:
    told = words_of(element) if length(element) > _LONGEST_NAMES // 10 else ""
    return ends_sentence(told) and len(told.split()) >= _FEWEST_OF_PROSE


def _is_of_other(element: Element) -> bool:
    """Whether a <time> is of a change, a comment, an event, beside the text or in a sentence of it."""
    is_changed = bool(_UPDATED.search(_told(element)))
    return is_changed or is_elsewhere(element) or is_told(element) or is_of_other_things(element)


def _told(element: Element) -> str:
    """What classes say of an element, its parent's among them."""
    parent = element.getparent()
    around = parent.get("class") if parent is not None else ""
    own = (element.get("class"), element.get("id"), element.get("itemprop"), around)
    return " ".join(part[:_LONGEST_NAMES] for part in own if part)


def _named(tree: Element, heading: Element | None) -> str:
    """The day of the elements that are named for one, if all of them name the same, else ""."""
    around = set(heading.iterancestors()) if heading is not None else set()
    boxes = boxes_around(heading, tree) if heading is not None else set()
    days: dict[date, str] = {}
    above = heading is not None
    for element in tree.iter(*LINE_TAGS, "h1", "h2", "h3", "dt", "section", "footer"):
        above = above and element is not heading
        if above and boxes.isdisjoint(islice(element.iterancestors(), LEVELS)):
            # A date in the head of the site is the day when the page was saved.
            continue
        told = " ".join(element.get(name) or "" for name in ("class", "id"))[:_LONGEST_NAMES]
        if not told.strip() or not NAMED.search(told) or _OTHER.search(told):
            continue
        if length(element) > _LONGEST_NAMED or is_elsewhere(element) or _is_of_others(element, around):
            continue
        for found in find_dates(words_of(element)):
            if found.agrees and not found.choices and not found.is_change:
                days.setdefault(found.day, found.words)
    return next(iter(days.values())) if len(days) == 1 else ""


def _is_of_others(element: Element, around: set[Element]) -> bool:
    """Whether an element belongs to comments, other stories, the head of the site; `around` does not."""
    for above in islice(element.iterancestors(), 12):
        if above in around or above.tag in ("body", "html", "main"):
            return False
        told = " ".join(above.get(name) or "" for name in ("class", "id"))[:_LONGEST_NAMES]
        if _OTHER.search(told):
            return True
    return False
