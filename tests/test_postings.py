"""The posting lists that the archive keeps: whatever is done to it, they are those of the search words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import numpy as np
import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing import afterwards, corrections, posting
from articles.importing.corrections import Author
from articles.importing.posting import POSTING_LOCK, build_anew, build_postings
from articles.importing.run import import_paths
from articles.importing.undo import undo
from articles.importing.vocabulary import learn_words
from articles.models import Article, Batch, Caption, PostingBlock, PostingSegment, SearchText, StalePosting
from articles.models.words import index_articles
from tests import factories as make
from tests.posted import posted, words
from tests.texts import dump_file, page_dump

pytestmark = pytest.mark.django_db


def stale() -> list[int]:
    return sorted(StalePosting.objects.values_list("article", flat=True))


def totals() -> list[int]:
    return list(PostingSegment.objects.order_by("pk").values_list("total", flat=True))


def build() -> int | None:
    done = build_postings()
    assert posted() == words()
    return done


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments are full with ten articles."""
    monkeypatch.setattr(posting, "FULL", 10)
    monkeypatch.setattr(posting, "SMALL", 5)


def test_an_article_is_stale_once_its_words_are_written_anew_or_deleted() -> None:
    one, other, third = make.article("One"), make.article("Other"), make.article("Third")
    assert stale() == []
    index_articles([one.pk, other.pk])
    assert stale() == [one.pk, other.pk]
    StalePosting.objects.all().delete()
    SearchText.objects.filter(pk=one.pk).update(configuration="news_simple")
    gone = third.pk
    third.delete()
    assert stale() == [one.pk, gone]


def test_an_article_is_stale_once_its_text_or_a_caption_is_another() -> None:
    row, other = make.article("One"), make.article("Other")
    Article.objects.filter(pk=row.pk).update(title="One", byline="Ada")
    assert stale() == []
    for deed in (
        lambda: Article.objects.filter(pk=row.pk).update(body="Rain."),
        lambda: Article.objects.filter(pk=row.pk).update(title="Rain"),
        lambda: Caption.objects.create(article=row, position=0, text="Ships"),
        lambda: Caption.objects.filter(article=row).update(text="Boats"),
        lambda: Caption.objects.filter(article=row).delete(),
    ):
        deed()
        assert set(stale()) == {row.pk}
        build()
        assert stale() == []
    SearchText.objects.filter(pk=other.pk).delete()
    StalePosting.objects.all().delete()
    Caption.objects.create(article=other, position=0, text="Ships")
    assert stale() == []


def test_words_of_any_kind_are_posted_as_they_are_indexed() -> None:
    make.article("Grain, grain and ships' grain", "Ships waited. The grain’s price rose. " * 200)
    make.article("Жито", "Кораблі чекали на зерно в порту.", language="uk")
    make.article("Das Getreide", "Die Schiffe warteten auf das Getreide.", language="de")
    make.article("O'Neill \\ at https://example.org/a?b='c'", "C++ and it's 3.14 " + "x" * 1_500)
    make.article("word " * 300, "word " * 300)
    make.article("The of and", "")
    make.article("Grain", "grain " * 65_600)
    make.article("Grain " + "y" * 501, "Ships")
    row = make.article("Ärger um Çakır", "Le cœur de l’Été 1½ — ﬁn d'œuvre, Straße")
    for position, text in enumerate(("नमस्ते", "Größe")):
        Caption.objects.create(article=row, position=position, text=text)
    assert build() == 9
    assert posted()[row.pk]["written", "arger"] == (1, 1, [1])
    assert posted()[row.pk]["written", "coeur"] == (0, 1, [15])
    configurations = {configuration for found in posted().values() for configuration, _ in found}
    assert configurations == {"news_english", "news_german", "news_simple", "written"}
    assert build() == 0


def test_an_archive_without_articles_has_nothing_to_post() -> None:
    assert build() == 0
    assert totals() == []


