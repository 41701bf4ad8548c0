"""Topics, judgements and runs as TREC writes them, and the scores of a run.

Topics are lines "query TAB kind TAB text", judgements "query 0 document grade", runs "query Q0 document rank
score tag". A query without a document of a grade above 0 is not counted; one that a run lacks counts as zero.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Judgements = Mapping[str, Mapping[str, int]]
Run = Mapping[str, Sequence[str]]
METRICS = ("nDCG@10", "MRR@10", "recall@100", "success@1", "no result")


@dataclass(frozen=True, slots=True)
class Topic:
    """A query of a kind."""

    name: str
    kind: str
    text: str


def read_topics(path: Path) -> list[Topic]:
    """The topics of a file."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return [Topic(row[0], row[1] if len(row) > 2 else "all", row[-1]) for row in rows]


def read_judgements(path: Path) -> Judgements:
    """The grades of documents by query."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            name, _, document, grade = line.split()
            found[name][document] = int(grade)
    return found


def write_run(path: Path, run: Run, tag: str) -> None:
    """Write the documents of each query in their order."""
    with path.open("w", encoding="utf-8") as out:
        for name, documents in run.items():
            for rank, document in enumerate(documents, 1):
                out.write(f"{name} Q0 {document} {rank} {len(documents) - rank + 1} {tag}\n")


def scores(grades: Mapping[str, int], ranked: Sequence[str]) -> tuple[float, ...]:
    """The metrics of one query, in their order; the gain of a document is its grade."""
    relevant = {document for document, grade in grades.items() if grade > 0}
    gain = sum(grades.get(document, 0) / math.log2(at + 2) for at, document in enumerate(ranked[:10]))
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:10]
    best = sum(grade / math.log2(at + 2) for at, grade in enumerate(ideal))
    first = next((at for at, document in enumerate(ranked[:10]) if document in relevant), None)
    return (
        gain / best if best else 0.0,
        0.0 if first is None else 1 / (first + 1),
        len(relevant & set(ranked[:100])) / len(relevant) if relevant else 0.0,
        float(first == 0),
        float(not ranked),
    )


def table(topics: Iterable[Topic], judged: Judgements, run: Run) -> dict[str, tuple[float, ...]]:
    """The mean of each metric over all queries, under "all", and over those of each kind."""
    rows: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for topic in topics:
        grades = judged.get(topic.name, {})
        if any(grade > 0 for grade in grades.values()):
            row = scores(grades, list(dict.fromkeys(run.get(topic.name, ()))))
            for kind in dict.fromkeys(("all", topic.kind)):
                rows[kind].append(row)
    return {
        kind: tuple(sum(column) / len(column) for column in zip(*found, strict=True))
        for kind, found in rows.items()
    }
