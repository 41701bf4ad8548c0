"""Phrases → the articles that have them to the letter: the index names candidates, their texts decide.

The index knows stems and leaves common words out: "has met with" or "humanitarian aids" would find too much.
A phrase is its words in this order; case, accents and whatever stands between words (spaces, line breaks,
hyphens, quotation marks) do not matter.
"""

from __future__ import annotations

import re
import unicodedata
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
from articles.search.index.loading import arrays
from articles.search.posted.having import of_configuration
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
# Signs that belong to the letter before them, which PostgreSQL takes for the end of a word.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0900-\u0903\u093a-\u094f\u0b82\u0bbe-\u0bcd"
)
INSIDE = f"[[:alnum:]{MARKS}]"
BETWEEN = "[^[:alnum:]]+"
GLUE = "./@:_&+~="  # PostgreSQL takes what these join for one word
_WORD = re.compile(r"\S+")
DOUBLES = {"ss": "ß", "ae": "æ", "oe": "œ"}

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
    named = "candidates", folded(wanted.text), wanted.title, tuple(configurations)
    queries = _queries(wanted, tuple(configurations))
    unsaid = [one for one in configurations if one not in queries]
    found = among & remembered(
        index,
        named,
        # Of nothing but words that the index leaves out every text may be made.
        lambda: reduce(or_, (of_configuration(index, one) for one in unsaid), having_words(index, queries)),
        lambda ids: np.union1d(ids_with_words(queries, ids), _of_configurations(unsaid, ids)),
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


def _decide(index: Index, wanted: Literal, places: Integers, verdicts: Verdicts) -> None:
    values = {
        "articles": index.ids[places].tolist(),
        "pattern": pattern(wanted.text),
        "whole": not wanted.title,
    }
    has = index.places(arrays(READ, values)[0])
    verdicts[places] = LACKS
    verdicts[has] = HAS


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
def _queries(wanted: Literal, configurations: tuple[str, ...]) -> dict[str, str]:
    """The tsquery of each configuration that indexes any of the words.

    Neighbours stand as far apart as in the phrase, or one or two places more: a word with a hyphen in a text
    (four-power) takes a place for itself and one for each part.
    """
    runs = _runs(wanted.text)
    apart = not runs
    if apart:  # the words as PostgreSQL cuts them, wherever they stand
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
    starred = _starred(text)
    runs: list[tuple[str, set[int]]] = []
    words: list[str] = []
    stars: set[int] = set()
    for at, match in enumerate(_WORD.finditer(_spaced(text)), 1):
        if _stands_alone(text, match.start(), match.end()):
            words.append(plain(match[0]))
            if at in starred:
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


def words_of(text: str) -> list[str]:
    """The words of a phrase: runs of letters, digits and their signs."""
    return _spaced(text).split()


def _spaced(text: str) -> str:
    """The text with a space for all that belongs to no word; places stay the same."""
    return "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in text)


def _starred(text: str) -> set[int]:
    """The places, from 1, of the words that stand for all that begin with them."""
    words = [word for word in text.split() if words_of(word)]
    before = [sum(len(words_of(word)) for word in words[: at + 1]) for at in range(len(words))]
    return {place for word, place in zip(words, before, strict=True) if word.endswith("*")}


def folded(text: str) -> str:
    """The words of a phrase without case and accents; what is asked twice is the same."""
    starred = _starred(text)
    return " ".join(_bare(word) + "*" * (at in starred) for at, word in enumerate(words_of(text), 1))


@lru_cache(maxsize=256)
def pattern(text: str) -> str:
    """The regular expression of PostgreSQL that finds the words, whatever their case and accents."""
    open_at = _starred(text)
    end = f"(?!{INSIDE})"
    parts = [
        _letters(word) + (f"{INSIDE}*" if at in open_at else "") for at, word in enumerate(words_of(text), 1)
    ]
    return f"(?<!{INSIDE}){BETWEEN.join(parts)}{end}"


def _letters(word: str) -> str:
    bare = _bare(word)
    written, place = "", 0
    while place < len(bare):
        double = DOUBLES.get(bare[place : place + 2])
        if double:
            both = "".join(map(_letter, bare[place : place + 2]))
            written += f"(?:{both}|{double})"
            place += 2
            continue
        written += _letter(bare[place])
        place += 1
    return written


def _letter(char: str) -> str:
    variants = _variants().get(char, "")
    if unicodedata.category(char)[0] == "M":
        return re.escape(char)
    return f"[{char}{variants}]{_MARKS_AFTER}" if variants else char


_MARKS_AFTER = "[\u0300-\u036f]*"


def _bare(word: str) -> str:
    """A word in lower case without accents; signs that are no accents (the vowels of Hindi) stay."""
    expanded = word.casefold().replace("æ", "ae").replace("œ", "oe").replace("ı", "i")
    split = unicodedata.normalize("NFD", expanded)
    kept = "".join(char for char in split if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", kept)


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """For each letter, all letters that are it with accents."""
    found: dict[str, str] = defaultdict(str)
    for code in (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000)):
        char = chr(code)
        if char.isalpha() and char == char.lower():
            bare = _bare(char)
            if len(bare) == 1 and bare != char:
                found[bare] += char
    found["i"] += "ıİ"
    return dict(found)
