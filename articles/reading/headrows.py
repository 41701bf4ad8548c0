"""What the head of an article is: its rows, the evidence for it, and which rows near it are captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.reading import boilerplate, captions
from articles.reading.rows import Row, joined_text

REPEATED, CAPTIONS, CONTROL = "title repeated", "captions below", "text size control below"
META = "byline or date below"
PATTERN = "begins as the first of the file does"
STRONG = {REPEATED, CAPTIONS, CONTROL}

MOST_TITLE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an article: rows `start` to `body` (exclusive). `evidence` says why it is one.

    `title` are the rows of the headline to keep, none where it is lost; `again` those of its other copies;
    `kickers` the lines above it that name a section.
    """

    start: int
    body: int
    evidence: tuple[str, ...]
    title: tuple[int, ...] = ()
    again: frozenset[int] = frozenset()
    kickers: frozenset[int] = frozenset()


def is_caption(rows: Sequence[Row], at: int) -> bool:
    """Whether a row near a headline is a caption: by its credit or label, or by standing there twice."""
    row = rows[at]
    if row.pictured:
        return True
    if boilerplate.reason(row.text) or len(row.text) > captions.LONGEST_CAPTION:
        return False
    if captions.looks_like_caption(row.text) or (at and not row.gap and captions.is_credit(row.text)):
        return True
    twin = (at + 1 < len(rows) and _twins(row, rows[at + 1])) or (at > 0 and _twins(rows[at - 1], row))
    return (twin and (len(row.text.split()) > 3 or captions.is_dense(row.text))) or _is_cut_copy(rows, at)


def _is_cut_copy(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is the beginning of the caption above or below it."""
    text = rows[at].text
    return text.endswith(("…", "...")) and any(
        captions.looks_like_caption(row.text) and captions.is_cut_copy(text, row.text)
        for row in rows[max(0, at - 1) : at + 2]
    )


def _twins(row: Row, following: Row) -> bool:
    return following.gap == 0 and row.indented and row.text == following.text


def joined(rows: Sequence[Row], numbers: Sequence[int]) -> str:
    """The text of rows, as one line."""
    return joined_text([rows[number].text for number in numbers]) if numbers else ""
