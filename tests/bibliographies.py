"""Small readers of BibTeX and RIS, written to their rules and to nothing of ours."""

from __future__ import annotations

import re

COMMANDS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}


def read_bibtex(text: str) -> list[dict[str, str]]:
    """The entries: fields by name with their outer braces off, the kind as `kind` and the key as `key`."""
    entries, at = [], 0
    while (start := text.find("@", at)) >= 0:
        kind, _, rest = text[start + 1 :].partition("{")
        body, length = _braced(rest)
        at = start + len(kind) + 2 + length
        key, _, fields = body.partition(",")
        entries.append({"kind": kind, "key": key.strip(), **_fields(fields)})
    return entries


def _braced(text: str) -> tuple[str, int]:
    """The text up to the brace that closes what was opened before it, and its length with the brace."""
    depth = 1
    for at, char in enumerate(text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth == 0:
            return text[:at], at + 1
    raise ValueError("a brace is not closed")


def _fields(text: str) -> dict[str, str]:
    found, at = {}, 0
    while match := re.compile(r"\s*(\w+)\s*=\s*").match(text, at):
        at = match.end()
        if text[at] == "{":
            value, length = _braced(text[at + 1 :])
            at += length + 1
        else:
            value = re.compile(r"\w+").match(text, at)[0]
            at += len(value)
        assert match[1] not in found
        found[match[1]] = value
        comma = re.compile(r"\s*,").match(text, at)
        at = comma.end() if comma else at
    assert not text[at:].strip(), text[at:]
    return found


def printed(value: str) -> str:
    """What LaTeX prints of a value."""
    value = re.sub(r"\\(text\w+)\{\}", lambda match: f"\x00{ord(COMMANDS[match[1]])};", value)
    value = re.sub(r"\\([$&#_%])", lambda match: f"\x00{ord(match[1])};", value)
    assert not re.search(r"[\\$&#_%~^]", value), value
    value = value.replace("{", "").replace("}", "")
    return re.sub("\x00(\\d+);", lambda match: chr(int(match[1])), value)


def read_ris(text: str) -> list[dict[str, list[str]]]:
    """The records: the values of each tag in their order."""
    records: list[dict[str, list[str]]] = []
    for line in text.split("\r\n"):
        if not line:
            continue
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - ?([^\r\n]*)", line)
        assert match, line
        if match[1] == "TY":
            records.append({})
        records[-1].setdefault(match[1], []).append(match[2])
    assert all(list(record)[-1] == "ER" for record in records)
    return records
