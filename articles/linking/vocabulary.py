"""`data/vocabulary.csv` → the kinds of happenings, with their PLOVER event types, modes and contexts.

A kind has one row for each mode that the rules tell apart; its first row gives the label of the kind itself.
PLOVER is the vocabulary of the field (the Political Language Ontology for Verifiable Event Records). A few
kinds that news needs have no type in it: coup, election, appointment, disaster.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from articles.linking.lexicon import DATA


@dataclass(frozen=True, slots=True)
class Term:
    """One row: a kind in one mode. `plover`, `mode` and `context` may be "" each."""

    kind: str
    label: str
    plover: str
    mode: str
    context: str
    definition: str
    example: str
    not_counted: str


@cache
def terms() -> tuple[Term, ...]:
    """All rows in the order of the file."""
    with (DATA / "vocabulary.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(Term(**row) for row in csv.DictReader(handle))


@cache
def labels() -> dict[str, str]:
    """Every kind with its label, in the order of the file."""
    found: dict[str, str] = {}
    for term in terms():
        found.setdefault(term.kind, term.label)
    return found


@cache
def _by_kind_and_mode() -> dict[tuple[str, str], Term]:
    found: dict[tuple[str, str], Term] = {}
    for term in terms():
        found.setdefault((term.kind, term.mode), term)
        found.setdefault((term.kind, ""), term)
    return found


def term_of(kind: str, mode: str = "") -> Term:
    """The row of a kind in a mode; KeyError if the vocabulary does not have it."""
    return _by_kind_and_mode()[kind, mode]
