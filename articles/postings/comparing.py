"""Lists as they are kept and as they should be → the articles of which they differ."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from articles.postings.codec import Positions, Posting
from articles.postings.segments import Mask

List = tuple[str, Posting, Positions]


def differing(kept: Iterator[List], made: Iterator[List], own: Mask) -> Mask:
    """Those of a segment's `own` articles (by ordinal) that have other lists in one than in the other.

    Both come in the order of the lexemes' bytes. Raises what reading the kept ones raises where they are no
    lists (ValueError, IndexError).
    """
    wrong = np.zeros(len(own), np.bool_)
    one, other = next(kept, None), next(made, None)
    while one or other:
        if other is None or (one is not None and one[0].encode() < other[0].encode()):
            assert one is not None
            wrong[one[1].places] = True
            one = next(kept, None)
        elif one is None or other[0].encode() < one[0].encode():
            wrong[other[1].places] = True
            other = next(made, None)
        else:
            _compare(one, other, own, wrong)
            one, other = next(kept, None), next(made, None)
    return wrong & own


def _compare(one: List, other: List, own: Mask, wrong: Mask) -> None:
    kept, made = _of(own, *one[1:]), other[1:]
    if _bytes(*kept) != _bytes(*made):
        for place, _ in set(_rows(*kept)) ^ set(_rows(*made)):
            wrong[place] = True


def _of(own: Mask, posting: Posting, positions: Positions) -> tuple[Posting, Positions]:
    """What a list says of these articles alone."""
    keep = own[posting.places]
    if keep.all():
        return posting, positions
    places, title, total = posting
    return Posting(places[keep], title[keep], total[keep]), positions[np.repeat(keep, total)]


def _bytes(posting: Posting, positions: Positions) -> tuple[bytes, ...]:
    return (*(column.tobytes() for column in posting), positions.tobytes())


def _rows(posting: Posting, positions: Positions) -> Iterator[tuple[int, tuple[int, bytes]]]:
    ends = np.cumsum(posting.total, dtype=np.int64).tolist()
    for place, title, total, end in zip(*(column.tolist() for column in posting), ends, strict=True):
        yield place, (title, positions[end - total : end].tobytes())
