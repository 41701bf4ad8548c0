"""What people decided about links, people and names; no import and no new linking undoes it.

A `Correction` is the record: who, when, why, and whether it is in force. Its `Ruling`s are what the archive
obeys whenever links are written. Articles, people and countries are named by what stays when a batch is taken
back and imported again: the identity, the slug, the code.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, QuerySet


class Correction(models.Model):
    """A person's decision. It is never deleted; taking it back is recorded beside it."""

    class Kind(models.TextChoices):
        REJECT = "reject", "not in this article"
        REJECT_FORM = "reject form", "these words never mean it"
        ADD = "add", "link added"
        MOVE = "move", "someone else in this article"
        MOVE_FORM = "move form", "these words mean someone else"
        MERGE = "merge", "two people are one"
        SPLIT = "split", "one person is two"
        ALIAS = "alias", "alias added"
        ALIAS_REMOVED = "alias removed", "alias removed"
        OFFICE = "office", "office added"
        OFFICE_REMOVED = "office removed", "office removed"
        OFFICE_CHANGED = "office changed", "office changed"
        COUNTRY_NAME = "country name", "name of a country added"
        COUNTRY_NAME_REMOVED = "country name removed", "name of a country removed"
        NOT_ONE = "not one", "two people are two"

    kind = models.CharField(max_length=20, choices=Kind)
    summary = models.TextField(help_text="What was decided, in a sentence.")
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, help_text="Who decided, also when the account is gone.")
    when = models.DateTimeField(auto_now_add=True)

    article = models.CharField(max_length=64, blank=True, db_index=True, help_text="Identity of an article.")
    person = models.CharField(max_length=200, blank=True, db_index=True, help_text="Slug.")
    other = models.CharField(max_length=200, blank=True, help_text="Slug of the other person.")
    country = models.CharField(max_length=2, blank=True, help_text="Code.")
    data = models.JSONField(default=dict, blank=True, help_text="What else it takes to do and to undo it.")

    concerned = models.IntegerField(default=0, help_text="Articles whose links it may change.")
    pending = models.BooleanField(default=False, help_text="Whether articles still wait for it.")
    mark = models.BigIntegerField(default=0, help_text="Key of the last article that it was applied to.")
    done = models.IntegerField(default=0, help_text="Articles that it was applied to.")
    heartbeat = models.DateTimeField(null=True, help_text="When work on it last said so.")
    problem = models.TextField(blank=True)

    reverted = models.DateTimeField(null=True)
    reverted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reverted_by_name = models.CharField(max_length=150, blank=True)
    reverted_why = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.summary


class Ruling(models.Model):
    """One thing that a correction has the archive obey.

    With `article` it holds for that article alone; with `form` (folded words) only for mentions written so.
    """

    class Verb(models.TextChoices):
        DROP = "drop", "no link"
        GIVE = "give", "a link to another"
        ADD = "add", "a link"
        MERGE = "merge", "one person"

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="rulings")
    verb = models.CharField(max_length=5, choices=Verb)
    article = models.CharField(max_length=64, blank=True)
    country = models.CharField(max_length=2, blank=True)
    person = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True, help_text="Of the person, should the row be gone.")
    form = models.CharField(max_length=200, blank=True)
    to = models.CharField(max_length=200, blank=True, help_text="Slug of a person, or code of a country.")
    to_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["correction", "pk"]
        indexes = [
            models.Index(fields=["article"], condition=~Q(article=""), name="rulings_on_an_article"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.person or self.country}"

    @classmethod
    def in_force(cls) -> "QuerySet[Ruling]":
        """The rulings of all corrections that nobody took back, in the order in which they were made."""
        return cls.objects.filter(correction__reverted=None).order_by("correction", "pk")


class FoundLinks(models.Model):
    """What the rules found in an article whose links people have corrected.

    An article without such a row has the links that the rules found. `keys` names everything found
    ("person vladimir-putin", "country RU"), to find the articles when a correction is taken back.
    """

    article = models.OneToOneField("Article", models.CASCADE, primary_key=True, related_name="found_links")
    countries = models.JSONField()
    people = models.JSONField()
    keys = ArrayField(models.TextField())

    class Meta:
        verbose_name = verbose_name_plural = "links as found"
        indexes = [GinIndex(fields=["keys"], name="found_link_keys")]

    def __str__(self) -> str:
        return f"found in article {self.pk}"


class RelinkRun(models.Model):
    """A run of `manage.py relink`: how far it is, so that one that was killed is taken up again."""

    scope = models.TextField(help_text="What was asked for.")
    mark = models.BigIntegerField(default=0, help_text="Key of the last article that is done.")
    done = models.IntegerField(default=0)
    added = models.IntegerField(default=0)
    removed = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "run of relink"
        verbose_name_plural = "runs of relink"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"relink {self.scope}"
