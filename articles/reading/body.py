"""Rows below a headline → paragraphs of the text, captions among them, and rows that belong to the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.reading import boilerplate, captions
from articles.reading.pageblocks import furniture
from articles.reading.rows import Row
from articles.reading.titles import fold, is_prose
from articles.records import Caption, RemovedLine

_LONGEST_ALONE = 180
_MOST_BETWEEN = 60


@dataclass(slots=True)
class Body:
    """What the rows of one article were sifted into. Every row goes to exactly one of the lists."""

    paragraphs: list[Row] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    removed: list[RemovedLine] = field(default_factory=list)
    folded: set[str] = field(default_factory=set)
    counted: int = 0

    def remove(self, row: Row, reason: str) -> None:
        """Put a row aside."""
        self.removed.append(RemovedLine(row.first, row.text, reason))

    def add_caption(self, row: Row) -> None:
        """Keep a caption at its first whole copy, put the other copies aside."""
        text, label = captions.without_label(row.text)
        if label:
            self.remove(replace(row, text=label), "label of a caption")
            row = replace(row, text=text)
        if self.captions and captions.is_credit(row.text):
            if not self.captions[-1].credit:
                self.captions[-1] = replace(self.captions[-1], credit=row.text.strip("()"))
            self.remove(row, "credit of a caption")
            return
        if fold(row.text) in self._shown():
            self.remove(row, "caption again")
            return
        # One that is cut off stands near the whole one.
        for number in range(max(0, len(self.captions) - _MOST_BETWEEN), len(self.captions)):
            shown = self.captions[number]
            if captions.is_cut_copy(row.text, shown.text):
                self.remove(row, "caption again")
                return
            if captions.is_cut_copy(shown.text, row.text):
                self.removed.append(RemovedLine(shown.line, shown.text, "caption again"))
                self.captions[number] = captions.parse(row.text, row.first)
                self.folded.add(fold(row.text))
                return
        self.captions.append(captions.parse(row.text, row.first))

    def _shown(self) -> set[str]:
        """The captions kept, as they are compared; made anew where the list was changed from outside."""
        for caption in self.captions[self.counted :]:
            self.folded.add(fold(caption.text))
        if self.counted > len(self.captions):
            self.folded = {fold(caption.text) for caption in self.captions}
        self.counted = len(self.captions)
        return self.folded

    @property
    def text(self) -> str:
        """The paragraphs, parted by blank lines."""
        return "\n\n".join(row.text for row in self.paragraphs)

    @property
    def lines(self) -> tuple[RemovedLine, ...]:
        """Everything that was sifted, in order, as lines put aside: for a body that becomes no article."""
        kept = [RemovedLine(row.first, row.text, "text") for row in self.paragraphs]
        shown = [RemovedLine(each.line, each.text, "caption") for each in self.captions]
        return in_order([*kept, *shown, *self.removed])


def in_order(lines: Sequence[RemovedLine]) -> tuple[RemovedLine, ...]:
    """Lines put aside, by their number in the file."""
    return tuple(sorted(lines, key=lambda each: each.line or 0))


def sift(rows: Sequence[Row], body: Body) -> None:
    """Sort the rows of an article's text into `body`, which may hold the captions of its head already."""
    shown = {fold(caption.text) for caption in body.captions}
    pictures = [_is_caption(rows, number, shown) for number in range(len(rows))]
    read: set[str] = set()
    for number, (row, reason) in enumerate(zip(rows, furniture(rows, pictures), strict=True)):
        if reason:
            body.remove(row, reason)
        elif pictures[number]:
            body.add_caption(row)
        elif is_prose(row.text) and fold(row.text) in read:
            body.remove(row, "paragraph again")
        else:
            read.add(fold(row.text))
            body.paragraphs.append(row)


def _is_caption(rows: Sequence[Row], number: int, shown: set[str]) -> bool:
    """Whether a row in the text is a caption: a copy of one in the head, or one by form and a second sign.

    The form alone is not enough: the last paragraph of a wire story also ends with "(Reuters)".
    """
    row = rows[number]
    if fold(captions.without_label(row.text)[0]) in shown:
        return True
    if row.pictured:
        return True
    if boilerplate.reason(row.text):
        return False
    twins = [
        rows[other]
        for other in (number - 1, number + 1)
        if 0 <= other < len(rows) and rows[other].text == row.text
    ]
    if twins and (captions.credit(row.text) or any(each.indented for each in (row, *twins))):
        return True
    if captions.shows_picture(row.text):
        return True
    if _has_credit_below(rows, number):
        return True
    if (
        number
        and not row.gap
        and captions.is_credit(row.text)
        and not captions.is_credit(rows[number - 1].text)
    ):
        return _is_caption(rows, number - 1, shown)
    if len(row.text) <= _LONGEST_ALONE and captions.credit(row.text) and captions.ends_with_date(row.text):
        return True
    if not captions.has_known_credit(row.text):
        return False
    return row.indented or captions.is_file_photo(row.text) or captions.ends_with_date(row.text)


def _has_credit_below(rows: Sequence[Row], number: int) -> bool:
    """Whether a row ends with a date and has the credit of a picture set close below it."""
    row = rows[number]
    below = rows[number + 1] if number + 1 < len(rows) else None
    if below is None or below.gap or not row.gap or len(row.text) > _LONGEST_ALONE:
        return False
    return captions.is_credit(below.text) and captions.ends_with_date(row.text)


def remove_repeated(bodies: Sequence[Body]) -> None:
    """Put rows aside that stand in several articles of one file: they belong to the pages, not to the news.

    Two copies of one article share most of their rows: what they have in common is no furniture.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for number, body in enumerate(bodies):
        for key in {fold(row.text) for row in body.paragraphs}:
            holders[key].append(number)
    shared = {key: found for key, found in holders.items() if len(found) > 1}
    for body in bodies:
        keys = [fold(row.text) for row in body.paragraphs]
        if sum(key in shared for key in keys) * 2 > len(keys):
            continue
        kept: list[Row] = []
        for row, key in zip(body.paragraphs, keys, strict=True):
            if key in shared and (len(shared[key]) > 2 or not is_prose(row.text)):
                body.remove(row, f"stands in {len(shared[key])} articles of the file")
            else:
                kept.append(row)
        body.paragraphs[:] = kept
