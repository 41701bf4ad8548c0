"""A zip archive → its members, by its directory; by their own headers where the directory is damaged.

The standard library gives up on a whole archive for one name that is not UTF-8, believes the directory and
does not mind members that share their bytes. Here each member stands for itself.
"""

from __future__ import annotations

import io
import stat
import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from articles.reading.containers import Member, Members, refusal, seekable
from articles.reading.metering import Tally, metered
from articles.reading.names import DistinctNames, safe_name
from articles.reading.opened import LimitError, OpenFile
from articles.reading.unpacking import DamagedError
from articles.reading.zipentries import LOCAL, LOCAL_HEADER, LZMA, METHODS, Content, Entry
from articles.records import Rejection

_ENTRY, _END, _END64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06"
_ENTRY_HEADER = struct.Struct("<4s4B4H3L5H2L")
_END_RECORD = struct.Struct("<4s4H2LH")
_FULL, _FULL_SHORT = 0xFFFFFFFF, 0xFFFF
_LOCKED = 0x1 | 0x40 | 0x2000
_WITH_DESCRIPTOR, _UTF8 = 0x8, 0x800
_UNIX = 3
_LONGEST_DIRECTORY = 64 * 1024 * 1024
_OTHER_METHODS = {6: "imploded", 9: "Deflate64", 93: "Zstandard", 98: "PPMd", 99: "AES"}


def is_zip(opened: OpenFile) -> bool:
    """By the first bytes."""
    return opened.head.startswith((LOCAL, _END))


def members(opened: OpenFile, tally: Tally) -> Members:
    """The members of a zip archive, in the order of its directory."""
    with seekable(opened, tally) as stream:
        try:
            entries = _directory(stream, opened.limits.members)
        except (DamagedError, struct.error) as error:
            yield opened.reject(f"damaged: {error}. Members were looked for by their own headers")
            entries = list(_salvaged(stream, opened.limits.members))
        _mark_overlaps(entries)
        names = DistinctNames()
        for entry in entries:
            if entry.name.endswith(("/", "\\")) and not entry.size:
                continue
            tally.add_member()
            yield _member(
                opened, stream, entry, names.take(safe_name(entry.name) or "member without a name"), tally
            )


def _member(opened: OpenFile, stream: BinaryIO, entry: Entry, name: str, tally: Tally) -> Member | Rejection:
    problem = refusal(entry.name) or _problem(entry)
    if problem:
        return Rejection(opened.file, problem, name)
    try:
        return Member(name, metered(Content(stream, entry), tally.within(entry.packed)))
    except (DamagedError, struct.error) as error:
        return Rejection(opened.file, f"damaged: {error}", name)


def _problem(entry: Entry) -> str:
    """Why a member cannot be read, by what the directory says of it."""
    if entry.flags & _LOCKED or entry.method == 99:
        return "protected by a password: pack it without one"
    if stat.S_ISLNK(entry.mode):
        return "a symbolic link, no file"
    if entry.mode and stat.S_IFMT(entry.mode) not in (0, stat.S_IFREG):
        return "a device, pipe or folder, no file"
    if entry.method == LZMA and entry.size is None:
        return "packed with LZMA, and the directory that says how long it is is damaged"
    if entry.method not in (0, LZMA, *METHODS):
        name = _OTHER_METHODS.get(entry.method, f"method {entry.method}")
        return f"packed in a way that is not read ({name}): pack it as an ordinary zip"
    if entry.overlaps:
        return "its bytes are those of another member too, as only a zip bomb has it"
    return ""


def _directory(stream: BinaryIO, most: int) -> list[Entry]:
    """The entries of the directory; one more than `most` at the most. DamagedError if there is none."""
    size, start, offset = _find_directory(stream)
    shift = start - offset
    if start < 0 or shift < 0:
        raise DamagedError("the directory of the zip archive points beyond the file")
    if size > _LONGEST_DIRECTORY:
        limit = f"{_LONGEST_DIRECTORY // 2**20} MiB, the limit"
        raise LimitError(f"the directory of the zip archive is longer than {limit}: make several of it")
    stream.seek(start)
    data = stream.read(size)
    entries: list[Entry] = []
    at = 0
    while at < len(data) and len(entries) <= most:
        entry, at = _entry(data, at)
        entry.offset += shift
        entries.append(entry)
    return entries


