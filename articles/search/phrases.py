"""Phrases → the articles that have them to the letter: the index names candidates, their texts decide.

The index knows stems and leaves common words out: "has met with" or "humanitarian aids" would find too much.
A phrase is its words in this order; case, accents and whatever stands between words (spaces, line breaks,
hyphens, quotation marks) do not matter.
"""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import pairwise
from operator import or_
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from django.db import connection

from articles.search.conditions import plain
from articles.search.index import Index, Integers, Mask, remembered
from articles.search.index.columns import united
from articles.search.index.loading import arrays
from articles.search.patterns import folded, pattern, spaced, starred
from articles.search.posted import posted
from articles.search.posted.having import of_configuration
from articles.search.posted.literally import literally
from articles.search.terms import quoted
from articles.search.worded import having_words, ids_with_words

# Reading costs 15 µs an article.
MOST_READ = 60_000
REMEMBERED = 20
CHUNK = 20_000

LEXEMES = """
    SELECT configuration, run, lexeme, place
    FROM unnest(%s::text[]) AS configuration,
        unnest(%s::text[]) WITH ORDINALITY AS asked (text, run),
        unnest(to_tsvector(configuration::regconfig, text)) AS found (lexeme, positions, weights),
        unnest(positions) AS place
    ORDER BY configuration, run, place, lexeme
"""
OF_CONFIGURATIONS = """
    SELECT array_agg(article_id) FROM articles_searchtext
    WHERE configuration = ANY(%s) AND article_id = ANY(%s)
"""
READ = """
    SELECT array_agg(id) FROM articles_article article WHERE id = ANY(%(articles)s) AND (
        title ~* %(pattern)s OR (
            %(whole)s AND (body ~* %(pattern)s OR EXISTS (
                SELECT FROM articles_caption caption
                WHERE caption.article_id = article.id AND caption.text ~* %(pattern)s
            ))
        )
    )
"""
GLUE = "./@:_&+~="  # PostgreSQL takes what these join for one word
_WORD = re.compile(r"\S+")

UNKNOWN, HAS, LACKS = 0, 1, 2
Verdicts = npt.NDArray[np.int8]
_read: WeakKeyDictionary[Index, OrderedDict[tuple[str, bool], Verdicts]] = WeakKeyDictionary()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Literal:
    """Words to be found to the letter, in the title alone or anywhere."""

    text: str
    title: bool = False


def having_literally(
    index: Index, wanted: Literal, among: Mask, configurations: Sequence[str]
) -> tuple[Mask, str]:
    """Those of the articles `among` that have the words; with a sentence if they could not all be read."""
    lists = posted(index)
    words = folded(wanted.text).split()
    if lists is None or not words:
        return _reading(index, wanted, among, configurations)
    asked = [(word.rstrip("*"), word.endswith("*")) for word in words]

    def find() -> Mask:
        found = literally(lists, asked, title=wanted.title)
        read = _read_some(wanted, index.ids[found.unsure])
        others = _those_with(wanted, configurations, lists.beside)
        return found.having | index.of_ids(united(read, others))

    named = "literally", folded(wanted.text), wanted.title, tuple(configurations)
    return among & remembered(index, named, find, lambda ids: _those_with(wanted, configurations, ids)), ""


def _reading(index: Index, wanted: Literal, among: Mask, configurations: Sequence[str]) -> tuple[Mask, str]:
    """The same where no lists tell: every article is read that the index does not rule out."""
    named = "candidates", folded(wanted.text), wanted.title, tuple(configurations)
    queries = _queries(wanted, tuple(configurations))
    unsaid = [one for one in configurations if one not in queries]
    found = among & remembered(
        index,
        named,
        # Of nothing but words that the index leaves out every text may be made.
        lambda: reduce(or_, (of_configuration(index, one) for one in unsaid), having_words(index, queries)),
        lambda ids: _candidates(wanted, configurations, ids),
    )
    verdicts = _verdicts(index, wanted)
    unread = np.flatnonzero(found & (verdicts == UNKNOWN))
    if len(unread) > MOST_READ:
        return found, (
            f"“{wanted.text}” may stand in {len(unread):,} articles, too many to read one by one: other "
            "forms of its words count as well, and words like “the” and “of” not at all. Narrow the search "
            "to get the very phrase."
        )
    for start in range(0, len(unread), CHUNK):
        _decide(index, wanted, unread[start : start + CHUNK], verdicts)
    return found & (verdicts == HAS), ""


