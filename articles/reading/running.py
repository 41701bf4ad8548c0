"""Rows of a page → the rows that count its sheets or its articles: the same words with a rising number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from articles.reading import captions
from articles.reading.rows import Row

RUNNING = "running line of the page"

_NUMBER = re.compile(r"\d+")
_LONGEST = 100
_FEWEST, _FEWEST_ITEMS = 3, 2
# "Article 2 of 7": what follows is another article. The line counts as so many blank lines.
_ITEM = re.compile(
    r"\W*(?:article|document|story|item|text|record|entry|doc|artikel|artículo|documento|مقال)\b",
    re.IGNORECASE,
)
_BOUNDARY = 4
_FEWEST_BETWEEN = 6
_FEWEST_LETTERS = 5
_FEWEST_WORDS_OF_SENTENCE = 8


def without_running(page: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of the text and the running lines among them, both in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(page):
        if len(row.text) <= _LONGEST and _NUMBER.search(row.text) and not _is_of_text(row.text):
            found[_NUMBER.sub("#", row.text)].append(number)
    running = {
        number for key, numbers in found.items() if _counts_up(page, key, numbers) for number in numbers
    }
    if not running:
        return list(page), []
    kept: list[Row] = []
    gap = 0
    for number, row in enumerate(page):
        if number in running:
            gap = max(gap, row.gap) + (_BOUNDARY if _ITEM.match(row.text) else 0)
        else:
            kept.append(replace(row, gap=max(gap, row.gap)))
            gap = 0
    return kept, [page[number] for number in sorted(running)]


def _is_of_text(text: str) -> bool:
    """Whether a row is a sentence or a caption: those of daily reports are alike but for their numbers."""
    if captions.looks_like_caption(text):
        return True
    return text.endswith((".", "!", "?", "”", '"')) and len(text.split()) >= _FEWEST_WORDS_OF_SENTENCE


def _counts_up(page: Sequence[Row], key: str, numbers: Sequence[int]) -> bool:
    """Whether rows that are alike but for numbers stand far apart, and one of their numbers rises by one."""
    fewest = _FEWEST_ITEMS if _ITEM.match(key) else _FEWEST
    if len(numbers) < fewest or sum(map(str.isalpha, key)) < _FEWEST_LETTERS:
        return False
    if any(after - before < _FEWEST_BETWEEN for before, after in pairwise(numbers)):
        return False
    columns = zip(*([int(each) for each in _NUMBER.findall(page[at].text)] for at in numbers), strict=True)
    return any(all(after - before == 1 for before, after in pairwise(column)) for column in columns)
