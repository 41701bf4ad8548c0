"""Score what articles are about on texts whose editors coded it, beside simpler rules.

    .venv/bin/python benchmarks/salience_scores.py GOLD.jsonl …

GOLD has id, title, text, date, countries (codes of what the text is about, `country_scope` "topical") and
people ({id}: names of whom it is about, or null). Prints precision, recall and F1 for the program's
`about`, for what the title names, for what is named first, and for all that is named; once over all texts
and once over those that name several countries. A person counts by surname, as editors write them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from linking_scores import ROOT, parsed

from articles.importing.found import countries_of, people_of
from articles.linking import Linker, salience
from articles.linking.reference import from_fixtures, slug
from articles.records import CountryMention, Field, LinkedArticle, PersonMention

Groups = Mapping[Any, Sequence[CountryMention] | Sequence[PersonMention]]
Rule = Callable[[LinkedArticle, Groups], Iterable[Hashable]]


def of_title(_: LinkedArticle, groups: Groups) -> Iterable[Hashable]:
    """What the title names."""
    return (key for key, group in groups.items() if group[0].field is Field.TITLE)


def first(_: LinkedArticle, groups: Groups) -> Iterable[Hashable]:
    """What is named first."""
    return list(groups)[:1]


def every(_: LinkedArticle, groups: Groups) -> Iterable[Hashable]:
    """All that is named."""
    return list(groups)


RULES: Mapping[str, Rule] = {
    "about": salience.about,
    "in the title": of_title,
    "named first": first,
    "all named": every,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl")
    options = parser.parse_args()
    linker = Linker(from_fixtures(ROOT / "fixtures"))
    counts: dict[tuple[str, str], Counter[str]] = {}
    for path in options.gold:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                score(json.loads(line), linker, counts)
    print(f"{'texts':<28}{'rule':<16}{'P':>7}{'R':>7}{'F1':>7}")
    for (what, name), number in sorted(counts.items()):
        precision, recall = number["hit"] / max(1, number["found"]), number["hit"] / max(1, number["gold"])
        f1 = 2 * number["hit"] / max(1, number["gold"] + number["found"])
        print(f"{what:<28}{name:<16}{precision:7.3f}{recall:7.3f}{f1:7.3f}")


def score(row: dict[str, Any], linker: Linker, counts: dict[tuple[str, str], Counter[str]]) -> None:
    """Add one text to the counts of every rule."""
    linked = linker.link(parsed(row))
    countries, people = countries_of(linked), people_of(linked)
    for name, rule in RULES.items():
        if row.get("countries") is not None:
            found = {str(code) for code in rule(linked, countries)}
            add(counts, "countries, all texts", name, set(row["countries"]), found)
            if len(countries) > 1:
                add(counts, "countries, where several", name, set(row["countries"]), found)
        if row.get("people"):
            surnames = {slug(people[key][0].name).rpartition("-")[2] for key in rule(linked, people)}
            wanted = {slug(person["id"]).rpartition("-")[2] for person in row["people"]}
            add(counts, "people", name, wanted, surnames)


def add(
    counts: dict[tuple[str, str], Counter[str]], what: str, name: str, wanted: set[str], found: set[str]
) -> None:
    """Add two sets to the counts."""
    number = counts.setdefault((what, name), Counter())
    number.update(gold=len(wanted), found=len(found), hit=len(wanted & found))


if __name__ == "__main__":
    main()
