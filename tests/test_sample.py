"""The sample archive as a newcomer gets it, and the first real file: cut, dated, linked, stored and found."""

import json
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from articles.importing import parts
from articles.importing.found import whole
from articles.importing.inputs import find_files
from articles.importing.pipeline import Work, linked_chunks
from articles.importing.reference import load_reference
from articles.importing.run import import_paths
from articles.importing.sample import load_sample
from articles.importing.undo import undo
from articles.linking.reference import from_fixtures, slug
from articles.models import Article, Batch, Country, Event, Person
from articles.records import LinkedArticle, Rejection

SAMPLE = settings.REFERENCE_DIR / "sample"
GOLD = Path(__file__).parent / "data/sample.gold.jsonl"


@pytest.fixture(scope="module")
def gold() -> dict[tuple[str, int], dict[str, Any]]:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return {(row["file"], row["index"]): row for row in rows}


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, int], LinkedArticle]:
    works = [Work(file) for file in find_files([str(SAMPLE)])]
    chunks = linked_chunks(works, from_fixtures(settings.REFERENCE_DIR), whole, processes=1)
    results = [result for chunk in chunks for result in chunk.results()]
    linked = [result[1] for result in results if not isinstance(result, Rejection)]
    assert len(linked) == len(results), "something of the sample was rejected"
    return {(Path(record.article.file).name, record.article.index): record for record in linked}


def test_every_article_of_the_sample_is_cut_titled_captioned_and_dated_as_written(
    gold: dict[tuple[str, int], dict[str, Any]], found: dict[tuple[str, int], LinkedArticle]
) -> None:
    assert found.keys() == gold.keys()
    for key, row in gold.items():
        article = found[key].article
        assert article.title == row["title"]
        assert list(article.paragraphs) == row["paragraphs"]
        assert [caption.text for caption in article.captions] == row["captions"]
        assert article.published.iso == row["published"], key
        assert article.language == row["language"], key
        assert not article.doubts, key


def test_the_countries_and_people_of_the_sample_are_found(
    gold: dict[tuple[str, int], dict[str, Any]], found: dict[tuple[str, int], LinkedArticle]
) -> None:
    """F1: the texts were written without the linker in mind, and a few names stay hard."""
    counts: Counter[str] = Counter()
    for key, row in gold.items():
        got, want = set(found[key].country_codes), set(row["countries"])
        counts.update(country_hit=len(got & want), country_miss=len(got ^ want))
        people = {slug(mention.name) for mention in found[key].people}
        named = {slug(name) for name in row["people"]}
        counts.update(person_hit=len(people & named), person_miss=len(people ^ named))
    for kind, least in (("country", 0.95), ("person", 0.9)):
        hits, misses = counts[f"{kind}_hit"], counts[f"{kind}_miss"]
        assert 2 * hits / (2 * hits + misses) > least, counts


def test_the_sample_names_at_least_25_countries_and_says_what_it_is(
    gold: dict[tuple[str, int], dict[str, Any]],
) -> None:
    assert len(gold) >= 40
    assert len({row["countries"][0] for row in gold.values() if row["countries"]}) >= 25
    assert all("newsarchive" in row["paragraphs"][-1] for row in gold.values())


@pytest.mark.django_db
def test_a_newcomer_finds_what_the_readme_promises(client: Client) -> None:
    load_reference(settings.REFERENCE_DIR)
    load_sample(settings.REFERENCE_DIR)
    page = client.get("/search", {"q": 'leader:putin country:iran "humanitarian aid" after:2023-10'})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Putin" in text
    assert "no articles" not in text.lower()
    for event in Event.objects.all():
        assert event.articles.exists()
        assert event.countries.exists()
        assert client.get(event.get_absolute_url()).status_code == 200
    assert Event.objects.count() >= 10
    for model in (Country.objects.get(code="UA"), Person.objects.get(slug="vladimir-putin")):
        assert client.get(model.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_a_first_start_broken_off_is_gone_on_with_and_later_ones_leave_the_sample_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def prepare() -> None:
        call_command("prepare", quick=False, stdout=StringIO())

    monkeypatch.setattr("articles.management.commands.prepare.call_command", lambda *_, **__: None)
    monkeypatch.setattr("articles.importing.pipeline.CHUNK_ARTICLES", 10)
    index, calls = parts.index_articles, []

    def broken_off(articles: list[int], **how: bool) -> None:
        calls.append(articles)
        if len(calls) > 2:
            raise KeyboardInterrupt
        index(articles, **how)

    with monkeypatch.context() as patch:
        patch.setattr(parts, "index_articles", broken_off)
        with pytest.raises(KeyboardInterrupt):
            prepare()
    assert 0 < Article.objects.count() < 50
    prepare()
    assert Article.objects.count() == 50
    assert Event.objects.count() >= 10
    undo(Batch.objects.get())
    prepare()
    assert not Article.objects.exists()


@pytest.mark.corpus
@pytest.mark.django_db
def test_the_seed_file_is_imported_and_found_by_putin_ceasefire(corpus: Path, client: Client) -> None:
    load_reference(settings.REFERENCE_DIR)
    seed = corpus / "seed"
    (file,) = seed.glob("*.txt")
    truth = json.loads((seed / "seed.gold.json").read_text(encoding="utf-8"))["articles"]
    assert import_paths([str(file)]).outcomes == {"new": 2}
    for row, article in zip(truth, Article.objects.order_by("first_line"), strict=True):
        assert (article.title, article.paragraphs) == (row["title"], row["paragraphs"])
        assert (article.first_line, article.last_line) == (row["first_line"], row["last_line"])
        (caption,) = article.captions.all()
        assert (caption.text, caption.credit) == (row["caption"], row["credit"])
        assert str(caption.taken) == row["caption_date"]
        assert article.published_iso == row["published"]
        assert set(article.countries.values_list("code", flat=True)) == set(row["countries"])
        names = {person["name"] for person in row["people"]}
        assert set(article.people.values_list("name", flat=True)) == names
    text = client.get("/search", {"q": "putin ceasefire"}).content.decode()
    assert Article.objects.order_by("first_line")[0].get_absolute_url() in text