def _candidates(wanted: Literal, configurations: Sequence[str], ids: Integers) -> Integers:
    """Those of the articles that the index does not rule out."""
    queries = _queries(wanted, tuple(configurations), anywhere=True)
    unsaid = [one for one in configurations if one not in queries]
    return united(ids_with_words(queries, ids), _of_configurations(unsaid, ids))


def _those_with(wanted: Literal, configurations: Sequence[str], ids: Integers) -> Integers:
    """Those of the articles that have the words, by reading them."""
    return _read_some(wanted, _candidates(wanted, configurations, ids)) if len(ids) else ids


def _decide(index: Index, wanted: Literal, places: Integers, verdicts: Verdicts) -> None:
    has = index.places(_read_some(wanted, index.ids[places]))
    verdicts[places] = LACKS
    verdicts[has] = HAS


def _read_some(wanted: Literal, ids: Integers) -> Integers:
    """Those of the articles whose texts have the words."""
    if not len(ids):
        return ids
    values = {"articles": ids.tolist(), "pattern": pattern(wanted.text), "whole": not wanted.title}
    return arrays(READ, values)[0]


def _verdicts(index: Index, wanted: Literal) -> Verdicts:
    """What is known of each article; shared by all who ask, and only ever added to."""
    asked = folded(wanted.text), wanted.title
    with _lock:
        known = _read.setdefault(index, OrderedDict())
        verdicts = known.setdefault(asked, np.zeros(len(index), np.int8))
        known.move_to_end(asked)
        while len(known) > REMEMBERED:
            known.popitem(last=False)
    return verdicts


def _of_configurations(configurations: Sequence[str], ids: Integers) -> Integers:
    return arrays(OF_CONFIGURATIONS, [list(configurations), ids.tolist()])[0]


@lru_cache(maxsize=500)
def _queries(wanted: Literal, configurations: tuple[str, ...], *, anywhere: bool = False) -> dict[str, str]:
    """The tsquery of each configuration that indexes any of the words.

    Neighbours stand as far apart as in the phrase, or one or two places more: a word with a hyphen in a text
    (four-power) takes a place for itself and one for each part. Of a word that stands in a text hundreds of
    times PostgreSQL knows the first places alone; `anywhere` asks for none.
    """
    runs = _runs(wanted.text)
    apart = anywhere or not runs
    if not runs:  # the words as PostgreSQL cuts them, wherever they stand
        runs = [(plain(wanted.text), set())]
    places: dict[str, dict[int, dict[int, list[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, [list(configurations), [text for text, _ in runs]])
        for configuration, run, lexeme, place in cursor.fetchall():
            signs = ("*" if place in runs[run - 1][1] else "") + ("A" if wanted.title else "")
            places[configuration][run][place].append(quoted(lexeme) + (f":{signs}" if signs else ""))
    queries = {}
    for configuration, found in places.items():
        parts = [part for of_run in found.values() for part in _asked(of_run, apart=apart)]
        queries[configuration] = " & ".join(parts)
    return queries


def _asked(found: dict[int, list[str]], *, apart: bool) -> list[str]:
    return [one for place in found.values() for one in place] if apart else _neighbours(found)


def _runs(text: str) -> list[tuple[str, set[int]]]:
    """The stretches of a phrase whose words PostgreSQL cuts as they are, with the places of prefixes in each.

    It takes U.S., 9/11 or an address for one word, so those and single letters are left to the reading.
    """
    at_star = starred(text)
    runs: list[tuple[str, set[int]]] = []
    words: list[str] = []
    stars: set[int] = set()
    for at, match in enumerate(_WORD.finditer(spaced(text)), 1):
        if _stands_alone(text, match.start(), match.end()):
            words.append(plain(match[0]))
            if at in at_star:
                stars.add(len(words))
        elif words:
            runs.append((" ".join(words), stars))
            words, stars = [], set()
    return [*runs, (" ".join(words), stars)] if words else runs


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    glued_before = len(before) == 2 and before[1] in GLUE and before[0].isalnum()
    glued_after = len(after) == 2 and after[0] in GLUE and after[1].isalnum()
    return end - start > 1 and not glued_before and not glued_after


def _neighbours(found: dict[int, list[str]]) -> list[str]:
    order = sorted(found)
    if len(order) == 1:
        return [f"({' & '.join(found[order[0]])})"]
    parts = []
    for first, second in pairwise(order):
        left, right = found[first][-1], found[second][-1]
        apart = [f"{left} <{second - first + more}> {right}" for more in range(3)]
        parts.append(f"({' | '.join(apart)})")
    return parts
