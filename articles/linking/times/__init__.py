"""Text and the day of its publication → the times that the text speaks of, each with its days and its rule.

`find_times` takes a text of one article (title or body) and gives `TimeMention`s in order, never two over
the same words. What cannot be told from the words and the day alone is left out: without a day of publication
only dates that are named in full are found. The precision is that of the words: DAY where they name days,
MONTH for weeks, months and seasons, YEAR for years and more.
"""

from __future__ import annotations

from articles.linking.times import english, foreign
from articles.linking.times.context import Context
from articles.records import Field, PublishedDate, TimeMention

__all__ = ["find_times"]


def find_times(text: str, field: Field, published: PublishedDate, language: str = "en") -> list[TimeMention]:
    """The times that a text names, as an article of that day and language means them; never raises."""
    known = foreign.language(language.partition("-")[0].lower())
    tense = english.TENSE if field is Field.TITLE else english.TENSE_OF_BODY
    context = Context(text, published, known.tense if known else tense, english.full_dates)
    if known is None and language and not language.lower().startswith("en"):
        return []
    return [
        TimeMention(
            field,
            made.start,
            made.end,
            text[made.start : made.end],
            made.span.first,
            made.span.last,
            made.span.precision,
            made.rule,
        )
        for made in (foreign.read(context, known) if known else english.read(context))
        if made.span
    ]
