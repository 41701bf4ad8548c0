"""What readers watch: searches that they saved. Nobody but their owner sees them."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedSearch(models.Model):
    """A search that a reader keeps, and up to which batch they have seen what it finds.

    `parameters` are those of the address of a search. `seen` is when the last batch that they have seen was
    stored: articles of batches stored later are new to them. Empty: all are.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", db_index=False
    )
    name = models.CharField(max_length=200)
    parameters = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "saved searches"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "parameters"], name="one_of_a_search_a_reader")
        ]

    def __str__(self) -> str:
        return self.name
