"""The links of an article to countries and people, each with the words that it rests on."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Link(models.Model):
    """What the links of an article to a country and to a person share.

    `evidence` is a list of mentions: {"field": "title" | "body", "start", "end", "text", "rule"}, offsets in
    code points. An empty list means that a person made the link by hand. `about` tells whether the article is
    about it or only mentions it; `confidence`, from 0 to 1, how sure the link is by what was counted of its
    rules on labelled texts, and is empty where that was not measured. The two indexes of a link start with
    either end, so the keys need none of their own: an article has dozens of links.
    """

    in_title = models.BooleanField(default=False)
    mentions = models.IntegerField(default=1, validators=[MinValueValidator(0)])
    evidence = models.JSONField(default=list, blank=True)
    about = models.BooleanField(default=False, db_default=False)
    confidence = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )

    class Meta:
        abstract = True


class ArticleCountry(Link):
    """An article names a country."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="country_links", db_index=False)
    country = models.ForeignKey("Country", models.PROTECT, related_name="article_links", db_index=False)

    class Meta:
        verbose_name = "country link"
        constraints = [models.UniqueConstraint(fields=["article", "country"], name="one_link_to_a_country")]
        indexes = [models.Index(fields=["country", "article"])]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.country_id}"


class ArticlePerson(Link):
    """An article names a person; `role` is what the text says of them, as written.

    `role_country` is the country that the role names. `by_office`: no name stands in the article, only an
    office that the person held on its day.
    """

    article = models.ForeignKey("Article", models.CASCADE, related_name="person_links", db_index=False)
    person = models.ForeignKey("Person", models.PROTECT, related_name="article_links", db_index=False)
    role = models.TextField(blank=True)
    role_country = models.ForeignKey(
        "Country", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    by_office = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = "person link"
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="one_link_to_a_person")]
        indexes = [models.Index(fields=["person", "article"])]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.person_id}"
