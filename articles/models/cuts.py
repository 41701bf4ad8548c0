"""Where a person said that articles start in a file, kept with its bytes; and what went into others by it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Cut(models.Model):
    """How a person cut some lines of a file into articles.

    It belongs to the batch in which it was made and comes and goes with it: other imports of the same bytes
    obey it while that batch is stored.
    """

    raw = models.ForeignKey("RawFile", models.CASCADE, related_name="cuts")
    member = models.TextField(blank=True, help_text="The name inside an archive.")
    first_line = models.IntegerField()
    last_line = models.IntegerField()
    marks = models.JSONField(help_text="Pairs of a line and what it is, in the order of the lines.")
    batch = models.ForeignKey("Batch", models.CASCADE, related_name="cuts")
    alone = models.BooleanField(
        default=False, help_text="Whether the batch is there for this cut alone, to replace what is stored."
    )
    replaces = models.ForeignKey(
        "Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The article cut again.",
    )
    made = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_line__gte=1, last_line__gte=F("first_line")), name="lines_of_a_cut"
            )
        ]

    def __str__(self) -> str:
        return f"lines {self.first_line}–{self.last_line}"


class Absorbed(models.Model):
    """An article whose lines a person cut together with others: what it was, for the undo of that batch.

    Its address leads to the article that has its lines now.
    """

    key = models.BigIntegerField(help_text="The number that the article had, and has again after undo.")
    identity = models.CharField(max_length=64)
    title = models.TextField()
    into = models.ForeignKey("Article", models.SET_NULL, null=True, blank=True, related_name="+")
    batch = models.ForeignKey("Batch", models.CASCADE, related_name="absorbed")
    brought_by = models.ForeignKey(
        "Batch", models.CASCADE, related_name="+", help_text="The batch that its last text came with."
    )
    state = models.JSONField(help_text="Its texts, the first one first, and its entries in the ledger.")

    class Meta:
        verbose_name = "absorbed article"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["key"], name="one_absorbed_of_a_key")]

    def __str__(self) -> str:
        return self.title
