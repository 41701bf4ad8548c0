"""The head of a file → why it is not read, for kinds of file that no reader here knows."""

from __future__ import annotations

from articles.reading.office import is_office
from articles.reading.opened import OpenFile
from articles.reading.text import looks_binary

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or picture file"),
    (b"ID3", "a sound file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
)


def reason(opened: OpenFile) -> str:
    """Why the file is not read, in plain words, or "" if it may be a text."""
    head = opened.head
    if not head:
        return "the file is empty"
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe") and len(head) < 64 * 1024:
        return "the file holds nothing but blank space"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return f"not text: {name}"
    if document := office(opened):
        return f"not text: {document}. Save it as text first"
    if not is_office(opened) and looks_binary(head):
        return "not text: the file holds binary data"
    return ""


def office(opened: OpenFile) -> str:
    """What a zip is that programs write as a zip and that holds no texts, or ""."""
    head = opened.head
    if not head.startswith(b"PK\x03\x04"):
        return ""
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    return "a program (jar, apk)" if first in (b"META-INF/", b"META-INF/MANIFEST.MF") else ""
