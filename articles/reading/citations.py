"""References with their texts, as libraries and readers export them (RIS, BibTeX) → articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
_ENTRY = re.compile(r"@(?P<kind>[A-Za-z]{3,30})\s{0,4}\{\s{0,4}(?P<key>[^\s,{}]{0,200})\s{0,4},")
_FIELD = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w-]{0,40})\s{0,8}=\s{0,8}")
_BIBTEX_NAMES = {
    "journal": "source",
    "journaltitle": "source",
    "howpublished": "link",
    "abstract": "abstract",
}
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
    values: dict[str, object] = {}
    name, first = "", 0
    for line in lines:
        match = _TAG.match(line.raw.lstrip("\ufeff"))
        tag = match["tag"] if match else ""
        if tag in ("TY", "ER"):
            if values:
                yield Record(values, first, line.number)
            values, name = {}, ""
        elif match:
            first = first if values else line.number
            name = _FIELDS.get(tag, "")
            _add(values, name, match["value"].strip())
        elif name and line.text:
            values[name] = f"{values[name]}\n{line.text}"
    if values:
        yield Record(values, first, lines[-1].number)


def _add(values: dict[str, object], name: str, value: str) -> None:
    if name == "date":
        value = "-".join(part for part in value.split("/")[:3] if part)
    if not name or not value:
        return
    if name == "author" and name in values:
        value = f"{values[name]} and {value}"
    values[name] = value


def _of_bibtex(text: str) -> Iterator[Record | Fault]:
    at, line, counted = 0, 1, 0
    while match := _ENTRY.search(text, at):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        values, at = _fields(text, match.end())
        if match["kind"].lower() not in ("comment", "string", "preamble"):
            yield Record({**values, "id": match["key"]}, line)


def _fields(text: str, at: int) -> tuple[dict[str, object], int]:
    """The fields of an entry, and the place behind them."""
    values: dict[str, object] = {}
    while match := _FIELD.match(text, at):
        value, at = _value(text, match.end())
        name = match["name"].lower()
        values[_BIBTEX_NAMES.get(name, name)] = _LATEX.sub(lambda found: found[1] or "", value).strip()
    return values, at


def _value(text: str, at: int) -> tuple[str, int]:
    """A value in braces or quotation marks, or a bare word; and the place behind it."""
    if at >= len(text) or text[at] not in '{"':
        end = min((found for sign in ",}\n" if (found := text.find(sign, at)) >= 0), default=len(text))
        return text[at:end], end
    closing = "}" if text[at] == "{" else '"'
    depth, start, at = 0, at + 1, at + 1
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif sign == closing and not depth:
            return text[start:at], at + 1
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
        at += 1
    return text[start:], len(text)
