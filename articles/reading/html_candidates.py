"""The blocks of a page → those that may be its text: what trafilatura takes, and where most prose is."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from articles.reading.html_blocks import Block, blocks, squeeze

Element = Any

_MOST_COMPARED = 500_000_000
_PROSE = 8
MOST_TEXT = 1_000_000


@cache
def _trafilatura() -> Any:
    """The library, loaded at first use: it takes half a second."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura


def extracted(tree: Element) -> tuple[str, ...]:
    """What trafilatura takes for the main text, by its paragraphs; nothing where it fails."""
    extract = _trafilatura().bare_extraction  # outside: a library that is missing must not pass unseen
    try:
        made = extract(
            deepcopy(tree), fast=True, favor_precision=True, include_comments=False, include_tables=True,
            deduplicate=False,
        )  # fmt: skip
    except Exception:
        # A fault of the library on a strange page: the densest part of the page is found without it.
        return ()
    if made is None or made.body is None:
        return ()
    return tuple(block.text for block in blocks(made.body))


def matching(shown: Sequence[Block], texts: Sequence[str]) -> list[Block]:
    """The blocks whose words stand in one of the texts."""
    keys = {squeeze(text) for text in texts}
    running = "".join(map(squeeze, texts))
    if len(running) * len(shown) > _MOST_COMPARED or len(running) > MOST_TEXT:
        return [block for block in shown if block.key in keys]
    return [
        block
        for block in shown
        if block.key and (block.key in keys or (len(block.key) > 14 and block.key in running))
    ]


def densest(shown: Sequence[Block]) -> list[Block]:
    """The blocks around which most of the prose stands: those of one element, or of its parent."""
    scores: dict[Element, float] = defaultdict(float)
    for block in shown:
        if is_prose(block):
            parent = parent_of(block)
            scores[parent] += 2 * block.weight
            above = parent.getparent()
            if above is not None:
                scores[above] += block.weight
                if parent is block.element and above.getparent() is not None:
                    # A box of its own, and often another around it, for each paragraph.
                    scores[above.getparent()] += 0.7 * block.weight
    if not scores:
        return []
    best = max(scores, key=scores.__getitem__)
    near = {best, *best.iterchildren()}
    return [block for block in shown if not block.is_link and not near.isdisjoint(_homes(block))]


def _homes(block: Block) -> tuple[Element, ...]:
    """The elements by which a block belongs to a part of the page."""
    parent = parent_of(block)
    return (parent, block.element.getparent()) if parent is block.element else (parent, block.element)


def is_prose(block: Block) -> bool:
    return block.weight >= _PROSE and block.linked < len(block.text) * 0.5


def parent_of(block: Block) -> Element:
    """The element that a block stands in beside its like."""
    parent = block.element.getparent()
    return (
        block.element
        if block.tag in ("div", "section", "article", "body", "td") or parent is None
        else parent
    )
