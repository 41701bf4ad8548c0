"""Lists of results that somebody walks through page by page, fixed when they were begun."""

from __future__ import annotations

from django.db import models


class Walk(models.Model):
    """The ids of all results of a search, in their order: whatever changes meanwhile, each comes once.

    `key` is the digest of the search and of the ids, so that the same list is kept once. `asked` are the
    parameters of the search. `ids` are int64, little-endian. `used` is when a page of it was last asked for.
    """

    key = models.CharField(max_length=32, primary_key=True)
    asked = models.TextField()
    ids = models.BinaryField()
    total = models.IntegerField()
    made = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.total} results of ?{self.asked}"
