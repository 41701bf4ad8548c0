"""A search that finds nothing → what each part of it finds alone, which to leave out, and other spellings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from articles.search.request import SearchRequest
from articles.search.spelling import suggestions
from articles.search.spoken import Part

MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another way to spell a word, how many articles have it, and the search with it."""

    word: str
    articles: int
    address: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A part of a search, how many articles it finds alone, and how many the search finds without it."""

    part: Part
    alone: int
    without: int
    spellings: tuple[Spelling, ...] = ()


def apart(
    request: SearchRequest, asked: tuple[Part, ...], count: Callable[[SearchRequest], int]
) -> tuple[Apart, ...]:
    """The parts of a search without results; the one whose leaving out finds the most comes first."""
    found = []
    for part in asked[:MOST_PARTS]:
        alone = count(part.only) if len(asked) > 1 else 0
        without = count(part.without) if len(asked) > 1 else 0
        found.append(Apart(part, alone, without, () if alone else _spellings(part, request)))
    return tuple(sorted(found, key=lambda one: -one.without))


def _spellings(part: Part, request: SearchRequest) -> tuple[Spelling, ...]:
    """Other spellings of a part that is one word, each with the search that has it in its place."""
    word = part.short
    if not word.isalpha() or request.q.split().count(word) != 1:
        return ()
    return tuple(
        Spelling(text, articles, request.change(q=_with(request.q, word, text)).address)
        for text, articles in suggestions(word)
    )


def _with(query: str, word: str, text: str) -> str:
    return " ".join(text if one == word else one for one in query.split())
