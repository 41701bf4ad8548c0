"""The tree of a page → the blocks of the article's text, its captions, and what of the page was taken out.

trafilatura says where the article stands; the JSON-LD's articleBody, where the page has one, confirms it.
The blocks themselves are cut here, so that paragraphs and lines of the file are kept.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from articles.reading import html_captions as pictures
from articles.reading import html_cards as cards
from articles.reading import html_furniture as furniture
from articles.reading.html_blocks import HEADINGS, Block, blocks, squeeze, weight
from articles.reading.html_captions import Pictured
from articles.reading.html_furniture import Taken
from articles.reading.html_pieces import boxes, spread
from articles.reading.html_titles import plain
from articles.reading.html_words import BOX

Element = Any

_MOST_ELEMENTS = 20_000
_MOST_COMPARED = 500_000_000
_MOST_TEXT = 1_000_000
_FEWEST_STATED = 50
_FEW_WORDS = 400
_PROSE = 8
_SHORT = {*HEADINGS, "li", "blockquote", "tr", "dt", "dd"}
_LEAD = {
    "standfirst", "lead", "lede", "dek", "deck", "summary", "chapo", "sapo", "intro", "subtitle", "subhead",
    "subheadline", "subheading", "vorspann", "excerpt", "abstract", "entradilla", "bajada", "sommario",
    "description", "strapline", "ingress", "kicker", "teaser", "spot",
}  # fmt: skip
_LEAD_SPLIT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s_-]+")
_SUBHEAD = re.compile(
    r"sub-?(?:head|title)|heading|zwischen(?:titel|ueberschrift)|intertitre|ladillo|crosshead", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)」』]*$")


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
    chosen = _chosen(tree, shown, told, len(order))
    if told and sum(map(weight, told)) > 1.5 * sum(block.weight for block in chosen) + 20:
        text.stated = told
    if cards.is_index(shown, chosen):
        own = cards.own_text(shown)
        chosen, text.is_index = own or chosen, not own
    others = {id(block) for block in cards.behind(shown, chosen)} if not text.is_index else set()
    chosen = [block for block in chosen if id(block) not in others]
    boxed = boxes(chosen) if not told else []
    others = {id(block) for block in boxed}
    taken += [Taken(each.text, BOX, each.line, order.get(each.element, 0)) for each in boxed]
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


def _chosen(tree: Element, shown: list[Block], told: tuple[str, ...], elements: int) -> list[Block]:
    """The blocks of the article among those of the page."""
    densest = _densest(shown)
    found = _matching(shown, _extracted(tree) if elements <= _MOST_ELEMENTS else ())
    if _weight(found) < 0.6 * _weight(densest):
        both = {id(block) for block in found} & {id(block) for block in densest}
        ids = {id(block) for block in densest}
        if len(both) * 3 > len(found) or _adjoins(shown, found, ids):
            ids |= {id(block) for block in found}
        found = [block for block in shown if id(block) in ids]
    confirmed = _matching(shown, told) if told and sum(map(weight, told)) >= _FEWEST_STATED else []
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
    return _filled(shown, found if confirmed else spread(shown, found), bool(confirmed))


def _adjoins(shown: list[Block], found: Sequence[Block], ids: set[int]) -> bool:
    """Whether blocks are a run of prose right beside those of `ids`: one text that a wrong tag has parted."""
    own = {id(block) for block in found}
    places = [number for number, block in enumerate(shown) if id(block) in own]
    if not places or places[-1] - places[0] >= len(places) or not all(map(_is_prose, found)):
        return False
    beside = shown[max(0, places[0] - 1) : places[0]] + shown[places[-1] + 1 : places[-1] + 2]
    return any(id(block) in ids and block.tag == found[0].tag for block in beside)


def _weight(found: Sequence[Block]) -> int:
    return sum(block.weight for block in found)


@cache
def _trafilatura() -> Any:
    """The library, loaded at first use: it takes half a second."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura


def _extracted(tree: Element) -> tuple[str, ...]:
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


