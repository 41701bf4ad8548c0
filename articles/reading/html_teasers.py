"""The blocks found in a page → those of short boxes, all made alike, that each lead to another story.

Such boxes stand in cells of tables, in lists, in elements without any class: a linked line with a few words
below it, or a few words with the same short link behind each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from articles.reading.html_blocks import BLOCKS, HEADINGS, Block, ends_sentence, leads_away, weight, words

Element = Any

_MOST_LINKS = 3000
_FEWEST, _LONGEST, _LONGEST_LABEL, _LONGEST_MORE = 3, 60, 6, 3
_MOST_OF_TEXT = 0.5
_MOST_PIECES = 60
_NO_BOXES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "html", "body", "main", "blockquote", "dt", "summary"}


def of_others(chosen: Sequence[Block]) -> list[Block]:
    """The blocks of such boxes among those of the text, with a label right above them; none if these are most
    of the text."""
    if not chosen:
        return []
    boxes = set(_boxes(chosen[0].element.getroottree().getroot()))
    if not boxes:
        return []
    inside = [not boxes.isdisjoint((block.element, *block.element.iterancestors())) for block in chosen]
    found = [block for block, is_inside in zip(chosen, inside, strict=True) if is_inside]
    if sum(block.weight for block in found) > _MOST_OF_TEXT * sum(block.weight for block in chosen):
        return []
    labels = [
        block
        for block, following, is_inside in zip(chosen, inside[1:], inside, strict=False)
        if following and not is_inside and block.weight <= _LONGEST_LABEL and not ends_sentence(block.text)
    ]
    return found + labels


def _boxes(root: Element) -> Iterator[Element]:
    """The boxes of a page that lead to other stories, three or more of a kind."""
    kinds: dict[tuple[object, ...], dict[Element, None]] = defaultdict(dict)
    for box, link in _around_links(root):
        if box.tag == "tr":
            # A row of data may begin with a link: a card is all in one cell.
            box = next(link.iterancestors("td", "th"), box)
        if box.tag in _NO_BOXES or (box.tag not in BLOCKS and "-" not in str(box.tag)):
            continue
        if not 0 < weight(words(box)) <= _LONGEST:
            continue
        if kind := _kind(box, link):
            home = next(box.iterancestors("table"), None) if box.tag in ("td", "tr") else box.getparent()
            kinds[home, box.tag, (box.get("class") or "").partition(" ")[0], kind].setdefault(box)
    for boxes in kinds.values():
        if len(boxes) >= _FEWEST:
            yield from boxes


def _around_links(root: Element) -> Iterator[tuple[Element, Element]]:
    """Each link that leads away, with the outermost element around it that leads nowhere else."""
    links = list(islice((each for each in root.iter("a") if leads_away(each) and words(each)), _MOST_LINKS))
    leads: dict[Element, str | None] = {}
    for link in links:
        address = link.get("href")
        for above in link.iterancestors():
            if leads.setdefault(above, address) != address:
                leads[above] = None
    for link in links:
        box = link
        for above in link.iterancestors():
            if leads[above] is None:
                break
            box = above
        if box is not link:
            yield box, link


def _kind(box: Element, link: Element) -> str:
    """How a box leads on: "opens" with a line that is a link, or by the words that close it; "" if not."""
    text, led = words(box), words(link)
    if text.startswith(led) and weight(led) >= _FEWEST and _is_line(link, box) and text != led:
        return "opens"
    if text.endswith(led) and text != led and weight(led) <= _LONGEST_MORE and not ends_sentence(led):
        return f"closes with {led.casefold()}"
    return ""


def _is_line(link: Element, box: Element) -> bool:
    """Whether a line ends with a link: at a break, or with the element that holds it."""
    if any(each.tag in HEADINGS or each.tag in ("p", "div") for each in islice(link.iter(), _MOST_PIECES)):
        return True
    element = link
    while element is not box:
        if (element.tail or "").strip():
            return False
        following = element.getnext()
        if following is not None:
            return following.tag == "br" or following.tag in BLOCKS
        element = element.getparent()
        if element.tag in BLOCKS and element is not box:
            return True
    return False
