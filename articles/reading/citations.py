"""References with their texts, as libraries and readers export them (RIS, BibTeX) → articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from articles.reading.fields import Fault, Record, read_records
from articles.reading.opened import OpenFile
from articles.reading.streaming import head_text
from articles.reading.text import Line
from articles.records import ParsedArticle, Rejection

LAYOUT = "references"
_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  ?- ?(?P<value>.*)", re.DOTALL)
_FIELDS = {
    "TI": "title", "T1": "title", "AB": "abstract", "N2": "abstract", "T2": "source", "JO": "source",
    "JF": "source", "PB": "publisher", "DA": "date", "Y1": "date", "PY": "year", "UR": "url", "L2": "link",
    "AU": "author", "A1": "author", "LA": "language", "ID": "id", "AN": "id",
}  # fmt: skip
_SEVERAL = frozenset({"abstract", "author"})
_ENTRY = re.compile(
    r"(?:^|(?<=\}))[ \t]{0,20}@(?P<kind>[A-Za-z]{3,30})\s{0,4}\{\s{0,4}(?P<key>[^\s,{}]{0,200})\s{0,4},",
    re.MULTILINE,
)
_FIELD = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w-]{0,40})\s{0,8}=\s{0,8}")
# The next field behind something that is none.
_LATER_FIELD = re.compile(r"[,\n]\s{0,40}(?P<name>[A-Za-z][\w-]{0,40})\s{0,8}=\s{0,8}(?=[{\"])")
_BIBTEX_NAMES = {
    "journal": "source",
    "journaltitle": "source",
    "howpublished": "link",
    "abstract": "abstract",
}
_BARE = re.compile(r"[^,}\n]*")
_SIGN = re.compile(r"\\.|[{}\"]", re.DOTALL)
_LATEX = re.compile(r"\\([&%$#_{}])|[{}]")


def recognise(opened: OpenFile) -> bool:
    """By the first tag of RIS ("TY  - NEWS"), or the first entry of BibTeX."""
    head = head_text(opened, 4096).text.lstrip("\ufeff \r\n\t")
    found = _TAG.match(head)
    if found and found["tag"] == "TY":
        return True
    entry = _ENTRY.match(head)
    return bool(entry and _FIELD.match(head, entry.end()))


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield an article for each reference that has a text."""
    is_ris = head_text(opened, 4096).text.lstrip("\ufeff \r\n\t").startswith("TY")
    found = _of_ris(opened.lines) if is_ris else _of_bibtex(opened.decoded.text)
    yield from read_records(opened, found, LAYOUT)


def _of_ris(lines: Sequence[Line]) -> Iterator[Record | Fault]:
    values: dict[str, list[str]] = {}
    name, first = "", 0
    for line in lines:
        match = _TAG.match(line.raw.lstrip("\ufeff"))
        tag = match["tag"] if match else ""
        if tag in ("TY", "ER"):
            if values:
                yield Record(_joined(values), first, line.number)
            values, name = {}, ""
        elif match:
            first = first if values else line.number
            name = _FIELDS.get(tag, "")
            _add(values, name, match["value"].strip())
        elif name and line.text:
            values.setdefault(name, []).append(line.text)
    if values:
        yield Record(_joined(values), first, lines[-1].number)


def _add(values: dict[str, list[str]], name: str, value: str) -> None:
    """Take the value of a tag; texts and authors may stand behind several, of all else the last counts."""
    if name == "date":
        value = "-".join(part for part in value.split("/")[:3] if part)
    if not name or not value:
        return
    if name in _SEVERAL:
        values.setdefault(name, []).append(value)
    else:
        values[name] = [value]


def _joined(values: Mapping[str, Sequence[str]]) -> dict[str, object]:
    return {name: (" and " if name == "author" else "\n").join(parts) for name, parts in values.items()}


def _of_bibtex(text: str) -> Iterator[Record | Fault]:
    line = counted = 0
    starts = list(_ENTRY.finditer(text))
    for number, match in enumerate(starts):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        if match["kind"].lower() in ("comment", "string", "preamble"):
            continue
        # An entry ends where the next begins, also one in which a brace is never closed.
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        yield Record({**_fields(text[match.end() : end]), "id": match["key"]}, line + 1)


def _fields(text: str) -> dict[str, object]:
    """The fields of an entry, from behind its key."""
    values: dict[str, object] = {}
    at = 0
    while match := _FIELD.match(text, at) or _LATER_FIELD.search(text, at):
        value, at = _value(text, match.end())
        name = match["name"].lower()
        values[_BIBTEX_NAMES.get(name, name)] = _LATEX.sub(lambda found: found[1] or "", value).strip()
    return values


def _value(text: str, at: int) -> tuple[str, int]:
    """A value in braces or quotation marks, or a bare word; and the place behind it."""
    if at >= len(text) or text[at] not in '{"':
        bare = _BARE.match(text, at)
        end = bare.end() if bare else at
        return text[at:end], end
    closing = "}" if text[at] == "{" else '"'
    depth, start = 0, at + 1
    for match in _SIGN.finditer(text, start):
        sign = match[0]
        if sign == closing and depth <= 0:
            return text[start : match.start()], match.end()
        if sign in "{}":
            depth += 1 if sign == "{" else -1
    return text[start:], len(text)
