"""The launcher with real servers: first starts, whatever a crash leaves behind, many processes at once."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from newsarchive.postgres import server
from newsarchive.postgres.places import Places, locate
from newsarchive.postgres.process import is_alive, read_pid_file

pytestmark = pytest.mark.server

START = "import sys; from newsarchive.postgres.server import ensure_running; ensure_running(sys.argv[1])"


def fast_disk() -> Path:
    """Memory where there is enough of it: initdb waits for the disk, and these tests make many clusters."""
    memory = Path("/dev/shm")
    if (
        memory.exists()
        and shutil.disk_usage(memory).free > 2**30
        and not os.statvfs(memory).f_flag & os.ST_NOEXEC
    ):
        return memory
    return Path("/tmp")


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """A folder that any account may enter; servers of the state folders in it are ended afterwards."""
    top = Path(tempfile.mkdtemp(prefix="news archive ", dir=fast_disk()))
    top.chmod(0o755)
    try:
        yield top
    finally:
        for folder in (*top.iterdir(), *top.glob("*/var")):
            if folder.is_dir():
                end_server(folder)
        shutil.rmtree(top)


@pytest.fixture
def new_root() -> Iterator[Path]:
    """A state folder to be."""
    with folder_for_all() as top:
        yield top / "var"


@pytest.fixture(scope="module")
def stopped() -> Iterator[Path]:
    """A state folder with a cluster, to be copied: initdb takes most of the time of a first start."""
    with folder_for_all() as top:
        server.ensure_running(top / "var")
        server.stop(top / "var")
        yield top / "var"


@pytest.fixture
def root(stopped: Path) -> Iterator[Path]:
    """A state folder with a cluster, whose server is not up."""
    with folder_for_all() as top:
        subprocess.run(["/bin/cp", "-a", stopped, top], check=True)
        (locate(top / "var").log).unlink()
        yield top / "var"


def end_server(root: Path) -> None:
    """End the server of a state folder by its pid, and remove what it has outside."""
    places = locate(root)
    with suppress(FileNotFoundError):
        if postmaster := server.find_postmaster(places.data):
            kill(postmaster.pid, signal.SIGQUIT)
        if not places.run.is_relative_to(root):
            shutil.rmtree(places.run, ignore_errors=True)
        if not places.home.is_relative_to(root):
            shutil.rmtree(places.home)


def kill(pid: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Signal a process and wait until it is gone."""
    os.kill(pid, how)
    while is_alive(pid):
        time.sleep(0.01)


def pid_of(places: Places) -> int:
    """The pid of a server that is up."""
    postmaster = read_pid_file(places.data)
    assert postmaster is not None
    return postmaster.pid


def query(places: Places, statement: str, database: str = "postgres") -> object:
    """The first value that a statement gives, None when it gives no rows."""
    with psycopg.connect(**places.address, dbname=database, autocommit=True) as connection:
        result = connection.execute(statement)
        row = result.fetchone() if result.description else None
    return row and row[0]


def starts(root: Path, number: int) -> list[subprocess.Popen[str]]:
    """So many processes that want the server at the same time."""
    return [
        subprocess.Popen([sys.executable, "-c", START, root], stderr=subprocess.PIPE, text=True)
        for _ in range(number)
    ]


def finish(processes: list[subprocess.Popen[str]]) -> None:
    """Wait for processes, which must succeed."""
    for each in processes:
        _, errors = each.communicate(timeout=60)
        assert each.returncode == 0, errors


# The server that a first start makes


