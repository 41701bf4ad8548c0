"""Count how often each rule of the linker is right on labelled texts, and how sure links are that say so.

    .venv/bin/python benchmarks/linking_certainty.py [--write] GOLD.jsonl …

GOLD is as for `linking_scores.py`. A country mention is right if its country is labelled in that text; a
person mention if it overlaps a labelled name of the person that it leads to. Kinds of labels that a text has
only in part (`partial`), and topical ones, are left out. `--write` replaces the table that the linker reads,
`articles/linking/data/certainty.csv`: rule, right, of, share, where the share is drawn towards a cautious one
as if `PRIOR_OF` more had been seen, of which `PRIOR_RIGHT` were right.

Then it prints how many links were right among those that are about so sure, by shares that were counted on
the other half of the texts.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from linking_scores import ROOT, parsed

from articles.linking import Linker, certainty
from articles.linking.credits import RULE as CREDIT_LINE
from articles.linking.reference import from_fixtures, slug
from articles.records import Field, LinkedArticle, PersonMention

TABLE = ROOT / "articles" / "linking" / "data" / "certainty.csv"
PRIOR_RIGHT, PRIOR_OF = 4, 5
BANDS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)

Counts = Mapping[tuple[str, str], tuple[int, int]]
"""(kind, rule) → how many were right, of how many."""


class Judged(NamedTuple):
    """A link of a text: the rules of its mentions, whether each was right, and whether it is right."""

    kind: str
    rules: tuple[tuple[str, bool], ...]
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    options = parser.parse_args()
    linker = Linker(from_fixtures(ROOT / "fixtures"))
    texts = [judged(row, linker) for path in options.gold for row in _rows(path)]
    counts = count(texts)
    for (kind, rule), (right, of) in counts.items():
        print(f"{kind:<9}{rule:<34}{right:>6} of {of:>6}{share(right, of):8.3f}")
    if options.write:
        write(counts)
    print()
    calibrate(texts)


def judged(row: Mapping[str, Any], linker: Linker) -> list[Judged]:
    """The links of a labelled text, as far as its labels can tell right from wrong."""
    linked = linker.link(parsed(dict(row)))
    partial = row.get("partial") or ()
    found: list[Judged] = []
    if (
        row.get("countries") is not None
        and row["country_scope"] == "mentioned"
        and "countries" not in partial
    ):
        found += _countries(row, linked)
    if row.get("people") is not None and row["people_scope"] == "mentions" and "people" not in partial:
        found += _people(row["people"], linked)
    return found


def _countries(row: Mapping[str, Any], linked: LinkedArticle) -> Iterator[Judged]:
    named = set(row["countries"])
    arguable = set(row.get("countries_optional") or ()) - named
    rules: dict[str, list[str]] = defaultdict(list)
    for mention in linked.countries:
        rules[mention.code].append(mention.rule)
    for code, each in rules.items():
        if code not in arguable:
            right = code in named
            yield Judged("country", tuple((rule, right) for rule in each), right)


def _people(gold: Sequence[Mapping[str, Any]], linked: LinkedArticle) -> Iterator[Judged]:
    forms: dict[str, set[str]] = defaultdict(set)
    for person in gold:
        forms[person["id"]] |= {slug(form) for form in (person["id"], person["text"])}
    links: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for mention in linked.people:
        if mention.field is Field.BODY and mention.rule != CREDIT_LINE:
            links[mention.name].append((mention.rule, _is_right(mention, gold, forms)))
    for mentions in links.values():
        yield Judged("person", tuple(mentions), any(right for _, right in mentions))


def _is_right(
    mention: PersonMention, gold: Iterable[Mapping[str, Any]], forms: Mapping[str, set[str]]
) -> bool:
    """Whether a labelled mention of this very person is where the words stand."""
    name = slug(mention.name)
    return any(
        person["start"] < mention.end and mention.start < person["end"] and _same(name, forms[person["id"]])
        for person in gold
    )


def _same(name: str, forms: Iterable[str]) -> bool:
    """Whether a name is one of these, or one is the end of the other: a longer name of the same person."""
    last = name.rpartition("-")[2]
    return any(form == name or form.rpartition("-")[2] == last for form in forms)


def count(texts: Iterable[Sequence[Judged]]) -> Counts:
    """How often each rule was right, the most frequent first."""
    right: Counter[tuple[str, str]] = Counter()
    of: Counter[tuple[str, str]] = Counter()
    for link in (link for text in texts for link in text):
        for rule, correct in link.rules:
            of[link.kind, rule] += 1
            right[link.kind, rule] += correct
    return {key: (right[key], total) for key, total in of.most_common()}


def share(right: int, of: int) -> float:
    """The share that is right, drawn towards a cautious one where few were seen."""
    return round((right + PRIOR_RIGHT) / (of + PRIOR_OF), 3)


def write(counts: Counts) -> None:
    """Write the table that the linker reads."""
    with TABLE.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["kind", "rule", "right", "of", "share"])
        for (kind, rule), (right, of) in sorted(counts.items()):
            writer.writerow([kind, rule, right, of, share(right, of)])


def calibrate(texts: Sequence[Sequence[Judged]]) -> None:
    """Print, for each band of certainty, how many links said so and how many of them were right."""
    bands: dict[tuple[str, float], Counter[bool]] = defaultdict(Counter)
    for half in (0, 1):
        shares = {rule: share(*each) for (_, rule), each in count(texts[1 - half :: 2]).items()}
        for link in (link for text in texts[half::2] for link in text):
            sure = certainty.combined((rule for rule, _ in link.rules), shares)
            if sure is not None:
                low = max(band for band in BANDS if band <= sure)
                bands[link.kind, low][link.right] += 1
    print(f"{'kind':<9}{'said':>14}{'links':>8}{'right':>8}")
    for (kind, low), number in sorted(bands.items()):
        high = next((band for band in BANDS if band > low), 1.0)
        total = number.total()
        print(f"{kind:<9}{f'{low:.0%} to {high:.0%}':>14}{total:>8}{number[True] / total:8.1%}")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


if __name__ == "__main__":
    main()
