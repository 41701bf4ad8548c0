"""Tree of words → conditions on SearchText. What people typed only travels as parameters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Q
from django.db.models.expressions import RawSQL

from articles.models.words import CONFIGURATIONS, OTHER
from articles.search.index import Index, Mask
from articles.search.language import And, Field, Named, Near, Node, Not, Note, Or, Phrase, Prefix, Word
from articles.search.language.tree import is_textual, walk
from articles.search.names import Meanings

Sql = tuple[str, list[Any]]
"""An expression and its parameters."""

# Every lexeme of a tsquery's text stands in quotes, quotes and backslashes in it doubled; ":*" is a prefix.
IN_TITLE = r"regexp_replace(({})::text, '(''([^'']|'''')*'')(:(\*))?', '\1:\4A', 'g')::tsquery"
# Words that begin so, as they stand in the index; where the stem is shorter than what was typed, by the stem
# of the word itself and of what the typed beginning makes with a usual ending (negotiat-ion: "negoti").
BEGINNING = """(to_tsquery('news_simple', %s) || plainto_tsquery(%s::regconfig, %s) || coalesce((
    SELECT string_agg(quote_literal(stem), '|')
    FROM unnest(tsvector_to_array(to_tsvector(%s::regconfig, %s))) AS stem
    WHERE starts_with(lower(%s), stem) AND strpos(stem, chr(92)) = 0 AND length(stem) > 2
), '')::tsquery)"""
ENDINGS = ("e", "n", "on", "ion", "tion", "ing", "ed", "s", "es", "y", "ies", "er", "al", "ment")
# One thing before or behind another at every distance up to the one asked; beside no word the other alone.
NEAR = """(
    SELECT coalesce(
        string_agg(tsquery_phrase(one, other, n)::text || '|' || tsquery_phrase(other, one, n)::text, '|'), ''
    )
    FROM (SELECT {} AS one, {} AS other) AS sides, generate_series(1, %s) AS n
    WHERE numnode(one) + numnode(other) > 0
)::tsquery"""

APOSTROPHES = "‘’ʼ＇"


class Matches(Func):
    """Whether a tsvector matches a tsquery."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is needed to answer a tree: what its names mean, and how the archive's texts are indexed.

    `said` collects what a person has to know about the answer.
    """

    meanings: Meanings
    configurations: Sequence[str]
    found: dict[tuple[Word, ...], Mask] = field(default_factory=dict)
    """The articles with the words of a name, where that was needed to understand the query."""
    said: list[Note] = field(default_factory=list)


def matches(node: Node, configurations: Sequence[str]) -> Q:
    """The condition that a SearchText has the words, each text asked in the configuration that indexed it."""
    parts = [
        Q(configuration=configuration) & Q(Matches(F("words"), tsquery(node, configuration)))
        for configuration in configurations
    ]
    return reduce(or_, parts) if parts else Q(pk__in=[])


def tsquery(node: Node, configuration: str) -> RawSQL:
    """The tsquery of a tree of words in one text-search configuration."""
    sql, params = tsquery_sql(node, configuration)
    return RawSQL(sql, params, output_field=SearchQueryField())  # noqa: S611 (fixed text, values are parameters)


def plain(text: str) -> str:
    """The text with the marks that PostgreSQL cuts words at.

    A database whose ctype is C takes every character beyond ASCII for a letter, curly quotes too. An
    apostrophe becomes the straight one, any other such mark a space.
    """
    return "".join(char if char.isascii() else _plain(char) for char in text)


def _plain(char: str) -> str:
    if char in APOSTROPHES:
        return "'"
    return " " if unicodedata.category(char)[0] in "PSZ" else char


def tsquery_sql(node: Node, configuration: str) -> Sql:
    """The tsquery of a tree of words in one text-search configuration, as an expression of SQL."""
    if isinstance(node, And | Or):
        parts = [tsquery_sql(part, configuration) for part in node.parts]
        joiner = " && " if isinstance(node, And) else " || "
        sql = joiner.join(part for part, _ in parts)
        return f"({sql})", [value for _, values in parts for value in values]
    if isinstance(node, Not):
        sql, params = tsquery_sql(node.part, configuration)
        return f"(!! {sql})", params
    if isinstance(node, Near):
        one, values = tsquery_sql(node.left, configuration)
        other, more = tsquery_sql(node.right, configuration)
        return NEAR.format(one, other), [*values, *more, node.distance]
    if isinstance(node, Field):
        sql, params = _phrase(node.value, configuration)
        return IN_TITLE.format(sql), params
    if isinstance(node, Phrase):
        return _phrase(node.text, configuration)
    if isinstance(node, Prefix):
        return _prefix(node.text, configuration)
    return "plainto_tsquery(%s::regconfig, %s)", [configuration, plain(node.text)]


def _phrase(text: str, configuration: str) -> Sql:
    """Words side by side; one that ends in a star is a prefix."""
    pieces: list[Sql] = []
    for starred, words in groupby(text.split(), key=is_prefix):
        if starred:
            pieces += [_prefix(word.rstrip("*"), configuration) for word in words]
        else:
            pieces.append(("phraseto_tsquery(%s::regconfig, %s)", [configuration, plain(" ".join(words))]))
    if not pieces:
        return "''::tsquery", []
    sql = reduce(lambda before, after: f"tsquery_phrase({before}, {after})", (sql for sql, _ in pieces))
    return sql, [value for _, values in pieces for value in values]


def is_prefix(word: str) -> bool:
    """Whether a word of a phrase stands for all that begin with it."""
    return word.endswith("*") and any(char.isalnum() for char in word)


def _prefix(text: str, configuration: str) -> Sql:
    text = plain(text)
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    longer = " ".join(f"{text}{ending}" for ending in ENDINGS)
    return BEGINNING, [f"'{escaped}':*", configuration, text, configuration, longer, text]


def wanted_words(node: Node) -> Node | None:
    """The tree without what it excludes and without names and dates: what to rank by and to mark; or None."""
    if isinstance(node, And | Or):
        parts = [part for child in node.parts if (part := wanted_words(child)) is not None]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else type(node)(tuple(parts))
    if isinstance(node, Named):
        return node.words[0] if len(node.words) == 1 else And(node.words)
    if isinstance(node, Not) or not is_textual(node):
        return None
    return node


def has_words(node: Node) -> bool:
    """Whether the full-text index is needed at all."""
    return any(not isinstance(part, And | Or | Not | Field) for part in walk(node)) or any(
        isinstance(part, Field) and part.name == "title" for part in walk(node)
    )


def configurations_in_use(index: Index) -> tuple[str, ...]:
    """The text-search configurations of the archive's texts: those of its languages."""
    return tuple(sorted({CONFIGURATIONS.get(code, OTHER) for code in index.languages_in_use}))
