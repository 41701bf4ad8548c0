"""The written words of the archive, in a few arrays in each process: those near one, or that begin alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt
from django.db import connection

from articles.search.index import Integers, Small

STATE = "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM articles_writtenword"
# In two values, sorted as Python sorts: half a million rows take a second to read.
WORDS = """
    SELECT coalesce(string_agg(word || E'\\n', '' ORDER BY word COLLATE "C"), ''),
        coalesce(string_agg(articles::text, ' ' ORDER BY word COLLATE "C"), '')
    FROM articles_writtenword
"""
MOST_COMPARED = 20_000
PIECE = 1 << 20  # characters of which the letters are looked at together

Letters = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Words in lower case, in one text with a line each; `starts` has the place of each and the end.

    `letters` has a bit for each letter that a word has, so that most words are known to be far from another
    without a look at them.
    """

    text: str
    starts: Small
    articles: Small
    letters: Letters

    def word(self, at: int) -> str:
        """The word with this number."""
        return self.text[self.starts[at] : self.starts[at + 1] - 1]

    def near(self, word: str, edits: int) -> Sequence[tuple[str, int]]:
        """Words that may be at most so many letters away, with about how many articles have them.

        More than one letter only of those that begin alike: hardly anybody errs in the first letter and in
        another one.
        """
        found = self._near(word, 1, 0, len(self.articles))
        if edits > 1:
            first, last = self._place(word[:1]), self._place(word[:1] + "\U0010ffff")
            others = self._near(word, edits, first, last)
            found = np.sort(np.concatenate([found, others]))
            found = found[np.diff(found, prepend=-1) > 0]
        if len(found) > MOST_COMPARED:
            found = found[np.argsort(-self.articles[found], kind="stable")[:MOST_COMPARED]]
        return [(self.word(at), int(self.articles[at])) for at in found.tolist()]

    def _near(self, word: str, edits: int, first: int, last: int) -> Integers:
        different = np.bitwise_count(self.letters[first:last] ^ np.uint64(_letters(word)))
        found = np.flatnonzero(different <= 2 * edits) + first
        lengths = self.starts[found + 1] - self.starts[found] - 1
        kept: Integers = found[np.abs(lengths - len(word)) <= edits]
        return kept

    def has(self, word: str) -> bool:
        """Whether a text has the very word, whatever its case and accents."""
        wanted = bare(word)
        if self.count(word.lower()) or self.count(wanted):
            return True
        alike = np.flatnonzero(self.letters == np.uint64(_letters(wanted)))
        return any(bare(self.word(at)) == wanted for at in alike.tolist())

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
                text, articles = cursor.fetchone()
                _held = state, _made(text, np.array(articles.split(), np.int32))
            return _held[1]


def of_words(rows: Sequence[tuple[str, int]]) -> Vocabulary:
    """The vocabulary of words with their numbers of articles."""
    rows = sorted(rows)
    return _made("".join(f"{word}\n" for word, _ in rows), np.array([row[1] for row in rows], np.int32))


def _made(text: str, articles: Small) -> Vocabulary:
    """Of words in their order, a line each."""
    bits = np.zeros(max(map(ord, set(text)), default=0) + 1, np.uint64)
    for char in set(text) - {"\n"}:
        bits[ord(char)] = _letters(char)
    starts, letters = [np.zeros(1, np.int64)], []
    at = 0
    while at < len(text):
        end = text.index("\n", min(at + PIECE, len(text) - 1)) + 1
        codes = np.frombuffer(text[at:end].encode("utf-32-le"), np.uint32)
        ends = np.flatnonzero(codes == ord("\n")) + 1
        letters.append(np.bitwise_or.reduceat(bits[codes], np.concatenate([[0], ends[:-1]])))
        starts.append(ends + at)
        at = end
    found = np.concatenate(letters) if letters else np.empty(0, np.uint64)
    return Vocabulary(text, np.concatenate(starts).astype(np.int32), articles, found)


def bare(word: str) -> str:
    """The word in lower case without accents."""
    split = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(char for char in split if not "\u0300" <= char <= "\u036f"))


def _letters(word: str) -> int:
    found = 0
    for char in bare(word):
        found |= 1 << (ord(char) % 64)
    return found
