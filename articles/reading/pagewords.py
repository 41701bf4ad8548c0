"""The tables `pagewords*.txt` → patterns of the lines by which pages speak of themselves, by reason."""

from __future__ import annotations

import re
from pathlib import Path

CONTROL, RULE, RELATED, TAGS = "text size control", "separator", "related stories", "tags"
LINK = "link to another story"

Patterns = dict[str, re.Pattern[str]]

_TABLES = tuple(Path(__file__).with_name(name) for name in ("pagewords.txt", "pagewords_languages.txt"))
_BESIDE = "beside: "
_SECTION = re.compile(r"\[[a-z][a-z :]+\]")


def read_table(text: str) -> tuple[Patterns, Patterns]:
    """The patterns that hold for any line, and those that hold only beside other lines of the page."""
    words: dict[str, str] = {}
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if not line or line.startswith("# "):
            continue
        if _SECTION.fullmatch(line):
            lines = sections.setdefault(line[1:-1], [])
        elif not sections:
            name, _, value = line.partition(" = ")
            words["{" + name + "}"] = value
        else:
            for name, value in words.items():
                line = line.replace(name, value)
            lines.append(line)
    made = {name: re.compile("|".join(lines), re.IGNORECASE) for name, lines in sections.items()}
    sure = {name: pattern for name, pattern in made.items() if not name.startswith(_BESIDE)}
    beside = {name.removeprefix(_BESIDE): made[name] for name in made if name.startswith(_BESIDE)}
    return sure, beside


SURE, BESIDE = read_table("\n".join(table.read_text(encoding="utf-8") for table in _TABLES))
