"""The head of an article and what stands above it → the head with the rows above that belong to it.

Header lines of a mail, a date, a kicker, the name of a section, captions and marked copies of the headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.reading import boilerplate
from articles.reading.headrows import MOST_TITLE_ROWS, STRONG, Head, is_caption, joined
from articles.reading.headsigns import is_dated_above, is_kicker
from articles.reading.metalines import is_date_line, is_mail_header, is_meta
from articles.reading.naming import same_title
from articles.reading.rows import Row
from articles.reading.titles import can_be_title, fold

_LONGEST_SLUG = 50
_UNMARKED = re.compile(r"^[^\w\"'“‘«(\[]+")


def is_dated(rows: Sequence[Row], head: Head) -> bool:
    """Whether a head begins with the line of its day."""
    return bool(head.title) and head.start < min(head.title) and is_date_line(rows[head.start].text)


def with_lead(rows: Sequence[Row], head: Head, floor: int, usual: int, dated: bool = False) -> Head:
    """The head with the rows right above it that belong to it: header lines of a mail, a kicker.

    `dated` says that the first head of the file begins with its day: a date right above is this one's then.
    """
    head = _with_copies_above(rows, head, floor)
    at = head.start
    while at > floor and is_mail_header(rows[at - 1].text):
        at -= 1
    if head.start - at >= 2:
        return replace(head, start=at)
    if head.start > floor and (
        (is_dated_above(rows, head.start, usual + 2) and rows[head.start].gap < usual + 2)
        or (dated and is_date_line(rows[head.start - 1].text) and rows[head.start].gap <= max(usual, 1))
    ):
        head = replace(head, start=head.start - 1)
    if kickers := _below_rule(rows, head, floor):
        return replace(head, start=min(kickers), kickers=head.kickers | kickers)
    at = head.start - 1
    if at < floor or not STRONG & set(head.evidence) or not is_kicker(rows[at].text):
        return head
    row = rows[at]
    apart = at == 0 or row.gap > max(usual, rows[head.start].gap - 1)
    if boilerplate.reason(row.text) or not (apart or row.text.endswith(":")) or is_meta(row.text):
        return head
    return replace(head, start=at, kickers=head.kickers | {at})


def _with_copies_above(rows: Sequence[Row], head: Head, floor: int) -> Head:
    """The head with the captions and copies of its headline right above it, whatever marks they bear.

    Left to the article above, a caption would tell that one a day which is not its own.
    """
    shown = {fold(rows[number].text) for number in range(head.start, head.body) if is_caption(rows, number)}
    title = joined(rows, head.title)
    start = at = head.start
    while at > floor:
        text = rows[at - 1].text
        named = bool(title) and same_title(_UNMARKED.sub("", text), title)
        if not named and fold(text) not in shown and boilerplate.reason(text) != boilerplate.CONTROL:
            break
        at -= 1
        if named or fold(text) in shown:
            start = at
    if start == head.start:
        return head
    again = {number for number in range(start, head.start) if fold(rows[number].text) not in shown}
    longer = next((number for number in again if _is_end_of(rows[number].text, title)), None)
    if longer is not None:
        # A sign of the page stuck to the copy below ("TTTalks Resume").
        again = (again - {longer}) | set(head.title)
        head = replace(head, title=(longer,))
    controls = {number for number in again if boilerplate.reason(rows[number].text) == boilerplate.CONTROL}
    return replace(head, start=start, again=head.again | (again - controls))


def _is_end_of(text: str, title: str) -> bool:
    return len(text) < len(title) and len(text.split()) > 1 and title.endswith(text)


def _below_rule(rows: Sequence[Row], head: Head, floor: int) -> frozenset[int]:
    """The short rows between the rule that ends an article and the head of the next: a slug, a section."""
    for at in range(head.start - 1, max(floor, head.start - MOST_TITLE_ROWS) - 1, -1):
        if boilerplate.is_separator(rows[at].text) or boilerplate.reason(rows[at].text) == boilerplate.RULE:
            return frozenset(range(at + 1, head.start))
        if len(rows[at].text) > _LONGEST_SLUG or not can_be_title(rows[at].text) or is_meta(rows[at].text):
            break
    return frozenset()
