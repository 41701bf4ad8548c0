"""XML of libraries and wikis (TEI, exports of MediaWiki) → articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from articles.reading.fields import Fault, Record
from articles.reading.opened import OpenFile
from articles.reading.xmlpieces import read_list
from articles.reading.xmltext import is_xml, local, outermost, root_name, words
from articles.records import ParsedArticle, Rejection

LAYOUT = "XML of libraries and wikis"
_ROOTS = frozenset({"tei", "teicorpus", "mediawiki"})
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_REF = re.compile(r"<ref\b[^<>]{0,400}/>|<ref\b[^<>]{0,400}>[^<]{0,4000}(?:</ref>)?", re.IGNORECASE)
_INNER_TEMPLATE = re.compile(r"\{\{(?P<inner>[^{}]*)\}\}|\{\|[^{}]*\|\}")
_DATE_TEMPLATE = re.compile(
    r"\s{0,4}(?:date|datum|data|fecha|дата|تاريخ)\s{0,4}\|(?P<day>[^|]{4,40})", re.IGNORECASE
)
_FILE = re.compile(r"\[\[(?:file|image|datei|fichier|archivo|файл|ملف|category|categoría|catégorie|kategorie|"
                   r"категория|تصنيف)\s?:(?:[^\[\]]++|\[\[[^\[\]]*\]\])*+\]\]", re.IGNORECASE)  # fmt: skip
_LINK = re.compile(r"\[\[(?:[^\[\]|]{1,300}\|)?([^\[\]|]{1,300})\]\]")
_OUTER_LINK = re.compile(r"\[https?://[^\s\[\]]{1,500}\s?([^\[\]]{0,300})\]")
_HEADING = re.compile(r"^={2,6}\s{0,4}(?P<name>[^=\s][^=\n]{0,199}?)\s{0,4}={2,6}[ \t]*$", re.MULTILINE)
_APPARATUS = frozenset(
    [
        "sources",
        "source",
        "references",
        "related",
        "external",
        "see",
        "notes",
        "quellen",
        "einzelnachweise",
        "weblinks",
        "références",
        "liens",
        "voir",
        "fuentes",
        "referencias",
        "enlaces",
        "источники",
        "ссылки",
        "примечания",
        "المصادر",
        "مراجع",
        "وصلات",
        "bronnen",
        "fonti",
        "kaynaklar",
    ]
)
_EMPHASIS = re.compile(r"'{2,5}")
_MOST_NESTED = 8


def recognise(opened: OpenFile) -> bool:
    """By the outermost element."""
    return is_xml(opened) and root_name(opened).lower() in _ROOTS


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the article of each text or page."""
    yield from read_list(opened, _records, LAYOUT)


def _records(root: Element) -> Iterator[Record | Fault]:
    return _pages(root) if local(root).lower() == "mediawiki" else _texts(root)


def _texts(root: Element) -> Iterator[Record | Fault]:
    """The record of each text of TEI."""
    own = outermost(root, "TEI") or [root]
    for tei in own:
        header = _first(tei, "teiHeader")
        values: dict[str, object] = {}
        published = _first(_first(header, "publicationStmt"), "date")
        if published is not None:
            values["published"] = published.get("when") or words(published)
        values["title"] = words(_first(_first(header, "titleStmt"), "title"))
        values["author"] = words(_first(_first(header, "titleStmt"), "author"))
        values["source"] = words(_first(_first(header, "publicationStmt"), "publisher"))
        body = _first(_first(tei, "text"), "body")
        paragraphs = (
            [words(each) for each in body.iter() if local(each) in ("p", "l")] if body is not None else []
        )
        if not values["title"] and body is not None:
            values["title"] = words(_first(body, "head"))
        values["text"] = "\n\n".join(filter(None, paragraphs))
        yield Record(values, language=tei.get("{http://www.w3.org/XML/1998/namespace}lang", ""))


def _first(element: Element | None, name: str) -> Element | None:
    """The first element of that name within another."""
    return (
        next((each for each in element.iter() if local(each) == name), None) if element is not None else None
    )


def _pages(root: Element) -> Iterator[Record | Fault]:
    """The record of each page of a wiki; talk, templates and redirects are none."""
    site = words(_first(root, "sitename"))
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    for page in root:
        if local(page) != "page":
            continue
        title = words(_first(page, "title"))
        if words(_first(page, "ns")) not in ("", "0"):
            yield Fault("no article: a page about the wiki itself", title=title)
        elif _first(page, "redirect") is not None:
            yield Fault("no article: the page leads on to another", title=title)
        else:
            revisions = [each for each in page if local(each) == "revision"]
            held = _first(revisions[-1], "text") if revisions else None
            raw = (held.text or "") if held is not None else ""
            day, text = plain_wikitext(raw)
            values: dict[str, object] = {"title": title, "text": text, "id": words(_first(page, "id"))}
            if day:
                values["published"] = day
            yield Record(values, source=site, language=language)


def plain_wikitext(raw: str) -> tuple[str, str]:
    """The day that a template states, or "", and the text without markup, sources and categories."""
    text = _REF.sub("", _COMMENT.sub("", raw))
    day = ""
    for _ in range(_MOST_NESTED):
        for match in _INNER_TEMPLATE.finditer(text):
            stated = _DATE_TEMPLATE.match(match["inner"] or "")
            day = day or (stated["day"].strip() if stated else "")
        plainer = _INNER_TEMPLATE.sub("", text)
        if plainer == text:
            break
        text = plainer
    text = _OUTER_LINK.sub(r"\1", _LINK.sub(r"\1", _FILE.sub("", text)))
    for match in _HEADING.finditer(text):
        if match["name"].split()[0].casefold() in _APPARATUS:
            text = text[: match.start()]
            break
    text = _EMPHASIS.sub("", _HEADING.sub(r"\g<name>", text))
    lines = [line.strip() for line in text.split("\n")]
    return day, "\n\n".join(line.lstrip("*#:; ") for line in lines if line.lstrip("*#:; "))
