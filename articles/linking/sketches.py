"""A signature → its parts: values of the words and the lead, facts, length, day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from articles.linking.signatures import FORMAT, HEAD, LEAD_VALUES, VALUES

BEFORE_FACTS = VALUES + LEAD_VALUES  # numbers of a signature
FACTS_AT = HEAD.size + 2 * BEFORE_FACTS  # in a signature

Facts = npt.NDArray[np.uint16]


@dataclass(frozen=True)
class Sketch:
    """A signature taken apart. `shingles` is the number of runs of five words, `day` 0 where unknown.

    Of most signatures only the head is asked for, so the rest is taken out when it is.
    """

    raw: bytes
    number_count: int
    name_count: int
    shingles: int
    day: int
    digest: tuple[int, int]

    @cached_property
    def values(self) -> Facts:
        return np.frombuffer(self.raw, "<u2", VALUES, HEAD.size)

    @cached_property
    def numbers(self) -> Facts:
        return np.frombuffer(self.raw, "<u2", self.number_count, FACTS_AT)

    @cached_property
    def names(self) -> Facts:
        return np.frombuffer(self.raw, "<u2", self.name_count, FACTS_AT + 2 * self.number_count)

    @cached_property
    def lead(self) -> Facts:
        return np.frombuffer(self.raw, "<u2", LEAD_VALUES, HEAD.size + 2 * VALUES)

    @cached_property
    def number_set(self) -> frozenset[int]:
        return frozenset(self.numbers.tolist())

    @cached_property
    def name_set(self) -> frozenset[int]:
        return frozenset(self.names.tolist())


def read(raw: bytes) -> Sketch | None:
    """The parts of a signature; None for one of a text without words, or of an earlier format."""
    if len(raw) < HEAD.size or raw[0] != FORMAT:
        return None
    _, numbers, names, shingles, day, words, runs = HEAD.unpack_from(raw)
    return Sketch(raw, numbers, names, shingles, day, (words, runs))


def values_of(sketches: Sequence[Sketch]) -> Facts:
    """The values of sketches, those of the lead behind them: a row of BEFORE_FACTS for each."""
    raw = b"".join([sketch.raw[HEAD.size : FACTS_AT] for sketch in sketches])
    return np.frombuffer(raw, "<u2").reshape(-1, BEFORE_FACTS)
