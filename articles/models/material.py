"""The material as it came: batches, their files with every byte, and the ledger of what became of each."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from articles.models.cuts import Cut


class Outcome(models.TextChoices):
    """What became of an article that a file holds."""

    NEW = "new", "new"
    DUPLICATE = "duplicate", "duplicate"
    CHANGED = "changed", "changed"
    DOUBTFUL = "doubtful", "doubtful"
    REJECTED = "rejected", "rejected"


class Batch(models.Model):
    """One import: what was given, in one go, by one person. The unit of preview, blame and undo."""

    class Status(models.TextChoices):
        READING = "reading", "being read"
        PREVIEW = "preview", "waiting for your decision"
        STORING = "storing", "being stored"
        DONE = "done", "stored"
        FAILED = "failed", "stopped by an error"
        UNDOING = "undoing", "being taken back"
        UNDONE = "undone", "taken back"

    label = models.CharField(max_length=200, blank=True, help_text="What this batch is, in your words.")
    source = models.ForeignKey(
        "Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="batches",
        help_text="The source of every article that does not name its own.",
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.READING)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    created = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    problem = models.TextField(blank=True, help_text="Why the batch stopped, where it did.")
    progress = models.JSONField(default=dict, blank=True, editable=False)
    heartbeat = models.DateTimeField(null=True, editable=False, help_text="When work on it last said so.")

    class Meta:
        verbose_name_plural = "batches"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Batch {self.pk}: {self.label}" if self.label else f"Batch {self.pk}"

    def claim(self, status: Status) -> bool:
        """Give the batch a status, if nobody has begun anything with it since this row was read.

        Of two who ask at once one gets it; the other must look at the batch as it is by then.
        """
        as_read = Batch.objects.filter(pk=self.pk, status=self.status, heartbeat=self.heartbeat)
        now = timezone.now()
        if not as_read.update(status=status, heartbeat=now):
            return False
        self.status, self.heartbeat = status, now
        return True


class RawFile(models.Model):
    """The bytes of a file, kept once however often it comes; cut into chunks of a few MiB."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField(help_text="in bytes")

    def __str__(self) -> str:
        return self.sha256[:12]

    def chunks(self) -> Iterator[bytes]:
        """The bytes in order, a chunk at a time."""
        positions = self.parts.order_by("position").values_list("pk", flat=True)
        for key in positions:
            yield bytes(RawChunk.objects.values_list("data", flat=True).get(pk=key))


class RawChunk(models.Model):
    """A part of a raw file."""

    raw = models.ForeignKey(RawFile, models.CASCADE, related_name="parts")
    position = models.IntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["raw", "position"], name="one_chunk_at_a_position")]

    def __str__(self) -> str:
        return f"{self.raw} part {self.position}"


class SourceFile(models.Model):
    """A file of a batch under the name that it came with."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    raw = models.ForeignKey(RawFile, models.PROTECT, related_name="names")
    name = models.TextField(help_text="The path or upload name as given.")
    complete = models.BooleanField(default=False, help_text="Whether it was read to its end.")
    cuts: "models.ManyToManyField[Cut, models.Model]" = models.ManyToManyField(
        "Cut",
        blank=True,
        related_name="obeyed_in",
        editable=False,
        help_text="What people had said of its lines when it was begun to be stored.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "name"], name="one_file_of_a_name_in_a_batch")
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class LedgerEntry(models.Model):
    """One article found in a file, or one reason why none was: what became of it, and why."""

    # Both are first in an index below.
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="entries", db_index=False)
    file = models.ForeignKey(SourceFile, models.CASCADE, related_name="entries", db_index=False)
    member = models.TextField(blank=True, help_text="The name inside an archive.")
    index = models.IntegerField(help_text="Place in the file or member, from 0.")
    first_line = models.IntegerField(null=True, blank=True)
    last_line = models.IntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    title = models.TextField(blank=True)
    published = models.CharField(max_length=10, blank=True, help_text="ISO date, cut to what is known.")
    confidence = models.FloatField(default=1, help_text="How sure the cut is, 0 to 1.")
    found = models.JSONField(default=dict, blank=True, help_text="Countries and people found.")
    removed = models.JSONField(
        default=list, blank=True, help_text="Lines left out of the text, with reasons."
    )
    article = models.ForeignKey(
        "Article", models.SET_NULL, null=True, blank=True, related_name="ledger_entries"
    )

    class Meta:
        verbose_name_plural = "ledger entries"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "member", "index"], name="one_entry_for_a_place_in_a_file"
            )
        ]
        indexes = [models.Index(fields=["batch", "outcome"])]

    def __str__(self) -> str:
        return self.title or self.reason

    @property
    def place(self) -> str:
        """The place in words: file, member, lines."""
        return self._place(self.file.name)

    @property
    def short_place(self) -> str:
        """The place in words, without the folders of the file."""
        return self._place(self.file.name.replace("\\", "/").rsplit("/", 1)[-1])

    def _place(self, file: str) -> str:
        parts = [file, self.member]
        if self.first_line:
            last = f"–{self.last_line}" if self.last_line and self.last_line != self.first_line else ""
            parts.append(f"line{'s' if last else ''} {self.first_line}{last}")
        return ", ".join(part for part in parts if part)
