"""A page that a browser saved with all its files (MHTML: .mht, .mhtml) → the article of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from io import BytesIO

from articles.reading import html_page, messages
from articles.reading.names import safe_name
from articles.reading.opened import OpenFile
from articles.records import ParsedArticle, Rejection

LAYOUT = "MHTML page"

_HEADER = re.compile(rb"\s*(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+")
_SAVED = re.compile(
    rb"^(?:Snapshot-Content-Location:|X-MAF-|From:\s*\"?<?Saved by |X-MimeOLE:)", re.IGNORECASE | re.MULTILINE
)
_OF_MAIL = re.compile(rb"^(?:To|Message-ID|Received|Return-Path|Delivered-To):", re.IGNORECASE | re.MULTILINE)
_LONGEST_ADDRESS = 2_000
_WEB = ("http://", "https://")


def recognise(opened: OpenFile) -> bool:
    """By the header that browsers write; a mail with pictures in it is none."""
    found = _HEADER.match(opened.head.replace(b"\r\n", b"\n"))
    if not found or not re.search(rb"multipart/related|text/html", found.group(), re.IGNORECASE):
        return False
    if _SAVED.search(found.group()):
        return True
    return opened.name.endswith((".mht", ".mhtml")) and not _OF_MAIL.search(found.group())


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the articles of the page; a rejection where there is none. Frames and pictures are not read.

    Lines of the file say nothing about lines of the page, so articles have none.
    """
    try:
        message = messages.parsed(opened.data)
    except messages.TooNestedError as error:
        yield opened.reject(str(error))
        return
    part = _page(message)
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        yield opened.reject("the file holds no page: none of its parts is HTML")
        return
    page = OpenFile(
        opened.file,
        BytesIO(payload),
        opened.member,
        opened.limits,
        url=_address(message, part) or opened.url,
        encoding=_charset(part),
        columns=opened.columns,
    )
    for made in html_page.read(page):
        if isinstance(made, Rejection):
            yield replace(made, line=None)
        else:
            removed = tuple(replace(each, line=None) for each in made.removed)
            pictures = tuple(replace(each, line=None) for each in made.captions)
            yield replace(
                made, removed=removed, captions=pictures, first_line=None, last_line=None, layout=LAYOUT
            )


def _page(message: Message) -> Message | None:
    """The part that is the page: the one that the header names as the start, else the first in HTML."""
    parts = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    start = str(message.get_param("start") or "")
    return next(
        (part for part in parts if start and part.get("Content-ID") == start), next(iter(parts), None)
    )


def _address(message: Message, part: Message) -> str:
    """The address that the page was saved from."""
    for value in (message.get("Snapshot-Content-Location"), part.get("Content-Location")):
        address = "".join(str(value or "").split())
        if address.lower().startswith(_WEB):
            return safe_name(address, _LONGEST_ADDRESS)
    return ""


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except (LookupError, UnicodeError, ValueError):
        return ""
