"""The query language as a table (`guide.toml`): the help page and docs/query.md are both made of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("guide.toml")
HEAD = """# The query language

Made from `articles/search/language/guide.toml`, as is the help page at `/search/help`, which counts every
example in your archive.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """Ways to write something, what it finds, and queries that show it."""

    write: tuple[str, ...]
    finds: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong together; `lead` stands above them, the `rules` below. Code is between backticks."""

    title: str
    slug: str
    lead: str
    rows: tuple[Row, ...]
    rules: tuple[str, ...]


@cache
def guide() -> tuple[Section, ...]:
    """All of the guide."""
    sections = tomllib.loads(FILE.read_text(encoding="utf-8"))["section"]
    return tuple(
        Section(
            one["title"],
            one["slug"],
            one["lead"],
            tuple(
                Row(tuple(row["write"]), row["finds"], tuple(row["examples"])) for row in one.get("row", ())
            ),
            tuple(one["rules"]),
        )
        for one in sections
    )


def examples() -> Iterator[str]:
    """All queries of the guide."""
    for section in guide():
        for row in section.rows:
            yield from row.examples


def markdown() -> str:
    """The guide as the text of docs/query.md."""
    lines = [HEAD]
    for section in guide():
        lines += [f"## {section.title}", "", section.lead, ""]
        if section.rows:
            lines += ["| write | to find | for example |", "|---|---|---|"]
            for row in section.rows:
                lines.append(f"| {_code(row.write)} | {row.finds} | {_code(row.examples)} |")
            lines.append("")
        lines += [f"- {rule}" for rule in section.rules]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _code(texts: tuple[str, ...]) -> str:
    return ", ".join(f"`{text}`" for text in texts)
