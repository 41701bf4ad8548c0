"""What stands around a line that may be a headline → the evidence that it is one."""

from __future__ import annotations

from collections.abc import Sequence

from articles.reading import attribution, boilerplate
from articles.reading.metalines import is_address, is_date_line, is_meta
from articles.reading.rows import Row
from articles.reading.stated import imprint, of
from articles.reading.titles import can_be_title, is_prose

DATELINE, APART, NEARLY_APART = "dateline below", "stands apart", "stands nearly apart"
_LONGEST_KICKER = 30
_SHORTEST_STANDFIRST = 50
_MOST_NAMES, _NEARLY_AS_LONG = 4, 3


def evidence_around(rows: Sequence[Row], at: int, end: int, usual: int) -> list[str]:
    """What stands around a head: blank lines or a rule above, prose with a dateline below."""
    if not (_opens_text(rows, end) or _is_standfirst(rows, end)) or rows[end].gap >= usual + 2:
        return []
    opening = attribution.dateline(rows[end].text)
    if (at == 0 or rows[at].gap) and opening and opening.agency:
        return [DATELINE]
    if is_apart(rows, at, usual + 2):
        return [APART]
    return [NEARLY_APART] if usual and is_apart(rows, at, usual + 1) else []


def is_signed(rows: Sequence[Row], at: int, end: int) -> bool:
    """Whether a line apart is known as a headline by the byline or date right below it, with text below."""
    row = rows[at]
    below = rows[at + 1].text
    apart = at == 0 or row.gap > 0
    signed = attribution.byline(below) or is_date_line(below) or is_address(below) or _is_stated(below)
    opens = _opens_text(rows, end) or (
        end < len(rows) and is_kicker(rows[end].text) and _opens_text(rows, end + 1)
    )
    return apart and bool(signed) and len(row.text.split()) > 2 and opens


def _opens_text(rows: Sequence[Row], at: int) -> bool:
    """Whether a row could be the first of a text."""
    return at < len(rows) and bool(is_prose(rows[at].text) or attribution.dateline(rows[at].text))


def is_of_head(text: str) -> bool:
    return is_meta(text) or _is_stated(text)


def _is_stated(text: str) -> bool:
    """Whether a row below a headline says who published the text and when."""
    return bool(of(text) or imprint(text))


def _is_standfirst(rows: Sequence[Row], at: int) -> bool:
    """Whether a row sums up the text that opens below it."""
    if at >= len(rows) or not can_be_title(rows[at].text) or len(rows[at].text) < _SHORTEST_STANDFIRST:
        return False
    return _opens_text(rows, at + 1)


def is_apart(rows: Sequence[Row], at: int, gap: int) -> bool:
    if at == 0 or rows[at].gap >= gap or boilerplate.is_separator(rows[at - 1].text):
        return True
    return is_dated_above(rows, at, gap) or is_section_above(rows, at, gap)


def is_section_above(rows: Sequence[Row], at: int, gap: int) -> bool:
    """Whether the row above is a short one that itself stands apart: the name of a section, a number."""
    above = rows[at - 1].text
    if not is_kicker(above) or len(rows[at].text.split()) <= len(above.split()) + 1:
        return False
    return at == 1 or rows[at - 1].gap >= gap or boilerplate.is_separator(rows[at - 2].text)


def is_dated_above(rows: Sequence[Row], at: int, gap: int) -> bool:
    """Whether the row above is a line of the day that itself stands apart."""
    return at > 0 and is_date_line(rows[at - 1].text) and is_apart(rows, at - 1, gap)


def is_signature(rows: Sequence[Row], at: int) -> bool:
    """Whether a row right below a headline is nothing but names: a date line or the text follows it."""
    words = len(rows[at].text.split())
    if not 0 < at < len(rows) - 1 or not 1 < words <= _MOST_NAMES:
        return False
    if len(rows[at - 1].text.split()) <= max(words, _MOST_NAMES - 1):
        return False
    text, below = rows[at].text, rows[at + 1]
    if text.upper() == text or text.lower() == text or is_meta(text) or not attribution.are_names(text):
        return False
    return (is_date_line(below.text) and not below.gap) or _opens_text(rows, at + 1)


def is_underline(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is the rule drawn below the row above, about as long as that."""
    if at == 0 or rows[at].gap or len(set(rows[at].text)) > 1 or not boilerplate.is_separator(rows[at].text):
        return False
    return abs(len(rows[at].text) - len(rows[at - 1].text)) <= _NEARLY_AS_LONG


def is_kicker(text: str) -> bool:
    """Whether a line above a headline is short enough to be the name of its section."""
    words = text.rstrip(" :|").split()
    return (
        1 <= len(words) <= 3
        and len(text) <= _LONGEST_KICKER
        and can_be_title(text.rstrip(" :|"))
        and not attribution.agency(text)
    )
