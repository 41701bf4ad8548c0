"""Stories: near-identical articles of the whole archive, the index that finds them, and what people decided.

All but the decisions is derived from the signatures of the articles, and made anew by `manage.py regroup`.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse


class Story(models.Model):
    """Two or more articles that are versions of one text. Its address lives on when it joins another."""

    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="absorbed", editable=False
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "stories"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Story {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.pk])


class StoryMember(models.Model):
    """An article belongs to a story. An article without such a row is alone.

    The table is narrow and apart from the articles, whose rows are wide: joining a story rewrites none.
    """

    article = models.OneToOneField(
        "Article", models.CASCADE, primary_key=True, related_name="story_membership"
    )
    story = models.ForeignKey(Story, models.CASCADE, related_name="members")

    class Meta:
        verbose_name = "member of the story"
        verbose_name_plural = "members of the story"

    def __str__(self) -> str:
        return f"article {self.pk} of story {self.story_id}"


class StoryRun(models.Model):
    """A part of the index of stories: keys of signatures with their articles, in the order of the keys.

    Articles that share a key are compared. `articles/importing/story_runs.py` makes and reads the runs; a
    later one goes before an earlier one. An entry whose article is gone finds nothing and does no harm.
    """

    stamp = models.BigIntegerField(help_text="A number by chance, which tells it from another of its id.")
    entries = models.IntegerField()
    blocks = models.IntegerField(help_text="So many parts of the range of keys have a block each.")
    filter = models.BinaryField(help_text="Which keys it may have (articles/importing/story_filter.py).")
    table = models.BinaryField(
        help_text="The same entries, made small to be kept in memory (articles/importing/story_tables.py)."
    )

    class Meta:
        verbose_name = "run of the index of stories"
        verbose_name_plural = "runs of the index of stories"

    def __str__(self) -> str:
        return f"run of {self.entries} entries"


class StoryBlock(models.Model):
    """Neighbouring entries of a run: key (int64) and article (int32), little-endian.

    Its id is the number of the run, times 2**20, and its own. It is small enough to stand in its row.
    """

    id = models.BigIntegerField(primary_key=True)
    entries = models.BinaryField()

    def __str__(self) -> str:
        return f"block {self.pk}"


class StoryGlance(models.Model):
    """What tells most articles from a story without reading their signatures (articles/linking/glances.py).

    There is no constraint to the articles, which would cost more than the rest. Whose glance is missing is
    looked at in full.
    """

    article = models.OneToOneField(
        "Article", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    glance = models.BinaryField()

    def __str__(self) -> str:
        return f"glance at article {self.pk}"


class StoryDecision(models.Model):
    """A person's word that two articles are, or are not, one story; no import and no regrouping undoes it.

    The articles are named by their identity, which stays when a batch is taken back and imported again.
    """

    article = models.CharField(max_length=64, help_text="Identity of the article that was moved.")
    other = models.CharField(
        max_length=64, db_index=True, help_text="Identity of one it is now with, or not."
    )
    same = models.BooleanField(help_text="Whether the two are one story.")
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, help_text="Who decided, also when the account is gone.")
    when = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "decision on a story"
        verbose_name_plural = "decisions on stories"
        ordering = ["-when", "-pk"]
        constraints = [models.UniqueConstraint(fields=["article", "other"], name="one_decision_on_a_pair")]

    def __str__(self) -> str:
        return f"{'one story' if self.same else 'two stories'}, by {self.by_name}: {self.why}"
