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

from articles.reading import datepaths, metalines
from articles.reading import html_jsonld as jsonld
from articles.reading.dates import FoundDate, find_dates, parse_stamp
from articles.reading.html_heading import is_inside, words_of
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

_ELSEWHERE = ("aside", "nav", "footer", "a", "blockquote", "figure")
_LINE_TAGS = {
    "p", "div", "span", "small", "em", "i", "b", "strong", "font", "td", "dd", "li", "h4", "h5", "h6", "time",
    "address", "cite",
}  # fmt: skip
_LONGEST_LINE, _MOST_BELOW_HEADING, _MOST_ABOVE_HEADING = 100, 60, 8
_LONGEST_NAMED, _LONGEST_NAMES = 300, 1000
_FEWEST_OF_LEAD = 6
_LEVELS = 3
# Elements that hold the date of the page, by their classes; and those that hold another one.
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:(?:pub)?dates?|datum|fecha|dateline|datetime|published|pubtime|posted|timestamp|"
    r"(?:post|entry|article|story|asset|news|blog)[_-]{0,2}(?:meta|footer|info|details?|byline|date|time)|"
    r"postmetadata|meta|byline|cartouche)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"comment|respond|related|sidebar|widget|teaser|card|recent|popular|more|list|archive|calendar|event|"
    r"birth|start|end(?:date|time|$|[\s_-])|expir|valid|deadline|modif|updat|current|today|masthead|(?<!date[_-])header|(?:^|[\s_-])top(?:$|[\s_-])|"
    r"topbar|caption|footer-?(?:site|page)|copyright|slide|carousel|ticker|latest|weather",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:^|[\s,|·•/(])(?:by|von|par|por|di|door|av|af|przez|autor|auteur|author|posted|published|"
    r"veröffentlicht|publié|publicado|pubblicato|geschrieben|written|автор|كتب|بقلم|작성|作者|記者|记者)\b",
    re.IGNORECASE,
)
# "Schengen, 3. Juli 2018 — Aussendung": place and day above a statement for the press.
_PLACED = re.compile(r"[^\W\d_][^\d,.;:]{1,30},\s*$")
_LABEL_AFTER = re.compile(r"(?:\s*[-–—|·]\s*[^\W\d_]+)?\s*")


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
    for name in _DATE_META:
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
        for line in (*_below(page.tree, page.heading), *_above(page.tree, page.heading)):
            yield Stamp(line, "date line")


def _attributes(tree: Element) -> Iterator[Stamp]:
    """Days in attributes, as RDFa and the microformats of blogs state them."""
    for element in islice(tree.iterfind(".//*[@property][@content]"), 200):
        if element.tag != "meta" and _RDFA.search(element.get("property")) and not _is_elsewhere(element):
            yield Stamp(element.get("content"), "RDFa date")
    for element in islice(tree.iterfind(".//abbr[@title]"), 50):
        if "published" in (element.get("class") or "").lower().split() and not _is_elsewhere(element):
            yield Stamp(element.get("title"), "published")


def _times(tree: Element, heading: Element | None) -> list[Element]:
    """The <time> elements that stand by the heading: not those of links to other stories, not changes."""
    made: list[Element] = []
    headed = heading is None
    home = next(heading.iterancestors("article"), None) if heading is not None else None
    for element in tree.iter("h1", "h2", "h3", "h4", "time"):
        if element.tag != "time":
            # A headline that is a link is the card of another story, and so is the time by it.
            if headed and element is not heading and element.find(".//a") is not None:
                break
            headed = headed or element.tag == "h1" or element is heading
            continue
        if home is not None and home not in element.iterancestors("article"):
            continue
        if headed and not _UPDATED.search(_told(element)) and not _is_elsewhere(element):
            made.append(element)
    return made[:2]


def _told(element: Element) -> str:
    """What classes say of an element, its parent's among them."""
    parent = element.getparent()
    around = parent.get("class") if parent is not None else ""
    own = (element.get("class"), element.get("id"), element.get("itemprop"), around)
    return " ".join(part[:_LONGEST_NAMES] for part in own if part)


