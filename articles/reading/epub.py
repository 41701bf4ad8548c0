"""An e-book (EPUB) → its chapters, each a page; newspapers are sold so, an article a chapter."""

from __future__ import annotations

from articles.reading import zips
from articles.reading.containers import Member, Members
from articles.reading.metering import Tally
from articles.reading.opened import OpenFile

_PAGES = (".xhtml", ".html", ".htm")
_NO_CHAPTERS = ("nav", "toc", "cover", "titlepage", "copyright", "colophon")


def is_epub(opened: OpenFile) -> bool:
    """By what the first member of the archive says."""
    head = opened.head[:4096]
    if not head.startswith(b"PK\x03\x04") or head[30:38] != b"mimetype":
        return False
    return b"application/epub+zip" in head[:120] or b"META-INF/container.xml" in head


def members(opened: OpenFile, tally: Tally) -> Members:
    """The chapters of the book; what else is in it gives no line in the ledger."""
    for member in zips.members(opened, tally):
        if not isinstance(member, Member):
            yield member
            continue
        name = member.name.rpartition("/")[2].lower()
        if name.endswith(_PAGES) and not name.startswith(_NO_CHAPTERS):
            yield member
