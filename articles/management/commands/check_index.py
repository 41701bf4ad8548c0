"""`manage.py check_index`: hold all that search keeps beside the articles against them, and mend it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.importing.posting import build_postings
from articles.importing.story_checking import check_runs
from articles.search.checking import Finding, check

WHY_STORIES = (
    "Rows were changed past the program, or a disk lost them."
    " `manage.py regroup` makes the index and all stories anew."
)


class Command(BaseCommand):
    help = "Compare the index of the search with the rows of the archive; exit status 1 if they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what differs")
        parser.add_argument(
            "--quick", action="store_true", help="do not read the texts again for their words"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = options["verbosity"] < 1
        tell = (lambda _: None) if quiet else self.stderr.write
        found = check(repair=options["repair"], words=not options["quick"], tell=tell)
        if not options["quick"]:
            found += [Finding(what, WHY_STORIES) for what in check_runs(tell)]
        if options["repair"]:
            build_postings(tell=tell)
        for one in found:
            self.stdout.write(f"{one.what}\n  {one.why}")
            if one.done:
                self.stdout.write(f"  Mended: {one.done}.")
        left = sum(not one.mended for one in found)
        if not found:
            self.stdout.write("Every number of the index is that of the rows.")
        elif left:
            hint = "" if options["repair"] else " `--repair` mends what can be mended."
            self.stdout.write(f"{left} of {len(found)} differences are left.{hint}")
            sys.exit(1)
        else:
            self.stdout.write("All differences are mended.")
