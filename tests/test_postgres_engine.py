"""The Django engine in a project of its own, each step a process as in real life."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_postgres_server import folder_for_all

pytestmark = pytest.mark.server

PROJECT = Path(__file__).resolve().parent.parent
SETTINGS = """
import os
SECRET_KEY = "x"
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "newsarchive.postgres",
        "NAME": "newsarchive",
        "EMBEDDED_ROOT": os.environ["TEST_ROOT"],
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
"""


class Site:
    """A Django project with an embedded database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "var"
        (folder / "tiny_settings.py").write_text(SETTINGS)
        self.environment = {
            **os.environ,
            "TEST_ROOT": str(self.root),
            "DJANGO_SETTINGS_MODULE": "tiny_settings",
            "PYTHONPATH": os.pathsep.join([str(folder), str(PROJECT), os.environ.get("PYTHONPATH", "")]),
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A Python process with these arguments, with every warning an error."""
        return subprocess.Popen(
            [sys.executable, "-W", "error", *arguments],
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        """Exit status and everything printed."""
        with self.start(*arguments) as process:
            printed, complaints = process.communicate(timeout=60)
            return process.returncode, printed + complaints

    def manage(self, *arguments: str) -> tuple[int, str]:
        """`manage.py` with these arguments."""
        return self.run("-m", "django", *arguments)

    def sql(self, *statements: str, after: str = "") -> list[object]:
        """The first values that statements give over Django's connection."""
        code = f"""
import django, json, os, signal, sys; django.setup()
from django.db import connection
def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None
{after}
print(json.dumps([sql(statement) for statement in sys.argv[1:]]))
"""
        status, printed = self.run("-c", code, *statements)
        assert status == 0, printed
        values: list[object] = json.loads(printed)
        return values


@pytest.fixture
def site() -> Iterator[Site]:
    """A project below a folder that any account may enter."""
    with folder_for_all() as folder:
        yield Site(folder)


def test_importing_settings_starts_nothing(site: Site) -> None:
    code = "import django; django.setup(); from django.db import connection; connection.settings_dict"
    assert site.run("-c", code) == (0, "")
    assert site.manage("check") == (0, "System check identified no issues (0 silenced).\n")
    assert not site.root.exists()


def test_the_first_connection_starts_the_server_and_makes_the_database(site: Site) -> None:
    values = site.sql("SELECT current_database()", "SELECT lower('École')", "SHOW listen_addresses")
    assert values == ["newsarchive", "école", ""]


def test_three_first_connections_at_once(site: Site) -> None:
    code = "import django; django.setup(); from django.db import connection; connection.ensure_connection()"
    for process in [site.start("-c", code) for _ in range(3)]:
        assert process.communicate(timeout=60) == ("", "")
        assert process.returncode == 0


def test_a_connection_waits_while_the_server_recovers(site: Site) -> None:
    """A killed backend makes the whole server begin anew, and refuse connections (57P03) meanwhile.

    Until the server has noticed the death it takes new connections, to end them at once: that is waited for.
    """
    kill_a_backend = """
backend = sql("SELECT pg_backend_pid()")
os.kill(backend, signal.SIGKILL)
connection.close()
while os.path.exists(f"/proc/{backend}"):
    pass
"""
    assert site.sql("SELECT 1", after=kill_a_backend) == [1]


def test_a_long_process_finds_the_server_again_after_a_stop(site: Site) -> None:
    stop = """
sql("SELECT 1")
from newsarchive.postgres.server import stop
assert stop(os.environ["TEST_ROOT"])
connection.close_if_unusable_or_obsolete()
connection.close()
"""
    assert site.sql("SELECT 1", after=stop) == [1]


def test_a_failure_is_an_operational_error_for_django(site: Site) -> None:
    site.root.write_text("a file where the folder should be")
    code = """
import django; django.setup()
from django.db import OperationalError, connection
try:
    connection.ensure_connection()
except OperationalError as error:
    print(error)
"""
    status, printed = site.run("-c", code)
    assert status == 0
    assert "cannot be used" in printed
    site.root.unlink()


def test_dbshell_is_the_psql_of_the_server(site: Site) -> None:
    status, printed = site.manage("dbshell", "--", "-Atc", "SELECT current_database()")
    assert (status, printed) == (0, "newsarchive\n")
