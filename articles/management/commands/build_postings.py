"""`manage.py build_postings`: the lists that make a search for any word quick."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.importing.posting import build_anew, build_postings


class Command(BaseCommand):
    help = "Build the posting lists of articles that are new or changed; safe to kill and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="drop all lists and build those of every article"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tell = (lambda _: None) if options["verbosity"] < 1 else self.stderr.write
        build = build_anew if options["anew"] else build_postings
        self.stdout.write(posted(build(tell=tell)))


def posted(articles: int | None) -> str:
    """What was done, as a sentence."""
    if articles is None:
        return "Another process is building the posting lists; when it has ended, nothing is left to be done."
    return f"Built the posting lists of {articles:,} articles."
