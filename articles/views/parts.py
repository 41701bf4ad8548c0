"""A text → the stretches in which a page shows it: nearly always one, more where a browser would choke."""

from __future__ import annotations

import re

from articles.records import PARAGRAPH_BREAK

# Some 25,000 words; a browser takes half a minute to lay out a line of 5 MB, and a second for this.
LONGEST = 150_000
# Where a stretch may end, from the best.
ENDS = (PARAGRAPH_BREAK, re.compile(r"(?<=[.!?。؟।])\s*(?=\S)"), re.compile(r"\s+"))

Stretch = tuple[int, int]


def parts(text: str, longest: int = LONGEST) -> list[Stretch]:
    """The text cut into stretches of at most `longest` characters, between paragraphs where there is one."""
    found: list[Stretch] = []
    start = 0
    while len(text) - start > longest:
        end = _end(text, start + longest // 2, start + longest)
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


def _end(text: str, least: int, most: int) -> int:
    """The last good place to end in a range, its end where there is none."""
    for pattern in ENDS:
        places = [match.end() for match in pattern.finditer(text, least, most)]
        if places:
            return places[-1]
    return most
