"""The server's log. In: its path. Out: its last lines for an error message, and a limit on its size."""

import shutil
from contextlib import suppress
from pathlib import Path

from newsarchive.postgres.account import Account
from newsarchive.postgres.configuration import MIB
from newsarchive.postgres.errors import PostgresError
from newsarchive.postgres.places import Places

LOG_LIMIT = 10 * MIB  # bytes of server.log; server.log.1 keeps as many again
SCARCE = 64 * MIB  # bytes left on a disk; less than PostgreSQL needs to start, with room to recover


def limit_log(places: Places) -> None:
    """Keep server.log below its limit; what it said before moves to server.log.1. Never a reason to fail."""
    with suppress(OSError, PostgresError):
        if size_of(places.log) > LOG_LIMIT:
            # The server appends, so it goes on at the start of the emptied file.
            owner = Account.of_uid(places.home.stat().st_uid)
            owner.run(["/bin/sh", "-c", 'umask 077; cp "$1" "$1.1" && : >"$1"', "sh", places.log])


def size_of(log: Path) -> int:
    """Bytes of a log, 0 before there is one."""
    try:
        return log.stat().st_size
    except FileNotFoundError:
        return 0


def read_from(log: Path, offset: int) -> str:
    """What a log says from an offset in bytes."""
    try:
        with log.open("rb") as lines:
            lines.seek(offset)
            return lines.read(100_000).decode(errors="replace")
    except FileNotFoundError:
        return ""


def last_words(text: str, places: Places) -> str:
    """The last lines of what a program said, and a word about the disk when it is full.

    On a full disk the log itself may be cut short.
    """
    said = "\n".join(text.strip().splitlines()[-15:]) or "(nothing)"
    free = shutil.disk_usage(places.home).free
    return f"{said}\nThe disk of {places.home} has only {free // MIB} MB left." if free < SCARCE else said
