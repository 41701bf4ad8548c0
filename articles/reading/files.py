"""A file of any kind → its articles, in order, and the reasons for what became none. Never an exception."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from articles.reading import unread
from articles.reading.columns import USUAL_COLUMNS, Columns
from articles.reading.containers import DAMAGE, is_archive
from articles.reading.formats import CONTAINERS, FORMATS, Container, Format
from articles.reading.opened import LIMITS, LimitError, Limits, OpenFile
from articles.records import ParsedArticle, Rejection

Reading = Iterator[ParsedArticle | Rejection]


def read_file(
    name: str,
    stream: BinaryIO,
    limits: Limits = LIMITS,
    layout: str = "",
    columns: Columns = USUAL_COLUMNS,
) -> Reading:
    """Yield the articles of a file, or rejections that say why there are none.

    `name` is the path as given: it is the `file` of all that is yielded, and its suffix helps to tell the
    format; `layout`, the name of a format, settles it; `columns` are names of columns that go before the
    usual ones. Archives are opened, their members named in `member`; `index` starts again with each member.
    """
    yield from _guarded(_open(OpenFile(name, stream, limits=limits, columns=columns), layout), name)


def _open(opened: OpenFile, layout: str) -> Reading:
    """Read a file that may be an archive."""
    container = next((each for each in CONTAINERS if each.recognise(opened)), None)
    yield from _members(opened, container, layout) if container else _read(opened, layout)


def _members(opened: OpenFile, container: Container, layout: str) -> Reading:
    empty = True
    for member in container.members(opened):
        empty = False
        if isinstance(member, Rejection):
            yield member
        else:
            yield from _guarded(_member(opened, *member, layout), opened.file, member[0])
    if empty:
        yield opened.reject("the archive is empty")


def _member(archive: OpenFile, name: str, stream: BinaryIO, layout: str) -> Reading:
    """Read one member of an archive."""
    inner = OpenFile(archive.file, stream, name, archive.limits, columns=archive.columns)
    if is_archive(inner):
        yield inner.reject("an archive inside an archive is not read")
    else:
        yield from _read(inner, layout)


def _read(opened: OpenFile, layout: str) -> Reading:
    """Read a file that is no archive by the format of that name, or the first that recognises it."""
    reason = unread.reason(opened)
    if reason:
        yield opened.reject(reason)
        return
    found = False
    for item in _format(opened, layout).read(opened):
        found = True
        yield item
    if not found:
        yield opened.reject("no article in the file")


def _format(opened: OpenFile, layout: str) -> Format:
    for each in FORMATS[:-1]:
        if each.name == layout or (not layout and each.recognise(opened)):
            return each
    return FORMATS[-1]


def _guarded(reading: Reading, file: str, member: str = "") -> Reading:
    """Turn what goes wrong within one file into a rejection: one bad file must not end an import."""
    try:
        yield from reading
    except LimitError as error:
        yield Rejection(file, str(error), member)
    except DAMAGE as error:
        reason = f"damaged: {error}" if str(error) else "damaged: it ends too early"
        yield Rejection(file, reason, member)
    except Exception as error:
        # A fault of a reader here, not of the file. It is said openly, and the import goes on.
        yield Rejection(file, f"could not be read: {type(error).__name__}: {error}", member)
