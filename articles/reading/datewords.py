"""The table `datewords.txt` → the words around a date, those that tell of a change, those for near days."""

from __future__ import annotations

from pathlib import Path

_TABLE = Path(__file__).with_name("datewords.txt")


def _sections(text: str) -> dict[str, list[str]]:
    """Section → its lines."""
    made: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            made[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            made[list(made)[-1]].append(line)
    return made


_READ = _sections(_TABLE.read_text(encoding="utf-8"))

AROUND = frozenset(word for line in _READ["around"] for word in line.casefold().split())
"""Words that may stand around a date of publication, in lower case."""

CHANGE = tuple(_READ["change"])
"""Regular expressions for what stands before a date that is not of publication."""

NEAR = "|".join(_READ["near"])
"""A regular expression for days counted from the hour of reading ("yesterday", "vor 2 Stunden")."""
