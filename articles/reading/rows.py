"""Lines of a file → rows: what the writer meant as one line, with hard-wrapped lines put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.reading import captions
from articles.reading.text import Line

_SENTENCE_END = re.compile(r"[.!?:؟。…][\"'”’»)\]]*$|[)\]]$")
_WIDEST_WRAP = 130
_FEWEST_LINES = 6


@dataclass(frozen=True, slots=True)
class Row:
    """Text that stands on lines `first` to `last`; `gap` is the number of blank lines before it."""

    first: int
    last: int
    text: str
    gap: int
    indented: bool = False


def rows(lines: Sequence[Line], unwrap: bool | None = None) -> list[Row]:
    """The rows of the lines that are not blank. Wrapped lines are joined if `unwrap`; None finds out."""
    if unwrap is None:
        unwrap = is_wrapped(lines)
    width = _width(lines) if unwrap else 0
    made: list[Row] = []
    gap, previous = 0, None
    for line in lines:
        if not line.text:
            gap += 1
            previous = None
            continue
        if unwrap and previous is not None and _continues(previous, line, width):
            last = made[-1]
            made[-1] = Row(last.first, line.number, f"{last.text} {line.text}", last.gap, last.indented)
        else:
            made.append(Row(line.number, line.number, line.text, gap, line.indented))
        gap, previous = 0, line
    return made


def joined(lines: Sequence[Line]) -> list[Row]:
    """Rows of a text whose paragraphs are parted by blank lines or by a deep indent alone."""
    made: list[Row] = []
    gap = 1
    for line in lines:
        if not line.text:
            gap += 1
            continue
        if made and not gap and not (_deep(line) and _SENTENCE_END.search(made[-1].text)):
            last = made[-1]
            made[-1] = Row(last.first, line.number, f"{last.text} {line.text}", last.gap, last.indented)
        else:
            made.append(Row(line.number, line.number, line.text, gap, line.indented))
        gap = 0
    return made


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether most lines that another line follows directly break off in mid-sentence, at a common width."""
    followed = [a for a, b in pairwise(lines) if a.text and b.text]
    width = _width(lines)
    if len(followed) < _FEWEST_LINES or width > _WIDEST_WRAP:
        return False
    open_ended = sum(
        not _SENTENCE_END.search(line.text) and len(line.text) > width * 0.6 for line in followed
    )
    return open_ended > len(followed) * 0.6


def _width(lines: Sequence[Line]) -> int:
    """The length that nine lines of ten stay within."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _continues(line: Line, following: Line, width: int) -> bool:
    """Whether a wrapped line goes on: the next word would not have fitted on it any more."""
    if following.indented or following.text == line.text or captions.credit(line.text):
        return False
    first_word = following.text.split(" ", 1)[0]
    return len(line.text) + 1 + len(first_word) > width * 0.92


def _deep(line: Line) -> bool:
    return line.raw.startswith(("  ", "\t", "\u3000"))
