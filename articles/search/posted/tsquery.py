"""The text of a PostgreSQL tsquery → a tree.

PostgreSQL reads what people typed (stems, stop words, hyphens) and writes 'grain' & ( 'deal':A | !'pac':* ).
So the posting lists are asked exactly what its own index would be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

TOKEN = re.compile(
    r"\s*(?:'(?P<lexeme>(?:[^'\\]|''|\\.)*)'(?::(?P<signs>[*A-D]+))?|<(?P<apart>-|\d+)>|(?P<sign>[&|!()]))",
    re.DOTALL,
)
ESCAPED = re.compile(r"''|\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A lexeme, or all that begin with it; with `weights` only where it stands in such a part of the text."""

    lexeme: str
    prefix: bool = False
    weights: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The part does not hold."""

    part: Tree


@dataclass(frozen=True, slots=True)
class Apart:
    """`right` stands so many places behind `left`."""

    left: Tree
    right: Tree
    distance: int


Tree = Leaf | All | Either | Without | Apart


@lru_cache(maxsize=2_000)
def parsed(text: str) -> Tree | None:
    """The tree of a tsquery as PostgreSQL writes it; None for the empty one. Raises ValueError for others."""
    if not text.strip():
        return None
    reader = _Reader(text)
    tree = reader.either()
    if reader.place != len(reader.tokens):
        raise ValueError(f"{text!r} is no tsquery: it goes on after its end.")
    return tree


def lexemes_of(tree: Tree | None) -> Iterator[str]:
    """The lexemes of a tree, in their order."""
    if isinstance(tree, Leaf):
        yield tree.lexeme
    elif isinstance(tree, All | Either):
        for part in tree.parts:
            yield from lexemes_of(part)
    elif isinstance(tree, Without):
        yield from lexemes_of(tree.part)
    elif isinstance(tree, Apart):
        yield from (*lexemes_of(tree.left), *lexemes_of(tree.right))


class _Reader:
    """Reads by precedence: | binds least, then &, then <n>, then !."""

    def __init__(self, text: str) -> None:
        self.tokens: list[re.Match[str]] = []
        self.place = 0
        at = 0
        text = text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if found is None:
                raise ValueError(f"{text!r} is no tsquery: character {at + 1} is unexpected.")
            self.tokens.append(found)
            at = found.end()

    def _taken(self, sign: str) -> bool:
        if self.place < len(self.tokens) and self.tokens[self.place]["sign"] == sign:
            self.place += 1
            return True
        return False

    def either(self) -> Tree:
        parts = [self.all()]
        while self._taken("|"):
            parts.append(self.all())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def all(self) -> Tree:
        parts = [self.apart()]
        while self._taken("&"):
            parts.append(self.apart())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def apart(self) -> Tree:
        left = self.one()
        while self.place < len(self.tokens) and (distance := self.tokens[self.place]["apart"]):
            self.place += 1
            left = Apart(left, self.one(), 1 if distance == "-" else int(distance))
        return left

    def one(self) -> Tree:
        if self._taken("!"):
            return Without(self.one())
        if self._taken("("):
            inner = self.either()
            if not self._taken(")"):
                raise ValueError("A parenthesis of the tsquery is not closed.")
            return inner
        if self.place == len(self.tokens) or self.tokens[self.place]["lexeme"] is None:
            raise ValueError("The tsquery has an operator where a word must stand.")
        token = self.tokens[self.place]
        self.place += 1
        signs = token["signs"] or ""
        return Leaf(
            ESCAPED.sub(lambda found: found[1] or "'", token["lexeme"]),
            prefix="*" in signs,
            weights=signs.replace("*", ""),
        )
