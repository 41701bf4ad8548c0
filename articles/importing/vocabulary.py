"""Articles → the words that they are written with. Runs when an import has ended, and may be killed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction

from articles.models import Article

CHUNK = 10_000  # articles
SHORTEST, LONGEST = 3, 40
WORD = re.compile(r"[^\W\d_]+")

TAKE = """
    DELETE FROM articles_unlearntarticle WHERE id IN (
        SELECT id FROM articles_unlearntarticle ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
    ) RETURNING article
"""
# In one order for all, so that of two who learn at once neither waits for the other in a circle.
ADD = """
    INSERT INTO articles_writtenword (word, articles) SELECT word, articles FROM learnt ORDER BY word
    ON CONFLICT (word) DO UPDATE SET articles = articles_writtenword.articles + excluded.articles
"""


def learn_words() -> int:
    """Learn the words of all articles that were indexed since the last time; how many articles they were."""
    total = 0
    while learnt := _learn_chunk():
        total += learnt
    return total


def learn_anew() -> int:
    """Forget all words and learn those of every article."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_unlearntarticle")
        cursor.execute("DELETE FROM articles_writtenword")
        cursor.execute("INSERT INTO articles_unlearntarticle (article) SELECT id FROM articles_article")
    return learn_words()


@transaction.atomic
def _learn_chunk() -> int:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [CHUNK])
        articles = {row[0] for row in cursor.fetchall()}
        if not articles:
            return 0
        texts = Article.objects.filter(pk__in=articles).order_by().values_list("title", "body")
        words = written_words(f"{title} {body}" for title, body in texts.iterator(500))
        cursor.execute("CREATE TEMPORARY TABLE learnt (word text, articles integer) ON COMMIT DROP")
        with cursor.copy("COPY learnt (word, articles) FROM STDIN") as copy:
            for row in words.items():
                copy.write_row(row)
        cursor.execute(ADD)
        cursor.execute("DROP TABLE learnt")
    return len(articles)


def written_words(texts: Iterable[str]) -> Counter[str]:
    """The words of the texts in lower case, each with about the number of texts that have it.

    Cutting at spaces first, and at marks only what is left of all texts, is three times as fast. A text that
    has a word with and without a comma is not counted twice, for the most frequent writing counts.
    """
    pieces: Counter[str] = Counter()
    for text in texts:
        pieces.update(set(text.lower().split()))
    found: Counter[str] = Counter()
    for piece, total in pieces.items():
        for word in WORD.findall(piece):
            if SHORTEST <= len(word) <= LONGEST and total > found[word]:
                found[word] = total
    return found
