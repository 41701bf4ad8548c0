"""The query language: what a person types in → a tree of what it asks for. Pure: no Django, no database."""

from articles.search.language.parsing import parse
from articles.search.language.periods import Period, parse_period
from articles.search.language.tree import (
    And,
    Field,
    Gravity,
    Named,
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
)

__all__ = [
    "And",
    "Field",
    "Gravity",
    "Named",
    "Near",
    "Node",
    "Not",
    "Note",
    "Or",
    "Period",
    "Phrase",
    "Prefix",
    "Problem",
    "Query",
    "Word",
    "parse",
    "parse_period",
]
