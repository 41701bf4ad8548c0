"""A linked article → its reports: happenings with the words that they are compared by; how alike two are.

Two reports are of one happening if they are of one kind, or kin, near in time, share who took part, and say
the same rare things. This is the likeness of `events.py` made small: the words are those of the headline, the
sentence and the lead, and how rare a word is is known beforehand and not counted in a run, so that two
reports are compared without the archive between them.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from articles.linking import events
from articles.linking.lexicon import DATA
from articles.records import Happening, LinkedArticle, Participant, Precision

MOST_REPORTS = 4  # of one article: what follows is background
LEAD = 600  # characters of the body that are compared besides the sentence
MOST_WORDS = 40
TITLE_WEIGHT = 1.5
LEAST_WEIGHT = 1.0  # a word in every fiftieth text or more tells nothing
NEAR_DAYS = 3  # days between reports of one happening, at most
FADE_DAYS = 6.0
DAYS_UNKNOWN = 0.8  # what is left of the likeness where one of the two has no day
WHO_SHARE = 0.4  # part of the likeness that is who took part; the rest is the words
KIN = 0.9  # what is left of the likeness where the kinds only are kin
JOIN = 0.5  # average likeness from which reports are of one happening

ACTOR, TARGET, PLACE = "actor", "target", "place"


class Said(NamedTuple):
    """Somebody who took part: `part` in it, the words of the sentence, a country's code, a person."""

    part: str
    text: str
    code: str
    name: str
    key: str


class Report(NamedTuple):
    """A happening as an article reports it.

    `day` is the first day that the sentence means ("said"), else that of the publication; `words` are stems
    with their weights ("ferry:6.9 sink:4.6").
    """

    kind: str
    mode: str
    field: str
    start: int
    end: int
    sentence: str
    trigger: str
    rule: str
    confidence: float
    day: date | None
    precision: str
    day_said: bool
    place: str
    said: tuple[Said, ...]
    words: str


def packed(report: Report) -> dict[str, object]:
    """A report as JSON."""
    return report._asdict() | {"day": report.day and report.day.isoformat()}


def unpacked(columns: Mapping[str, Any]) -> Report:
    """Back from JSON."""
    day = columns["day"]
    said = tuple(Said(*each) for each in columns["said"])
    return Report(**{**columns, "day": day and date.fromisoformat(day), "said": said})


@dataclass(frozen=True, slots=True)
class Traits:
    """What two reports are compared by. `first` and `last` are the days that it may be of (ordinals)."""

    kind: str
    first: int | None
    last: int | None
    who: frozenset[str]
    words: Mapping[str, float]
    length: float


def reports_of(linked: LinkedArticle) -> tuple[Report, ...]:
    """What the article reports, the surest first. What names nobody and no country is no event for us."""
    if not linked.happenings:
        return ()
    found = sorted(linked.happenings, key=lambda each: (-each.confidence, each.field != "title", each.start))
    kept = [each for each in found if each.place or each.actors or each.targets]
    return tuple(_report(linked, each) for each in kept[:MOST_REPORTS])


def _report(linked: LinkedArticle, happening: Happening) -> Report:
    published = linked.article.published
    said = happening.day is not None
    day = happening.day if said else published.day
    precision = happening.precision if said else published.precision
    return Report(
        *(happening.kind, happening.mode, happening.field.value, happening.start, happening.end),
        *(happening.sentence, happening.trigger, happening.rule, round(happening.confidence, 3)),
        day if precision is not Precision.UNKNOWN else None,
        precision.value if day else Precision.UNKNOWN.value,
        said,
        happening.place,
        (*_said(ACTOR, happening.actors), *_said(TARGET, happening.targets)),
        words_of(
            linked.article.title,
            happening.sentence,
            linked.article.body[:LEAD],
            apart=_names_of_parties(linked, happening),
        ),
    )


def _names_of_parties(linked: LinkedArticle, happening: Happening) -> set[str]:
    """The stems by which the text names those who took part: they are compared by themselves."""
    parties = (*happening.actors, *happening.targets)
    codes = {each.code for each in parties} | {happening.place} - {""}
    names = {each.name for each in parties} - {""}
    texts = [each.text for each in parties] + list(names)
    texts += [mention.text for mention in linked.countries if mention.code in codes]
    return {weighed(token)[0] for text in set(texts) for token in events.TOKEN.findall(text)}


