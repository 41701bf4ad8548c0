"""The blocks of a page → the cards of other stories among them: a linked headline with a few words below it.

A page of nothing but cards is an index; cards behind a text are the links to what else there is to read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from articles.reading.html_blocks import HEADINGS, Block

Element = Any

_LONGEST_CARD = 90
_FEWEST_OF_HEADLINE = 3
_FEWEST_CARDS, _FEWEST_BEHIND = 3, 2
_MOST_OF_INDEX = 0.7
_SHORTEST_PROSE, _FEWEST_OF_TEXT = 8, 25


@dataclass(slots=True)
class _Group:
    """A heading and the blocks up to the next one. `is_first`: it is the only one of the first rank."""

    heading: Block | None
    blocks: list[Block] = field(default_factory=list)
    is_first: bool = False

    @property
    def is_card(self) -> bool:
        """Whether it is a headline that leads elsewhere, with little text, in a box of its own."""
        if self.heading is None or self.is_first or self.heading.linked < len(self.heading.text) * 0.5:
            return False
        if sum(block.weight for block in self.blocks) > _LONGEST_CARD:
            return False
        box = set(islice(self.heading.element.iterancestors(), 2))
        return all(not box.isdisjoint(islice(block.element.iterancestors(), 4)) for block in self.blocks)


def is_index(shown: Sequence[Block], chosen: Sequence[Block]) -> bool:
    """Whether most of the text that was found on a page stands on cards of other stories."""
    ids = {id(block) for block in chosen}
    cards = [group for group in _groups(shown) if group.is_card]
    if len({id(_box(group)) for group in cards}) < _FEWEST_CARDS:
        return False
    carded = sum(block.weight for group in cards for block in group.blocks if id(block) in ids)
    return carded > _MOST_OF_INDEX * sum(block.weight for block in chosen)


def own_text(shown: Sequence[Block]) -> list[Block]:
    """The text, be it short, that stands below the only heading of the first rank, if it is no few words."""
    for group in _groups(shown):
        if group.is_first:
            found = [block for block in group.blocks if not block.is_link]
            return found if sum(block.weight for block in found) >= _FEWEST_OF_TEXT else []
    return []


def behind(shown: Sequence[Block], chosen: Sequence[Block]) -> list[Block]:
    """The chosen blocks that are cards behind the text, with the heading above them."""
    found = _behind(shown, chosen, links=False)
    if found:
        return found
    # A link heads less surely than a heading: where it is most of the text, it is a list of short reports.
    found = _behind(shown, chosen, links=True)
    few = 2 * sum(block.weight for block in found) <= sum(block.weight for block in chosen)
    return found if few else []


def _behind(shown: Sequence[Block], chosen: Sequence[Block], links: bool) -> list[Block]:
    ids = {id(block) for block in chosen}
    groups = [group for group in _groups(shown, links) if any(id(each) in ids for each in _all(group))]
    cards: list[_Group] = []
    while groups and groups[-1].is_card:
        cards.append(groups.pop())
    homes = {
        id(_home(block)) for group in groups for block in group.blocks if block.weight >= _SHORTEST_PROSE
    }
    # What stands beside the paragraphs is a part of the text: a list of things, each heading with a link.
    cards = [group for group in cards if id(_box(group)) not in homes]
    if links:
        shared = Counter(id(_box(group)) for group in cards)
        cards = [group for group in cards if shared[id(_box(group))] == 1]
    if len(cards) < _FEWEST_BEHIND or not homes:
        return []
    label = groups[-1]
    if label.heading is not None and not any(id(block) in ids for block in label.blocks):
        cards.append(label)
    return [block for group in cards for block in _all(group) if id(block) in ids]


def _groups(shown: Sequence[Block], links: bool = False) -> list[_Group]:
    """The blocks by their headings; with `links`, lines that are links head what is below them too."""
    made = [_Group(None)]
    for block in shown:
        if block.tag in HEADINGS or (links and block.is_link and block.weight >= _FEWEST_OF_HEADLINE):
            made.append(_Group(block))
        else:
            made[-1].blocks.append(block)
    first = [group for group in made if group.heading and group.heading.tag == "h1"]
    if len(first) == 1:
        first[0].is_first = True
    return made


def _all(group: _Group) -> list[Block]:
    return [group.heading, *group.blocks] if group.heading else group.blocks


def _box(group: _Group) -> Element:
    """The element that holds a card: the heading's parent, the link around it apart."""
    assert group.heading is not None
    above = group.heading.element.getparent()
    return above.getparent() if above is not None and above.tag == "a" else above


def _home(block: Block) -> Element:
    return block.element.getparent()
