"""`data/times/<language>.csv` → the words of one language that speak of times.

A row is a kind, a value and the forms, parted by "|". Look-ups ignore case.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data" / "times"


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language, by kind: value and form of each, in the order of the file."""

    rows: tuple[tuple[str, str, str], ...]

    def numbers(self, kind: str) -> dict[str, int]:
        """Form in lower case, without a full stop at its end → the whole number that it stands for."""
        return {form.lower().rstrip("."): int(value) for value, form in self.pairs(kind)}

    def texts(self, kind: str) -> dict[str, str]:
        """Form in lower case → value."""
        return {form.lower(): value for value, form in self.pairs(kind)}

    def pairs(self, kind: str) -> list[tuple[str, str]]:
        """Value and form of each row of a kind."""
        return [(value, form) for row, value, form in self.rows if row == kind]

    def forms(self, kind: str) -> list[str]:
        """The forms of a kind, as written."""
        return [form for _, form in self.pairs(kind)]

    def words(self, kind: str) -> frozenset[str]:
        """The forms of a kind in lower case."""
        return frozenset(form.lower() for form in self.forms(kind))


@cache
def vocabulary(language: str) -> Vocabulary | None:
    """The words of a language by its code, or None where there is no file for it."""
    path = FOLDER / f"{language}.csv"
    if not re.fullmatch("[a-z]{2,3}", language) or not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as handle:
        lines = (line for line in handle if not line.startswith("#"))
        return Vocabulary(
            tuple(
                (row["kind"], row["value"], form)
                for row in csv.DictReader(lines)
                for form in row["forms"].split("|")
            )
        )


def either(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, the longest first; a full stop at the end of one may be left out."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(
        re.escape(form[:-1]) + r"\.?" if form.endswith(".") else re.escape(form) for form in ordered
    )
