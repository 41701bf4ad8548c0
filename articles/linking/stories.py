"""Signatures → stories: near-identical articles (wire copies, updates) share one, template reports do not.

Two articles are the same story if the words of the shorter are largely those of the longer *and* the facts
agree: two weekly reports written to one template share most words, and hardly a number.

Pairs to compare come from keys: 16 numbers made of a signature, of which near-identical texts share at least
one. A key that many texts share (boilerplate, a weekly report) is given up for finer ones, made of the facts
as well: so no text is compared with all reports of a series, and a copy of any of them is found. `group`
holds the keys of a run in memory, the archive holds them in a table; both then `divide` what hangs together
by the same rule, which does not depend on the order in which articles came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

import numpy as np

from articles.linking.signatures import FACTS, LEAD_VALUES, VALUES, signature, signatures
from articles.linking.sketches import Facts, Sketch, read
from articles.linking.story_keys import SHORT, finer_keys, keys
from articles.records import ParsedArticle, Precision

__all__ = [
    "Sketch",
    "divide",
    "group",
    "joined",
    "read",
    "same",
    "signature",
    "signatures",
    "signatures_of",
    "similarity",
]

# A key that more texts share than this says little of them: all go under finer ones. With 4 stories are lost.
BUCKET = 8
# So many texts stand under a finer key. What more share has the facts in common too: copies of one text.
FINER_BUCKET = 32
OVERLAP = 0.63  # so much of the shorter text stands in the longer
LOOSE_OVERLAP = 0.45  # the same, for members of a story that others join
ALIKE = 0.3  # below, the texts must begin alike: one was cut short
LEAD_ALIKE = 0.5
CUT_OVERLAP = 0.7
FAR_DAYS = 4  # reports of one template are often a week apart
FAR_OVERLAP = 0.8
FACTS_AGREE, FAR_FACTS_AGREE = 0.5, 0.8
SLACK = 0.1
FEWEST_FACTS = 3


def signatures_of(articles: Iterable[ParsedArticle]) -> list[bytes]:
    """The signatures of articles."""
    return signatures(
        (
            f"{article.title}\n{article.body}",
            article.published.day if article.published.precision is Precision.DAY else None,
        )
        for article in articles
    )


def similarity(one: bytes, other: bytes) -> float:
    """The estimated share of runs of five words that two texts have in common, 0 to 1."""
    first, second = read(one), read(other)
    return _alike(first, second) if first and second else 0.0


def same(one: Sketch, other: Sketch) -> bool:
    """Whether two texts are versions of one story, as far as their signatures tell."""
    return one.digest == other.digest or _agree(one, other, OVERLAP)


def group(signatures: Iterable[tuple[str, bytes]]) -> dict[str, int]:
    """Puts articles into stories: id → number of its story, counted from 0 in order of first appearance."""
    items = list(signatures)
    sketches = {place: sketch for place, (_, raw) in enumerate(items) if (sketch := read(raw))}
    pairs = (pair for pair in _candidate_pairs(sketches) if same(sketches[pair[0]], sketches[pair[1]]))
    story = list(range(len(items)))
    for members in joined(len(items), pairs):
        if len(members) > 1:
            for part in divide([sketches[place] for place in members]):
                for member in part:
                    story[members[member]] = members[part[0]]
    numbers: dict[int, int] = {}
    return {
        article: numbers.setdefault(story[place], len(numbers)) for place, (article, _) in enumerate(items)
    }


def divide(
    members: Sequence[Sketch | None],
    together: Collection[tuple[int, int]] = (),
    apart: Collection[tuple[int, int]] = (),
) -> list[list[int]]:
    """Articles that hang together by pairs → stories, as lists of places in `members`, in rising order.

    A chain of small changes can lead anywhere, so each story has a representative, its longest text, that all
    its members must agree with. `together` and `apart` are pairs that a person decided about; the first of
    two that are apart was taken out, and so leads no story that others could join.
    """
    forbidden = {pair for one, other in apart for pair in ((one, other), (other, one))}
    taken_out = {one for one, _ in apart}

    def rank(place: int) -> tuple[bool, int, bytes]:
        sketch = members[place]
        return place in taken_out, -sketch.shingles if sketch else 0, sketch.raw if sketch else b""

    parts = [sorted(part, key=rank) for part in joined(len(members), together)]
    stories: list[list[int]] = []
    for part in sorted(parts, key=lambda part: rank(part[0])):
        home = next((story for story in stories if _belongs(part, story, members, forbidden)), None)
        if home is None:
            stories.append(part)
        else:
            home += part
    return sorted(sorted(story) for story in stories)


def joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The places below `count`, put together as the pairs chain them, in the order of the first of each."""
    parent = list(range(count))
    for one, other in pairs:
        first, second = _root(parent, one), _root(parent, other)
        parent[max(first, second)] = min(first, second)
    parts: dict[int, list[int]] = {}
    for place in range(count):
        parts.setdefault(_root(parent, place), []).append(place)
    return list(parts.values())


