"""Text copied from news pages, one article after another → articles.

Each has a headline, captions, a text-size control ("TT"), headline and captions again, then the paragraphs.
Any of these may be missing: `heads` weighs the evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from articles.reading import boilerplate, plain, stated
from articles.reading.body import remove_repeated, sift
from articles.reading.confidence import PAGE
from articles.reading.drafts import Draft, finish
from articles.reading.headrows import STRONG, Head, is_caption
from articles.reading.heads import find_heads
from articles.reading.headsigns import is_signature
from articles.reading.metalines import is_date_line, is_mail_header
from articles.reading.naming import suffixes
from articles.reading.opened import OpenFile
from articles.reading.printed import SHEET, without_sheets
from articles.reading.rows import Row, rows
from articles.reading.running import RUNNING, without_running
from articles.reading.text import Line
from articles.reading.titles import fold, is_prose
from articles.records import IN_TITLE_LINE, ParsedArticle, Rejection, RemovedLine

LAYOUT = "page dump"


def recognise(opened: OpenFile) -> bool:
    """Whether the text has a head with strong evidence, or two heads of any kind."""
    kept, _ = without_sheets(opened.lines)
    found = find_heads(without_running(rows(kept))[0])
    return len(found) > 1 or any(STRONG & set(head.evidence) for head in found)


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the articles of the dump, and a rejection for each headline without text."""
    for index, draft in enumerate(drafts_of(opened.lines)):
        yield finish(draft, opened, index)


def drafts_of(lines: Sequence[Line]) -> list[Draft]:
    """The articles of lines as they stand in a file, without what belongs to the sheets of a printed page."""
    kept, sheets = without_sheets(lines)
    made = drafts(rows(kept))
    _put_aside([Row(line.number, line.number, line.text, 0) for line in sheets], SHEET, made)
    return made


def _put_aside(found: Sequence[Row], reason: str, made: Sequence[Draft]) -> None:
    """Note rows that belong to no text with the article above each."""
    for row in found:
        holder = next((each for each in reversed(made) if each.first.first <= row.first), made[0])
        holder.body.remove(row, reason)


def drafts(page: Sequence[Row]) -> list[Draft]:
    """The articles of a page, each with the rows that belong to it; one of all rows if no head is found."""
    page, running = without_running(page)
    made = _cut(page)
    _put_aside(running, RUNNING, made)
    return made


def _cut(page: Sequence[Row]) -> list[Draft]:
    heads = find_heads(page)
    if not heads:
        return [plain.draft(page)] if page else []
    made = [_draft(page, head, end) for head, end in zip(heads, _ends(page, heads), strict=True)]
    _note_neighbours(heads, made)
    lead = _before(page[: heads[0].start]) if heads[0].start else None
    if lead and lead.body.paragraphs:
        made.insert(0, lead)
    elif lead:
        made[0].take_over(lead)
    _put_strange_days_aside(page, heads, made)
    remove_repeated([draft.body for draft in made])
    _remove_site_names(made)
    return made


def _put_strange_days_aside(page: Sequence[Row], heads: Sequence[Head], made: Sequence[Draft]) -> None:
    """Put date lines aside that may be of the article above or below: nothing but their place would tell.

    Where the last article of the file has one below its text, each is that of the article above.
    """
    closing = made[-1].body.paragraphs[-1:]
    if closing and is_date_line(closing[0].text):
        return
    gap_below = {page[head.start - 1].first: page[head.start].gap for head in heads if head.start}
    for draft in made:
        last = draft.body.paragraphs[-1] if len(draft.body.paragraphs) > 1 else None
        if last and is_date_line(last.text) and gap_below.get(last.first, last.gap + 1) <= last.gap:
            draft.take_closing_day(told=False)


def _ends(page: Sequence[Row], heads: Sequence[Head]) -> list[int]:
    return [*(head.start for head in heads[1:]), len(page)]


def _note_neighbours(heads: Sequence[Head], made: Sequence[Draft]) -> None:
    """Heads that are built like most others of the file are the more likely for it."""
    shapes = Counter(frozenset(head.evidence) for head in heads)
    for head, draft in zip(heads, made, strict=True):
        if shapes[frozenset(head.evidence)] > 2:
            draft.evidence = (*draft.evidence, PAGE)


def _remove_site_names(made: Sequence[Draft]) -> None:
    endings = suffixes([draft.title for draft in made])
    for draft in made:
        for ending in endings:
            if draft.title.endswith(ending):
                draft.title = draft.title.removesuffix(ending)
                draft.body.removed.append(
                    RemovedLine(draft.title_line, ending.strip(), IN_TITLE_LINE + "name of the site")
                )


def _before(lead: Sequence[Row]) -> Draft:
    """What stands before the first headline: an article that lost its head, or the top of the page."""
    draft = Draft(lead[0], LAYOUT)
    sift(lead, draft.body)
    if not any(is_prose(row.text) for row in draft.body.paragraphs):
        for row in draft.body.paragraphs:
            draft.body.remove(row, "before the first title")
        draft.body.paragraphs.clear()
    return draft


def _draft(page: Sequence[Row], head: Head, end: int) -> Draft:
    """Put one article together from the rows of its head and of its text."""
    draft = Draft(page[head.start], LAYOUT, evidence=head.evidence)
    draft.set_title([page[number] for number in head.title])
    for number in range(head.start, head.body):
        if number not in head.title:
            _take_head_row(page, number, head, draft)
    text = list(page[head.body : end])
    for number in sorted(stated.tail(text), reverse=True):
        draft.take_meta(text.pop(number))
    sift(text, draft.body)
    return draft


def _take_head_row(page: Sequence[Row], number: int, head: Head, draft: Draft) -> None:
    """Sort one row of a head: title again, caption, control of the page, byline or date."""
    row, body = page[number], draft.body
    reason = boilerplate.reason(row.text)
    if number in head.again or (draft.title and fold(row.text) == fold(draft.title)):
        body.remove(row, "title again")
    elif number in head.kickers:
        body.remove(row, "name of the section")
    elif stated.of(row.text) and not is_caption(page, number):
        draft.take_meta(row)
    elif (number - 1 in head.title or number - 1 in head.again) and is_signature(page, number):
        draft.byline = draft.byline or row.text
        body.remove(row, "byline")
    elif is_mail_header(row.text) and not is_caption(page, number):
        body.remove(row, "mail header")
    elif reason:
        body.remove(row, reason)
    elif is_caption(page, number) or not draft.take_meta(row):
        body.add_caption(row)
