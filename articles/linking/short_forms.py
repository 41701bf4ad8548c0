"""A full name → the ways in which news calls the person again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from articles.linking import lexicon

FAMILY_FIRST = lexicon.word_class("family_first")
SUFFIX = lexicon.word_class("suffix")
ARTICLES = ("al-", "el-", "as-", "ash-", "ad-", "ar-", "az-")


@lru_cache(maxsize=lexicon.REMEMBERED)
def short_forms(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Ways to call a person by the surname: with and without article and particle, in the Asian order."""
    return tuple(_forms(tokens))


def _forms(tokens: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    words = tuple(token for token in tokens if token not in SUFFIX)
    if not words:
        return
    for at in range(1, len(words)):
        yield words[at:]
    for word in words[1:]:
        if word.startswith(ARTICLES):
            yield (word.partition("-")[2],)
    if "-" in words[-1]:
        yield (words[-1].rpartition("-")[2],)
    if words[0] in FAMILY_FIRST:
        yield words[:1]
