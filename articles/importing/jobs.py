"""Work on a batch that outlives a request: a process of its own, which says in the batch how far it is."""

import subprocess
import sys
import time
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from articles.importing.locking import OtherImportError
from articles.importing.run import commit_batch, preview_batch
from articles.importing.undo import undo
from articles.models import Batch

SILENT_FOR = timedelta(seconds=60)
AT_WORK = (Batch.Status.READING, Batch.Status.STORING, Batch.Status.UNDOING)


def start(batch: Batch) -> None:
    """Read, store or take back the batch, as its status says, in a process of its own (in tests: at once)."""
    Batch.objects.filter(pk=batch.pk).update(heartbeat=timezone.now(), progress={}, problem="")
    if not settings.IMPORT_IN_BACKGROUND:
        work(batch)
        return
    subprocess.Popen(  # noqa: S603 (our own command, a number as its only argument)
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "process_batch", str(batch.pk)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def work(batch: Batch) -> None:
    """Read, store or take back the batch here and now; an error ends in the batch, for the desk to show."""
    batch.refresh_from_db()
    status = Batch.Status(batch.status)
    try:
        while not _worked(batch, status):
            Batch.objects.filter(pk=batch.pk).update(heartbeat=timezone.now(), progress={"waiting": True})
            time.sleep(1)
    except Exception as error:
        Batch.objects.filter(pk=batch.pk).update(
            status=Batch.Status.FAILED,
            finished=timezone.now(),
            problem=f"{status.label}: {type(error).__name__}: {error}",
        )
        if settings.IMPORT_IN_BACKGROUND:
            raise


def stalled(batch: Batch) -> bool:
    """Whether work on the batch should go on but has not been heard of for a minute."""
    return batch.status in AT_WORK and (
        batch.heartbeat is None or timezone.now() - batch.heartbeat > SILENT_FOR
    )


def _worked(batch: Batch, status: Batch.Status) -> bool:
    """Do what the status says; False if another import has to end first."""
    try:
        if status == Batch.Status.READING:
            preview_batch(batch)
        elif status == Batch.Status.STORING:
            commit_batch(batch)
        elif status == Batch.Status.UNDOING:
            undo(batch)
    except OtherImportError:
        if not settings.IMPORT_IN_BACKGROUND:
            raise
        return False
    return True
