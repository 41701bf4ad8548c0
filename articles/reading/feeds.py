"""A feed (RSS 0.9 to 2.0, Atom), an export of WordPress (WXR) → articles, one an item, with flat memory.

Nothing outside the feed is fetched and no entities of its own are read: a feed that declares any is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from articles.reading.feeditems import Namespaces, item_record, parse
from articles.reading.feedscan import Scanner
from articles.reading.feedsource import source_of
from articles.reading.fields import Fault, Record, read_records
from articles.reading.markup import plain
from articles.reading.opened import OpenFile
from articles.reading.streaming import blocks, head_text
from articles.records import ParsedArticle, Rejection

LAYOUT = "feed"
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:(?P<kind>rss|feed)(?=[\s>])|(?P<rdf>RDF)\s)", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_RSS = re.compile(r"purl\.org/rss|netscape\.com/rdf|purl\.org/net/rss", re.IGNORECASE)
_ENCODING = re.compile(r"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{2,40})")
_DECLARATIONS = re.compile(r"<!DOCTYPE[^\[>]*\[|<!ENTITY|<!ELEMENT|<!ATTLIST", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>", re.IGNORECASE)
_HARMLESS = re.compile(r"netscape|rss-0\.9|userland|scripting\.com", re.IGNORECASE)
_CHANNEL = re.compile(
    r"<(?P<tag>(?:[\w.-]+:)?(?:title|language))(?:\s[^<>]*)?>(?P<text>[^<]*|\s*<!\[CDATA\[.*?\]\]>\s*)</(?P=tag)\s*>",
    re.DOTALL,
)
_LANGUAGE = re.compile(r"xml:lang\s*=\s*[\"']([\w-]+)")
_IMAGE = re.compile(
    r"<(?P<tag>(?:[\w.-]+:)?(?:image|textinput|textInput|author))[\s>].*?</(?P=tag)\s*>", re.DOTALL
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_LONGEST_HEAD = 64 * 1024
_WORDPRESS_PARTS = frozenset(
    ("attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache",
     "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation",
     "wp_font_family", "wp_font_face")
)  # fmt: skip
_UNPUBLISHED = frozenset({"draft", "auto-draft", "pending", "private", "trash", "future"})


def recognise(opened: OpenFile) -> bool:
    """By the root element, whatever the file is called."""
    text = head_text(opened, 8192).text
    match = _ROOT.search(text)
    if not match or _PAGE.search(text, 0, match.start()) or "<" not in text[:2000]:
        return False
    start = text.lstrip("\ufeff \t\r\n")
    if not start.startswith("<") and "<?xml" not in text[: match.start()]:
        return False
    return bool(match["kind"]) or bool(_RSS.search(text))


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each item, or a rejection with its line."""
    scanner = _scanner(opened)
    if reason := _refusal(scanner.read_head()):
        yield opened.reject(reason, 0, 1)
        return
    yield from read_records(opened, _records(opened, scanner), LAYOUT)


def items(opened: OpenFile) -> Iterator[Mapping[str, object]]:
    """The values of the items by the names of their elements, whatever these hold."""
    scanner = _scanner(opened)
    if _refusal(scanner.read_head()):
        return
    for each in _records(opened, scanner):
        if isinstance(each, Record):
            yield each.values


def _scanner(opened: OpenFile) -> Scanner:
    declared = _ENCODING.search(head_text(opened, 1024).text)
    return Scanner(blocks(opened, declared[1] if declared else ""), opened.limits.line)


def _refusal(head: str) -> str:
    """Why a feed is not read at all: it declares entities of its own, or a definition to be fetched."""
    if _DECLARATIONS.search(head):
        return "the feed declares entities of its own (a DTD), which can be made to do harm: it is not read"
    doctype = _DOCTYPE.search(head)
    if doctype and not _HARMLESS.search(doctype.group()):
        return "the feed refers to a definition elsewhere (a DTD), which is not fetched: it is not read"
    return ""


def _records(opened: OpenFile, scanner: Scanner) -> Iterator[Record | Fault]:
    head = scanner.head[:_LONGEST_HEAD]
    namespaces = Namespaces.declared_in(head)
    title, language = _channel(head)
    source, found = source_of(title), False
    for piece in scanner:
        found = True
        if piece.problem:
            yield Fault(piece.problem, piece.first)
            continue
        try:
            item = parse(piece.xml, namespaces)
            record = item_record(item, namespaces, piece, source, language)
            reason = _no_article(record.values)
            yield Fault(reason, piece.first, plain(str(record.values.get("title", "")))) if reason else record
        except ParseError as error:
            line = piece.first + error.position[0] - 1
            yield Fault(f"the item is no well-formed XML: {str(error).split(':')[0]}", line)
        except (DefusedXmlException, ValueError, RecursionError) as error:
            yield Fault(f"the item is not read: {_said(error)}", piece.first)
    if not found:
        yield Fault("the feed holds no items")


def _no_article(values: Mapping[str, object]) -> str:
    """Why an item of an export of WordPress (WXR) is no article, or "": pictures and menus are items too."""
    kind = str(values.get("wp:post_type", "post")).strip()
    if kind in _WORDPRESS_PARTS:
        return f"no article: part of a WordPress site ({kind.replace('_', ' ')})"
    status = str(values.get("wp:status", "publish")).strip()
    return f"not published on its site: {status}" if status in _UNPUBLISHED else ""


def _channel(head: str) -> tuple[str, str]:
    """The title and the language of the whole feed."""
    found: dict[str, str] = {}
    for match in _CHANNEL.finditer(_IMAGE.sub("", head)):
        text = _CDATA.sub(r"\1", match["text"])
        found.setdefault(match["tag"].rpartition(":")[2], plain(text))
    language = _LANGUAGE.search(head)
    return found.get("title", ""), found.get("language", "") or (language[1] if language else "")


def _said(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]
