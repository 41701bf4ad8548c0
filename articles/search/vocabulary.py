"""The written words of the archive, in a few arrays in each process: those near one, or that begin alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt
from django.db import connection

from articles.search.index import Integers

STATE = "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM articles_writtenword"
WORDS = "SELECT word, articles FROM articles_writtenword ORDER BY word"
MOST_COMPARED = 4_000

Letters = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Words in lower case, in one text with a line each; `starts` has the place of each and the end.

    `letters` has a bit for each letter that a word has, so that most words are known to be far from another
    without a look at them.
    """

    text: str
    starts: Integers
    articles: Integers
    letters: Letters

    def word(self, at: int) -> str:
        """The word with this number."""
        return self.text[self.starts[at] : self.starts[at + 1] - 1]

    def near(self, word: str, edits: int) -> Sequence[tuple[str, int]]:
        """Words that may be at most so many letters away, with about how many articles have them."""
        lengths = np.diff(self.starts) - 1
        close = np.abs(lengths - len(word)) <= edits
        different = np.bitwise_count(self.letters ^ np.uint64(_letters(word)))
        found = np.flatnonzero(close & (different <= 2 * edits))
        if len(found) > MOST_COMPARED:
            found = found[np.argsort(-self.articles[found], kind="stable")[:MOST_COMPARED]]
        return [(self.word(int(at)), int(self.articles[at])) for at in found]

    def beginning(self, prefix: str, most: int) -> list[str]:
        """The most frequent words that begin with the prefix."""
        first, last = self._place(prefix), self._place(prefix + "\U0010ffff")
        order = np.argsort(-self.articles[first:last], kind="stable")[:most]
        return [self.word(first + int(at)) for at in order]

    def count(self, word: str) -> int:
        """About how many articles have the very word."""
        at = self._place(word)
        return int(self.articles[at]) if at < len(self.articles) and self.word(at) == word else 0

    def _place(self, word: str) -> int:
        low, high = 0, len(self.articles)
        while low < high:
            middle = (low + high) // 2
            if self.word(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low


_lock = Lock()
_held: tuple[object, Vocabulary] | None = None


def vocabulary() -> Vocabulary:
    """The words as they are now; read again only when there are new ones."""
    global _held
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        settings = connection.settings_dict
        state = (str(settings["HOST"]), str(settings["NAME"]), cursor.fetchone())
        with _lock:
            if _held is None or _held[0] != state:
                cursor.execute(WORDS)
                _held = state, of_words(cursor.fetchall())
            return _held[1]


def of_words(rows: Sequence[tuple[str, int]]) -> Vocabulary:
    """The vocabulary of words with their numbers of articles."""
    rows = sorted(rows)
    starts = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(word) + 1 for word, _ in rows], out=starts[1:])
    return Vocabulary(
        "".join(f"{word}\n" for word, _ in rows),
        starts,
        np.array([articles for _, articles in rows], np.int64),
        np.array([_letters(word) for word, _ in rows], np.uint64),
    )


def bare(word: str) -> str:
    """The word in lower case without accents."""
    split = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(char for char in split if not "\u0300" <= char <= "\u036f"))


def _letters(word: str) -> int:
    found = 0
    for char in bare(word):
        found |= 1 << (ord(char) % 64)
    return found
