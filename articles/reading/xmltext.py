"""Text of an XML file → its elements, repaired where programs err and refused where they may do harm.

No definition is fetched, no entity of the file's own is read.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from articles.reading.opened import OpenFile
from articles.reading.streaming import head_text

MOST_TAGS = 2_000_000
MOST_UNITS = 3_000_000  # elements, and twice the attributes: what the tree of a file takes in memory
_LONGEST_NAMESPACE = 200
DEEPEST = 200  # elements within each other; those of agencies are ten deep

_OPENS = re.compile(r"\s*(?:<\?xml\b|<!--|<!doctype\b|<[^\W\d])", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype[^<>\[]*>)", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([^\W\d][\w.-]*)")
_ENCODING = re.compile(r"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{2,40})")
_DOCTYPE = re.compile(r"<!doctype[^<>\[]*(?P<own>\[)?[^<>]*>?", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_REPAIR = re.compile(r"&(?:#(?P<number>\d{1,8}|[xX][0-9a-fA-F]{1,7});|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_BLOCK = 1024 * 1024
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_HTML = frozenset(
    ("a", "b", "i", "u", "em", "strong", "p", "br", "span", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4",
     "h5", "h6", "blockquote", "table", "tr", "td", "th", "tbody", "thead", "sub", "sup", "figure",
     "figcaption", "img", "section", "article", "body", "html", "hr", "pre", "q", "cite", "small")
)  # fmt: skip


# A parser writes the address of a namespace out before each name: 50 KB of it times all names of a file.
_LONG_NAMESPACE = re.compile(
    rf"\sxmlns(?::[^\s=<>]{{1,200}})?\s{{0,9}}=\s{{0,9}}(?:\"[^\"]{{{_LONGEST_NAMESPACE}}}|'[^']{{{_LONGEST_NAMESPACE}}})"
)
AROUND = "several"
_JUNK_BELOW = 9
_MOST_WITHIN = 4


class UnreadableXmlError(ValueError):
    """The file is no XML that can be read; the message says why, in words for a person."""


class MalformedXmlError(UnreadableXmlError):
    """The file is no well-formed XML: `line` is where that shows, `fault` what it is."""

    def __init__(self, error: ParseError) -> None:
        self.line, self.fault = error.position[0], str(error).split(":")[0]
        super().__init__(f"line {self.line}: the file is no well-formed XML: {self.fault}")


def is_xml(opened: OpenFile) -> bool:
    """Whether the file opens as XML does."""
    head = head_text(opened).text.lstrip("\ufeff")
    # A text may open with "<Applause>", but closes no such element.
    return bool(_OPENS.match(head)) and ("</" in head or "/>" in head or "<?xml" in head[:100])


def root_name(opened: OpenFile) -> str:
    """The name of the outermost element without its prefix, or ""."""
    head, at = head_text(opened).text.lstrip("\ufeff"), 0
    while found := _PROLOGUE.match(head, at):
        at = found.end()
    root = _ROOT.match(head, at)
    return root[1] if root else ""


def parse(opened: OpenFile) -> Element:
    """The outermost element of the file. UnreadableXmlError for what is broken, too large or harmful."""
    return parsed(source(opened))


def each(opened: OpenFile, name: str) -> Iterator[Element]:
    """Yield the outermost elements of that name, forgetting all others: so the file may have any number.

    Raises what `parse` does; what is too large is an element by itself.
    """
    xml = source(opened, whole=False)
    check_namespaces(xml)
    stack: list[Element] = []
    within = units = 0
    try:
        for event, element in iterparse(io.BytesIO(xml.encode()), ("start", "end"), forbid_dtd=True):
            if event == "start":
                stack.append(element)
                within += local(element) == name
                units += 1 + 2 * len(element.attrib) if within else 0
                if units > MOST_UNITS or len(stack) > DEEPEST:
                    raise UnreadableXmlError(
                        f"it has an element <{name}> with more in it, or elements deeper in each other, than "
                        "any program writes"
                    )
                continue
            stack.pop()
            if local(element) == name:
                within -= 1
                if not within:
                    units = 0
                    yield element
            if not within and stack:
                stack[-1].remove(element)
    except ParseError as error:
        raise MalformedXmlError(error) from error
    except DefusedXmlException as error:
        raise UnreadableXmlError(f"the XML is not read: {str(error)[:120]}") from error


def source(opened: OpenFile, *, whole: bool = True) -> str:
    """The XML of the file, repaired, on its lines. UnreadableXmlError for what is too large or harmful.

    `whole` says that the tree of all of it is to be made, for which it may be too large.
    """
    declared = _ENCODING.search(head_text(opened, 1024).text)
    opened.encoding = opened.encoding or (declared[1] if declared else "")
    text = opened.decoded.text.lstrip("\ufeff")
    if whole:
        _check_size(text)
    doctype = _DOCTYPE.search(text[:4096])
    if (doctype and doctype["own"]) or "<!ENTITY" in text[:65536]:
        raise UnreadableXmlError(
            "the file declares entities of its own (a DTD), which can be made to do harm: it is not read"
        )
    if doctype:
        text = text[: doctype.start()] + "\n" * doctype.group().count("\n") + text[doctype.end() :]
    return repaired(_DECLARATION.sub(lambda found: "\n" * found.group().count("\n"), text))


def parsed(xml: str) -> Element:
    """The outermost element of repaired XML. UnreadableXmlError for what is broken or harmful."""
    check_namespaces(xml)
    try:
        root = _parsed(xml)
    except ParseError as error:
        raise MalformedXmlError(error) from error
    except (DefusedXmlException, RecursionError, ValueError) as error:
        raise UnreadableXmlError(f"the XML is not read: {str(error)[:120]}") from error
    if _is_deep(root):
        raise UnreadableXmlError(f"its elements stand more than {DEEPEST} deep within each other, the limit")
    return root


def _check_size(text: str) -> None:
    """UnreadableXmlError where the tree of a file would not be small."""
    tags = text.count("<")
    if tags > MOST_TAGS:
        raise UnreadableXmlError(f"the file has more than {MOST_TAGS:,} tags, the limit for one XML file")
    attributes = min(text.count("="), (text.count('"') + text.count("'")) // 2)
    if tags - text.count("</") + 2 * attributes > MOST_UNITS:
        raise UnreadableXmlError(
            f"the file has {tags:,} tags and {attributes:,} attributes, more than one XML file may have: "
            "cut it into smaller ones"
        )


def check_namespaces(xml: str) -> None:
    """UnreadableXmlError where the address of a namespace is far longer than any is."""
    if _LONG_NAMESPACE.search(xml):
        raise UnreadableXmlError(
            f"it has a namespace of more than {_LONGEST_NAMESPACE} characters, which can be made to do harm: "
            "it is not read"
        )


def _parsed(xml: str) -> Element:
    """The outermost element; where there are several, as in corpora of texts, an element around them."""
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except ParseError as error:
        if error.code != _JUNK_BELOW:
            raise
        root = fromstring(f"<{AROUND}>{xml}</{AROUND}>", forbid_dtd=True)
    return root


def _is_deep(root: Element) -> bool:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def repaired(xml: str) -> str:
    """XML with the entities of HTML as characters and lone ampersands escaped; CDATA stays as it is."""
    if _NOT_XML.search(xml):
        xml = "".join(_NOT_XML.sub("", xml[at : at + _BLOCK]) for at in range(0, len(xml), _BLOCK))
    if "&" not in xml:
        return xml
    parts: list[str] = []
    at = 0
    while at < len(xml):
        opening = xml.find(_CDATA, at)
        closing = xml.find(_CDATA_END, opening) if opening >= 0 else -1
        parts += _repaired_blocks(xml, at, opening if opening >= 0 else len(xml))
        if opening < 0:
            break
        at = closing + len(_CDATA_END) if closing >= 0 else len(xml)
        parts.append(xml[opening:at])
    return "".join(parts)


def _repaired_blocks(xml: str, at: int, end: int) -> Iterator[str]:
    """Yield a part of the XML repaired, block by block: all that a pattern finds at once fills the memory."""
    while at < end:
        cut = xml.find("&", at + _BLOCK, end)
        cut = end if cut < 0 else cut
        yield _REPAIR.sub(_repair, xml[at:cut])
        at = cut


def outermost(root: Element, *names: str) -> list[Element]:
    """The elements of these names, in order; none that lies deep in others of them, which hold its text."""
    found: list[Element] = []
    stack = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        if local(element) in names:
            found.append(element)
            depth += 1
        if depth <= _MOST_WITHIN:
            stack.extend((child, depth) for child in reversed(element))
    return found


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words(element: Element | None) -> str:
    """All text in an element on one line; "" for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def as_field(element: Element) -> str:
    """What an element holds, as text, or as HTML where it has elements in it.

    An element that HTML does not know is a paragraph if it stands directly in `element`.
    """
    if not len(element):
        return element.text or ""
    copy = Element("div")
    copy.text = element.text
    for child in element:
        copy.append(_plain(child))
    return str(tostring(copy, encoding="unicode", method="html"))


def _plain(element: Element) -> Element:
    """A copy of an element with names of HTML and no attributes."""
    name = local(element).lower()
    copy = Element(name if name in _HTML else "p")
    copy.text, copy.tail = element.text, element.tail
    for child in element:
        inner = _plain(child) if local(child) else None
        if inner is None:
            continue
        if inner.tag == "p" and local(child).lower() != "p" and not len(child):
            # A name or a place marked in running text.
            inner.tag = "span"
        copy.append(inner)
    return copy


def _repair(match: re.Match[str]) -> str:
    """Entities of HTML, ampersands that stand for themselves and numbers of no character, made into XML."""
    whole = match.group()
    if whole == "&":
        return "&amp;"
    if number := match["number"]:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        sound = (
            code in (9, 10, 13)
            or 32 <= code < 0xD800
            or 0xE000 <= code < 0xFFFE
            or 0x10000 <= code < 0x110000
        )
        return whole if sound else ""
    if match["name"] in _OWN:
        return whole
    plain_text = html.unescape(whole) if match["name"] else whole
    return html.escape(whole) if plain_text == whole else "".join(f"&#{ord(char)};" for char in plain_text)
