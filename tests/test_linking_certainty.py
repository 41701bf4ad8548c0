"""How sure a link is, and that the table of what was counted and the rules that exist are in step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.linking import certainty

KNOWN = {"name": 0.98, "demonym": 0.9, "capital": 0.8}


def test_a_rule_that_was_not_measured_is_not_called_sure() -> None:
    assert certainty.of_mention("no such rule") is None
    assert certainty.of_link(["no such rule"]) is None
    assert certainty.combined(["no such rule", "name"], KNOWN) == 0.98


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


def test_the_table_holds_shares_of_rules_that_were_counted() -> None:
    assert certainty.shares()
    for share in certainty.shares().values():
        assert 0 < share < 1
    assert certainty.of_mention("name") == pytest.approx(0.98, abs=0.02)
