"""Events: what happened, between whom, which articles report it, and what people decided about that.

An event that a rule suggests is derived from the sentences of articles (`EventArticle`). What a person
decided is kept apart from that, by the identities of articles, and outlives undo, re-import and new linking.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from articles.models.fields import partial_date_field, precision_field
from articles.models.knowledge import Country, Person

if TYPE_CHECKING:
    from articles.models.archive import Article


class Event(models.Model):
    """Something that happened, with those who took part and the articles about it."""

    class Kind(models.TextChoices):
        """The kinds of the published vocabulary (`linking/data/vocabulary.csv`), in its order."""

        TALKS = "talks", "talks"
        VISIT = "visit", "visit"
        AGREEMENT = "agreement", "agreement"
        CEASEFIRE = "ceasefire", "ceasefire"
        SUPPORT = "support", "support"
        COOPERATION = "cooperation", "cooperation"
        AID = "aid", "aid"
        CONCESSION = "concession", "concession"
        WITHDRAWAL = "withdrawal", "withdrawal"
        RELEASE = "release", "release"
        REQUEST = "request", "request"
        ACCUSATION = "accusation", "accusation"
        REJECTION = "rejection", "rejection"
        THREAT = "threat", "threat"
        SANCTIONS = "sanctions", "sanctions"
        RUPTURE = "rupture", "break of relations"
        EXPULSION = "expulsion", "expulsion"
        CONVICTION = "conviction", "conviction"
        MOBILISATION = "mobilisation", "mobilisation"
        ARREST = "arrest", "arrest"
        RESTRICTION = "restriction", "restriction"
        SEIZURE = "seizure", "seizure"
        PROTEST = "protest", "protest"
        STRIKE = "strike", "strike or attack"
        FIGHTING = "fighting", "fighting"
        KILLING = "killing", "killing"
        ABDUCTION = "abduction", "abduction"
        COUP = "coup", "coup"
        ELECTION = "election", "election"
        RESIGNATION = "resignation", "resignation or fall"
        APPOINTMENT = "appointment", "appointment"
        DISASTER = "disaster", "disaster"
        STATEMENT = "statement", "statement"
        OTHER = "other", "other"

    class Status(models.TextChoices):
        SUGGESTED = "suggested", "suggested by a rule"
        CONFIRMED = "confirmed", "confirmed by a person"
        REJECTED = "rejected", "rejected by a person"

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, allow_unicode=True, editable=False, db_index=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED)
    start = partial_date_field("2023, 2023-10 or 2023-10-16.")
    end = partial_date_field("Empty if it lasted a day or goes on.")
    place = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, help_text="Where."
    )
    summary = models.TextField(blank=True)
    confidence = models.FloatField(
        null=True, blank=True, editable=False, help_text="How sure the rules are, 0 to 1."
    )
    voices = models.IntegerField(
        default=0, editable=False, help_text="Articles about it, those of one story counted once."
    )
    held = models.BooleanField(
        default=False,
        editable=False,
        help_text="A person decided something about it: rules change none of its columns, and it stays.",
    )
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="absorbed", editable=False
    )
    countries: "models.ManyToManyField[Country, EventCountry]" = models.ManyToManyField(
        Country, through="EventCountry", blank=True, related_name="events"
    )
    people: "models.ManyToManyField[Person, EventPerson]" = models.ManyToManyField(
        Person, through="EventPerson", blank=True, related_name="events"
    )
    articles: "models.ManyToManyField[Article, EventArticle]" = models.ManyToManyField(
        "Article", through="EventArticle", blank=True, related_name="events"
    )

    class Meta:
        ordering = ["-start", "-pk"]
        indexes = [
            models.Index(
                fields=["-voices", "-start", "-id"],
                condition=models.Q(merged_into=None) & ~models.Q(status="rejected"),
                name="most_widely_reported",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **options: object) -> None:
        self.slug = event_slug(self.title)
        self.held = self.held or self.status != self.Status.SUGGESTED
        super().save(*args, **options)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.pk, self.slug])

    def clean(self) -> None:
        if self.start and self.end and self.end < self.start[: len(self.end)]:
            raise ValidationError({"end": "The end is before the start."})


def event_slug(title: str) -> str:
    """The readable end of an event's address; "event" where the title has no letters."""
    return slugify(title, allow_unicode=True)[:80].rstrip("-") or "event"


class Part(models.TextChoices):
    """What somebody has to do with an event; "" where nobody said."""

    ACTOR = "actor", "acted"
    TARGET = "target", "was its target"
    PLACE = "place", "where it happened"


