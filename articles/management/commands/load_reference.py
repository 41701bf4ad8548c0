"""`manage.py load_reference`: countries and leaders of the fixtures into the database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.importing.reference import load_reference


class Command(BaseCommand):
    help = "Load countries and leaders, or bring them up to date; what was entered by hand stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.REFERENCE_DIR)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_reference(options["folder"])
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(
                f"The reference data in {options['folder']} cannot be loaded: {error}"
            ) from error
        self.stdout.write(
            f"{report.countries} countries with {report.names:,} names, "
            f"{report.people:,} leaders with {report.offices:,} terms of office."
        )