def _said(part: str, people: Iterable[Participant]) -> Iterable[Said]:
    return (Said(part, each.text, each.code, each.name, each.key) for each in people)


def words_of(title: str, *texts: str, apart: Collection[str] = ()) -> str:
    """The rarest stems, but for those `apart`, with their weights; those of the title weigh more."""
    weights: dict[str, float] = {}
    for text in texts:
        for token in events.TOKEN.findall(text):
            stem, weight = weighed(token)
            weights[stem] = weight
    for token in events.TOKEN.findall(title):
        stem, weight = weighed(token)
        weights[stem] = weight * TITLE_WEIGHT
    told = (item for item in weights.items() if item[1] and item[0] not in apart)
    heavy = sorted(told, key=lambda item: (-item[1], item[0]))
    return " ".join(f"{stem}:{weight:.1f}" for stem, weight in heavy[:MOST_WORDS])


@lru_cache(maxsize=100_000)
def weighed(token: str) -> tuple[str, float]:
    """The stem of a word as written, and how much it tells."""
    stem = events.stem(token.casefold())
    weight = -math.log(events.share_of(stem))
    return stem, weight if weight > -math.log(events.USUAL_SHARE) - LEAST_WEIGHT else 0.0


def traits(
    kind: str, day: date | None, precision: str, place: str, said: Iterable[Said], words: str
) -> Traits:
    """What a report is compared by, from its parts."""
    who = {each.code for each in said} | {each.key or each.name.casefold() for each in said} | {place}
    weights = dict(_pair(item) for item in words.split())
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    first, last = _span(day, precision)
    return Traits(kind, first, last, frozenset(who - {""}), weights, length)


def traits_of(report: Report) -> Traits:
    """What a report is compared by."""
    return traits(report.kind, report.day, report.precision, report.place, report.said, report.words)


@cache
def kin_kinds(kind: str) -> frozenset[str]:
    """The kinds under which the same happening may be reported as well (`data/kin_kinds.csv`)."""
    with (DATA / "kin_kinds.csv").open(encoding="utf-8", newline="") as handle:
        pairs = [(row["kind"], row["kin"]) for row in csv.DictReader(handle)]
    return frozenset(kin for pair in pairs for own, kin in (pair, pair[::-1]) if own == kind)


def _pair(item: str) -> tuple[str, float]:
    word, _, weight = item.rpartition(":")
    return word, float(weight)


def _span(day: date | None, precision: str) -> tuple[int | None, int | None]:
    if day is None or precision not in (Precision.DAY, Precision.MONTH):
        return None, None
    first = day.toordinal()
    if precision == Precision.DAY:
        return first, first
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return first, following.toordinal() - 1


def likeness(one: Traits, other: Traits) -> float:
    """How alike two reports are, 0 to 1; 0 where the kind, the days or those who took part forbid it."""
    if one.kind == other.kind:
        kin = 1.0
    elif other.kind in kin_kinds(one.kind):
        kin = KIN
    else:
        return 0.0
    shared = len(one.who & other.who)
    if not shared:
        return 0.0
    near = nearness(one, other)
    if not near:
        return 0.0
    who = shared / math.sqrt(len(one.who) * len(other.who))
    return kin * near * (WHO_SHARE * who + (1 - WHO_SHARE) * alike_in_words(one, other))


def nearness(one: Traits, other: Traits) -> float:
    """1 for the same day, less for days apart, 0 beyond `NEAR_DAYS`."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return DAYS_UNKNOWN
    apart = max(one.first - other.last, other.first - one.last, 0)
    return math.exp(-apart / FADE_DAYS) if apart <= NEAR_DAYS else 0.0


def alike_in_words(one: Traits, other: Traits) -> float:
    """The cosine of the weighted words."""
    short, long = sorted((one.words, other.words), key=len)
    product = sum(weight * long[word] for word, weight in short.items() if word in long)
    return product / (one.length * other.length) if product else 0.0
