"""Glances: what is one story is never ruled out, what shares a template nearly always is."""

import random
from datetime import date, timedelta
from itertools import combinations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from articles.linking.glances import glances, may_be_same
from articles.linking.sketches import Sketch, read
from articles.linking.stories import same, signature
from tests.test_linking_stories import COPIES, OTHER, QUAKES, REPORT, WEEKLY, WIRE, market

DAY = date(2023, 10, 16)
PLACES = ("Oran", "Lima", "Kyiv", "Basra", "Quito", "Accra", "Hanoi", "Turin")


def sketch(text: str, day: date | None = DAY) -> Sketch:
    found = read(signature(text, day))
    assert found
    return found


def say(one: Sketch, other: Sketch) -> bool:
    some, others = glances([one]), glances([other])
    (told,) = may_be_same(some, others).tolist()
    assert may_be_same(others, some).tolist() == [told]
    return bool(told)


def sentence(number: int) -> str:
    chance = random.Random(number)
    words = [f"w{chance.randrange(400):x}ord" for _ in range(12)]
    words[3:3] = [chance.choice(PLACES), str(chance.randrange(500))][: chance.randrange(3)]
    return " ".join(words).capitalize() + "."


def test_no_story_of_the_samples_is_ruled_out() -> None:
    texts = [REPORT, *COPIES.values(), OTHER, *QUAKES, *WEEKLY, WIRE, WIRE.upper(), "One line.", "ONE LINE."]
    days = (None, DAY, DAY + timedelta(days=30))
    every = [sketch(text, day) for text, day in product(texts, days)]
    stories = [(one, other) for one, other in combinations(every, 2) if same(one, other)]
    assert len(stories) > 20
    assert all(say(one, other) for one, other in stories)


texts = st.lists(st.integers(0, 40), min_size=1, max_size=30)
changes = st.lists(st.tuples(st.integers(0, 29), st.integers(0, 40)), max_size=12)


@given(texts, changes, st.integers(0, 12), st.booleans())
def test_no_version_of_a_text_is_ruled_out(
    numbers: list[int], changed: list[tuple[int, int]], apart: int, capitals: bool
) -> None:
    """Sentences are replaced, left out and added; whatever is still one story may be one."""
    other = list(numbers)
    for place, number in changed:
        if place % 3 == 0 and len(other) > 1:
            del other[place % len(other)]
        elif place % 3 == 1:
            other.insert(place % len(other), number)
        else:
            other[place % len(other)] = number
    text = "A title\n" + " ".join(map(sentence, other))
    one = sketch("A title\n" + " ".join(map(sentence, numbers)))
    two = sketch(text.upper() if capitals else text, DAY + timedelta(days=apart))
    assert say(one, two) or not same(one, two)


def test_reports_of_one_series_are_told_apart_at_a_glance() -> None:
    chance = random.Random(11)

    def number(most: int) -> str:
        return f"{chance.randrange(most):,}.{chance.randrange(100):02}"

    reports = [
        sketch(
            market("Friday", number(2000), number(50), number(300), f"May {week}"), DAY + week * timedelta(7)
        )
        for week in range(20)
    ]
    every = list(combinations(range(20), 2))
    table = glances(reports)
    told = may_be_same(table[[one for one, _ in every]], table[[other for _, other in every]])
    assert not any(same(reports[one], reports[other]) for one, other in every)
    assert np.count_nonzero(told) < len(every) / 4


def test_texts_that_share_a_sentence_are_told_apart_at_a_glance() -> None:
    texts = [sketch(" ".join(map(sentence, (7, *range(n * 20, n * 20 + 12))))) for n in range(3, 30)]
    table = glances(texts)
    every = list(combinations(range(len(texts)), 2))
    assert not may_be_same(table[[one for one, _ in every]], table[[other for _, other in every]]).any()
