"""An article → others that share its people, countries, events and rare words, each with the reasons.

Every shared thing weighs by how rare it is in the archive. All is counted in the index but the words, which
one question finds in the full-text index. Versions of the same text are left out: they are the same story.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from articles.models import Article, Country, Event, Person
from articles.search.choices import event_choice
from articles.search.index import Index, Integers, Mask, current
from articles.search.names import listed
from articles.search.rare_words import RareWord, rare_words

MOST = 6
MOST_KEYS = 40
MOST_NEAR = 300  # whose breadth is looked at
# What something is worth beside its rarity.
EVENT, PERSON, COUNTRY, WORD = 2.0, 1.0, 0.6, 0.8
ABOUT = 1.6  # times as much where both articles are about it
# A thing of nearly every article joins nothing.
TOO_COMMON = 0.5
# What an article has to be worth in the end, as a share of what a thing of only one article would be.
LEAST = 0.27
# What time does: most on the same days, a little within a season, and years apart take half away.
DAYS, SEASON, YEARS = 4.0, 60.0, 365.0
NEAR, SEASONAL, FAR, UNDATED = 0.9, 0.35, 0.5, 0.75
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Related:
    """Another article and why it is shown, as a sentence without its end."""

    article: Article
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class _Shared:
    """Something of the article, the others that have it, and what it is worth."""

    facet: str
    key: int
    having: Mask
    worth: float
    about: bool = False


def related(key: int, most: int = MOST) -> tuple[Related, ...]:
    """The articles nearest to one, the nearest first; () for an article that there is not."""
    with current() as index:
        places = index.places(np.array([key]))
        if not len(places):
            return ()
        here = int(places[0])
        shared = _things(index, here)
        words = [word for word in rare_words(key, index) if len(word.articles) > 1]
        scores, ties = _scores(index, shared, words)
        scores[here] = 0
        story = index.values("story")
        if story[here]:
            scores[story == story[here]] = 0
        scores[ties < 2] = 0  # one thing alone is no kinship, unless it is an event
        least = LEAST * log(index.total + 1)
        near = np.flatnonzero(scores >= least)
        scores[near] *= _nearness(index, here, near)
        near = near[np.argsort(-scores[near], kind="stable")[:MOST_NEAR]]
        scores[near] /= _breadth(index, near)
        chosen = _best(near[scores[near] >= least], scores, story, most)
        return _explained(index, here, chosen, scores, shared, words)


def _things(index: Index, here: int) -> list[_Shared]:
    """The people, countries and events of the article, the rarest first."""
    found = []
    for facet, worth in (("event", EVENT), ("leader", PERSON), ("country", COUNTRY)):
        central = set() if facet == "event" else set(index.keys_of(f"about_{facet}", here).tolist())
        for key in index.keys_of(facet, here).tolist():
            having = index.having(facet, key)
            count = int(np.count_nonzero(having))
            if count > 1 and (count <= TOO_COMMON * index.total or index.total < 10):
                found.append(
                    _Shared(facet, key, having, worth * log(index.total / count + 1), key in central)
                )
    return sorted(found, key=lambda one: -one.worth)[:MOST_KEYS]


def _scores(
    index: Index, shared: Sequence[_Shared], words: Sequence[RareWord]
) -> tuple[Scores, npt.NDArray[np.int8]]:
    """What the shared things of each article are worth together, and how many they are."""
    scores, ties = np.zeros(len(index)), np.zeros(len(index), np.int8)
    part = np.empty(len(index))
    for one in shared:
        # Half the archive may have it: all places are added to, which is quicker than to pick some.
        scores += np.multiply(one.having, one.worth, out=part)
        ties += one.having.view(np.int8) * np.int8(2 if one.facet == "event" else 1)
        if one.about:
            both = one.having & index.having(f"about_{one.facet}", one.key)
            scores += np.multiply(both, one.worth * (ABOUT - 1), out=part)
    for word in words:
        places = index.places(word.articles)
        scores[places] += WORD * log(index.total / len(word.articles) + 1)
        ties[places] += 1
    return scores, ties


def _nearness(index: Index, here: int, near: Integers) -> Scores:
    """What nearness in time multiplies by."""
    if not index.first[here]:
        return np.full(len(near), UNDATED)
    days = np.abs(index.first[near].astype(np.float64) - float(index.first[here]))
    weight = FAR + (1 - FAR) * np.exp(-days / YEARS)
    weight += NEAR * np.exp(-days / DAYS) + SEASONAL * np.exp(-days / SEASON)
    return np.where(index.first[near] > 0, weight, UNDATED)


def _breadth(index: Index, near: Integers) -> Scores:
    """An article that names half of the world has something in common with everything."""
    named = np.array([len(index.keys_of("country", one)) + len(index.keys_of("leader", one)) for one in near])
    return (4.0 + named) ** 0.5 if len(near) else np.ones(0)


def _best(near: Integers, scores: Scores, story: Integers, most: int) -> list[int]:
    """The places of the best, one of each story."""
    chosen: list[int] = []
    seen: set[int] = set()
    for place in near[np.lexsort((near, -scores[near]))].tolist():
        if len(chosen) == most:
            break
        if story[place] and story[place] in seen:
            continue
        seen.add(int(story[place]))
        chosen.append(place)
    return chosen


def _explained(
    index: Index,
    here: int,
    chosen: Sequence[int],
    scores: Scores,
    shared: Sequence[_Shared],
    words: Sequence[RareWord],
) -> tuple[Related, ...]:
    names = _names([one for one in shared if any(one.having[place] for place in chosen)])
    ids = index.ids[chosen] if len(chosen) else np.empty(0, np.int64)
    rows = Article.objects.select_related("source").defer("body", "signature").in_bulk(ids.tolist())
    return tuple(
        Related(
            rows[int(key)],
            "; ".join(_reasons(index, here, place, int(key), shared, words, names)),
            float(scores[place]),
        )
        for place, key in zip(chosen, ids, strict=True)
        if int(key) in rows
    )


def _names(shared: Iterable[_Shared]) -> dict[tuple[str, int], str]:
    """What the things are called."""
    keys: dict[str, list[int]] = {"event": [], "leader": [], "country": []}
    for one in shared:
        keys[one.facet].append(one.key)
    found = {("event", row.pk): event_choice(row).label for row in Event.objects.filter(pk__in=keys["event"])}
    people = Person.objects.filter(pk__in=keys["leader"]).values_list("pk", "name")
    countries = Country.objects.filter(pk__in=keys["country"]).values_list("pk", "name")
    found |= {("leader", key): name for key, name in people}
    return found | {("country", key): name for key, name in countries}


def _reasons(
    index: Index,
    here: int,
    place: int,
    key: int,
    shared: Sequence[_Shared],
    words: Sequence[RareWord],
    names: dict[tuple[str, int], str],
) -> Iterable[str]:
    common = [one for one in shared if one.having[place] and (one.facet, one.key) in names]
    for one in common:
        if one.facet == "event":
            yield f"reports the same event, “{names[one.facet, one.key]}”"
    people = [one for one in common if one.facet != "event"]
    central = [one for one in people if one.about and one.key in index.keys_of(f"about_{one.facet}", place)]
    if central:
        yield f"also about {listed([names[one.facet, one.key] for one in central], 'and')}"
    others = [names[one.facet, one.key] for one in people if one not in central]
    if others:
        yield f"also names {listed(others, 'and')}"
    found = sorted((word for word in words if key in word.articles), key=lambda word: len(word.articles))
    if found:
        yield f"also has {listed([f'“{word.text}”' for word in found], 'and')}"
    when = apart(index, here, place)
    if when:
        yield when


def apart(index: Index, here: int, place: int) -> str:
    """How far the other article is from this one in time, "" unless the day of both is known."""
    known = 3  # of INDEX's precisions: the day
    if index.precision[here] != known or index.precision[place] != known:
        return ""
    days = int(index.first[place]) - int(index.first[here])
    if not days:
        return "of the same day"
    return f"{span(abs(days))} {'later' if days > 0 else 'earlier'}"


def span(days: int) -> str:
    """A number of days in the words that people would use."""
    for size, unit in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * size:
            return f"{days // size} {unit}s"
    return "1 day" if days == 1 else f"{days} days"
