"""The launcher. In: the state folder. Out: a running server, one for all processes.

`ensure_running`, `stop` and `status` are the whole interface. Whoever comes first starts it, and nobody
counts references: a server that is up stays up until `stop`.
"""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsarchive.postgres.account import Account, account_for, foreign_data, is_foreign
from newsarchive.postgres.binaries import Binaries, data_version, find_binaries, reachable
from newsarchive.postgres.cluster import end_server, make_cluster
from newsarchive.postgres.configuration import server_settings
from newsarchive.postgres.errors import PostgresError
from newsarchive.postgres.log import last_words, limit_log, read_from, size_of
from newsarchive.postgres.places import Places, copies, locate, make_private, remember, settle
from newsarchive.postgres.process import accepts, find_postmaster, is_alive, read_pid_file

START_TIMEOUT = 600.0  # seconds; recovery after a crash in the middle of a large import takes minutes
LOST_SOCKET_TIMEOUT = 10.0  # seconds that a server may be ready without answering
BLOCKED_TIMEOUT = 60.0  # seconds that leftovers of a killed server may keep a new one from starting

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
        end_server(postmaster.pid, signal.SIGINT)  # "fast": roll back, write out, go
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
        binaries = reachable(find_binaries(places.data), account, copies())
        make_cluster(places, account, binaries, lock)
        remember(places)
        make_private(places.run, account)
        _bring_up(places, account, binaries)
        return places


def _bring_up(places: Places, account: Account, binaries: Binaries) -> None:
    """Start the server, or wait for one that is starting, until it answers."""
    begun = time.monotonic()
    pid, offset, trouble = None, 0, ""
    while not answers(places):
        waited = time.monotonic() - begun
        postmaster = find_postmaster(places.data)
        if postmaster is None and not (pid and is_alive(pid)) and not accepts(places.socket):
            said = trouble + read_from(places.log, offset)
            if pid and (waited > BLOCKED_TIMEOUT or not any(passing in said for passing in PASSING)):
                raise PostgresError(
                    f"PostgreSQL does not start. It says in {places.log}:\n{last_words(said, places)}"
                )
            clear_stale(places)
            offset = size_of(places.log)
            time.sleep(0.3 if pid else 0)
            pid, trouble = _launch(places, account, binaries)
        elif postmaster and postmaster.status == "ready" and waited > LOST_SOCKET_TIMEOUT:
            raise PostgresError(
                f"PostgreSQL (pid {postmaster.pid}) runs, but its socket {places.socket} is gone. Run "
                f"`manage.py postgres stop`; it starts again with the next connection."
            )
        elif waited > START_TIMEOUT:
            said = last_words(read_from(places.log, offset), places)
            raise PostgresError(
                f"PostgreSQL is not ready after {waited:.0f} seconds. It says in {places.log}:\n{said}"
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


def clear_stale(places: Places) -> None:
    """Remove what a dead server left; PostgreSQL takes any live pid in these files for a running server."""
    for leftover in (places.data / "postmaster.pid", Path(f"{places.socket}.lock"), places.socket):
        leftover.unlink(missing_ok=True)
