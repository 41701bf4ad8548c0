"""News of agencies in XML (NITF, NewsML-G2, NewsML 1) → articles, one an item that holds a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from articles.reading import captions
from articles.reading.fields import Fault, Record
from articles.reading.opened import OpenFile
from articles.reading.xmlpieces import read_list
from articles.reading.xmltext import as_field, is_xml, local, outermost, root_name, words
from articles.records import Caption, ParsedArticle, Rejection

LAYOUT = "agency XML"

_ROOTS = frozenset({"nitf", "newsitem", "newsmessage", "newsml", "knowledgeitem", "packageitem"})
_ITEMS = ("newsItem", "NewsItem")
_SHORT_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T.*)?")
_NOT_TEXT = frozenset({"media", "table", "nitf-table", "hedline", "byline", "dateline"})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def recognise(opened: OpenFile) -> bool:
    """By the outermost element, whatever the file is called."""
    return is_xml(opened) and root_name(opened).lower() in _ROOTS


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each text, a rejection for each item without one."""
    yield from read_list(opened, _records, LAYOUT)


def _records(root: Element) -> Iterator[Record | Fault]:
    items = outermost(root, *_ITEMS) or outermost(root, "nitf")
    for item in items:
        if local(item) == "nitf":
            yield _nitf(item)
        else:
            yield _news_item(item)
    if not items:
        yield Fault("no text: the file holds no news item, only what is said about others")


def _first(item: Element, *names: str) -> Element | None:
    """The first element of the first of these names that there is."""
    for name in names:
        found = next((each for each in item.iter() if local(each) == name), None)
        if found is not None:
            return found
    return None


def _words(item: Element, *names: str) -> str:
    """The words of the first element of these names that has any."""
    found = (words(each) for name in names for each in item.iter() if local(each) == name)
    return next(filter(None, found), "")


def _of(item: Element, name: str, attribute: str) -> str:
    """An attribute of the first element of that name, or ""."""
    found = _first(item, name)
    return (found.get(attribute) or "").strip() if found is not None else ""


def _day(*stamps: str) -> str:
    """The first stamp there is, its day in the usual form: agencies write 20231016T101500Z."""
    stamp = next(filter(None, stamps), "")
    match = _SHORT_DAY.fullmatch(stamp)
    return "-".join(match.groups()) if match else stamp


def _nitf(item: Element) -> Record:
    content = _first(item, "body.content")
    values: dict[str, object] = {
        "title": _words(item, "hl1", "hedline", "title"),
        "body": _text(content) if content is not None else "",
        "byline": _words(item, "byline"),
        "dateline": _words(item, "dateline"),
        "summary": _words(item, "abstract"),
        "date": _day(_of(item, "date.issue", "norm"), _of(item, "pubdata", "date.publication"),
                     _of(item, "date.release", "norm"), _of(item, "story.date", "norm")),
        "source": _of(item, "pubdata", "name") or _words(item, "distributor")
        or _of(item, "doc.copyright", "holder"),
        "url": _of(item, "pubdata", "ex-ref"),
        "id": _of(item, "doc-id", "id-string"),
    }  # fmt: skip
    return Record(values, captions=tuple(_pictures(item)), language=item.get(_LANG) or "")


def _text(content: Element) -> str:
    """The paragraphs of a NITF text, without its pictures and tables."""
    copy = Element("div")
    _copy_text(content, copy)
    return as_field(copy)


def _copy_text(content: Element, into: Element) -> None:
    for child in content:
        name = local(child)
        if name == "block":
            _copy_text(child, into)
        elif name and name not in _NOT_TEXT:
            into.append(child)


def _pictures(item: Element) -> Iterator[Caption]:
    """The captions of pictures, with the credit beside them."""
    for media in (each for each in item.iter() if local(each) == "media"):
        if text := _words(media, "media-caption"):
            producer = _words(media, "media-producer")
            known = captions.parse(text)
            yield known if known.credit else replace(known, credit=producer)


def _news_item(item: Element) -> Record | Fault:
    """The text of an item of NewsML; a fault for a picture, a film or a package."""
    kind = _of(item, "itemClass", "qcode").rpartition(":")[2]
    title = _words(item, "headline", "HeadLine", "hl1", "Title", "title")
    body = _body(item)
    if not body.strip():
        said = f"no text: the item is a {kind}" if kind not in ("", "text") else "no text in the item"
        return Fault(said, None, title)
    nitf = _first(item, "nitf")
    inner = _nitf(nitf).values if nitf is not None else {}
    values: dict[str, object] = {
        "title": title,
        "body": body,
        "byline": _words(item, "by", "ByLine") or inner.get("byline", ""),
        "dateline": _words(item, "dateline", "DateLine") or inner.get("dateline", ""),
        "summary": _words(item, "description"),
        "date": _day(*(_words(item, name) for name in ("firstCreated", "contentCreated", "FirstCreated",
                                                       "versionCreated", "ThisRevisionCreated"))),
        "source": _provider(item),
        "id": item.get("guid") or _words(item, "PublicIdentifier", "NewsItemId"),
    }  # fmt: skip
    language = item.get(_LANG) or _of(item, "language", "tag") or _of(item, "Language", "FormalName")
    return Record(values, captions=tuple(_pictures(item)), language=language)


def _body(item: Element) -> str:
    """The text of an item: NITF, a page, or plain text in it."""
    content = _first(item, "body.content")
    if content is not None:
        return _text(content)
    holder = _first(item, "inlineXML", "inlineData", "DataContent")
    if holder is None:
        return ""
    page = _first(holder, "body")
    return as_field(page if page is not None else holder)


def _provider(item: Element) -> str:
    """Who sends the item."""
    for name in ("provider", "infoSource", "copyrightHolder", "Provider"):
        found = _first(item, name)
        if found is not None:
            said = _words(found, "name") or found.get("literal") or _of(found, "Party", "FormalName")
            if said:
                return said
    return ""
