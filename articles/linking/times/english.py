"""English text → the times that it names outright: dates, ranges of dates, years, weekdays, "since 2014".

Each rule is tried at the words that can open it, so a text is read once whatever its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from articles.linking.times import counts, doubts, relative, spans
from articles.linking.times.atoms import (
    DAY_MONTH,
    MONTH_DAY,
    MONTHS,
    WEEKDAYS,
    WORDS,
    Atom,
    S,
    atom,
    resolve,
)
from articles.linking.times.context import Context, Made, NotKnownError, Tense
from articles.linking.times.ranges import range_of_dates
from articles.linking.times.spans import Span
from articles.linking.times.vocabulary import either

TOKEN = re.compile(r"[^\W_]+")
_SINCE = re.compile(rf"(?i:since){S}(?:at{S}least{S})?")
_PART = re.compile(
    rf"(?i:(?P<part>early|late|mid|middle|end|beginning|start|close|turn))(?:-|{S})(?i:of{S})?(?i:the{S})?"
)
_PARTS = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "turn": "early",
    "mid": "mid",
    "middle": "mid",
}
_SHORT_DECADE = re.compile(r"(?P<decade>\d0)s\b")
_NAMED = re.compile(rf"(?:{either(WORDS.forms('named'))})(?!\w)")
_NAMES = WORDS.texts("named")
_HOLIDAY = re.compile(rf"(?:{either(WORDS.forms('holiday'))})(?![\w’'])(?:,?{S}(?P<year>(?:19|20)\d\d)\b)?")
_HOLIDAYS = WORDS.texts("holiday")
# "will be held", "to be signed": the participle is not a past.
_TO_BE = r"\b(?:will|would|to|shall|must|should|could|may|might|can) (?:\w{1,12} )?be \w{2,20}|"
TENSE = Tense(
    re.compile(rf"{_TO_BE}\b(?:{either(WORDS.forms('ahead'))})\b|[’']ll\b", re.I),
    re.compile(rf"\b(?:[a-z]{{2,}}ed|{either(WORDS.forms('past'))})\b", re.I),
)
TENSE_OF_BODY = Tense(
    re.compile(
        rf"{_TO_BE}\b(?:{either([*WORDS.forms('ahead'), *WORDS.forms('ahead body')])})\b|[’']ll\b", re.I
    ),
    TENSE.past,
)
NEAR = 8
_JOINS = frozenset({"", "and", "or", "to", "–", "-"})
Rule = Callable[[Context, int], Made | None]


def read(context: Context) -> Iterator[Made]:
    """The times of a text, in order."""
    text, rules = context.text, _rules()
    position = 0
    for token in TOKEN.finditer(text):
        start = token.start()
        word = token.group()
        named = rules.get("#" if word[0].isdigit() else word.lower())
        if start < position or named is None:
            continue
        made = _first(context, start, named)
        if made:
            position = made.end
            if made.span:
                context.made.append(made)
                yield made


def full_dates(text: str) -> dict[tuple[int, int], int]:
    """The years of the days (month, day) that a text names in full."""
    years: dict[tuple[int, int], int] = {}
    for pattern in (MONTH_DAY, DAY_MONTH):
        for match in pattern.finditer(text):
            if match["year"]:
                number = MONTHS[match["month"].lower().rstrip(".")]
                years.setdefault((number, int(match["day"])), int(match["year"]))
    return years


def _first(context: Context, start: int, rules: tuple[Rule, ...]) -> Made | None:
    for rule in rules:
        try:
            made = rule(context, start)
        except (NotKnownError, ValueError, OverflowError):
            continue
        if made:
            return made
    return None


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    """Word in lower case that can open an expression → the rules to try there; "#" stands for digits."""
    rules = relative.rules()
    for word, more in counts.rules().items():
        rules[word] = (*rules.get(word, ()), *more)

    def add(words: Iterator[str] | list[str], *more: Rule) -> None:
        for word in words:
            rules[word] = (*more, *rules.get(word, ()))

    # What is put last is tried first.
    add([*(name.lower() for name in MONTHS), *WEEKDAYS, "#"], range_of_dates, single)
    add(["#"], short_decade)
    add(["from", "between"], range_of_dates)
    add(["since"], since)
    add(["early", "late", "mid", "middle", "end", "beginning", "start", "turn"], part)
    add(sorted({form.split()[0].lower().partition("'")[0].partition("’")[0] for form in _HOLIDAYS}), holiday)
    add(sorted({form.split()[0].lower().rstrip(".") for form in _NAMES if not form[0].isdigit()}), named)
    add(["#"], named)
    return rules


def _single(context: Context, start: int, made: Atom, *, cued: bool = False) -> Made | None:
    """One date, if it is one."""
    text, end = context.text, made.end
    if made.month is None and made.day is not None:
        return None
    if made.is_decade:
        start = context.with_the(start)
    elif made.month is None and made.weekday is None:
        if not made.choices and not doubts.is_year(text, start, end, made.year or 0, beside=cued):
            return None
    elif made.month is None:
        if not doubts.is_weekday(text, start, end):
            return Made(start, end, None)
    elif made.day is None and made.year is None and made.relative is None:
        if not cued and not doubts.is_month(text, start, end, text[start:end]):
            return None
    elif made.day is not None and not doubts.is_day_of_month(text, start, end, made):
        name = TOKEN.match(text, start)
        assert name
        made = Atom(name.end(), month=made.month)
        end = made.end
    span, rule = resolve(made, context, context.tense(start, end))
    return Made(start, end, span, rule)


def single(context: Context, start: int) -> Made | None:
    """A date of one piece."""
    made = atom(context.text, start)
    if made is None:
        return None
    cued = _goes_on(context, start) and made.month is None and made.weekday is None
    return _single(context, start, made, cued=cued)


def _goes_on(context: Context, start: int) -> bool:
    """Whether text[start:] goes on a list of times: "2011 and 2012"."""
    last = context.made[-1].end if context.made else start
    return 0 < start - last <= NEAR and context.text[last:start].strip(" ,") in _JOINS


def since(context: Context, start: int) -> Made | None:
    """From a time up to the day of publication."""
    opened = _SINCE.match(context.text, start)
    token = TOKEN.match(context.text, opened.end()) if opened else None
    if token is None:
        return None
    named = _rules().get("#" if token.group()[0].isdigit() else token.group().lower(), ())
    if since in named:
        return None
    made = _first(context, token.start(), named)
    if made is None or made.span is None:
        return made
    if context.published.day is None or made.span.first > context.today:
        return made
    open_end = Span(made.span.first, max(context.today, made.span.first), made.span.precision)
    return Made(start, made.end, open_end, f"since: {made.rule}")


def part(context: Context, start: int) -> Made | None:
    """The early, mid or late part of a month, a year or a decade."""
    opened = _PART.match(context.text, start)
    if opened is None or opened.end() >= len(context.text):
        return None
    at = opened.end()
    text = context.text
    if text[at].isalnum():
        made = atom(text, at)
        whole = None
        if made and (made.day is None and made.weekday is None and not made.choices):
            span, rule = resolve(made, context, context.tense(start, made.end))
            whole = Made(at, made.end, span, rule)
        else:
            whole = relative.unit_of_part(context, at)
    else:
        whole = short_decade(context, at + 1) if text[at] in "'’‘" else None
    if whole is None or whole.span is None:
        return None
    which = _PARTS.get(opened["part"].lower(), "late")
    return Made(
        context.with_the(start), whole.end, spans.part(whole.span, which), f"{which} part of a {whole.rule}"
    )


def short_decade(context: Context, start: int) -> Made | None:
    """The '90s."""
    text = context.text
    match = _SHORT_DECADE.match(text, start)
    if match is None or text[start - 1 : start] not in ("'", "’", "‘"):
        return None
    return Made(context.with_the(start - 1), match.end(), spans.decade(1900 + int(match["decade"])), "decade")


def holiday(context: Context, start: int) -> Made | None:
    """A holiday that is on the same day every year."""
    match = _HOLIDAY.match(context.text, start)
    if match is None:
        return None
    name = context.text[start : match.end()].removesuffix(match["year"] or "").rstrip(", \n\t")
    month, day = map(int, _HOLIDAYS[" ".join(name.lower().split())].split("-"))
    year = int(match["year"]) if match["year"] else None
    tense = context.tense(start, match.end())
    span, rule = resolve(Atom(match.end(), None, day, month, year), context, tense)
    return Made(start, match.end(), span, f"holiday, {rule}")


def named(context: Context, start: int) -> Made | None:
    """A day that an event is called by: "the Sept. 11 attacks"."""
    match = _NAMED.match(context.text, start)
    if match is None:
        return None
    written = match.group().lower()
    value = next(day for form, day in _NAMES.items() if form.replace(".", "") == written.replace(".", ""))
    year, month, day = map(int, value.split("-"))
    span, _ = resolve(Atom(match.end(), None, day, month, year), context, 0)
    if context.published.day is None or context.published.day < span.first:
        return None
    return Made(start, match.end(), span, "day that an event is called by")
