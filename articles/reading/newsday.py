"""Text and the day of its picture → the weekday on which the text says that the news happened.

News says "on Monday" of the day it is written. The first weekday told in the past that lies within two days
after the picture is therefore the day of publication; one that is still to come is not. Measured on 17,993
English wire texts, their pictures set back by up to two days: right for 97 of 100 that name it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from articles.reading import weekdays

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MENTION = re.compile(rf"\b(?P<day>{'|'.join(_WEEKDAYS)})\b")
_LATEST_AFTER_PICTURE = 2
_MENTIONS = 200
# A first mention below this many characters is not in the opening of the text.
_OPENING = 450
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘A-Z])|\n")
_AHEAD = re.compile(
    r"\b(?:will|would|won't|due|(?<!than[- ])(?<!as )expected|scheduled|until(?! \d)|before|ahead|plans? to|"
    r"planned|planning|may|might|could|shall|should|must|deadline|coming|upcoming|next|hopes?|begins?|starts?|"
    r"opens|visits|meets?|holds|be|set to)\b"
    r"|[’']ll\b"
)
_PAST = re.compile(
    r"(?<!\bbe )\b(?:[a-z]{2,}ed|said|told|was|were|had|did|made|took|came|went|got|met|held|rose|fell|won|"
    r"lost|gave|saw|began|spoke|wrote|left|hit|put|cut|sent|found|became|struck|broke|drew|led|sought|slid|shut|"
    r"sold|paid|kept|brought|bought|chose|shot|fought|sank|ran|beat|let|quit|laid|swept|stood|flew|fled|dealt|built|swore|threw|grew|knew|thought|froze)\b"
)
# "on Monday", "said late Monday", "Putin said Monday": not "for Monday", "by Monday", "Monday's".
_TOLD_OF = re.compile(r"(?:\b(?:on|late|early|earlier|said|told \w+|[a-z]{3,}ed)\s+)$")
_SPEAKING = re.compile(r"[\"“]?(?:In a \w+|Speaking|Addressing|Talking|Testifying|Asked|Writing|Appearing)\b")
_POSSESSIVE = re.compile(r"[’']s\b")


@dataclass(frozen=True, slots=True)
class NewsDay:
    """The day of the news, and the words of the text that name it."""

    day: date
    words: str


def day_of_news(body: str, pictured: date) -> NewsDay | None:
    """The weekday told in the past that lies on the day of the picture or up to two days after it.

    The first weekday that the text tells of counts. If that is an older one, a day after the picture named
    further down is of the week before. Where the opening names none and two days running are named below, the
    later one counts.
    """
    told: dict[int, re.Match[str]] = {}
    for match in islice(_MENTION.finditer(body), _MENTIONS):
        offset = _offset(match, pictured)
        if offset not in told and _is_past(body, match):
            told[offset] = match
    if not told:
        return None if _MENTION.search(body) else _in_other_languages(body, pictured)
    first = next(iter(told))
    if first > _LATEST_AFTER_PICTURE:
        near = (at for at in told if at <= _LATEST_AFTER_PICTURE and told[at].start() < _OPENING)
        first = next(near, 0)
    elif first < _LATEST_AFTER_PICTURE and first + 1 in told and told[first].start() > _OPENING:
        first += 1
    if first not in told:
        return None
    return NewsDay(pictured + timedelta(days=first), _words(body, told[first]))


def _offset(match: re.Match[str], pictured: date) -> int:
    """Days from the picture to the next such weekday, 0 to 6."""
    return (_WEEKDAYS.index(match["day"]) - pictured.weekday()) % 7


def _in_other_languages(body: str, pictured: date) -> NewsDay | None:
    for mention in weekdays.told(body):
        offset = (mention.weekday + mention.is_yesterday - pictured.weekday()) % 7
        if offset <= _LATEST_AFTER_PICTURE:
            return NewsDay(pictured + timedelta(days=offset), mention.words)
    return None


def _is_past(body: str, match: re.Match[str]) -> bool:
    """Whether the sentence tells of the weekday as past: by the verb nearest before it, or right after."""
    before = body[max(0, match.start() - 250) : match.start()]
    after = body[match.end() : match.end() + 60]
    if not _TOLD_OF.search(before) or _POSSESSIVE.match(after):
        return False
    ends = [end.end() for end in _SENTENCE_END.finditer(before)]
    clause = before[ends[-1] :] if ends else before
    past = [found.start() for found in _PAST.finditer(clause)]
    ahead = [found.start() for found in _AHEAD.finditer(clause)]
    if past:
        return not ahead or past[-1] > ahead[-1]
    return not ahead and bool(_SPEAKING.match(clause) or _PAST.match(after.lstrip(" ,")))


def _words(body: str, match: re.Match[str]) -> str:
    """Up to three words before the weekday, and the weekday."""
    before = body[max(0, match.start() - 40) : match.start()].split()
    return " ".join([*before[-3:], match["day"]])
