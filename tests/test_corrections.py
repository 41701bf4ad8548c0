"""What people decide about links: applied at once, kept through imports and undo, taken back whole."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from articles.importing import corrections, decisions, relinking
from articles.importing.corrections import Author, StaleError, new_person
from articles.importing.links import redo
from articles.importing.run import import_paths
from articles.importing.undo import undo
from articles.importing.writing import Writer
from articles.models import Article, Batch, Correction, FoundLinks, Office, Person, RelinkRun
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXTS = (
    ("Talks in Tehran", "Jane Hollister met Peter Marlow in Iran. Hollister left for Russia."),
    ("A visit to Cairo", "Peter Marlow spoke in Egypt. Marlow thanked Jane M. Hollister."),
    ("Wheat and rain", "Farmers in France waited. Jane Hollister said nothing."),
)


@pytest.fixture(autouse=True)
def known() -> None:
    for code in ("IR", "RU", "EG", "FR"):
        make.country(code)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    """What waits for the end of a transaction is done at once, and here: tests end none."""
    settings.IMPORT_IN_BACKGROUND = False
    monkeypatch.setattr("django.db.transaction.on_commit", lambda job: job())


@pytest.fixture
def ann() -> Author:
    return Author(User.objects.create_superuser("ann"), "I read it")


@pytest.fixture
def files(tmp_path: Path) -> str:
    return write(tmp_path / "news.jsonl", TEXTS)


def write(path: Path, texts: tuple[tuple[str, str], ...]) -> str:
    rows = ({"id": str(n), "title": title, "text": text} for n, (title, text) in enumerate(texts))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def article(title: str = "Talks in Tehran") -> Article:
    return Article.objects.get(title=title)


def jane() -> Person:
    return Person.objects.get(slug="jane-hollister")


def peter() -> Person:
    return Person.objects.get(slug="peter-marlow")


def people(title: str = "Talks in Tehran") -> set[str]:
    return set(article(title).person_links.values_list("person__slug", flat=True))


def countries(title: str = "Talks in Tehran") -> set[str]:
    return set(article(title).country_links.values_list("country__code", flat=True))


def state() -> dict[str, list[list[object]]]:
    """All links of the archive with everything that they hold, by the title of the article."""
    columns = ("in_title", "mentions", "evidence", "about", "confidence")
    found = {}
    for row in Article.objects.all():
        links = [list(link) for link in row.person_links.values_list("person__slug", *columns, "role")]
        links += [list(link) for link in row.country_links.values_list("country__code", *columns)]
        found[row.title] = sorted(links, key=str)
    return found


def relink() -> None:
    call_command("relink", verbosity=0)


def again(files: str) -> None:
    """Take every stored batch back and import the files again."""
    for batch in Batch.objects.filter(status=Batch.Status.DONE).order_by("-pk"):
        undo(batch)
    assert not Article.objects.exists()
    import_paths([files])


def test_a_rejected_link_is_gone_and_stays_away(files: str, ann: Author) -> None:
    import_paths([files])
    assert people() == {"jane-hollister", "peter-marlow"}
    corrections.reject(article(), jane(), ann)
    corrections.reject(article(), make.country("RU"), ann)
    for step in (lambda: None, relink, lambda: again(files)):
        step()
        assert people() == {"peter-marlow"}
        assert countries() == {"IR"}
        assert "jane-hollister" in people("Wheat and rain")


def test_taking_a_correction_back_leaves_no_trace(files: str, ann: Author) -> None:
    import_paths([files])
    before = state()
    row = corrections.reject(article(), jane(), ann)
    assert state() != before
    corrections.revert(row, Author(ann.user, "I was wrong"))
    assert state() == before
    assert not FoundLinks.objects.exists()
    row.refresh_from_db()
    assert (row.by_name, row.why, row.reverted_by_name, row.reverted_why) == (
        *("ann", "I read it"),
        *("ann", "I was wrong"),
    )
    with pytest.raises(StaleError, match="ann took it back already: I was wrong"):
        corrections.revert(row, ann)


def test_a_link_that_a_person_added_stays_with_its_words(files: str, ann: Author) -> None:
    import_paths([files])
    corrections.add(article("Wheat and rain"), make.country("EG"), ann)
    corrections.add(article("Wheat and rain"), make.person("The Farmers"), ann, words="farmers")
    for step in (lambda: None, relink, lambda: again(files)):
        step()
        assert countries("Wheat and rain") == {"FR", "EG"}
        link = article("Wheat and rain").person_links.get(person__slug="the-farmers")
        assert [(each["text"], each["rule"]) for each in link.evidence] == [("Farmers", "added by hand")]
    with pytest.raises(StaleError, match="linked with Egypt already"):
        corrections.add(article("Wheat and rain"), make.country("EG"), ann)


def test_a_link_is_moved_to_another_person_in_one_article(files: str, ann: Author) -> None:
    import_paths([files])
    other = new_person("Jane Hollister")
    assert other.slug == "jane-hollister-2"
    evidence = article().person_links.get(person=jane()).evidence
    corrections.move(article(), jane(), other, ann)
    for step in (lambda: None, relink, lambda: again(files)):
        step()
        assert people() == {"jane-hollister-2", "peter-marlow"}
        assert article().person_links.get(person__slug="jane-hollister-2").evidence == evidence
        assert "jane-hollister" in people("Wheat and rain")


def test_words_lead_to_another_person_or_nobody_in_every_article(files: str, ann: Author) -> None:
    import_paths([files])
    row = corrections.move_form(peter(), "marlow", new_person("Paul Marlow"), ann)
    assert row.concerned == 1
    corrections.reject_form(make.country("RU"), "Russia", ann)
    for step in (lambda: None, relink, lambda: again(files)):
        step()
        assert {"peter-marlow", "paul-marlow"} <= people("A visit to Cairo")
        assert "paul-marlow" not in people()
        assert countries() == {"IR"}
        texts = [
            each["text"] for each in article("A visit to Cairo").person_links.get(person=peter()).evidence
        ]
        assert texts == ["Peter Marlow"]


def test_two_people_are_one_for_links_imports_and_addresses(client, files: str, ann: Author) -> None:
    import_paths([files])
    before = state()
    short, long = jane(), Person.objects.get(slug="jane-m-hollister")
    row = corrections.merge(long, short, ann)
    for step in (lambda: None, relink, lambda: again(files)):
        step()
        assert people("A visit to Cairo") == {"peter-marlow", "jane-hollister"}
    answer = client.get("/leaders/jane-m-hollister")
    assert (answer.status_code, answer["Location"]) == (302, "/leaders/jane-hollister")
    for name in ("jane-m-hollister", '"Jane M. Hollister"', "jane-hollister"):
        page = client.get("/search", {"q": f"leader:{name}"}).content.decode()
        assert "A visit to Cairo" in page
        assert "Wheat and rain" in page
    corrections.revert(row, ann)
    assert state() == before
    assert client.get("/leaders/jane-m-hollister").status_code == 200


def test_a_decision_about_someone_merged_meanwhile_says_so_and_none_is_lost(files: str, ann: Author) -> None:
    import_paths([files])
    long = Person.objects.get(slug="jane-m-hollister")
    corrections.reject(article("A visit to Cairo"), long, ann)
    corrections.merge(long, jane(), ann)
    assert people("A visit to Cairo") == {"peter-marlow"}
    with pytest.raises(StaleError, match=r"are one person by ann.*decide about Jane Hollister"):
        corrections.reject_form(long, "Hollister", ann)
    with pytest.raises(StaleError, match=r"That is Jane Hollister already|are one person"):
        corrections.merge(jane(), long, ann)
    with pytest.raises(StaleError, match="not linked with Jane Hollister"):
        corrections.reject(article("A visit to Cairo"), jane(), ann)


def test_names_and_articles_are_split_off_one_person(files: str, ann: Author) -> None:
    import_paths([files])
    before = state()
    other = new_person("Jane Hollister")
    row = corrections.split(jane(), other, ann, articles=[article("Wheat and rain")], forms=["Hollister"])
    assert row.concerned == 2
    relink()
    assert people("Wheat and rain") == {"jane-hollister-2"}
    assert people() == {"jane-hollister", "jane-hollister-2", "peter-marlow"}
    corrections.revert(row, ann)
    assert state() == before


def test_an_alias_is_found_in_articles_stored_before_and_after(
    files: str, ann: Author, tmp_path: Path
) -> None:
    import_paths([files])
    before = state()
    lead = make.leader("Ali Rezaei", make.country("IR"))
    row = corrections.by_name(Correction.Kind.ALIAS, lead, {"text": "Peter Marlow"}, ann)
    row.refresh_from_db()
    assert not row.pending
    assert row.done == row.concerned == 2
    assert people() == {"jane-hollister", "ali-rezaei"}
    import_paths([write(tmp_path / "b.jsonl", (("Later", "Peter Marlow slept in Iran."),))], source="Other")
    assert people("Later") == {"ali-rezaei"}
    corrections.revert(row, ann)
    after = state()
    assert people("Later") == {"peter-marlow"}
    assert {title: after[title] for title in before} == before


def test_an_office_tells_whom_a_surname_means(tmp_path: Path, ann: Author) -> None:
    texts = (("Iran", "President Rezaei spoke in Iran."),)
    make.person("Ali Rezaei", origin="reference")
    import_paths([write(tmp_path / "a.jsonl", texts)])
    assert people("Iran") == set()
    office = {"country": "IR", "kind": "head_of_state", "title": "President", "start": "2001", "end": ""}
    row = corrections.by_name(
        Correction.Kind.OFFICE, Person.objects.get(slug="ali-rezaei"), {"before": None, "after": office}, ann
    )
    assert Office.objects.count() == 1
    assert people("Iran") == {"ali-rezaei"}
    corrections.revert(row, ann)
    assert people("Iran") == set()
    assert not Office.objects.exists()


def test_many_articles_are_done_in_the_background_and_a_killed_work_goes_on(
    files: str, ann: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_paths([files])
    monkeypatch.setattr(corrections, "FEW", 1)
    monkeypatch.setattr("articles.importing.correction_jobs.AT_ONCE", 1)
    calls = []

    def dying(articles: list[int]) -> int:
        calls.append(articles)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return redo(articles)

    monkeypatch.setattr("articles.importing.correction_jobs.redo", dying)
    monkeypatch.setattr("django.db.transaction.on_commit", lambda job: None)
    row = corrections.reject_form(jane(), "Jane Hollister", ann)
    assert row.pending
    assert row.concerned == 2
    with pytest.raises(KeyboardInterrupt):
        call_command("apply_correction", row.pk)
    row.refresh_from_db()
    assert (row.pending, row.done) == (True, 1)
    call_command("apply_correction", row.pk)
    row.refresh_from_db()
    assert (row.pending, row.done) == (False, 2)
    assert len(calls) == 3
    assert "jane-hollister" not in people("Wheat and rain")


@pytest.fixture
def article_by_article(monkeypatch: pytest.MonkeyPatch):
    """Calls something once the first article of the next import is stored."""

    def arrange(something) -> None:
        write = Writer.write
        calls = []

        def then(self, works, verdicts) -> None:
            write(self, works, verdicts)
            calls.append(works)
            if len(calls) == 1:
                something()

        monkeypatch.setattr("articles.importing.pipeline.CHUNK_ARTICLES", 1)
        monkeypatch.setattr(Writer, "write", then)

    return arrange


def test_what_is_decided_while_an_import_runs_holds_for_all_of_it(
    files: str, ann: Author, article_by_article
) -> None:
    article_by_article(lambda: corrections.reject_form(jane(), "Jane Hollister", ann))
    import_paths([files])
    assert Correction.objects.get().concerned == 1
    assert people("Wheat and rain") == set()
    assert "jane-hollister" in people()  # by "Hollister", of which nothing was said


def test_a_name_that_is_added_while_an_import_runs_holds_for_all_of_it(
    files: str, ann: Author, article_by_article
) -> None:
    lead = make.leader("Ali Rezaei", make.country("IR"))
    data = {"text": "Peter Marlow"}
    article_by_article(lambda: corrections.by_name(Correction.Kind.ALIAS, lead, data, ann))
    import_paths([files])
    assert "ali-rezaei" in people()
    assert "ali-rezaei" in people("A visit to Cairo")


def test_nobody_waits_for_long_and_nothing_is_half_done(
    files: str, ann: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_paths([files])
    monkeypatch.setattr(decisions, "PATIENCE", "100ms")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [decisions.DECISIONS_LOCK])
    try:
        with pytest.raises(decisions.BusyError, match="Nothing was changed; try again in a minute"):
            corrections.reject(article(), jane(), ann)
    finally:
        other.close()
    assert not Correction.objects.exists()
    assert "jane-hollister" in people()


def test_a_relink_that_was_killed_goes_on_and_counts_all(
    files: str, ann: Author, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import_paths([files])
    make.leader("Peter Marlow", make.country("EG"))
    Article.objects.get(title="Wheat and rain").person_links.all().delete()
    monkeypatch.setattr(relinking, "AT_ONCE", 1)
    written = []
    write_found = relinking.write_found

    def dying(rows, found):
        written.extend(rows)
        if len(written) == 2:
            raise KeyboardInterrupt
        return write_found(rows, found)

    monkeypatch.setattr(relinking, "write_found", dying)
    with pytest.raises(KeyboardInterrupt):
        relink()
    run = RelinkRun.objects.get()
    assert (run.done, run.finished) == (1, None)
    relink()
    run.refresh_from_db()
    assert run.finished is not None
    assert [row.title for row in written] == [TEXTS[0][0], TEXTS[1][0], TEXTS[1][0], TEXTS[2][0]]
    assert "3 articles: 1 links added, 0 removed, 8 kept." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "done"),
    [
        (["--country", "eg"], 1),
        (["--person", "peter-marlow"], 2),
        (["--since", "2020-01-01"], 3),
        (["--since", "2999-01-01"], 0),
    ],
)
def test_a_part_of_the_archive_is_linked_anew(files: str, options: list[str], done: int) -> None:
    import_paths([files])
    call_command("relink", *options)
    assert RelinkRun.objects.get().done == done


def test_a_relink_knows_the_day_of_publication(tmp_path: Path) -> None:
    make.leader("Ali Rezaei", make.country("IR"), start="2001-01-01", end="2004-01-01")
    make.leader("Hassan Rezaei", make.country("IR"), start="2015-01-01", end="2018-01-01")
    row = {"id": "1", "title": "Iran", "text": "President Rezaei spoke in Iran.", "date": "2002-05-06"}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    import_paths([str(path)])
    assert people("Iran") == {"ali-rezaei"}
    relink()
    assert people("Iran") == {"ali-rezaei"}
