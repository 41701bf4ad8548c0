"""The XML of one item of a feed → a Record of its fields, with the captions of its pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

from articles.reading import captions
from articles.reading.feedscan import Piece
from articles.reading.fields import Record
from articles.reading.markup import plain
from articles.reading.xmltext import check_namespaces, repaired
from articles.records import Caption

_DECLARATION = re.compile(
    r"xmlns(?::(?P<prefix>[\w.-]+))?\s*=\s*(?:\"(?P<double>[^\"<>]*)\"|'(?P<single>[^'<>]*)')"
)
_PREFIXES = re.compile(r"(?:</?|\s)([^\W\d][\w.-]*):[\w.-]+")
_USUAL = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}
_PLAIN = ("", "atom")


@dataclass(frozen=True, slots=True)
class Namespaces:
    """The namespaces that a feed declares: prefix → address, "" for the one without prefix."""

    by_prefix: Mapping[str, str]
    by_address: Mapping[str, str]

    @classmethod
    def declared_in(cls, head: str) -> Namespaces:
        """Those declared in the head of a feed."""
        found = (
            (match["prefix"] or "", html.unescape(match["double"] or match["single"] or ""))
            for match in _DECLARATION.finditer(head)
        )
        declared = {prefix: address for prefix, address in found if address and not prefix.startswith("xml")}
        return cls(declared, {address: prefix for prefix, address in reversed(declared.items())})

    def name(self, tag: str) -> str:
        """The name of an element with its usual prefix: "dc:creator"; without one for what is RSS or Atom."""
        address, _, local = tag.rpartition("}")
        if not address:
            return local
        address = address[1:]
        prefix = _USUAL.get(address) or self.by_address.get(address, "")
        prefix = prefix or address.rpartition(":")[2] if address.startswith("undeclared:") else prefix
        return local if prefix in _PLAIN else f"{prefix}:{local}"


def parse(xml: str, namespaces: Namespaces) -> Element:
    """Parse an item. Raises ParseError for what is no XML, DefusedXmlException for what might do harm."""
    xml = repaired(xml)
    # Only what the item uses: a feed may declare thousands.
    used = {match[1] for match in _PREFIXES.finditer(xml)} - {"xml", "xmlns"}
    declared = {prefix: namespaces.by_prefix.get(prefix, f"undeclared:{prefix}") for prefix in sorted(used)}
    if own := namespaces.by_prefix.get(""):
        declared[""] = own
    attributes = "".join(
        f' xmlns{":" if prefix else ""}{prefix}="{html.escape(address)}"'
        for prefix, address in declared.items()
    )
    xml = f"<feed{attributes}>{xml}</feed>"
    check_namespaces(xml)
    root: Element = fromstring(xml, forbid_dtd=True)
    return root[0]


def item_record(item: Element, namespaces: Namespaces, piece: Piece, source: str, language: str) -> Record:
    """The fields of an item; `source` and `language` are those of the whole feed."""
    values: dict[str, object] = {}
    authors: dict[str, list[str]] = {}
    for child in item:
        name = namespaces.name(child.tag)
        value: str | list[str] = _value(child, name, namespaces)
        if name == "link":
            name, value = _link(child, values)
        elif name == "guid" and (child.get("isPermaLink") or "true").lower() == "false":
            name = "id"
        elif name == "media:text" or name.startswith("media:"):
            continue
        if not value or not name:
            continue
        if name in ("author", "dc:creator", "contributor") and name in values:
            authors.setdefault(name, [str(values[name])]).append(str(value))
            continue
        if name in values:
            continue
        values[name] = value
    values.update(authors)
    about = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    if about:
        values.setdefault("guid", about)
    if (identifier := values.get("id")) and "link" not in values and "://" in str(identifier)[:12]:
        values["link"] = identifier
    own = item.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    said = {str(value).strip() for value in values.values()}
    return Record(
        values,
        piece.first,
        piece.last,
        tuple(_captions(item, namespaces, said, piece.first)),
        source,
        own or language,
        True,
    )


def _value(child: Element, name: str, namespaces: Namespaces) -> str:
    """The text of an element: its HTML if it has elements, its name if it is a person."""
    if not len(child):
        return child.text or ""
    inner = {namespaces.name(each.tag): each for each in child}
    if name in ("author", "contributor", "dc:creator"):
        return "".join(inner["name"].itertext()) if "name" in inner else ""
    if name == "source":
        return "".join(inner["title"].itertext()) if "title" in inner else ""
    if name.startswith("media:"):
        return ""
    for each in child.iter():
        each.tag = str(each.tag).rpartition("}")[2]
    child.tag, child.tail = "div", None
    child.attrib.clear()
    return str(tostring(child, encoding="unicode", method="html"))


def _link(child: Element, values: Mapping[str, object]) -> tuple[str, str]:
    """The field and address of a link: RSS writes it as text, Atom as an attribute, and several of them."""
    address = child.get("href") or "".join(child.itertext()).strip()
    if child.get("rel", "alternate") != "alternate" or "html" not in (child.get("type") or "html"):
        return "", ""
    return ("link", address) if "link" not in values else ("", "")


def _captions(item: Element, namespaces: Namespaces, said: set[str], line: int) -> Iterator[Caption]:
    """The captions of an item's pictures, each once, with the credit that stands beside it."""
    seen: set[str] = set(said)
    for holder in item.iter():
        parts = {namespaces.name(str(child.tag)): child for child in holder}
        described = parts.get("media:description")
        if described is None:
            described = parts.get("media:text")
        text = plain("".join(described.itertext())) if described is not None else ""
        if not text or text in seen:
            continue
        seen.add(text)
        credited = parts.get("media:credit")
        credit = plain("".join(credited.itertext())) if credited is not None else ""
        caption = captions.parse(text, line)
        yield replace(caption, credit=caption.credit or credit)
