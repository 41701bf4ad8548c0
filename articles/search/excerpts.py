"""A text and its matches → the stretch where most of them stand, if it can be from a sentence's beginning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from articles.search.matches import Match

LONGEST = 300
AROUND = {1: LONGEST, 2: 170, 3: 120}  # of each stretch, by how many are needed
MOST_STRETCHES = 3
BEFORE = 110
SPACES = re.compile(r"\s+")
SENTENCE_END = re.compile(r"(?:[.!?؟۔。！？]+[\"”’»)\]]*\s+(?=\S)|\n\s*)")
# "CALGARY, Alberta (Reuters) - " says nothing that the line above does not.
DATELINE = re.compile(r"\s*[^\W\d_][^.!?\n]{0,70}?\((?:[A-Z][\w .&-]{1,24})\)\s*[-–—]+\s+(?=\S)")

Stretch = tuple[int, int]


def opening(text: str) -> Stretch:
    """The beginning of a text, without its dateline, to the end of a sentence if one is near."""
    dateline = DATELINE.match(text)
    start = dateline.end() if dateline else len(text) - len(text.lstrip())
    return start, max(_end(text, start, start), start)


def densest(text: str, matches: Sequence[Match], title: str = "") -> list[Stretch]:
    """One stretch of the text with all parts of the search, or up to three with as many as can be, in order.

    What only repeats the title says nothing more, so matches there count only where there are no others.
    """
    again = text.find(title) if title else -1
    others = [one for one in matches if again < 0 or not again <= one.start < again + len(title)]
    matches = others or matches
    if not matches:
        return [opening(text)]
    wanted = {match.part for match in matches}
    whole = _cluster(matches, LONGEST - 60)
    if {match.part for match in whole} == wanted:
        return [_around(text, whole, LONGEST)]
    clusters: list[list[Match]] = []
    missing = wanted
    while missing and len(clusters) < MOST_STRETCHES:
        room = AROUND[2 if len(clusters) < 2 else 3] - 40
        clusters.append(_cluster([match for match in matches if match.part in missing], room))
        missing = missing - {match.part for match in clusters[-1]}
    room = AROUND[len(clusters)]
    return _joined(sorted(_around(text, _cluster(each, room - 40), room) for each in clusters))


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches in order, those put together that meet."""
    joined = [stretches[0]]
    for start, end in stretches[1:]:
        if start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def shown(text: str, stretches: Sequence[Stretch], matches: Sequence[Match]) -> SafeString:
    """Safe HTML of stretches of a text with the matches marked, and dots where a sentence is cut."""
    found: list[str] = []
    for start, end in stretches:
        before = "" if not found and not text[:start].strip() else _cut_before(text, start)
        found.append(before + marked(text, matches, start, end) + _cut_after(text, end))
    return mark_safe(" ".join(found).replace(" … … ", " … "))  # noqa: S308 (marked escapes)


def marked(text: str, matches: Sequence[Match], start: int = 0, end: int | None = None) -> SafeString:
    """Safe HTML of a stretch of the text with the matches in it marked."""
    end = len(text) if end is None else end
    found, place = [], start
    for match in matches:
        if start <= match.start and match.end <= end and match.start >= place:
            found.append(_line(text[place : match.start]))
            found.append(f"<mark>{_line(text[match.start : match.end])}</mark>")
            place = match.end
    found.append(_line(text[place:end]))
    return mark_safe("".join(found).strip())  # noqa: S308 (every piece is escaped)


def _line(text: str) -> str:
    return escape(SPACES.sub(" ", text))


def _cluster(matches: Sequence[Match], room: int) -> list[Match]:
    """The matches within so many characters that have the most parts, then the rarest, then the most."""
    counts = Counter(match.part for match in matches)
    best: list[Match] = []
    score = (0, 0.0, 0)
    begin = 0
    for end in range(len(matches)):
        while matches[end].end - matches[begin].start > room and begin < end:
            begin += 1
        inside = matches[begin : end + 1]
        parts = {match.part for match in inside}
        reached = (len(parts), sum(1 / counts[part] for part in parts), len(inside))
        if reached > score:
            best, score = list(inside), reached
    return best


def _around(text: str, matches: Sequence[Match], room: int) -> Stretch:
    start = _start(text, matches[0].start)
    if matches[-1].end - start > room:
        start = _word(text, max(matches[0].start - 40, 0), matches[0].start)
    return start, _end(text, start, matches[-1].end, room)


def _start(text: str, place: int) -> int:
    """The beginning of the sentence, or of a word where that is far."""
    floor = max(place - BEFORE, 0)
    ends = list(SENTENCE_END.finditer(text, floor, place))
    if ends:
        return ends[-1].end()
    dateline = DATELINE.match(text)
    if dateline and dateline.end() <= place and dateline.end() >= floor:
        return dateline.end()
    if floor == 0:
        return len(text) - len(text.lstrip())
    return _word(text, floor + 50, place)


def _word(text: str, place: int, limit: int) -> int:
    """The beginning of the next word from a place."""
    if place == 0 or text[place - 1].isspace():
        return place
    space = re.compile(r"\s+").search(text, place, limit)
    return space.end() if space else limit


def _end(text: str, start: int, least: int, room: int = LONGEST) -> int:
    """The end of the last sentence that fits, else of the last word; never before `least`."""
    limit = max(start + room, least)
    if len(text.rstrip()) <= limit:
        return len(text.rstrip())
    ends = [
        match.start() + len(match.group().rstrip()) for match in SENTENCE_END.finditer(text, start, limit)
    ]
    whole = [end for end in ends if end >= max(least, start + room // 2)]
    if whole:
        return whole[-1]
    space = text.rfind(" ", max(least, start + 1), limit + 1)
    return space if space > least else limit


def _cut_before(text: str, start: int) -> str:
    before = text[:start].rstrip()
    inside = before and before[-1] not in '.!?؟۔。！？"”’»)]' and "\n" not in text[len(before) : start]
    dateline = DATELINE.match(text)
    return "… " if inside and not (dateline and dateline.end() == start) else ""


def _cut_after(text: str, end: int) -> str:
    return "" if not text[end:].strip() or text[end - 1 : end] in '.!?؟۔。！？"”»' else " …"
