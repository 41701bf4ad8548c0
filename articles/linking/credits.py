"""Text → the lines that name those who made the article: "(Reporting by …; editing by …)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.records import Field, PersonMention

RULE = "credit line"
"""The rule of a mention that stands in such a line: the person made the article and is not its subject."""

WORK = (
    r"(?:(?:additional|extra|further)\s+)?"
    r"(?:report(?:ing|ed)|writ(?:ing|ten)|edit(?:ing|ed)|compiled|translat(?:ing|ed)|research(?:ed)?|photography)"
)
NAME = r"(?-i:[^\W\d_a-z])"
# In brackets anywhere, or a paragraph of its own; up to the closing bracket or the end of the paragraph.
# Each opens with one fixed character, which `re` finds much faster than any of three.
IN_BRACKETS = rf"\s*{WORK}\s+(?:and\s+\w+\s+)?by\s+{NAME}[^()\[\]]{{0,600}}[)\]]?"
CREDITS = {
    "\n": re.compile(rf"\n\s*{WORK}\s+by\s+{NAME}[^\n]{{0,400}}$", re.IGNORECASE | re.MULTILINE),
    "(": re.compile(rf"\({IN_BRACKETS}", re.IGNORECASE),
    "[": re.compile(rf"\[{IN_BRACKETS}", re.IGNORECASE),
}


def credit_lines(text: str) -> list[tuple[int, int]]:
    """The spans of the credit lines, in order."""
    # A line end in front, so that the first line of the text is like any other.
    text = "\n" + text
    lines = [line.span() for mark, form in CREDITS.items() if mark in text for line in form.finditer(text)]
    found: list[tuple[int, int]] = []
    done = 0
    for start, end in sorted(lines):
        if start >= done:
            found.append((max(0, start - 1), end - 1))
            done = end
    return found


def apart(people: Sequence[PersonMention], body: str) -> list[PersonMention]:
    """The mentions, those in credit lines of the body marked by their rule."""
    spans = credit_lines(body) if people else []
    if not spans:
        return list(people)
    return [
        mention._replace(rule=RULE)
        if mention.field is Field.BODY and any(a <= mention.start and mention.end <= b for a, b in spans)
        else mention
        for mention in people
    ]
