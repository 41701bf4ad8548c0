"""The data folder. In: places, account, binaries. Out: a cluster that folds the case of every script."""

import os
import shutil
import signal
import time
from contextlib import suppress

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


def make_cluster(places: Places, account: Account, binaries: Binaries, lock: int) -> None:
    """Make the data folder unless it is there; it appears whole, even when an initdb was killed before.

    `lock` is the descriptor of the lock that the caller holds. Raises PostgresError with initdb's words.
    """
    if data_version(places.data) is not None:
        return
    for pid in find_deserted(places.data):
        end_server(pid, signal.SIGQUIT)
    unfinished = places.home / "data.new"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    settings = cluster_settings(memory_of_this_machine())
    made = account.run(
        [
            binaries.folder / "initdb",
            f"--pgdata={unfinished}",
            *OPTIONS,
            *(f"--set={name}={value}" for name, value in settings.items()),
        ],
        # When we are killed, an initdb that lives on keeps the lock, so that nobody clears away its work.
        pass_fds=[lock],
    )
    if made.returncode:
        raise PostgresError(f"Cannot make the database in {places.data}:\n{last_words(made.stderr, places)}")
    unfinished.rename(places.data)


def end_server(pid: int, how: signal.Signals) -> None:
    """Signal a postmaster and wait until it is gone. Raises PostgresError when it stays."""
    with suppress(ProcessLookupError):
        os.kill(pid, how)
    deadline = time.monotonic() + STOP_TIMEOUT
    while is_alive(pid):
        if time.monotonic() > deadline:
            raise PostgresError(f"PostgreSQL (pid {pid}) does not stop within {STOP_TIMEOUT:.0f} seconds.")
        time.sleep(0.05)
