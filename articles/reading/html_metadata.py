"""The tree of a page and its JSON-LD → what it states about its article: title, day, source, address, …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from articles.reading import html_address, html_days, html_heading
from articles.reading import html_jsonld as jsonld
from articles.reading.html_heading import words_of
from articles.reading.html_jsonld import Node
from articles.reading.html_signs import ADDRESS, Page, Stamp, byline, meta_elements
from articles.reading.html_titles import headline, plain, site_names
from articles.reading.titles import fold

Element = Any  # lxml has no types of its own

_ID_META = ("articleid", "article_id", "article-id", "article:id", "parsely-post-id", "cxenseparse:articleid",
            "cxenseparse:recs:articleid", "brightspot.contentid", "contentid", "content_id", "nodeid",
            "story_id", "storyid", "doc_id", "vr:articleid")  # fmt: skip


_LONGEST_NAME = 400
# What the metadata of a page with several articles say of the site, not of one article.
_OF_SITE = ("og:site_name", "application-name", "og:locale", "content-language", "og:type")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page states about its article; "" or empty where it states nothing.

    `headed` says that a heading shows the title, `titles` are all titles as they are stated.
    """

    title: str = ""
    source: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""
    external_id: str = ""
    description: str = ""
    text: str = ""
    stamp: Stamp | None = None
    kinds: frozenset[str] = frozenset()
    paid: bool = False
    headed: bool = False
    titles: tuple[str, ...] = ()

    @property
    def is_article(self) -> bool:
        """Whether the page says of itself that it is an article."""
        return bool(self.kinds & (jsonld.ARTICLE_TYPES | {"og:article"}))

    @property
    def is_index(self) -> bool:
        """Whether the page says of itself that it lists other pages."""
        return not self.is_article and bool(self.kinds & (jsonld.INDEX_TYPES | {"og:website"}))


def read(tree: Element, blocks: Sequence[str], address: str, alone: bool = True) -> Metadata:
    """Read the metadata of a page. `address` is where it came from, as far as known.

    Where the article is not alone in its page, only what names its headline is believed.
    """
    nodes = jsonld.nodes(blocks)
    found = jsonld.articles(nodes)
    meta = meta_elements(tree)
    shown = _text(tree, "title") if alone else ""
    element = html_heading.find(
        tree, [shown, *meta.get("og:title", ())[:1]], meta.get("og:site_name", ())[:1]
    )
    heading = words_of(element) if element is not None else ""
    if alone:
        found.sort(key=lambda node: not _names(jsonld.words(node.get("headline")), heading))
    else:
        found = [node for node in found if _names(jsonld.words(node.get("headline")), heading)]
        if not any(_names(value, heading) for value in meta.get("og:title", ())):
            meta = {name: meta[name] for name in _OF_SITE if name in meta}
    of_page = next((value for node in nodes if (value := _day_of_page(node))), "") if alone else ""
    page = Page(tree, found[0] if found else {}, meta, element, of_page)
    url = html_address.address(page, address) if alone or "og:title" in meta or found else ""
    names = [
        page.first("og:site_name"),
        _publisher(page.node),
        page.first("application-name", "twitter:site"),
    ]
    names = [name[:_LONGEST_NAME] for name in names]
    titles = [
        jsonld.words(page.node.get("headline")) or jsonld.words(page.node.get("name")),
        page.first("og:title"),
        page.first("twitter:title", "dc.title", "parsely-title", "sailthru.title"),
        shown,
    ]
    kinds = {kind for node in nodes for kind in jsonld.types(node)}
    if og_type := page.first("og:type"):
        kinds.add(f"og:{og_type.strip().lower()}")
    host = (urlsplit(url or html_address.address(page, address)).hostname or "").removeprefix("www.")
    source = next((name for each in names[:2] if (name := plain(each)) and not ADDRESS.search(name)), host)
    title = headline(titles, heading, site_names(names, url))
    return Metadata(
        title=title,
        source=source[:200],
        byline=byline(page, {name for name in (source, *names) if name}),
        url=url,
        language=_language(page),
        external_id=page.first(*_ID_META)[:200],
        description=plain(
            page.first("og:description", "description") or jsonld.words(page.node.get("description"))
        ),
        text=jsonld.words(page.node.get("articleBody")),
        stamp=html_days.stamp(page, url),
        kinds=frozenset(kinds),
        titles=tuple(each for each in titles if each),
        headed=bool(title) and fold(title) == fold(plain(heading)),
        paid=jsonld.words(page.node.get("isAccessibleForFree")).lower() == "false",
    )


def _day_of_page(node: Node) -> str:
    """The day that an object of JSON-LD gives to the page, not to an article or a list."""
    return jsonld.words(node.get("datePublished")) if jsonld.types(node) == {"webpage"} else ""


def _names(title: str, heading: str) -> bool:
    """Whether a title of the metadata begins as the heading of one of several articles does."""
    return bool(heading) and fold(plain(title)).startswith(fold(plain(heading)))


def _text(tree: Element, name: str) -> str:
    element = tree.find(f".//{name}")
    return words_of(element) if element is not None else ""


def _publisher(node: Node) -> str:
    value = node.get("publisher")
    name = jsonld.words(value)
    return "" if ADDRESS.search(name) else name


def _language(page: Page) -> str:
    """The language that the page declares, as its two letters."""
    root = page.tree.getroottree().getroot()
    stated = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        root.get("xml:lang"),
        jsonld.words(page.node.get("inLanguage")),
        page.first("og:locale", "content-language", "language", "dc.language"),
    )
    for each in stated:
        match = re.match(r"\s*([a-zA-Z]{2})(?:[-_,;\s]|$)", each or "")
        if match:
            return match[1].lower()
    return ""
