"""Words side by side, to the letter → the articles that have them so, by the lists of written words.

Those lists have every word of every text as it is written, but for case and accents, with its number in the
text. So no text is read but where a list leaves places out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from articles.postings.codec import MOST_TIMES
from articles.postings.written import WRITTEN
from articles.search.index import Integers, Mask
from articles.search.posted.fetching import List, lists_of
from articles.search.posted.kept import Wanted
from articles.search.posted.segments import NOWHERE, Posted

NUMBER_BITS = 17  # the number of a word in its text has 16
ROOM = 1 << 16  # before it, for what is taken off for the word's place in the phrase


class Found(NamedTuple):
    """The articles that have the words, and those whose lists leave out too much to tell."""

    having: Mask
    unsure: Mask


def literally(posted: Posted, words: Sequence[tuple[str, bool]], *, title: bool) -> Found:
    """The covered articles that have the words side by side, in the title or anywhere.

    The words are folded (`articles/postings/written.py`); one may stand for all that begin so.
    """
    found = Found(posted.index.nothing(), posted.index.nothing())
    found.unsure[posted.unwritten] = True
    wanted = [Wanted(WRITTEN, word, prefix) for word, prefix in words]
    lists = lists_of(posted, list(dict.fromkeys(wanted)), places=True)
    for segment, places in posted.places.items():
        of_words = [[one for one in lists[word] if one.segment == segment] for word in wanted]
        if all(of_words):
            having, unsure = _in_segment(of_words, len(places), title=title)
            for mask, ordinals in ((found.having, having), (found.unsure, unsure)):
                at = places[ordinals]
                mask[at[at != NOWHERE]] = True
    found.unsure[found.having] = False
    return found


def _in_segment(of_words: Sequence[Sequence[List]], size: int, *, title: bool) -> tuple[Integers, Integers]:
    """The articles that have the words side by side, and those that have them all but some too often."""
    every = np.ones(size, np.bool_)
    often = np.zeros(size, np.bool_)
    for lists in of_words:
        having = np.zeros(size, np.bool_)
        for one in lists:
            having[one.posting.places] = True
            often[one.posting.places[one.posting.total == MOST_TIMES]] = True
        every &= having
    unsure = np.flatnonzero(every & often)
    keys: Integers | None = None
    # The rarest first: of the others only the articles that are left are looked at.
    for at in sorted(range(len(of_words)), key=lambda at: sum(len(one.positions) for one in of_words[at])):
        own = np.concatenate([_keys(one, every, title=title) for one in of_words[at]]) - at
        keys = own if keys is None else np.intersect1d(keys, own, assume_unique=True)
        every[:] = False
        every[keys >> NUMBER_BITS] = True
    return np.flatnonzero(every), unsure


def _keys(one: List, among: Mask, *, title: bool) -> Integers:
    """The places of a word in some articles: article << 17 | room + number of the word."""
    posting = one.posting
    chosen = among[posting.places]
    times = posting.total
    wanted = np.repeat(chosen, times)
    if title:  # indexed first, so of each article's places those in the title come first
        starts = np.cumsum(times, dtype=np.int64) - times
        wanted &= np.arange(len(wanted)) - np.repeat(starts, times) < np.repeat(posting.title, times)
    articles: Integers = np.repeat(posting.places.astype(np.int64) << NUMBER_BITS, times)[wanted]
    return articles + one.positions[wanted] + ROOM
