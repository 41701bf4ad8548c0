"""`manage.py prepare`: whatever an archive needs before it can be served, each step said aloud."""

import socket
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from articles.importing.posting import build_postings
from articles.importing.reference import is_loaded, load_reference
from articles.importing.sample import LABEL, load_sample
from articles.importing.vocabulary import learn_anew
from articles.models import Article, Batch, PostingSegment, WrittenWord


class Command(BaseCommand):
    help = "Bring database, reference data, sample archive and static files up to date; quick if they are."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, help="make sure that this port is free")
        parser.add_argument("--no-sample", action="store_true", help="do not import the sample archive")
        parser.add_argument("--quick", action="store_true", help="database and reference data only")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["port"]:
            _check_port(options["port"])
        where = "the one of DATABASE_URL" if settings.DATABASE_URL else f"embedded, in {settings.DATA_DIR}"
        self.say(f"Database: {where}")
        call_command("migrate", verbosity=0, interactive=False)
        if not knows_letters():
            self.say(
                "Warning: the database's LC_CTYPE is C, so words beside curly quotes and beyond ASCII "
                "cannot be found. Make the database anew with LC_CTYPE 'C.UTF-8'."
            )
        self.prepare_reference()
        if options["quick"]:
            return
        if not options["no_sample"]:
            self.prepare_sample()
        self.prepare_words()
        self.prepare_postings()
        self.say("Static files")
        call_command("collectstatic", verbosity=0, interactive=False)
        if not get_user_model().objects.filter(is_superuser=True).exists():
            self.say("There is no admin yet: `make admin` makes one, who can import at /admin/.")

    def prepare_reference(self) -> None:
        if is_loaded(settings.REFERENCE_DIR):
            self.say("Countries and leaders: up to date")
            return
        self.say("Countries and leaders: loading …")
        report = load_reference(settings.REFERENCE_DIR)
        self.say(f"Countries and leaders: {report.countries} countries, {report.people:,} leaders")

    def prepare_sample(self) -> None:
        """Import the sample archive into an archive that has never had another batch, or go on with it."""
        begun = Batch.objects.filter(label=LABEL, status=Batch.Status.STORING)
        if Batch.objects.exclude(pk__in=begun).exists():
            self.say("Sample archive: left as it is")
            return
        self.say("Sample archive: importing …")
        report = load_sample(settings.REFERENCE_DIR)
        self.say(f"Sample archive: {report.outcomes.total()} articles")

    def prepare_words(self) -> None:
        """Learn the words of an archive that is older than the suggestions of spelling."""
        if not WrittenWord.objects.exists() and Article.objects.exists():
            self.say("Words for suggestions of spelling: learning …")
            learn_anew()

    def prepare_postings(self) -> None:
        """Build the posting lists of an archive that is older than they are."""
        if not PostingSegment.objects.exists() and Article.objects.exists():
            self.say("Lists that make searching quick: building …")
            build_postings()

    def say(self, words: str) -> None:
        self.stdout.write(f"  {words}")
        self.stdout.flush()


def knows_letters() -> bool:
    """Whether full-text search in this database tells a curly quote from a letter."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('simple', '“a”') @@ 'a'::tsquery")
        return bool(cursor.fetchone()[0])


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            advice = f"make run PORT={port + 1 if port < 65000 else 8123}"
            raise CommandError(f"Port {port} cannot be used ({error}). Take another: {advice}") from None
