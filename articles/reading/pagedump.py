"""Text copied from news pages, one article after another → articles.

Each has a headline, captions, a text-size control ("TT"), headline and captions again, then the paragraphs.
Any of these may be missing: `heads` weighs the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.reading import boilerplate
from articles.reading.body import remove_repeated, sift
from articles.reading.drafts import Draft, finish
from articles.reading.heads import APART, NEARLY_APART, STRONG, Head, find_heads, is_caption
from articles.reading.opened import OpenFile
from articles.reading.rows import Row, rows
from articles.reading.titles import fold, is_prose
from articles.records import ParsedArticle, Rejection

LAYOUT = "page dump"


def recognise(opened: OpenFile) -> bool:
    """Whether the text has a head with strong evidence, or two heads of any kind."""
    found = find_heads(rows(opened.lines))
    return len(found) > 1 or any(STRONG & set(head.evidence) for head in found)


def read(opened: OpenFile) -> Iterator[ParsedArticle | Rejection]:
    """Yield the articles of the dump, and a rejection for each headline without text."""
    page = rows(opened.lines)
    heads = find_heads(page)
    drafts = [*_before(page[: heads[0].start])] if heads else []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        drafts.append(_draft(page, head, following.start if following else len(page)))
    if drafts and heads and not _has_text(drafts[0]) and len(drafts) > 1 and not drafts[0].title:
        lead = drafts.pop(0)
        for caption in lead.body.captions:
            drafts[0].body.captions.insert(0, caption)
        drafts[0].body.removed.extend(lead.body.removed)
    remove_repeated([draft.body for draft in drafts])
    for index, draft in enumerate(drafts):
        yield finish(draft, opened, index)


def _has_text(draft: Draft) -> bool:
    return bool(draft.body.paragraphs)


def _before(lead: Sequence[Row]) -> Iterator[Draft]:
    """What stands before the first headline: an article that lost its head, or the top of the page."""
    if not lead:
        return
    draft = Draft(lead[0], LAYOUT)
    sift(lead, draft.body)
    if not any(is_prose(row.text) for row in draft.body.paragraphs):
        for row in draft.body.paragraphs:
            draft.body.remove(row, "before the first title")
        draft.body.paragraphs.clear()
    else:
        draft.doubts.append("the text starts without a title")
    yield draft


def _draft(page: Sequence[Row], head: Head, end: int) -> Draft:
    """Put one article together from the rows of its head and of its text."""
    draft = Draft(page[head.start], LAYOUT)
    if head.titled:
        draft.title = page[head.start].text
    for number in range(head.start + head.titled, head.body):
        _take_head_row(page, number, draft)
    sift(page[head.body : end], draft.body)
    if set(head.evidence) <= {APART, NEARLY_APART}:
        draft.doubts.append("the title is known by the blank lines around it alone")
    return draft


def _take_head_row(page: Sequence[Row], number: int, draft: Draft) -> None:
    """Sort one row of a head: title again, caption, control of the page, byline or date."""
    row, body = page[number], draft.body
    reason = boilerplate.reason(row.text)
    if draft.title and fold(row.text) == fold(draft.title):
        body.remove(row, "title again")
    elif reason:
        body.remove(row, reason)
    elif is_caption(page, number) or not draft.take_meta(row):
        body.add_caption(row)
