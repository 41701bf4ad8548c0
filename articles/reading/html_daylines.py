"""A page with its heading → the lines of dates that stand right below and right above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from articles.reading import metalines
from articles.reading.dates import FoundDate, find_dates
from articles.reading.html_blocks import BLOCKS, ends_sentence
from articles.reading.html_heading import is_inside, words_of

Element = Any  # lxml has no types of its own

_ELSEWHERE = ("aside", "nav", "footer", "a", "blockquote", "figure")
LINE_TAGS = {
    "p", "div", "span", "small", "em", "i", "b", "strong", "font", "td", "dd", "li", "h4", "h5", "h6", "time",
    "address", "cite",
}  # fmt: skip
_INLINE = {"span", "small", "em", "i", "b", "strong", "font", "time", "cite"}
_LONGEST_LINE, _MOST_BELOW_HEADING, _MOST_ABOVE_HEADING = 100, 60, 8
_FEWEST_OF_LEAD, _FEWEST_OF_SENTENCE = 6, 8
_MOST_CHILDREN, _LONGEST_RUNNING = 50, 4000
LEVELS = 3
_LONGEST_NAMES, _LARGEST_BOX = 1000, 300
_OTHER_THINGS = re.compile(
    r"(?P<said>comment)|respond|related|sidebar|teaser|popular|event|agenda|birth|infobox|fact-?box|weather|expir",
    re.IGNORECASE,
)
# Elements that hold the date of the page, by their classes; and those that hold another one.
NAMED = re.compile(
    r"(?:^|[\s_-])(?:(?:pub)?dates?|datum|fecha|dateline|datetime|published|pubtime|posted|timestamp|"
    r"(?:post|entry|article|story|asset|news|blog)[_-]{0,2}(?:meta|footer|info|details?|byline|date|time)|"
    r"postmetadata|meta|byline|cartouche)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:^|[\s,|·•/(])(?:by|von|par|por|di|door|av|af|przez|autor|auteur|author|posted|published|"
    r"veröffentlicht|publié|publicado|pubblicato|geschrieben|written|автор|كتب|بقلم|작성|作者|記者|记者)\b",
    re.IGNORECASE,
)
# "This entry was posted on 5 March 2024 and is filed under Fish."
_PUBLISHED = re.compile(
    r"\b(?:posted|published|written|entry|veröffentlicht|geschrieben|publiée?|publicad[oa]|pubblicat[oa]|"
    r"опубликован[оа]?|gepubliceerd|geplaatst)\b",
    re.IGNORECASE,
)
# "Schengen, 3. Juli 2018 — Aussendung": place and day above a statement for the press.
_PLACED = re.compile(r"[^\W\d_][^\d,.;:]{1,30},\s*$")
_LABEL_AFTER = re.compile(r"(?:\s*[-–—|·]\s*[^\W\d_]+)?\s*")


def below_heading(tree: Element, heading: Element) -> Iterator[str]:
    """The first short line between the heading and the text that holds a date and little else."""
    led = False
    for element in islice(_following(tree, heading), _MOST_BELOW_HEADING):
        if element.tag in ("h1", "h2", "h3"):
            # One heading of a lower rank, of a sentence's length, is the lead.
            if led or element.tag == "h1" or len(words_of(element).split()) < _FEWEST_OF_LEAD:
                return
            led = True
        elif element.tag == "p" and length(element) > _LONGEST_LINE:
            return
        elif found := _line(element):
            yield found
            return


def above_heading(tree: Element, heading: Element) -> Iterator[str]:
    """The line right above the heading, in the same box, that holds a date and little else."""
    boxes = boxes_around(heading, tree)
    before: list[Element] = []
    for element in tree.iter():
        if element is heading:
            break
        if element.tag in LINE_TAGS:
            before.append(element)
    for element in before[: -_MOST_ABOVE_HEADING - 1 : -1]:
        if element.find(".//h1") is not None or heading in element.iterdescendants(heading.tag):
            return
        if boxes.isdisjoint(islice(element.iterancestors(), LEVELS)):
            return
        if found := _line(element):
            yield found
            return


def boxes_around(heading: Element, tree: Element) -> set[Element]:
    """The boxes close around the heading, not the whole page."""
    return set(islice(heading.iterancestors(), LEVELS)) - set(tree.iter("body", "html"))


def _line(element: Element) -> str:
    """The date of a short line by the heading, "" if the line is none of a date."""
    if element.tag not in LINE_TAGS or length(element) > _LONGEST_LINE or is_elsewhere(element):
        return ""
    is_other = element.tag == "time" and is_of_other_things(element)
    if is_other or (element.tag in _INLINE and is_told(element)):
        return ""
    text = words_of(element)
    if metalines.stamp(text):
        return text
    found = _only_day(text)
    if found is None:
        return ""
    before, after = text[: found.start], text[found.end :]
    named = bool(NAMED.search(element.get("class") or "")) and not text.endswith(".")
    signed = bool(_SIGNED.search(before) or _SIGNED.search(after)) and (
        not before.strip() or len(text) < 80 or _SIGNED.match(text)
    )
    placed = bool(_PLACED.fullmatch(before) and _LABEL_AFTER.fullmatch(after))
    return found.words if named or signed or placed else ""


def is_told(element: Element) -> bool:
    """Whether a day stands within a sentence of a text, which tells of another day."""
    running = " ".join((*reversed([*_beside(element, before=True)]), *_beside(element, before=False)))
    is_long = len(running.split()) >= _FEWEST_OF_SENTENCE
    return is_long and ends_sentence(running) and not _PUBLISHED.search(running)


def is_of_other_things(element: Element) -> bool:
    """Whether an element or a box close around it is named for comments, events, facts."""
    for box in (element, *islice(element.iterancestors(), LEVELS)):
        # A larger one holds the text too: what it is named for is the layout.
        if length(box) > _LARGEST_BOX:
            return False
        found = _OTHER_THINGS.search((box.get("class") or "")[:_LONGEST_NAMES])
        if found and not (found["said"] and _opens_line(element, box)):
            return True
    return False


def _opens_line(element: Element, box: Element) -> bool:
    """Whether a day stands first in its box, or behind words of publication; a count of comments follows."""
    before = words_of(box).partition(words_of(element))[0]
    return not before.strip() or bool(_SIGNED.search(before))


def _beside(element: Element, before: bool) -> Iterator[str]:
    """The words beside an element on its line, the nearest first: up to a break or a block."""
    if not before:
        yield (element.tail or "").strip()
    for each in islice(element.itersiblings(preceding=before), _MOST_CHILDREN):
        if before:
            yield (each.tail or "").strip()
        if each.tag == "br" or each.tag in BLOCKS:
            return
        yield words_of(each)[:_LONGEST_RUNNING]
        if not before:
            yield (each.tail or "").strip()
    if before:
        yield (element.getparent().text or "").strip()


def _only_day(text: str) -> FoundDate | None:
    """The only day that a line names, in full and not as one of change."""
    found = [each for each in find_dates(text) if each.agrees and not each.choices]
    if len({each.day for each in found}) != 1 or any(each.is_change for each in found):
        return None
    return found[0]


def is_elsewhere(element: Element) -> bool:
    """Whether an element stands beside the text, or in an item of a list that leads to another page."""
    if is_inside(element, _ELSEWHERE):
        return True
    item = element if element.tag == "li" else next(element.iterancestors("li"), None)
    return item is not None and item.find(".//a") is not None


def _following(tree: Element, heading: Element) -> Iterator[Element]:
    """The elements behind the heading, in the order of the page."""
    inner = set(heading.iter())
    behind = False
    for element in tree.iter():
        if element is heading:
            behind = True
        elif behind and element not in inner and isinstance(element.tag, str):
            yield element


def length(element: Element) -> int:
    """How many characters of text an element has, as far as that matters."""
    return sum(len(part) for part in islice(element.itertext(), 50))
