"""Databases of a real server, saved and restored, and `manage.py postgres`, the command over all that."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.core.management import CommandError, call_command

from articles.management.commands.postgres import Command
from newsarchive.postgres import databases, server
from newsarchive.postgres.errors import PostgresError
from newsarchive.postgres.places import Places
from tests.test_postgres_server import folder_for_all, query

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def places() -> Iterator[Places]:
    """A server for all tests of this module."""
    with folder_for_all() as top:
        yield server.ensure_running(top / "var")


@pytest.fixture
def news(places: Places) -> str:
    """The name of a fresh database with one table."""
    query(places, "DROP DATABASE IF EXISTS news WITH (FORCE)")
    databases.create_database(places, "news")
    query(places, "CREATE EXTENSION pg_trgm", "news")
    query(
        places,
        "CREATE TABLE kept AS SELECT 'École' AS name, repeat(md5(i::text), 20) AS body "
        "FROM generate_series(1, 1000) i",
        "news",
    )
    return "news"


def names(places: Places) -> set[str]:
    """The databases that the server has."""
    listed = query(places, "SELECT array_agg(datname::text) FROM pg_database WHERE NOT datistemplate")
    assert isinstance(listed, list)
    return set(listed)


def test_making_a_database_that_is_there_changes_nothing(places: Places, news: str) -> None:
    databases.create_database(places, news)
    assert query(places, "SELECT count(*) FROM kept", news) == 1000


def test_a_restore_brings_back_what_was_saved(places: Places, news: str, tmp_path: Path) -> None:
    databases.dump(places, news, tmp_path / "news.dump")
    assert (tmp_path / "news.dump").stat().st_mode & 0o777 == 0o600
    query(places, "UPDATE kept SET name = 'changed'", news)
    databases.restore(places, news, tmp_path / "news.dump")
    assert query(places, "SELECT lower(name) FROM kept WHERE name % 'École' LIMIT 1", news) == "école"
    assert query(places, "SELECT reltuples FROM pg_class WHERE relname = 'kept'", news) == 1000
    assert names(places) == {"postgres", "news"}
    assert [path.name for path in tmp_path.iterdir()] == ["news.dump"]


def test_a_database_in_use_can_be_restored(places: Places, news: str, tmp_path: Path) -> None:
    databases.dump(places, news, tmp_path / "news.dump")
    with psycopg.connect(**places.address, dbname=news, autocommit=True) as reader:
        databases.restore(places, news, tmp_path / "news.dump")
        with pytest.raises(psycopg.OperationalError):
            reader.execute("SELECT 1")
        reader.close()
    assert query(places, "SELECT count(*) FROM kept", news) == 1000


def test_a_database_that_is_gone_can_be_restored(places: Places, news: str, tmp_path: Path) -> None:
    databases.dump(places, news, tmp_path / "news.dump")
    query(places, "DROP DATABASE news")
    databases.restore(places, news, tmp_path / "news.dump")
    assert query(places, "SELECT count(*) FROM kept", news) == 1000


@pytest.mark.parametrize("damage", ["truncated", "no dump", "missing"])
def test_a_failed_restore_leaves_the_old_database(
    places: Places, news: str, tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "news.dump"
    databases.dump(places, news, file)
    query(places, "UPDATE kept SET name = 'newer'", news)
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-5000] if damage == "truncated" else b"something else")
    with pytest.raises(PostgresError, match=r"pg_restore failed|There is no file"):
        databases.restore(places, news, file)
    assert query(places, "SELECT DISTINCT name FROM kept", news) == "newer"
    assert names(places) == {"postgres", "news"}


def test_what_a_killed_restore_left_is_cleared_away(places: Places, news: str, tmp_path: Path) -> None:
    databases.dump(places, news, tmp_path / "news.dump")
    for leftover in ("news_restoring", "news_replaced"):
        databases.create_database(places, leftover)
    databases.restore(places, news, tmp_path / "news.dump")
    assert names(places) == {"postgres", "news"}


def test_two_restores_at_once_are_refused(places: Places, news: str, tmp_path: Path) -> None:
    databases.dump(places, news, tmp_path / "news.dump")
    with psycopg.connect(**places.address, dbname="postgres", autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [databases.RESTORE_LOCK])
        with pytest.raises(PostgresError, match="Another restore"):
            databases.restore(places, news, tmp_path / "news.dump")


def test_a_dump_that_cannot_be_written_leaves_no_file(places: Places, news: str, tmp_path: Path) -> None:
    (tmp_path / "news.dump").mkdir()
    for file in (tmp_path / "no" / "folder" / "news.dump", tmp_path / "news.dump"):
        with pytest.raises(PostgresError, match="Cannot write"):
            databases.dump(places, news, file)
    assert [path.name for path in tmp_path.iterdir()] == ["news.dump"]
    with pytest.raises(PostgresError, match="does not exist"):
        databases.dump(places, "no_such_database", tmp_path / "none.dump")


# The command


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A state folder to be, which is that of the settings."""
    with folder_for_all() as top:
        database = {
            "ENGINE": "newsarchive.postgres",
            "NAME": "newsarchive",
            "EMBEDDED_ROOT": str(top / "var"),
        }
        chosen = SimpleNamespace(DATABASES={"default": database})
        monkeypatch.setattr("articles.management.commands.postgres.settings", chosen)
        yield top / "var"


def test_the_command_starts_shows_and_stops_the_server(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match=r"There is no database in .* yet") as failure:
        call_command(Command(), "status")
    assert failure.value.returncode == 3
    call_command(Command(), "start")
    call_command(Command(), "status")
    call_command(Command(), "stop")
    call_command(Command(), "stop")
    said = capsys.readouterr().out.splitlines()
    assert [line.split("; ")[0] for line in said] == [
        "PostgreSQL is running",
        "PostgreSQL 18 is running",
        "PostgreSQL has stopped. It starts again with the next connection.",
        "PostgreSQL was not running.",
    ]
    with pytest.raises(CommandError, match="PostgreSQL 18 is stopped") as failure:
        call_command(Command(), "status")
    assert failure.value.returncode == 3


def test_the_command_saves_and_restores(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    call_command(Command(), "start")
    places = server.ensure_running(root)
    query(places, "CREATE TABLE kept AS SELECT 1 AS one", "newsarchive")
    call_command(Command(), "dump")
    (file,) = tmp_path.glob("newsarchive-20*.dump")
    query(places, "DROP TABLE kept", "newsarchive")
    call_command(Command(), "restore", str(file))
    assert query(places, "SELECT one FROM kept", "newsarchive") == 1
    assert f"Restored the database newsarchive from {file}." in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"There is no file nowhere\.dump"):
        call_command(Command(), "restore", "nowhere.dump")
