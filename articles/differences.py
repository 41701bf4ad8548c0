"""Two texts → what was taken out and put in, by words, paragraph by paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from articles.records import PARAGRAPH_BREAK

KEPT, REMOVED, ADDED = "kept", "removed", "added"
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
UNLIKE = 0.3
# Pairs of words: what is compared in less than a second. A line of 5 MB against another has 10^12.
MOST_COMPARED = 4_000_000


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
        elif _likeness(old.split(), new.split()) < UNLIKE:
            yield (Change(REMOVED, old),)
            yield (Change(ADDED, new),)
        else:
            yield tuple(_words(old, new))


def _likeness(before: Sequence[str], after: Sequence[str]) -> float:
    """0 to 1: the share of words in common, in order; of very long texts without order."""
    if len(before) * len(after) <= MOST_COMPARED:
        return SequenceMatcher(None, before, after, autojunk=False).ratio()
    return 2 * (Counter(before) & Counter(after)).total() / (len(before) + len(after))


def _words(old: str, new: str) -> Iterator[Change]:
    """What differs, by words. Of two long stretches without a common end, one stands for the other."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    last, final = len(before) - end, len(after) - end
    if start:
        yield Change(KEPT, "".join(before[:start]))
    yield from _between(before[start:last], after[start:final])
    if end:
        yield Change(KEPT, "".join(before[last:]))


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(before), len(after)))


def _between(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    if len(before) * len(after) > MOST_COMPARED:
        codes = [("replace", 0, len(before), 0, len(after))]
    else:
        codes = list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
    for kind, a, b, c, d in codes:
        if kind == "equal":
            yield Change(KEPT, "".join(before[a:b]))
            continue
        if b > a:
            yield Change(REMOVED, "".join(before[a:b]))
        if d > c:
            yield Change(ADDED, "".join(after[c:d]))