def _agree(one: Sketch, other: Sketch, least: float) -> bool:
    """Whether at least `least` of the shorter text stands in the other, and the facts agree."""
    if min(one.shingles, other.shingles) < SHORT:
        return False
    alike = _alike(one, other)
    common = alike / (1 + alike) * (one.shingles + other.shingles)
    overlap = common / min(one.shingles, other.shingles)
    far = bool(one.day and other.day) and abs(one.day - other.day) > FAR_DAYS
    if overlap < (FAR_OVERLAP if far else least):
        return False
    if alike < ALIKE and (
        overlap < CUT_OVERLAP or int(np.count_nonzero(one.lead == other.lead)) < LEAD_ALIKE * LEAD_VALUES
    ):
        return False
    return _facts_agree(one, other, FAR_FACTS_AGREE if far else FACTS_AGREE)


def _alike(one: Sketch, other: Sketch) -> float:
    return int(np.count_nonzero(one.values == other.values)) / VALUES


def _facts_agree(one: Sketch, other: Sketch, wanted: float) -> bool:
    """Whether such a share of the facts of the poorer text is in the other.

    Of the numbers and of the names alone a little less is enough; one or two of a kind decide nothing. The
    half of a fact added to those missing makes few facts count for less than many.
    """
    shared_numbers, numbers = _common(one.numbers, other.numbers, one.number_set, other.number_set)
    shared_names, names = _common(one.names, other.names, one.name_set, other.name_set)
    for shared, fewest in ((shared_numbers, numbers), (shared_names, names)):
        if fewest >= FEWEST_FACTS and shared < (wanted - SLACK) * fewest:
            return False
    facts = numbers + names
    missing = facts - shared_numbers - shared_names
    if facts < FEWEST_FACTS:
        # One number may be a new toll; another name is another report.
        return names == shared_names
    return not missing or missing + 0.5 <= (1 - wanted) * facts


def _common(one: Facts, other: Facts, first: frozenset[int], second: frozenset[int]) -> tuple[int, int]:
    """How many facts two samples share, and how many the poorer one has.

    A sample holds the smallest facts: two samples can be compared as far as both reach.
    """
    reach = min(int(facts[-1]) if len(facts) == FACTS else 0xFFFF for facts in (one, other))
    if reach < 0xFFFF:
        first = frozenset(fact for fact in first if fact <= reach)
        second = frozenset(fact for fact in second if fact <= reach)
    return len(first & second), min(len(first), len(second))


def _candidate_pairs(sketches: dict[int, Sketch]) -> Collection[tuple[int, int]]:
    """The pairs that share a key."""
    every = list(sketches.values())
    both = dict(
        zip(sketches, zip(keys(every).tolist(), finer_keys(every).tolist(), strict=True), strict=True)
    )
    buckets: dict[int, dict[int, int]] = {}
    for place, own in both.items():
        for key, finer in zip(*own, strict=True):
            buckets.setdefault(key, {})[place] = finer
    found: dict[tuple[int, int], None] = {}
    for bucket in buckets.values():
        if len(bucket) <= BUCKET:
            found.update(dict.fromkeys(combinations(bucket, 2)))
            continue
        split: dict[int, list[int]] = {}
        for place, finer in bucket.items():
            first = split.setdefault(finer, [])
            found.update(dict.fromkeys((earlier, place) for earlier in first))
            if len(first) < FINER_BUCKET:
                first.append(place)
    return found.keys()


def _belongs(
    part: Sequence[int],
    story: Sequence[int],
    members: Sequence[Sketch | None],
    forbidden: Collection[tuple[int, int]],
) -> bool:
    if any((one, other) in forbidden for one in part for other in story):
        return False
    representative = members[story[0]]
    others = (sketch for place in part if (sketch := members[place]))
    return representative is not None and any(
        representative.digest == other.digest or _agree(representative, other, LOOSE_OVERLAP)
        for other in others
    )


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i
