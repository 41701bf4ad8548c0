"""The check of the index of stories: what somebody broke by hand is found and said; `regroup` mends it."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from articles.importing import story_checking, story_held
from articles.importing.stories import assign, regrouping
from articles.importing.story_checking import check_runs
from articles.linking.stories import BUCKET
from articles.models import Article, StoryBlock, StoryGlance, StoryRun
from tests.test_stories import stored, text_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Article]]:
    """Articles alone, two copies, and a series that fills buckets, entered in three runs; one was deleted."""
    monkeypatch.setattr(story_checking, "AT_ONCE", 7)
    story_held.forget()
    rows = [stored(text_of(range(50 * n, 50 * n + 9))) for n in range(5)]
    rows += [stored(text_of([*range(9), 4_000])), stored("One line")]
    rows += [stored(text_of([*range(8), *range(100 * n, 100 * n + 30)])) for n in range(50, 50 + 2 * BUCKET)]
    gone = stored(text_of(range(9_000, 9_009)))
    with transaction.atomic():
        for start in range(0, len(rows), 9):
            assign([row.pk for row in rows[start : start + 9]])
        assign([gone.pk])
    with transaction.atomic(), regrouping([gone.pk]):
        gone.delete()
    yield rows
    story_held.forget()


def said() -> str:
    return " ".join(check_runs())


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def mended() -> bool:
    call_command("regroup", stdout=StringIO(), stderr=StringIO())
    return not check_runs()


def test_a_sound_index_has_nothing_to_say() -> None:
    assert StoryRun.objects.count() > 3
    assert check_runs() == []


def test_a_run_that_is_gone_is_missed_by_its_articles(archive: list[Article]) -> None:
    first = StoryRun.objects.order_by("pk")[0].pk
    StoryRun.objects.filter(pk=first).delete()
    assert "blocks of the index of stories belong to no run" in said()
    assert f"Not, or not wholly, in the index of stories: articles {archive[0].pk}, {archive[1].pk}" in said()
    StoryBlock.objects.filter(pk__range=(first << 20, (first + 1 << 20) - 1)).delete()
    assert "no run" not in said()
    assert mended()


def test_a_block_that_is_gone_is_found() -> None:
    StoryBlock.objects.order_by("pk")[2].delete()
    assert "is damaged: its blocks have" in said()
    assert mended()


@pytest.mark.parametrize(
    ("table", "change", "why"),
    [
        ("block", "entries = set_byte(entries, 3, 7 # get_byte(entries, 3))", "damaged"),
        ("run", "filter = decode(repeat('00', length(filter)), 'hex')", "its filter"),
        ("run", '"table" = substr("table", 2)', "its table cannot be read"),
        ("run", '"table" = set_byte("table", 17, 1 # get_byte("table", 17))', "its table"),
        ("run", "entries = entries + 1", "entries, and not"),
    ],
)
def test_bytes_that_somebody_changed_are_found(table: str, change: str, why: str) -> None:
    run(f"UPDATE articles_story{table} SET {change}")
    assert "of the index of stories is damaged" in said()
    assert why in said()
    assert mended()


def test_an_article_whose_text_was_changed_past_the_program_is_found(archive: list[Article]) -> None:
    other = stored(text_of(range(7_000, 7_012)))
    Article.objects.filter(pk=archive[0].pk).update(signature=other.signature)
    assert f"Not, or not wholly, in the index of stories: articles {archive[0].pk}, {other.pk}." in said()
    assert f"With the glance of another text: article {archive[0].pk}." in said()
    assert "entries of the index of stories are of articles that are gone or were changed" in said()
    assert mended()


def test_an_article_that_was_deleted_past_the_program_is_found(archive: list[Article]) -> None:
    Article.objects.filter(pk=archive[4].pk).delete()
    assert "16 entries of the index of stories are of articles that are gone" in said()
    assert mended()


def test_a_glance_and_a_brief_that_are_not_those_of_the_article_are_found(archive: list[Article]) -> None:
    one, other = (StoryGlance.objects.get(article=archive[place]) for place in (1, 2))
    kept, one.glance = one.glance, other.glance
    one.save()
    assert f"With the glance of another text: article {archive[1].pk}." in said()
    one.glance = kept
    one.save()
    assert check_runs() == []
    # A glance that is missing costs time and nothing else.
    one.delete()
    assert check_runs() == []


def test_a_signature_of_an_earlier_version_is_found(archive: list[Article]) -> None:
    Article.objects.filter(pk=archive[3].pk).update(signature=b"\1" + bytes(archive[3].signature)[1:])
    assert f"Signatures of an earlier version of the program: article {archive[3].pk}." in said()
    assert mended()


def test_the_command_says_what_to_do() -> None:
    StoryRun.objects.order_by("pk")[0].delete()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_index", stdout=out, stderr=StringIO())
    assert "Not, or not wholly, in the index of stories" in out.getvalue()
    assert "`manage.py regroup` makes the index and all stories anew." in out.getvalue()
    out = StringIO()
    call_command("check_index", "--quick", stdout=out, stderr=StringIO())
    assert "index of stories" not in out.getvalue()
