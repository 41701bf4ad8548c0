"""Names of countries in languages that change their ends → their other forms: Albaniens, Turcji, rosyjskiej.

The rules are data (`data/endings.csv`): of a language and a kind, what may stand for an ending; the first
rule that fits counts. Cyrillic names have rules of their own (`inflection`), Turkish ones an apostrophe.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache

from babel import Locale

from articles.linking import lexicon

SHORTEST = 4
Rule = tuple[str, tuple[str, ...]]


@cache
def rules() -> dict[tuple[str, str], tuple[Rule, ...]]:
    """Language and kind → endings with what may stand in their place, in the order of the file."""
    found: dict[tuple[str, str], list[Rule]] = {}
    for row in lexicon.rows("endings.csv"):
        forms = tuple(row["forms"].split("|")) if row["forms"] else ()
        found.setdefault((row["language"], row["kind"]), []).append((row["ending"], forms))
    return {key: tuple(each) for key, each in found.items()}


def inflected(text: str, language: str, kind: str) -> Iterator[str]:
    """The other forms of a word; none of a short one or one of several words."""
    if len(text) < SHORTEST or " " in text or "-" in text:
        return
    for ending, forms in rules().get((language, kind), ()):
        if text.endswith(ending):
            yield from (text.removesuffix(ending) + form for form in forms)
            return


def names(codes: Set[str]) -> Iterator[tuple[str, str, str]]:
    """Forms of the names of countries, as (form, code, language)."""
    for language in sorted({language for language, kind in rules() if kind == "name"}):
        for code, name in Locale.parse(language).territories.items():
            if code in codes:
                yield from ((form, code, language) for form in inflected(name, language, "name"))


def adjectives() -> Iterator[tuple[str, str, str]]:
    """Forms of the adjectives of countries, as (form, code, language)."""
    for word in lexicon.foreign_forms():
        forms = inflected(word.text, word.language, word.kind)
        yield from ((form, word.code, word.language) for form in forms)
