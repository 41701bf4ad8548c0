"""The foreign keys of many rows that are copied are checked at once, and hold as if each had been."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg import connect
from psycopg.errors import LockNotAvailable

from articles.importing.copying import copy_rows
from articles.models import Article, ArticleChange, ArticleCountry, ArticlePerson, Person
from articles.models.foreign_keys import MANY
from tests import factories as make

NOT_THERE = 987_654_321


@pytest.fixture
def article(transactional_db: None) -> Article:
    return make.article("Talks go on")


def people() -> list[int]:
    made = Person.objects.bulk_create(Person(name=f"Ann {n}", slug=f"ann-{n}") for n in range(MANY))
    return [person.pk for person in made]


def link(article: int, people: Sequence[int]) -> None:
    fields = ("article", "person", "in_title", "mentions", "evidence", "role", "role_country")
    copy_rows(ArticlePerson, fields, ((article, person, False, 1, "[]", "", None) for person in people))


def role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        return str(cursor.fetchone()[0])


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_rows_that_refer_to_what_is_there_are_stored_and_noted(article: Article) -> None:
    every = people()
    ArticleChange.objects.all().delete()
    with transaction.atomic():
        link(article.pk, every)
        assert role() == "origin"
    assert ArticlePerson.objects.count() == MANY
    assert [note.articles for note in ArticleChange.objects.all()] == [[article.pk]]


@pytest.mark.parametrize("wrong", ["article", "person"])
def test_a_row_that_refers_to_nothing_takes_the_whole_transaction_back(article: Article, wrong: str) -> None:
    every = people()
    key = NOT_THERE if wrong == "article" else article.pk
    every += [NOT_THERE] if wrong == "person" else []
    with pytest.raises(IntegrityError, match=f"by {wrong}_id to 1 rows .* not there"), transaction.atomic():
        link(key, every)
    assert (ArticlePerson.objects.count(), role()) == (0, "origin")


def test_who_catches_the_error_cannot_commit(article: Article) -> None:
    every = people()
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            link(article.pk, [*every, NOT_THERE])
        assert connection.needs_rollback
    assert ArticlePerson.objects.count() == 0


def test_a_row_that_is_referred_to_stays_until_the_transaction_has_ended(article: Article) -> None:
    every = people()
    values = connection.get_connection_params()
    own = {name: values[name] for name in ("host", "port", "dbname", "user", "password") if values.get(name)}
    with transaction.atomic():
        link(article.pk, every)
        with connect(**own) as other:
            other.execute("SET lock_timeout = '100ms'")
            with pytest.raises(LockNotAvailable):
                other.execute("DELETE FROM articles_person WHERE id = %s", [every[-1]])
    with pytest.raises(IntegrityError):
        run(f"DELETE FROM articles_person WHERE id = {every[-1]}")


def test_a_trigger_that_somebody_adds_runs_for_each_row(article: Article) -> None:
    """One that does not always run: then PostgreSQL checks each row as ever."""
    every = people()
    run("CREATE TABLE seen (person bigint)")
    run(
        "CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN INSERT INTO seen VALUES (NEW.person_id); RETURN NULL; END $$"
    )
    run("CREATE TRIGGER see AFTER INSERT ON articles_articleperson FOR EACH ROW EXECUTE FUNCTION see()")
    try:
        with transaction.atomic():
            link(article.pk, every)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM seen")
            assert cursor.fetchone() == (MANY,)
        with pytest.raises(IntegrityError), transaction.atomic():
            link(make.article("Talks end").pk, [*every, NOT_THERE])
    finally:
        run("DROP FUNCTION see() CASCADE; DROP TABLE seen")


def test_who_may_not_leave_triggers_out_has_each_row_checked(article: Article) -> None:
    every = people()
    run("DROP ROLE IF EXISTS plain_writer; CREATE ROLE plain_writer")
    run("GRANT ALL ON ALL TABLES IN SCHEMA public TO plain_writer")
    run("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO plain_writer")
    try:
        run("SET ROLE plain_writer")
        with transaction.atomic():
            link(article.pk, every)
        assert ArticlePerson.objects.count() == MANY
        with pytest.raises(IntegrityError), transaction.atomic():
            link(make.article("Talks end").pk, [NOT_THERE, *every])
    finally:
        run("RESET ROLE")
        run("DROP OWNED BY plain_writer; DROP ROLE plain_writer")


def test_constraints_hold_again_for_what_is_written_behind_it(article: Article) -> None:
    every = people()

    def write() -> None:
        link(article.pk, every)
        ArticleCountry.objects.create(article=article, country_id=NOT_THERE)

    with pytest.raises(IntegrityError):
        transaction.atomic(write)()
    assert ArticlePerson.objects.count() == 0
