"""What stands around a line that may be a headline → the evidence that it is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.reading import attribution, boilerplate, captions
from articles.reading.headrows import is_caption
from articles.reading.metalines import is_address, is_date_line, is_meta
from articles.reading.naming import same_title
from articles.reading.rows import Row
from articles.reading.stated import imprint, of
from articles.reading.titles import can_be_title, fold, is_prose

DATELINE, APART, NEARLY_APART = "dateline below", "stands apart", "stands nearly apart"
_LONGEST_KICKER = 30
_SHORTEST_STANDFIRST = 50
_MOST_NAMES, _NEARLY_AS_LONG, _FAR = 4, 3, 16
# "Ann Lee in Port Lumen": where the text was written.
_PLACED = re.compile(
    r"(?<=\w)\s+(?:in|à|en|aus|a|em|i|w)\s+[^\W\d_a-z][\w.'’-]+(?:\s[^\W\d_a-z][\w.'’-]+){0,2}$"
)


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
    if rows[at].gap and _is_below_furniture(rows, at):
        return True
    return is_dated_above(rows, at, gap) or is_section_above(rows, at, gap)


def _is_below_furniture(rows: Sequence[Row], at: int) -> bool:
    """Whether nothing but buttons and menus stands between a row and the start of the file or a separator."""
    start = at
    while start and at - start < _FAR:
        reason = boilerplate.reason(rows[start - 1].text)
        if not reason or boilerplate.is_separator(rows[start - 1].text):
            break
        start -= 1
    return start < at and (start == 0 or boilerplate.is_separator(rows[start - 1].text))


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
    text = _PLACED.sub("", rows[at].text)
    words = len(text.split())
    if not 0 < at < len(rows) - 1 or not 1 < words <= _MOST_NAMES:
        return False
    above, below = rows[at - 1], rows[at + 1]
    again = _is_copied(rows, at - 1)
    if len(above.text.split()) <= max(words, _MOST_NAMES - 1) and not again:
        return False
    cased = text.upper() != text.lower()
    if cased and (text.upper() == text or text.lower() == text):
        return False
    if is_meta(text) or not attribution.are_names(text):
        return False
    if (is_date_line(below.text) and not below.gap) or fold(below.text) == fold(above.text):
        return True
    if not again and text != rows[at].text:
        return False
    return (cased and _opens_text(rows, at + 1)) or (again and below.gap > 0 and is_caption(rows, at + 1))


def _is_copied(rows: Sequence[Row], at: int) -> bool:
    """Whether a row of a head has a copy in it: no running text stands between the two."""
    if at + 2 < len(rows) and same_title(rows[at + 2].text, rows[at].text):
        return True
    for row in reversed(rows[max(0, at - _FAR) : at]):
        if same_title(row.text, rows[at].text):
            return True
        if is_prose(row.text) and not captions.looks_like_caption(row.text):
            return False
    return False


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
