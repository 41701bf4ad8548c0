"""Arrivals of a search → an Atom document (RFC 4287), with paging (RFC 5005)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, SubElement, register_namespace

from django.utils.html import escape, strip_tags

from articles.models import Article
from articles.search.arrivals import Arrival, Arrivals

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN = "http://purl.org/dc/elements/1.1/"
TYPE = "application/atom+xml; charset=utf-8"
# Where nothing has arrived yet: a feed has to say a moment, and it must not change.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
# No tag of ours names a day on which the host may have belonged to somebody else.
MINTED = "2026-01-01"

NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet href="{style}" type="text/css"?>
"""

register_namespace("", ATOM)
register_namespace("dc", DUBLIN)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a feed stands: all addresses are whole, with the host. "" for a page that there is not."""

    host: str
    page: str
    first: str
    this: str
    next: str = ""

    def whole(self, path: str) -> str:
        """The whole address of a path of this site."""
        scheme, _, rest = self.first.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}{path}"

    def tag(self, kind: str, name: str) -> str:
        """A name that stays, wherever the thing is read (RFC 4151)."""
        return f"tag:{self.host},{MINTED}:{kind}/{name}"


def document(found: Arrivals, addresses: Addresses, name: str, style: str) -> bytes:
    """The feed. `name` tells it from all other feeds of the site; `style` is the address of a stylesheet."""
    root = Element(f"{{{ATOM}}}feed")
    _text(root, "id", addresses.tag("search", name))
    _text(root, "title", f"{found.title} · newsarchive")
    _text(root, "updated", moment(updated(found)))
    _text(SubElement(root, f"{{{ATOM}}}author"), "name", "newsarchive")
    _text(root, "subtitle", "Articles in the order in which they came into the archive.")
    for relation, address in _links(addresses):
        SubElement(root, f"{{{ATOM}}}link", rel=relation, href=address, type=_type(relation))
    for arrival in found.arrivals:
        root.append(_entry(arrival, addresses))
    made = BytesIO()
    made.write(HEAD.format(style=escape(style)).encode())
    ElementTree(root).write(made, encoding="utf-8", xml_declaration=False)
    return made.getvalue()


def updated(found: Arrivals) -> datetime:
    """When the newest of what is shown came or changed."""
    return max((arrival.changed for arrival in found.arrivals), default=NEVER)


def moment(when: datetime) -> str:
    """RFC 3339, to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _links(addresses: Addresses) -> Iterable[tuple[str, str]]:
    yield "self", addresses.this
    yield "alternate", addresses.page
    yield "first", addresses.first
    if addresses.next:
        yield "next", addresses.next


def _type(relation: str) -> str:
    return "text/html" if relation == "alternate" else "application/atom+xml"


def _entry(arrival: Arrival, addresses: Addresses) -> Element:
    article = arrival.result.article
    entry = Element(f"{{{ATOM}}}entry")
    _text(entry, "id", addresses.tag("article", article.identity))
    _text(entry, "title", article.title)
    _text(entry, "updated", moment(arrival.changed))
    _text(entry, "published", moment(article.added))
    _text(SubElement(entry, f"{{{ATOM}}}author"), "name", _author(article))
    address = addresses.whole(article.get_absolute_url())
    SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=address, type="text/html")
    snippet = _text(entry, "summary", _readable(arrival.result.snippet))
    if article.language:
        snippet.set("{http://www.w3.org/XML/1998/namespace}lang", article.language)
    if article.source:
        _text(entry, "publisher", article.source.name, DUBLIN)
    if article.published_iso:
        # The day of publication is rarely known to the second; Dublin Core allows what is known.
        _text(entry, "date", article.published_iso, DUBLIN)
    for choice in (*arrival.result.people, *arrival.result.countries):
        scheme = addresses.whole("/leaders/" if choice.facet == "leader" else "/countries/")
        SubElement(entry, f"{{{ATOM}}}category", term=choice.value, label=choice.label, scheme=scheme)
    return entry


def _author(article: Article) -> str:
    return article.byline or (article.source.name if article.source else "") or "not known"


def _readable(snippet: str) -> str:
    return unescape(strip_tags(snippet))


def _text(parent: Element, name: str, text: str, space: str = ATOM) -> Any:
    child = SubElement(parent, f"{{{space}}}{name}")
    child.text = _allowed(text)
    return child


def _allowed(text: str) -> str:
    """Without the characters that XML cannot hold, escaped or not."""
    return NOT_XML.sub("", text)
