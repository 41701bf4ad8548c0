"""Words of a query → the lexemes by which each text-search configuration knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.search.conditions import plain
from articles.search.language import And, Field, Near, Node, Not, Or, Phrase, Prefix, Word
from articles.search.posted.tsquery import lexemes_of, parsed
from articles.search.tsqueries import each_as_tsquery

Lexemes = Mapping[tuple[str, str], tuple[str, ...]]
"""By configuration and word; no lexemes for a word that is too common to be indexed."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word to rank by; a prefix stands for every word that begins with it."""

    text: str
    prefix: bool = False


def terms(node: Node) -> tuple[Term, ...]:
    """The words of a tree that are wanted, in their order, each once."""
    return tuple(dict.fromkeys(_terms(node)))


def _terms(node: Node) -> Iterable[Term]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _terms(part)
    elif isinstance(node, Word):
        yield Term(plain(node.text).lower())
    elif isinstance(node, Prefix):
        yield Term(plain(node.text).lower(), prefix=True)
    elif isinstance(node, Near):
        yield from (*_terms(node.left), *_terms(node.right))
    elif isinstance(node, Phrase | Field):
        text = node.text if isinstance(node, Phrase) else node.value
        for word in plain(text).lower().split():
            yield Term(word.rstrip("*"), word.endswith("*"))
    elif not isinstance(node, Not):
        raise TypeError(f"{node!r} has no words")


def lexemes(texts: Iterable[str], configurations: Sequence[str]) -> Lexemes:
    """What the words are indexed as."""
    words = {text: Word(text) for text in texts}
    known = each_as_tsquery(words.values(), configurations)
    return {
        (configuration, text): tuple(lexemes_of(parsed(known[configuration, word])))
        for text, word in words.items()
        for configuration in configurations
    }


def quoted(lexeme: str, prefix: bool = False) -> str:
    """The lexeme as a tsquery is written."""
    inside = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{inside}'{':*' if prefix else ''}"
