"""The environment: every variable is read strictly, and the archive's key is made once and kept to itself."""

import contextlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from newsarchive import environment


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes", True), ("off", False), ("", True)])
def test_a_boolean_is_one_of_a_few_words(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("SOME", value)
    assert environment.boolean("SOME", default=True) is expected


@pytest.mark.parametrize(
    ("read", "value", "says"),
    [
        (environment.boolean, "maybe", "SOME is 'maybe'; it takes 1 or 0"),
        (lambda name: environment.whole_number(name, 1), "-3", "whole number"),
        (lambda name: environment.whole_number(name, 1, least=5), "4", "5 or more"),
        (lambda name: environment.choice(name, "A", ("A", "B")), "c", "one of A, B"),
        (environment.origins, "news.example.org", "scheme and a host"),
        (environment.origins, "https://news.example.org/path", "scheme and a host"),
    ],
)
def test_a_bad_value_is_refused_with_a_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, read: object, value: str, says: str
) -> None:
    monkeypatch.setenv("SOME", value)
    with pytest.raises(ImproperlyConfigured, match=says):
        read("SOME")  # type: ignore[operator]


def test_a_database_address_is_taken_apart() -> None:
    found = environment.database("postgresql://us%40er:p%2Fw@db.example:6432/news?sslmode=require")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "us@er",
        "p/w",
        "db.example",
        "6432",
    )
    assert (found["NAME"], found["OPTIONS"]) == ("news", {"sslmode": "require"})
    by_socket = environment.database("postgres:///news?host=/run/postgresql")
    assert (by_socket["HOST"], by_socket["OPTIONS"]) == ("/run/postgresql", {})


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "postgresql://host", "postgresql://host:port/name", "nonsense"]
)
def test_a_database_address_that_cannot_be_right_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database(url)


@given(st.text())
def test_no_database_address_breaks_the_reader(url: str) -> None:
    with contextlib.suppress(ImproperlyConfigured):
        assert environment.database(url)["NAME"]


def test_the_key_is_made_once_and_only_its_owner_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    key = environment.secret_key(tmp_path)
    assert len(key) > 50
    assert environment.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_a_short_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")
    with pytest.raises(ImproperlyConfigured, match="too short"):
        environment.secret_key(tmp_path)


def run_manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=kept | variables,
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_bad_variable_stops_the_start_with_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    ended = run_manage("check", NEWSARCHIVE_DATA=str(tmp_path), DEBUG="perhaps")
    assert ended.returncode == 1
    assert "DEBUG is 'perhaps'; it takes 1 or 0" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    ended = run_manage("check", NEWSARCHIVE_DATA=str(blocked / "inside"))
    assert ended.returncode == 1
    assert "NEWSARCHIVE_DATA" in ended.stderr


def test_the_production_settings_of_the_readme_pass_the_deployment_check(tmp_path: Path) -> None:
    ended = run_manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        NEWSARCHIVE_DATA=str(tmp_path),
        HTTPS="1",
        ALLOWED_HOSTS="news.example.org",
        CSRF_TRUSTED_ORIGINS="https://news.example.org",
    )
    assert ended.returncode == 0, ended.stderr


def test_importing_the_settings_starts_no_server(tmp_path: Path) -> None:
    assert run_manage("check", NEWSARCHIVE_DATA=str(tmp_path)).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
