"""Databases inside a running server: make one, save one to a file, restore one from a file.

In: the places of a server that is up. Out: nothing; PostgresError says what failed.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo

from newsarchive.postgres.account import clean_environment
from newsarchive.postgres.binaries import find_binaries
from newsarchive.postgres.errors import PostgresError
from newsarchive.postgres.places import PORT, ROLE, Places

# One restore at a time: it may clear away what an earlier one left, but not what another is filling.
RESTORE_LOCK = 0x6E657773
SWAP_ATTEMPTS = 20


def create_database(places: Places, name: str) -> None:
    """Make an empty database with the cluster's locale; one that is there already stays as it is."""
    with _administration(places) as connection:
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None:
            return
        # template0, because nobody can be connected to it and so block the copying.
        create = sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
        with suppress(errors.DuplicateDatabase, errors.UniqueViolation):  # another process was first
            connection.execute(create)


def dump(places: Places, name: str, file: Path) -> None:
    """Save a database to a file in pg_dump's custom format. The file appears whole or not at all.

    Only its owner can read it: it holds every article and the passwords' hashes.
    """
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        _run(places, "pg_dump", "--format=custom", f"--file={unfinished}", f"--dbname={name}")
        unfinished.replace(file)
    except OSError as error:
        raise PostgresError(f"Cannot write {file}: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def restore(places: Places, name: str, file: Path) -> None:
    """Replace a database by what a dump holds, ending its sessions.

    The dump fills a new database, which takes the old one's name only when it is complete: a restore that
    fails or is killed leaves the old database as it was.
    """
    if not file.is_file():
        raise PostgresError(f"There is no file {file}.")
    with _administration(places) as connection:
        locked = connection.execute("SELECT pg_try_advisory_lock(%s)", [RESTORE_LOCK]).fetchone()
        if locked != (True,):
            raise PostgresError("Another restore is under way.")
        filling, replaced = f"{name}_restoring", f"{name}_replaced"
        _drop(connection, filling)
        _drop(connection, replaced)
        create_database(places, name)
        create_database(places, filling)
        try:
            _fill(places, filling, file)
            _swap(connection, name, filling, replaced)
        except BaseException:
            _drop(connection, filling)
            raise
        _drop(connection, replaced)


def _fill(places: Places, database: str, file: Path) -> None:
    """Load a dump into an empty database, up to the first error."""
    options = ["--exit-on-error", "--no-owner", "--no-privileges"]
    _run(places, "pg_restore", *options, f"--dbname={database}", str(file))
    # A dump carries no statistics, and without them the first searches would be slow.
    with _connect(places, database) as connection:
        connection.execute("ANALYZE")


def _swap(connection: psycopg.Connection, name: str, new: str, replaced: str) -> None:
    """Give a name to the database `new`, and the name `replaced` to the one that had it, both or neither."""
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    for attempt in range(SWAP_ATTEMPTS):
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            with connection.transaction():
                connection.execute(rename.format(sql.Identifier(name), sql.Identifier(replaced)))
                connection.execute(rename.format(sql.Identifier(new), sql.Identifier(name)))
            return
        except errors.ObjectInUse:  # a worker connected again in between
            if attempt == SWAP_ATTEMPTS - 1:
                raise


def _drop(connection: psycopg.Connection, database: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _run(places: Places, program: str, *arguments: str) -> None:
    """Run a client program of PostgreSQL against the server; its complaints become a PostgresError."""
    address = [f"--host={places.run}", f"--port={PORT}", f"--username={ROLE}", "--no-password"]
    command = [str(find_binaries(places.data).folder / program), *address, *arguments]
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise PostgresError(f"{program} failed:\n{done.stderr.strip()}")


def _connect(places: Places, database: str) -> psycopg.Connection:
    return psycopg.connect(make_conninfo(dbname=database, **places.address), autocommit=True)


@contextmanager
def _administration(places: Places) -> Iterator[psycopg.Connection]:
    """A connection to the server's own database, for commands about databases."""
    try:
        with _connect(places, "postgres") as connection:
            yield connection
    except psycopg.Error as error:
        raise PostgresError(f"PostgreSQL says: {error}") from error
