"""Page dumps damaged in known ways are cut, titled and cleaned: each damage alone, pairs, and all over."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.reading.confidence import DOUBTFUL
from tests.damage import KINDS, damaged
from tests.damage.scoring import Measures, measure, read

SEEDS = range(2)
PAIRS = random.Random(7).sample(list(combinations(sorted(KINDS), 2)), 90)


def over(seeds: range, *kinds: str) -> Measures:
    """The measures of dumps with the same damage and different articles."""
    total = Measures()
    for seed in seeds:
        total.add(measure(damaged(seed, *kinds), " + ".join(kinds)))
    return total


@pytest.mark.parametrize("kind", KINDS)
def test_each_damage_alone_is_seen_through(kind: str) -> None:
    found = over(SEEDS, kind)
    assert min(found.precision, found.recall) >= 0.95, found.faults
    assert min(found.title, found.caption) >= 0.95, found.faults
    assert found.caption_leak < 0.02, found.faults
    assert found.boilerplate_leak <= 0.1, found.faults


def test_pairs_of_damage_and_all_cuts_together_hold_their_measures() -> None:
    total = Measures()
    for number, pair in enumerate(PAIRS):
        total.add(measure(damaged(number, *pair), " + ".join(pair)))
    assert min(total.precision, total.recall) >= 0.95, total.faults
    assert min(total.title, total.caption) >= 0.95, total.faults
    assert total.caption_leak < 0.02
    assert total.boilerplate_leak < 0.05


def test_an_article_that_may_hold_another_is_doubtful_and_kept_whole() -> None:
    for seed in range(4):
        dump = damaged(seed, "one title alone", "1 blank lines between articles")
        (made,) = read(dump)
        assert made.confidence < DOUBTFUL
        assert "another article" in made.doubts[0]
        assert all(line in made.body for gold in dump.gold for line in gold.paragraphs)


def test_cuts_that_claim_to_be_sure_are_right() -> None:
    hard = (
        "one title alone",
        "1 blank lines between articles",
        "no blank line at all",
        "running page headers",
    )
    total = Measures()
    for number, kind in enumerate(random.Random(3).sample(sorted(KINDS), 24)):
        total.add(measure(damaged(number, kind, hard[number % len(hard)])))
    sure = [right for confidence, _, right in total.sure if confidence >= 0.9]
    assert sum(sure) >= len(sure) * 0.97
    right = [doubtful for _, doubtful, right in total.sure if right]
    assert sum(right) <= len(right) * 0.05


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(sorted(KINDS)))
def test_a_doubtful_article_says_why_and_a_sure_one_has_no_doubts(seed: int, kind: str) -> None:
    for confidence, doubtful, _ in measure(damaged(seed, kind)).sure:
        assert 0 <= confidence <= 1
        assert doubtful == (confidence < DOUBTFUL)
