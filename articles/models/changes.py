"""Which articles changed when: written by the database itself, read by all that keeps something derived."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

KEPT = timedelta(days=1)


class ArticleChange(models.Model):
    """A statement that touched articles, their links, their words or their stories.

    Triggers write it, so that nothing that writes can forget to. `articles` is NULL where all may have
    changed. `transaction` is PostgreSQL's: a reader asks for those that had not ended when it asked before.
    """

    transaction = models.BigIntegerField(db_index=True)
    articles = ArrayField(models.BigIntegerField(), null=True)
    made = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{'all' if self.articles is None else len(self.articles)} articles at {self.made}"


class KnowledgeChange(models.Model):
    """A statement that changed what articles are shown with: names, people, events, sources, batches.

    Triggers write it. Nothing is counted by these, but an answer that was given before is not the same.
    """

    made = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"at {self.made}"


def forget_old_changes() -> None:
    """Drop the notes of yesterday; a process that still waits for them loads everything anew."""
    for model in (ArticleChange, KnowledgeChange):
        model.objects.filter(made__lt=timezone.now() - KEPT).delete()
