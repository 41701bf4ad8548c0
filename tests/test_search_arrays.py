"""The arrays of the index alone, without a database: the same as plain lists and sets would say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from articles.search.index.columns import Small
from articles.search.index.segment import Segment

EMPTY: Small = np.empty(0, np.int32)


@given(
    ids=st.sets(st.integers(1, 300) | st.integers(1, 2**40)),
    asked=st.lists(st.integers(-5, 310) | st.integers(1, 2**62)),
    every=st.booleans(),
)
def test_places_are_those_of_the_ids_that_there_are(ids: set[int], asked: list[int], every: bool) -> None:
    kept = sorted(ids)
    segment = Segment(np.array(kept, np.int64), EMPTY, EMPTY, EMPTY, EMPTY, {}, {})
    wanted = [*reversed(kept), *asked] if every else asked
    expected = [place for place, key in enumerate(kept) if key in set(wanted)]
    assert segment.places(np.array(wanted, np.int64)).tolist() == expected
