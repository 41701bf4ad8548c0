"""What the rules know of the text around an expression: day of publication, tense, the dates before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from articles.linking.times.spans import Span, month
from articles.records import Precision, PublishedDate

SENTENCE_END = re.compile(r"[.!?;:؟。][\"'”’)]*\s+(?=\W?[^\W_a-z])|\n")
THE = re.compile(r"\bthe\s{1,2}$", re.I)
BEFORE, AFTER = 150, 70
# A month that was just now is not the one of next year, even beside "will".
MONTHS_AHEAD = 9


class NotKnownError(ValueError):
    """The words mean a time only together with something that is not known here."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an expression at text[start:end] means; `span` is None for words that are no time after all."""

    start: int
    end: int
    span: Span | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Tense:
    """The words of a language that tell whether a sentence speaks of what was or is to come."""

    ahead: re.Pattern[str]
    past: re.Pattern[str]

    def of(self, text: str, start: int, end: int) -> int:
        """-1 for past, 1 for future, 0 where nothing tells: by the nearest cue before, else the next one."""
        before = text[max(0, start - BEFORE) : start]
        ends = [found.end() for found in SENTENCE_END.finditer(before)]
        clause = before[ends[-1] :] if ends else before
        past = max((found.end() for found in self.past.finditer(clause)), default=-1)
        ahead = max((found.end() for found in self.ahead.finditer(clause)), default=-1)
        if past >= 0 or ahead >= 0:
            # "is scheduled", "must be signed" look like a past as well.
            return 1 if ahead >= past else -1
        after = SENTENCE_END.split(text[end : end + AFTER], maxsplit=1)[0]
        told, to_come = self.past.search(after), self.ahead.search(after)
        if told and to_come:
            return -1 if told.start() < to_come.start() else 1
        return -1 if told else 1 if to_come else 0


@dataclass(slots=True)
class Context:
    """A text while it is read: what was found in it so far, and how to find its days with a year."""

    text: str
    published: PublishedDate
    tense_words: Tense
    full_dates: Callable[[str], dict[tuple[int, int], int]]
    made: list[Made] = field(default_factory=list)
    _years: dict[tuple[int, int], int] | None = None

    @property
    def years(self) -> dict[tuple[int, int], int]:
        """The years of the days (month, day) that the text names in full."""
        if self._years is None:
            self._years = self.full_dates(self.text)
        return self._years

    @property
    def today(self) -> date:
        """The day of publication; raises NotKnownError where it is not known to the day."""
        if self.published.day is None or self.published.precision is not Precision.DAY:
            raise NotKnownError
        return self.published.day

    def tense(self, start: int, end: int) -> int:
        """-1, 0 or 1: whether the sentence around text[start:end] tells of what was or will be."""
        return self.tense_words.of(self.text, start, end)

    def with_the(self, start: int) -> int:
        """Where the article in front of text[start:] begins, or `start` where there is none."""
        the = THE.search(self.text, max(0, start - 6), start)
        return the.start() if the else start

    def anchor(self, unit: str) -> date:
        """The day of the nearest time named before that is known well enough; raises NotKnownError."""
        for made in reversed(self.made):
            span = made.span
            if span is None or made.rule.startswith("since"):
                continue
            enough = span.is_day or (unit in ("month", "year", "decade") and span == _month_of(span))
            if enough or (unit in ("year", "decade") and span.first.year == span.last.year):
                return span.first
        raise NotKnownError

    def year_of_day(self, number: int, day: int, tense: int, weekday: int | None) -> tuple[int, str]:
        """The year of a day that is named without one, and the rule; raises NotKnownError.

        The same day named in full elsewhere in the text decides; else a weekday named with it; else the tense
        of the sentence; else the nearest.
        """
        if (number, day) in self.years:
            return self.years[number, day], "day and month, the year as elsewhere in the text"
        near = []
        for year in range(self.today.year - 4, self.today.year + 5):
            try:
                near.append(date(year, number, day))
            except ValueError:
                continue
        if not near:
            raise NotKnownError  # February 30
        if weekday is not None:
            near = [each for each in near if each.weekday() == weekday] or near
        before = [each for each in near if each <= self.today]
        after = [each for each in near if each >= self.today]
        if tense and weekday is None:
            fit = (before[-1:] if tense < 0 else after[:1]) or near
            # A past told of a day that is just to come, or the reverse, is the clause of another verb.
            rule = "day and month, last before the publication"
            return fit[0].year, rule if tense < 0 else "day and month, next after the publication"
        nearest = min(near, key=lambda each: (abs(each - self.today), each > self.today))
        return nearest.year, "day and month, nearest to the publication"

    def year_of_month(self, number: int, tense: int) -> tuple[int, str]:
        """The year of a month named without one, and the rule: the last, in the future the next."""
        today = self.today
        if tense > 0 and (number - today.month) % 12 <= MONTHS_AHEAD:
            return today.year + (number < today.month), "month, next after the publication"
        return today.year - (number > today.month), "month, last before the publication"

    def weekday(self, number: int, tense: int) -> tuple[date, str]:
        """The day that a weekday means: the last up to the publication, in the future the next from it."""
        today = self.today
        if tense > 0:
            return today + timedelta(days=(number - today.weekday()) % 7), "weekday after the publication"
        return today - timedelta(days=(today.weekday() - number) % 7), "weekday before the publication"


def _month_of(span: Span) -> Span:
    return month(span.first.year, span.first.month)
