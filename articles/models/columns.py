"""Names of columns that this archive's own files use, beside the usual ones that the reader knows."""

from django.db import models


class ColumnName(models.Model):
    """A column (of a table, a JSON record, a feed) that holds a field of an article."""

    class Holds(models.TextChoices):
        TITLE = "title", "the title"
        BODY = "body", "the text"
        PUBLISHED = "published", "the date of publication"
        SOURCE = "source", "the source"
        URL = "url", "the address"
        BYLINE = "byline", "the author"
        EXTERNAL_ID = "external_id", "the identifier that the source gave it"
        LANGUAGE = "language", "the language"
        DATELINE = "dateline", "the place that the text was sent from"
        NOTHING = "nothing", "nothing that the archive keeps"

    column = models.CharField(
        max_length=100,
        unique=True,
        help_text="As the file writes it; upper and lower case, spaces, dots and dashes do not matter.",
    )
    holds = models.CharField(max_length=12, choices=Holds)

    class Meta:
        ordering = ["column"]

    def __str__(self) -> str:
        return f"{self.column}: {self.get_holds_display()}"
