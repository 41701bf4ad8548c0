"""The tree of a query. `str()` of a tree is a query that parses to the same tree again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from articles.search.language.tokens import is_shouted

NOWHERE = (0, 0)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in any of its forms."""

    text: str
    at: tuple[int, int] = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side in this order."""

    text: str
    at: tuple[int, int] = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with the text."""

    text: str
    at: tuple[int, int] = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Near:
    """One thing at most `distance` words from another; each is a word, phrase or prefix, or an Or of them."""

    left: Node
    right: Node
    distance: int
    at: tuple[int, int] = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"{_grouped(self.left, Or)} near/{self.distance} {_grouped(self.right, Or)}"


@dataclass(frozen=True, slots=True)
class Named:
    """Words that are a name: they are asked for, or else links to whoever they name. No text parses to it."""

    words: tuple[Word, ...]
    facet: str
    key: int
    label: str

    @property
    def at(self) -> tuple[int, int]:
        return self.words[0].at[0], self.words[-1].at[1]

    @property
    def text(self) -> str:
        """The name as typed."""
        return " ".join(word.text for word in self.words)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Field:
    """`name:value`; the name is one of `tokens.FIELDS`."""

    name: str
    value: str
    at: tuple[int, int] = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        bare = self.value.replace("-", "").isalnum() and self.value[0] not in "-" and self.value[-1] != "-"
        return f"{self.name}:{self.value}" if bare else f'{self.name}:"{self.value}"'


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that the part does not ask for."""

    part: Node
    at: tuple[int, int] = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"-{_grouped(self.part, And, Or, Not, Near)}"


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts. An empty one asks for everything."""

    parts: tuple[Node, ...] = ()
    at: tuple[int, int] = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        text = " ".join(str(part) for part in self.parts)
        if is_shouted(text):  # brackets keep OR an operator
            return " ".join(_grouped(part, Or) for part in self.parts)
        return text


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts. It binds tighter than And: `talks iran OR iraq` is talks and (iran or iraq)."""

    parts: tuple[Node, ...]
    at: tuple[int, int] = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return " OR ".join(_grouped(part, And, Or) for part in self.parts)


Node = Word | Phrase | Prefix | Near | Named | Field | Not | And | Or


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a query that is not understood, where it stands, and queries that would be."""

    message: str
    at: tuple[int, int] = NOWHERE
    fixes: tuple[str, ...] = ()


class Gravity(IntEnum):
    """What hangs on a note: nothing is found so, something else is searched than was typed, or neither."""

    NOTHING = 0
    CHANGED = 1
    TOLD = 2


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on how a query was read; with `fixes` it ends in a colon, and these queries follow."""

    text: str
    gravity: Gravity = Gravity.TOLD
    fixes: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The sentence with the queries behind it."""
        return f"{self.text} {' or '.join(self.fixes)}".rstrip()


@dataclass(frozen=True, slots=True)
class Query:
    """A query as typed and as read. With `problems` it cannot be answered; `notes` only explain."""

    text: str = ""
    tree: And = And()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()

    def without(self, index: int) -> str:
        """The query without one of its top parts."""
        return str(And(self.tree.parts[:index] + self.tree.parts[index + 1 :]))

    def mended(self, problems: Sequence[Problem]) -> tuple[str, ...]:
        """Queries that put right all the problems at once, each by its first way and each by its last."""
        found = dict.fromkeys(self._mended(problems, which) for which in (0, -1))
        return tuple(text for text in found if text)

    def _mended(self, problems: Sequence[Problem], which: int) -> str:
        text = self.text
        for problem in sorted(problems, key=lambda one: one.at, reverse=True):
            before, after = self.text[: problem.at[0]], self.text[problem.at[1] :]
            fix = problem.fixes[which] if problem.fixes else ""
            if not (fix.startswith(before) and fix.endswith(after)):
                return ""
            text = text[: problem.at[0]] + fix[len(before) : len(fix) - len(after)] + text[problem.at[1] :]
        return text

    def replaced(self, at: tuple[int, int], text: str) -> str:
        """The query as typed with other text in one place."""
        return f"{self.text[: at[0]]}{text}{self.text[at[1] :]}"


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from walk(part)
    elif isinstance(node, Not):
        yield from walk(node.part)
    elif isinstance(node, Near):
        yield from walk(node.left)
        yield from walk(node.right)


def is_textual(node: Node) -> bool:
    """Whether words alone decide: the full-text index can answer the node in one go."""
    return not any(
        isinstance(part, Named) or (isinstance(part, Field) and part.name != "title") for part in walk(node)
    )


def _grouped(node: Node, *kinds: type) -> str:
    return f"({node})" if isinstance(node, kinds) else str(node)
