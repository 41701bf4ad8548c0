"""The tree of a page → the elements that each hold one article in full, where it shows several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from articles.reading.html_blocks import squeeze, weight, words

Element = Any  # lxml has no types of its own

_FEWEST_OWN_WORDS = 100
_MOST_POSTS = 1000
_RANKS = ("h1", "h2", "h3")


def several(tree: Element) -> list[tuple[Element, str]]:
    """The articles of a page, each with the rank of its heading; none where the page has not two or more."""
    outer = [each for each in tree.iter("article") if next(each.iterancestors("article"), None) is None]
    # Below a heading of the page itself, those of the second rank are its parts.
    rank = "h1" if tree.find(".//h1") is not None else "h2"
    found = [each for each in outer if each.find(f".//{rank}") is not None and _is_full(each)]
    if len(found) < 2 and (posts := _posts(tree)):
        found, rank = posts
    return [(each, rank) for each in found] if 2 <= len(found) <= _MOST_POSTS else []


def _posts(tree: Element) -> tuple[list[Element], str] | None:
    """Boxes beside each other, alike, each with a heading that leads to its article, most of them in full."""
    title = "".join(_key(each) for each in tree.iter("title"))
    for rank in _RANKS:
        headings = [each for each in tree.iter(rank) if _leads(each)]
        if len(headings) < 2 or len(headings) > _MOST_POSTS:
            continue
        if any(key and key in title for key in map(_key, headings)):
            # The page is of one article, what else it shows is not its own.
            return None
        boxes = _alike(headings)
        full = [box for box in boxes if _is_full(box)]
        if len(full) >= 2 and len(full) * 2 > len(boxes):
            return boxes, rank
    return None


def _leads(heading: Element) -> bool:
    """Whether a heading is a link to a page."""
    link = heading.find(".//a") if heading.getparent().tag != "a" else heading.getparent()
    address = (link.get("href") or "") if link is not None else ""
    return bool(address) and not address.startswith(("#", "javascript:"))


def _alike(headings: Sequence[Element]) -> list[Element]:
    """The largest boxes around one heading each, as far as they stand in one element."""
    own = set(headings)
    holders: dict[Element, int] = defaultdict(int)
    for heading in headings:
        for above in heading.iterancestors():
            holders[above] += 1
    around: dict[tuple[Element, str, str], list[Element]] = defaultdict(list)
    for heading in headings:
        box = heading
        for above in heading.iterancestors():
            if holders[above] > 1:
                break
            box = above
        kind = (box.get("class") or "").partition(" ")[0]
        if box not in own and box.getparent() is not None:
            around[box.getparent(), str(box.tag), kind].append(box)
    return max(around.values(), key=len, default=[])


def _key(element: Element) -> str:
    return squeeze(words(element))


def _is_full(element: Element) -> bool:
    return sum(weight(words(each)) for each in element.iter("p")) >= _FEWEST_OWN_WORDS
