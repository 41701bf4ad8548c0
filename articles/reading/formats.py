"""The table of formats: what the archive can read. A new format is one new file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.reading import (
    agency,
    chats,
    citations,
    containers,
    corpora,
    databases,
    dispatches,
    epub,
    feeds,
    header,
    html_page,
    htmltables,
    jsonlines,
    mail,
    mhtml,
    outline,
    pagedump,
    plain,
    sqldump,
    subtitles,
    tables,
    tars,
    vertical,
    warc,
    xmlitems,
    yamlitems,
    zips,
)
from articles.reading.metering import Tally
from articles.reading.opened import OpenFile
from articles.records import ParsedArticle, Rejection


@dataclass(frozen=True, slots=True)
class Format:
    """A layout of articles in a file: how it is recognised, and the reader that yields its articles."""

    name: str
    recognise: Callable[[OpenFile], bool]
    read: Callable[[OpenFile], Iterator[ParsedArticle | Rejection]]


@dataclass(frozen=True, slots=True)
class Container:
    """A file that holds files: how it is recognised, and the reader that yields its members."""

    name: str
    recognise: Callable[[OpenFile], bool]
    members: Callable[[OpenFile, Tally], containers.Members]


CONTAINERS = (
    Container("e-book", epub.is_epub, epub.members),
    Container("zip", zips.is_zip, zips.members),
    Container("WARC, ARC", warc.is_warc, warc.members),
    Container("tar, tar.gz, tar.bz2, tar.xz", tars.is_tar, tars.members),
    Container("gzip, bzip2, xz", containers.is_packed, containers.packed_members),
)
"""Files of files, looked at before the formats."""

STRUCTURED = (
    Format(jsonlines.LAYOUT, jsonlines.recognise, jsonlines.read),
    Format(mhtml.LAYOUT, mhtml.recognise, mhtml.read),
    Format(mail.LAYOUT, mail.recognise, mail.read),
    Format(feeds.LAYOUT, feeds.recognise, feeds.read),
    Format(agency.LAYOUT, agency.recognise, agency.read),
    Format(htmltables.LAYOUT, htmltables.recognise, htmltables.read),
    Format(html_page.LAYOUT, html_page.recognise, html_page.read),
    Format(corpora.LAYOUT, corpora.recognise, corpora.read),
    Format(xmlitems.LAYOUT, xmlitems.recognise, xmlitems.read),
    Format(sqldump.LAYOUT, sqldump.recognise, sqldump.read),
    Format(citations.LAYOUT, citations.recognise, citations.read),
    Format(yamlitems.LAYOUT, yamlitems.recognise, yamlitems.read),
    Format(tables.LAYOUT, tables.recognise, tables.read),
)
"""Formats with named fields, the first that recognises a file reads it."""

TEXTS = (
    Format(chats.LAYOUT, chats.recognise, chats.read),
    Format(subtitles.LAYOUT, subtitles.recognise, subtitles.read),
    Format(vertical.LAYOUT, vertical.recognise, vertical.read),
    Format(databases.LAYOUT, databases.recognise, databases.read),
    Format(outline.LAYOUT, outline.recognise, outline.read),
    Format(header.LAYOUT, header.recognise, header.read),
    Format(dispatches.LAYOUT, dispatches.recognise, dispatches.read),
    Format(pagedump.LAYOUT, pagedump.recognise, pagedump.read),
    Format(plain.LAYOUT, plain.recognise, plain.read),
)
"""Layouts of text, tried in this order once no structured format claims the file; the last takes any text."""

FORMATS = STRUCTURED + TEXTS
"""All formats, in the order in which they are asked."""
