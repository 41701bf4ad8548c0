"""`manage.py process_batch N`: read or store an uploaded batch; the import desk starts it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.importing.jobs import work
from articles.models import Batch


class Command(BaseCommand):
    help = (
        "Read or store a batch uploaded at the import desk, as its status says; safe to kill and run again."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", type=int, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            batch = Batch.objects.get(pk=options["batch"])
        except Batch.DoesNotExist:
            raise CommandError(f"There is no batch {options['batch']}.") from None
        work(batch)
