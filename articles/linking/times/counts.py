"""English words that count days, weeks, months or years, from the publication or another date of the text.

"Two weeks ago" and "the past five years" count from the publication; "three days earlier" and "the following
year" from the time that the text names before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from articles.linking.times import spans
from articles.linking.times.atoms import WORDS, S
from articles.linking.times.context import Context, Made
from articles.linking.times.vocabulary import either

Rule = Callable[[Context, int], Made | None]
_I = r"(?i:"
_NUMBERS = WORDS.numbers("number")
_N = (
    rf"(?P<n>\d{{1,3}}|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?(?:{either(_NUMBERS)}))"
)
_UNIT = r"(?P<unit>day|week|month|year|decade)"
_COUNTED = re.compile(
    rf"{_I}{_N}(?:{S}|-){_UNIT}s?(?:{S}(?P<way>ago|earlier|later|previously|from{S}now|hence)\b|"
    rf"{S}(?P<beside>before|after|afterwards|beforehand)(?={S}?[.,;:)]|{S}?$)|[’']s?{S}(?P<time>time)\b))"
)
_STRETCH = re.compile(
    rf"{_I}(?P<which>past|last|previous|coming|next|following){S}(?:{_N}{S})?{_UNIT}s?(?!\w|[’']))"
)
_OVER = re.compile(r"\b(?:in|over|within|during|for|throughout|across)\s{1,2}(?:the\s{1,2})?$", re.I)
_BESIDE = re.compile(
    rf"{_I}(?P<which>next|following|previous|same|that|preceding){S}(?P<unit>day|week|month|year|morning|evening|"
    r"night|afternoon))(?![\w-])"
)
_THE_DAY_BEFORE = re.compile(rf"{_I}day{S}(?P<way>before|after)(?P<of>{S}(?:yesterday|tomorrow))?)(?!\w)")
_PUNCTUATION = re.compile(rf"{S}?(?:[.,;:)]|$)")


def rules() -> dict[str, tuple[Rule, ...]]:
    """Word in lower case that can open an expression → the rules to try there; "#" stands for digits."""
    found = dict.fromkeys((*_NUMBERS, "#"), (counted,)) | {"day": (the_day_before,)}
    found |= dict.fromkeys(("past", "last", "coming"), (stretch,))
    found |= dict.fromkeys(("preceding", "same", "that"), (beside,))
    return found | dict.fromkeys(("previous", "next", "following"), (stretch, beside))


def _number(words: str) -> int:
    """A number in digits or words: "twenty-five" is 25."""
    if words.isdigit():
        return int(words)
    return sum(_NUMBERS[part] for part in words.lower().split("-"))


def counted(context: Context, start: int) -> Made | None:
    """Two weeks ago; three days earlier; in two days' time."""
    match = _COUNTED.match(context.text, start)
    if match is None:
        return None
    count, unit = _number(match["n"]), match["unit"].lower()
    way = " ".join((match["way"] or match["beside"] or "time").lower().split())
    if way in ("ago", "from now", "hence", "time"):
        sign, origin, said = (-1 if way == "ago" else 1), context.today, "the publication"
    else:
        sign = -1 if way in ("earlier", "previously", "before", "beforehand") else 1
        origin, said = context.anchor(unit), "the date before it in the text"
    where = "before" if sign < 0 else "after"
    return Made(start, match.end(), spans.unit(origin, unit, sign * count), f"{unit}s {where} {said}")


def stretch(context: Context, start: int) -> Made | None:
    """The past five years; in the coming week."""
    match = _STRETCH.match(context.text, start)
    if match is None:
        return None
    which, unit = match["which"].lower(), match["unit"].lower()
    begin = context.with_the(start)
    over = _OVER.search(context.text[max(0, begin - 16) : begin])
    if match["n"] is None and (begin == start or not over or which in ("previous", "following")):
        return None
    if begin == start and not over:
        return None
    back = which in ("past", "last", "previous")
    count = _number(match["n"]) if match["n"] else 1
    span = spans.stretch(context.today, unit, -count if back else count)
    return Made(begin, match.end(), span, f"{unit}s {'up to' if back else 'from'} the publication")


def beside(context: Context, start: int) -> Made | None:
    """The next day, that year: counted from the date before it in the text."""
    match = _BESIDE.match(context.text, start)
    if match is None:
        return None
    which, unit = match["which"].lower(), match["unit"].lower()
    begin = context.with_the(start)
    if which != "that" and begin == start:
        return None
    unit = "day" if unit in ("morning", "evening", "night", "afternoon") else unit
    turn = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(which, 0)
    span = spans.unit(context.anchor(unit), unit, turn)
    return Made(begin, match.end(), span, f"{unit} beside the date before it in the text")


def the_day_before(context: Context, start: int) -> Made | None:
    """The day before yesterday; the day before, of another date."""
    match = _THE_DAY_BEFORE.match(context.text, start)
    if match is None or context.with_the(start) == start:
        return None
    sign = -1 if match["way"].lower() == "before" else 1
    if match["of"]:
        near = -1 if match["of"].split()[-1].lower() == "yesterday" else 1
        origin, said = context.today + timedelta(days=near), "the publication"
    elif _PUNCTUATION.match(context.text, match.end()):
        origin, said = context.anchor("day"), "the date before it in the text"
    else:
        return None
    span = spans.day(origin + timedelta(days=sign))
    return Made(context.with_the(start), match.end(), span, f"day beside {said}")
