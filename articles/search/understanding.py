"""A query as typed → all that is needed to answer it, and all that has to be said of how it was read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from articles.search.conditions import Conditions, configurations_in_use, has_words, plain
from articles.search.index import Index, Mask
from articles.search.language import And, Near, Node, Not, Note, Or, Problem, Query, Word, parse
from articles.search.masks import with_words
from articles.search.meanings import meanings
from articles.search.names import listed
from articles.search.naming import Offer, with_names

IGNORED = """
    SELECT word, configuration FROM unnest(%s::text[]) AS word, unnest(%s::text[]) AS configuration
    WHERE numnode(plainto_tsquery(configuration::regconfig, word)) = 0
"""


@dataclass(frozen=True, slots=True)
class Understood:
    """A query with what its names mean. With problems it cannot be answered."""

    query: Query
    conditions: Conditions
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    offers: tuple[Offer, ...] = ()


def understood(text: str, index: Index, *, explained: bool = True) -> Understood:
    """Read a query in one state of the archive; problems are all there, and explained, if wanted."""
    query = parse(text)
    known = meanings(query, explained=explained)
    problems = query.problems + known.problems
    if problems:
        return Understood(query, Conditions(known, ()), problems, query.notes)
    conditions = Conditions(known, configurations_in_use(index) if has_words(query.tree) else ())
    notes = query.notes + known.notes + _ignored(query.tree, tuple(conditions.configurations))

    def having(words: tuple[Word, ...]) -> Mask:
        found = conditions.found[words] = with_words(index, And(words), conditions)
        return found

    query, offers = with_names(query, index, having)
    return Understood(query, conditions, (), notes, offers)


def _ignored(tree: Node, configurations: tuple[str, ...]) -> tuple[Note, ...]:
    """What is said of words that are too common to be searched."""
    words = tuple(dict.fromkeys(word.text for word in _asked_alone(tree)))
    if not words or not configurations:
        return ()
    ignored = _stop_words(words, configurations)
    if not ignored:
        return ()
    alike: dict[str, list[str]] = {}
    for word, languages in ignored.items():
        where = "" if len(languages) == len(configurations) else f" in {listed(languages, 'and')} texts"
        alike.setdefault(where, []).append(f"“{word}”")
    said = [
        f"{listed(quoted, 'and')} {'is' if len(quoted) == 1 else 'are'} too common{where}"
        for where, quoted in alike.items()
    ]
    message = f"{', and '.join(said)} to be searched alone; inside quotation marks every word counts."
    return (Note(message),)


def _asked_alone(node: Node) -> list[Word]:
    if isinstance(node, Word):
        return [node]
    if isinstance(node, And | Or):
        return [word for part in node.parts for word in _asked_alone(part)]
    if isinstance(node, Near):
        return [*_asked_alone(node.left), *_asked_alone(node.right)]
    return _asked_alone(node.part) if isinstance(node, Not) else []


@lru_cache(maxsize=2_000)
def _stop_words(words: tuple[str, ...], configurations: tuple[str, ...]) -> dict[str, list[str]]:
    """Those of the words that texts are not searched for, with the languages of these. They never change."""
    with connection.cursor() as cursor:
        cursor.execute(IGNORED, [[plain(word) for word in words], list(configurations)])
        rows = cursor.fetchall()
    found: dict[str, list[str]] = {}
    for word in words:
        languages = [name.removeprefix("news_").title() for one, name in rows if one == plain(word)]
        if languages:
            found[word] = languages
    return found
