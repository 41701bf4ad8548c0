"""A word that the archive may not have → words that it has and that were perhaps meant, best first."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

from articles.search.conditions import Conditions, configurations_in_use
from articles.search.index import Index, current
from articles.search.language import And, Word
from articles.search.masks import with_words
from articles.search.names import Meanings
from articles.search.slips import distances
from articles.search.vocabulary import Vocabulary, bare, vocabulary

MOST = 5
SHORTEST = 4  # of shorter words too many are near
LONG = 6  # from this length on two slips are thought of
LONGEST = 30
SPLIT_FROM = 3
# How much rarer a slip makes a word: one letter off is as likely as a word met e^5 times as often.
SLIP = 5.0


@dataclass(frozen=True, slots=True)
class Spelling:
    """What may have been meant: a word or two, the articles that have it now, and how near it is.

    `likely` is by how often it is written and how near it is, `slips` the latter alone.
    """

    text: str
    articles: int
    likely: float
    slips: float


def suggestions(word: str) -> list[tuple[str, int]]:
    """Words, or two words for one, with the number of articles that have them now; none without any."""
    with current() as index:
        conditions = Conditions(Meanings(), configurations_in_use(index))
        return [(one.text, one.articles) for one in ranked(index, conditions, word)][:MOST]


def beginning(prefix: str, most: int = 50) -> list[str]:
    """The most frequent written words that begin with the prefix."""
    return vocabulary().beginning(prefix.lower(), most)


def ranked(index: Index, conditions: Conditions, word: str) -> list[Spelling]:
    """The likeliest spellings that articles have, the likeliest first; forms of one word only once."""
    known = vocabulary()
    found: list[Spelling] = []
    seen: set[bytes] = set()
    for text, likely, slips in likeliest(known, word):
        mask = with_words(index, And(tuple(map(Word, text.split()))), conditions) & index.alive
        form = np.packbits(mask).tobytes()
        if mask.any() and form not in seen:
            seen.add(form)
            found.append(Spelling(text, int(np.count_nonzero(mask)), likely, slips))
        if len(found) == 2 * MOST:
            break
    return found


def likeliest(known: Vocabulary, word: str) -> list[tuple[str, float, float]]:
    """What may be meant by the written words alone: how likely each is, and what its slips take off."""
    asked = bare(word)
    if not asked.isalpha() or not SHORTEST <= len(asked) <= LONGEST:
        return []
    edits = 2 if len(asked) >= LONG else 1
    found: dict[str, tuple[float, float]] = {}
    near = [(other, bare(other), articles) for other, articles in known.near(asked, edits)]
    costs = distances(asked, [form for _, form, _ in near], edits)
    for (other, form, articles), cost in zip(near, costs, strict=True):
        if cost is not None and form != asked:
            found[other] = log(articles + 1) - SLIP * cost, SLIP * cost
    for text, articles in _splits(known, asked):
        found[text] = log(articles + 1) - SLIP, SLIP
    order = sorted(found.items(), key=lambda pair: (-pair[1][0], pair[0]))[: 4 * MOST]
    return [(text, likely, slips) for text, (likely, slips) in order]


def _splits(known: Vocabulary, word: str) -> list[tuple[str, int]]:
    """Two words that were written as one."""
    found = []
    for at in range(SPLIT_FROM, len(word) - SPLIT_FROM + 1):
        left, right = known.count(word[:at]), known.count(word[at:])
        if left and right:
            found.append((f"{word[:at]} {word[at:]}", min(left, right)))
    return found
