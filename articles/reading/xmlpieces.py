"""XML that is broken in places → the elements of its list that are whole, and why the others are left out.

Which elements make up the list is told by the tags alone: those of the outermost name that comes again and
holds most of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from xml.etree.ElementTree import Element

from articles.reading.fields import Fault, Record, read_records
from articles.reading.opened import OpenFile
from articles.reading.xmltext import AROUND, MalformedXmlError, UnreadableXmlError, parsed, source
from articles.records import ParsedArticle, Rejection

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<(?P<end>/)?(?P<name>(?:[\w.-]{1,100}:)?[^\W\d][\w.-]{0,100})(?:\s[^<>]{0,8000})?(?P<empty>/)?>",
    re.DOTALL,
)
_NAMESPACE = re.compile(r"\sxmlns(?::[\w.-]{1,100})?\s?=\s?(?:\"[^\"<>]{0,400}\"|'[^'<>]{0,400}')")
_MOST_UNCLOSED, _LONGEST_HEAD = 30, 64 * 1024


@dataclass(slots=True)
class _Kind:
    """Elements of one name: their number, the depth of the outermost, how much of the text they hold."""

    count: int = 0
    depth: int = 0
    size: int = 0


def read_list(
    opened: OpenFile, records: Callable[[Element], Iterator[Record | Fault]], layout: str
) -> Iterator[ParsedArticle | Rejection]:
    """Yield the articles of the records found in the outermost element, and why what is broken gives none."""
    try:
        root, broken = parse_list(opened)
    except UnreadableXmlError as error:
        yield opened.reject(str(error))
        return
    yield from read_records(opened, chain(records(root), broken), layout)


def parse_list(opened: OpenFile) -> tuple[Element, tuple[Fault, ...]]:
    """The outermost element of the file, and faults for the elements of its list that are broken.

    UnreadableXmlError for a file that is broken as a whole, too large or harmful.
    """
    xml = source(opened)
    try:
        return parsed(xml), ()
    except MalformedXmlError as error:
        if found := _salvaged(xml):
            root, faults = found
            return root, faults or (Fault(f"no well-formed XML: {error.fault}", error.line),)
        raise


def _salvaged(xml: str) -> tuple[Element, tuple[Fault, ...]] | None:
    """The file with those elements of its list that are whole; None if it has no list, or none is."""
    name = _listed(xml)
    starts = [match.start() for match in _opening(name, xml)] if name else []
    if len(starts) < 2:
        return None
    head = xml[: starts[0]]
    around = "".join(dict.fromkeys(match[0] for match in _NAMESPACE.finditer(head[:_LONGEST_HEAD])))
    root, holder = _head(head)
    faults: list[Fault] = []
    line, counted = 1, 0
    for start, following in pairwise([*starts, len(xml)]):
        line += xml.count("\n", counted, start)
        counted = start
        end = _end(name, xml, start, following)
        try:
            holder.append(parsed(f"<{AROUND}{around}>{xml[start:end]}</{AROUND}>")[0])
        except MalformedXmlError as error:
            faults.append(Fault(f"no well-formed XML: {error.fault}", line + error.line - 1))
        except (UnreadableXmlError, IndexError) as error:
            faults.append(Fault(str(error), line))
    return (root, tuple(faults)) if len(holder) else None


def _listed(xml: str) -> str:
    """The name of the elements that make up the list, or ""."""
    kinds: dict[str, _Kind] = {}
    stack: list[tuple[str, int]] = []
    for match in _TAG.finditer(xml):
        name = match["name"]
        if not name or match["empty"]:
            continue
        if not match["end"]:
            stack.append((name, match.start()))
            continue
        # What is never closed ends with the element around it; an end without a beginning is passed over.
        last = range(len(stack) - 1, max(-1, len(stack) - _MOST_UNCLOSED), -1)
        at = next((at for at in last if stack[at][0] == name), -1)
        if at < 0:
            continue
        kind = kinds.setdefault(name, _Kind(depth=at))
        kind.count += 1
        kind.depth = min(kind.depth, at)
        kind.size += match.end() - stack[at][1]
        del stack[at:]
    found = [name for name, kind in kinds.items() if kind.count > 1 and kind.size * 3 > len(xml)]
    return min(found, key=lambda name: (kinds[name].depth, -kinds[name].size), default="")


def _opening(name: str, xml: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"<{re.escape(name)}(?=[\s/>])", xml)


def _end(name: str, xml: str, start: int, following: int) -> int:
    """Where an element ends: behind its last closing tag before the next one begins, else there."""
    closing = f"</{name}"
    found = xml.rfind(closing, start, following)
    end = xml.find(">", found, following) if found >= 0 else -1
    return end + 1 if end >= 0 else following


def _head(head: str) -> tuple[Element, Element]:
    """The outermost element as the text before the list opens it, and the one within that holds the list."""
    opened: list[str] = []
    for match in _TAG.finditer(head):
        if match["name"] and match["end"]:
            if opened and opened[-1] == match["name"]:
                opened.pop()
        elif match["name"] and not match["empty"]:
            opened.append(match["name"])
    try:
        root = parsed(head + "".join(f"</{name}>" for name in reversed(opened)))
    except UnreadableXmlError:
        root = Element(AROUND)
        return root, root
    holder = root
    for _ in opened[1:]:
        holder = holder[-1] if len(holder) else holder
    return root, holder
