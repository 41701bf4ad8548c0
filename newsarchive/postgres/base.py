"""The engine that Django loads. In: DATABASES with EMBEDDED_ROOT. Out: connections to the embedded server.

Importing settings starts nothing; the first connection starts the server and makes the database.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base, client

from newsarchive.postgres.binaries import find_binaries
from newsarchive.postgres.databases import create_database
from newsarchive.postgres.errors import PostgresError
from newsarchive.postgres.places import Places
from newsarchive.postgres.server import START_TIMEOUT, ensure_running

# What a server says that is not there yet, or has just gone: SQLSTATE 57P03 in its several wordings, and a
# socket that closed between our look at the server and the connection. libpq reports no SQLSTATE here.
PASSING = (
    "the database system is ",
    "Connection refused",
    "No such file or directory",
    "server closed the connection unexpectedly",
)


def running_server(settings: dict[str, Any]) -> Places:
    """The embedded server of these database settings, up and ready."""
    root = settings.get("EMBEDDED_ROOT")
    if not root:
        raise ImproperlyConfigured(
            "The engine newsarchive.postgres needs EMBEDDED_ROOT, the folder of its data."
        )
    with _as_database_error():
        return ensure_running(root)


@contextmanager
def _as_database_error() -> Iterator[None]:
    """Turn the launcher's error into one that Django knows as its OperationalError."""
    try:
        yield
    except PostgresError as error:
        raise psycopg.OperationalError(str(error)) from error


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the psql of the embedded server."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        """The command line of psql and its environment, as Django's own, with our address."""
        places = running_server(settings_dict)
        create_database(places, settings_dict["NAME"])
        address = {name.upper(): str(value) for name, value in places.address.items()}
        arguments, environment = super().settings_to_cmd_args_env(
            {**settings_dict, **address}, list(parameters)
        )
        psql: Path = find_binaries(places.data).folder / "psql"
        return [str(psql), *arguments[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters with the address of the server, which is up on return."""
        return {**super().get_connection_params(), **running_server(self.settings_dict).address}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, waiting out a server that is coming up and making the database where it is missing."""
        deadline = time.monotonic() + START_TIMEOUT
        while True:
            try:
                return super().get_new_connection(conn_params)
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline or not self._can_mend(
                    str(error), conn_params.get("dbname", "")
                ):
                    raise
            time.sleep(0.05)
            conn_params |= running_server(self.settings_dict).address

    def _can_mend(self, message: str, database: str) -> bool:
        """Whether another attempt may succeed after this failure; makes a missing database."""
        if f'database "{database}" does not exist' in message:
            with _as_database_error():
                create_database(running_server(self.settings_dict), database)
            return True
        return any(passing in message for passing in PASSING)
