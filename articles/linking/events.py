"""Linked articles of one run → the number of the happening each one reports.

Two articles report one happening if they say the same rare things: words, names, numbers, people and
countries, weighted by how few articles of the run hold them. What they *name* is compared once more by
itself, because two earthquakes or two takeovers share their words and differ in their names. Articles days
apart count as less alike. Groups grow by average link: two groups join only while their members are alike on
average, so that a chain of articles, each a little like the next, does not swallow the run; and two groups
that have taken shape join only if they are nearly as alike as each is in itself, which keeps two happenings
of one kind apart.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from articles.linking import lexicon, stories
from articles.records import LinkedArticle, Precision

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

JOIN = 0.12  # average likeness at which two large groups are one happening
JOIN_SINGLE = 0.35  # … and two articles: one pair is weaker evidence than the average of many
FAINT = 0.07  # less than this is what any two news texts share; it counts as nothing and is not kept
COHESION = 0.75  # how alike two groups must be, as a share of how alike the looser of them is in itself
SETTLED = 5  # articles from which a group has a likeness of its own
NAMES_SHARE = 0.3  # part of the likeness of two articles that is the likeness of what they name
NAME_WEIGHT = 2.0
TITLE_TIMES = 3  # a word of the title counts like three of the body
LEAD_WORDS = 400  # news tells the happening first; what follows is background that other happenings share
FEATURES = 120  # the heaviest features of an article; more cost time and change nothing
NEAR_DAYS = 3  # reports this near count as of one time
FADE_DAYS = 10.0  # ten days more make two articles less alike by the factor e
# A run of few articles cannot tell which words are rare: as many imagined articles stand beside it, and a
# word is in such a share of them.
BACKGROUND = 1000
FREQUENT_SHARE, USUAL_SHARE, RARE_SHARE = 0.1, 0.01, 0.001

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE_START = re.compile(r"(?:^|[.!?:;\n“”\"])\W*$")
ENDING = re.compile(r"(?:['’]s?|ing|ed|es|s|e)$")
SHORTEST_STEM = 3
COUNTRY, PERSON = "country:", "person:"


def group(articles: Sequence[LinkedArticle]) -> list[int]:
    """The number of each article's happening, in the order given; numbers count up from 0 as they appear.

    Near-identical texts always share a happening. The grouping does not depend on the order of the articles.
    """
    order = sorted(range(len(articles)), key=lambda place: _identity(articles[place]))
    ordered = [articles[place] for place in order]
    groups = _Groups(
        len(ordered), _alike([_bag(linked) for linked in ordered], [_day(linked) for linked in ordered])
    )
    groups.join_all(stories.group((str(n), linked.signature) for n, linked in enumerate(ordered)).values())
    groups.grow()
    roots = dict(zip(order, groups.roots(), strict=True))
    numbers: dict[int, int] = {}
    return [numbers.setdefault(roots[place], len(numbers)) for place in range(len(articles))]


def _identity(linked: LinkedArticle) -> tuple[float, str, str, str, str, int]:
    """What puts the articles of a run in one order, however they came."""
    article = linked.article
    day = _day(linked)
    return (day or 0.0, article.title, article.body, article.external_id, article.file, article.index)


def _day(linked: LinkedArticle) -> float | None:
    day, precision = linked.article.published.day, linked.article.published.precision
    return float(day.toordinal()) if day and precision is Precision.DAY else None


@dataclass(frozen=True, slots=True)
class _Bag:
    """How often an article says each thing, and which of these things are names."""

    counts: Mapping[str, int]
    names: frozenset[str]


def stem(word: str) -> str:
    """An English word in lower case without its ending; "ries", "ried" and "rying" become one "ry"."""
    short = ENDING.sub("", word)
    if len(short) < SHORTEST_STEM or not short.isalpha():
        return word
    if short.endswith("i"):
        return short[:-1] + "y"
    return short[:-1] if len(short) > SHORTEST_STEM and short[-1] == short[-2] else short


def _bag(linked: LinkedArticle) -> _Bag:
    article = linked.article
    lead, names = _words(article.body)
    counts = Counter(lead)
    for word in TOKEN.findall(article.title):
        counts[stem(word.casefold())] += TITLE_TIMES
    participants = [COUNTRY + code for code in linked.country_codes]
    participants += [PERSON + (person.key or person.name.casefold()) for person in linked.people]
    counts.update(participants)
    return _Bag(counts, names.union(participants))


def _words(body: str) -> tuple[list[str], frozenset[str]]:
    """The stems of the first words, and those among them that are names.

    A name is written with a capital inside a sentence and never without one.
    """
    stems: list[str] = []
    capitals: set[str] = set()
    small: set[str] = set()
    for match in TOKEN.finditer(body):
        if len(stems) == LEAD_WORDS:
            break
        word = match.group()
        stems.append(stem(word.casefold()))
        if word[0].islower():
            small.add(stems[-1])
        elif word[0].isupper() and not SENTENCE_START.search(body[max(0, match.start() - 4) : match.start()]):
            capitals.add(stems[-1])
    return stems, frozenset(capitals - small)


@cache
def _shares() -> dict[str, float]:
    """Stems of everyday words → in what part of all news each is expected before the run is looked at."""
    lines = (lexicon.DATA / "frequent_words.txt").read_text(encoding="utf-8").splitlines()
    frequent = [word for line in lines if not line.startswith("#") for word in line.split()]
    shares = dict.fromkeys(map(stem, lexicon.common_words()), USUAL_SHARE)
    return shares | dict.fromkeys(map(stem, frequent), FREQUENT_SHARE)


def share_of(feature: str) -> float:
    """In what part of all news a feature is expected before any run is looked at."""
    return _shares().get(feature, USUAL_SHARE if feature.startswith(COUNTRY) else RARE_SHARE)


def _rarity(bags: Sequence[_Bag]) -> dict[str, float]:
    """The weight of each feature: the logarithm of how few articles hold it, 0 for one in three or more."""
    holders = Counter(feature for bag in bags for feature in bag.counts)
    total = len(bags) + BACKGROUND
    return {
        feature: max(0.0, math.log(total / (held + BACKGROUND * share_of(feature))) - 1)
        for feature, held in holders.items()
    }


@dataclass(frozen=True, slots=True)
class _Vector:
    """The heaviest features of an article as numbers, with two weights each.

    `whole` has length 1 over all features, `named` over the names alone (0 for the others).
    """

    features: Integers
    whole: Floats
    named: Floats


def _vector(bag: _Bag, rarity: Mapping[str, float], numbers: Mapping[str, int]) -> _Vector:
    weights = {
        feature: (1 + math.log(count)) * rarity[feature] * (NAME_WEIGHT if feature in bag.names else 1.0)
        for feature, count in bag.counts.items()
    }
    heaviest = sorted(weights, key=lambda feature: (-weights[feature], feature))[:FEATURES]
    whole = np.array([weights[feature] for feature in heaviest], np.float64)
    named = whole * np.array([feature in bag.names for feature in heaviest], bool)
    return _Vector(
        np.array([numbers[feature] for feature in heaviest], np.int64),
        whole / (np.linalg.norm(whole) or 1.0),
        named / (np.linalg.norm(named) or 1.0),
    )


def _alike(bags: Sequence[_Bag], days: Sequence[float | None]) -> Iterator[tuple[int, int, float]]:
    """Pairs (earlier, later, likeness) of all articles that are at least `FAINT` alike, each pair once."""
    rarity = _rarity(bags)
    numbers = {feature: number for number, feature in enumerate(sorted(rarity))}
    vectors = [_vector(bag, rarity, numbers) for bag in bags]
    index = _Index(vectors, len(numbers))
    when = np.array([math.nan if day is None else day for day in days], np.float64)
    naming = np.array([bool(vector.named.any()) for vector in vectors], bool)
    for later, vector in enumerate(vectors):
        whole, named = index.products(vector, later)
        share = NAMES_SHARE * (naming[:later] & naming[later])
        apart = np.nan_to_num(np.abs(when[:later] - when[later]))
        likeness = (1 - share) * whole + share * named
        likeness *= np.exp(-np.maximum(apart - NEAR_DAYS, 0) / FADE_DAYS)
        for earlier in np.flatnonzero(likeness >= FAINT).tolist():
            yield earlier, later, float(likeness[earlier])


class _Index:
    """For each feature the articles that hold it, with their weights, end to end in three arrays.

    Features that very many articles hold are left out: they tell little and cost most.
    """

    def __init__(self, vectors: Sequence[_Vector], features: int) -> None:
        held = np.concatenate([np.empty(0, np.int64), *(vector.features for vector in vectors)])
        order = np.argsort(held, kind="stable")
        holders = np.repeat(np.arange(len(vectors)), [len(vector.features) for vector in vectors])
        self._holders = holders[order]
        self._whole = np.concatenate([np.empty(0), *(vector.whole for vector in vectors)])[order]
        self._named = np.concatenate([np.empty(0), *(vector.named for vector in vectors)])[order]
        self._bounds = np.searchsorted(held[order], np.arange(features + 1))
        self._most = max(100, len(vectors) // 20)

    def products(self, vector: _Vector, before: int) -> tuple[Floats, Floats]:
        """The products of the vector's two weights with those of each article numbered below `before`."""
        starts = self._bounds[vector.features]
        times = self._bounds[vector.features + 1] - starts
        times = np.where((times > 1) & (times <= self._most), times, 0)
        places = np.arange(times.sum()) + np.repeat(starts - times.cumsum() + times, times)
        holders = self._holders[places]
        whole = np.bincount(holders, self._whole[places] * np.repeat(vector.whole, times), before)
        named = np.bincount(holders, self._named[places] * np.repeat(vector.named, times), before)
        return whole[:before].astype(np.float64), named[:before].astype(np.float64)


