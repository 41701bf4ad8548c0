"""Two texts → what was taken out and put in, by words, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from articles.records import PARAGRAPH_BREAK

KEPT, REMOVED, ADDED = "kept", "removed", "added"
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
UNLIKE = 0.3


@dataclass(frozen=True, slots=True)
class Change:
    """Words that were kept, removed or added."""

    kind: str
    text: str


Paragraph = tuple[Change, ...]


def compare(old: str, new: str) -> list[Paragraph]:
    """The paragraphs of both texts, the changed ones word by word."""
    before, after = (PARAGRAPH_BREAK.split(text.strip()) for text in (old, new))
    found: list[Paragraph] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [(Change(KEPT, text),) for text in before[a:b]]
        else:
            found += _changed(before[a:b], after[c:d])
    return found


def compare_line(old: str, new: str) -> Paragraph:
    """One line against another, word by word."""
    return tuple(_words(old, new))


def changed(paragraphs: Sequence[Paragraph]) -> int:
    """How many of the paragraphs differ."""
    return sum(any(change.kind != KEPT for change in paragraph) for paragraph in paragraphs)


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    for old, new in zip_longest(before, after):
        if old is None:
            yield (Change(ADDED, new),)
        elif new is None:
            yield (Change(REMOVED, old),)
        elif SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio() < UNLIKE:
            yield (Change(REMOVED, old),)
            yield (Change(ADDED, new),)
        else:
            yield tuple(_words(old, new))


def _words(old: str, new: str) -> Iterator[Change]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Change(KEPT, "".join(before[a:b]))
            continue
        if b > a:
            yield Change(REMOVED, "".join(before[a:b]))
        if d > c:
            yield Change(ADDED, "".join(after[c:d]))
