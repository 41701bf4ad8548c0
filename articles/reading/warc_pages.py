"""A record of a web archive → the page that was fetched, as a stream of its bytes, or why it is no page."""

from __future__ import annotations

import importlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from articles.reading import unpacking
from articles.reading.names import printable
from articles.reading.unpacking import DamagedError, Decoder, Unpacker
from articles.reading.warc_records import RawRecord

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_PLAINLY = frozenset(("", "identity", "chunked", "none", "utf-8", "binary"))
_MOST_CODINGS = 5
_LONGEST_HEADER = 256 * 1024
_HEADER_END = re.compile(rb"\n\r?\n")
_BOOKKEEPING = frozenset(("warcinfo", "request", "metadata"))
_NO_TEXT = ("image/", "audio/", "video/", "font/", "model/", "application/font", "application/vnd.ms-font")
_NO_ARTICLE = {
    "text/css": "a style sheet, no article",
    "text/javascript": "a script, no article",
    "application/javascript": "a script, no article",
    "application/x-javascript": "a script, no article",
    "application/ecmascript": "a script, no article",
    "text/ecmascript": "a script, no article",
    "application/wasm": "a program, no article",
    "application/manifest+json": "a file of the site's design, no article",
    "application/opensearchdescription+xml": "a file of the site's design, no article",
    "text/vtt": "subtitles, no article",
    "text/calendar": "a calendar, no article",
    "application/pdf": "not text: a PDF",
    "application/x-shockwave-flash": "not text: a program",
}
_DECODERS: dict[str, Callable[[], Decoder]] = {
    "gzip": unpacking.gzip_decoder,
    "x-gzip": unpacking.gzip_decoder,
    "br": unpacking.brotli_decoder,
}


@dataclass(frozen=True, slots=True)
class Page:
    """What the server sent, unpacked as it is read, and the encoding that it declared or "".

    `packed` is how many bytes it sent, None where it did not pack them.
    """

    stream: BinaryIO
    encoding: str
    packed: int | None = None


def page_of(record: RawRecord) -> Page | str | None:
    """The page of a record; a reason if it is none; None for the archive's own bookkeeping."""
    if record.kind in _BOOKKEEPING or _is_look_up(record):
        return None
    if record.kind == "revisit":
        return "captured again unchanged (revisit): its text stands in an earlier record"
    if record.kind == "continuation" or (record.segment and record.segment != "1"):
        return "one part of a record that is cut over several files: put them together first"
    if record.kind not in ("response", "resource", "conversion"):
        return f"a record of a kind that is not read: {printable(record.kind[:40]) or 'none'}"
    if record.kind == "response" and record.block[:5] == b"HTTP/":
        return _response(record)
    return _page(record, record.media, io.BytesIO(record.block))


def _is_look_up(record: RawRecord) -> bool:
    return record.url.startswith(("dns:", "whois:")) or record.media.startswith("text/dns")


def _response(record: RawRecord) -> Page | str:
    http: Any = importlib.import_module("warcio.statusandheaders")
    if len(record.block) > _LONGEST_HEADER and not _HEADER_END.search(record.block[:_LONGEST_HEADER]):
        longest = f"{_LONGEST_HEADER // 1024} KiB, the limit"
        raise DamagedError(f"the header of the server's answer is longer than {longest}")
    stream = io.BytesIO(record.block)
    try:
        headers = http.StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1"], verify=False).parse(stream)
        status = str(headers.get_statuscode())
    except Exception as error:  # whatever a parser of others makes of broken bytes
        raise DamagedError("the header of the server's answer cannot be read") from error

    def value(name: str) -> str:
        return (headers.get_header(name) or "").strip()

    if status.startswith("3"):
        target = printable(value("Location"))[:200]
        return f"HTTP {status}: leads elsewhere" + (f", to {target}" if target else "")
    if status not in ("200", "203"):
        return f"HTTP {printable(headers.statusline[:60])}: no page was sent"
    data = stream.read()
    if "chunked" in value("Transfer-Encoding").lower():
        data = dechunked(data)
    told = f"{value('Content-Encoding')},{value('Transfer-Encoding')}".lower().split(",")
    codings = [name for each in told if (name := each.strip()) not in _PLAINLY]
    if len(codings) > _MOST_CODINGS:
        raise DamagedError(f"packed {len(codings):,} times over by the server")
    page = _page(record, value("Content-Type"), _unpacked(data, codings))
    return replace(page, packed=len(data)) if codings and isinstance(page, Page) else page


def _page(record: RawRecord, content_type: str, stream: BinaryIO) -> Page | str:
    media = content_type.partition(";")[0].strip().lower()
    if media.startswith(_NO_TEXT):
        return f"not text: {printable(media[:60])}"
    if media in _NO_ARTICLE:
        return _NO_ARTICLE[media]
    if _path(record.url) in ("/robots.txt", "/ads.txt", "/humans.txt", "/favicon.ico"):
        return "a file for crawlers and browsers, no article"
    charset = _CHARSET.search(content_type)
    return Page(stream, charset[1] if charset else "")


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def dechunked(data: bytes) -> bytes:
    """The body without the marks of its chunks; unchanged if it has none, as some crawlers take them out."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(data, at):
        size = int(match[1], 16)
        if not size:
            return b"".join(parts)
        part = data[match.end() : match.end() + size]
        end = match.end() + size
        if len(part) < size or (data[end : end + 2] != b"\r\n" and data[end : end + 1] != b"\n"):
            if not parts:
                return data
            raise DamagedError("a chunk of the server's answer is cut off")
        parts.append(part)
        at = end + (2 if data[end : end + 2] == b"\r\n" else 1)
    if parts:
        raise DamagedError("the server's answer ends before its last chunk")
    return data


def _unpacked(data: bytes, codings: list[str]) -> BinaryIO:
    """The body without its content codings, the last that was put on taken off first."""
    stream: BinaryIO = io.BytesIO(data)
    for coding in reversed(codings):
        stream = cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, stream)))
        head = cast(io.BufferedReader, stream).peek(2)[:2]
        if coding in ("gzip", "x-gzip") and head != b"\x1f\x8b":
            continue
        if coding == "deflate":
            zlib_head = len(head) == 2 and head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0
            decoder = unpacking.zlib_decoder if zlib_head else unpacking.deflate_decoder
        elif coding in _DECODERS:
            decoder = _DECODERS[coding]
        else:
            raise DamagedError(f"packed by the server in a way that is not read: {printable(coding[:30])}")
        stream = cast(BinaryIO, io.BufferedReader(Unpacker(stream, decoder)))
    return stream
