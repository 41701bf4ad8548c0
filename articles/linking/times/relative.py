"""English words for a time beside the day of publication: "last week", "this summer", "earlier this year"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from articles.linking.times import spans
from articles.linking.times.atoms import MONTH, MONTHS, WEEKDAYS, WORDS, S
from articles.linking.times.context import Context, Made
from articles.linking.times.spans import Span
from articles.linking.times.vocabulary import either

Rule = Callable[[Context, int], Made | None]
_ORDINALS = WORDS.numbers("ordinal")
_SEASONS, _DECADES = WORDS.numbers("season"), WORDS.numbers("decade")
_I = r"(?i:"
_DAY_NAME = either([*WEEKDAYS, *(word.capitalize() for word in WEEKDAYS)])
_LAST = re.compile(
    rf"{_I}(?P<which>last|this|next)){S}(?:(?P<unit>{_I}weekend|week|month|year|night|morning|afternoon|evening"
    rf"|decade|century))|(?P<weekday>{_DAY_NAME})|(?P<month>{MONTH})|(?P<season>{_I}{either(_SEASONS)})))"
    rf"(?![\w-]|{S}after{S}(?:week|month|year)\b)"
    rf"(?:{S}(?:morning|afternoon|evening|night)\b)?"
)
_EARLIER = re.compile(
    rf"{_I}(?P<way>earlier|later){S}(?P<which>this|last|next){S}(?P<unit>week|month|year))\b"
)
_UNIT_OF_PART = re.compile(
    rf"{_I}(?:(?P<which>last|this|next|the){S})?(?P<unit>week|month|year|century|decade))(?!\w)"
)
_NEAR_DAY = re.compile(
    rf"{_I}(?P<day>yesterday|today|tomorrow|tonight|overnight)(?:{S}(?:morning|afternoon|evening|night|midnight|noon)"
    r"\b)?)(?!\w)"
)
_WORD_BEFORE = re.compile(r"(\w+)\s{1,2}$")
_NEAR_TRAPS = WORDS.words("near day trap before")
_OFFSETS = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0}
_ORDINAL = either(_ORDINALS)
_QUARTER = re.compile(
    rf"{_I}(?:(?P<nth>first|second|third|fourth|last){S}(?P<part>quarter|half)|Q(?P<q>[1-4]))(?!\w|-)"
    rf"(?:,?{S}(?:of{S})?(?:(?P<year>(?:19|20)\d\d)\b|(?P<which>last|this|next|the){S}year\b))?)"
)
_CENTURY = re.compile(rf"{_I}(?P<nth>\d\d?(?:st|nd|rd|th)|{_ORDINAL})(?:{S}|-)century)(?!\w)")
_SEASON = re.compile(
    rf"{_I}(?P<season>{either(_SEASONS)})(?P<of>{S}of)?(?:{S}(?P<year>(?:19|20)\d\d)|{S}(?P<which>last|this|next)"
    rf"{S}year))(?!\w|[.,]\d)"
)
_DECADE_WORD = re.compile(rf"{_I}(?P<decade>{either(_DECADES)}))(?!\w)")
_WEEKEND = re.compile(r"(?i:weekend)(?![\w'’-])")
_AT_WEEKEND = re.compile(r"\b(?:at|over|during|on|all|through|of|by)\s{1,2}the\s{1,2}$", re.I)
_TURN = {"last": -1, "this": 0, "next": 1}
_QUARTERS, _HALVES = 4, 2


def rules() -> dict[str, tuple[Rule, ...]]:
    """Word in lower case that can open an expression → the rules to try there; "#" stands for digits."""
    found: dict[str, tuple[Rule, ...]] = {}

    def add(words: list[str], rule: Rule) -> None:
        for word in words:
            found[word] = (*found.get(word, ()), rule)

    add(["last", "this", "next"], last_or_next)
    add(["earlier", "later"], earlier_or_later)
    add(["yesterday", "today", "tomorrow", "tonight", "overnight"], near_day)
    add(["first", "second", "third", "fourth", "last", "q1", "q2", "q3", "q4"], quarter)
    add(["#", *(word.split("-")[0] for word in _ORDINALS)], century)
    add([*_SEASONS], season)
    add([*_DECADES], decade_word)
    add(["weekend"], weekend)
    return found


def last_or_next(context: Context, start: int) -> Made | None:
    """Last week, this Friday, next March, last summer."""
    match = _LAST.match(context.text, start)
    if match is None:
        return None
    turn, today = _TURN[match["which"].lower()], context.today
    if context.with_the(start) < start and (match["unit"] or "").lower() in (
        "week",
        "month",
        "year",
        "decade",
        "century",
    ):
        return None
    if match["weekday"]:
        number = WEEKDAYS[match["weekday"].lower()]
        return Made(
            start, match.end(), spans.day(_weekday(today, number, turn)), f"{match['which'].lower()} weekday"
        )
    if match["month"]:
        number = MONTHS[match["month"].lower().rstrip(".")]
        return Made(
            start, match.end(), _month(today, number, turn), f"{match['which'].lower()} month of that name"
        )
    if match["season"]:
        return Made(
            start, match.end(), _season(today, _SEASONS[match["season"].lower()], turn), "season in the north"
        )
    return _last_unit(match, today, turn)


def _last_unit(match: re.Match[str], today: date, turn: int) -> Made | None:
    unit = match["unit"].lower()
    rule = f"{match['which'].lower()} {unit}"
    if unit in ("night", "morning", "afternoon", "evening"):
        if turn > 0:
            return None
        return Made(match.start(), match.end(), spans.day(today + timedelta(days=turn)), rule)
    if unit == "weekend":
        # A weekend that has begun is this one, one that is over the last.
        turn = turn if today.weekday() > 4 or turn < 0 else max(turn - 1, 0)
        return Made(match.start(), match.end(), spans.weekend(today, turn), rule)
    if unit == "century":
        return Made(match.start(), match.end(), spans.century((today.year + 99) // 100 + turn), rule)
    if unit == "decade":
        return Made(match.start(), match.end(), spans.decade(today.year // 10 * 10 + 10 * turn), rule)
    return Made(match.start(), match.end(), spans.unit(today, unit, turn), rule)


def _weekday(today: date, number: int, turn: int) -> date:
    if turn < 0:
        return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    ahead = (number - today.weekday()) % 7
    return today + timedelta(days=ahead or 7 * turn)


def _month(today: date, number: int, turn: int) -> Span:
    if turn < 0:
        return spans.month(today.year - (number >= today.month), number)
    return spans.month(today.year + (turn > 0 and number <= today.month), number)


def _season(today: date, first_month: int, turn: int) -> Span:
    """The season that is over, of this year, or of the next; a winter is named by the year it begins in."""
    this = spans.season(today.year, first_month)
    if first_month == spans.MONTHS_OF_WINTER:
        before = spans.season(today.year - 1, first_month)
        this = before if before.last >= today else this
    if turn < 0:
        return this if this.last < today else spans.season(this.first.year - 1, first_month)
    if turn > 0 and this.first <= today:
        return spans.season(this.first.year + 1, first_month)
    return spans.season(today.year + 1, first_month) if turn > 0 else this


def earlier_or_later(context: Context, start: int) -> Made | None:
    """Earlier this month: from its first day up to the publication."""
    match = _EARLIER.match(context.text, start)
    if match is None:
        return None
    whole = spans.unit(context.today, match["unit"].lower(), _TURN[match["which"].lower()])
    if match["which"].lower() == "this":
        first, last = whole.first, whole.last
        first, last = (first, context.today) if match["way"].lower() == "earlier" else (context.today, last)
        whole = (
            Span(first, last, whole.precision)
            if match["unit"].lower() != "week"
            else spans.weeks(first, last)
        )
    return Made(start, match.end(), whole, " ".join(match.group().lower().split()))


def unit_of_part(context: Context, start: int) -> Made | None:
    """The month or year of "the end of the year", "early last month"."""
    match = _UNIT_OF_PART.match(context.text, start)
    if match is None or match["unit"].lower() in ("week", "century", "decade"):
        return None
    which, unit = (match["which"] or "the").lower(), match["unit"].lower()
    return Made(start, match.end(), spans.unit(context.today, unit, _TURN.get(which, 0)), unit)


def near_day(context: Context, start: int) -> Made | None:
    """Yesterday, today, tomorrow, tonight, overnight."""
    match = _NEAR_DAY.match(context.text, start)
    if match is None:
        return None
    word, today = match["day"].lower(), context.today
    before = _WORD_BEFORE.search(context.text, max(0, start - 12), start)
    if before and before.group(1).lower() in _NEAR_TRAPS:
        return None
    if word == "overnight":
        return Made(start, match.end(), spans.days(today - spans.ONE, today), "night before the publication")
    return Made(start, match.end(), spans.day(today + timedelta(days=_OFFSETS[word])), word)


def quarter(context: Context, start: int) -> Made | None:
    """A quarter or half of a year; without a year the last that has begun."""
    match = _QUARTER.match(context.text, start)
    if match is None or (match["nth"] and match["nth"].lower() == "last"):
        return None
    half = (match["part"] or "").lower() == "half"
    number = int(match["q"]) if match["q"] else _ORDINALS[match["nth"].lower()]
    length = 6 if half else 3
    if number > (_HALVES if half else _QUARTERS) or (half and not match["year"] and not match["which"]):
        return None
    first_month, rule = (number - 1) * length + 1, "half of a year" if half else "quarter"
    if match["year"]:
        year = int(match["year"])
    elif match["which"]:
        year = context.today.year + _TURN.get(match["which"].lower(), 0)
    else:
        ahead = context.tense(start, match.end()) > 0
        year = context.today.year - (not ahead and first_month + length - 1 >= context.today.month)
        rule += ", last that is over" if not ahead else ", of this year"
    return Made(context.with_the(start), match.end(), spans.months(year, first_month, length), rule)


def century(context: Context, start: int) -> Made | None:
    """The 19th century."""
    match = _CENTURY.match(context.text, start)
    if match is None:
        return None
    nth = match["nth"].lower()
    number = int(nth[:-2]) if nth[0].isdigit() else _ORDINALS[nth]
    return Made(context.with_the(start), match.end(), spans.century(number), "century")


def season(context: Context, start: int) -> Made | None:
    """The summer of 2014."""
    match = _SEASON.match(context.text, start)
    if match is None or (match["season"].lower() == "fall" and match["of"] and match["season"][0] == "F"):
        return None
    year = int(match["year"]) if match["year"] else context.today.year + _TURN[match["which"].lower()]
    span = spans.season(year, _SEASONS[match["season"].lower()])
    return Made(context.with_the(start), match.end(), span, "season in the north")


def decade_word(context: Context, start: int) -> Made | None:
    """The nineties."""
    match = _DECADE_WORD.match(context.text, start)
    if match is None or context.with_the(start) == start:
        return None
    return Made(
        context.with_the(start), match.end(), spans.decade(_DECADES[match["decade"].lower()]), "decade"
    )


def weekend(context: Context, start: int) -> Made | None:
    """At the weekend: the last one, in the future the next."""
    match = _WEEKEND.match(context.text, start)
    cue = _AT_WEEKEND.search(context.text[max(0, start - 20) : start])
    if match is None or cue is None:
        return None
    begun = context.today.weekday() > 4
    ahead = context.tense(start, match.end()) > 0
    span = spans.weekend(context.today, 0 if begun or ahead else -1)
    return Made(start - len(cue.group()), match.end(), span, "weekend beside the publication")
