"""A run of several words as written, and what it is wherever it stands.

All offsets count from the start of the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.linking.words import Piece, Word


@dataclass(slots=True, eq=False)
class Stretch:
    """Words of a run at start:end that may name a person; `lead` is where the words around are asked about.

    `titled`: whether a title stands before; None if only the words in front of `lead` can tell. `rule` is the
    one that makes these words a person without a title, `titled_rule` with one: "" if none does, None if only
    the words around can tell. Without a title a `thing` is one, and a `firm` is nothing.
    """

    start: int
    end: int
    lead: int
    pieces: Sequence[Piece]
    name: str
    words: tuple[str, ...]
    titled: bool | None
    weak: tuple[bool, ...]
    rule: str | None = ""
    titled_rule: str | None = ""
    known: bool = False
    thing: bool = False
    firm: bool = False


@dataclass(slots=True, eq=False)
class Outline:
    """The stretches of a run in order; `corporate`: the run has a word that only firms have."""

    stretches: Sequence[Stretch]
    corporate: bool


@dataclass(slots=True, eq=False)
class Written:
    """The words of a run; `stop` is where the last of them starts.

    `unbroken`: they are several on one line. `asks`: it matters if a sentence starts with them, as it seldom
    does. `outline` is what the run is where no place stands in it and no sentence starts with it, once it was
    asked for: the same runs come in thousands of articles.
    """

    text: str
    pieces: Sequence[Piece]
    stop: int
    unbroken: bool
    asks: bool
    outline: Outline | None = None


def written_at(text: str, run: Sequence[Piece]) -> tuple[int, Written]:
    """The run of some words of a text, with its start there."""
    at = run[0][0]
    pieces = [(start - at, end - at, word) for start, end, word in run]
    written = text[at : run[-1][1]]
    several = len(pieces) > 1
    asks = several and _asks_opening(pieces[0][2], pieces[1][2])
    return at, Written(written, pieces, pieces[-1][0], several and "\n" not in written, asks)


def _asks_opening(first: Word, second: Word) -> bool:
    """Whether it matters if a sentence starts with a run of these words."""
    return second.given or (first.given and first.ordinary)
