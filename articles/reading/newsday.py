"""Text and the day of its picture → the weekday on which the text says that the news happened.

News says "on Monday" of the day it is written. A weekday told in the past, up to three days after the
picture was taken, is therefore the day of publication; one that is still to come is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MENTION = re.compile(rf"\b(?P<day>{'|'.join(_WEEKDAYS)})\b")
_LATEST_AFTER_PICTURE = 2


@dataclass(frozen=True, slots=True)
class NewsDay:
    """The day of the news, and the words of the text that name it."""

    day: date
    words: str


def day_of_news(body: str, pictured: date) -> NewsDay | None:
    """The latest weekday told in the past that lies on the day of the picture or shortly after it."""
    best: tuple[int, str] | None = None
    for match in _MENTION.finditer(body):
        offset = (_WEEKDAYS.index(match["day"]) - pictured.weekday()) % 7
        if offset > _LATEST_AFTER_PICTURE or not _is_past(body, match):
            continue
        if best is None or offset > best[0]:
            best = offset, _words(body, match)
    return NewsDay(pictured + timedelta(days=best[0]), best[1]) if best else None


_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s|\n")
_AHEAD = re.compile(
    r"\b(?:will|would|won't|due|expected|scheduled|set|next|until|till|by|before|after|ahead|plan|plans|planned|"
    r"planning|may|might|could|shall|should|must|deadline|to|coming|upcoming|later|last|from|since|starting|"
    r"begins?|starts?|opens?|meets?|hold|holds)\b|’ll\b|'ll\b"
)
_PAST = re.compile(
    r"\b(?:\w+ed|said|told|was|were|had|did|made|took|came|went|got|met|held|rose|fell|won|lost|gave|saw|began|"
    r"spoke|wrote|left|hit|put|cut|set|sent|found|became|struck|broke|drew|led|sought|slid|shut|sold|paid|won|"
    r"kept|brought|bought|chose|shot|fought|urged|sank|jumped|ran|beat|let|quit|swore|threw|grew|knew|thought)\b"
)


def _is_past(body: str, match: re.Match[str]) -> bool:
    """Whether the verb nearest before the weekday, in its sentence, tells of the past."""
    before = body[max(0, match.start() - 250) : match.start()]
    ends = [end.end() for end in _SENTENCE_END.finditer(before)]
    clause = before[ends[-1] :] if ends else before
    past = [found.start() for found in _PAST.finditer(clause)]
    ahead = [found.start() for found in _AHEAD.finditer(clause)]
    return bool(past) and (not ahead or past[-1] > ahead[-1])


def _words(body: str, match: re.Match[str]) -> str:
    """Up to three words before the weekday, and the weekday."""
    before = body[max(0, match.start() - 40) : match.start()].split()
    return " ".join([*before[-3:], match["day"]])
