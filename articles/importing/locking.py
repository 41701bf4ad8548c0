"""The lock of which there is one in an archive: whoever stores articles or makes them anew holds it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

IMPORT_LOCK = 0x6E657773  # "news"; any number that nothing else in the database locks


class OtherImportError(Exception):
    """Another import holds the lock."""


@contextmanager
def import_lock() -> Iterator[None]:
    """Hold the lock; the database frees it when the process dies. Raises OtherImportError if it is held."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [IMPORT_LOCK])
        if not cursor.fetchone()[0]:
            raise OtherImportError("Another import is running. Wait until it has ended, then run this again.")
    try:
        yield
    finally:
        # In a transaction that has failed nothing more can be said; its session ends, and so the lock.
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORT_LOCK])
