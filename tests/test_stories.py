"""Stories of the archive: the same whatever the order of imports, across undo, deletion and corrections."""

import json
import random
import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.analysis import analyze
from articles.importing import story_index, story_runs
from articles.importing.inputs import find_files
from articles.importing.pipeline import Work
from articles.importing.regrouping import regroup
from articles.importing.run import import_paths
from articles.importing.stories import assign, regrouping, signature_of_row
from articles.importing.story_decisions import NotInStoryError, put_in, take_out
from articles.importing.story_index import MARK
from articles.importing.undo import undo
from articles.linking.sketches import read
from articles.linking.stories import BUCKET, FINER_BUCKET
from articles.linking.story_keys import keys
from articles.models import (
    Article,
    Batch,
    Story,
    StoryBlock,
    StoryDecision,
    StoryGlance,
    StoryMember,
)
from articles.records import Reference
from tests import factories
from tests import test_linking_stories as texts_of_linking
from tests.test_linking_stories import COPIES, QUAKES, REPORT, WEEKLY, market

pytestmark = pytest.mark.django_db

OTHER, WIRE = f"Wheat\n\n{texts_of_linking.OTHER}", f"Fog\n\n{texts_of_linking.WIRE}"
# Words that no two made texts share by chance, so that a text is a list of numbers of sentences.
WORDS = [f"{a}{b}{c}{d}" for a in "bdfgk" for b in "aeiou" for c in "lmnrst" for d in "aeiou"]


def sentence(number: int) -> str:
    words = random.Random(number).choices(WORDS, k=14)
    return " ".join(words) + "."


def text_of(numbers: Iterable[int]) -> str:
    return "A title\n\n" + " ".join(sentence(number) for number in numbers)


def stored(text: str) -> Article:
    """An article with its signature, not yet in a story."""
    title, _, body = text.partition("\n")
    row = factories.article(title, body.strip(), published=None)
    row.signature = signature_of_row(row)
    row.save()
    return row


def groups(by: str = "pk") -> set[frozenset[object]]:
    """The stories as sets of what names their members."""
    found: dict[int, set[object]] = {}
    for story, name in StoryMember.objects.values_list("story", f"article__{by}"):
        found.setdefault(story, set()).add(name)
    return {frozenset(members) for members in found.values()}


def index() -> set[tuple[int, int]]:
    """What counts in the index: key and article, without what was taken out and what stands behind a mark."""
    entries: dict[tuple[int, int], bool] = {}
    for block in StoryBlock.objects.order_by("pk"):
        for key, article in struct.iter_unpack("<qi", bytes(block.entries)):
            entries[key, article if article >= 0 else ~article] = article >= 0
    split = {key for key, article in entries if article == MARK}
    return {(key, article) for (key, article), there in entries.items() if there and key not in split}


