"""A file of any kind → its articles, in order, and the reasons for what became none. Never an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO, cast

from articles.reading import office, rtf, unread
from articles.reading.columns import USUAL_COLUMNS, Columns
from articles.reading.containers import DAMAGE, Member, said
from articles.reading.formats import CONTAINERS, FORMATS, TEXTS, Container, Format
from articles.reading.metering import Tally
from articles.reading.names import printable, safe_name
from articles.reading.opened import LIMITS, LimitError, Limits, OpenFile
from articles.reading.published import Clues, from_url
from articles.reading.text import Decoded
from articles.records import ParsedArticle, Rejection

Record = ParsedArticle | Rejection

SMALL = 1024 * 1024
_TIMES = {2: "two", 3: "three"}


@dataclass(frozen=True, slots=True)
class Unread:
    """A small file, or member of an archive, with its bytes: to be read later, or in another process."""

    file: str
    member: str
    data: bytes
    limits: Limits
    url: str
    encoding: str
    columns: Columns
    layout: str

    def read(self) -> Iterator[Record]:
        """Yield what `read_file` would have."""
        opened = OpenFile(
            self.file,
            BytesIO(self.data),
            self.member,
            self.limits,
            url=self.url,
            encoding=self.encoding,
            columns=self.columns,
        )
        reading = _guarded(_read(opened, self.layout), self.file, self.member)
        yield from cast("Iterator[Record]", _placed(reading))


Reading = Iterator[Record | Unread]


def read_file(
    name: str,
    stream: BinaryIO,
    limits: Limits = LIMITS,
    layout: str = "",
    columns: Columns = USUAL_COLUMNS,
) -> Iterator[Record]:
    """Yield the articles of a file, or rejections that say why there are none.

    `name` is the path as given: it is the `file` of all that is yielded, and its suffix helps to tell the
    format; `layout`, the name of a format, settles it; `columns` are names of columns that go before the
    usual ones. Archives are opened, their members named in `member`; `index` starts again with each member.
    """
    for each in open_file(name, stream, limits, layout, columns):
        if isinstance(each, Unread):
            yield from each.read()
        else:
            yield each


def open_file(
    name: str,
    stream: BinaryIO,
    limits: Limits = LIMITS,
    layout: str = "",
    columns: Columns = USUAL_COLUMNS,
) -> Reading:
    """Yield what `read_file` does, but small files and members unread, in the place of their articles."""
    opened = OpenFile(name, stream, limits=limits, columns=columns)
    yield from _placed(_guarded(_open(opened, layout, Tally(limits)), name))


def open_member(archive: OpenFile, name: str, kept: Callable[[OpenFile], object], depth: int = 0) -> bool:
    """Call `kept` with the member of that name, of the archive or of one nested in it, while it is open.

    False if there is none. Raises what the readers of archives raise for damage.
    """
    container = container_of(archive)
    for member in container.members(archive, Tally(archive.limits)) if container else ():
        if isinstance(member, Rejection):
            continue
        inner = _inner(archive, member)
        if inner.member == name and container_of(inner) is None:
            kept(inner)
            return True
        if name.startswith(f"{inner.member}/") and depth < archive.limits.nested:
            return open_member(inner, name, kept, depth + 1)
    return False


def read_opened(opened: OpenFile) -> Iterator[Record]:
    """Yield what `read_file` would of one file that is no archive, or one member of an archive."""
    reading = _guarded(_read(opened, ""), opened.file, opened.member)
    yield from cast("Iterator[Record]", _placed(reading))


def as_read(opened: OpenFile) -> Decoded:
    """The text of a file that is no archive, by the lines of which its articles are told."""
    if office.is_office(opened):
        return office.as_text(opened)
    if rtf.is_rtf(opened):
        return rtf.part(opened).decoded
    undone = opened.plainly is not opened.decoded and _format(opened, "") in TEXTS
    return opened.plainly if undone else opened.decoded


def as_text(opened: OpenFile) -> OpenFile:
    """The text of a document of an office program as a file of its own; any other file as it is.

    Raises ValueError where the document cannot be read.
    """
    return next(_parts(opened), opened)


def opened_files(opened: OpenFile, tally: Tally | None = None, depth: int = 0) -> Iterator[OpenFile]:
    """The file itself, or each file within the archive that it is, to be read before the next is asked for.

    Raises what the readers of archives raise for damage.
    """
    container = container_of(opened)
    if container is None:
        yield opened
        return
    if depth > opened.limits.nested:
        return
    tally = tally or Tally(opened.limits)
    for member in container.members(opened, tally):
        if isinstance(member, Member):
            yield from opened_files(_inner(opened, member), tally, depth + 1)


def container_of(opened: OpenFile) -> Container | None:
    """The kind of archive that the file is, or None."""
    if unread.office(opened) or office.is_office(opened):
        return None
    return next((each for each in CONTAINERS if each.recognise(opened)), None)


def _open(opened: OpenFile, layout: str, tally: Tally, depth: int = 0) -> Reading:
    """Read a file that may be an archive; `depth` counts the archives that it lies in."""
    container = container_of(opened)
    if container is None:
        if office.is_office(opened):
            tally.within(len(opened.data)).add(office.unpacked_size(opened))
        yield from _small(opened, layout) or _read(opened, layout)
    elif depth > opened.limits.nested:
        yield opened.reject(
            f"an archive {_TIMES.get(depth, depth)} deep in archives is not read: unpack the outer ones first"
        )
    else:
        yield from _members(opened, container, layout, tally, depth)


def _members(opened: OpenFile, container: Container, layout: str, tally: Tally, depth: int) -> Reading:
    empty = True
    for member in container.members(opened, tally):
        empty = False
        if isinstance(member, Rejection):
            yield replace(member, member=_joined(opened, member.member))
            continue
        name = _joined(opened, member.name)
        yield from _guarded(_member(opened, member, layout, tally, depth), opened.file, name, tally)
        if tally.exceeded:
            raise LimitError(f"{tally.exceeded}. The reading stopped in {name}")
    if empty:
        yield opened.reject("the archive is empty")


def _member(archive: OpenFile, member: Member, layout: str, tally: Tally, depth: int) -> Reading:
    yield from _open(_inner(archive, member), layout, tally.within(), depth + 1)


def _inner(archive: OpenFile, member: Member) -> OpenFile:
    """A member as a file to read."""
    return OpenFile(
        archive.file,
        member.stream,
        _joined(archive, member.name),
        archive.limits,
        url=member.url,
        encoding=member.encoding,
        columns=archive.columns,
    )


def _joined(archive: OpenFile, name: str) -> str:
    """The name of a member with that of the archive before it, where that is a member itself."""
    return safe_name(f"{archive.member}/{name}") if archive.member and name else name or archive.member


def _small(opened: OpenFile, layout: str) -> tuple[Unread, ...]:
    """The file unread, if it is small enough to be handed on as it is."""
    data = opened.all_if_small(SMALL)
    if data is None:
        return ()
    return (
        Unread(
            *(opened.file, opened.member, data, opened.limits),
            *(opened.url, opened.encoding, opened.columns, layout),
        ),
    )


def _read(opened: OpenFile, layout: str) -> Iterator[Record]:
    """Read a file that is no archive by the format of that name, or the first that recognises it."""
    reason = unread.reason(opened)
    if reason:
        yield opened.reject(reason)
        return
    found = False
    try:
        for part in _parts(opened):
            for item in _addressed(_format(part, layout).read(part), opened.url):
                found = True
                yield item
    except office.UnreadableError as error:
        yield opened.reject(str(error))
        return
    if not found:
        yield opened.reject("no article in the file")


def _parts(opened: OpenFile) -> Iterator[OpenFile]:
    """The file itself, or the texts and sheets that a document holds."""
    if office.is_office(opened):
        yield from office.parts(opened)
    else:
        yield rtf.part(opened) if rtf.is_rtf(opened) else opened


def _addressed(reading: Iterator[Record], url: str) -> Iterator[Record]:
    """Give the address of a page to its article, if it is the only one and names none itself."""
    first = next(reading, None) if url else None
    if isinstance(first, ParsedArticle):
        second = next(reading, None)
        if second is None and not first.url:
            day = first.published if first.published.day else from_url(Clues(url=url)) or first.published
            first = replace(first, url=url, published=day)
        yield first
        first = second
    if first is not None:
        yield first
    yield from reading


def _format(opened: OpenFile, layout: str) -> Format:
    for each in FORMATS[:-1]:
        if each.name == layout or (not layout and each.recognise(opened)):
            return each
    return FORMATS[-1]


def _guarded(reading: Reading, file: str, member: str = "", tally: Tally | None = None) -> Reading:
    """Turn what goes wrong within one file into a rejection: one bad file must not end an import.

    Where it is the archive around it that went beyond a limit (`tally`), whoever reads that says so.
    """
    try:
        yield from reading
    except LimitError as error:
        if tally is None or not tally.exceeded:
            yield Rejection(file, str(error), member)
    except DAMAGE as error:
        yield Rejection(file, said(error), member)
    except Exception as error:
        # A fault of a reader here, not of the file. It is said openly, and the import goes on.
        yield Rejection(
            file, f"could not be read: {type(error).__name__}: {printable(str(error)[:300])}", member
        )


def _placed(reading: Reading) -> Reading:
    """Number what comes from the same member at the same place: the ledger has one entry for a place."""
    following: dict[str, int] = {}
    for each in reading:
        if isinstance(each, Unread):
            yield each
            continue
        index = max(each.index, following.get(each.member, 0))
        following[each.member] = index + 1
        yield each if index == each.index else replace(each, index=index)
