"""Stories: near-identical texts share a group, other texts do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.linking.stories import group, signature, similarity

WIRE = (
    "The harbour was closed on Tuesday after a freighter ran aground in thick fog. "
    "Nobody was hurt. Tugs will pull the ship free at the next high tide, the harbour master said. "
    "Ferries were sent to a smaller port further north, and passengers waited for up to six hours."
)
OTHER = (
    "Wheat prices rose for a third day as buyers worried about a dry spring in the southern plains. "
    "Traders said that stocks were low and that a first estimate of the harvest would come next week."
)


def test_identical_texts_are_wholly_alike_whatever_the_case() -> None:
    assert similarity(signature(WIRE), signature(WIRE.upper())) == 1.0


def test_an_update_joins_the_story_and_another_subject_does_not() -> None:
    update = WIRE + " The owner of the freighter declined to comment."
    found = group([("first", signature(WIRE)), ("other", signature(OTHER)), ("update", signature(update))])
    assert found == {"first": 0, "other": 1, "update": 0}


def test_a_chain_of_updates_is_one_story() -> None:
    sentences = WIRE.split(". ")
    steps = [
        ". ".join(sentences + [f"Line {n} of the later report was added by the desk"] * n) for n in range(3)
    ]
    assert set(group((str(n), signature(step)) for n, step in enumerate(steps)).values()) == {0}


@pytest.mark.parametrize("text", ["", " \n", "..."])
def test_a_text_without_words_is_a_story_of_its_own(text: str) -> None:
    assert group([("a", signature(text)), ("b", signature(text))]) == {"a": 0, "b": 1}


def test_a_short_text_has_a_signature() -> None:
    assert len(signature("Two words")) == 512


@given(st.lists(st.text(alphabet="abc ", max_size=30), max_size=8))
def test_groups_number_from_zero_and_do_not_depend_on_chance(texts: list[str]) -> None:
    items = [(str(n), signature(text)) for n, text in enumerate(texts)]
    found = group(items)
    assert found == group(items)
    assert sorted(set(found.values())) == list(range(len(set(found.values()))))
