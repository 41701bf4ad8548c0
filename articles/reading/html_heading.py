"""The tree of a page → the element that shows its headline, whatever its rank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from articles.reading.html_blocks import ends_sentence
from articles.reading.html_titles import COLON, GENERIC, plain, shorter, squeeze
from articles.reading.titles import fold

Element = Any  # lxml has no types of its own

_RANKS = ("h1", "h2", "h3", "h4")
# What held headlines before pages had headings.
_PLAIN = ("font", "b", "strong", "h5", "h6", "span", "p", "td", "div", "big")
_MADE = (*_RANKS[1:], "p", "div", "td", "center", "font", "span")
_BESIDE = ("nav", "header", "footer", "aside", "a")
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:mso)?(?:title|headline|heading)(?:$|[\s_-])", re.IGNORECASE)
_FEWEST_OF_TITLE, _LONGEST_TITLE = 3, 30
_MOST_HEADINGS, _MOST_PLAIN, _LONGEST_HEADING = 200, 2000, 400
_FEWEST_SIGNS = 12
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")


def words_of(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join(" ".join(part for part in element.itertext() if part).split())


def is_inside(element: Element, names: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*names), None) is not None


def find(tree: Element, stated: Sequence[str], sites: Sequence[str] = ()) -> Element | None:
    """The heading of the page: the one that says what its titles say, else the <h1> that is not the logo's.

    `stated` are the titles of the metadata, `sites` names of the site, which head pages too.
    """
    own = {squeeze(plain(name)) for name in sites}
    first = [each for each in tree.iter("h1") if each.text_content().strip()]
    usual = _usual([each for each in first if _key(each) not in own] or first)
    whole = {squeeze(plain(each)) for each in stated} - own
    if usual is not None and _key(usual) in whole:
        return usual
    said = _said(stated, sites)
    if not said:
        return usual if usual is not None else _unstated(tree)
    others = islice((each for each in tree.iter(*_RANKS[1:])), _MOST_HEADINGS)
    named = [each for each in (*first, *others) if _key(each) in said]
    if not named and usual is None:
        some = islice((each for each in tree.iter(*_PLAIN)), _MOST_PLAIN)
        named = [each for each in some if _key(each) in said]
        return max(named, key=lambda each: len(_key(each)), default=None)
    return max(named, key=lambda each: (len(_key(each)), each.tag == "h1"), default=usual)


def _unstated(tree: Element) -> Element | None:
    """Where no title is stated: the first short line above the prose that is made as a headline."""
    for element in islice(tree.iter(), _MOST_PLAIN):
        if not isinstance(element.tag, str) or element.tag not in _MADE or is_inside(element, _BESIDE):
            continue
        told = " ".join("".join(islice(element.itertext(), 200)).split())
        if element.tag == "p" and len(told.split()) > _LONGEST_TITLE:
            return None
        if not _FEWEST_OF_TITLE <= len(told.split()) <= _LONGEST_TITLE or ends_sentence(told):
            continue
        if (
            element.tag in _RANKS
            or _TITLE_CLASS.search(element.get("class") or "")
            or _is_large(element, told)
        ):
            return element
    return None


def _is_large(element: Element, told: str) -> bool:
    """Whether all words of an element are bold or large."""
    for inner in islice(element.iter("b", "strong", "big", "font"), 10):
        size = inner.get("size") or "3"
        large = inner.tag != "font" or size.lstrip("+") in ("4", "5", "6", "7") or size in ("+2", "+3")
        if large and " ".join(inner.text_content().split()) == told:
            return True
    return False


def _usual(found: list[Element]) -> Element | None:
    """Of all <h1>, the one that says so, else the first that is not the logo's."""
    for each in found:
        if each.get("itemprop") == "headline" or is_inside(each, ("article", "main")):
            return each
    if len(found) == 2 and found[0].find(".//a") is not None:
        return found[-1]
    return found[0] if found else None


def _said(stated: Sequence[str], sites: Sequence[str]) -> set[str]:
    """The titles and what is left of them without parts at their ends, for comparing."""
    own = {squeeze(name) for name in sites}
    whole = [title for each in stated if (title := plain(each)) and fold(title) not in GENERIC]
    made = {squeeze(part) for title in whole for part in (title, *shorter(title), *COLON.split(title, 1))}
    return {key for key in made - own if _is_long(key)}


def _key(element: Element) -> str:
    text = "".join(islice(element.itertext(), 200))
    return squeeze(text) if len(text) <= _LONGEST_HEADING else ""


def _is_long(key: str) -> bool:
    """Whether the words are more than the name of a section."""
    return len(key) >= (_FEWEST_SIGNS // 2 if _WIDE.search(key) else _FEWEST_SIGNS)