def test_only_what_is_new_or_stale_is_posted_again(small: None) -> None:
    rows = [make.article(f"Talks {number}", f"Word{number} was said.") for number in range(12)]
    assert build() == 12
    assert totals() == [10, 2]
    Article.objects.filter(pk=rows[3].pk).update(title="Other talks")
    index_articles([rows[3].pk])
    assert rows[3].pk not in posted()
    make.article("More")
    assert build() == 2
    assert totals() == [10, 2, 2]
    assert stale() == []


def test_small_segments_become_one_and_large_ones_stay(small: None) -> None:
    for number in range(9):
        make.article(f"Large {number}")
    build()
    large = PostingSegment.objects.get().pk
    for number in range(4):
        make.article(f"Small {number}")
        assert build() == 1
    assert totals() == [9, 1, 1, 1, 1]
    make.article("One more")
    assert build() == 5
    assert totals() == [9, 5]
    assert PostingSegment.objects.filter(pk=large).exists()
    assert not PostingBlock.objects.exclude(segment__in=PostingSegment.objects.all()).exists()


def test_no_segment_grows_beyond_its_size_and_every_building_ends(small: None) -> None:
    for number in range(25):
        for _ in range(number % 6):
            make.article(f"Article {number}")
        build()
        assert all(total <= 10 for total in totals())
        assert sum(total < 5 for total in totals()) <= 4
    assert build() == 0


def test_a_segment_of_which_more_than_half_is_gone_is_made_anew(small: None) -> None:
    rows = [make.article(f"Article {number}") for number in range(10)]
    build()
    for row in rows[:5]:
        row.delete()
    assert build() == 0
    assert totals() == [10]
    rows[5].delete()
    assert build() == 4
    assert totals() == [4]
    for row in rows[6:]:
        row.delete()
    assert build() == 0
    assert totals() == []
    assert stale() == []


def test_long_texts_make_segments_of_fewer_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "MOST_POSITIONS", 50)
    for number in range(30):
        make.article(f"Article {number}", " ".join(f"word{one}" for one in range(20)))
    assert build() == 30
    assert totals() == [3] * 10
    assert build() == 0


def test_an_article_without_its_words_stays_stale_until_it_has_them_again() -> None:
    row = make.article("Grain")
    build()
    SearchText.objects.filter(pk=row.pk).delete()
    assert build() == 0
    assert stale() == [row.pk]
    assert posted() == {}
    Article.objects.filter(pk=row.pk).update(title="Barley")
    index_articles([row.pk], new=True)
    assert build() == 1
    assert stale() == []
    assert ("news_english", "barley") in posted()[row.pk]


def write(folder: Path, name: str, texts: dict[str, str]) -> str:
    path = folder / name
    rows = ({"id": key, "title": key, "text": text, "date": "2023-10-16"} for key, text in texts.items())
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(path)


def test_through_imports_changes_corrections_and_undo(tmp_path: Path) -> None:
    row = make.country("IR")
    one = "Talks on grain began in Tehran. The minister of Iran spoke of ships and of barley at length."
    import_paths([write(tmp_path, "a.jsonl", {"First": one, "Second": f"{one} Nobody listened."})])
    first = Article.objects.get(title="First")
    assert posted() == words()
    assert len(posted()) == 2
    import_paths([write(tmp_path, "b.jsonl", {"First": f"{one} Then they left.", "Third": "Fog off Egypt."})])
    assert posted() == words()
    assert ("news_english", "left") in posted()[first.pk]
    assert stale() == []
    ann = Author(User.objects.create(username="ann", is_superuser=True), "I read it")
    corrections.reject(first, row, ann)
    assert posted() == words()
    undo(Batch.objects.latest("pk"))
    assert posted() == words()
    assert stale() == []
    assert ("news_english", "left") not in posted()[first.pk]
    import_paths([write(tmp_path, "c.jsonl", {"Fourth": "Rain in France."})])
    assert posted() == words()
    Article.objects.filter(title="Second").delete()
    assert posted() == words()
    build()