def _find_directory(stream: BinaryIO) -> tuple[int, int, int]:
    """Size of the directory, where it stands, and where it says that it stands."""
    length = stream.seek(0, io.SEEK_END)
    from_end = min(length, 65_535 + _END_RECORD.size + 76)
    stream.seek(length - from_end)
    tail = stream.read(from_end)
    at = tail.rfind(_END)
    if at < 0 or at + _END_RECORD.size > len(tail):
        raise DamagedError("the zip archive has no directory, as if it were cut off")
    _, disk, first_disk, _, _, size, offset, _ = _END_RECORD.unpack_from(tail, at)
    end = length - from_end + at
    if tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        at64 = tail.rfind(_END64, 0, at)
        if at64 < 0:
            raise DamagedError("the directory of the large zip archive (zip64) is missing")
        disk, first_disk = struct.unpack_from("<2L", tail, at64 + 16)
        size, offset = struct.unpack_from("<2Q", tail, at64 + 40)
        end = length - from_end + at64
    if _FULL_SHORT > disk > 0 or _FULL_SHORT > first_disk > 0:
        raise DamagedError("the zip archive is one part of several: put them together first")
    return size, end - size, offset


def _entry(data: bytes, at: int) -> tuple[Entry, int]:
    """The entry at a place of the directory, and the place after it."""
    fields = _ENTRY_HEADER.unpack_from(data, at)
    if fields[0] != _ENTRY:
        raise DamagedError("the directory of the zip archive is broken")
    system, flags, method = fields[2], fields[5], fields[6]
    checksum, packed, size, named, extra, comment = fields[9:15]
    attributes, offset = fields[17:19]
    begin = at + _ENTRY_HEADER.size
    end = begin + named + extra + comment
    if end > len(data):
        raise DamagedError("the directory of the zip archive ends too early")
    raw = data[begin : begin + named]
    blocks = dict(_blocks(data[begin + named : begin + named + extra]))
    if 1 in blocks:
        size, packed, offset = _large(blocks[1], size, packed, offset)
    mode = attributes >> 16 if system == _UNIX else 0
    entry = Entry(_name(raw, flags, blocks), flags, method, checksum, packed, size, offset, mode)
    entry.header += named
    return entry, end


def _blocks(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        yield kind, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _large(block: bytes, *fields: int) -> tuple[int, int, int]:
    """Size, packed size and offset of zip64: those that did not fit into 32 bits, in this order."""
    found: list[int] = []
    at = 0
    for value in fields:
        if value == _FULL and at + 8 <= len(block):
            value = struct.unpack_from("<Q", block, at)[0]
            at += 8
        found.append(value)
    return found[0], found[1], found[2]


def _name(raw: bytes, flags: int, blocks: dict[int, bytes]) -> str:
    """The name: as Unicode where the archive says so or the bytes are UTF-8, else in the code page of DOS."""
    told = blocks.get(0x7075, b"")
    if len(told) > 5 and struct.unpack_from("<L", told, 1)[0] == zlib.crc32(raw):
        return told[5:].decode("utf-8", "surrogateescape")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("utf-8", "surrogateescape") if flags & _UTF8 else raw.decode("cp437")


def _mark_overlaps(entries: list[Entry]) -> None:
    """Mark the members whose bytes reach into those of another: Fifield's zip bomb and its kind."""
    furthest = -1
    last: Entry | None = None
    for entry in sorted(entries, key=lambda each: each.offset):
        if last is not None and entry.offset < furthest:
            entry.overlaps = last.overlaps = True
        end = entry.offset + entry.header + entry.packed
        if end > furthest:
            furthest, last = end, entry


def _salvaged(stream: BinaryIO, most: int) -> Iterator[Entry]:
    """Entries made of the headers that stand before the members."""
    places = list(_places_of_headers(stream, most + 1))
    length = stream.seek(0, io.SEEK_END)
    beyond = 0
    for place, following in pairwise([*places, length]):
        if place < beyond:
            continue
        stream.seek(place)
        header = stream.read(LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size:
            return
        _, version, flags, method, _, _, checksum, packed, size, named, extra = LOCAL_HEADER.unpack(header)
        raw = stream.read(named)
        if version & 0xFF > 63 or not raw or len(raw) < named:
            continue
        begin = place + LOCAL_HEADER.size + named + extra
        unknown = bool(flags & _WITH_DESCRIPTOR and not size)
        if unknown:
            packed = max(0, following - begin)
        beyond = begin + packed
        checks = (None, None) if unknown else (checksum, size)
        yield Entry(_name(raw, flags, {}), flags, method, checks[0], packed, checks[1], place)


def _places_of_headers(stream: BinaryIO, most: int) -> Iterator[int]:
    stream.seek(0)
    base, kept, found = 0, b"", 0
    while (block := stream.read(1024 * 1024)) and found < most:
        data = kept + block
        at = data.find(LOCAL)
        while at >= 0:
            yield base + at
            found += 1
            at = data.find(LOCAL, at + 4)
        kept = data[-3:]
        base += len(data) - len(kept)
