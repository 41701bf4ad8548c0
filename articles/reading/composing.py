"""Letters and the marks on them → composed (NFC), in time in line with their length.

To compose, marks are put in order, which takes the square of how many follow each other: a page of a megabyte
of them would take hours, here and wherever the text is compared later. No letter of any script has that many.
"""

from __future__ import annotations

import re
import unicodedata

_MOST_MARKS = 30  # as in the Stream-Safe Text Format of Unicode
_MAY_BE_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")


def composed(text: str) -> str:
    """The text composed; of more than 30 marks on one letter the rest is left out."""
    return unicodedata.normalize("NFC", bounded(text))


def bounded(text: str) -> str:
    """The text with no more than 30 marks on a letter, as it is otherwise."""
    return text if text.isascii() else _MAY_BE_MARKS.sub(_without_most, text)


def _without_most(match: re.Match[str]) -> str:
    made: list[str] = []
    marks = 0
    for char in match.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            made.append(char)
    return "".join(made)