def test_captions_count_among_the_words(tmp_path: Path) -> None:
    def page(title: str, caption: str) -> str:
        path = tmp_path / f"{title}.txt"
        path.write_text(dump_file(page_dump(title, caption=caption)), encoding="utf-8")
        return str(path)

    import_paths([page("Ships wait", "A crane stands still, Monday, March 4, 2024. (Example Agency)")])
    row = Article.objects.get()
    assert ("written", "crane") in posted()[row.pk]
    row.captions.update(text="A pelican.")
    assert row.pk not in posted()
    import_paths([page("Grain waits", "Gulls above the harbour, Monday, March 4, 2024. (Example Agency)")])
    assert posted() == words()
    assert ("written", "pelican") in posted()[row.pk]
    undo(Batch.objects.latest("pk"))
    assert posted() == words()
    assert set(posted()) == {row.pk}
    assert stale() == []


def test_many_new_articles_are_posted_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(
        "articles.importing.afterwards.subprocess.Popen", lambda command, **_: started.append(command)
    )
    monkeypatch.setattr(afterwards, "FEW", 2)
    for number in range(3):
        make.article(f"Article {number}")
    learn_words()
    afterwards.finish_soon()
    assert [command[-1] for command in started] == ["finish_import"]
    assert totals() == []
    out = StringIO()
    call_command("finish_import", stdout=out)
    assert "Built the posting lists of 3 articles." in out.getvalue()
    make.article("One more")
    afterwards.finish_soon()
    assert len(started) == 1
    assert totals() == [3, 1]


def test_the_command_says_what_it_did() -> None:
    make.article("Grain")
    out = StringIO()
    call_command("build_postings", stdout=out, stderr=StringIO())
    make.article("Barley")
    call_command("build_postings", anew=True, stdout=out, stderr=StringIO())
    assert out.getvalue().splitlines() == [
        "Built the posting lists of 1 articles.",
        "Built the posting lists of 2 articles.",
    ]
    assert totals() == [2]


def test_an_older_archive_gets_its_lists_when_it_is_prepared(capsys: pytest.CaptureFixture[str]) -> None:
    make.article("Grain")
    call_command("prepare", no_sample=True)
    assert posted() == words()
    assert "Lists that make searching quick" in capsys.readouterr().out
    call_command("prepare", no_sample=True)
    assert "Lists that make searching quick" not in capsys.readouterr().out


