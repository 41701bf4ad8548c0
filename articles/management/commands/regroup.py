"""`manage.py regroup`: the stories of the archive, made anew from the signatures of its articles."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.importing.locking import OtherImportError
from articles.importing.regrouping import Progress, regroup


class Command(BaseCommand):
    help = "Group the near-identical articles of the archive into stories anew; safe to kill and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = regroup(progress_on(self.stderr))
        except OtherImportError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{report.articles:,} articles, {report.signed:,} of them signed again: "
            f"{report.stories:,} stories with {report.members:,} members."
        )


def progress_on(stream: Any) -> Progress:
    """A line every ten seconds, and one at the end of each part."""
    last = time.monotonic()

    def show(doing: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > 10 or (done == total and total):
            last = now
            stream.write(f"{doing}: {done:,} of {total:,} articles")

    return show
