"""`manage.py finish_import`: what an import leaves to be done when its articles are stored."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.importing.afterwards import finish
from articles.management.commands.build_postings import posted


class Command(BaseCommand):
    help = "Learn the words of new articles and build their posting lists; safe to kill and run again."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        learnt, articles = finish()
        self.stdout.write(f"Learnt the words of {learnt:,} articles. {posted(articles)}")
