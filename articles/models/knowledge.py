"""What is known beside the articles: countries with their names, people with their offices, events."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from articles.models.fields import partial_date_field


class NameKey(models.Func):
    """A name as it is compared: lower case, no accents, no points, a space for a hyphen."""

    function = "name_key"
    arity = 1
    output_field = models.CharField()


# Of a person's name: the family name is one of the two, but for those of several words.
FIRST_WORD = NameKey(models.Func("name", models.Value(r"\s.*$"), models.Value(""), function="regexp_replace"))
LAST_WORD = NameKey(models.Func("name", models.Value(r"^.*\s"), models.Value(""), function="regexp_replace"))


class Origin(models.TextChoices):
    """Where a piece of knowledge comes from."""

    REFERENCE = "reference", "reference data"
    OBSERVED = "observed", "seen in articles"
    MANUAL = "manual", "entered by hand"


class Country(models.Model):
    """A country or territory that news names."""

    code = models.CharField(max_length=2, unique=True, help_text="ISO 3166-1 alpha-2; XK is Kosovo.")
    iso3 = models.CharField(max_length=3, blank=True)
    name = models.CharField(max_length=100)
    official_name = models.CharField(max_length=200, blank=True)
    slug = models.SlugField(max_length=100, unique=True)
    region = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "countries"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("country", args=[self.slug])


class CountryName(models.Model):
    """One way to write a country; `sensitive` forms are something else too and need context."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, help_text="name, demonym, capital, alias, …")
    language = models.CharField(max_length=12, default="en")
    sensitive = models.BooleanField(default=False)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.MANUAL)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(NameKey("text"), name="countries_by_name")]
        constraints = [
            models.UniqueConstraint(fields=["country", "text", "kind", "language"], name="one_country_name")
        ]

    def __str__(self) -> str:
        return self.text


class Person(models.Model):
    """Someone whom articles name. People of the reference data have offices; the others were only seen."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.MANUAL)
    note = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="absorbed", editable=False
    )

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name"]
        indexes = [
            models.Index(NameKey("name"), name="people_by_name"),
            models.Index(FIRST_WORD, name="known_by_first_word", condition=~models.Q(origin="observed")),
            models.Index(LAST_WORD, name="known_by_last_word", condition=~models.Q(origin="observed")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("leader", args=[self.slug])

    @property
    def whole(self) -> "Person":
        """The person that this one is, where two were found to be one."""
        person, seen = self, {self.pk}
        while person.merged_into is not None and person.merged_into.pk not in seen:
            person = person.merged_into
            seen.add(person.pk)
        return person

    def with_absorbed(self) -> "list[Person]":
        """The person and all who were found to be the same, directly or through another."""
        found, seen = [self], {self.pk}
        for person in found:
            for other in person.absorbed.order_by("pk"):
                if other.pk not in seen:
                    seen.add(other.pk)
                    found.append(other)
        return found


def person_slug(name: str) -> str:
    """The identity and address of a person seen under `name`; "" where the name has no letters."""
    return slugify(name, allow_unicode=True)[:200]


class PersonAlias(models.Model):
    """Another way to write a person's name."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.MANUAL)

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["pk"]
        indexes = [models.Index(NameKey("text"), name="people_by_alias")]
        constraints = [models.UniqueConstraint(fields=["person", "text"], name="one_alias_of_a_person")]

    def __str__(self) -> str:
        return self.text


class Office(models.Model):
    """A term of office of a person."""

    class Kind(models.TextChoices):
        HEAD_OF_STATE = "head_of_state", "head of state"
        HEAD_OF_GOVERNMENT = "head_of_government", "head of government"
        FOREIGN_MINISTER = "foreign_minister", "foreign minister"
        OTHER = "other", "other office"

    person = models.ForeignKey(Person, models.CASCADE, related_name="offices")
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        help_text="Empty: international.",
    )
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=100)
    start = partial_date_field("2023, 2023-10 or 2023-10-16; empty if unknown.")
    end = partial_date_field("Empty: in office, or unknown.")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.MANUAL)

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "country", "kind", "title", "start"],
                name="one_term_of_office",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        of = f" of {self.country}" if self.country else ""
        return f"{self.title}{of} ({self.start or '?'}–{self.end})"

    def clean(self) -> None:
        if self.start and self.end and self.end < self.start[: len(self.end)]:
            raise ValidationError({"end": "The end is before the start."})


class ReferenceLoad(models.Model):
    """A loading of the reference data: what was loaded, so that a start with the same data need not."""

    digest = models.CharField(max_length=64, help_text="SHA-256 of the files and of the version of the CLDR.")
    loaded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.digest[:12]
