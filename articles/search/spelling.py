"""A word that the archive may not have → words that it has and that were perhaps meant, best first."""

from __future__ import annotations

from math import log

import numpy as np

from articles.search.conditions import Conditions, configurations_in_use
from articles.search.index import Index, current
from articles.search.language import And, Word
from articles.search.masks import with_words
from articles.search.names import Meanings
from articles.search.vocabulary import Vocabulary, bare, vocabulary

MOST = 5
SHORTEST = 4  # of shorter words too many are near
LONG = 6  # from this length on two slips are thought of
LONGEST = 30
SPLIT_FROM = 3
# How much rarer a slip makes a word: one letter off is as likely as a word met e^5 times as often.
SLIP = 5.0
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SWAPPED, DOUBLED, BESIDE, FIRST = 0.7, 0.7, 0.85, 0.3


def suggestions(word: str) -> list[tuple[str, int]]:
    """Words, or two words for one, with the number of articles that have them now; none without any."""
    with current() as index:
        conditions = Conditions(Meanings(), configurations_in_use(index))
        return [(text, having) for text, having, _ in ranked(index, conditions, word)][:MOST]


def beginning(prefix: str, most: int = 50) -> list[str]:
    """The most frequent written words that begin with the prefix."""
    return vocabulary().beginning(prefix.lower(), most)


def ranked(index: Index, conditions: Conditions, word: str) -> list[tuple[str, int, float]]:
    """Suggestions with the number of their articles and how likely each is; forms of one word only once."""
    known = vocabulary()
    found: list[tuple[str, int, float]] = []
    seen: set[bytes] = set()
    for text, likely in likeliest(known, word):
        mask = with_words(index, And(tuple(map(Word, text.split()))), conditions) & index.alive
        form = np.packbits(mask).tobytes()
        if mask.any() and form not in seen:
            seen.add(form)
            found.append((text, int(np.count_nonzero(mask)), likely))
        if len(found) == 2 * MOST:
            break
    return found


def likeliest(known: Vocabulary, word: str) -> list[tuple[str, float]]:
    """What may have been meant, by the written words alone."""
    asked = bare(word)
    if not asked.isalpha() or not SHORTEST <= len(asked) <= LONGEST:
        return []
    edits = 2 if len(asked) >= LONG else 1
    found: dict[str, float] = {}
    for other, articles in known.near(asked, edits):
        cost = distance(asked, bare(other), edits)
        if cost is not None and bare(other) != asked:
            found[other] = log(articles + 1) - SLIP * cost
    for text, articles in _splits(known, asked):
        found[text] = log(articles + 1) - SLIP
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[: 4 * MOST]


def _splits(known: Vocabulary, word: str) -> list[tuple[str, int]]:
    """Two words that were written as one."""
    found = []
    for at in range(SPLIT_FROM, len(word) - SPLIT_FROM + 1):
        left, right = known.count(word[:at]), known.count(word[at:])
        if left and right:
            found.append((f"{word[:at]} {word[at:]}", min(left, right)))
    return found


def distance(typed: str, meant: str, most: int) -> float | None:
    """How far one word is from another in slips of the hand; None if it takes more than `most` edits.

    Letters that change places, letters doubled or not, keys side by side are less of a slip; a wrong first
    letter is more of one.
    """
    rows: list[list[tuple[int, float]]] = [[(at, float(at)) for at in range(len(meant) + 1)]]
    for at, char in enumerate(typed, 1):
        row = [(at, float(at))]
        for place, other in enumerate(meant, 1):
            row.append(_cheapest(rows, row, typed, meant, at, place, char == other))
        rows.append(row)
        if min(edits for edits, _ in row) > most:
            return None
    edits, cost = rows[-1][-1]
    if edits > most:
        return None
    return cost + (FIRST if typed[0] != meant[0] else 0.0)


def _cheapest(
    rows: list[list[tuple[int, float]]],
    row: list[tuple[int, float]],
    typed: str,
    meant: str,
    at: int,
    place: int,
    same: bool,
) -> tuple[int, float]:
    char, other = typed[at - 1], meant[place - 1]
    doubled_typed = DOUBLED if at > 1 and typed[at - 2] == char else 1.0
    doubled_meant = DOUBLED if place > 1 and meant[place - 2] == other else 1.0
    ways = [
        rows[at - 1][place - 1]
        if same
        else _and(rows[at - 1][place - 1], BESIDE if other in NEIGHBOURS.get(char, "") else 1.0),
        _and(rows[at - 1][place], doubled_typed),
        _and(row[place - 1], doubled_meant),
    ]
    if at > 1 and place > 1 and char == meant[place - 2] and typed[at - 2] == other:
        ways.append(_and(rows[at - 2][place - 2], SWAPPED))
    return min(ways, key=lambda way: way[1])


def _and(way: tuple[int, float], cost: float) -> tuple[int, float]:
    return way[0] + 1, way[1] + cost


def _neighbours() -> dict[str, str]:
    found: dict[str, str] = {}
    for row, keys in enumerate(KEYS):
        for at, key in enumerate(keys):
            near = keys[max(at - 1, 0) : at + 2]
            for other in (row - 1, row + 1):
                if 0 <= other < len(KEYS):
                    near += KEYS[other][max(at - 1, 0) : at + 2]
            found[key] = near.replace(key, "")
    return found


NEIGHBOURS = _neighbours()
