"""The copies of a headline in the head of an article → where the next stands, and which of them is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from articles.reading import boilerplate
from articles.reading.headrows import Head, is_caption, joined
from articles.reading.headsigns import is_of_head
from articles.reading.naming import best_copy, number_of, same_title
from articles.reading.rows import Row
from articles.reading.titles import LONGEST_TITLE, can_be_title, fold, is_prose

LONGEST_HEAD = 60
_MOST_UNKNOWN = 3
_LONGEST_UNKNOWN = 300
_LONGEST_SENTENCE = 130


def with_copies(rows: Sequence[Row], head: Head, count: int) -> Head:
    """The head with the best copy of its headline, and the rows of the others."""
    size = len(head.title)
    first = joined(rows, head.title)
    copies = [head.title]
    at = head.start + count
    while at + size <= head.body:
        group = range(at, at + size)
        if (size == 1 or all(not rows[number].gap for number in group[1:])) and same_title(
            joined(rows, group), first
        ):
            copies.append(tuple(group))
            at += size
        else:
            at += 1
    best = best_copy([joined(rows, copy) for copy in copies])
    again = {number for place, copy in enumerate(copies) if place != best for number in copy}
    kickers = set(range(head.start, head.title[0]))
    words = {fold(rows[number].text) for number in kickers}
    kickers |= {number for number in range(head.start, head.body) if fold(rows[number].text) in words}
    return replace(head, title=copies[best], again=frozenset(again), kickers=frozenset(kickers))


def repeat(rows: Sequence[Row], at: int, count: int) -> int | None:
    """Where the second copy of a headline starts, if little but captions and furniture stands between."""
    wanted = [rows[number].text for number in range(at, at + count)]
    if sum(map(len, wanted)) > LONGEST_TITLE or not fold(wanted[0]):
        return None
    if boilerplate.is_list_item(wanted[0]) and not can_be_title(wanted[0]):
        if count > 1 or not (counted := number_of(wanted[0])):
            return None
        wanted = [wanted[0][len(counted) :].strip()]
    if count == 1 and _is_doubled_sentence(rows, at):
        return at + 1
    unknown = 0
    sure = prose = framed = listed = False
    for number in range(at + count, min(at + count + LONGEST_HEAD, len(rows) - count + 1)):
        row = rows[number]
        if _is_copy([rows[number + step].text for step in range(count)], wanted, sure):
            # A sentence that stands in two articles has no picture between its copies.
            if (prose and not sure) or (not framed and not can_be_title(wanted[-1])):
                return None
            doubled = number == at + count and not row.gap
            return number if not doubled or _is_prose_at(rows, number + count) else None
        reason = boilerplate.reason(row.text)
        listed = boilerplate.opens_list(row.text) or (listed and not row.gap and not is_prose(row.text))
        if is_caption(rows, number) or reason == boilerplate.CONTROL or is_of_head(row.text):
            sure = True
            framed = framed or not is_of_head(row.text)
        elif reason == boilerplate.RULE and not sure:
            return None
        elif reason or listed:
            continue
        elif len(row.text) <= _LONGEST_UNKNOWN and unknown < _MOST_UNKNOWN:
            unknown += 1
            prose = prose or is_prose(row.text)
        else:
            return None
    return None


def _is_doubled_sentence(rows: Sequence[Row], at: int) -> bool:
    """Whether a sentence stands twice above a text, each time alone and farther from what is above."""
    if at + 2 >= len(rows) or can_be_title(rows[at].text) or len(rows[at].text) > _LONGEST_SENTENCE:
        return False
    row, copy = rows[at], rows[at + 1]
    apart = copy.gap > 0 and (at == 0 or row.gap > copy.gap or not is_prose(rows[at - 1].text))
    return apart and row.text == copy.text and rows[at + 2].gap > 0 and _is_prose_at(rows, at + 2)


def _is_copy(texts: Sequence[str], wanted: Sequence[str], sure: bool) -> bool:
    """Whether rows are a headline once more; a sentence counts only to the letter."""
    if all(fold(text) == fold(line) for text, line in zip(texts, wanted, strict=True)):
        return sure or can_be_title(texts[0])
    if sure and len(texts) == 1 and (number := number_of(wanted[0])):
        return fold(texts[0]) == fold(wanted[0][len(number) :])
    return (
        sure
        and can_be_title(wanted[-1])
        and not boilerplate.is_list_item(wanted[0])
        and all(same_title(text, line) for text, line in zip(texts, wanted, strict=True))
    )


def _is_prose_at(rows: Sequence[Row], at: int) -> bool:
    return at < len(rows) and (is_prose(rows[at].text) or is_caption(rows, at))
