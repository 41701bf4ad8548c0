"""The blocks chosen for the text of a page → with them, what stands among them, and the lead above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from articles.reading import html_furniture as furniture
from articles.reading.html_blocks import HEADINGS, Block, ends_sentence
from articles.reading.html_candidates import is_prose, parent_of

Element = Any

_SHORT = {*HEADINGS, "li", "blockquote", "tr", "dt", "dd", "summary"}
_MOST_BETWEEN, _LONGEST_BETWEEN = 2, 6
_LEAD = {
    "standfirst", "lead", "lede", "dek", "deck", "summary", "chapo", "sapo", "intro", "subtitle", "subhead",
    "subheadline", "subheading", "vorspann", "excerpt", "abstract", "entradilla", "bajada", "sommario",
    "description", "strapline", "ingress", "kicker", "teaser", "spot",
}  # fmt: skip
_LEAD_SPLIT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s_-]+")
_SUBHEAD = re.compile(
    r"sub-?(?:head|title)|heading|zwischen(?:titel|ueberschrift)|intertitre|ladillo|crosshead", re.IGNORECASE
)


def filled(shown: Sequence[Block], found: Sequence[Block], confirmed: bool, headed: int = -1) -> list[Block]:
    """The chosen blocks, with what stands among them in like elements, and the lead above them.

    `headed` is the place of the title among those shown: a lead stands below it."""
    if not found:
        return []
    ids = {id(block) for block in found}
    places = [number for number, block in enumerate(shown) if id(block) in ids]
    first, last = places[0], places[-1]
    parents = {parent_of(block) for block in found}
    likes = {_like(block) for block in found}
    kin = {mark for parent in parents for mark in _kin(parent)}
    # A tag that closes too early lets the rest of a text out into the boxes around it.
    around = {each for block in found for each in block.element.iterancestors()}
    below_heading = next((at for at in range(first - 1, -1, -1) if shown[at].tag == "h1"), first)
    made: list[Block] = []
    for number, block in enumerate(shown):
        if id(block) in ids:
            made.append(block)
            continue
        if furniture.is_teaser(block):
            continue
        near = [parent_of(block), *islice(block.element.iterancestors(), 3 if block.tag in _SHORT else 1)]
        inside = any(each in parents for each in near)
        ends = block.tag == "p" and is_prose(block) and ends_sentence(block.text)
        if first < number < last:
            heads = block.tag in HEADINGS and _heads(shown, number, ids)
            like = inside or _like(block) in likes
            if heads or (like and (block.tag in _SHORT or is_prose(block) or _is_subheading(block))):
                made.append(block)
        elif number < first:
            inside = inside or (not confirmed and not kin.isdisjoint(_kin(parent_of(block))))
            boxes = islice(block.element.iterancestors(), 3)
            goes_on = all(is_prose(each) for each in shown[number:first])
            spilt = number > below_heading and ends and goes_on and not around.isdisjoint(boxes)
            if first - number <= 12 and (
                (number > headed and _is_lead(block)) or (inside and ends) or (spilt and not confirmed)
            ):
                made.append(block)
        elif not confirmed and number - last <= 6 and ends and not kin.isdisjoint(_kin(parent_of(block))):
            made.append(block)
        elif not confirmed and ends and number == last + 1 and parent_of(block) in around:
            made.append(block)
            last = number
    return made


def _heads(shown: Sequence[Block], number: int, ids: set[int]) -> bool:
    """Whether chosen text follows a heading, at once or behind the time and the author of a report."""
    for block in islice(shown, number + 1, number + 2 + _MOST_BETWEEN):
        if id(block) in ids:
            return True
        if block.weight > _LONGEST_BETWEEN or block.tag in HEADINGS or block.is_link:
            return False
    return False


def _kin(box: Element) -> set[tuple[object, ...]]:
    """What boxes share that hold the pieces of one text beside each other: their place, a class in common."""
    above = box.getparent()
    return {(box,), *((box.tag, above, name) for name in (box.get("class") or "").split()[:12])}


def _like(block: Block) -> tuple[object, ...]:
    """What two paragraphs have in common that each stand in a box of their own, beside each other."""
    above = [*islice(block.element.iterancestors(), 4)]
    return (
        block.tag,
        *((each.tag, each.get("class")) for each in above[:2]),
        *(id(each) for each in above[3:]),
    )


def _is_subheading(block: Block) -> bool:
    """Whether a short block heads a part of the text: by its element, its class, or all in bold."""
    if block.tag in HEADINGS:
        return True
    element = block.element
    only = [each for each in element if each.tag != "br"]
    bold = len(only) == 1 and only[0].tag in ("b", "strong") and not (element.text or "").strip()
    return (bold and not (only[0].tail or "").strip()) or bool(_SUBHEAD.search(element.get("class") or ""))


def _is_lead(block: Block) -> bool:
    """Whether a block above the text is the article's own summary."""
    if block.tag in ("h1", "li", "time", "figcaption") or not is_prose(block):
        return False
    for element in (block.element, block.element.getparent()):
        if element is not None and element.tag not in ("body", "article", "main"):
            told = " ".join(element.get(name) or "" for name in ("class", "itemprop", "data-testid"))
            if _LEAD & {part.lower() for part in _LEAD_SPLIT.split(told)}:
                return True
    return False