def test_an_older_segment_never_counts_for_what_did_not_fit(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four changed articles stand in small segments that are made one, which ends before it has them all."""
    rows = [make.article("ships barley oats wheat rice grain", "") for _ in range(9)]
    build()
    for row in rows[:4]:
        Article.objects.filter(pk=row.pk).update(title="iron copper zinc gold coal salt")
        index_articles([row.pk])
        build()
    assert totals() == [9, 1, 1, 1, 1]
    monkeypatch.setattr(posting, "MOST_POSITIONS", 13)
    make.article("rope cloth wool silk linen glass", "")
    rounds: list[bool] = []
    build_postings(
        tell=lambda _: rounds.append(all(words()[key] == found for key, found in posted().items()))
    )
    assert rounds == [True, True]
    assert totals() == [9, 3, 2]


deeds = st.lists(
    st.tuples(st.sampled_from(["add", "change", "delete", "lose", "find", "build"]), st.integers(0, 30)),
    min_size=4,
    max_size=40,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=deeds)
def test_whatever_happens_what_counts_is_what_the_words_say(
    small: None, monkeypatch: pytest.MonkeyPatch, done: list[tuple[str, int]]
) -> None:
    monkeypatch.setattr(posting, "MOST_POSITIONS", 40)

    def sound(_: object = None) -> None:
        there = words()
        assert all(found == there[key] for key, found in posted().items())

    with transaction.atomic():
        for deed, number in done:
            _do(deed, number)
            if deed == "build":
                build_postings(tell=sound)
            sound()
        build()
        transaction.set_rollback(True)


def _do(deed: str, number: int) -> None:
    rows = list(Article.objects.order_by("pk"))
    if deed == "add":
        for one in range(number % 8):
            make.article(f"Article {one}", " ".join(f"word{each}" for each in range(number)))
    elif rows and deed != "build":
        row = rows[number % len(rows)]
        if deed == "change":
            Article.objects.filter(pk=row.pk).update(title=f"Changed {number}")
        if deed == "delete":
            row.delete()
        elif deed == "lose":
            SearchText.objects.filter(pk=row.pk).delete()
        else:
            index_articles([row.pk])


@pytest.fixture
def elsewhere(transactional_db: None) -> Iterator[psycopg.Connection]:
    """Another connection to the same database."""
    given = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(
        **{name: given[name] for name in names if given.get(name)}, autocommit=True
    ) as other:
        yield other


def test_of_two_builders_the_second_leaves_it_to_the_first(elsewhere: psycopg.Connection) -> None:
    make.article("Grain")
    elsewhere.execute("SELECT pg_advisory_lock(%s)", [POSTING_LOCK])
    assert build_postings() is None
    assert build_anew() is None
    assert totals() == []
    elsewhere.execute("SELECT pg_advisory_unlock(%s)", [POSTING_LOCK])
    assert build() == 1
    # It has let go of the lock.
    assert elsewhere.execute("SELECT pg_try_advisory_lock(%s)", [POSTING_LOCK]).fetchone() == (True,)


def meanwhile(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Do something once, between the reading of the words and the end of the round."""
    write_segment = posting._write

    def later(*given: object) -> None:
        monkeypatch.setattr(posting, "_write", write_segment)
        deed()
        write_segment(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(posting, "_write", later)


def test_an_article_that_is_changed_while_it_is_posted_stays_stale(
    elsewhere: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, other = make.article("Grain"), make.article("Barley")
    index_articles([row.pk, other.pk])
    change = "UPDATE articles_searchtext SET words = 'oats:1A' WHERE article_id = %s"
    meanwhile(monkeypatch, lambda: elsewhere.execute(change, [row.pk]))
    seen: list[list[int]] = []
    build_postings(tell=lambda _: seen.append(stale()))
    assert seen == [[row.pk], []]  # and the next round has posted it
    assert posted() == words()
    assert ("news_english", "oats") in posted()[row.pk]


def test_an_article_that_goes_while_it_is_posted_leaves_the_others_their_words(
    elsewhere: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [make.article(title) for title in ("Grain", "Barley", "Oats")]
    gone = rows[0].pk

    def leave() -> None:
        elsewhere.execute("UPDATE articles_ledgerentry SET article_id = NULL WHERE article_id = %s", [gone])
        elsewhere.execute("DELETE FROM articles_searchtext WHERE article_id = %s", [gone])
        elsewhere.execute("DELETE FROM articles_article WHERE id = %s", [gone])

    meanwhile(monkeypatch, leave)
    assert build_postings() == 3
    assert posted() == words()
    assert len(posted()) == 2


def test_a_round_that_is_killed_has_changed_nothing(
    elsewhere: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = make.article("Grain")
    build()
    make.article("Barley")
    index_articles([row.pk])
    before = posted(), totals(), stale()
    process = connection.connection.info.backend_pid
    meanwhile(monkeypatch, lambda: elsewhere.execute("SELECT pg_terminate_backend(%s)", [process]))
    with pytest.raises(Exception, match=r"terminat|closed|lost"):
        build_postings()
    connection.close()
    assert (posted(), totals(), stale()) == before
    assert build() == 2
    assert posted() == words()


def test_the_arrays_of_a_segment_are_as_promised() -> None:
    rows = [make.article(f"Article {number}") for number in range(3)]
    build()
    segment = PostingSegment.objects.get()
    assert np.frombuffer(segment.articles, "<i8").tolist() == sorted(row.pk for row in rows)
