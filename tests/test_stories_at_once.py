"""Several who change articles at the same moment, each with a connection of their own: no pair is lost."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from articles.importing import story_held, story_runs
from articles.importing.regrouping import regroup
from articles.importing.stories import assign, sign_again
from articles.linking.stories import BUCKET
from articles.models import Article, StoryRun
from tests.test_stories import groups, index, stored, text_of

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = """
    SELECT count(*) FROM pg_locks
    WHERE locktype = 'advisory' AND objid = %s AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
OPENING = range(8)


@pytest.fixture(autouse=True)
def _own_filters() -> Iterator[None]:
    story_held.forget()
    yield
    story_held.forget()


def started(work: Callable[[], object]) -> threading.Thread:
    """Work in a thread, in a transaction and on a connection of its own."""

    def run() -> None:
        try:
            with transaction.atomic():
                work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def ended(*threads: threading.Thread) -> None:
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def until_somebody_waits() -> None:
    """Returns when another connection waits for its turn to find stories, or after two seconds."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(WAITS, [story_runs.LOCK])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)


def test_two_copies_entered_at_the_same_moment_are_one_story() -> None:
    one, other = stored(text_of(range(9))), stored(text_of([*range(8), 80]))
    with transaction.atomic():
        assign([one.pk])
        second = started(lambda: assign([other.pk]))
        until_somebody_waits()
    ended(second)
    assert groups() == {frozenset([one.pk, other.pk])}


def test_two_that_fill_one_bucket_at_the_same_moment_leave_one_that_is_split() -> None:
    # All begin alike, so they share the keys of the lead, and differ in the rest.
    rows = [stored(text_of([*OPENING, *range(100 * n, 100 * n + 30)])) for n in range(1, 3 * BUCKET)]
    keys = [row.pk for row in rows]
    with transaction.atomic():
        assign(keys[:BUCKET])
        second = started(lambda: assign(keys[BUCKET:]))
        until_somebody_waits()
    ended(second)
    made = index()
    with transaction.atomic():
        story_runs.clear()
        assign(keys)
    assert made == index()


def test_corrections_at_the_same_moment_leave_what_grouping_anew_makes() -> None:
    rows = [stored(text_of(range(20 * n, 20 * n + 9))) for n in range(24)]
    with transaction.atomic():
        assign([row.pk for row in rows])
    chance = random.Random(5)
    # Each takes the text of one of three, so that stories grow from all sides at once.
    firsts = [1_000 * chance.randrange(1, 4) for _ in rows]
    wanted = [(row, text_of(range(first, first + 9))) for row, first in zip(rows, firsts, strict=True)]

    def correct(part: int) -> None:
        for row, text in wanted[part::3]:
            with transaction.atomic():
                article = Article.objects.get(pk=row.pk)
                article.title, _, article.body = text.partition("\n")
                story_runs.one_at_a_time()
                article.save()
                sign_again(article)

    def run(part: int) -> None:
        try:
            correct(part)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[part]) for part in range(3)]
    for thread in threads:
        thread.start()
    ended(*threads)
    made = groups(), index()
    regroup(lambda *_: None)
    assert made == (groups(), index())
    assert StoryRun.objects.count() == 1


def test_an_article_saved_in_the_admin_while_an_import_finds_stories_waits_and_finds_its_pair() -> None:
    User.objects.create_superuser("ada", password="secret")
    one, other = stored(text_of(range(9))), stored(text_of(range(50, 59)))
    with transaction.atomic():
        assign([other.pk])
    client = Client()
    client.login(username="ada", password="secret")
    page = client.get(reverse("admin:articles_article_change", args=[other.pk]))
    form = page.context["adminform"].form
    values = {name: "" if value is None else value for name, value in form.initial.items()}
    values |= {"title": one.title, "body": one.body}
    for inline in page.context["inline_admin_formsets"]:
        values |= {f"{inline.formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    said: list[int] = []

    def save() -> None:
        address = reverse("admin:articles_article_change", args=[other.pk])
        said.append(client.post(address, values).status_code)

    with transaction.atomic():
        assign([one.pk])
        second = started(save)
        until_somebody_waits()
        # An import may go on to change the very article.
        Article.objects.select_for_update().get(pk=other.pk)
    ended(second)
    assert said == [302]
    assert groups() == {frozenset([one.pk, other.pk])}