def _below(tree: Element, heading: Element) -> Iterator[str]:
    """The first short line between the heading and the text that holds a date and little else."""
    led = False
    for element in islice(_following(tree, heading), _MOST_BELOW_HEADING):
        if element.tag in ("h1", "h2", "h3"):
            # One heading of a lower rank, of a sentence's length, is the lead.
            if led or element.tag == "h1" or len(words_of(element).split()) < _FEWEST_OF_LEAD:
                return
            led = True
        elif element.tag == "p" and _length(element) > _LONGEST_LINE:
            return
        elif found := _line(element):
            yield found
            return


def _above(tree: Element, heading: Element) -> Iterator[str]:
    """The line right above the heading, in the same box, that holds a date and little else."""
    boxes = _boxes(heading, tree)
    before: list[Element] = []
    for element in tree.iter():
        if element is heading:
            break
        if element.tag in _LINE_TAGS:
            before.append(element)
    for element in before[: -_MOST_ABOVE_HEADING - 1 : -1]:
        if element.find(".//h1") is not None or heading in element.iterdescendants(heading.tag):
            return
        if boxes.isdisjoint(islice(element.iterancestors(), _LEVELS)):
            return
        if found := _line(element):
            yield found
            return


def _boxes(heading: Element, tree: Element) -> set[Element]:
    """The boxes close around the heading, not the whole page."""
    return set(islice(heading.iterancestors(), _LEVELS)) - set(tree.iter("body", "html"))


def _line(element: Element) -> str:
    """The date of a short line by the heading, "" if the line is none of a date."""
    if element.tag not in _LINE_TAGS or _length(element) > _LONGEST_LINE or _is_elsewhere(element):
        return ""
    text = words_of(element)
    if metalines.stamp(text):
        return text
    found = _only_day(text)
    if found is None:
        return ""
    before, after = text[: found.start], text[found.end :]
    named = bool(_NAMED.search(element.get("class") or "")) and not text.endswith(".")
    signed = bool(_SIGNED.search(before) or _SIGNED.search(after)) and (not before.strip() or len(text) < 80)
    placed = bool(_PLACED.fullmatch(before) and _LABEL_AFTER.fullmatch(after))
    return found.words if named or signed or placed else ""


def _named(tree: Element, heading: Element | None) -> str:
    """The day of the elements that are named for one, if all of them name the same, else ""."""
    around = set(heading.iterancestors()) if heading is not None else set()
    boxes = _boxes(heading, tree) if heading is not None else set()
    days: dict[date, str] = {}
    above = heading is not None
    for element in tree.iter(*_LINE_TAGS, "h1", "h2", "h3", "dt", "section", "footer"):
        above = above and element is not heading
        if above and boxes.isdisjoint(islice(element.iterancestors(), _LEVELS)):
            # A date in the head of the site is the day when the page was saved.
            continue
        told = " ".join(element.get(name) or "" for name in ("class", "id"))[:_LONGEST_NAMES]
        if not told.strip() or not _NAMED.search(told) or _OTHER.search(told):
            continue
        if _length(element) > _LONGEST_NAMED or _is_elsewhere(element) or _is_of_others(element, around):
            continue
        for found in find_dates(words_of(element)):
            if found.agrees and not found.choices and not found.is_change:
                days.setdefault(found.day, found.words)
    return next(iter(days.values())) if len(days) == 1 else ""


def _only_day(text: str) -> FoundDate | None:
    """The only day that a line names, in full and not as one of change."""
    found = [each for each in find_dates(text) if each.agrees and not each.choices]
    if len({each.day for each in found}) != 1 or any(each.is_change for each in found):
        return None
    return found[0]


def _is_elsewhere(element: Element) -> bool:
    """Whether an element stands beside the text, or in an item of a list that leads to another page."""
    if is_inside(element, _ELSEWHERE):
        return True
    item = element if element.tag == "li" else next(element.iterancestors("li"), None)
    return item is not None and item.find(".//a") is not None


def _is_of_others(element: Element, around: set[Element]) -> bool:
    """Whether an element belongs to comments, other stories, the head of the site; `around` does not."""
    for above in islice(element.iterancestors(), 12):
        if above in around or above.tag in ("body", "html", "main"):
            return False
        told = " ".join(above.get(name) or "" for name in ("class", "id"))[:_LONGEST_NAMES]
        if _OTHER.search(told):
            return True
    return False


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
