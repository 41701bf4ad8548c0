"""The reports of one event → what its row says: headline, days, place, who took part, how sure.

Each is what most reports say, so it depends on which there are and not on the order in which they came.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from articles.importing import event_index
from articles.linking.reports import ACTOR, PLACE, TARGET, Said, Traits, alike_in_words
from articles.models.knowledge import person_slug
from articles.records import Field, Precision

LONGEST_TITLE = 200
COMPARED = 30
SUREST = 0.99
SAYS_LITTLE = 1 / 3  # who fewer reports than this share name takes no part in the event
CUT = {Precision.DAY.value: 10, Precision.MONTH.value: 7, Precision.YEAR.value: 4}


@dataclass(frozen=True, slots=True)
class Row:
    """A report as stored: of which article, with its headline and story (else the article itself)."""

    article: int
    title: str
    story: str
    sentence: str
    field: str
    confidence: float
    day: date | None
    precision: str
    day_said: bool
    place: str
    said: tuple[Said, ...]
    traits: Traits


@dataclass(frozen=True, slots=True)
class Details:
    """What the reports of an event say of it. Countries by code and people by slug, each with a part."""

    kind: str
    title: str
    start: str
    place: str
    countries: dict[str, str]
    people: dict[str, str]
    confidence: float
    voices: int
    keys: frozenset[int]


def describe(rows: Sequence[Row]) -> Details:
    """What the reports, at least one, say of the event."""
    place = _usual(row.place for row in rows)
    least = len(rows) * SAYS_LITTLE
    countries = _parts(((each.code, each.part) for row in rows for each in _once(row.said, "code")), least)
    if place:
        countries.setdefault(place, PLACE)
    who = Counter(each for row in rows for each in row.traits.who)
    told = [each for each, count in who.items() if count >= least]
    spans = {(row.traits.first, row.traits.last) for row in rows}
    return Details(
        kind=_usual(row.traits.kind for row in rows),
        title=_headline(rows),
        start=_day(rows),
        place=place,
        countries=countries,
        people=_parts(
            ((slug_of(each), each.part) for row in rows for each in _once(row.said, "name")), least
        ),
        confidence=_confidence(rows),
        voices=len({row.story for row in rows}),
        keys=frozenset(event_index.keys({row.traits.kind for row in rows}, told, spans)),
    )


def _headline(rows: Sequence[Row]) -> str:
    """The headline that says most of what the others say; one that tells the happening itself goes first."""
    some = sorted(rows, key=lambda row: (row.title, row.article))[:COMPARED]

    def worth(row: Row) -> tuple[bool, bool, float, str]:
        alike = sum(alike_in_words(row.traits, other.traits) for other in some)
        return bool(row.title), row.field == Field.TITLE, alike, row.title

    best = max(some, key=worth)
    title = " ".join((best.title or best.sentence).split())
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


def _day(rows: Sequence[Row]) -> str:
    """The day that most reports mean; where sentences say it themselves, these alone count."""
    dated = [row for row in rows if row.day is not None]
    said = [row for row in dated if row.day_said] or dated
    counted = Counter((row.day.isoformat() if row.day else "")[: CUT.get(row.precision, 0)] for row in said)
    counted.pop("", None)
    return min(counted, key=lambda day: (-counted[day], -len(day), day)) if counted else ""


def _usual(values: Iterable[str]) -> str:
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else ""


def _once(said: Sequence[Said], column: str) -> Collection[Said]:
    """One of those who took part for each country or person: a sentence may name one twice."""
    return {getattr(each, column): each for each in reversed(said)}.values()


def _parts(named: Iterable[tuple[str, str]], least: float) -> dict[str, str]:
    counted: dict[str, Counter[str]] = {}
    for who, part in named:
        if who:
            counted.setdefault(who, Counter())[part] += 1
    return {
        who: min(parts, key=lambda part: (-parts[part], (ACTOR, TARGET).index(part)))
        for who, parts in sorted(counted.items())
        if parts.total() >= least
    }


def slug_of(said: Said) -> str:
    """The identity of a person who took part; "" for a country alone."""
    return said.key or (person_slug(said.name) if said.name else "")


def _confidence(rows: Sequence[Row]) -> float:
    """Stories err each by itself: the event is in doubt as far as all of them are."""
    surest: dict[str, float] = {}
    for row in rows:
        surest[row.story] = max(surest.get(row.story, 0.0), row.confidence)
    return round(min(SUREST, 1 - math.prod(1 - sure for sure in surest.values())), 3)
