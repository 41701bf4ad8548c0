"""How sure a link is, and that the table of what was counted and the rules that exist are in step."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.linking import certainty, lexicon

KNOWN = {"name": 0.98, "demonym": 0.9, "capital": 0.8}


def test_a_rule_that_was_not_measured_is_not_called_sure() -> None:
    assert certainty.of_mention("no such rule") is None
    assert certainty.of_link(["no such rule"]) is None
    assert certainty.combined(["no such rule", "name"], KNOWN) == 0.98


def test_a_rule_that_goes_on_with_a_time_is_the_same_rule() -> None:
    office = certainty.of_mention("holder of the office")
    assert office is not None
    assert certainty.of_mention("holder of the office on 4 May 2009") == office


def test_two_rules_are_surer_than_one_and_one_rule_twice_is_not() -> None:
    once = certainty.combined(["capital"], KNOWN)
    again = certainty.combined(["capital", "capital"], KNOWN)
    two = certainty.combined(["capital", "demonym"], KNOWN)
    assert once == again == 0.8
    assert two is not None
    assert two > 0.9


@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=1))
def test_certainty_is_a_share_and_never_whole(rules: list[str]) -> None:
    sure = certainty.combined(rules, KNOWN)
    assert sure is not None
    assert max(KNOWN[rule] for rule in rules) <= sure < 1


def test_the_table_holds_counts_and_the_cautious_shares_made_of_them() -> None:
    with (lexicon.DATA / "certainty.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len({row["rule"] for row in rows}) == len(rows)
    for row in rows:
        right, of = int(row["right"]), int(row["of"])
        assert 0 <= right <= of > 0
        assert float(row["share"]) == pytest.approx((right + 4) / (of + 5), abs=0.001)
        assert certainty.of_mention(row["rule"]) == float(row["share"])


def test_a_name_is_surer_than_a_city_alone() -> None:
    name, city = certainty.of_link(["name"]), certainty.of_link(["city", "city"])
    assert name is not None
    assert city is not None
    assert name > 0.95
    assert city < 0.7
