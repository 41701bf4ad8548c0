"""`manage.py relink`: countries and people of stored articles, found anew by the present names and rules."""

import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.importing.concerned import of_country, of_person
from articles.importing.locking import OtherImportError
from articles.importing.relinking import Progress, relink_all
from articles.models import Article, Batch, Country, Person


class Command(BaseCommand):
    help = (
        "Find the countries and people of stored articles anew, by the present names and rules. What people "
        "corrected stays. Safe to kill; the same command goes on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--country", metavar="CODE", help="articles linked with a country, or naming it")
        only.add_argument("--person", metavar="SLUG", help="articles linked with a person, or naming them")
        only.add_argument(
            "--since", metavar="DATE|BATCH", help="articles added since a day (2026-03-01) or a batch (17)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scope, articles = _asked(options)
        try:
            run = relink_all(scope, articles, progress_on(self.stderr))
        except OtherImportError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{run.done:,} articles: {run.added:,} links added, {run.removed:,} removed, {run.kept:,} kept."
        )


def _asked(options: dict[str, Any]) -> tuple[str, list[int]]:
    """What was asked for in words, and the keys of the articles."""
    if code := options["country"]:
        country = Country.objects.filter(code=code.upper()).first()
        if country is None:
            raise CommandError(f"There is no country {code}. Give its ISO code of two letters: UA.")
        return f"--country {country.code}", sorted(of_country(country))
    if slug := options["person"]:
        person = Person.objects.filter(slug=slug).first()
        if person is None:
            raise CommandError(
                f"There is no person {slug}. Give the end of their page's address: angela-merkel."
            )
        return f"--person {person.slug}", sorted(of_person(person))
    articles = Article.objects.order_by("pk").values_list("pk", flat=True)
    if since := options["since"]:
        if since.isdigit():
            if not Batch.objects.filter(pk=since).exists():
                raise CommandError(f"There is no batch {since}.")
            return f"--since {since}", list(articles.filter(batch__gte=since))
        try:
            day = date.fromisoformat(since)
        except ValueError:
            raise CommandError(f"{since} is neither a day (2026-03-01) nor the number of a batch.") from None
        return f"--since {since}", list(articles.filter(added__date__gte=day))
    return "all", list(articles)


def progress_on(stream: Any) -> Progress:
    """A line every ten seconds, and one at the end."""
    last = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > 10 or done == total:
            last = now
            stream.write(f"{done:,} of {total:,} articles")

    return show
