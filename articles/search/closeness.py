"""The best of a ranking, read to the letter → what to add to their scores.

Posting lists know stems. Of a few texts it can be afforded to look: an article that has the words in the very
form that was typed comes before one that has other forms of them, and one that has neighbours of the search
side by side (a full name, "trade deal") before one where they stand apart. Only the order among the best
changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from articles.arrays import as_array
from articles.models.words import CONFIGURATIONS, OTHER
from articles.search.frequencies import Counts
from articles.search.index import Index, Integers
from articles.search.prepared import rows
from articles.search.terms import Lexemes, Term
from articles.search.vocabulary import bare

BEST = 50  # articles that are read; a hundred are no better
READ = 20_000  # characters of each
# In weights of the words. Half or twice as much does nearly as well (docs/decisions/0006).
AS_TYPED = 1.0
SIDE_BY_SIDE = 1.2
MOST_PLACES = 20  # of a word that are looked at for its neighbour

TEXTS = "SELECT id, language, title, left(body, %s::int) FROM articles_article WHERE id = ANY(%s::bigint[])"
_ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u052f\u1e00-\u1fff]")

Weighed = Sequence[tuple["_Word", float]]


def closeness(
    index: Index, places: Integers, weights: Mapping[Term, float], lexemes: Lexemes, *, forms: bool = True
) -> Counts:
    """What to add to the scores of the articles at these positions of the index.

    `weights` are those of the words in their order, `lexemes` how each language knows them: what a language
    leaves out counts nothing in its texts. Without `forms` only neighbours count.
    """
    row_of = {int(key): row for row, key in enumerate(index.ids[places])}
    words = [(term, _Word(term), weight) for term, weight in weights.items()]
    found = np.zeros(len(places), np.float32)
    for key, language, title, body in rows(TEXTS, [READ, as_array(row_of)]):
        configuration = CONFIGURATIONS.get(language, OTHER)
        kept = [(word, weight) for term, word, weight in words if lexemes.get((configuration, term.text))]
        found[row_of[key]] = _worth(_read(title, body, kept), kept, AS_TYPED * forms)
    return found


class _Word:
    """A word to look for, and what stands before it where it is another's neighbour."""

    def __init__(self, term: Term) -> None:
        self.text, self.prefix = bare(term.text), term.prefix
        self.behind = re.compile(r"\W{1,3}" + re.escape(self.text) + ("" if term.prefix else r"(?!\w)"))

    def places(self, text: str) -> Iterator[int]:
        """Where it ends, as a whole word."""
        at = text.find(self.text) if self.text else -1
        while at >= 0:
            end = at + len(self.text)
            if not _inside(text[at - 1 : at]) and (self.prefix or not _inside(text[end : end + 1])):
                yield end
            at = text.find(self.text, end)


def _inside(char: str) -> bool:
    return char.isalnum() or (not char.isascii() and unicodedata.category(char)[0] == "M")


def _read(title: str, body: str, words: Weighed) -> str:
    """The text in lower case; without accents where words may hide behind them."""
    text = f"{title}\n\n\n\n{body}".lower().replace("’", "'")
    if _ACCENTED.search(text) and not all(word.text in text for word, _ in words):
        return bare(text)
    return text


def _worth(text: str, words: Weighed, typed: float) -> float:
    found = 0.0
    ends = []
    for word, weight in words:
        places = [end for end, _ in zip(word.places(text), range(MOST_PLACES), strict=False)]
        found += typed * weight * bool(places)
        ends.append(places)
    for places, ((_, first), (word, second)) in zip(ends, pairwise(words), strict=False):
        if any(word.behind.match(text, end) for end in places):
            found += SIDE_BY_SIDE * min(first, second)
    return found
