"""`manage.py analyze`: what the archive would make of files, as JSON lines, without storing anything."""

import io
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from articles.analysis import analyze, as_line
from articles.importing.columns import own_columns
from articles.importing.inputs import InputFile, NoSuchInputError, find_files
from articles.importing.pipeline import Work
from articles.importing.reference import reference_from_database
from articles.linking.reference import from_fixtures
from articles.management.arguments import add_column_argument, columns_of
from articles.reading.columns import USUAL_COLUMNS, Columns
from articles.reading.jsonlines import LAYOUT as JSON_LINES
from articles.records import Reference, Rejection


class Command(BaseCommand):
    help = "Read and link files without storing anything; one line of JSON an article. - is standard input."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, a pattern, or -")
        parser.add_argument(
            "--jsonl", action="store_true", help="read every input as JSON lines, whatever it is called"
        )
        add_column_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        columns = columns_of(options)
        try:
            inputs = [file for path in options["paths"] for file in _inputs(path)]
        except NoSuchInputError as error:
            raise CommandError(str(error), returncode=2) from error
        rejected = 0
        layout = JSON_LINES if options["jsonl"] else ""
        works = [Work(file, layout=layout) for file in inputs]
        for found in analyze(works, self._reference(), _archive_columns() | columns):
            if isinstance(found, Rejection):
                rejected += 1
                where = ", ".join(part for part in (found.file, found.member) if part)
                said = found.line is None or found.reason.startswith("line ")
                self.stderr.write(f"{where}: {'' if said else f'line {found.line}: '}{found.reason}")
            else:
                self.stdout.write(as_line(found))
        if rejected:
            sys.exit(1)

    def _reference(self) -> Reference:
        """The archive's own knowledge, with what people have corrected; before it exists, the fixtures'."""
        try:
            reference = reference_from_database()
        except DatabaseError:
            reference = Reference((), ())
        if reference.countries:
            return reference
        self.stderr.write(
            "The archive has no countries yet (manage.py load_reference); the fixtures are used."
        )
        return from_fixtures(settings.REFERENCE_DIR)


def _archive_columns() -> Columns:
    """The archive's own names of columns; none before there is an archive."""
    try:
        return own_columns()
    except DatabaseError:
        return USUAL_COLUMNS


def _inputs(path: str) -> list[InputFile]:
    if path != "-":
        return find_files([path])
    data = sys.stdin.buffer.read()
    return [InputFile("-", lambda: io.BytesIO(data))]
