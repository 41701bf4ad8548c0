"""INDEX: all that articles are counted and filtered by, as arrays in the memory of each process.

It is derived: Postgres is the truth, and every question first catches up with it.
"""

from articles.search.index.archive import Index
from articles.search.index.columns import Counted, Integers, Mask, Small
from articles.search.index.current import current, forget, of_this_knowledge, of_this_state
from articles.search.index.remembered import forget_sets, remembered

__all__ = [
    "Counted",
    "Index",
    "Integers",
    "Mask",
    "Small",
    "current",
    "forget",
    "forget_sets",
    "of_this_knowledge",
    "of_this_state",
    "remembered",
]
