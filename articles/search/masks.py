"""What is asked → the set of articles that have it, as a mask over the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from articles.records import Precision
from articles.search.batches import came_after
from articles.search.conditions import Conditions
from articles.search.index import Index, Mask, remembered
from articles.search.language import (
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
    parse_period,
)
from articles.search.language.tree import is_textual, walk
from articles.search.narrowing import FACETS, WITH_SUBJECT, Choice, Narrowing
from articles.search.patterns import words_of
from articles.search.phrases import Literal, having_literally
from articles.search.posted.having import of_configuration
from articles.search.terms import Lexemes, terms
from articles.search.tsqueries import tsqueries
from articles.search.worded import having_words, ids_with_words

PRECISIONS = (Precision.UNKNOWN, Precision.YEAR, Precision.MONTH, Precision.DAY)


def matching(index: Index, node: Node, conditions: Conditions, among: Mask | None = None) -> Mask:
    """Those of the articles `among` that match the tree of a query; of all if nothing is given."""
    among = index.alive if among is None else among
    if isinstance(node, And):
        return _all(index, node, conditions, among)
    literal = _literal(node)
    if literal is not None:
        found, said = having_literally(index, literal, among, conditions.configurations)
        note = Note(said, Gravity.CHANGED)
        if said and note not in conditions.said:
            conditions.said.append(note)
        return found
    if _is_one_question(node):
        return among & with_words(index, node, conditions)
    if isinstance(node, Or):
        return reduce(or_, (matching(index, part, conditions, among) for part in node.parts))
    if isinstance(node, Not):
        return among & ~matching(index, node.part, conditions, among)
    if isinstance(node, Named):
        words = conditions.found.get(node.words)
        if words is None:
            words = with_words(index, And(node.words), conditions)
        return among & (words | index.having(node.facet, node.key))
    if not isinstance(node, Field):
        raise TypeError(f"{node!r} is no node of a query")
    return among & _field(index, node, conditions)


def _all(index: Index, node: And, conditions: Conditions, among: Mask) -> Mask:
    """All parts: the words in one question, the rest by the index, and phrases in what those leave."""
    phrases = [part for part in node.parts if has_literal(part)]
    others = [part for part in node.parts if not has_literal(part)]
    words = [part for part in others if _is_one_question(part)]
    for part in others:
        if not _is_one_question(part):
            among = matching(index, part, conditions, among)
    if words:
        among = among & with_words(index, words[0] if len(words) == 1 else And(tuple(words)), conditions)
    for part in sorted(phrases, key=lambda part: isinstance(part, Not)):
        among = matching(index, part, conditions, among)
    return among


def _is_one_question(node: Node) -> bool:
    """Whether the words of a text tell alone, in one look.

    What is excluded is found and taken out here: of a word that its language leaves out of the index
    PostgreSQL could not tell whether it is asked for or excluded.
    """
    if not is_textual(node) or has_literal(node):
        return False
    return not any(isinstance(part, Not) for part in walk(node))


def _literal(node: Node) -> Literal | None:
    """The words that a node wants to the letter; None for any other node."""
    if isinstance(node, Phrase):
        return Literal(node.text)
    if isinstance(node, Field) and node.name == "title" and len(words_of(node.value)) > 1:
        return Literal(node.value, title=True)
    return None


def has_literal(node: Node) -> bool:
    """Whether texts must be read to answer the node. How near two things are is asked of the index alone."""
    if isinstance(node, And | Or):
        return any(map(has_literal, node.parts))
    if isinstance(node, Not):
        return has_literal(node.part)
    return not isinstance(node, Near) and _literal(node) is not None


def _field(index: Index, node: Field, conditions: Conditions) -> Mask:
    choices = conditions.meanings.choices.get(node, ())
    if choices:
        return reduce(or_, (having_any(index, *of_facet) for of_facet in _by_facet(choices)))
    period = parse_period(node.value)
    if period is None:
        raise ValueError(f"{node} has no meaning; whoever asks looks names up first")
    first, last = period.first.toordinal(), period.last.toordinal()
    if node.name == "after":
        return index.published_from(first)
    if node.name == "before":
        return index.published_up_to(last)
    return index.published_from(first) & index.published_up_to(last)


def _by_facet(choices: Iterable[Choice]) -> Iterator[tuple[str, list[int | str]]]:
    facets: dict[str, list[int | str]] = {}
    for choice in choices:
        facets.setdefault(choice.facet, []).append(choice.key)
    yield from facets.items()


def narrowed(index: Index, narrowing: Narrowing) -> Mask:
    """The articles that a narrowing leaves."""
    found = index.alive
    for facet in FACETS:
        column = f"about_{facet}" if narrowing.about and facet in WITH_SUBJECT else facet
        chosen = [choice.key for choice in narrowing.of(facet)]
        for keys in [chosen] if narrowing.any_will_do(facet) else [[key] for key in chosen]:
            if keys:
                found = found & having_any(index, column, keys)
        for choice in narrowing.not_of(facet):
            found = found & ~having_any(index, facet, [choice.key])
    if narrowing.after:
        found = found & index.published_from(narrowing.after.first.toordinal())
    if narrowing.before:
        found = found & index.published_up_to(narrowing.before.last.toordinal())
    if narrowing.dated:
        found = found & (index.precision == PRECISIONS.index(Precision(narrowing.dated)))
    if narrowing.since:
        found = found & came_after(index, int(narrowing.since.key))
    return found


def having_any(index: Index, facet: str, keys: Iterable[int | str]) -> Mask:
    """The articles with any of these values of a facet; keys are those of the database."""
    return index.having_any(facet, [number(index, facet, key) for key in keys])


def number(index: Index, facet: str, key: int | str) -> int:
    """The number by which the index knows a value; -1 where it knows none."""
    if facet != "language":
        return int(key)
    return index.languages.index(str(key)) + 1 if key in index.languages else -1


def may_have(index: Index, node: Node, known: Lexemes, conditions: Conditions) -> Mask:
    """The articles that have the words of the node, and all those in whose language it is made of stop words.

    Any text of that language may have these. `known` are the lexemes of the node's words.
    """
    found = matching(index, node, conditions)
    asked = terms(node)
    for one in conditions.configurations:
        if not any(known.get((one, term.text)) for term in asked):
            found = found | of_configuration(index, one)
    return found


def with_words(index: Index, node: Node, conditions: Conditions) -> Mask:
    """The articles whose texts match a tree of words: the one question that goes to PostgreSQL."""
    if isinstance(node, And) and not node.parts:
        return index.alive
    if not conditions.configurations:
        return index.nothing()
    asked = str(node), tuple(conditions.configurations)
    return remembered(
        index,
        asked,
        lambda: having_words(index, tsqueries(node, conditions.configurations)),
        lambda among: ids_with_words(tsqueries(node, conditions.configurations), among),
    )
