"""Count how often each rule of the linker is right on labelled texts, and how sure links are that say so.

    .venv/bin/python benchmarks/linking_certainty.py [--write] [--not SET:RULE] GOLD.jsonl …

GOLD is as for `linking_scores.py`. A link to a country is right if the country is labelled in that text; one
to a person if a mention of it overlaps a labelled name of that person. Kinds of labels that a text has only
in part (`partial`), and topical ones, are left out; `--not geovirus:demonym` leaves out the links that a rule
alone found in a set that does not label such words.

A rule is judged by the links that it found alone; where there are none, by those that it helped to find.
What people judged by reading, `benchmarks/judged_links.csv`, counts as well. `--write` replaces the table
that the linker reads, `articles/linking/data/certainty.csv`, and the one in `docs/evidence.md`: kind, rule,
right, of, share, where the share is drawn towards a cautious one as if `PRIOR_OF` more had been seen, of
which `PRIOR_RIGHT` were right.

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

DOCUMENT = ROOT / "docs" / "evidence.md"
TABLE = ROOT / "articles" / "linking" / "data" / "certainty.csv"
JUDGED = Path(__file__).with_name("judged_links.csv")
PRIOR_RIGHT, PRIOR_OF = 4, 5
BANDS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)

Counts = Mapping[tuple[str, str], tuple[int, int]]
"""(kind, rule) → how many were right, of how many."""


class Judged(NamedTuple):
    """A link of a text: the rules of its mentions, and whether it is right."""

    kind: str
    rules: tuple[str, ...]
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    parser.add_argument("--not", action="append", default=[], metavar="SET:RULE", dest="unlabelled")
    options = parser.parse_args()
    linker = Linker(from_fixtures(ROOT / "fixtures"))
    texts = [
        [link for link in judged(row, linker) if not _alone(link, path.stem, options.unlabelled)]
        for path in options.gold
        for row in _rows(path)
    ]
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
            yield Judged("country", tuple(each), code in named)


def _alone(link: Judged, name: str, unlabelled: Sequence[str]) -> bool:
    """Whether only a rule found a link whose words this set does not label."""
    return len(set(link.rules)) == 1 and f"{name}:{link.rules[0]}" in unlabelled


def _people(gold: Sequence[Mapping[str, Any]], linked: LinkedArticle) -> Iterator[Judged]:
    forms: dict[str, set[str]] = defaultdict(set)
    for person in gold:
        forms[person["id"]] |= {slug(form) for form in (person["id"], person["text"])}
    links: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for mention in linked.people:
        if mention.field is Field.BODY and mention.rule != CREDIT_LINE:
            links[mention.name].append((mention.rule, _is_right(mention, gold, forms)))
    for mentions in links.values():
        yield Judged("person", tuple(rule for rule, _ in mentions), any(right for _, right in mentions))


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
    alone: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    helped: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for link in (link for text in texts for link in text):
        rules = set(link.rules)
        for rule in rules:
            helped[link.kind, rule][link.right] += 1
            if len(rules) == 1:
                alone[link.kind, rule][link.right] += 1
    with JUDGED.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            right, of = int(row["right"]), int(row["of"])
            alone[row["kind"], row["rule"]].update({True: right, False: of - right})
    found = helped | alone
    return {
        key: (found[key][True], found[key].total())
        for key in sorted(found, key=lambda key: -found[key].total())
    }


def share(right: int, of: int) -> float:
    """The share that is right, drawn towards a cautious one where few were seen."""
    return round((right + PRIOR_RIGHT) / (of + PRIOR_OF), 3)


def write(counts: Counts) -> None:
    """Write the table that the linker reads, and the same into the document."""
    header = ["kind", "rule", "right", "of", "share"]
    rows = [[kind, rule, right, of, share(right, of)] for (kind, rule), (right, of) in sorted(counts.items())]
    with TABLE.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *rows])
    rows.sort(key=lambda row: (row[0], -int(row[3]), row[1]))
    lines = [header, ["-"] * len(header), *rows]
    table = "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition("| kind | rule |")
    after = rest.partition("\n\n")[2]
    DOCUMENT.write_text(f"{before}{table}\n{after}", encoding="utf-8")


def calibrate(texts: Sequence[Sequence[Judged]]) -> None:
    """Print, for each band of certainty, how many links said so and how many of them were right."""
    bands: dict[tuple[str, float], Counter[bool]] = defaultdict(Counter)
    for half in (0, 1):
        shares = {rule: share(*each) for (_, rule), each in count(texts[1 - half :: 2]).items()}
        for link in (link for text in texts[half::2] for link in text):
            sure = certainty.combined(link.rules, shares)
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
