"""The words of the archive as written, for suggestions of spelling: derived, made anew at any time."""

from __future__ import annotations

from django.db import models


class WrittenWord(models.Model):
    """A word in lower case, and about how many articles had it when they were learnt.

    Articles that go do not take their words along: whoever suggests a word asks the index how many articles
    have it now, and suggests none that nobody has. `manage.py learn_words --anew` forgets such words.
    """

    word = models.CharField(max_length=40, unique=True)
    articles = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.word


class UnlearntArticle(models.Model):
    """An article whose words are not among the written words yet. Indexing writes it, learning removes it."""

    article = models.BigIntegerField()

    def __str__(self) -> str:
        return f"article {self.article}"
