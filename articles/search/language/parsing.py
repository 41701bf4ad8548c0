"""Tokens of a query → its tree. Words are ANDed, OR joins neighbours, brackets group, a minus excludes."""

from __future__ import annotations

from articles.search.language import messages as say
from articles.search.language.tokens import (
    OPERATORS,
    SILENT,
    Kind,
    Token,
    clean,
    is_shouted,
    passed_over,
    tokens,
    with_or,
)
from articles.search.language.tree import (
    And,
    Field,
    Near,
    Node,
    Not,
    Note,
    Or,
    Phrase,
    Prefix,
    Problem,
    Query,
    Word,
    walk,
)
from articles.search.language.values import read_field

LONGEST = 1_000
DEEPEST = 15
FARTHEST = 30  # words between the two of a near
SHORTEST = 2  # letters before a star


def parse(text: str) -> Query:
    """Read a query. Never raises: what is not understood becomes a problem with its place."""
    text = clean(text)
    if len(text) > LONGEST:
        return Query(text, problems=(say.too_long(text, LONGEST),))
    return _Parser(text).query()


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(tokens(text))
        self.place = 0
        self.problems: list[Problem] = []
        self.notes: list[Note] = []

    def query(self) -> Query:
        parts: list[Node] = []
        while self.place < len(self.tokens):
            parts += self._sequence(0)
            if self.place < len(self.tokens):  # a closing bracket that nothing opened
                self.notes.append(say.NO_OPENING)
                self.place += 1
        tree = And(_flat(And, parts), (0, len(self.text)))
        if self.text.strip() and not tree.parts and not self.notes and not self.problems:
            self.notes.append(say.no_words(self.text.strip()))
        else:
            between = passed_over(self.text, self.tokens)
            self.notes += [self._left_out(marks) for marks in between]
        self.notes += say.about_whole(self.text, tree)
        if is_shouted(self.text) and not OPERATORS.isdisjoint(self.text.split()):
            self.notes.append(say.shouted(self.text, OPERATORS))
        return Query(self.text, tree, tuple(self.problems), tuple(dict.fromkeys(self.notes)))

    def _next(self) -> Kind | None:
        return self.tokens[self.place].kind if self.place < len(self.tokens) else None

    def _sequence(self, depth: int) -> list[Node]:
        """Everything up to a closing bracket or the end."""
        parts = []
        while self._next() not in (None, Kind.CLOSE):
            part = self._either(depth)
            if part is not None:
                parts.append(part)
        return parts

    def _either(self, depth: int) -> Node | None:
        """Terms with OR between them."""
        parts = [self._term(depth)]
        joined = False
        while self._next() is Kind.OR:
            self.place += 1
            joined = True
            if self._next() not in (None, Kind.CLOSE, Kind.OR):
                parts.append(self._term(depth))
        kept = [part for part in parts if part is not None]
        if joined and len(kept) < 2:
            self.notes.append(say.LONE_OR)
        if len(kept) < 2:
            return kept[0] if kept else None
        return Or(_flat(Or, kept), (kept[0].at[0], kept[-1].at[1]))

    def _term(self, depth: int) -> Node | None:
        """One thing, or things with `near/5` between them."""
        if self._next() is Kind.NOT:
            return self._negation(depth)
        left = self._single(depth)
        pairs: list[Node] = []
        while self._next() is Kind.NEAR:
            near = self.tokens[self.place]
            self.place += 1
            right = self._single(depth) if self._next() not in (None, Kind.CLOSE, Kind.OR, Kind.NOT) else None
            if left is None or right is None:
                self.notes.append(say.LONE_NEAR)
                left = left or right
                continue
            pairs.append(self._near(left, right, near))
            left = right
        if pairs:
            return pairs[0] if len(pairs) == 1 else And(tuple(pairs), (pairs[0].at[0], pairs[-1].at[1]))
        return left

    def _near(self, left: Node, right: Node, token: Token) -> Near:
        for side in (left, right):
            if any(not isinstance(part, Word | Phrase | Prefix | Or) for part in walk(side)):
                self.problems.append(say.near_takes_words(self.text, side, token))
        distance = int(token.text)
        if not 1 <= distance <= FARTHEST:
            self.problems.append(say.too_far(self.text, token, FARTHEST))
        return Near(left, right, distance, (left.at[0], right.at[1]))

    def _single(self, depth: int) -> Node | None:
        token = self.tokens[self.place]
        if token.kind in (Kind.OR, Kind.NEAR):  # who asked says so
            return None
        self.place += 1
        if token.kind is Kind.DASH:
            self.notes.append(say.lone_minus(self.text))
            return None
        if token.kind is Kind.OPEN:
            return self._group(token, depth)
        return self._atom(token)

    def _negation(self, depth: int) -> Node | None:
        token = self.tokens[self.place]
        self.place += 1
        if self._next() in (None, Kind.CLOSE, Kind.OR):
            self.notes.append(say.LONE_NOT)
            return None
        if depth >= DEEPEST:
            self._too_deep(token)
            return None
        part = self._term(depth + 1)
        if isinstance(part, Not):  # twice excluded is asked for
            return part.part
        return None if part is None else Not(part, (token.start, part.at[1]))

    def _group(self, token: Token, depth: int) -> Node | None:
        if depth >= DEEPEST:
            self._too_deep(token)
            return None
        parts = _flat(And, self._sequence(depth + 1))
        end = len(self.text)
        if self._next() is Kind.CLOSE:
            end = self.tokens[self.place].end
            self.place += 1
        else:
            self.notes.append(say.NO_CLOSING)
        if len(parts) < 2:
            return parts[0] if parts else None
        return And(parts, (token.start, end))

    def _too_deep(self, token: Token) -> None:
        self.problems.append(say.too_deep(DEEPEST, (token.start, len(self.text))))
        self.place = len(self.tokens)

    def _atom(self, token: Token) -> Node | None:
        at = (token.start, token.end)
        if not token.closed:
            self.notes.append(say.no_partner(token.text))
        if token.kind is Kind.PHRASE:
            return Phrase(token.text, at)
        if token.kind is Kind.FIELD:
            return self._field(token)
        if token.kind is Kind.PREFIX:
            if len(token.text) < SHORTEST and token.text.isascii():
                self.problems.append(say.too_short(self.text, token, SHORTEST))
            return Prefix(token.text, at)
        typed = self.text[max(token.start - 1, 0) : token.end]
        if "|" in typed:
            self.notes.append(self._left_out("|"))
        elif not token.whole:
            self.notes.append(say.left_out_marks(typed.lstrip(SILENT + " "), token.text))
        return Word(token.text, at)

    def _left_out(self, marks: str) -> Note:
        """What is said of signs between words; strokes are read as OR elsewhere."""
        if set(marks) != {"|"}:
            return say.passed_over(self.text, marks)
        fix = " ".join(with_or(self.text, self.tokens).split())
        read = _Parser(fix).query()
        return say.stroke(marks, "" if read.problems or say.LONE_OR in read.notes else fix)

    def _field(self, token: Token) -> Field | None:
        read = read_field(self.text, token)
        if isinstance(read, Problem):
            self.problems.append(read)
            return None
        if not token.whole:
            self.notes.append(say.space_left_out(read))
        return read


def _flat(kind: type[And] | type[Or], parts: list[Node]) -> tuple[Node, ...]:
    """The parts, with those of nested nodes of the same kind in their place."""
    found: list[Node] = []
    for part in parts:
        found += part.parts if isinstance(part, kind) else (part,)
    return tuple(found)
