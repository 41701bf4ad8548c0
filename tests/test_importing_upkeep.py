"""The tables that an import fills are seen to once, when it has ended."""

from typing import Any

import pytest
from django.db import connection

from articles.importing import afterwards
from articles.importing.upkeep import TABLES, see_to_tables, tables_due
from articles.models import Person

MANY = 1_500


def add_people(first: int = 0) -> None:
    numbers = range(first, first + MANY)
    Person.objects.bulk_create(Person(name=f"Ann {n}", slug=f"ann-{n}") for n in numbers)


def planned_rows(table: str) -> float:
    """How many rows the planner believes that a table has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_a_table_is_seen_to_when_much_has_come_and_not_again_before_more_has() -> None:
    see_to_tables()
    assert not tables_due()
    add_people()
    assert list(tables_due()) == ["articles_person"]
    assert see_to_tables() == []
    assert planned_rows("articles_person") == Person.objects.count() >= MANY
    assert not tables_due()


@pytest.mark.django_db(transaction=True)
def test_small_tables_are_seen_to_at_once_and_large_ones_in_a_process_of_its_own(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(afterwards.subprocess, "Popen", lambda command, **_: started.append(command))
    settings.IMPORT_IN_BACKGROUND = True
    see_to_tables()
    add_people()
    afterwards.finish_soon()
    assert (started, tables_due()) == ([], {})
    monkeypatch.setattr(afterwards, "FEW_ROWS", 2 * MANY - 1)
    add_people(MANY)
    afterwards.finish_soon()
    assert [command[-1] for command in started] == ["finish_import"]
    assert list(tables_due()) == ["articles_person"]
    afterwards.finish()
    afterwards.finish_soon()
    assert len(started) == 1


@pytest.mark.django_db
def test_postgresql_leaves_these_tables_to_the_import_until_very_much_has_come() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname::text FROM pg_class WHERE array_to_string(reloptions, ' ') LIKE %s",
            ["%autovacuum_vacuum_insert_threshold=%"],
        )
        assert {row[0] for row in cursor.fetchall() if row[0].startswith("articles_")} == set(TABLES)


@pytest.mark.django_db
def test_within_a_transaction_nothing_is_due() -> None:
    add_people()
    assert not tables_due()
    assert see_to_tables() == []
