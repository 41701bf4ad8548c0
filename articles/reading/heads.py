"""Rows of a page dump → where its articles start, each start with its evidence.

A headline is known by what surrounds it: it is repeated around the captions or the text-size control,
captions follow it, it stands apart by blank lines or a rule. A short line alone is not enough: subheadings
look the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from articles.reading import boilerplate, captions
from articles.reading.headcopies import LONGEST_HEAD, repeat, with_copies
from articles.reading.headleads import is_dated, with_lead
from articles.reading.headrows import (
    CAPTIONS,
    CONTROL,
    META,
    MOST_TITLE_ROWS,
    REPEATED,
    STRONG,
    Head,
    is_caption,
    joined,
)
from articles.reading.headsigns import (
    NEARLY_APART,
    evidence_around,
    is_apart,
    is_kicker,
    is_of_head,
    is_signature,
    is_signed,
    is_underline,
)
from articles.reading.metalines import is_mail_header, is_meta
from articles.reading.naming import number_of
from articles.reading.rows import Row, breaks_greedily
from articles.reading.stated import of
from articles.reading.titles import can_be_title, fold, is_prose

_MOST_COPIES = 8
_LONGEST_WEAK_TITLE = 130
_FEWEST_WORDS_FRAMED = 3
_SIGN, _MOST_BETWEEN_COPIES = re.compile(r"[»>→▶►*•▪■●#]+\s+(?=\w|[\"'“‘«])"), 12


def find_heads(rows: Sequence[Row]) -> list[Head]:
    """Find the heads of all articles, in order."""
    usual = usual_gap(rows)
    rows = _without_marks(rows)
    heads: list[Head] = []
    at = 0
    while at < len(rows):
        below_head = bool(heads) and heads[-1].body == at
        if below_head and _stands_in(rows, heads[-1], at):
            heads[-1] = replace(heads[-1], body=at + 1)
            at += 1
            continue
        head = _head_at(rows, at, usual, below_head)
        if head and below_head and not heads[-1].title:
            head = replace(head, start=heads.pop().start)
        if head:
            heads.append(head)
        at = head.body if head else at + 1
    strong = any(STRONG & set(head.evidence) for head in heads)
    kept = [head for head in heads if not (strong and head.evidence == (NEARLY_APART,))]
    kept = _without_heads_of_nothing(rows, kept, usual)
    floors = [0, *(head.body for head in kept)]
    found: list[Head] = []
    for head, floor in zip(kept, floors, strict=False):
        dated = bool(found) and is_dated(rows, found[0])
        found.append(with_lead(rows, head, floor, usual, dated))
    whole: list[Head] = []
    for head in found:
        if whole and not whole[-1].title and whole[-1].body == head.start:
            head = replace(head, start=whole.pop().start)
        whole.append(head)
    return whole


def _without_marks(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, headlines without their sign ("» Talks Resume") where they come again without it."""
    made = list(rows)
    for at, row in enumerate(rows):
        if not row.text[:1].isalnum() and (mark := _SIGN.match(row.text)):
            wanted = fold(row.text[mark.end() :])
            near = (
                *rows[max(0, at - _MOST_BETWEEN_COPIES) : at],
                *rows[at + 1 : at + 1 + _MOST_BETWEEN_COPIES],
            )
            long = len(wanted.split()) > 1 or captions.is_dense(wanted)
            if long and any(wanted in (fold(each.text), _unnumbered(each.text)) for each in near):
                made[at] = replace(row, text=row.text[mark.end() :])
    return made


def _unnumbered(text: str) -> str:
    """A line for comparing, without the number before it."""
    return fold(text[len(number_of(text)) :])


def _without_heads_of_nothing(rows: Sequence[Row], heads: Sequence[Head], usual: int) -> list[Head]:
    """The heads but for those that would leave a repeated headline right above them without a text.

    Key points, a signature, a line of time look like a head of their own there.
    """
    kept: list[Head] = []
    for head in heads:
        above = kept[-1] if kept else None
        empty = above and not any(is_prose(row.text) for row in rows[above.body : head.start])
        if (
            above
            and empty
            and REPEATED in above.evidence
            and REPEATED not in head.evidence
            and not is_apart(rows, head.start, usual + 2)
        ):
            continue
        kept.append(head)
    return kept


def _stands_in(rows: Sequence[Row], head: Head, at: int) -> bool:
    """Whether a row below a repeated headline stands between its copies too, as captions do."""
    if REPEATED not in head.evidence or at - head.start > LONGEST_HEAD:
        return False
    text = fold(rows[at].text)
    return any(
        fold(rows[number].text) == text and number not in head.again and number not in head.title
        for number in range(head.start + 1, at)
    )


def usual_gap(rows: Sequence[Row]) -> int:
    """The commonest number of blank lines between rows."""
    counts = Counter(row.gap for row in rows[1:])
    return max(counts, key=lambda gap: (counts[gap], -gap)) if counts else 1


def _head_at(rows: Sequence[Row], at: int, usual: int, below_head: bool) -> Head | None:
    """The head that begins with a row, if one does."""
    if captions.is_credit(rows[at].text):
        return None
    if is_caption(rows, at) or (boilerplate.reason(rows[at].text) and not _is_framed(rows, at)):
        return _untitled(rows, at) if is_apart(rows, at, usual + 2) and is_caption(rows, at) else None
    if is_mail_header(rows[at].text) and at + 1 < len(rows) and is_mail_header(rows[at + 1].text):
        return None
    if (is_meta(rows[at].text) or of(rows[at].text)) and repeat(rows, at, 1) is None:
        return None
    if at and boilerplate.is_list_item(rows[at].text) and boilerplate.opens_list(rows[at - 1].text):
        return None
    for count in range(_title_rows(rows, at), 0, -1):
        if head := _head_of(rows, at, count, usual, below_head):
            return head
    return None


