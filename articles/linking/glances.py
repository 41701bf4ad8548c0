"""Signatures in, 90 bytes of each out, by which nearly all pairs that are not one story are told at a glance.

A glance holds a few bits of each value of a signature and a table of bits for its facts. What two signatures
have in common, their glances have in common too: what is one story by the signatures (`stories.same`) may
always be one by the glances. Of the pairs that share a sentence or a template hardly any may.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from articles.linking import stories
from articles.linking.signatures import FACTS, LEAD_VALUES, VALUES
from articles.linking.sketches import FACTS_AT, Facts, Sketch, values_of
from articles.linking.story_keys import SHORT

Glances = npt.NDArray[np.void]
Briefs = npt.NDArray[np.void]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

BITS = 3  # of each value
NUMBER_BITS, NAME_BITS = 128, 64
GLANCE = np.dtype(
    [
        ("values", "<u8", (BITS, VALUES // 64)),
        ("lead", "u1", LEAD_VALUES),
        ("number_bits", "<u8", NUMBER_BITS // 64),
        ("name_bits", "<u8", NAME_BITS // 64),
        ("digest", "<u4"),
        ("shingles", "<u2"),
        ("day", "<u2"),
        ("numbers", "u1"),
        ("names", "u1"),
    ]
)
BRIEF = np.dtype([(name, GLANCE[name]) for name in ("number_bits", "name_bits", "day", "numbers", "names")])
HEADS = ("digest", "shingles", "day", "numbers", "names")
_ROUNDING = 1e-9


def glances(sketches: Sequence[Sketch]) -> Glances:
    """The glance of each sketch."""
    found = np.zeros(len(sketches), GLANCE)
    if not sketches:
        return found
    every = values_of(sketches)
    values = every[:, :VALUES]
    for place, bit in enumerate(range(16 - BITS, 16)):
        found["values"][:, place] = np.packbits(values >> bit & 1, axis=1).view("<u8")
    found["lead"] = every[:, VALUES:]  # the low byte of each
    heads = [
        (each.digest[0], each.shingles, each.day, each.number_count, each.name_count) for each in sketches
    ]
    for name, column in zip(HEADS, zip(*heads, strict=True), strict=True):
        found[name] = column
    facts = np.frombuffer(b"".join([sketch.raw[FACTS_AT:] for sketch in sketches]), "<u2")
    counts = np.stack([found["numbers"], found["names"]], axis=1)
    owners = np.arange(len(sketches)).repeat(counts.sum(axis=1, dtype=np.int64))
    named = np.tile([False, True], len(sketches)).repeat(counts.ravel())
    found["number_bits"] = _bits(owners[~named], facts[~named], len(sketches), NUMBER_BITS)
    found["name_bits"] = _bits(owners[named], facts[named], len(sketches), NAME_BITS)
    return found


def briefs(of: Glances) -> Briefs:
    """The brief of each glance. One of zeros, which stands for one that nobody knows, rules nothing out."""
    found = np.zeros(len(of), BRIEF)
    for name in BRIEF.names or ():
        found[name] = of[name]
    return found


def may_agree(some: Briefs, others: Briefs) -> Flags:
    """For each pair of briefs, or of glances, whether the two may be one story by their facts and days."""
    return _facts_may_agree(some, others, _far(some, others))


def may_be_same(some: Glances, others: Glances) -> Flags:
    """For each pair of glances whether the two may be one story."""
    planes = np.bitwise_or.reduce(some["values"] ^ others["values"], axis=1)
    alike = 1 - np.bitwise_count(planes).sum(axis=1, dtype=np.int64) / VALUES + _ROUNDING
    lead = np.count_nonzero(some["lead"] == others["lead"], axis=1) / LEAD_VALUES
    first, second = (each["shingles"].astype(np.int64) for each in (some, others))
    shorter = np.minimum(first, second)
    overlap = alike / (1 + alike) * (first + second) / np.maximum(shorter, 1)
    far = _far(some, others)
    found = (shorter >= SHORT) & (overlap >= np.where(far, stories.FAR_OVERLAP, stories.OVERLAP))
    cut = (overlap >= stories.CUT_OVERLAP) & (lead >= stories.LEAD_ALIKE)
    found &= (alike >= stories.ALIKE) | cut
    found &= _facts_may_agree(some, others, far)
    result: Flags = found | (some["digest"] == others["digest"])
    return result


def _far(some: Briefs, others: Briefs) -> Flags:
    """Whether the days of two are known, and far from each other."""
    far: Flags = np.abs(some["day"].astype(np.int64) - others["day"]) > stories.FAR_DAYS
    return far & (some["day"] > 0) & (others["day"] > 0)


def _facts_may_agree(some: Briefs, others: Briefs, far: Flags) -> Flags:
    """`stories._facts_agree`, with as many facts in common as there may be at the most."""
    wanted = np.where(far, stories.FAR_FACTS_AGREE, stories.FACTS_AGREE)
    shared_numbers, numbers = _common(some, others, "numbers", "number_bits")
    shared_names, names = _common(some, others, "names", "name_bits")
    facts = numbers + names
    missing = facts - shared_numbers - shared_names
    few = facts < stories.FEWEST_FACTS
    found: Flags = np.where(
        few, names == shared_names, (missing == 0) | (missing + 0.5 <= (1 - wanted) * facts)
    )
    for shared, fewest in ((shared_numbers, numbers), (shared_names, names)):
        found &= (fewest < stories.FEWEST_FACTS) | (shared >= (wanted - stories.SLACK) * fewest)
    # Samples that are full may reach differently far, and only so far they are compared.
    for glance in (some, others):
        found |= (glance["numbers"] >= FACTS) | (glance["names"] >= FACTS)
    return found


def _common(some: Briefs, others: Briefs, count: str, bits: str) -> tuple[Numbers, Numbers]:
    """How many facts two may share at the most, and how many the poorer one has."""
    one, other = some[count].astype(np.int64), others[count].astype(np.int64)
    only_one = np.bitwise_count(some[bits] & ~others[bits]).sum(axis=1, dtype=np.int64)
    only_other = np.bitwise_count(others[bits] & ~some[bits]).sum(axis=1, dtype=np.int64)
    return np.minimum(one - only_one, other - only_other), np.minimum(one, other)


def _bits(owners: npt.NDArray[np.intp], facts: Facts, count: int, bits: int) -> npt.NDArray[np.uint64]:
    """For each of `count` owners a table in which the bits of its facts are set."""
    table = np.zeros((count, bits), bool)
    table[owners, facts % bits] = True
    packed: npt.NDArray[np.uint64] = np.packbits(table, axis=1).view("<u8")
    return packed
