"""Messages of mail as programs keep them (.eml, .mbox) → articles: subject, day, sender and text of each."""

from __future__ import annotations

import email.header
import email.utils
import re
from collections.abc import Iterator
from email.message import Message

from articles.reading import messages, text
from articles.reading.fields import Fault, Record, read_records
from articles.reading.opened import OpenFile
from articles.records import ParsedArticle, Rejection

LAYOUT = "mail"

_HEADER = rb"[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*"
_OPENS = re.compile(rb"\s*(?:>?From [^\n]*\n)?(?:%b){2,}" % _HEADER)
# Programs write these, people who copy a mail into a text do not.
_OF_PROGRAMS = re.compile(
    rb"^(?:message-id|mime-version|content-type|content-transfer-encoding|received|return-path):",
    re.IGNORECASE | re.MULTILINE,
)
_MESSAGE = re.compile(rb"(?:\A|\n\r?\n)From [^\n]*\d\d:\d\d[^\n]*\n(?=%b)" % _HEADER)


_DIGEST = re.compile(rb"(?:\A|\n-{30,78}\r?\n(?:\r?\n)+)Message: \d+\r?\n(?=(?:%b){2})" % _HEADER)
_DIGEST_RULE = re.compile(rb"\n-{30}[ \t]*\r?\n")


def recognise(opened: OpenFile) -> bool:
    """Whether the file opens with the header of a message that a program wrote, or is a digest of a list."""
    if opened.head.startswith(b"Send ") and _DIGEST.search(opened.head):
        return True
    found = _OPENS.match(opened.head.replace(b"\r\n", b"\n"))
    if not found:
        return False
    return bool(_OF_PROGRAMS.search(found.group())) or bool(_MESSAGE.match(opened.head))


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the article of each message; a rejection for one without text."""
    yield from read_records(opened, _records(opened.data), LAYOUT)


def _records(data: bytes) -> Iterator[Record | Fault]:
    digest = data.startswith(b"Send ")
    starts = [match.start() for match in (_DIGEST if digest else _MESSAGE).finditer(data)] or [0]
    if starts[0]:
        starts.insert(0, 0)
    line = 1
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        piece = data[start:end]
        gap = len(piece) - len(piece.lstrip())
        first = line + piece.count(b"\n", 0, gap)
        line += piece.count(b"\n")
        if digest and start == 0:
            yield Fault("no article: the head of a digest", 1)
            continue
        try:
            yield _record(
                messages.parsed(_without_mark(_of_digest(piece) if digest else piece.lstrip())),
                first,
                max(first, line - 1),
            )
        except messages.TooNestedError as error:
            yield Fault(str(error), first)
        except (RecursionError, LookupError, ValueError) as error:
            yield Fault(f"the message cannot be read: {type(error).__name__}", first)


def _of_digest(piece: bytes) -> bytes:
    """A message of a digest from its header to the rule below it."""
    at = piece.find(b"Message: ")
    end = _DIGEST_RULE.search(piece, at)
    return piece[piece.find(b"\n", at) + 1 : end.start() if end else len(piece)]


def _without_mark(piece: bytes) -> bytes:
    """A message without the line that begins it in a mailbox."""
    return piece.partition(b"\n")[2] if piece.startswith(b"From ") else piece


def _record(message: Message, first: int, last: int) -> Record:
    html, body = _text(message)
    sender = email.utils.parseaddr(_decoded(message.get("From")))[0]
    values = {
        "subject": _decoded(message.get("Subject")),
        "date": _decoded(message.get("Date")),
        "text": body,
        "id": _decoded(message.get("Message-ID")).strip("<> "),
        "source": sender,
    }
    return Record(values, first, last, markup=html)


def _text(message: Message) -> tuple[bool, str]:
    """Whether the text of a message is HTML, and the text: the plain part, else the one in HTML."""
    found: dict[str, str] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not part.get_filename() and kind not in found:
            found[kind] = _part(part)
    plain = found.get("text/plain", "")
    if plain.strip():
        return False, plain.replace("\r\n", "\n")
    return True, found.get("text/html", "")


def _part(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        return text.decode(payload).text


def _decoded(value: object) -> str:
    """A header with its encoded words read; what was written without encoding is read as text."""
    if value is None:
        return ""
    if isinstance(value, email.header.Header):
        raw = "".join(part for part, _ in value._chunks)  # type: ignore[attr-defined]
        return " ".join(text.decode(raw.encode("utf-8", "surrogateescape")).text.split())
    try:
        return " ".join(str(email.header.make_header(email.header.decode_header(str(value)))).split())
    except (LookupError, UnicodeError, ValueError):
        return " ".join(str(value).split())
