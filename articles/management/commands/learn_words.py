"""`manage.py learn_words`: the words that the archive suggests when one is misspelt."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.importing.vocabulary import learn_anew, learn_words


class Command(BaseCommand):
    help = "Learn the words of new articles for suggestions of spelling; safe to kill and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="forget all words and read every article")

    def handle(self, *args: Any, **options: Any) -> None:
        articles = learn_anew() if options["anew"] else learn_words()
        self.stdout.write(f"Learnt the words of {articles:,} articles.")
