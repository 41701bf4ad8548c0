"""Lines of a printed or converted page → the same without what belongs to its sheets.

Programs print the day, the address and "1/2" around each sheet, papers their name and the number of the page;
a form feed parts the sheets. A sentence that a sheet breaks off goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from articles.reading.dates import find_dates
from articles.reading.text import Line
from articles.reading.titles import can_be_title, is_prose

SHEET = "printed around the page"

_COUNT = re.compile(
    r"\W*(?:(?:page|seite|pagina|página|стр\.?|صفحة|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:of|/|von|de|sur|из|من)\s*\d{1,4})?\W*",
    re.I,
)
_COUNTS_SHEETS = re.compile(r"(?:page\s*)?\d{1,3}\s*(?:/|of)\s*\d{1,3}", re.I)
_STAMPED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.](?:\d\d){1,2},?\s+\d{1,2}[:.]\d\d(?:\s?[AP]M)?", re.I)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AP]M)?", re.I)
_WIDE = re.compile(r"\S(?:\s{4,}|\t+)\S")
_NUMBERS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?:؟。…][\"'”’»)\]]*$")
_AROUND = 2
_FEWEST_COUNTED = 3
_BOUNDARY = 3
_SHORTEST_WRAPPED = 40
_LONGEST_RUNNING, _LONGEST_COUNT = 120, 11


def without_sheets(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the text and those that belong to the sheets, both in order."""
    sheets = _sheets(lines)
    filled = [number for number, line in enumerate(lines) if line.text]
    taken = _printed_by_programs(lines, filled) | _around_sheets(lines, sheets) | _counted(lines, filled)
    if len(sheets) < 2 and not taken:
        return list(lines), []
    if len(taken) == len(filled):
        return list(lines), []
    parted = len(sheets) > 1 and not taken and _are_articles(lines, sheets)
    starts = {start for start, _ in sheets[1:]}
    kept: list[Line] = []
    breaks = False
    for number, line in enumerate(lines):
        if number in starts and parted:
            kept += [Line(line.number, "", "")] * _BOUNDARY
        breaks = breaks or number in taken or (number in starts and not parted)
        if number in taken:
            kept.append(replace(line, raw="", text=""))
            continue
        if line.text and breaks:
            _close(kept, line)
            breaks = False
        kept.append(line)
    return kept, [lines[number] for number in sorted(taken)]


def _close(kept: list[Line], line: Line) -> None:
    """Take out the blank lines above a line with which a sentence goes on behind a new sheet."""
    above = next((each for each in reversed(kept) if each.text), None)
    if (
        above is None
        or _SENTENCE_END.search(above.text)
        or (can_be_title(above.text) and len(above.text) < _SHORTEST_WRAPPED)
    ):
        return
    while kept and not kept[-1].text:
        kept.pop()


def _sheets(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The sheets that form feeds part, as (first line, one past the last)."""
    starts = [0, *(number for number, line in enumerate(lines) if "\f" in line.raw and number)]
    return list(pairwise([*starts, len(lines)]))


def _printed_by_programs(lines: Sequence[Line], filled: Sequence[int]) -> set[int]:
    """Lines near the ends of the text that hold a time of day, an address or "1/2" and, far apart, more."""
    ends = {*filled[:_AROUND], *filled[-_AROUND:]}
    return {
        number for number in ends if _WIDE.search(lines[number].raw) and _is_of_program(lines[number].raw)
    }


def _is_of_program(raw: str) -> bool:
    parts = [part for part in re.split(r"\s{4,}|\t+", raw.strip()) if part]
    if len(parts) > 3:
        return False
    return any(
        _COUNTS_SHEETS.fullmatch(part)
        or _STAMPED.fullmatch(part)
        or (_CLOCK.search(part) and len(part) < 30 and any(find_dates(part)))
        or part.startswith(("http://", "https://"))
        for part in parts
    )


def _around_sheets(lines: Sequence[Line], sheets: Sequence[tuple[int, int]]) -> set[int]:
    """The first and last lines of sheets that hold their number, or are alike on most of them."""
    if len(sheets) < 2:
        return set()
    edges: list[list[int]] = []
    for start, end in sheets:
        own = [number for number in range(start, end) if lines[number].text]
        edges.append(list(dict.fromkeys([*own[:_AROUND], *own[-_AROUND:]])))
    counts = Counter(key for own in edges for key in {_key(lines[number].text) for number in own})
    found: set[int] = set()
    for place, own in enumerate(edges):
        for number in own:
            text = lines[number].text
            alike = (
                counts[_key(text)] >= max(2, round(len(sheets) * 0.6))
                and len(text) < _LONGEST_RUNNING
                and not is_prose(text)
            )
            if _COUNT.fullmatch(text) or (
                alike and (place or _NUMBERS.search(text) or not _is_only_title(lines, number))
            ):
                found.add(number)
    return found


def _key(text: str) -> str:
    return _NUMBERS.sub("#", text)


def _is_only_title(lines: Sequence[Line], number: int) -> bool:
    """Whether a line is followed by the text at once, so that no other line can be the headline."""
    below = next((line.text for line in lines[number + 1 :] if line.text), "")
    return is_prose(below) or len(below) > 60


def _counted(lines: Sequence[Line], filled: Sequence[int]) -> set[int]:
    """Lines of nothing but a number, or a number between dashes, that count up far apart."""
    found = [
        number
        for number in filled
        if len(lines[number].text) <= _LONGEST_COUNT and _COUNT.fullmatch(lines[number].text)
    ]
    values = [int(_NUMBERS.findall(lines[number].text)[0]) for number in found]
    rising = all(after - before == 1 for before, after in pairwise(values))
    apart = all(after - before > 8 for before, after in pairwise(found))
    return set(found) if len(found) >= _FEWEST_COUNTED and rising and apart else set()


def _are_articles(lines: Sequence[Line], sheets: Sequence[tuple[int, int]]) -> bool:
    """Whether each sheet begins with what may be a headline, where the sheet before ended its sentence."""
    for (above, start), (_, end) in pairwise(sheets):
        own = [line.text for line in lines[start:end] if line.text]
        before = [line.text for line in lines[above:start] if line.text]
        if not own or not before or not _SENTENCE_END.search(before[-1]) or not can_be_title(own[0]):
            return False
    return True
