"""The tree of a page → the blocks of the article's text, its captions, and what of the page was taken out.

trafilatura says where the article stands; the JSON-LD's articleBody, where the page has one, confirms it.
The blocks themselves are cut here, so that paragraphs and lines of the file are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from articles.reading import html_captions as pictures
from articles.reading import html_cards as cards
from articles.reading import html_furniture as furniture
from articles.reading import html_teasers as teasers
from articles.reading.html_blocks import HEADINGS, Block, blocks, ends_sentence, squeeze, weight
from articles.reading.html_candidates import MOST_TEXT, densest, extracted, is_prose, matching
from articles.reading.html_captions import Pictured
from articles.reading.html_filling import filled
from articles.reading.html_furniture import Taken
from articles.reading.html_pieces import boxes, spread
from articles.reading.html_titles import plain
from articles.reading.html_words import BOX, COMMENTS, LINK, OPENS_COMMENTS

Element = Any

_MOST_ELEMENTS = 20_000
_FEWEST_STATED = 50
_FEW_WORDS = 400
_FEW_ABOVE, _LONGEST_BEHIND = 12, 40
_LONGEST_OF_COMMENTS = 40


@dataclass(slots=True)
class Text:
    """The article's blocks, its captions, and what was taken out between its first and last block.

    `page` and `linked` count the words of the whole page and those of them in links, `links` the blocks that
    are links, `headlines` the headings among these. `stated` is set where the text is the articleBody of the
    metadata because the page itself does not show it, `is_index` where the text stands on cards of other
    stories. `words` are all those of a page that has few.
    """

    blocks: list[Block] = field(default_factory=list)
    captions: list[Pictured] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    page: int = 0
    linked: int = 0
    links: int = 0
    headlines: int = 0
    is_index: bool = False
    words: str = ""
    stated: tuple[str, ...] = ()


def find(tree: Element, stated: str, title: str) -> Text:
    """Find the article in a page. `tree` is changed; `stated` is the articleBody of its JSON-LD, or ""."""
    order = {element: number for number, element in enumerate(tree.iter())}
    try:
        return _find(tree, order, stated, title)
    finally:
        # Of what was taken out of a tree, lxml looks through all that is freed already before each that it
        # frees: from the end it meets one that is not at once. Else 100,000 options take half a minute.
        while order:
            order.popitem()


def _find(tree: Element, order: dict[Element, int], stated: str, title: str) -> Text:
    whole = blocks(tree)
    text = Text(page=sum(block.weight for block in whole))
    if text.page <= _FEW_WORDS:
        text.words = " ".join(block.text for block in whole)
    text.linked = sum(block.weight for block in whole if block.is_link)
    text.links = sum(block.is_link for block in whole)
    text.headlines = sum(block.is_link and block.tag in HEADINGS for block in whole)
    taken = furniture.prune(tree, order)
    captions = pictures.take(tree, order)
    shown = blocks(tree)
    told = _paragraphs(stated)
    headed = _place(shown, title)
    chosen = _below(_chosen(tree, shown, told, len(order), headed), shown, headed)
    if told and sum(map(weight, told)) > 1.5 * sum(block.weight for block in chosen) + 20:
        text.stated = told
    if cards.is_index(shown, chosen):
        own = cards.own_text(shown)
        chosen, text.is_index = own or chosen, not own
    others = {id(block) for block in cards.behind(shown, chosen)} if not text.is_index else set()
    chosen = [block for block in chosen if id(block) not in others]
    said = _comments(chosen, shown)
    chosen = chosen[: len(chosen) - len(said)]
    linked = teasers.of_others(chosen) if not text.is_index else []
    boxed = boxes(chosen) if not told else []
    others = {id(block) for block in (*linked, *boxed)}
    for why, some in ((LINK, linked), (BOX, boxed), (COMMENTS, said)):
        taken += [Taken(each.text, why, each.line, order.get(each.element, 0)) for each in some]
    text.blocks = chosen = [block for block in chosen if id(block) not in others]
    if chosen:
        first, last = order.get(chosen[0].element, 0), order.get(chosen[-1].element, 0)
        text.taken = [each for each in taken if first <= each.order <= last]
        home = _home(chosen)
        end = _end(shown, chosen[-1], order)
        text.captions = [
            each for each in captions if each.order <= end or (each.around is home and home.tag == "article")
        ]
    return text


def _place(shown: list[Block], title: str) -> int:
    """Where the title stands among the blocks; -1 where it does not."""
    key = squeeze(title)
    return next((number for number, block in enumerate(shown) if key and _opens(block, key)), -1)


def _opens(block: Block, key: str) -> bool:
    """Whether a block is the title, be it with a day or a name behind it."""
    return block.key.startswith(key) and len(block.key) <= len(key) + _LONGEST_BEHIND


def _below(chosen: list[Block], shown: list[Block], headed: int) -> list[Block]:
    """The chosen blocks without the few words above the title: a section, "Exclusive", a menu."""
    above = {id(block) for block in shown[: max(headed, 0)]}
    before = [block for block in chosen if id(block) in above]
    if 2 * sum(block.weight for block in before) > sum(block.weight for block in chosen):
        return chosen
    few = {id(block) for block in before if block.weight <= _FEW_ABOVE and not ends_sentence(block.text)}
    return [block for block in chosen if id(block) not in few]


def _comments(chosen: Sequence[Block], shown: Sequence[Block]) -> Sequence[Block]:
    """The end of the text that stands below a heading of comments, if it is not most of it."""
    places = {id(block): number for number, block in enumerate(chosen)}
    above = [0, *accumulate(block.weight for block in chosen)]
    last = -1
    for block in shown:
        last = places.get(id(block), last)
        if len(block.text) <= _LONGEST_OF_COMMENTS and OPENS_COMMENTS.fullmatch(block.text):
            first = last if id(block) in places else last + 1
            if above[-1] < 2 * above[first]:
                return chosen[first:]
    return []


def _chosen(
    tree: Element, shown: list[Block], told: tuple[str, ...], elements: int, headed: int
) -> list[Block]:
    """The blocks of the article among those of the page."""
    densest_part = densest(shown)
    found = matching(shown, extracted(tree) if elements <= _MOST_ELEMENTS else ())
    if _weight(found) < 0.6 * _weight(densest_part):
        both = {id(block) for block in found} & {id(block) for block in densest_part}
        ids = {id(block) for block in densest_part}
        if len(both) * 3 > len(found) or _adjoins(shown, found, ids):
            ids |= {id(block) for block in found}
        found = [block for block in shown if id(block) in ids]
    confirmed = matching(shown, told) if told and sum(map(weight, told)) >= _FEWEST_STATED else []
    if confirmed and _weight(confirmed) >= 0.6 * sum(map(weight, told)):
        kept = {id(block) for block in confirmed}
        last = max(number for number, block in enumerate(shown) if id(block) in kept)
        complete = _weight(confirmed) >= 0.8 * _weight(found)
        others = {id(block) for block in found}
        found = [
            block
            for number, block in enumerate(shown)
            if id(block) in kept or (id(block) in others and (number < last or not complete))
        ]
    return filled(shown, found if confirmed else spread(shown, found), bool(confirmed), headed)


def _adjoins(shown: list[Block], found: Sequence[Block], ids: set[int]) -> bool:
    """Whether blocks are a run of prose right beside those of `ids`: one text that a wrong tag has parted."""
    own = {id(block) for block in found}
    places = [number for number, block in enumerate(shown) if id(block) in own]
    if not places or places[-1] - places[0] >= len(places) or not all(map(is_prose, found)):
        return False
    beside = shown[max(0, places[0] - 1) : places[0]] + shown[places[-1] + 1 : places[-1] + 2]
    return any(id(block) in ids and block.tag == found[0].tag for block in beside)


def _weight(found: Sequence[Block]) -> int:
    return sum(block.weight for block in found)


def _end(shown: Sequence[Block], last: Block, order: dict[Element, int]) -> float:
    """Where what follows the text begins: at the next heading or link; pictures before it are the text's."""
    behind = shown[shown.index(last) + 1 :]
    following = (block for block in behind if block.tag in HEADINGS or block.is_link)
    return next((order.get(block.element, 0) for block in following), float("inf"))


def _home(chosen: Sequence[Block]) -> Element:
    """The <article>, <main> or <body> around the first block."""
    return next(
        each
        for each in (*chosen[0].element.iterancestors(), chosen[0].element)
        if each.tag in ("article", "main", "body", "html")
    )


def _paragraphs(stated: str) -> tuple[str, ...]:
    """The articleBody by its lines, without the markup that some put into it."""
    if len(stated) > MOST_TEXT:
        return ()
    flat = re.sub(
        r"<(?:br|/?p|/?div|/?h\d|/?li)\b[^<>]{0,200}>", "\n", stated.replace("\\n", "\n"), flags=re.IGNORECASE
    )
    return tuple(line for each in flat.split("\n") for part in _pieces(each) if (line := plain(part)))


def _pieces(line: str) -> list[str]:
    """A long line in pieces that end at a space: `plain` reads a title's length at a time."""
    return re.findall(r".{1,3500}(?:\s|$)|.{1,3500}", line, re.DOTALL) if len(line) > 3500 else [line]
