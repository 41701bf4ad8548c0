"""Times in other languages than English: dates, months, years, weekdays, yesterday, "il y a deux semaines".

The words of each language are in `data/times`. Dates are read day first, as these languages write them.
What the words cannot tell alone is read as in English: the last weekday, in the future the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from articles.linking.times import spans
from articles.linking.times.context import Context, Made, NotKnownError, Tense
from articles.linking.times.spans import Span
from articles.linking.times.vocabulary import Vocabulary, either, vocabulary

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
S = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]?)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\w%]|[.,]\d)"
_NOTHING = r"(?!)"
_ISO = re.compile(r"(?<![\w./-])(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)(?![\w-])")
_NUMERIC = re.compile(
    rf"(?<![\w./-]){_DAY}(?P<sep>[./-])(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<year>(?:1[5-9]|20)\d\d)(?![\w-]|\.\d)"
)
_NO_PAST = re.compile(_NOTHING)
_LAST_WORD = re.compile(r"([^\W\d_]+)[^\S\n]{1,3}$")
Found = tuple[Span, str]


@dataclass(frozen=True)
class Language:
    """The patterns of one language, in the order in which they are tried, and its words."""

    words: Vocabulary
    tense: Tense
    patterns: tuple[tuple[re.Pattern[str], Callable[[Context, re.Match[str], Language], Found]], ...]


@cache
def language(code: str) -> Language | None:
    """The patterns of a language by its code, or None where it is not known."""
    words = vocabulary(code)
    if words is None or code == "en":
        return None
    ahead = re.compile(rf"\b(?:{_any(words, 'ahead')})\b|\bس[يت][^\W\d_]{{2,}}|[ae]ca[kğ]", re.I)
    return Language(words, Tense(ahead, _NO_PAST), tuple(_patterns(words)))


def read(context: Context, known: Language) -> Iterator[Made]:
    """The times of a text, in order; what an earlier pattern has found, no later one touches."""
    text = context.text.translate(DIGITS)
    taken: list[tuple[int, int, Span | None, str]] = []
    used = bytearray(len(text))
    for pattern, meaning in known.patterns:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(used[start:end]) or _trapped(text, match, known):
                continue
            try:
                span, rule = meaning(context, match, known)
            except (NotKnownError, ValueError, OverflowError):
                continue
            used[start:end] = b"\x01" * (end - start)
            taken.append((start, end, span, rule))
    for start, end, found, rule in sorted(taken, key=lambda each: each[:2]):
        yield Made(start, end, found, rule)


def _any(words: Vocabulary, kind: str) -> str:
    return either(words.forms(kind)) or _NOTHING


def _opening(words: Vocabulary, kind: str) -> str:
    """The forms of a kind, also as the first word of a sentence."""
    forms = words.forms(kind)
    return either([*forms, *(form[0].upper() + form[1:] for form in forms)]) or _NOTHING


def _patterns(words: Vocabulary) -> Iterator[tuple[re.Pattern[str], Callable[..., Found]]]:
    month, weekday = _any(words, "month"), _any(words, "weekday")
    of, suffix = rf"(?:(?:{_any(words, 'of')}){S}?)?", rf"(?:{_any(words, 'suffix')})?(?!\w)"
    year_word = rf"(?:{S}(?:{_any(words, 'year after')})(?!\w))?"
    unit = rf"(?P<unit>{_opening(words, 'unit')})(?!\w)"
    number = rf"(?P<n>\d{{1,3}}|{_opening(words, 'number')})"
    turn = rf"(?P<turn>{'|'.join(_opening(words, kind) for kind in ('last', 'next', 'this'))})(?!\w)"
    before = _opening(words, "ago before")
    yield _ISO, _date
    yield _NUMERIC, _date
    to = rf"(?:(?P<from>3[01]|[12]\d|0?[1-9])(?:{S}(?:{_any(words, 'to')}){S}|{S}?[-–]{S}?))?"
    yield (
        re.compile(
            rf"(?<![\w.,:/-]){to}{_DAY}(?:er|º|ª|°|\.|-го)?{S}{of}(?P<name>{month})(?!\w)"
            rf"(?:{S}?/{S}?(?:{month})(?!\w))?(?:{suffix})?(?:,?{S}{of}{_YEAR}{year_word}{suffix})?"
        ),
        _date,
    )
    yield re.compile(rf"(?<!\w)(?P<name>{month})(?!\w),?{S}{of}{_YEAR}{year_word}{suffix}"), _month
    yield (
        re.compile(rf"(?<!\w)(?:{before}){S}(?:{number}{S}{unit}|(?P<dual>{_any(words, 'dual')})(?!\w))"),
        _ago,
    )
    yield re.compile(rf"(?<!\w)(?:{number}{S})?{unit}{S}(?:{_any(words, 'ago after')})(?!\w)"), _ago
    yield re.compile(rf"(?<!\w)(?:{turn}{S}(?P<weekday>{weekday})(?!\w))"), _weekday
    yield re.compile(rf"(?<!\w)(?P<weekday>{weekday})(?!\w)(?:{S}{turn})?"), _weekday
    yield re.compile(rf"(?<!\w)(?:{turn}{S}{unit})"), _unit
    yield re.compile(rf"(?<!\w)(?:{unit}{S}{turn})"), _unit
    yield re.compile(rf"(?<!\w)(?P<near>{_opening(words, 'day')})(?!\w)"), _near
    cue = rf"(?:(?<!\w)(?:{_opening(words, 'year before')}){S})"
    amount = rf"(?!{S}(?:{_any(words, 'amount')})(?!\w))"
    yield re.compile(rf"{cue}{_YEAR}{amount}{year_word}"), _year
    yield re.compile(rf"(?<![\w.,-]){_YEAR}{S}(?:{_any(words, 'year after')})(?!\w)"), _year
    yield re.compile(rf"(?<![\w.,-])(?P<year>(?:1[5-9]|20)\d\d)(?:{_any(words, 'suffix')})(?!\w)"), _year


def _trapped(text: str, match: re.Match[str], known: Language) -> bool:
    """Whether the word in front makes a weekday or a near day something else."""
    groups = match.groupdict()
    kind = "weekday trap before" if groups.get("weekday") else "day trap before" if groups.get("near") else ""
    if not kind:
        return False
    before = _LAST_WORD.search(text[max(0, match.start() - 24) : match.start()])
    return before is not None and before.group(1).lower() in known.words.words(kind)


def _date(context: Context, match: re.Match[str], known: Language) -> Found:
    groups = match.groupdict()
    month = int(groups["month"]) if groups.get("month") else _number(known, "month", match["name"])
    day = int(match["day"])
    if match["year"]:
        year, rule = int(match["year"]), "date"
    else:
        year, rule = context.year_of_day(month, day, _tense(context, match, known), None)
    if groups.get("from"):
        return spans.days(date(year, month, int(match["from"])), date(year, month, day)), f"from {rule}"
    return spans.day(date(year, month, day)), rule


def _month(_context: Context, match: re.Match[str], known: Language) -> Found:
    return spans.month(int(match["year"]), _number(known, "month", match["name"])), "month"


def _year(_context: Context, match: re.Match[str], _known: Language) -> Found:
    return spans.years(int(match["year"]), int(match["year"])), "year"


def _ago(context: Context, match: re.Match[str], known: Language) -> Found:
    groups = match.groupdict()
    if groups.get("dual"):
        count, unit = 2, known.words.texts("dual")[match["dual"].lower()]
    else:
        said = groups["n"]
        count = 1 if said is None else int(said) if said.isdigit() else _number(known, "number", said)
        unit = known.words.texts("unit")[match["unit"].lower()]
    return spans.unit(context.today, unit, -count), f"{unit}s before the publication"


def _unit(context: Context, match: re.Match[str], known: Language) -> Found:
    unit, turn = known.words.texts("unit")[match["unit"].lower()], _turn(match["turn"], known)
    if unit == "day":
        raise NotKnownError
    return spans.unit(context.today, unit, turn), f"{('this', 'next', 'last')[turn]} {unit}"


def _near(context: Context, match: re.Match[str], known: Language) -> Found:
    offset = _number(known, "day", match["near"])
    return spans.day(context.today + timedelta(days=offset)), "day beside the publication"


def _weekday(context: Context, match: re.Match[str], known: Language) -> Found:
    number, today = _number(known, "weekday", match["weekday"]), context.today
    turn = _turn(match["turn"], known) if match["turn"] else 0
    if turn < 0:
        back = (today.weekday() - number - 1) % 7 + 1
        return spans.day(today - timedelta(days=back)), "last weekday"
    if turn > 0:
        return spans.day(today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)), "next weekday"
    value, rule = context.weekday(number, _tense(context, match, known))
    return spans.day(value), rule


def _tense(context: Context, match: re.Match[str], known: Language) -> int:
    return known.tense.of(context.text, match.start(), match.end())


def _turn(form: str, known: Language) -> int:
    for kind, turn in (("last", -1), ("next", 1)):
        if form.lower() in known.words.words(kind):
            return turn
    return 0


def _number(known: Language, kind: str, form: str) -> int:
    return known.words.numbers(kind)[form.lower().rstrip(".")]
