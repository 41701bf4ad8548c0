"""A word as it was typed and many others → how far each is from it, in slips of the hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SWAPPED, DOUBLED, BESIDE, FIRST = 0.7, 0.7, 0.85, 0.3
FAR = np.float32(99)

Costs = npt.NDArray[np.float32]
Codes = npt.NDArray[np.uint32]
Edits = npt.NDArray[np.int8]
Cell = tuple[Costs, Edits]


def distance(typed: str, meant: str, most: int) -> float | None:
    """How far one word is from another; None if it takes more than `most` edits.

    Letters that change places, letters doubled or not, keys side by side are less of a slip; a wrong first
    letter is more of one.
    """
    return distances(typed, [meant], most)[0]


def distances(typed: str, others: Sequence[str], most: int) -> list[float | None]:
    """The same for many words at once."""
    if not others:
        return []
    lengths = np.array([len(other) for other in others])
    width = max(int(lengths.max()), 1)
    codes = np.array(others, f"U{width}").view(np.uint32).reshape(len(others), width)
    row = _last_row(typed, codes, most)
    found: list[float | None] = [None] * len(others)
    for place, cell in row.items():
        if place:
            ends = np.flatnonzero((lengths == place) & (cell[1] <= most))
            cost = cell[0][ends] + np.where(codes[ends, 0] == ord(typed[0]), 0, FIRST)
            for at, value in zip(ends.tolist(), cost.tolist(), strict=True):
                found[at] = round(value, 4)
    return found


def _last_row(typed: str, codes: Codes, most: int) -> dict[int, Cell]:
    """What each beginning of the words costs for the whole of what was typed, where it may be near."""
    total, width = codes.shape
    cells = {at: _flat(total, at) for at in range(min(most, width) + 1)}
    rows: list[dict[int, Cell]] = [cells]
    for at in range(1, len(typed) + 1):
        cells = {0: _flat(total, at)} if at <= most else {}
        rows.append(cells)
        for place in range(max(at - most, 1), min(at + most, width) + 1):
            cells[place] = _cheapest(_ways(rows, typed, codes, at, place))
    return cells


def _flat(total: int, edits: int) -> Cell:
    return np.full(total, edits, np.float32), np.full(total, edits, np.int8)


def _ways(rows: list[dict[int, Cell]], typed: str, codes: Codes, at: int, place: int) -> list[Cell]:
    """All ways to have made `at` letters of what was typed of `place` letters of the words."""
    char, meant = typed[at - 1], codes[:, place - 1]
    ways = []
    if (before := rows[at - 1].get(place - 1)) is not None:
        wrong = meant != ord(char)
        near = np.isin(meant, [ord(key) for key in NEIGHBOURS.get(char, "")])
        step = np.where(near, np.float32(BESIDE), np.float32(1)) * wrong
        ways.append((before[0] + step, before[1] + wrong))
    if (before := rows[at - 1].get(place)) is not None:
        step = np.float32(DOUBLED if at > 1 and typed[at - 2] == char else 1)
        ways.append((before[0] + step, before[1] + 1))
    if (before := rows[at].get(place - 1)) is not None:
        doubled = codes[:, place - 2] == meant if place > 1 else np.zeros(len(meant), np.bool_)
        ways.append((before[0] + np.where(doubled, np.float32(DOUBLED), np.float32(1)), before[1] + 1))
    if at > 1 and place > 1 and (before := rows[at - 2].get(place - 2)) is not None:
        swapped = (codes[:, place - 2] == ord(char)) & (meant == ord(typed[at - 2]))
        ways.append((np.where(swapped, before[0] + np.float32(SWAPPED), FAR), before[1] + 1))
    return ways


def _cheapest(ways: list[Cell]) -> Cell:
    cost, edits = ways[0]
    for other, count in ways[1:]:
        less = other < cost
        cost, edits = np.where(less, other, cost), np.where(less, count, edits).astype(np.int8)
    return cost, edits.astype(np.int8)


def _neighbours() -> dict[str, str]:
    found: dict[str, str] = {}
    for row, keys in enumerate(KEYS):
        for at, key in enumerate(keys):
            near = keys[max(at - 1, 0) : at + 2]
            for other in (row - 1, row + 1):
                if 0 <= other < len(KEYS):
                    near += KEYS[other][max(at - 1, 0) : at + 2]
            found[key] = near.replace(key, "")
    return found


NEIGHBOURS = _neighbours()
