"""Tokens of a query → its tree. Words are ANDed, OR joins neighbours, brackets group, a minus excludes."""

from __future__ import annotations

from difflib import get_close_matches

from articles.search.language.periods import parse_period
from articles.search.language.tokens import ALIASES, FIELDS, Kind, Token, clean, tokens
from articles.search.language.tree import And, Field, Node, Not, Or, Phrase, Problem, Query, Word

LONGEST = 1_000
DEEPEST = 15
DATES = ("after", "before", "on")


def parse(text: str) -> Query:
    """Read a query. Never raises: what is not understood becomes a problem with its place."""
    text = clean(text)
    if len(text) > LONGEST:
        problem = Problem(
            f"The query has {len(text)} characters; {LONGEST} is the most.", (LONGEST, len(text))
        )
        return Query(text[:LONGEST], problems=(problem,))
    return _Parser(text).query()


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(tokens(text))
        self.place = 0
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def query(self) -> Query:
        parts: list[Node] = []
        while self.place < len(self.tokens):
            parts += self._sequence(0)
            if self.place < len(self.tokens):  # a closing bracket that nothing opened
                self._note("A closing bracket without its opening one was left out.")
                self.place += 1
        tree = And(_flat(And, parts), (0, len(self.text)))
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
            self._note("An OR needs something on both sides; it was left out.")
        if len(kept) < 2:
            return kept[0] if kept else None
        return Or(_flat(Or, kept), (kept[0].at[0], kept[-1].at[1]))

    def _term(self, depth: int) -> Node | None:
        token = self.tokens[self.place]
        if token.kind is Kind.OR:  # an OR that begins a sequence; _either says so
            return None
        self.place += 1
        if token.kind is Kind.NOT:
            return self._negation(token, depth)
        if token.kind is Kind.OPEN:
            return self._group(token, depth)
        return self._atom(token)

    def _negation(self, token: Token, depth: int) -> Node | None:
        if self._next() in (None, Kind.CLOSE, Kind.OR):
            self._note("A minus or NOT needs something after it; it was left out.")
            return None
        if depth >= DEEPEST:
            self._too_deep(token)
            return None
        part = self._term(depth + 1)
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
            self._note("An opening bracket without its closing one was closed at the end.")
        if len(parts) < 2:
            return parts[0] if parts else None
        return And(parts, (token.start, end))

    def _too_deep(self, token: Token) -> None:
        self.problems.append(
            Problem(f"Brackets nest more than {DEEPEST} deep.", (token.start, len(self.text)))
        )
        self.place = len(self.tokens)

    def _atom(self, token: Token) -> Node | None:
        if not token.closed:
            self._note(
                f"The quotation mark before “{token.text}” has no partner: read as a phrase to the end."
            )
        at = (token.start, token.end)
        if token.kind is Kind.PHRASE:
            return Phrase(token.text, at)
        if token.kind is Kind.FIELD:
            return self._field(token)
        return Word(token.text, at)

    def _field(self, token: Token) -> Field | None:
        typed = token.name.lower()
        name = ALIASES.get(typed, typed)
        if name not in FIELDS:
            self.problems.append(self._unknown_field(token, typed))
            return None
        at = (token.start, token.end)
        if not any(char.isalnum() for char in token.text):
            self.problems.append(Problem(f"“{token.name}:” has nothing after it.", at))
            return None
        if name in DATES and parse_period(token.text) is None:
            message = f"“{token.text}” is no date; write 2023, 2023-10 or 2023-10-16."
            self.problems.append(Problem(message, at))
            return None
        return Field(name, token.text, at)

    def _unknown_field(self, token: Token, typed: str) -> Problem:
        near = get_close_matches(typed, (*FIELDS, *ALIASES), 1)
        meant = [f"{ALIASES.get(name, name)}:" for name in near]
        before, after = self.text[: token.start], self.text[token.end :]
        value = f'"{token.text}"' if " " in token.text else token.text
        fixes = [f"{before}{name}{value}{after}" for name in meant]
        fixes.append(f'{before}"{token.name} {token.text}"{after}')
        known = ", ".join(f"{name}:" for name in FIELDS)
        message = f"There is no field “{token.name}:”. The fields are {known}."
        return Problem(message, (token.start, token.end), tuple(fixes))

    def _note(self, text: str) -> None:
        self.notes.append(text)


def _flat(kind: type[And] | type[Or], parts: list[Node]) -> tuple[Node, ...]:
    """The parts, with those of nested nodes of the same kind in their place."""
    found: list[Node] = []
    for part in parts:
        found += part.parts if isinstance(part, kind) else (part,)
    return tuple(found)
