"""The tree of a page → its captions, taken out of the text: of <figure>, and of what is named a caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from articles.reading import captions
from articles.reading.html_blocks import weight, words
from articles.reading.html_furniture import remove
from articles.reading.titles import fold
from articles.records import Caption

Element = Any

_LONGEST = 120
_LONGEST_NAMES = 1000
_MOST_PIECES, _LONGEST_WHOLE, _MOST_CREDITS = 2000, 20_000, 40
_DEEPEST = 8
_MOST_IN_FIGURE = 500
_SPLIT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s_-]+")
_CAPTION = {
    "caption", "captions", "figcaption", "imagecaption", "photocaption", "bildunterschrift", "bildtext",
    "legende", "didascalia", "imgcaption", "piedefoto", "fotobijschrift", "cutline", "legenda",
    "bijschrift", "imagedesc", "imagedescription", "imgdesc", "picdesc", "picturedescription", "phototext",
}  # fmt: skip
_CREDIT = {
    "credit", "credits", "copyright", "photocredit", "imagecredit", "attribution", "bildnachweis",
    "photographer", "source", "imagesource", "agency", "creditline", "author", "rights", "urheber",
}  # fmt: skip
_PICTURES = ("img", "picture", "video", "amp-img", "source")
_PICTURE_BOX = re.compile(r"(?:image|picture|photo|foto|bild)$")
_LONGEST_BOXED, _MOST_IN_BOX = 45, 60
_BOXES_OF_PICTURE = 4
_LABEL = re.compile(
    r"^(?:(?:photo|image|picture|foto|bild|imagen|crédits?(?: photo)?|credit|quelle|source|"
    r"fonte|fuente|getty)\s*[:：]|©|\(c\))\s*",
    re.IGNORECASE,
)
_ONLY_CREDIT = re.compile(rf"(?:{_LABEL.pattern}|getty)\s*\S.{{0,80}}", re.IGNORECASE)
_TAIL = re.compile(
    r"\s(?:photograph|photo|foto|bild|credit|crédit|illustration|image)\s*:\s*(?P<credit>[^:.]{2,80})$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^(?:image caption|bildunterschrift|légende|caption)\s*[:,]?\s+", re.IGNORECASE)
_PICTURE_LINK = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pictured:
    """A caption, the place where it stood, and the <article> or <main> around it."""

    caption: Caption
    order: int
    around: Element


def take(tree: Element, order: dict[Element, int]) -> list[Pictured]:
    """Take the captions out of a tree, in place; those of pictures that link elsewhere are not kept."""
    made: list[Pictured] = []
    for figure in list(tree.iter("figure")):
        if figure.getparent() is None or _is_deep(figure) or _holds_text(figure):
            continue
        elsewhere = _links_elsewhere(figure)
        for element in _below(figure):
            if not elsewhere and (found := _read(element)):
                made.append(Pictured(found, order.get(figure, 0), _around(figure)))
        remove(figure)
    for element in list(
        tree.iter("figcaption", "div", "p", "span", "small", "em", "i", "dd", "td", "figcaption", "cite")
    ):
        if element.getparent() is None or not names(
            element, _CAPTION | {"credit", "photocredit", "imagecredit"}
        ):
            continue
        if (
            _is_long(element)
            or weight(words(element)) > _LONGEST
            or element.find(".//h1") is not None
            or element.find(".//p/../p/../p") is not None
        ):
            continue
        if names(element, _CAPTION) and not _links_elsewhere(element) and (found := _read(element)):
            made.append(Pictured(found, order.get(element, 0), _around(element)))
        remove(element)
    for box in list(tree.iter("div")):
        if box.getparent() is not None and _is_picture_box(box):
            if found := _read(box):
                made.append(Pictured(found, order.get(box, 0), _around(box)))
            remove(box)
    made += _beside_pictures(tree, order)
    return _once(made)


def _beside_pictures(tree: Element, order: dict[Element, int]) -> list[Pictured]:
    """Lines that name an agency as captions do, in a box with a picture; taken out of the tree."""
    made: list[Pictured] = []
    for element in list(tree.iter("p", "div", "span")):
        ending = (element[-1].tail or element[-1].text if len(element) else element.text) or ""
        if not ending.rstrip().endswith((")", "]", "）")) or len(element) > 1 or _is_long(element):
            continue
        if element.getparent() is None:
            continue
        text = words(element)
        if not captions.looks_like_caption(text) or not captions.has_known_credit(text):
            continue
        if _has_picture_near(element) and not _links_elsewhere(element) and (found := _read(element)):
            made.append(Pictured(found, order.get(element, 0), _around(element)))
            remove(element)
    return made


def _has_picture_near(element: Element) -> bool:
    """Whether one of the next boxes around an element holds a picture and no text but a caption's."""
    for box in islice(element.iterancestors(), _BOXES_OF_PICTURE):
        if box.tag in ("article", "main", "body") or _is_long(box) or weight(words(box)) > _LONGEST:
            return False
        if any(next(box.iter(name), None) is not None for name in _PICTURES):
            return True
    return False


