"""Documents and spreadsheets of office programs (docx, odt, xlsx, ods) → articles.

They are zips of XML. A document is read as the text that it holds, by the layouts of text, a sheet as a
table. Lines are those of that text. Macros, pictures and formulas are not looked at.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from articles.reading import officetext, sheets
from articles.reading.opened import OpenFile
from articles.reading.text import Decoded
from articles.reading.xmltext import UnreadableXmlError, parse

LAYOUT = "office document"
_OPEN_XML = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/", b"customXml/")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
_AHEAD = 4096
_PROTECTED = "the document is locked with a password: save it without"


class UnreadableError(ValueError):
    """A document cannot be read; the message says why and what to do."""


def is_office(opened: OpenFile) -> bool:
    """By the name of the first member, or what OpenDocument says there."""
    head = opened.head
    if not head.startswith(b"PK\x03\x04"):
        return False
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first == b"mimetype":
        return _OPEN_DOCUMENT in head[:200] or b"content.xml" in head[:_AHEAD]
    return first.startswith(_OPEN_XML)


def text_of(opened: OpenFile) -> list[tuple[str, str]]:
    """The text of a document, or the tables of its sheets as CSV: pairs of a suffix and a text.

    Raises UnreadableError for what is damaged, locked or of another kind.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(opened.data)) as archive:
            return _read(archive, opened)
    except UnreadableXmlError as error:
        raise UnreadableError(str(error)) from error
    except UnreadableError:
        raise
    except DAMAGE as error:
        said = (
            _PROTECTED if "password" in str(error) or "encrypted" in str(error) else "the document is damaged"
        )
        raise UnreadableError(said) from error


def _read(archive: zipfile.ZipFile, opened: OpenFile) -> list[tuple[str, str]]:
    names = set(archive.namelist())

    def part(name: str) -> Element | None:
        return _part(archive, name, opened) if name in names else None

    if (document := part("word/document.xml")) is not None:
        return [(".txt", officetext.of_word(document))]
    if (workbook := part("xl/workbook.xml")) is not None:
        return [(".csv", table) for table in sheets.of_excel(workbook, part)]
    if (content := part("content.xml")) is not None:
        tables = sheets.of_opendocument(content)
        return [(".csv", table) for table in tables] or [(".txt", officetext.of_opendocument(content))]
    raise UnreadableError(
        "not text: a presentation, or another document of an office program. Save it as text"
    )


def _part(archive: zipfile.ZipFile, name: str, opened: OpenFile) -> Element:
    """A part of the document as XML, within the limits of a text file."""
    limit = opened.limits.text_file
    with archive.open(name) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableError(f"{name} is larger than {limit // 2**20} MiB, the limit for one text")
    return parse(OpenFile(opened.file, io.BytesIO(data), name, opened.limits))


def parts(opened: OpenFile) -> Iterator[OpenFile]:
    """The text or the sheets of a document, as files of their own to be read in its place."""
    for suffix, text in text_of(opened):
        yield _Part(opened, suffix, text)


class _Part(OpenFile):
    """A text or table of a document: called as the document, but with the suffix of what it is."""

    def __init__(self, document: OpenFile, suffix: str, text: str) -> None:
        super().__init__(
            document.file,
            io.BytesIO(text.encode("utf-8", "replace")),
            document.member,
            document.limits,
            url=document.url,
            columns=document.columns,
        )
        self._suffix = suffix

    @property
    def name(self) -> str:
        """The name of the document with the suffix of the part."""
        return super().name + self._suffix


def as_text(opened: OpenFile) -> Decoded:
    """The text of a document whose lines its articles are told by; empty if it cannot be read."""
    try:
        return Decoded("".join(text for _, text in text_of(opened)), "utf-8", "the text of the document")
    except UnreadableError:
        return Decoded("", "utf-8")
