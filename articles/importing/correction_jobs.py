"""Corrections that concern many articles: applied in a process of its own, which says how far it is."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from articles.importing import events
from articles.importing.concerned import BY_NAME, concerned
from articles.importing.decisions import DECISIONS_LOCK, decide
from articles.importing.links import redo
from articles.importing.reference import reference_from_database
from articles.importing.relinking import relink
from articles.linking import Linker
from articles.models import Correction

AT_ONCE = 200
SILENT_FOR = timedelta(seconds=60)


class OtherWorkError(Exception):
    """Another process applies this correction."""


def start(correction: Correction) -> None:
    """Apply the correction to the articles that wait for it, in a process of its own (in tests: at once)."""
    Correction.objects.filter(pk=correction.pk).update(heartbeat=timezone.now(), problem="")
    if not settings.IMPORT_IN_BACKGROUND:
        work(correction)
        return
    subprocess.Popen(  # noqa: S603 (our own command, a number as its only argument)
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "apply_correction", str(correction.pk)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def work(correction: Correction) -> None:
    """Apply the correction here and now, some articles a transaction; killed and called again it goes on.

    An error ends in the correction, for its page to show. Raises OtherWorkError if somebody else is at it.
    """
    with _alone(correction):
        try:
            _work(correction)
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
            Correction.objects.filter(pk=correction.pk).update(problem=problem)
            raise


def stalled(correction: Correction) -> bool:
    """Whether articles wait for the correction, and nothing was heard of the work for a minute."""
    return correction.pending and (
        bool(correction.problem)
        or correction.heartbeat is None
        or timezone.now() - correction.heartbeat > SILENT_FOR
    )


def _work(correction: Correction) -> None:
    correction.refresh_from_db()
    linker = Linker(reference_from_database()) if correction.kind in BY_NAME else None
    articles = [key for key in concerned(correction) if key > correction.mark]
    for first in range(0, len(articles), AT_ONCE):
        some = articles[first : first + AT_ONCE]
        with transaction.atomic():
            decide(patience="0")
            if linker is None:
                redo(some)
                events.corrected(some)
            else:
                relink(some, linker)
            correction.mark, correction.done = some[-1], correction.done + len(some)
            _say(correction, "mark", "done")
    correction.pending = False
    _say(correction, "pending")


def _say(correction: Correction, *names: str) -> None:
    correction.heartbeat = timezone.now()
    correction.save(update_fields=[*names, "heartbeat"])


@contextmanager
def _alone(correction: Correction) -> Iterator[None]:
    """Hold the lock of the work on one correction; the database frees it when the process dies."""
    lock = [DECISIONS_LOCK, correction.pk % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", lock)
        if not cursor.fetchone()[0]:
            raise OtherWorkError("Another process applies this correction.")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", lock)