def _matching(shown: Sequence[Block], texts: Sequence[str]) -> list[Block]:
    """The blocks whose words stand in one of the texts."""
    keys = {squeeze(text) for text in texts}
    running = "".join(map(squeeze, texts))
    if len(running) * len(shown) > _MOST_COMPARED or len(running) > _MOST_TEXT:
        return [block for block in shown if block.key in keys]
    return [
        block
        for block in shown
        if block.key and (block.key in keys or (len(block.key) > 14 and block.key in running))
    ]


def _densest(shown: Sequence[Block]) -> list[Block]:
    """The blocks around which most of the prose stands: those of one element, or of its parent."""
    scores: Counter[Element] = Counter()
    for block in shown:
        if _is_prose(block):
            parent = _parent(block)
            scores[parent] += 2 * block.weight
            if parent.getparent() is not None:
                scores[parent.getparent()] += block.weight
    if not scores:
        return []
    best = scores.most_common(1)[0][0]
    near = (best, *best.iterchildren())
    return [
        block for block in shown if not block.is_link and (_parent(block) in near or block.element in near)
    ]


def _is_prose(block: Block) -> bool:
    return block.weight >= _PROSE and block.linked < len(block.text) * 0.5


def _parent(block: Block) -> Element:
    """The element that a block stands in beside its like."""
    parent = block.element.getparent()
    return (
        block.element
        if block.tag in ("div", "section", "article", "body", "td") or parent is None
        else parent
    )


def _filled(shown: Sequence[Block], found: Sequence[Block], confirmed: bool) -> list[Block]:
    """The chosen blocks, with what stands among them in like elements, and the lead above them."""
    if not found:
        return []
    ids = {id(block) for block in found}
    places = [number for number, block in enumerate(shown) if id(block) in ids]
    first, last = places[0], places[-1]
    parents = {_parent(block) for block in found}
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
        near = [_parent(block), *islice(block.element.iterancestors(), 3 if block.tag in _SHORT else 1)]
        inside = any(each in parents for each in near)
        ends = block.tag == "p" and _is_prose(block) and bool(_SENTENCE_END.search(block.text))
        if first < number < last:
            heads = block.tag in HEADINGS and id(shown[number + 1]) in ids
            like = inside or _like(block) in likes
            if heads or (like and (block.tag in _SHORT or _is_prose(block) or _is_subheading(block))):
                made.append(block)
        elif number < first:
            inside = inside or (not confirmed and not kin.isdisjoint(_kin(_parent(block))))
            boxes = islice(block.element.iterancestors(), 3)
            goes_on = all(_is_prose(each) for each in shown[number:first])
            spilt = number > below_heading and ends and goes_on and not around.isdisjoint(boxes)
            if first - number <= 12 and (_is_lead(block) or (inside and ends) or (spilt and not confirmed)):
                made.append(block)
        elif not confirmed and number - last <= 6 and ends and not kin.isdisjoint(_kin(_parent(block))):
            made.append(block)
        elif not confirmed and ends and number == last + 1 and _parent(block) in around:
            made.append(block)
            last = number
    return made


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
    if block.tag in ("h1", "li", "time", "figcaption") or not _is_prose(block):
        return False
    for element in (block.element, block.element.getparent()):
        if element is not None and element.tag not in ("body", "article", "main"):
            told = " ".join(element.get(name) or "" for name in ("class", "itemprop", "data-testid"))
            if _LEAD & {part.lower() for part in _LEAD_SPLIT.split(told)}:
                return True
    return False


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
    if len(stated) > _MOST_TEXT:
        return ()
    flat = re.sub(
        r"<(?:br|/?p|/?div|/?h\d|/?li)\b[^<>]{0,200}>", "\n", stated.replace("\\n", "\n"), flags=re.IGNORECASE
    )
    return tuple(line for each in flat.split("\n") for part in _pieces(each) if (line := plain(part)))


def _pieces(line: str) -> list[str]:
    """A long line in pieces that end at a space: `plain` reads a title's length at a time."""
    return re.findall(r".{1,3500}(?:\s|$)|.{1,3500}", line, re.DOTALL) if len(line) > 3500 else [line]