def test_the_first_start_makes_a_private_server_with_the_right_locale(
    new_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    monkeypatch.setenv("PGPORT", "6000")
    monkeypatch.setenv("PGDATA", "/nowhere")
    places = server.ensure_running(new_root)
    assert query(places, "SELECT lower('ÉCOLE İzmir') COLLATE \"default\"") == "école i̇zmir"
    assert query(places, "SELECT datlocale FROM pg_database WHERE datname = 'template1'") == "PG_UNICODE_FAST"
    words = query(
        places, "SELECT tsvector_to_array(to_tsvector('simple', '“aid” – Iran’s «мир»، قال، 北京。'))"
    )
    assert set(words) == {"aid", "iran", "s", "мир", "قال", "北京"}
    settings = {
        name: query(places, f"SELECT current_setting('{name}')")
        for name in (
            "listen_addresses",
            "data_checksums",
            "jit",
            "max_connections",
            "server_encoding",
            "port",
        )
    }
    assert settings == {
        "listen_addresses": "",
        "data_checksums": "on",
        "jit": "off",
        "max_connections": "50",
        "server_encoding": "UTF8",
        "port": "5432",
    }
    assert places.run.stat().st_mode & 0o777 == 0o700
    assert places.home.stat().st_mode & 0o777 == 0o700
    assert "ready to accept connections" in places.log.read_text()
    for extension in ("pg_trgm", "unaccent", "btree_gin"):
        query(places, f"CREATE EXTENSION {extension}")


def test_a_machine_without_the_usual_locale_takes_the_next(
    new_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsarchive.postgres.cluster.LETTERS", ("xx_NOWHERE.UTF-8", "C.UTF-8"))
    places = server.ensure_running(new_root)
    assert query(places, "SELECT datctype FROM pg_database WHERE datname = 'template1'") == "C.UTF-8"


def test_the_second_start_finds_the_server_up(root: Path) -> None:
    first = pid_of(server.ensure_running(root))
    begun = time.perf_counter()
    for _ in range(20):
        places = server.ensure_running(root)
    assert (time.perf_counter() - begun) / 20 < 0.005  # measured 0.1 ms
    assert pid_of(places) == first


def test_the_server_outlives_ctrl_c_and_its_starter(root: Path) -> None:
    code = f"{START}; print('up', flush=True); import time; time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", code, root],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == b"up\n"
        pid = pid_of(locate(root))
        assert os.getsid(pid) not in {starter.pid, os.getsid(0)}
        os.killpg(starter.pid, signal.SIGINT)
    assert is_alive(pid)
    assert pid_of(server.ensure_running(root)) == pid


def test_five_first_starts_at_once_make_one_server(new_root: Path) -> None:
    finish(starts(new_root, 5))
    places = server.ensure_running(new_root)
    assert places.log.read_text().count("starting PostgreSQL") == 1


def test_a_path_that_no_socket_address_can_hold(new_root: Path) -> None:
    new_root = new_root.with_name("ä" * 60)
    places = server.ensure_running(new_root)
    assert places.run.parent == Path("/tmp")
    assert query(places, "SELECT 1") == 1
    assert server.stop(new_root)


# Status and stop


def test_status_and_stop(new_root: Path) -> None:
    assert server.status(new_root).state == "absent"
    assert not new_root.exists()
    assert not server.stop(new_root)
    places = server.ensure_running(new_root)
    found = server.status(new_root)
    assert (found.state, found.pid, found.version) == ("running", pid_of(places), 18)
    with psycopg.connect(**places.address, dbname="postgres"):  # a session does not keep it up
        assert server.stop(new_root)
    assert found.pid is not None
    assert not is_alive(found.pid)
    assert server.status(new_root).state == "stopped"
    assert not server.stop(new_root)
    assert query(server.ensure_running(new_root), "SELECT 1") == 1


# What a crash leaves behind


def test_four_commands_after_a_kill_while_an_orphan_still_works(root: Path) -> None:
    places = server.ensure_running(root)
    query(places, "CREATE TABLE kept AS SELECT 42 AS answer")
    with closing(psycopg.connect(**places.address, dbname="postgres", autocommit=True)) as busy:
        # A backend that computes does not notice at once that its postmaster is gone.
        busy.pgconn.send_query(b"SELECT sum(i) FROM (SELECT generate_series(1, 60000000) i) n")
        time.sleep(0.2)
        kill(pid_of(places))
        finish(starts(root, 4))
    assert query(server.ensure_running(root), "SELECT answer FROM kept") == 42
    said = places.log.read_text()
    assert "pre-existing shared memory block" in said
    assert said.count("ready to accept connections") == 2


@pytest.mark.parametrize("leftover", ["stranger", "zombie", "nothing"])
def test_a_stale_pid_does_not_keep_the_server_from_starting(root: Path, leftover: str) -> None:
    places = server.ensure_running(root)
    server.stop(root)
    command = "/bin/true" if leftover == "zombie" else "/bin/sleep"
    with subprocess.Popen([command, "60"]) as other:
        time.sleep(0.1)
        pid = "" if leftover == "nothing" else other.pid
        content = f"{pid}\n{places.data}\n1\n5432\n{places.run}\n\n1 2\nready   \n"
        for file in (places.data / "postmaster.pid", Path(f"{places.socket}.lock")):
            file.write_text(content if pid else "")
        assert server.status(root).state == "stopped"
        assert query(server.ensure_running(root), "SELECT 1") == 1
        other.kill()


def test_a_killed_first_start_leaves_nothing_half_made(new_root: Path) -> None:
    """Only the launcher is killed: its initdb goes on, and nobody may clear that away under it."""
    starter = starts(new_root, 1)[0]
    unfinished = locate(new_root).home / "data.new"
    while not (unfinished / "base").exists():
        time.sleep(0.005)
    starter.kill()
    starter.communicate()
    assert query(server.ensure_running(new_root), "SELECT 1") == 1


def test_a_killed_initdb_is_begun_again(new_root: Path) -> None:
    unfinished = locate(new_root).home / "data.new"
    starter = starts(new_root, 1)[0]
    while not (unfinished / "base").exists():
        time.sleep(0.005)
    starter.kill()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"--pgdata={unfinished}".encode() in (folder / "cmdline").read_bytes():
                kill(int(folder.name))
    starter.communicate()
    assert not locate(new_root).data.exists()
    assert query(server.ensure_running(new_root), "SELECT 1") == 1


def test_a_deleted_state_folder_begins_anew(root: Path) -> None:
    """The old server must not take the new one's socket with it when it goes."""
    old = pid_of(server.ensure_running(root))
    shutil.rmtree(root)
    places = server.ensure_running(root)
    assert not is_alive(old)
    assert query(places, "SELECT 1") == 1


def test_a_moved_state_folder_keeps_its_server(root: Path) -> None:
    pid = pid_of(server.ensure_running(root))
    moved = root.rename(root.with_name("moved"))
    assert pid_of(server.ensure_running(moved)) == pid
    assert server.stop(moved)
    assert not is_alive(pid)


def test_a_server_of_another_container_is_used_and_left_alone(root: Path) -> None:
    """Containers that share the folder see each other's socket, but not each other's pids."""
    elsewhere = ["unshare", "--pid", "--fork", "--mount-proc", sys.executable, "-c"]
    if subprocess.run([*elsewhere, "pass"], capture_output=True).returncode:
        pytest.skip("no process namespaces here")
    pid = pid_of(server.ensure_running(root))
    subprocess.run([*elsewhere, START, root], check=True, timeout=30)
    stop = "import sys; from newsarchive.postgres.server import stop; stop(sys.argv[1])"
    refused = subprocess.run([*elsewhere, stop, root], capture_output=True, text=True, timeout=30)
    assert "Another container runs the server" in refused.stderr
    assert pid_of(server.ensure_running(root)) == pid
    assert is_alive(pid)
