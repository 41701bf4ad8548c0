"""Copies of a headline → the headline as it was meant: whole, not in capitals, without the site's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from articles.reading.titles import fold

_CUT_OFF = re.compile(r"\s*(?:…|\.{3})$")
_SUFFIX = re.compile(r"\s*(?P<mark>[|•·»]|\s[-–—:]+)\s+(?P<name>[^|]{2,60}(?:\s*\|[^|]{2,40})*)$")
_NUMBER = re.compile(
    r"(?:\(?\d{1,3}[.)]|[•▪►■●*»>→▶]+|(?:title|headline|titre|titel|título|العنوان)\s*:)\s+(?=\S)",
    re.IGNORECASE,
)
_NEAR = 0.9
_FIGURES = re.compile(r"\d+")
_FEWEST_LETTERS, _FEWEST_BEFORE_CUT = 18, 8
# "Exclusive: ", "LIVE - ", "Breaking | " before the same headline.
_KICKER = re.compile(r"\w[^|:–—]{1,24}?\s*(?::|\||\s[-–—])\s+")


def same_title(left: str, right: str) -> bool:
    """Whether two lines are one headline but for case, quotes, a slip, a cut-off end or a site's name."""
    if number_of(left) and number_of(right) and number_of(left) != number_of(right):
        return False
    a, b = _bare(left), _bare(right)
    if a == b:
        return bool(a)
    short, long = sorted((a, b), key=len)
    cut = left if len(a) <= len(b) else right
    is_cut = bool(_CUT_OFF.search(cut))
    if len(short) < (_FEWEST_BEFORE_CUT if is_cut else _FEWEST_LETTERS):
        return False
    if long.startswith(short) and (is_cut or _SUFFIX.match(long[len(short) :])):
        return True
    if long.endswith(short) and _KICKER.fullmatch(long[: -len(short)]):
        return True
    if len(short) < len(long) * 0.85 or _FIGURES.findall(a) != _FIGURES.findall(b):
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() > _NEAR and matcher.quick_ratio() > _NEAR and matcher.ratio() > _NEAR


def best_copy(copies: Sequence[str]) -> int:
    """The number of the copy to keep: whole, in mixed case, without a suffix; the first of equals."""
    shortest = min((len(fold(copy)) for copy in copies if not _CUT_OFF.search(copy)), default=0)

    def fault(number: int) -> tuple[bool, bool, bool, int]:
        copy = copies[number]
        suffixed = bool(shortest and len(fold(copy)) > shortest and _SUFFIX.search(copy))
        return bool(_CUT_OFF.search(copy)), suffixed, copy.upper() == copy, number

    return min(range(len(copies)), key=fault)


def number_of(title: str) -> str:
    """The number, bullet or label before a headline ("3. ", "Title: "), or ""."""
    match = _NUMBER.match(title)
    return match.group().strip() if match else ""


def suffixes(titles: Sequence[str]) -> set[str]:
    """Endings that most headlines of a file share (" | Example Times"): the name of the site."""
    found = Counter(match.group() for title in titles if (match := _SUFFIX.search(title)))
    return {ending for ending, count in found.items() if count > 1 and count * 2 > len(titles)}


def _bare(title: str) -> str:
    return fold(_CUT_OFF.sub("", title[len(number_of(title)) :].strip()))
