"""Documents and spreadsheets of office programs (docx, odt, xlsx, ods) → articles.

They are zips of XML. A document is read as the text that it holds, by the layouts of text, a sheet as a
table. Lines are those of that text. Macros, pictures and formulas are not looked at.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from articles.reading import officetext, sheets
from articles.reading.opened import OpenFile
from articles.reading.text import Decoded
from articles.reading.xmltext import UnreadableXmlError, each, parse

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
    struct.error,
)
_AHEAD = 4096
_READ = re.compile(r"(?:word/document|content|xl/.*)\.(?:xml|rels)", re.DOTALL)
_SMALL_SHEETS, _OFTEN_NAMED = 1024 * 1024, 20
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
    except (UnreadableXmlError, sheets.TooLargeError) as error:
        raise UnreadableError(str(error)) from error
    except UnreadableError:
        raise
    except DAMAGE as error:
        said = (
            _PROTECTED if "password" in str(error) or "encrypted" in str(error) else "the document is damaged"
        )
        raise UnreadableError(said) from error


def unpacked_size(opened: OpenFile) -> int:
    """How many bytes of XML are read of a document: what its directory says, and no more."""
    try:
        with zipfile.ZipFile(io.BytesIO(opened.data)) as archive:
            told = sum(each.file_size for each in archive.infolist() if _READ.fullmatch(each.filename))
    except DAMAGE:
        return 0
    return min(told, opened.limits.text_file)


def _read(archive: zipfile.ZipFile, opened: OpenFile) -> list[tuple[str, str]]:
    part = _Members(archive, opened)
    # Cells may name one long text again and again; those of people do so a few times at the most.
    usual = max(_SMALL_SHEETS, _OFTEN_NAMED * unpacked_size(opened))
    most = min(opened.limits.text_file, usual)
    if (document := part("word/document.xml")) is not None:
        return [(".txt", officetext.of_word(document))]
    if (workbook := part("xl/workbook.xml")) is not None:
        return [(".csv", table) for table in sheets.of_excel(workbook, part, most)]
    if (content := part("content.xml")) is not None:
        tables = sheets.of_opendocument(content, most)
        return [(".csv", table) for table in tables] or [(".txt", officetext.of_opendocument(content))]
    raise UnreadableError(
        "not text: a presentation, or another document of an office program. Save it as text"
    )


class _Members:
    """The parts of a document as XML, all together within the limit of a text file."""

    def __init__(self, archive: zipfile.ZipFile, opened: OpenFile) -> None:
        self._archive, self._opened = archive, opened
        self._names = set(archive.namelist())
        self._left = opened.limits.text_file

    def __call__(self, name: str) -> Element | None:
        """The part of that name, if there is one."""
        opened = self._open(name)
        return parse(opened) if opened else None

    def each(self, name: str, element: str) -> Iterator[Element]:
        """Yield the elements of that name of a part; none if there is no such part."""
        opened = self._open(name)
        if opened:
            yield from each(opened, element)

    def _open(self, name: str) -> OpenFile | None:
        if name not in self._names:
            return None
        opened = self._opened
        if self._archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableError("the document is packed as no office program does it: save it again")
        with self._archive.open(name) as stream:
            data = stream.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            most = opened.limits.text_file // 2**20
            raise UnreadableError(f"with {name} it is larger than {most} MiB, the limit for one text")
        return OpenFile(opened.file, io.BytesIO(data), name, opened.limits)


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