class _Groups:
    """Groups of articles that grow by average link, over the pairs that have anything in common.

    `_links[a][b]` is the sum of the likeness of all pairs between group a and group b, `_inside[a]` of all
    pairs within a; a group is known by the number of one of its articles.
    """

    def __init__(self, size: int, alike: Iterable[tuple[int, int, float]]) -> None:
        self._parent = list(range(size))
        self._size = [1] * size
        self._voices = [1] * size
        self._inside = [0.0] * size
        self._links: list[dict[int, float]] = [{} for _ in range(size)]
        for one, other, likeness in alike:
            self._links[one][other] = self._links[other][one] = likeness

    def join_all(self, labels: Iterable[int]) -> None:
        """Articles with one label become one group of one voice: copies of a text are no further evidence."""
        first: dict[int, int] = {}
        for article, label in enumerate(labels):
            if first.setdefault(label, article) != article:
                self._join(first[label], article)
                self._voices[first[label]] = 1

    def grow(self) -> None:
        """Joins the two most alike groups as long as any are alike enough."""
        queue = [entry for one, links in enumerate(self._links) for entry in self._entries(one, links)]
        heapq.heapify(queue)
        while queue:
            negative, one, other = heapq.heappop(queue)
            average = self._average(one, other)
            looser = min(self._likeness_within(one), self._likeness_within(other))
            if -negative == average >= COHESION * looser:  # else the entry is out of date, or they differ
                self._join(one, other)
                for entry in self._entries(one, self._links[one]):
                    heapq.heappush(queue, entry)

    def roots(self) -> list[int]:
        """For each article the number that its group is known by."""
        for article, parent in enumerate(self._parent):
            self._parent[article] = self._parent[parent]  # groups join into the lower number, so in order
        return self._parent

    def _entries(self, one: int, others: Iterable[int]) -> Iterator[tuple[float, int, int]]:
        """The places in the queue of a group with each other that it is alike enough to, as they are now."""
        for other in others:
            average = self._average(one, other)
            if average >= JOIN + (JOIN_SINGLE - JOIN) / (self._voices[one] * self._voices[other]):
                yield -average, min(one, other), max(one, other)

    def _average(self, one: int, other: int) -> float:
        return self._links[one].get(other, 0.0) / (self._size[one] * self._size[other])

    def _likeness_within(self, one: int) -> float:
        size = self._size[one]
        return self._inside[one] / (size * (size - 1) / 2) if size >= SETTLED else 0.0

    def _join(self, one: int, other: int) -> None:
        """The second group goes into the first, which has the lower number."""
        self._parent[other] = one
        self._inside[one] += self._inside[other] + self._links[one].pop(other, 0.0)
        self._links[other].pop(one, None)
        self._size[one] += self._size[other]
        self._voices[one] += self._voices[other]
        for third, likeness in self._links[other].items():
            del self._links[third][other]
            self._links[one][third] = self._links[third][one] = self._links[one].get(third, 0.0) + likeness
        self._links[other] = {}
