"""`manage.py import_articles`: files, folders and patterns into the archive, as one batch."""

import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.importing.inputs import NoSuchInputError
from articles.importing.locking import OtherImportError
from articles.importing.run import Progress, import_paths
from articles.management.arguments import add_column_argument, columns_of


class Command(BaseCommand):
    help = "Import articles. Exit status: 0 every file was read, 1 something was rejected, 2 bad use."
    requires_system_checks = []  # they load every page of the site, a second in which nothing is read

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder or a pattern")
        parser.add_argument("--source", default="", metavar="NAME", help="for articles that name no source")
        parser.add_argument("--label", default="", metavar="TEXT", help="what this batch is, in your words")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen; store nothing")
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="write the whole report as JSON")
        add_column_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        columns = columns_of(options)
        try:
            report = import_paths(
                options["paths"],
                source=options["source"].strip(),
                label=options["label"].strip(),
                store=not options["dry_run"],
                progress=progress_on(self.stderr),
                columns=columns,
            )
        except NoSuchInputError as error:
            raise CommandError(str(error), returncode=2) from error
        except OtherImportError as error:
            raise CommandError(str(error), returncode=1) from error
        if options["report"]:
            options["report"].write_text(report.as_json() + "\n", encoding="utf-8")
        self.stdout.write(report.as_table())
        if not report.complete:
            sys.exit(1)


def progress_on(stream: Any) -> Progress:
    """A bar that redraws itself on a terminal; elsewhere a line every ten seconds."""
    started = last = time.monotonic()
    terminal = stream.isatty()

    def show(done: int, total: int, articles: int) -> None:
        nonlocal last
        now = time.monotonic()
        ended = total > 0 and done >= total
        if now - last < (0.1 if terminal else 10) and not (terminal and ended):
            return
        last = now
        rate = articles / (now - started) if now > started else 0
        words = f"{done:,} of {total:,} files, {articles:,} articles, {rate:,.0f} a second"
        if terminal:
            filled = round(24 * done / total) if total else 0
            stream.write(
                f"\r[{'█' * filled}{'·' * (24 - filled)}] {words}\033[K", ending="\n" if ended else ""
            )
            stream.flush()
        else:
            stream.write(words)

    return show
