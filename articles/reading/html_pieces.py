"""The blocks found in a page → with them, the pieces of the same text in boxes that are alike and lie alike.

Advertisements and pictures cut a long text into boxes, a live blog is one box for each report. What finds the
main text may take the longest of them alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from articles.reading.html_blocks import HEADINGS, Block, ends_sentence, weight, words

Element = Any
Mark = tuple[object, ...]

_DEEPEST = 4
_MOST_OF_FOUND = 0.5
_SHORTEST_PROSE = 8
_LONGEST_CARD, _MOST_PARTS = 90, 100
_MOST_AT_HOME, _LONGEST_BOX, _MOST_OF_BOX = 0.6, 150, 0.25
_LONGEST_NAMES = 400
_MOST_BOXES = 500
_NUMBERS = re.compile(r"\d+")


def spread(shown: Sequence[Block], found: Sequence[Block]) -> list[Block]:
    """The blocks found, and those in boxes like the ones that hold most of what was found."""
    marks = _marks(found)
    if not marks:
        return list(found)
    ids = {id(block) for block in found}
    boxes: dict[Element, list[Block]] = {}
    for block in shown:
        if id(block) not in ids and block.element.tag == "p" and not block.is_link:
            boxes.setdefault(block.element.getparent(), []).append(block)
    for box, inside in islice(boxes.items(), _MOST_BOXES):
        if not any(_is_prose(block) for block in inside):
            continue
        piece = next((each for mark, each in _paths(box) if mark in marks), None)
        if piece is not None and not _is_of_another(piece):
            ids |= {id(block) for block in inside if ends_sentence(block.text)}
    return [block for block in shown if id(block) in ids]


def _marks(found: Sequence[Block]) -> set[Mark]:
    """How the boxes are made, and where they lie, that hold most of the text found."""
    weights: Counter[Mark] = Counter()
    whole = sum(block.weight for block in found)
    boxes: Counter[Element] = Counter()
    for block in found:
        if block.element.tag == "p":
            boxes[block.element.getparent()] += block.weight
    for box, count in islice(boxes.items(), _MOST_BOXES):
        for mark, _ in _paths(box):
            weights[mark] += count
    return {mark for mark, count in weights.items() if count >= whole * _MOST_OF_FOUND}


def _paths(box: Element) -> Iterator[tuple[Mark, Element]]:
    """What boxes share that hold pieces of one text: the elements from theirs up to one that holds all of it.

    With each comes the outermost of these elements. Boxes without any class say nothing.
    """
    made: list[tuple[str, str]] = []
    for each in (box, *islice(box.iterancestors(), _DEEPEST - 1)):
        above = each.getparent()
        if above is None or each.tag == "body":
            return
        made.append((str(each.tag), _NUMBERS.sub("", (each.get("class") or "")[:_LONGEST_NAMES])))
        if any(name for _, name in made):
            yield (above, *made), each


def _is_of_another(piece: Element) -> bool:
    """Whether a box holds an article with a heading of its own, or the card of one."""
    if piece.tag == "h1" or piece.find(".//h1") is not None or _opens_with_link(piece):
        return True
    for rank in ("h2", "h3", "h4"):
        for heading in islice(piece.iter(rank), 3):
            if heading.find(".//a[@href]") is not None or next(heading.iterancestors("a"), None) is not None:
                return True
    return False


def _opens_with_link(piece: Element) -> bool:
    """Whether a box with a few lines begins with a link to a page."""
    link = piece.find(".//a[@href]")
    if link is None or len(list(islice(piece.itertext(), _MOST_PARTS))) == _MOST_PARTS:
        return False
    text, headline = words(piece), words(link)
    return bool(headline) and text.startswith(headline) and weight(text) <= _LONGEST_CARD


def _is_prose(block: Block) -> bool:
    few_links = block.linked < len(block.text) * 0.5
    return block.weight >= _SHORTEST_PROSE and few_links and ends_sentence(block.text)


def boxes(chosen: Sequence[Block]) -> list[Block]:
    """The blocks that stand in a box with a heading of its own, among paragraphs that stand in none: facts,
    appeals for money, how to follow the paper."""
    homes: Counter[Element] = Counter()
    for block in chosen:
        if block.element.tag == "p":
            homes[block.element.getparent()] += block.weight
    whole = sum(block.weight for block in chosen)
    home, count = homes.most_common(1)[0] if homes else (None, 0)
    if home is None or count < whole * _MOST_AT_HOME:
        return []
    inside: dict[Element, list[Block]] = {}
    for block in chosen:
        around = [block.element, *islice(block.element.iterancestors(), _DEEPEST)]
        outermost = next((each for each in around if each.getparent() is home), None)
        if outermost is not None and outermost.tag in ("div", "section") and outermost.get("class"):
            inside.setdefault(outermost, []).append(block)
    return [block for found in inside.values() if _is_headed(found, whole) for block in found]


def _is_headed(found: Sequence[Block], whole: int) -> bool:
    """Whether the blocks of a box are a heading and a few lines."""
    few = sum(block.weight for block in found) <= min(_LONGEST_BOX, whole * _MOST_OF_BOX)
    return few and len(found) > 1 and found[0].tag in HEADINGS and any(map(_is_prose, found))
