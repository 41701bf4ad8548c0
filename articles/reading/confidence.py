"""What speaks for and against the cut of one article → how sure it is, and what an admin should look at.

Two questions are weighed: does an article start here, and is its text all of it and no more? For each,
weights are added up as log-odds (1.0 makes it 2.7 times as likely); the product is the confidence. They are
set so that of the cuts of damaged dumps (`tests/damage`) those at 0.9 and above are right in 97 of 100.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.reading import attribution, boilerplate, headrows, heads, headsigns
from articles.reading.metalines import is_meta
from articles.reading.rows import Row
from articles.reading.text import word_count
from articles.reading.titles import MADE_TITLE_DOUBT, can_be_title, is_prose

DOUBTFUL = 0.9
"""Below this confidence an article is doubtful: it is kept whole, and says why."""

HEADER, WHOLE_FILE, PAGE = "header lines above", "the whole file", "in line with the others"
START = 0.5
FOR_START = {
    headrows.REPEATED: 4.0,
    headrows.CAPTIONS: 2.5,
    headrows.CONTROL: 2.5,
    headsigns.DATELINE: 2.5,
    headrows.META: 2.5,
    headrows.PATTERN: 3.0,
    headsigns.APART: 1.5,
    headsigns.NEARLY_APART: 0.3,
    HEADER: 6.0,
    WHOLE_FILE: 4.0,
    PAGE: 1.5,
}
"""Weight of what was found at the start of an article, or of what it shares with others of the file."""

NO_TITLE = -2.0
EXTENT = 5.0
TITLE_WITHIN, LIKELY_WITHIN, SHORT, VERY_SHORT, LITTLE_PROSE, BROKEN_OFF = -3.0, -1.0, -0.5, -3.0, -2.5, -0.5
"""Weights of what speaks against the extent of the text: rows within like titles, or no real text."""

_FEW_WORDS, _VERY_FEW_WORDS = 40, 12
_MOST_COUNTED = 6
# A made title is always for an admin to look at.
_MADE_TITLE = 0.55
_HEAVY = -1.0
_FEWEST_TITLE_WORDS = 5
_WEAK = {headsigns.APART, headsigns.NEARLY_APART, PAGE}
_WORDS_A_SENTENCE = 70
_SENTENCE = re.compile(r"[.!?؟۔…][\"'”’»)\]]*(?=\s|$)|[。！？]")
_END = re.compile(r"[.!?؟。！？…][\"'”’»)\]」』]*$|[)\]）」]$")


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a cut is (0 to 1), and the reasons to doubt it, none where it is sure enough."""

    value: float
    doubts: tuple[str, ...]


def weigh(
    evidence: Sequence[str], rows: Sequence[Row], titled: bool, rules: Sequence[int] = ()
) -> Confidence:
    """Weigh the evidence for the start of an article and the rows of its text.

    `rules` are the lines within the text where a rule was drawn.
    """
    start = START + sum(FOR_START.get(each, 0.0) for each in set(evidence))
    doubts: list[tuple[float, str]] = []
    if set(evidence) <= _WEAK and titled:
        doubts.append((_HEAVY, "the title is known by the blank lines around it alone"))
    if not titled:
        start += NO_TITLE
        doubts.append((NO_TITLE, MADE_TITLE_DOUBT))
    found = [*_headlines_within(rows, rules), *_of_text(rows)]
    extent = EXTENT + sum(weight for weight, _ in found)
    doubts += found
    value = 1 / ((1 + math.exp(-start)) * (1 + math.exp(-extent)))
    if not titled:
        value = min(value, _MADE_TITLE)
    return Confidence(value, () if value >= DOUBTFUL else _said(doubts))


def _said(doubts: Sequence[tuple[float, str]]) -> tuple[str, ...]:
    """The doubts that weigh most; the light ones only if there are no others."""
    heavy = tuple(doubt for weight, doubt in doubts if weight <= _HEAVY)
    return heavy or tuple(doubt for _, doubt in doubts) or ("little shows that an article starts here",)


def _headlines_within(rows: Sequence[Row], rules: Sequence[int]) -> list[tuple[float, str]]:
    """Rows that may be headlines of further articles: they were not sure enough to cut at."""
    usual = heads.usual_gap(rows)
    apart, likely = [], []
    for above, row, following in zip(rows, rows[1:], rows[2:], strict=False):
        goes_on = not row.gap and not _END.search(above.text)
        if goes_on or row.text[:1].islower() or not _may_be_headline(row, following):
            continue
        ruled = any(line < row.first for line in rules if line > row.first - 3 - row.gap)
        dated = attribution.dateline(following.text) is not None
        if row.gap >= usual + 2 or ruled or (dated and row.gap):
            apart.append(row)
        elif len(row.text.split()) >= _FEWEST_TITLE_WORDS:
            likely.append(row)
    found: list[tuple[float, str]] = []
    for row in apart[:_MOST_COUNTED]:
        found.append((TITLE_WITHIN, f"line {row.first} may be the title of another article"))
    for row in likely[:_MOST_COUNTED]:
        found.append((LIKELY_WITHIN, f"line {row.first} could be the title of another article"))
    return found


def _may_be_headline(row: Row, following: Row) -> bool:
    return (
        can_be_title(row.text)
        and not is_prose(row.text)
        and not boilerplate.is_list_item(row.text)
        and (
            is_prose(following.text)
            or is_meta(following.text)
            or attribution.dateline(following.text) is not None
        )
    )


def _of_text(rows: Sequence[Row]) -> list[tuple[float, str]]:
    """What speaks against the text itself: too short, few sentences, broken off."""
    words = sum(word_count(row.text) for row in rows)
    found: list[tuple[float, str]] = []
    if words < _VERY_FEW_WORDS:
        found.append((VERY_SHORT, f"the text has only {words} words"))
    elif words < _FEW_WORDS:
        found.append((SHORT, f"the text has only {words} words"))
    sentences = sum(len(_SENTENCE.findall(row.text)) for row in rows)
    if sentences * _WORDS_A_SENTENCE < words:
        found.append((LITTLE_PROSE, "little of the text are sentences"))
    if rows and not _END.search(rows[-1].text):
        found.append((BROKEN_OFF, f"the text ends in mid-sentence at line {rows[-1].last}"))
    return found