class EventCountry(models.Model):
    """A country has a part in an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="country_links", db_index=False)
    country = models.ForeignKey(Country, models.CASCADE, related_name="event_links", db_index=False)
    part = models.CharField(max_length=6, choices=Part, blank=True)

    class Meta:
        verbose_name = "country of the event"
        verbose_name_plural = "countries of the event"
        constraints = [models.UniqueConstraint(fields=["event", "country"], name="one_part_of_a_country")]
        indexes = [models.Index(fields=["country", "event"])]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.country_id}"


class EventPerson(models.Model):
    """A person has a part in an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="person_links", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="event_links", db_index=False)
    part = models.CharField(max_length=6, choices=Part, blank=True)

    class Meta:
        verbose_name = "person of the event"
        verbose_name_plural = "people of the event"
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="one_part_of_a_person")]
        indexes = [models.Index(fields=["person", "event"])]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.person_id}"


class EventArticle(models.Model):
    """An article reports an event; `evidence` is the sentence that says so, where a rule found it.

    `start` and `end` are the sentence in `field` (code points), `trigger` the words that tell the kind. A
    link `by_hand` may have no sentence. `said` is who took part by the sentence: a list of
    [part, words, code of a country, name and slug of a person]. `day` is the day that the sentence means, and
    `day_said` whether it says so itself; else it is that of the publication. `words` are the stems that it
    is compared by.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="article_links", db_index=False)
    article = models.ForeignKey("Article", models.CASCADE, related_name="event_links")
    by_hand = models.BooleanField(default=True, editable=False, help_text="A person made the link.")
    evidence = models.TextField(blank=True)
    field = models.CharField(max_length=5, blank=True, editable=False)
    start = models.IntegerField(default=0, editable=False)
    end = models.IntegerField(default=0, editable=False)
    trigger = models.TextField(blank=True, editable=False)
    rule = models.CharField(max_length=100, blank=True, editable=False)
    confidence = models.FloatField(default=0, editable=False)
    kind = models.CharField(max_length=12, blank=True, editable=False)
    mode = models.CharField(max_length=20, blank=True, editable=False)
    day = models.DateField(null=True, editable=False)
    day_precision = precision_field(editable=False)
    day_said = models.BooleanField(default=False, editable=False)
    place = models.CharField(max_length=2, blank=True, editable=False)
    said = models.JSONField(default=list, editable=False)
    words = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = "article of the event"
        verbose_name_plural = "articles of the event"
        constraints = [models.UniqueConstraint(fields=["event", "article"], name="one_link_to_an_event")]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.article_id}"


class EventKey(models.Model):
    """A key (kind, participant, week) of an event. A sentence that has one of them may be about the event.

    The one index holds all there is, so a look-up reads nothing else. There is no constraint to the events.
    """

    pk = models.CompositePrimaryKey("key", "event")
    key = models.BigIntegerField()
    event = models.ForeignKey(Event, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")

    def __str__(self) -> str:
        return f"key {self.key} of event {self.event_id}"


class EventDecision(models.Model):
    """What a person decided about an event. It is never deleted; taking it back is recorded beside it."""

    class Action(models.TextChoices):
        CONFIRM = "confirm", "confirmed"
        REJECT = "reject", "rejected"
        CHANGE = "change", "changed"
        MERGE = "merge", "merged"
        SPLIT = "split", "article taken out"
        ADD = "add", "article put in"

    event = models.ForeignKey(Event, models.CASCADE, related_name="decisions")
    other = models.ForeignKey(
        Event, models.SET_NULL, null=True, related_name="+", help_text="The event that it joined, or left."
    )
    action = models.CharField(max_length=8, choices=Action)
    summary = models.TextField(help_text="What was decided, in a sentence.")
    before = models.JSONField(default=dict, help_text="What it takes to take it back.")
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, help_text="Who decided, also when the account is gone.")
    when = models.DateTimeField(auto_now_add=True)
    reverted = models.DateTimeField(null=True)
    reverted_by_name = models.CharField(max_length=150, blank=True)
    reverted_why = models.TextField(blank=True)

    class Meta:
        verbose_name = "decision on an event"
        verbose_name_plural = "decisions on events"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.summary


class EventVerdict(models.Model):
    """A person's word that an article is, or is not, about an event. The newest that is in force counts.

    The article is named by its identity, which stays when a batch is taken back and imported again.
    """

    decision = models.ForeignKey(EventDecision, models.CASCADE, related_name="verdicts")
    event = models.ForeignKey(Event, models.CASCADE, related_name="verdicts")
    article = models.CharField(max_length=64, db_index=True, help_text="Identity of the article.")
    inside = models.BooleanField(help_text="Whether it is about the event.")

    class Meta:
        verbose_name = "verdict on an article and an event"
        verbose_name_plural = "verdicts on articles and events"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event_id} {'with' if self.inside else 'without'} {self.article}"
