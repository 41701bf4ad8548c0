"""Lines as they stand in a file → the same without the marks that programs set into them.

The ">" of a quoted mail, the numbers of lines in a margin, the numbers of links in a dump of a text browser.
Each is taken off only where nearly all lines, or a list of the links below, show that it is such a mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# "> " of a quoted mail, "+" of a difference, "# " of a comment.
_QUOTED = re.compile(r"\s*(?:>[> ]*>|>|\||\+|#|//|;)(?: |$|(?=[^\s>|+#/;=]))")
_CARETS = re.compile(r"\^(?P<line>[^\s^][^^]{1,200}?)[<=]{1,3}\s*")
_FEWEST_CARETS = 2
_STAMPED = re.compile(r"\[\d{1,2}:\d\d(?::\d\d)?\]\s+")
_FEWEST_MARKED = 4
_MARGIN = re.compile(r"\s*(?P<number>\d{1,5})(?P<mark>[:.|]?)(?:\s{1,4}|\t|$)(?!\s*[-–—+*/=])")
_FEWEST_NUMBERED = 8
# "   12. https://news.example/world", below "References".
_LINK_LISTED = re.compile(
    r"\s*\[?(?P<number>\d{1,4})[.\]]\s+(?:https?|ftp|mailto|file|javascript|about):\S+\s*"
)
_LINK_NUMBER = re.compile(r"\[(?P<number>\d{1,4})\](?=\S)|(?<=[\w.,;)”\"’])\[(?P<after>\d{1,4})\]")
_FEWEST_LINKS = 2


def without_marks(raws: list[str]) -> list[str]:
    """The lines without marks; as many as there were."""
    raws = _without_carets(raws)
    raws = _without_frames(_without_stamps(_without_backslashes(raws)))
    return _without_link_numbers(_without_margin(_without_quotes(raws)))


def _without_backslashes(raws: list[str]) -> list[str]:
    """Lines without the backslash at their end with which editors of Markdown write a line break."""
    ended = sum(raw.endswith("\\") for raw in raws)
    if ended < _FEWEST_MARKED or ended < (len(raws) - 1) * 0.9:
        return raws
    return [raw.removesuffix("\\") for raw in raws]


def _without_carets(raws: list[str]) -> list[str]:
    """Lines without the signs that agencies put around those of a head ("^Talks Resume<")."""
    if sum(bool(_CARETS.fullmatch(raw)) for raw in raws) < _FEWEST_CARETS:
        return raws
    return [marked["line"] if (marked := _CARETS.fullmatch(raw)) else raw for raw in raws]


def _without_stamps(raws: list[str]) -> list[str]:
    """Lines without the time of day before each, as recorders of a channel write it."""
    filled = [raw for raw in raws if raw.strip()]
    marked = sum(bool(_STAMPED.match(raw)) for raw in filled)
    if marked < _FEWEST_MARKED or marked < len(filled) * 0.95:
        return raws
    return [_STAMPED.sub("", raw, count=1) for raw in raws]


def _without_frames(raws: list[str]) -> list[str]:
    """Lines without the quotation marks that stand around each of them."""
    filled = [bare for raw in raws if (bare := raw.strip())]
    framed = sum(len(bare) > 1 and bare[0] == bare[-1] == '"' for bare in filled)
    if framed < _FEWEST_MARKED or framed < len(filled):
        return raws
    return [raw.strip()[1:-1].replace('""', '"') for raw in raws]


def _without_quotes(raws: list[str]) -> list[str]:
    """Lines without the mark of a quoted mail ("> ") where nearly every line has it."""
    filled = [raw for raw in raws if raw.strip()]
    marked = sum(bool(_QUOTED.match(raw)) for raw in filled)
    if marked < _FEWEST_MARKED or marked < len(filled) * 0.95:
        return raws
    return [raw[mark.end() :] if (mark := _QUOTED.match(raw)) else raw for raw in raws]


def _without_margin(raws: list[str]) -> list[str]:
    """Lines without their numbers, where every line has one and they count up by one, or start again."""
    first = next((raw for raw in raws if raw.strip()), "")
    if not _MARGIN.match(first):
        return raws
    found = [_MARGIN.match(raw) for raw in raws if raw.strip()]
    numbers = [int(match["number"]) for match in found if match]
    if len(numbers) < _FEWEST_NUMBERED or len(numbers) < len(found) * 0.95:
        return raws
    if len({match["mark"] for match in found if match}) > 1:
        return raws
    steps = sum(after - before == 1 or after == 1 for before, after in pairwise(numbers))
    if steps < (len(numbers) - 1) * 0.95:
        return raws
    return [raw[match.end() :] if (match := _MARGIN.match(raw)) else raw for raw in raws]


def _without_link_numbers(raws: list[str]) -> list[str]:
    """Lines without "[7]" before or behind words, where a list of addresses below has such numbers."""
    listed = _links_listed(raws)
    if len(listed) < _FEWEST_LINKS:
        return raws
    return [
        _LINK_NUMBER.sub("", raw) if "[" in raw and not _LINK_LISTED.fullmatch(raw) else raw for raw in raws
    ]


def _links_listed(raws: Sequence[str]) -> set[int]:
    """The numbers of a list of addresses that counts up."""
    numbers = [
        int(match["number"]) for raw in raws if "://" in raw and (match := _LINK_LISTED.fullmatch(raw))
    ]
    rising = all(after > before for before, after in pairwise(numbers))
    return set(numbers) if rising else set()
