"""A preview knows what came earlier in its batch, chunk by chunk, and keeps no text of what it has read."""

import gc
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing import pipeline
from articles.importing.classify import Classifier
from articles.importing.found import Found, Prepared
from articles.importing.identity import content_digest
from articles.importing.run import import_paths
from articles.models import Article, Outcome
from articles.records import ParsedArticle

pytestmark = pytest.mark.django_db


def prepared(identifier: str, text: str, source: str = "Wire") -> Prepared:
    article = ParsedArticle(
        file="a.jsonl",
        index=0,
        title=f"Title {text}",
        body=f"Body {text}.",
        external_id=identifier,
        source=source,
    )
    return Prepared(article, Found((), (), (), b"", content_digest(article), ()))


def articles_in_memory() -> int:
    gc.collect()
    return sum(isinstance(each, ParsedArticle) for each in gc.get_objects())


def test_a_preview_of_many_chunks_keeps_none_of_their_articles() -> None:
    classifier = Classifier("", remember=True)
    before = articles_in_memory()
    for chunk in range(20):
        found = classifier.classify([prepared(f"{chunk}-{n}", f"{chunk} {n}") for n in range(50)])
        assert [verdict.outcome for verdict in found] == [Outcome.NEW] * 50
    del found
    assert articles_in_memory() - before <= 50
    (again, changed, new) = classifier.classify(
        [prepared("0-7", "0 7"), prepared("3-1", "another"), prepared("0-7", "0 7", source="Other")]
    )
    assert (again.outcome, changed.outcome, new.outcome) == (Outcome.DUPLICATE, Outcome.CHANGED, Outcome.NEW)
    assert again.reason == "the same text comes earlier in this batch"


def test_a_preview_knows_nothing_of_the_one_before() -> None:
    for _ in range(2):
        (verdict,) = Classifier("", remember=True).classify([prepared("1", "one")])
        assert verdict.outcome == Outcome.NEW


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["", "1", "2", "3"]), st.sampled_from("abc")), max_size=9))
def test_a_preview_says_the_same_whatever_its_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[tuple[str, str]]
) -> None:
    rows = [
        {"id": identifier, "title": f"Title {text}", "text": f"Something of {text} was said."}
        for identifier, text in told
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    whole = import_paths([str(path)], store=False)
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "CHUNK_ARTICLES", 2)
        assert import_paths([str(path)], store=False).outcomes == whole.outcomes
    assert not Article.objects.exists()
