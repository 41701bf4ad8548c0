"""Named fields of one record of a structured file → ParsedArticle, for all formats that name their fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from articles.reading import attribution, titles
from articles.reading.language import detect
from articles.reading.opened import OpenFile
from articles.reading.published import Clues, published
from articles.records import ParsedArticle, Rejection

# Names under which a field is known, the most telling first; compared in lower case without separators.
TITLE = ("title", "headline", "heading", "headtitle")
BODY = ("body", "text", "content", "articlebody", "fulltext", "article", "articletext", "bodytext",
        "maintext", "story", "contenttext", "paragraphs")  # fmt: skip
DATE = ("published", "date", "publishedat", "datepublished", "publicationdate", "publishdate", "pubdate",
        "publisheddate", "datetime", "timestamp", "time", "created", "createdat", "datecreated",
        "updated", "crawled")  # fmt: skip
SOURCE = (
    "source",
    "publisher",
    "sourcename",
    "site",
    "sitename",
    "outlet",
    "agency",
    "publication",
    "newspaper",
)
URL = ("url", "link", "permalink", "weburl", "canonicalurl", "sourceurl", "address", "guid")
AUTHOR = ("author", "byline", "authors", "creator", "writer", "by")
EXTERNAL_ID = ("id", "externalid", "articleid", "uuid", "guid", "docid", "uri")
LANGUAGE = ("language", "lang", "inlanguage")
DATELINE = ("dateline",)

_SEPARATORS = re.compile(r"[\s_.:-]+")
_LANGUAGE_CODE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)


def known(name: str) -> bool:
    """Whether a field name is one that an article's title or text goes by."""
    return _key(name) in {*TITLE, *BODY}


def read_record(
    opened: OpenFile, record: Mapping[str, object], index: int, layout: str, line: int | None = None
) -> ParsedArticle | Rejection:
    """Read one record. `line` is the line of the file it stands on, for formats with one record a line."""
    by_key = {_key(name): value for name, value in record.items()}
    body = _text(by_key, BODY)
    title = " ".join(_text(by_key, TITLE).split())
    if not body.strip():
        reason = "no text: none of the fields body, text, content holds any"
        return opened.reject(reason, index, line, title)
    stamp = next((by_key[name] for name in DATE if by_key.get(name) not in (None, "")), None)
    opening = attribution.dateline(body)
    dateline = opening.text if opening else " ".join(_text(by_key, DATELINE).split())
    url = _text(by_key, URL).strip()
    clues = Clues(
        stamp=stamp,
        dateline=opening.text if opening else "",
        url=url,
        body=body,
        file_name=str(PurePosixPath(opened.member or opened.file)),
    )
    return ParsedArticle(
        file=opened.file,
        index=index,
        title=title or titles.made_title(body),
        body=body,
        member=opened.member,
        byline=attribution.byline_field(_text(by_key, AUTHOR)),
        dateline=dateline,
        url=url,
        external_id=_text(by_key, EXTERNAL_ID).strip(),
        source=" ".join(_text(by_key, SOURCE).split()) or (opening.agency if opening else ""),
        language=_language(_text(by_key, LANGUAGE)) or detect(body),
        published=published(clues),
        first_line=line,
        last_line=line,
        layout=layout,
        doubts=() if title else (titles.MADE_TITLE_DOUBT,),
    )


def _key(name: str) -> str:
    return _SEPARATORS.sub("", name).casefold()


def _text(by_key: Mapping[str, object], names: tuple[str, ...]) -> str:
    """The first of the fields that holds anything, as text."""
    for name in names:
        text = _as_text(by_key.get(name), "\n\n" if names is BODY else " and ")
        if text.strip():
            return text
    return ""


def _as_text(value: object, between: str) -> str:
    """Text of a field: strings unchanged, lists joined, objects by their name; surrogates replaced."""
    if isinstance(value, str):
        return _storable(value)
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return between.join(filter(None, (_as_text(each, between) for each in value)))
    if isinstance(value, Mapping):
        inner = {_key(str(name)): each for name, each in value.items()}
        return _as_text(
            next((inner[name] for name in ("name", "title", "text", "value", "href") if name in inner), None),
            between,
        )
    return ""


def _storable(text: str) -> str:
    """Text unchanged but for NUL and lone surrogates, which JSON can write and no database can store."""
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _language(code: str) -> str:
    """ISO 639-1 code from a language field such as "en-GB", or ""."""
    return code.strip()[:2].lower() if _LANGUAGE_CODE.fullmatch(code.strip()) else ""
