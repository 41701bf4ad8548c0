"""A search that finds nothing → the same search with words that the archive has, each change said.

A word that no article has is replaced by one that is clearly the best: the likeliest by its slips and by the
articles that have it together with the rest of the search, above all in their titles; without any such, one
that is far likelier than any other. A word that is written nowhere, but shares a stem with some that are, and
two words that are one when the space goes, are replaced only where articles have the new word with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np

from articles.models import Article
from articles.search.conditions import Conditions
from articles.search.hits import Hits, find
from articles.search.index import Index
from articles.search.language import And, Node, Or, Word
from articles.search.masks import with_words
from articles.search.narrowing import Narrowing
from articles.search.spelling import SHORTEST, Spelling, ranked
from articles.search.terms import lexemes, terms
from articles.search.vocabulary import bare, vocabulary

MOST_CORRECTED = 4
TRIED = 8
CLEARLY = 1.0  # likelier by this much than the second
TITLED = 5  # an article with the word in its title counts as so many more
MOST_TITLES = 100  # read of each spelling
_WORD = re.compile(r"\w+")

Narrowings = tuple[Narrowing, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that no article has, and what was searched in its place, with its number of articles.

    `typed` may be two words, which are one without the space between them.
    """

    typed: str
    spelling: str
    articles: int

    @property
    def joined(self) -> bool:
        """Whether only a space was too many."""
        return " " in self.typed


def corrected(
    index: Index, tree: And, conditions: Conditions, narrowings: Narrowings
) -> tuple[And, tuple[Correction, ...]]:
    """The tree with its corrections."""
    doubtful = _doubtful(index, tree, conditions)
    tree, made = _joined(index, tree, conditions, narrowings, doubtful)
    known = {word for one in made for word in one.typed.split()}
    words = [word for word in doubtful if word.text not in known][:MOST_CORRECTED]
    for at, word in enumerate(words):
        rest = _without(tree, words[at + 1 :])
        best = _best(index, word, rest, conditions, narrowings, unknown=doubtful[word])
        if best is not None:
            made.append(Correction(word.text, best.text, best.articles))
            tree = _replaced(tree, word, best.text)
    return tree, tuple(made)


def _joined(
    index: Index, tree: And, conditions: Conditions, narrowings: Narrowings, doubtful: Iterable[Word]
) -> tuple[And, list[Correction]]:
    """The tree with one word in place of two wherever articles have that one with the rest."""
    made: list[Correction] = []
    written = vocabulary()
    for left, right in _neighbours(tree):
        joined = f"{left.text}{right.text}"
        if not written.count(joined.lower()) or left not in tree.parts or right not in tree.parts:
            continue
        new = _replaced(_replaced(tree, right, ""), left, joined)
        if find(index, _without(new, doubtful), conditions, narrowings).total:
            having = int(np.count_nonzero(with_words(index, Word(joined, left.at), conditions)))
            made.append(Correction(f"{left.text} {right.text}", joined, having))
            tree = new
    return tree, made


def _best(
    index: Index, word: Word, tree: And, conditions: Conditions, narrowings: Narrowings, *, unknown: bool
) -> Spelling | None:
    """The spelling to take in place of a word of the tree."""
    likely = ranked(index, conditions, word.text)[:TRIED]
    together: list[tuple[float, Spelling]] = []
    for one in likely:
        hits = find(index, _replaced(tree, word, one.text), conditions, narrowings)
        if hits.total:
            together.append((log(hits.total + TITLED * _titled(hits, one.text)) - one.slips, one))
    if together:
        return max(together, key=lambda pair: pair[0])[1]
    clear = len(likely) == 1 or (len(likely) > 1 and likely[0].likely - likely[1].likely >= CLEARLY)
    return likely[0] if clear and unknown else None


def _titled(hits: Hits, spelling: str) -> int:
    """How many of the hits have the spelling in their titles."""
    wanted = set(bare(spelling).split())
    newest = np.sort(hits.ids)[-MOST_TITLES:].tolist()
    titles = Article.objects.filter(pk__in=newest).values_list("title", flat=True)
    return sum(wanted <= set(_WORD.findall(bare(title))) for title in titles)


def _doubtful(index: Index, tree: And, conditions: Conditions) -> dict[Word, bool]:
    """The words that are perhaps slips, each with whether no article has it in any form.

    Words that are too common to be searched in any language of the archive are none.
    """
    words = list(dict.fromkeys(_wanted(tree)))
    known = lexemes([term.text for word in words for term in terms(word)], conditions.configurations)
    ignored = {text for (_, text), found in known.items() if not found}
    written = vocabulary()
    found = {}
    for word in words:
        if not any(term.text in ignored for term in terms(word)):
            unknown = not np.any(with_words(index, word, conditions))
            if unknown or (_may_slip(word.text) and not written.has(word.text)):
                found[word] = unknown
    return found


def _may_slip(text: str) -> bool:
    return text.isalpha() and len(text) >= SHORTEST


def _neighbours(tree: And) -> list[tuple[Word, Word]]:
    """Words side by side in a search, without those in quotation marks or brackets."""
    beside = pairwise(tree.parts)
    return [(one, two) for one, two in beside if isinstance(one, Word) and isinstance(two, Word)]


def _without(tree: And, words: Iterable[Word]) -> And:
    for word in words:
        tree = _replaced(tree, word, "")
    return tree


def _wanted(node: Node) -> Iterator[Word]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
    elif isinstance(node, Word):
        yield node


def _replaced(tree: And, word: Word, spelling: str) -> And:
    """The tree with other words in place of one; with none, without it."""
    parts: list[Node] = []
    for part in tree.parts:
        new = _in_part(part, word, spelling)
        parts += new.parts if isinstance(new, And) else [new] if new is not None else []
    return And(tuple(parts), tree.at)


def _in_part(part: Node, word: Word, spelling: str) -> Node | None:
    if part == word:
        words = tuple(Word(text, word.at) for text in spelling.split())
        return None if not words else words[0] if len(words) == 1 else And(words, word.at)
    if isinstance(part, And | Or):
        kept = [new for one in part.parts if (new := _in_part(one, word, spelling)) is not None]
        return None if not kept else kept[0] if len(kept) == 1 else type(part)(tuple(kept), part.at)
    return part
