"""The XML of a document (docx, odt) → its text: a blank line between paragraphs, three above a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from articles.reading.xmltext import local

_HEADING = re.compile(
    r"(?:title|titel|titre|t[ií]tulo|titolo|heading|.?berschrift|rubrik|kop|заголовок|название|عنوان|标题|başlık)"
    r"[\s_-]*(?P<level>\d?)",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(r"(?:sub|unter|sous|sotto)", re.IGNORECASE)
# What is not shown, or shown a second time.
_UNSEEN = frozenset(
    ("del", "moveFrom", "Fallback", "annotation", "note", "tracked-changes", "footnoteReference", "instrText",
     "sequence-decls", "forms")
)  # fmt: skip
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "noBreakHyphen": "-"}
_DEEPEST = 60
_LEVELS = tuple("123456789")


def of_word(document: Element) -> str:
    """The text of word/document.xml."""
    found = ((_style(each), _words(each, frozenset({"t"}))) for each in _paragraphs(document, "p"))
    return _joined(found)


def of_opendocument(content: Element) -> str:
    """The text of content.xml of an OpenDocument text."""
    body = next((each for each in content.iter() if local(each) == "text" and len(each)), content)
    found: list[tuple[int | None, str]] = []
    for each in _paragraphs(body, "p", "h"):
        level = next((value for name, value in each.attrib.items() if name.endswith("outline-level")), "1")
        heading = (int(level) if level in _LEVELS else 1) if local(each) == "h" else None
        found.append((heading, _words(each, frozenset())))
    return _joined(iter(found))


def _paragraphs(element: Element, *names: str) -> Iterator[Element]:
    """The outermost paragraphs within an element, in order."""
    stack = [(element, 0)]
    while stack:
        each, depth = stack.pop()
        if local(each) in names and each is not element:
            yield each
        elif local(each) not in _UNSEEN and depth < _DEEPEST:
            stack.extend((child, depth + 1) for child in reversed(each))


def _style(paragraph: Element) -> int | None:
    """The level of a heading, None for other paragraphs."""
    for each in paragraph.iter():
        if local(each) != "pStyle":
            continue
        value = next((value for name, value in each.attrib.items() if name.endswith("val")), "")
        match = _HEADING.match(value)
        if match and not _SUBTITLE.match(value):
            return int(match["level"] or 1)
    return None


def _words(paragraph: Element, holding: frozenset[str]) -> str:
    """The words of a paragraph: those in elements of the names `holding`, or all if it is empty."""
    made: list[str] = []
    stack: list[tuple[Element | str, int]] = [(paragraph, 0)]
    while stack:
        each, depth = stack.pop()
        if isinstance(each, str):
            made.append(each)
            continue
        name = local(each)
        if name in _UNSEEN or depth > _DEEPEST:
            continue
        if name in _BREAKS:
            made.append(_BREAKS[name])
        elif name == "s":
            made.append(" ")
        if each.text and (not holding or name in holding):
            made.append(each.text)
        for child in reversed(each):
            if child.tail and not holding:
                stack.append((child.tail, depth))
            stack.append((child, depth + 1))
    return "".join(made).strip()


def _joined(found: Iterator[tuple[int | None, str]]) -> str:
    parts: list[str] = []
    for level, text in found:
        if text:
            parts.append(f"\n\n{text}" if level == 1 and parts else text)
    return "\n\n".join(parts) + "\n" if parts else ""
