"""The rules that found a link → how sure it is, from 0 to 1, by what was counted on labelled texts.

`data/certainty.csv` has for each rule how often it was right; `benchmarks/linking_certainty.py` counts it. A
rule that is not in the table was not measured, and says so: None.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from articles.linking import lexicon

SUREST = 0.999


@cache
def shares() -> dict[str, float]:
    """The share of mentions that were right, by rule."""
    with (lexicon.DATA / "certainty.csv").open(encoding="utf-8", newline="") as handle:
        return {row["rule"]: float(row["share"]) for row in csv.DictReader(handle)}


@lru_cache(maxsize=10_000)
def of_mention(rule: str) -> float | None:
    """How sure a mention by this rule is; None where that was not measured.

    A rule may go on after its name: "holder of the office" and the time.
    """
    known = shares()
    if rule in known:
        return known[rule]
    return next((share for name, share in known.items() if rule.startswith(f"{name} ")), None)


def of_link(rules: Iterable[str]) -> float | None:
    """How sure a link is whose mentions were found by these rules."""
    return _of_rules(frozenset(rules))


@lru_cache(maxsize=10_000)
def _of_rules(rules: frozenset[str]) -> float | None:
    return combined(rules, shares())


def combined(rules: Iterable[str], known: Mapping[str, float]) -> float | None:
    """How sure a link is by the shares that are `known` of its rules; None where none of them is.

    Each rule counts once: the same reading of the same word is wrong everywhere or nowhere. What a second
    rule says of the same article is only half a new reason.
    """
    found = sorted({rule: known[rule] for rule in rules if rule in known}.values(), reverse=True)
    if not found:
        return None
    doubt = 1 - found[0]
    for share in found[1:]:
        doubt *= 1 - share / 2
    return round(min(SUREST, 1 - doubt), 3)
