"""The launcher. In: the state folder. Out: a running server, one for all processes.

`ensure_running`, `stop` and `status` are the whole interface. Whoever comes first starts it, and nobody
counts references: a server that is up stays up until `stop`.
"""

import fcntl
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from newsarchive.postgres.account import Account, account_for, foreign_data, is_foreign
from newsarchive.postgres.binaries import Binaries, data_version, find_binaries, reachable
from newsarchive.postgres.configuration import MIB, cluster_settings, memory_of_this_machine, server_settings
from newsarchive.postgres.errors import PostgresError
from newsarchive.postgres.places import ROLE, Places, locate, make_private, remember, settle
from newsarchive.postgres.process import accepts, find_deserted, find_postmaster, is_alive, read_pid_file

START_TIMEOUT = 600.0  # seconds; recovery after a crash in the middle of a large import takes minutes
STOP_TIMEOUT = 600.0  # seconds; the last checkpoint writes out everything that is in memory
LOST_SOCKET_TIMEOUT = 10.0  # seconds that a server may be ready without a socket
BLOCKED_TIMEOUT = 60.0  # seconds that leftovers of a killed server may keep a new one from starting
LOG_LIMIT = 10 * MIB  # bytes of server.log; server.log.1 keeps as many again

# Failures that pass: backends of a killed postmaster go within moments, and a server may be coming up
# that an interrupted command had started.
PASSING = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')

LAUNCH = 'umask 077; log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!'


@dataclass(frozen=True)
class Status:
    """How a server stands: "running", "starting", "stopping", "stopped", or "absent" (no data yet)."""

    state: str
    places: Places
    pid: int | None
    version: int | None


def ensure_running(root: str | Path) -> Places:
    """The places of the server of this state folder, which is up and accepts connections on return.

    Makes the cluster and starts the server where needed. Raises PostgresError when it cannot be had.
    """
    places = locate(root)
    with _explained(places):
        if not answers(places):
            places = _start(places.root)
        limit_log(places)
    return places


def stop(root: str | Path) -> bool:
    """Stop the server, ending its sessions. True when one was running. PostgresError when it stays up."""
    places = locate(root)
    with _explained(places), locked(places.root):
        postmaster = find_postmaster(places.data)
        if postmaster is None:
            if places.run_is_ours() and accepts(places.socket):
                raise PostgresError(f"Another container runs the server of {places.socket}: stop it there.")
            return False
        _end(postmaster.pid, signal.SIGINT, places)  # "fast": roll back, write out, go
        return True


def status(root: str | Path) -> Status:
    """How the server stands, without changing anything."""
    places = locate(root)
    with _explained(places):
        postmaster = find_postmaster(places.data) or (read_pid_file(places.data) if answers(places) else None)
        version = data_version(places.data)
    if postmaster is None:
        return Status("absent" if version is None else "stopped", places, None, version)
    state = {"ready": "running", "": "starting"}.get(postmaster.status, postmaster.status)
    return Status(state, places, postmaster.pid, version)


def answers(places: Places) -> bool:
    """Whether the server is ready and accepts on a socket that no stranger can have put there."""
    postmaster = read_pid_file(places.data)
    if postmaster is None or postmaster.status != "ready":
        return False
    return places.run_is_ours() and accepts(places.socket)


