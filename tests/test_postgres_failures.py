"""Failures of real servers that a person has to mend, and what the errors say; the limit of the log."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from newsarchive.postgres import log, server
from newsarchive.postgres.errors import PostgresError
from tests.test_postgres_server import folder_for_all, query

pytestmark = pytest.mark.server


@pytest.fixture
def root() -> Iterator[Path]:
    """A state folder to be."""
    with folder_for_all() as top:
        yield top / "var"


def test_a_server_that_does_not_start_shows_its_log(root: Path) -> None:
    places = server.ensure_running(root)
    server.stop(root)
    with (places.data / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    with pytest.raises(PostgresError, match=r"does not start.*server\.log.*(?s:.*)no_such_setting"):
        server.ensure_running(root)


def test_data_of_another_version_are_not_touched(root: Path) -> None:
    places = server.ensure_running(root)
    server.stop(root)
    (places.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(PostgresError, match=r"made by PostgreSQL 17"):
        server.ensure_running(root)
    (places.data / "PG_VERSION").write_text("18\n")
    assert query(server.ensure_running(root), "SELECT 1") == 1


def test_a_lost_socket_is_an_error_with_advice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = server.ensure_running(root)
    places.socket.unlink()
    monkeypatch.setattr(server, "LOST_SOCKET_TIMEOUT", 0.1)
    with pytest.raises(PostgresError, match=r"its socket .* is gone.*postgres stop"):
        server.ensure_running(root)
    assert server.stop(root)
    assert query(server.ensure_running(root), "SELECT 1") == 1


def test_the_log_is_limited(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = server.ensure_running(root)
    monkeypatch.setattr(log, "LOG_LIMIT", 100)
    server.ensure_running(root)
    assert "ready to accept" in places.log.with_name("server.log.1").read_text()
    assert places.log.read_text() == ""
    with suppress(psycopg.Error):
        query(places, "SELECT 1/0")
    assert "division by zero" in places.log.read_text()
    assert "\0" not in places.log.read_text()