def _is_picture_box(box: Element) -> bool:
    """Whether a box, named for a picture, holds one and a few words that lead nowhere."""
    told = (box.get("class") or "")[:_LONGEST_NAMES]
    if not any(_PICTURE_BOX.search(part.lower()) for part in _SPLIT.split(told) if part):
        return False
    inside = {each.tag for each in islice(box.iterdescendants(), _MOST_IN_BOX)}
    if inside.isdisjoint(_PICTURES) or inside & {"a", "h1", "h2", "h3", "h4", "li", "blockquote"}:
        return False
    return not _is_long(box) and weight(words(box)) <= _LONGEST_BOXED


def names(element: Element, wanted: set[str]) -> bool:
    """Whether the classes of an element have one of these words, alone or made of two parts."""
    told = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('data-testid') or ''}"
    for name in told[:_LONGEST_NAMES].split()[:12]:
        parts = [part.lower() for part in _SPLIT.split(name) if part]
        pairs = ["".join(parts[at : at + 2]) for at in range(len(parts))]
        if any(part in wanted for part in (*parts, *pairs)):
            return True
    return False


def _below(figure: Element) -> list[Element]:
    """The elements of a figure that hold its captions: named so, else all of its text."""
    found = list(islice(figure.iter("figcaption"), _MOST_IN_FIGURE))
    if not found:
        named = (each for each in figure.iter() if isinstance(each.tag, str) and names(each, _CAPTION))
        found = list(islice(named, _MOST_IN_FIGURE))
        known = set(found)
        found = [each for each in found if not any(parent in known for parent in each.iterancestors())]
    return found or [figure]


def _read(element: Element) -> Caption | None:
    """The caption in an element, its credit apart where that has an element of its own."""
    if _is_long(element):
        return None
    whole = words(element)
    parts = _credits(element)
    credit = " / ".join(part for part in parts if not any(part != other and part in other for other in parts))
    for part in sorted(parts, key=len, reverse=True):
        whole = whole.replace(part, " ")
    whole = _NAMED.sub("", " ".join(whole.split()).strip(" |/-–—•·"))
    if len(whole) < 4 or weight(whole) > _LONGEST * 2 or _ONLY_CREDIT.fullmatch(whole):
        return None
    made = captions.parse(whole, element.sourceline)
    if not credit and (label := _TAIL.search(whole)):
        credit = label["credit"]
    credit = _LABEL.sub("", credit).strip(" |")
    if credit.startswith("(") and credit.endswith(")"):
        credit = credit[1:-1]
    return replace(made, credit=credit) if credit and not made.credit else made


def _credits(element: Element) -> list[str]:
    """The credits that have elements of their own: named so, or a few words that end the caption."""
    parts: list[str] = []
    for each in element.iterdescendants():
        if isinstance(each.tag, str) and (each.tag in ("small", "cite") or names(each, _CREDIT)):
            text = words(each)
            if text and len(text) < 120 and text not in parts and len(parts) < _MOST_CREDITS:
                parts.append(text)
    children = [each for each in element if isinstance(each.tag, str) and each.tag != "br"]
    if not parts and len(children) > 1 and not (children[-1].tail or "").strip():
        text = words(children[-1])
        before = words(element)[: -len(text)].strip() if text else ""
        if (
            text
            and len(text.split()) <= 8
            and (_LABEL.match(text) or before.endswith((".", "!", "?", "”", "。")))
        ):
            parts.append(text)
    return parts


def _is_long(element: Element) -> bool:
    """Whether an element has far more text than a caption, however much that is."""
    size = 0
    for number, part in enumerate(element.itertext()):
        size += len(part)
        if number > _MOST_PIECES or size > _LONGEST_WHOLE:
            return True
    return False


def _is_deep(figure: Element) -> bool:
    """Whether a figure lies in so many others that none of them can be a picture with a caption."""
    return len(list(islice(figure.iterancestors("figure"), _DEEPEST + 1))) > _DEEPEST


def _holds_text(figure: Element) -> bool:
    """Whether a figure is no picture: a table, a quotation, a piece of the article."""
    if figure.find(".//table") is not None:
        return True
    if figure.find(".//figcaption") is None and not any(
        figure.find(f".//{name}") is not None for name in _PICTURES
    ):
        return weight(words(figure)) > 40 or figure.find(".//blockquote") is not None
    return sum(weight(words(each)) for each in figure.iter("p")) > _LONGEST * 2


def _links_elsewhere(element: Element) -> bool:
    """Whether the picture is the picture of another story."""
    for parent in element.iterancestors("a", "article", "main", "body"):
        if parent.tag == "a" and (address := parent.get("href")):
            return not _PICTURE_LINK.search(address) and not address.startswith(("#", "javascript:"))
        if parent.tag in ("article", "main", "body"):
            return False
    return False


def _around(element: Element) -> Element:
    return next(element.iterancestors("article", "main", "body"), None)


def _once(found: list[Pictured]) -> list[Pictured]:
    """Each caption once, in the order of the page."""
    made: dict[str, Pictured] = {}
    for each in sorted(found, key=lambda each: each.order):
        made.setdefault(fold(each.caption.text), each)
    return list(made.values())


def texts(found: list[Pictured]) -> Iterator[str]:
    """The words of captions."""
    return (each.caption.text for each in found)
