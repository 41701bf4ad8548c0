"""Work on a batch that outlives a request: a process of its own, which says in the batch how far it is."""

import subprocess
import sys
import time
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from articles.importing.run import Progress, commit_batch, preview_batch
from articles.models import Batch

SILENT_FOR = timedelta(seconds=60)
AT_WORK = (Batch.Status.READING, Batch.Status.STORING)


def start(batch: Batch) -> None:
    """Read or store the batch, as its status says, in a process of its own (in tests: at once)."""
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
    """Read or store the batch here and now; an error ends in the batch, for the desk to show."""
    batch.refresh_from_db()
    status = Batch.Status(batch.status)
    try:
        if status == Batch.Status.READING:
            preview_batch(batch, progress_in(batch))
        elif status == Batch.Status.STORING:
            commit_batch(batch, progress_in(batch))
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


def progress_in(batch: Batch) -> Progress:
    """A Progress that writes to the batch, at most twice a second."""
    last = 0.0

    def tell(done: int, total: int, articles: int) -> None:
        nonlocal last
        if time.monotonic() - last < 0.5 and done < total:
            return
        last = time.monotonic()
        Batch.objects.filter(pk=batch.pk).update(
            progress={"done": done, "total": total, "articles": articles}, heartbeat=timezone.now()
        )

    return tell
