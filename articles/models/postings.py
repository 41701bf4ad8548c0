"""Which articles have a word, how often and where, to be read quickly: derived from the search words.

`articles/postings/` knows the form, an import makes them, searching reads them. An article that is in no
segment, or is stale, is asked of the search words themselves: no answer depends on how far this is.
"""

from django.db import models


class PostingSegment(models.Model):
    """Up to 20,000 articles whose words were posted together.

    Of several segments that have an article the one with the highest id counts. Articles that are gone stay.
    """

    articles = models.BinaryField(help_text="The ids of the articles, ascending: int64, little-endian.")
    total = models.IntegerField(help_text="How many articles they are.")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"segment of {self.total} articles"


class PostingBlock(models.Model):
    """The posting lists of neighbouring lexemes of a segment (`articles/postings/codec.py`)."""

    segment = models.ForeignKey(PostingSegment, models.CASCADE, related_name="blocks", db_index=False)
    configuration = models.CharField(max_length=20, help_text="The text-search configuration.")
    first = models.TextField(db_collation="C", help_text="The first lexeme of the block.")
    lists = models.BinaryField()
    places = models.BinaryField(help_text="The positions of the lexemes: uint16, little-endian.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("segment", "configuration", "first"), name="one_block_from_a_lexeme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.configuration} from {self.first} in segment {self.segment_id}"


class StalePosting(models.Model):
    """An article whose search words were written anew, or deleted, since it was posted, if it was.

    A trigger writes it; posting the article anew removes it.
    """

    article = models.BigIntegerField()

    def __str__(self) -> str:
        return f"article {self.article}"