@contextmanager
def locked(root: Path) -> Iterator[int]:
    """Hold the lock under which a server is started and stopped; yields its file descriptor.

    The kernel lets go of it when the last process that has it ends: a killed command leaves nothing behind.
    """
    root.mkdir(parents=True, exist_ok=True)
    lock = os.open(root / "postgres.lock", os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
    finally:
        os.close(lock)


@contextmanager
def _explained(places: Places) -> Iterator[None]:
    """Turn what the operating system refuses into a PostgresError that says whose server it is."""
    try:
        yield
    except OSError as error:
        if isinstance(error, PermissionError) and os.geteuid() and is_foreign(places.home):
            raise foreign_data(places.home) from error
        raise PostgresError(f"The embedded PostgreSQL of {places.root} cannot be used: {error}") from error


def _start(root: Path) -> Places:
    """Bring the server up, whatever state it was left in, one process at a time."""
    with locked(root) as lock:
        places = locate(root)
        if answers(places):
            return places  # while we waited for the lock
        account = account_for(places.root, places.home)
        places = settle(places, account)
        binaries = reachable(find_binaries(places.data), account, places.home / "binaries")
        _make_cluster(places, account, binaries, lock)
        remember(places)
        make_private(places.run, account)
        _bring_up(places, account, binaries)
        return places


def _make_cluster(places: Places, account: Account, binaries: Binaries, lock: int) -> None:
    """Make the data folder unless it is there; it appears whole, even when an initdb was killed before."""
    if data_version(places.data) is not None:
        return
    for pid in find_deserted(places.data):
        _end(pid, signal.SIGQUIT, places)
    unfinished = places.home / "data.new"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    settings = cluster_settings(memory_of_this_machine())
    made = account.run(
        [
            binaries.folder / "initdb",
            f"--pgdata={unfinished}",
            f"--username={ROLE}",
            # The run folder admits only the account and root, so whoever reaches the socket may come in.
            "--auth-local=trust",
            "--auth-host=reject",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=PG_UNICODE_FAST",
            "--locale=C",
            "--data-checksums",
            *(f"--set={name}={value}" for name, value in settings.items()),
        ],
        # When we are killed, an initdb that lives on keeps the lock, so that nobody clears away its work.
        pass_fds=[lock],
    )
    if made.returncode:
        raise PostgresError(
            f"Cannot make the database in {places.data}:\n{_tail(made.stderr)}{_full_disk(places)}"
        )
    unfinished.rename(places.data)


def _bring_up(places: Places, account: Account, binaries: Binaries) -> None:
    """Start the server, or wait for one that is starting, until it answers."""
    begun = time.monotonic()
    pid, offset, trouble = None, 0, ""
    while not answers(places):
        waited = time.monotonic() - begun
        postmaster = find_postmaster(places.data)
        if postmaster is None and not (pid and is_alive(pid)) and not accepts(places.socket):
            said = trouble + _read_from(places.log, offset)
            if pid and (waited > BLOCKED_TIMEOUT or not any(passing in said for passing in PASSING)):
                raise PostgresError(
                    f"PostgreSQL does not start. It says in {places.log}:\n{_tail(said)}{_full_disk(places)}"
                )
            clear_stale(places)
            offset = places.log.stat().st_size if places.log.exists() else 0
            time.sleep(0.3 if pid else 0)
            pid, trouble = _launch(places, account, binaries)
        elif (
            postmaster
            and postmaster.status == "ready"
            and waited > LOST_SOCKET_TIMEOUT
            and not places.socket.exists()
        ):
            raise PostgresError(
                f"PostgreSQL (pid {postmaster.pid}) runs, but its socket {places.socket} is gone. Run "
                f"`manage.py postgres stop`; it starts again with the next connection."
            )
        elif waited > START_TIMEOUT:
            raise PostgresError(
                f"PostgreSQL is not ready after {START_TIMEOUT:.0f} seconds. It says in {places.log}:\n"
                f"{_tail(_read_from(places.log, offset))}"
            )
        time.sleep(0.05)


def _launch(places: Places, account: Account, binaries: Binaries) -> tuple[int, str]:
    """Start a postmaster that outlives us. Out: its pid, and what the shell says when it cannot begin.

    The shell goes at once, so that the postmaster is a child of init and never our zombie; and it opens the
    log as the account, so that root never writes through a link that the account may have put there.
    """
    options = [part for name, value in server_settings(places).items() for part in ("-c", f"{name}={value}")]
    postgres = binaries.folder / "postgres"
    launched = account.run(["/bin/sh", "-c", LAUNCH, "sh", places.log, postgres, "-D", places.data, *options])
    if not launched.stdout.strip():
        raise PostgresError(f"Cannot start PostgreSQL as account {account.name}: {launched.stderr.strip()}")
    return int(launched.stdout), launched.stderr


def _end(pid: int, how: signal.Signals, places: Places) -> None:
    """Signal a postmaster and wait until it is gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, how)
    deadline = time.monotonic() + STOP_TIMEOUT
    while is_alive(pid):
        if time.monotonic() > deadline:
            raise PostgresError(f"PostgreSQL (pid {pid}) does not stop; see {places.log}.")
        time.sleep(0.05)


def clear_stale(places: Places) -> None:
    """Remove what a dead server left; PostgreSQL takes any live pid in these files for a running server."""
    for leftover in (places.data / "postmaster.pid", Path(f"{places.socket}.lock"), places.socket):
        leftover.unlink(missing_ok=True)


def limit_log(places: Places) -> None:
    """Keep server.log below its limit; what it said before moves to server.log.1. Never a reason to fail."""
    with suppress(OSError, PostgresError):
        if places.log.stat().st_size > LOG_LIMIT:
            # The server appends, so it goes on at the start of the emptied file.
            owner = Account.of_uid(places.home.stat().st_uid)
            owner.run(["/bin/sh", "-c", 'umask 077; cp "$1" "$1.1" && : >"$1"', "sh", places.log])


def _read_from(log: Path, offset: int) -> str:
    """What a log says from an offset in bytes."""
    try:
        with log.open("rb") as lines:
            lines.seek(offset)
            return lines.read(100_000).decode(errors="replace")
    except OSError:
        return ""


def _full_disk(places: Places) -> str:
    """A word about the disk when it is full, because then the log may not say so."""
    free = shutil.disk_usage(places.home).free // MIB
    return f"\nThe disk of {places.home} has only {free} MB left." if free < 64 else ""


def _tail(text: str, lines: int = 15) -> str:
    """The last lines of a text."""
    return "\n".join(text.strip().splitlines()[-lines:]) or "(nothing)"
