"""The data folder. In: places, account, binaries. Out: a cluster that folds the case of every script."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from newsarchive.postgres.account import Account
from newsarchive.postgres.binaries import Binaries, data_version
from newsarchive.postgres.configuration import cluster_settings, memory_of_this_machine
from newsarchive.postgres.errors import PostgresError
from newsarchive.postgres.log import last_words
from newsarchive.postgres.places import ROLE, Places
from newsarchive.postgres.process import find_deserted, is_alive

STOP_TIMEOUT = 600.0  # seconds; the last checkpoint writes out everything that is in memory

OPTIONS = (
    f"--username={ROLE}",
    # The run folder admits only the account and root, so whoever reaches the socket may come in.
    "--auth-local=trust",
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
    "--locale=C",
    "--data-checksums",
)
# Full-text search asks the C library what a letter is. To the ctype C all beyond ASCII is one, so that
# words beside curly quotes are never found. Debian and most others have the first, macOS the last.
LETTERS = ("C.UTF-8", "en_US.UTF-8", "UTF-8")


def make_cluster(places: Places, account: Account, binaries: Binaries, lock: int) -> None:
    """Make the data folder unless it is there; it appears whole, even when an initdb was killed before.

    `lock` is the descriptor of the lock that the caller holds. Raises PostgresError with initdb's words.
    """
    if data_version(places.data) is not None:
        return
    for pid in find_deserted(places.data):
        end_server(pid, signal.SIGQUIT)
    unfinished = places.home / "data.new"
    for letters in LETTERS:
        if unfinished.exists():
            shutil.rmtree(unfinished)
        made = _initdb(unfinished, letters, account, binaries, lock)
        if "invalid locale name" not in made.stderr:
            break
    if made.returncode:
        raise PostgresError(f"Cannot make the database in {places.data}:\n{last_words(made.stderr, places)}")
    unfinished.rename(places.data)


def _initdb(
    folder: Path, letters: str, account: Account, binaries: Binaries, lock: int
) -> subprocess.CompletedProcess[str]:
    settings = cluster_settings(memory_of_this_machine())
    return account.run(
        [
            binaries.folder / "initdb",
            f"--pgdata={folder}",
            *OPTIONS,
            f"--lc-ctype={letters}",
            *(f"--set={name}={value}" for name, value in settings.items()),
        ],
        # When we are killed, an initdb that lives on keeps the lock, so that nobody clears away its work.
        pass_fds=[lock],
    )


def end_server(pid: int, how: signal.Signals) -> None:
    """Signal a postmaster and wait until it is gone. Raises PostgresError when it stays."""
    with suppress(ProcessLookupError):
        os.kill(pid, how)
    deadline = time.monotonic() + STOP_TIMEOUT
    while is_alive(pid):
        if time.monotonic() > deadline:
            raise PostgresError(f"PostgreSQL (pid {pid}) does not stop within {STOP_TIMEOUT:.0f} seconds.")
        time.sleep(0.05)
