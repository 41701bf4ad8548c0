"""What functions say of a line, remembered: the same lines come again and again in the files of a source.

All is forgotten when so much text was read since, for the memory of four thousand long lines is gigabytes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol, TypeVar

Told = TypeVar("Told")
MOST_LINES, MOST_TEXT = 4096, 16 * 1024 * 1024


class _Forgetting(Protocol):
    def cache_clear(self) -> None: ...


class _Memory:
    """The functions that remember lines, and how many characters were read since all was forgotten."""

    def __init__(self) -> None:
        self.functions: list[_Forgetting] = []
        self.read = 0


_MEMORY = _Memory()


def remembered(function: Callable[[str], Told]) -> Callable[[str], Told]:
    """The function, remembering what it said of the last lines."""
    made = lru_cache(maxsize=MOST_LINES)(function)
    _MEMORY.functions.append(made)
    return made


def note_read(characters: int) -> None:
    """Count a text whose lines are to be asked about; forget all lines where that comes to too much."""
    _MEMORY.read += characters
    if _MEMORY.read > MOST_TEXT:
        _MEMORY.read = characters
        for function in _MEMORY.functions:
            function.cache_clear()
