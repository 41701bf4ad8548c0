"""Whatever people decide, take back, import, undo and link anew: links follow from the decisions in force."""

import random
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing import corrections
from articles.importing.corrections import Author, StaleError
from articles.importing.run import import_paths
from articles.models import Article, Correction, Country, FoundLinks, Person
from tests import factories as make
from tests.test_corrections import again, relink, state, write

pytestmark = pytest.mark.django_db

TEXTS = (
    ("Talks", "Jane Hollister met Peter Marlow in Iran. Hollister left for Russia."),
    ("A visit", "Peter Marlow spoke in Egypt. Marlow thanked Jane M. Hollister."),
    ("Wheat", "Farmers in France waited. Jane Hollister said nothing to Paul Marlow."),
)
STEPS = ("reject", "reject form", "add", "move", "move form", "merge", "split", "relink", "import", "revert")


@pytest.fixture
def files(tmp_path: Path, settings) -> str:
    settings.IMPORT_IN_BACKGROUND = False
    for code in ("IR", "RU", "EG", "FR"):
        make.country(code)
    return write(tmp_path / "news.jsonl", TEXTS)


def step(name: str, dice: random.Random, by: Author, files: str) -> None:
    """One thing that a person may do; what makes no sense is refused."""
    article = dice.choice(Article.objects.order_by("title"))
    people = list(Person.objects.order_by("slug"))
    things = dice.choice([people, list(Country.objects.order_by("code"))])
    thing, other = dice.choice(things), dice.choice(things)
    form = dice.choice(["Hollister", "Jane Hollister", "Marlow", "Iran", "Egypt"])
    if name == "reject":
        corrections.reject(article, thing, by)
    elif name == "reject form":
        corrections.reject_form(thing, form, by)
    elif name == "add":
        corrections.add(article, thing, by, words=dice.choice(["", "left", "spoke"]))
    elif name == "move":
        corrections.move(article, thing, other, by)
    elif name == "move form":
        corrections.move_form(thing, form, other, by)
    elif name == "merge":
        corrections.merge(dice.choice(people), dice.choice(people), by)
    elif name == "split":
        corrections.split(dice.choice(people), dice.choice(people), by, forms=[form], articles=[article])
    elif name == "relink":
        relink()
    elif name == "import":
        again(files)
    else:
        made = list(Correction.objects.filter(reverted=None))
        if made:
            corrections.revert(dice.choice(made), by)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(st.lists(st.sampled_from(STEPS), min_size=3, max_size=9), st.integers(0, 10_000))
def test_links_follow_from_what_was_found_and_what_is_decided(
    files: str, steps: list[str], seed: int
) -> None:
    with transaction.atomic():
        by = Author(User.objects.create_user(f"ann-{seed}"), "because")
        import_paths([files])
        untouched, dice = state(), random.Random(seed)
        for name in steps:
            try:
                with transaction.atomic():
                    step(name, dice, by, files)
            except StaleError:
                continue
        decided = state()
        relink()
        assert state() == decided
        again(files)
        assert state() == decided
        made = list(Correction.objects.filter(reverted=None))
        dice.shuffle(made)
        for row in made:
            corrections.revert(row, by)
        assert state() == untouched
        assert not FoundLinks.objects.exists()
        assert not Person.objects.exclude(merged_into=None).exists()
        transaction.set_rollback(True)
