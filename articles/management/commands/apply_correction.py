"""`manage.py apply_correction N`: bring the articles that wait for a correction in line with it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.importing.correction_jobs import OtherWorkError, work
from articles.models import Correction


class Command(BaseCommand):
    help = "Apply a correction to the articles that wait for it; safe to kill and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("correction", type=int, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        correction = Correction.objects.filter(pk=options["correction"]).first()
        if correction is None:
            raise CommandError(f"There is no correction {options['correction']}.")
        try:
            work(correction)
        except OtherWorkError as error:
            raise CommandError(str(error)) from error
