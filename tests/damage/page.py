"""The articles of the sample archive → page dumps whose right cut is known.

A `Sheet` is one article on its way into a file: damage changes it, and `gold` says what should come out.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "fixtures" / "sample"
CREDITS = ("Reuters", "AP", "AFP", "AFP via Getty Images", "EPA", "Asharq Al-Awsat", "Anadolu Agency", "dpa")
MARK = "newsarchive"


@dataclass(slots=True)
class Gold:
    """What is right: any of `titles` ("" is any), the text, the captions, and lines of no text."""

    titles: list[str]
    paragraphs: list[str]
    captions: list[str] = field(default_factory=list)
    boilerplate: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """One article in the layout of a page dump, part by part, and its `gold` (None: no article)."""

    first: list[str]
    second: list[str]
    captions: list[str]
    blocks: list[str]
    gold: Gold | None
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    control: list[str] = field(default_factory=lambda: ["TT"])
    tail: list[str] = field(default_factory=list)
    copies: int = 2
    indent: str = " "
    gap: int = 1
    header: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The lines of the sheet, from headline to tail."""
        if self.header:
            return [*self.header, "", *self._parted(self.blocks)]
        captions = [
            f"{self.indent if not copy else ''}{caption}"
            for caption in self.captions
            for copy in range(self.copies)
        ]
        head = [*_block(self.above), *_block(self.first), *captions, *self.control]
        if self.second:
            head += ["", *_block(self.second), *captions]
        return [*head, "", *_block(self.below), *self._parted([*self.blocks, *self.tail])]

    def _parted(self, blocks: list[str]) -> list[str]:
        made: list[str] = []
        for block in blocks:
            made += [*([""] * self.gap if made else []), block]
        return made


def _block(lines: list[str]) -> list[str]:
    return [*lines, ""] if lines else []


@dataclass(slots=True)
class Dump:
    """A file of sheets: what stands between them, and what is done to its lines and its bytes at the end."""

    sheets: list[Sheet]
    between: list[str] = field(default_factory=lambda: ["", "", ""])
    above: list[str] = field(default_factory=list)
    boilerplate: list[str] = field(default_factory=list)
    lines: list[Callable[[list[str]], list[str]]] = field(default_factory=list)
    end: str = "\n"
    encode: Callable[[str], bytes] = str.encode

    @property
    def gold(self) -> list[Gold]:
        """The articles that should be found."""
        return [sheet.gold for sheet in self.sheets if sheet.gold]

    def data(self) -> bytes:
        """The bytes of the file."""
        made = [*self.above]
        for number, sheet in enumerate(self.sheets):
            made += [*(self.between if number else []), *sheet.lines()]
        for change in self.lines:
            made = change(made)
        return self.encode("\n".join(made).replace("\n", self.end) + self.end)


@cache
def stories() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Title, caption and paragraphs of the English articles of the sample archive."""
    made = []
    for path in sorted(SAMPLE.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").strip().split("\n\n\n\n"):
            blocks = part.split("\n\n")
            body = tuple(block.strip() for block in blocks[4:] if MARK not in block)
            if " the " in body[0] and len(body) > 4:
                made.append((blocks[0], blocks[1].split("\n")[1], body))
    return tuple(made)


def sheets(chance: random.Random, count: int) -> list[Sheet]:
    """That many different articles, each with one caption, in the full layout."""
    made = []
    for title, caption, paragraphs in chance.sample(stories(), count):
        shown = caption[: caption.rindex("(")] + f"({chance.choice(CREDITS)})"
        gold = Gold([title], list(paragraphs), [shown])
        made.append(Sheet([title], [title], [shown], list(paragraphs), gold))
    return made
