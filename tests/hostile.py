"""Files made to do harm, or to break a reader: shared by the tests of archives and of hostile input."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

TEXT = b"Rain halts talks\n\nTalks on the river stopped when rain flooded the hall, officials said.\n"


def make_zip(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An ordinary zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def make_tar(members: Mapping[str, bytes], **fields: Any) -> bytes:
    """An ordinary tar; `fields` are set on every header."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for field, value in fields.items():
                setattr(info, field, value)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def raw_zip(members: list[tuple[bytes, bytes]], flags: int = 0, **fields: int) -> bytes:
    """A zip written by hand, members stored, names as bytes; `fields` override those of the directory."""
    body, directory = b"", b""
    for name, data in members:
        values = {
            "crc": zlib.crc32(data),
            "packed": len(data),
            "size": len(data),
            "offset": len(body),
            "method": 0,
        }
        told = {**values, "mode": 0, "system": 3, **fields}
        body += _local(name, flags, told["method"], values) + data
        directory += struct.pack(
            "<4s4B4H3L5H2L", b"PK\x01\x02", 20, told["system"], 20, 0, flags, told["method"], 0, 0x21,
            told["crc"], told["packed"], told["size"], len(name), 0, 0, 0, 0, told["mode"] << 16,
            told["offset"],
        ) + name  # fmt: skip
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), len(body), 0
    )
    return body + directory + end


def _local(name: bytes, flags: int, method: int, values: Mapping[str, int]) -> bytes:
    head = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, flags, method, 0, 0x21, values["crc"], values["packed"],
        values["size"], len(name), 0,
    )  # fmt: skip
    return head + name


def overlapping_zip(count: int, kernel: bytes) -> bytes:
    """A zip of `count` members that all are the same packed bytes, as in Fifield's bombs."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(kernel) + packer.flush()
    values = {"crc": zlib.crc32(kernel), "packed": len(packed), "size": len(kernel)}
    body = _local(b"0.txt", 0, 8, values) + packed
    directory = b"".join(
        struct.pack(
            "<4s4B4H3L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 8, 0, 0x21, *values.values(), 5, 0, 0, 0, 0, 0, 0
        )
        + b"%d.txt" % (number % 10)
        for number in range(count)
    )  # fmt: skip
    return (
        body
        + directory
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    )


class Endless(io.RawIOBase):
    """A stream made of parts as they are asked for, so that a gigabyte costs no memory of the test's own."""

    def __init__(self, parts: Callable[[], Iterator[bytes]]) -> None:
        self._parts, self._rest = parts(), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._rest = self._rest or next(self._parts, b"")
        view = memoryview(buffer).cast("B")
        part, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(part)] = part
        return len(part)
