"""The memory of this process → less of it: what the C library holds back of what was freed.

To load an archive takes for a moment twice what is kept, and the library gives back little of it by itself.
Where it is not glibc, nothing is done.
"""

from __future__ import annotations

import ctypes
from functools import cache

ARENA_MAX = -8  # the parameter of mallopt(3)


def give_back() -> None:
    """Return to the system what is free."""
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


def limit_pools(most: int) -> None:
    """Let threads share so many pools of memory: else each has its own, and what it frees serves no other."""
    library = _glibc()
    if library is not None:
        library.mallopt(ARENA_MAX, most)


@cache
def _glibc() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL("libc.so.6")
    except OSError:
        return None
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
