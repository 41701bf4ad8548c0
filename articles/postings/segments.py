"""Which segment counts for which article: the newest of those that have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Counted(NamedTuple):
    """Masks: over the articles of each segment, which count there; over `live`, which count anywhere."""

    own: dict[int, Mask]
    posted: Mask


def counted(live: Ids, segments: Mapping[int, Ids]) -> Counted:
    """Tell for the articles that there are (`live`, ascending) and the articles of each segment by its id."""
    posted = np.zeros(len(live), np.bool_)
    own = {}
    for number in sorted(segments, reverse=True):
        articles = segments[number]
        if not len(live):
            own[number] = np.zeros(len(articles), np.bool_)
            continue
        places = np.minimum(np.searchsorted(live, articles), len(live) - 1)
        own[number] = (live[places] == articles) & ~posted[places]
        posted[places[own[number]]] = True
    return Counted(own, posted)
