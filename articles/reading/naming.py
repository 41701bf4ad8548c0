"""Copies of a headline → the headline as it was meant: whole, not in capitals, without the site's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from articles.reading.titles import fold, without_marks

_CUT_OFF = re.compile(r"\s*(?:…|\.{3})$")
_SUFFIX = re.compile(r"\s*(?P<mark>[|•·»]|\s[-–—:]+)\s+(?P<name>[^|]{2,60}(?:\s*\|[^|]{2,40})*)$")
_NUMBER = re.compile(
    r"(?:\(?\d{1,3}[.)]|[012]?\d:[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\.?)?|"
    r"[•▪►■●*»>→▶]+|(?:title|headline|titre|titel|título|العنوان)\s*:)\s+(?=\S)",
    re.IGNORECASE,
)
# "(VIDEO)", "[Updated]", "*LIVE*", " - video" behind the same headline.
_FLAG = re.compile(
    r"\s*(?:[(\[*]{1,2}(?P<flag>[^\W\d_][\w +&/-]{1,24})[)\]*]{1,2}|"
    r"[-–—|]\s?(?:video|photos?|live|update[ds]?)\b.{0,12})$",
    re.IGNORECASE,
)
# "15:54 01Nov16 RTRS-Talks Resume" on the terminals of agencies.
_TERMINAL = re.compile(
    r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s+(?:\d{1,2}[ -]?[A-Za-z]{3}[ -]?\d{2,4}\s+)?[A-Z]{2,6}[-–](?=[A-Z\"“])"
)
_NEAR = 0.9
_FIGURES = re.compile(r"\d+")
_LONGEST_FLAG = 4
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
    if long.startswith(short) and (is_cut or _SUFFIX.match(long[len(short) :].lstrip("."))):
        return True
    if long.startswith(short) and (flag := _FLAG.fullmatch(long[len(short) :])):
        return not flag["flag"] or len(flag["flag"].split()) < _LONGEST_FLAG
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
        suffixed = bool(
            shortest and len(fold(copy)) > shortest and (_SUFFIX.search(copy) or _FLAG.search(copy))
        )
        return bool(_CUT_OFF.search(copy)), suffixed, copy.upper() == copy, number

    return min(range(len(copies)), key=fault)


def number_of(title: str) -> str:
    """The number, bullet or label before a headline ("3. ", "Title: "), or ""."""
    match = _TERMINAL.match(title) or _NUMBER.match(title)
    return match.group().strip() if match else ""


def suffixes(titles: Sequence[str]) -> set[str]:
    """Endings that most headlines of a file share (" | Example Times"): the name of the site."""
    found = Counter(match.group() for title in titles if (match := _SUFFIX.search(title)))
    return {ending for ending, count in found.items() if count > 1 and count * 2 > len(titles)}


def _bare(title: str) -> str:
    title = without_marks(title)
    return fold(_CUT_OFF.sub("", title[len(number_of(title)) :].strip()))
