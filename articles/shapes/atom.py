"""Articles → an Atom document (RFC 4287), piece by piece; its pages are linked as RFC 5005 says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from django.utils.html import escape

from articles.models import Article
from articles.search.narrowing import Choice

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN = "http://purl.org/dc/elements/1.1/"
TYPE = "application/atom+xml; charset=utf-8"
# Where nothing has arrived yet: a feed has to say a moment, and it must not change.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
# No tag of ours names a day on which the host may have belonged to somebody else.
MINTED = "2026-01-01"

NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
STYLE = '<?xml-stylesheet href="{style}" type="text/css"?>\n'
NAMESPACE, DUBLIN_NAMESPACE = f' xmlns="{ATOM}"', f' xmlns:dc="{DUBLIN}"'

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


@dataclass(frozen=True, slots=True)
class Item:
    """What an entry says of an article: when its text came or changed last, and its beginning or snippet.

    `about` are the people and countries that it names; `text` is the whole text where that is wanted.
    """

    article: Article
    changed: datetime
    summary: str
    about: Sequence[Choice] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself. `name` tells it from all other feeds of the site."""

    name: str
    title: str
    subtitle: str
    updated: datetime
    addresses: Addresses
    style: str = ""


def pieces(feed: Feed, items: Iterable[Item]) -> Iterator[str]:
    """The document, a piece at a time: its head, each entry, its end."""
    addresses, root = feed.addresses, Element(f"{{{ATOM}}}feed")
    _text(root, "id", addresses.tag("search", feed.name))
    _text(root, "title", f"{feed.title} · newsarchive")
    _text(root, "updated", moment(feed.updated))
    _text(SubElement(root, f"{{{ATOM}}}author"), "name", "newsarchive")
    _text(root, "subtitle", feed.subtitle)
    for relation, address in _links(addresses):
        SubElement(root, f"{{{ATOM}}}link", rel=relation, href=address, type=_type(relation))
    style = STYLE.format(style=escape(feed.style)) if feed.style else ""
    head = tostring(root, encoding="unicode").replace(NAMESPACE, f"{NAMESPACE}{DUBLIN_NAMESPACE}", 1)
    yield f"{HEAD}{style}{head.removesuffix('</feed>')}\n"
    for item in items:
        # The root has declared the names of both vocabularies for all entries.
        entry = tostring(_entry(item, addresses), encoding="unicode")
        opening, bracket, rest = entry.partition(">")
        yield f"{opening.replace(NAMESPACE, '').replace(DUBLIN_NAMESPACE, '')}{bracket}{rest}\n"
    yield "</feed>\n"


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


def _entry(item: Item, addresses: Addresses) -> Element:
    article = item.article
    entry = Element(f"{{{ATOM}}}entry")
    _text(entry, "id", addresses.tag("article", article.identity))
    _text(entry, "title", article.title)
    _text(entry, "updated", moment(item.changed))
    _text(entry, "published", moment(article.added))
    _text(SubElement(entry, f"{{{ATOM}}}author"), "name", _author(article))
    address = addresses.whole(article.get_absolute_url())
    SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=address, type="text/html")
    texts = [_text(entry, "summary", item.summary)]
    if item.text:
        texts.append(_text(entry, "content", item.text))
    for text in texts if article.language else ():
        text.set("{http://www.w3.org/XML/1998/namespace}lang", article.language)
    if article.source:
        _text(entry, "publisher", article.source.name, DUBLIN)
    if article.published_iso:
        # The day of publication is rarely known to the second; Dublin Core allows what is known.
        _text(entry, "date", article.published_iso, DUBLIN)
    for choice in item.about:
        scheme = addresses.whole("/leaders/" if choice.facet == "leader" else "/countries/")
        SubElement(entry, f"{{{ATOM}}}category", term=choice.value, label=choice.label, scheme=scheme)
    return entry


def _author(article: Article) -> str:
    return article.byline or (article.source.name if article.source else "") or "not known"


def _text(parent: Element, name: str, text: str, space: str = ATOM) -> Any:
    child = SubElement(parent, f"{{{space}}}{name}")
    child.text = _allowed(text)
    return child


def _allowed(text: str) -> str:
    """Without the characters that XML cannot hold, escaped or not."""
    return NOT_XML.sub("", text)
