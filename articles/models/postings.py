"""Which articles have a word, how often and where, to be read quickly: derived from the search words.

`articles/postings/` knows the form, an import makes them, searching reads them. An article that is in no
segment, or is stale, is asked of the search words themselves: no answer depends on how far this is.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from django.db import connection, models
from psycopg import Cursor

from articles.postings.segments import Ids

WITH_WORDS = "SELECT string_agg(int8send(article_id), '' ORDER BY article_id) FROM articles_searchtext"
EACH = 8  # bytes of an id
AT_ONCE = 1_000  # articles whose words are read in one question
TEXTS = """
    SELECT id, title, body, ARRAY(
        SELECT text FROM articles_caption caption WHERE caption.article_id = article.id ORDER BY id
    )
    FROM articles_article article WHERE id = ANY(%s) ORDER BY id
"""
WORDS = """
    SELECT article_id, configuration, tsvectorsend(words) FROM articles_searchtext
    WHERE article_id = ANY(%s) ORDER BY article_id
"""


class PostingSegment(models.Model):
    """Up to 20,000 articles whose words were posted together.

    Of several segments that have an article the one with the highest id counts. Articles that are gone stay.
    """

    articles = models.BinaryField(help_text="The ids of the articles, ascending: int64, little-endian.")
    total = models.IntegerField(help_text="How many articles they are.")
    unwritten = models.BinaryField(
        default=b"", help_text="The ids of those with too many words for the lists of words as written."
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"segment of {self.total} articles"


class PostingBlock(models.Model):
    """The posting lists of neighbouring lexemes of a segment (`articles/postings/codec.py`)."""

    segment = models.ForeignKey(PostingSegment, models.CASCADE, related_name="blocks", db_index=False)
    configuration = models.CharField(
        max_length=20, help_text="The text-search configuration, or “written” for words as they are written."
    )
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


def segments() -> dict[int, Ids]:
    """The articles of each segment, ascending, by its id; but for those that are damaged."""
    return {key: np.frombuffer(articles, "<i8") for key, articles, sound in _segments() if sound}


def damaged() -> list[int]:
    """The segments whose ids cannot be read. Nobody asks them, so that their articles are posted anew."""
    return [key for key, _, sound in _segments() if not sound]


def is_sound(total: int, articles: bytes, unwritten: bytes) -> bool:
    """Whether all ids of a segment are there."""
    return len(articles) == EACH * total and not len(unwritten) % EACH


def _segments() -> Iterator[tuple[int, bytes, bool]]:
    rows = PostingSegment.objects.order_by("pk").values_list("pk", "total", "articles", "unwritten")
    for key, total, articles, unwritten in rows:
        yield key, bytes(articles), is_sound(total, bytes(articles), bytes(unwritten))


def with_words() -> Ids:
    """All articles that have search words, ascending."""
    with connection.cursor() as cursor:
        # The planner would rather read the table with its vectors than the narrow index.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(WITH_WORDS)
        found = cursor.fetchone()[0] or b""
        cursor.execute("SET LOCAL enable_seqscan = on")
    return np.frombuffer(found, ">i8").astype(np.int64)


def words_of(articles: Sequence[int]) -> Iterator[tuple[int, str, bytes]]:
    """The search words of those of the articles that have any: id, configuration, the vector in binary form.

    `articles` are ascending, and so is what comes.
    """
    connection.ensure_connection()
    for start in range(0, len(articles), AT_ONCE):
        # Django's own cursors cannot ask for the binary form.
        with Cursor(connection.connection) as cursor:
            yield from cursor.execute(WORDS, [articles[start : start + AT_ONCE]], binary=True)


def texts_of(articles: Sequence[int]) -> Iterator[tuple[int, str, list[str]]]:
    """Id, title, and text with captions of those of the articles that there are; ascending, as `words_of`."""
    for start in range(0, len(articles), AT_ONCE):
        with connection.cursor() as cursor:
            cursor.execute(TEXTS, [list(articles[start : start + AT_ONCE])])
            for key, title, body, captions in cursor.fetchall():
                yield key, title, [body, *captions]


def as_bytes(articles: Sequence[int]) -> bytes:
    """Ids as a segment holds them."""
    return np.array(articles, "<i8").tobytes()
