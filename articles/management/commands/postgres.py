"""manage.py postgres: start, stop, look at, save and restore the embedded database."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsarchive.postgres import databases, server
from newsarchive.postgres.errors import PostgresError

NOT_RUNNING = 3  # exit status of `status`, as system services have it


class Command(BaseCommand):
    """A shell over newsarchive.postgres.server and newsarchive.postgres.databases."""

    help = "Start, stop, look at, save or restore the embedded PostgreSQL (used when DATABASE_URL is unset)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One subcommand an action."""
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("start", help="start the server; any first connection does this too")
        actions.add_parser("stop", help="stop the server and end its sessions")
        actions.add_parser(
            "status", help=f"say how the server stands; exit status {NOT_RUNNING} when it is not up"
        )
        save = actions.add_parser("dump", help="save the database to a file")
        save.add_argument("file", nargs="?", type=Path, help="default: <database>-<date>-<time>.dump here")
        actions.add_parser("restore", help="replace the database by a dump").add_argument("file", type=Path)

    def handle(self, *args: Any, action: str, file: Path | None = None, **options: Any) -> None:
        """Do what the action says and print one line about it."""
        database = settings.DATABASES["default"]
        if database["ENGINE"] != "newsarchive.postgres":
            if action in {"dump", "restore"}:
                raise CommandError(f"DATABASE_URL is set: use pg_{action} with that address.")
            self.stdout.write("DATABASE_URL is set: no embedded PostgreSQL is in use.")
            return
        try:
            self.stdout.write(getattr(self, action)(database["EMBEDDED_ROOT"], database["NAME"], file))
        except PostgresError as error:
            raise CommandError(str(error)) from error

    def start(self, root: str, name: str, file: None) -> str:
        """Start the server and make the database."""
        places = server.ensure_running(root)
        databases.create_database(places, name)
        return f"PostgreSQL is running; its socket is {places.socket}."

    def stop(self, root: str, name: str, file: None) -> str:
        """Stop the server."""
        if server.stop(root):
            return "PostgreSQL has stopped. It starts again with the next connection."
        return "PostgreSQL was not running."

    def status(self, root: str, name: str, file: None) -> str:
        """Describe the server; fails when it is not running."""
        found = server.status(root)
        if found.state == "absent":
            raise CommandError(f"There is no database in {found.places.home} yet.", returncode=NOT_RUNNING)
        line = f"PostgreSQL {found.version} is {found.state}; data and log are in {found.places.home}."
        if found.pid is None:
            raise CommandError(line, returncode=NOT_RUNNING)
        return f"{line} Its pid is {found.pid}."

    def dump(self, root: str, name: str, file: Path | None) -> str:
        """Save the database."""
        file = file or Path(f"{name}-{datetime.now():%Y%m%d-%H%M%S}.dump")
        databases.dump(server.ensure_running(root), name, file)
        return f"Saved the database {name} to {file} ({file.stat().st_size:,} bytes)."

    def restore(self, root: str, name: str, file: Path) -> str:
        """Restore the database."""
        databases.restore(server.ensure_running(root), name, file)
        return f"Restored the database {name} from {file}. Run `manage.py migrate` in case the dump is older."