def _is_framed(rows: Sequence[Row], at: int) -> bool:
    """Whether a line that a page could say of itself ("Return to Harbour") is a headline none the less.

    It comes again below pictures or the control of the text size, and a text follows.
    """
    text = rows[at].text
    reason = boilerplate.reason(text)
    if reason in (boilerplate.CONTROL, boilerplate.RULE) or len(text.split()) < _FEWEST_WORDS_FRAMED:
        return False
    again = repeat(rows, at, 1)
    if again is None or not any(_frames(rows, number) for number in range(at + 1, again)):
        return False
    if any(is_prose(rows[number].text) and not is_caption(rows, number) for number in range(at + 1, again)):
        return False
    end = _end_of_head(rows, again + 1, text)
    return end < len(rows) and is_prose(rows[end].text)


def _frames(rows: Sequence[Row], at: int) -> bool:
    return is_caption(rows, at) or boilerplate.reason(rows[at].text) == boilerplate.CONTROL


def _title_rows(rows: Sequence[Row], at: int) -> int:
    """How many rows from one on could be one headline on several lines, or a kicker and a headline."""
    count = 1
    while count < MOST_TITLE_ROWS and at + count < len(rows):
        row = rows[at + count]
        odd = row.gap or boilerplate.reason(row.text) or is_of_head(row.text) or is_caption(rows, at + count)
        above = rows[at + count - 1].text.rstrip(",;:")
        if fold(above) == fold(row.text):
            break
        if odd or not can_be_title(row.text) or not can_be_title(above):
            break
        count += 1
    return count


def _head_of(rows: Sequence[Row], at: int, count: int, usual: int, below_head: bool) -> Head | None:
    """The head that begins with a headline of `count` rows, if one does."""
    row = rows[at]
    kickers = _kickers(rows, at, count)
    title = range(at + kickers, at + count)
    if not breaks_greedily([rows[number].text for number in title]):
        return None
    again = repeat(rows, at, count)
    if again is None and (not can_be_title(rows[title[-1]].text) or (count > 1 and at and not row.gap)):
        return None
    end = _end_of_head(rows, (at if again is None else again) + count, joined(rows, title))
    evidence = _evidence_within(rows, at + count, end)
    if again is not None:
        evidence.insert(0, REPEATED)
    elif (evidence and not row.gap and at > 0 and not _opens_below_text(rows, at, evidence)) or (
        count > 1 and not evidence
    ):
        return None
    if not below_head and count == 1 and len(row.text) <= _LONGEST_WEAK_TITLE:
        evidence += evidence_around(rows, at, end, usual)
    if any(is_of_head(rows[number].text) for number in range(at + count, end)) and (
        evidence or is_signed(rows, at, end)
    ):
        evidence.append(META)
    if not evidence:
        return None
    return with_copies(rows, Head(at, end, tuple(evidence), tuple(title)), count)


def _opens_below_text(rows: Sequence[Row], at: int, evidence: Sequence[str]) -> bool:
    """Whether a headline with its caption stands right under a text that has blank lines within."""
    above, below = rows[at - 1], rows[at + 1] if at + 1 < len(rows) else None
    parted = above.gap > 0 and below is not None and below.gap > 0
    return parted and CAPTIONS in evidence and is_prose(above.text) and not is_prose(rows[at].text)


def _kickers(rows: Sequence[Row], at: int, count: int) -> int:
    """How many of the rows of a headline are the name of a section above it."""
    if count < 2 or not is_kicker(rows[at].text):
        return 0
    return 1 if len(rows[at + 1].text.split()) > 3 else 0


def _evidence_within(rows: Sequence[Row], at: int, end: int) -> list[str]:
    """What the rows of a head say for it: captions, the control of the text size."""
    evidence = []
    if any(is_caption(rows, number) for number in range(at, end)):
        evidence.append(CAPTIONS)
    if any(boilerplate.reason(rows[number].text) == boilerplate.CONTROL for number in range(at, end)):
        evidence.append(CONTROL)
    return evidence


def _untitled(rows: Sequence[Row], at: int) -> Head:
    """The head of an article that starts with its captions, its headline lost."""
    return Head(at, _end_of_head(rows, at + 1, ""), (CAPTIONS,))


def _end_of_head(rows: Sequence[Row], at: int, title: str) -> int:
    """The first row from `at` that is no part of the head: text, or furniture that only text follows."""
    wanted = fold(title)
    first, end, copies = at, at, 0
    while at < len(rows):
        row = rows[at]
        copies += bool(wanted) and fold(row.text) == wanted
        if copies > _MOST_COPIES:
            return end
        part = is_caption(rows, at) or is_of_head(row.text) or (wanted and fold(row.text) == wanted)
        part = part or (at == first and wanted and (is_underline(rows, at) or is_signature(rows, at)))
        control = boilerplate.reason(row.text)
        if not part and (not control or control == boilerplate.RULE):
            return end
        at += 1
        if part or control == boilerplate.CONTROL:
            end = at
    return end
