"""The articles: what was published, by whom, when, where it stands in which file, and its earlier texts."""

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from articles.models.fields import precision_field
from articles.records import PARAGRAPH_BREAK

if TYPE_CHECKING:
    from articles.models.knowledge import Country, Person
    from articles.models.links import ArticleCountry, ArticlePerson

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ps", "ckb", "dv", "ug", "yi"}


class Source(models.Model):
    """Who published an article: a newspaper, an agency, a site."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    url = models.URLField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])


class Article(models.Model):
    """An article in its current text. Earlier texts are its versions; its address never changes."""

    # The fields without an index of their own are first in one of those below, or never looked up.
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="articles", db_index=False
    )
    title = models.TextField()
    slug = models.SlugField(max_length=80, allow_unicode=True, editable=False, db_index=False)
    body = models.TextField(help_text="Paragraphs, with a blank line between them.")
    language = models.CharField(max_length=8, blank=True, help_text="ISO 639 code; empty if unsure.")
    byline = models.TextField(blank=True)
    dateline = models.TextField(blank=True)
    url = models.TextField("URL", blank=True)
    external_id = models.TextField(blank=True, help_text="The identifier that the source gave it.")

    published = models.DateField(
        null=True, blank=True, help_text="First day of the month or year if only that is known."
    )
    published_precision = precision_field()
    published_rule = models.TextField(blank=True, help_text="The rule that found the date.")
    published_evidence = models.TextField(blank=True, help_text="The words that the date rests on.")

    identity = models.CharField(max_length=64, editable=False)
    content_hash = models.CharField(max_length=64, editable=False)
    signature = models.BinaryField(blank=True, default=b"", editable=False)

    batch = models.ForeignKey("Batch", models.PROTECT, related_name="articles", editable=False)
    file = models.ForeignKey("SourceFile", models.PROTECT, related_name="articles", editable=False)
    member = models.TextField(blank=True, editable=False)
    first_line = models.IntegerField(null=True, editable=False)
    last_line = models.IntegerField(null=True, editable=False)
    layout = models.CharField(max_length=40, blank=True, editable=False)
    confidence = models.FloatField(default=1, editable=False, help_text="How sure the cut is, 0 to 1.")
    doubt = models.TextField(blank=True, help_text="Why the cut or the text may be wrong; empty means sure.")
    added = models.DateTimeField(auto_now_add=True)

    countries: "models.ManyToManyField[Country, ArticleCountry]" = models.ManyToManyField(
        "Country", through="ArticleCountry", related_name="articles"
    )
    people: "models.ManyToManyField[Person, ArticlePerson]" = models.ManyToManyField(
        "Person", through="ArticlePerson", related_name="articles"
    )

    class Meta:
        ordering = ["-published", "-pk"]
        indexes = [
            models.Index(models.F("published").desc(nulls_last=True), models.F("id").desc(), name="newest"),
            models.Index(fields=["source", "published"]),
            models.Index(fields=["content_hash"]),
        ]
        # Not unique=True: that makes a second index, for searches by the first letters.
        constraints = [models.UniqueConstraint(fields=["identity"], name="one_article_of_an_identity")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk, self.slug])

    @property
    def paragraphs(self) -> list[str]:
        """The body cut at blank lines."""
        return [part for part in PARAGRAPH_BREAK.split(self.body.strip()) if part]

    @property
    def published_iso(self) -> str:
        """The date in ISO 8601 cut to its precision; "" where unknown."""
        if self.published is None:
            return ""
        return self.published.isoformat()[
            : {"day": 10, "month": 7, "year": 4}.get(self.published_precision, 0)
        ]

    @property
    def direction(self) -> str:
        """The direction of the text, for the page."""
        return "rtl" if self.language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def article_slug(title: str) -> str:
    """The readable end of an article's address; "article" where the title has no letters."""
    return slugify(title, allow_unicode=True)[:80].rstrip("-") or "article"


class Caption(models.Model):
    """The text below a picture of an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="captions")
    position = models.IntegerField()
    text = models.TextField()
    credit = models.TextField(blank=True)
    taken = models.DateField("date", null=True, blank=True)
    place = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class Version(models.Model):
    """A text that an article had before its source changed it, with where that text came from."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    number = models.IntegerField(help_text="1 is the first text that the archive had.")
    title = models.TextField()
    body = models.TextField()
    content_hash = models.CharField(max_length=64, editable=False)
    published = models.DateField(null=True, blank=True)
    published_precision = precision_field()
    batch = models.ForeignKey("Batch", models.PROTECT, related_name="versions", editable=False)
    file = models.ForeignKey("SourceFile", models.PROTECT, related_name="versions", editable=False)
    member = models.TextField(blank=True, editable=False)
    first_line = models.IntegerField(null=True, editable=False)
    last_line = models.IntegerField(null=True, editable=False)
    snapshot = models.JSONField(
        default=dict,
        editable=False,
        help_text="All else that the article was then: columns, captions, links.",
    )
    replaced_by = models.ForeignKey("Batch", models.PROTECT, related_name="+", editable=False)
    replaced = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_version_of_a_number")]

    def __str__(self) -> str:
        return f"{self.title} (version {self.number})"
