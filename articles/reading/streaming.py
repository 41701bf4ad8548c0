"""An opened file of any size → its text in blocks, or line by line, with flat memory.

Nothing here raises for any bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from articles.reading import text
from articles.reading.opened import HEAD_SIZE, OpenFile

_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Possessive, and matched where the last line ended: a file of nothing but carriage returns takes linear time.
_LINE = re.compile(r"[^\r\n]*+(?:\r*+\n|\r++(?=[^\r\n]))")
_MORE_ENDS = re.compile("[\u2028\u2029\x0b]")
BLOCK = 256 * 1024


def head_text(opened: OpenFile, size: int = HEAD_SIZE) -> text.Decoded:
    """The head as text, without the characters that its end may have cut through."""
    head = opened.head[:size]
    if len(opened.head) >= HEAD_SIZE or len(head) < len(opened.head):
        cut = max(head.rfind(b"\n"), head.rfind(b" "), head.rfind(b">")) + 1
        wide = b"\0" in head[:64]
        head = head[: len(head) - len(head) % 4] if wide else head[:cut] or head
    return text.decode(head)


def blocks(opened: OpenFile, declared: str = "") -> Iterator[str]:
    """Yield the whole file as text. `declared` is the encoding that the file says it has.

    Each block is UTF-8 if it can be; lines that are not are read in the declared encoding or the head's.
    """
    found = head_text(opened).encoding
    if found in _WIDE:
        yield from _wide_blocks(opened, found)
        return
    fallback = _legacy(declared or opened.encoding, found)
    rest = _without_bom(opened.head)
    while True:
        block = opened.stream.read(BLOCK)
        if not block:
            break
        data = rest + block
        cut = max(data.rfind(b"\n"), data.rfind(b">"), data.rfind(b" ")) + 1 or len(data)
        yield _decoded(data[:cut], fallback)
        rest = data[cut:]
    if rest:
        yield _decoded(rest, fallback)


def lines(opened: OpenFile) -> Iterator[tuple[int, str | None]]:
    """Yield (line number, line with its end); None in the place of a line beyond the limit.

    Numbers count line ends of any kind, as everywhere; a line separator (U+2028) counts, but cuts no line.
    """
    number, rest, skipping = 1, "", False
    for block in blocks(opened):
        rest += block
        at = 0
        while match := _LINE.match(rest, at):
            line, at = match.group(), match.end()
            yield number, None if skipping or len(line) > opened.limits.line else line
            skipping = False
            number += _line_ends(line)
        rest = rest[at:]
        if len(rest) > opened.limits.line:
            rest, skipping = "", True
    if rest or skipping:
        yield number, None if skipping else rest


def _line_ends(line: str) -> int:
    """How many lines end within a line or with it."""
    ends = 1 if line.endswith("\n") else len(line) - len(line.rstrip("\r"))
    return ends if line.isascii() and "\x0b" not in line else ends + len(_MORE_ENDS.findall(line))


def _wide_blocks(opened: OpenFile, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    data = _without_bom(opened.head)
    while data:
        yield decoder.decode(data).replace("\0", "")
        data = opened.stream.read(BLOCK)
    yield decoder.decode(b"", True)


def _without_bom(head: bytes) -> bytes:
    return next((head[len(bom) :] for bom in _BOMS if head.startswith(bom)), head)


def _legacy(declared: str, found: str) -> str:
    """The encoding for what is not UTF-8: the declared one, the one found, or Windows-1252."""
    try:
        name = codecs.lookup(declared).name if declared else ""
        "".encode(name or "utf-8")
    except (LookupError, ValueError):
        name = ""
    if name in ("ascii", "iso8859-1", "latin-1"):
        name = "cp1252"
    for each in (name, found):
        if each and not each.startswith(("utf", "idna", "punycode", "unicode", "raw_unicode")):
            return each
    return "cp1252"


def _decoded(data: bytes, fallback: str) -> str:
    if b"\0" in data:
        data = data.replace(b"\0", b"")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "".join(_line_decoded(line, fallback) for line in data.split(b"\n"))[:-1]


def _line_decoded(line: bytes, fallback: str) -> str:
    """A line with the end that splitting took from it."""
    try:
        return line.decode() + "\n"
    except UnicodeDecodeError:
        return line.decode(fallback, "replace") + "\n"