def lines(folder: Path, name: str, texts: Sequence[str], first: int = 0) -> str:
    """A file of JSON lines with these texts, each with an identifier."""
    path = folder / name
    rows = (
        {"id": f"id-{number}", "title": text.partition("\n")[0], "text": text.partition("\n")[2].strip()}
        for number, text in enumerate(texts, first)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_versions_in_batches_far_apart_form_one_story(tmp_path: Path) -> None:
    copies = list(COPIES.values())
    import_paths([lines(tmp_path, "a.jsonl", [REPORT, OTHER])], source="One")
    assert groups() == set()
    import_paths([lines(tmp_path, "b.jsonl", [*WEEKLY, *QUAKES, WIRE], first=100)], source="Two")
    import_paths([lines(tmp_path, "c.jsonl", copies, first=200)], source="Three")
    assert groups("external_id") == {frozenset(["id-0", *(f"id-{200 + n}" for n in range(len(copies)))])}


def test_an_import_groups_as_analyze_does(tmp_path: Path) -> None:
    texts = [REPORT, *WEEKLY, *COPIES.values(), OTHER, *QUAKES, WIRE, WIRE + " More came later.", OTHER]
    path = lines(tmp_path, "all.jsonl", texts)
    import_paths([path], source="One")
    said: dict[int, set[object]] = {}
    for found in analyze([Work(file) for file in find_files([path])], Reference((), ())):
        assert isinstance(found, dict)
        said.setdefault(found["story"], set()).add(found["id"])
    assert groups("external_id") == {frozenset(ids) for ids in said.values() if len(ids) > 1}
    assert len(groups()) == 3


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_neither_order_nor_chunks_change_the_groups(data: st.DataObject) -> None:
    Article.objects.all().delete()
    story_runs.clear()
    runs = st.lists(st.integers(0, 14), min_size=4, max_size=8, unique=True)
    texts = data.draw(st.lists(runs, min_size=2, max_size=9))
    rows = [stored(text_of(numbers)) for numbers in texts]
    keys = [row.pk for row in rows]
    assign(keys)
    once = groups()
    StoryMember.objects.all().delete()
    story_runs.clear()
    order = data.draw(st.permutations(keys))
    size = data.draw(st.integers(1, 3))
    for start in range(0, len(order), size):
        assign(order[start : start + size])
    assert groups() == once
    gone = data.draw(st.sampled_from(keys))
    with regrouping([gone]):
        Article.objects.get(pk=gone).delete()
    left = groups()
    StoryMember.objects.all().delete()
    story_runs.clear()
    assign([key for key in keys if key != gone])
    assert groups() == left


def test_a_bridge_joins_two_stories_and_its_loss_parts_them() -> None:
    early = [stored(text_of(range(10))), stored(text_of(range(10)))]
    late = [stored(text_of(range(6, 16))), stored(text_of(range(6, 16)))]
    for row in (*early, *late):
        assign([row.pk])
    parted = groups()
    first, second = sorted(StoryMember.objects.values_list("story", flat=True).distinct())
    assert len(parted) == 2
    bridge = stored(text_of(range(16)))
    assign([bridge.pk])
    assert groups() == {frozenset(row.pk for row in (*early, *late, bridge))}
    assert set(StoryMember.objects.values_list("story", flat=True)) == {first}
    assert Story.objects.get(pk=second).merged_into_id == first
    with regrouping([bridge.pk]):
        bridge.delete()
    assert groups() == parted


def test_taking_back_a_batch_dissolves_a_story_and_importing_it_again_makes_it_anew(tmp_path: Path) -> None:
    import_paths([lines(tmp_path, "a.jsonl", [REPORT, OTHER])], source="One")
    second = import_paths([lines(tmp_path, "b.jsonl", [COPIES["another title"]], first=9)], source="Two")
    together = groups("external_id")
    assert together == {frozenset(["id-0", "id-9"])}
    assert second.batch
    undo(Batch.objects.get(pk=second.batch))
    assert groups() == set()
    assert {article for _, article in index()} == set(Article.objects.values_list("pk", flat=True))
    import_paths([str(tmp_path / "b.jsonl")], source="Two")
    assert groups("external_id") == together


def test_a_changed_text_leaves_its_story_and_comes_back_with_its_earlier_text(tmp_path: Path) -> None:
    import_paths([lines(tmp_path, "a.jsonl", [REPORT, COPIES["another title"]])], source="One")
    assert len(groups()) == 1
    changed = import_paths([lines(tmp_path, "b.jsonl", [REPORT, OTHER])], source="One")
    assert changed.outcomes["changed"] == 1
    assert groups() == set()
    assert changed.batch
    undo(Batch.objects.get(pk=changed.batch))
    assert groups("external_id") == {frozenset(["id-0", "id-1"])}


def test_thousands_of_copies_fill_no_bucket_beyond_its_measure() -> None:
    rows = [stored(REPORT) for _ in range(FINER_BUCKET + 20)]
    for start in range(0, len(rows), 10):
        assign([row.pk for row in rows[start : start + 10]])
    assert groups() == {frozenset(row.pk for row in rows)}
    assert max(Counter(key for key, _ in index()).values()) == FINER_BUCKET
    with regrouping([row.pk for row in rows[:FINER_BUCKET]]):
        Article.objects.filter(pk__in=[row.pk for row in rows[:FINER_BUCKET]]).delete()
    late = stored(COPIES["cut from the end"])
    assign([late.pk])
    assert groups() == {frozenset([*(row.pk for row in rows[FINER_BUCKET:]), late.pk])}


def series(count: int) -> list[str]:
    """Reports of one series, week by week: the same words, other numbers."""
    chance = random.Random(5)

    def number(most: int) -> str:
        return f"{chance.randrange(most):,}.{chance.randrange(100):02}"

    return [
        market("Friday", number(2000), number(50), number(300), f"May {chance.randrange(31)}")
        for _ in range(count)
    ]


def test_a_copy_of_any_report_of_a_long_series_finds_it() -> None:
    reports = series(80)
    rows = [stored(text) for text in reports]
    for start in range(0, len(rows), 25):
        assign([row.pk for row in rows[start : start + 25]])
    assert groups() == set()
    for number in (3, 40, 79):
        _, _, body = reports[number].partition("\n")
        copy = stored(f"Islands: shares at the end of the week\n{body.replace('was thin', 'was slow')}")
        assign([copy.pk])
        assert frozenset([rows[number].pk, copy.pk]) in groups()
    with regrouping([rows[3].pk]):
        rows[3].delete()
    assert len(groups()) == 2
    assert rows[3].pk not in {article for _, article in index()}
    assert not StoryGlance.objects.filter(article=rows[3].pk).exists()


def test_no_report_is_compared_with_all_of_its_series() -> None:
    rows = [stored(text) for text in series(100)]
    assign([row.pk for row in rows])
    sketch = read(bytes(rows[-1].signature))
    assert sketch
    assert len(story_index.candidates({rows[-1].pk: sketch})) < 25


def test_an_index_whose_buckets_are_fuller_than_today_is_split_when_somebody_comes() -> None:
    reports = series(40)
    rows = [stored(text) for text in reports]
    sketches = [sketch for row in rows if (sketch := read(bytes(row.signature)))]
    for row, own in zip(rows, keys(sketches), strict=True):
        once = np.unique(own)
        story_runs.Runs().enter(once, np.full(len(once), row.pk))
    copy = stored(reports[20])
    assign([copy.pk])
    assert groups() == {frozenset([rows[20].pk, copy.pk])}
    sketch = read(bytes(copy.signature))
    assert sketch
    sizes = Counter(key for key, _ in index())
    assert max(sizes[key] for key in keys([sketch])[0].tolist()) <= BUCKET


def test_a_chunk_costs_the_same_queries_whatever_it_holds_and_however_many() -> None:
    def queries(count: int) -> int:
        rows = [stored(text_of(range(n * 100, n * 100 + 8))) for n in range(count, 2 * count)]
        with CaptureQueriesContext(connection) as context:
            assign([row.pk for row in rows])
        return len(context)

    assert queries(2) == queries(40)


@pytest.fixture
def admin_user() -> User:
    return User.objects.create_superuser("ada", password="x")


def test_what_an_admin_took_out_stays_out(admin_user: User) -> None:
    rows = [stored(REPORT) for _ in range(3)]
    assign([row.pk for row in rows])
    take_out(rows[0], admin_user, "another paper's report")
    rest = {frozenset(row.pk for row in rows[1:])}
    assert groups() == rest
    regroup(lambda *_: None)
    assert groups() == rest
    late = stored(REPORT)
    assign([late.pk])
    assert groups() == {frozenset([*(row.pk for row in rows[1:]), late.pk])}
    decision = StoryDecision.objects.first()
    assert decision is not None
    assert (decision.by_name, decision.why, decision.same) == ("ada", "another paper's report", False)
    with pytest.raises(NotInStoryError):
        take_out(rows[0], admin_user, "once more")


def test_what_an_admin_put_in_stays_in_though_its_batch_comes_anew(admin_user: User) -> None:
    rows = [stored(REPORT), stored(REPORT), stored(OTHER)]
    assign([row.pk for row in rows])
    story = Story.objects.get(members__article=rows[0])
    put_in(rows[2], story, admin_user, "the same interview in other words")
    assert groups() == {frozenset(row.pk for row in rows)}
    with pytest.raises(NotInStoryError):
        put_in(rows[2], story, admin_user, "again")
    identity = rows[2].identity
    with regrouping([rows[2].pk]):
        rows[2].delete()
    assert groups() == {frozenset(row.pk for row in rows[:2])}
    again = stored(OTHER)
    Article.objects.filter(pk=again.pk).update(identity=identity)
    again.refresh_from_db()
    assign([again.pk])
    assert groups() == {frozenset([rows[0].pk, rows[1].pk, again.pk])}
    take_out(again, admin_user, "a slip")
    assert groups() == {frozenset(row.pk for row in rows[:2])}


def test_regroup_makes_everything_anew_and_keeps_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [stored(REPORT), stored(COPIES["a new toll"]), stored(OTHER), stored(OTHER)]
    assign([row.pk for row in rows])
    before = set(StoryMember.objects.values_list("article", "story"))
    Article.objects.filter(pk=rows[0].pk).update(signature=bytes(512))
    StoryBlock.objects.all().delete()
    StoryMember.objects.filter(article=rows[2]).delete()
    call_command("regroup")
    assert "4 articles, 1 of them signed again: 2 stories with 4 members" in capsys.readouterr().out
    assert set(StoryMember.objects.values_list("article", "story")) == before
    entries = index()
    call_command("regroup")
    assert index() == entries


def test_articles_that_share_nothing_are_in_no_story() -> None:
    rows = [stored(text) for text in (OTHER, WIRE, *QUAKES, *WEEKLY)]
    assign([row.pk for row in rows])
    assert groups() == set()
    assert not any(one.signature == other.signature for one, other in combinations(rows, 2))
