"""What the posting lists of the database say of each article, read the plain way, beside its search words."""

from __future__ import annotations

import numpy as np
from django.db import connection

from articles.models import Article, PostingBlock, PostingSegment, SearchText, StalePosting
from articles.postings.codec import Block
from articles.postings.written import WRITTEN

Words = dict[tuple[str, str], tuple[int, int, list[int]]]
"""By configuration and lexeme: how often in the title, how often anywhere, and where."""

VECTORS = """
    SELECT article_id, configuration, lexeme, positions, weights
    FROM articles_searchtext, unnest(words)
"""


def posted() -> dict[int, Words]:
    """The articles that are posted and not stale, with what the segment says that counts for them."""
    stale = set(StalePosting.objects.values_list("article", flat=True))
    there = set(Article.objects.values_list("pk", flat=True))
    found: dict[int, Words] = {}
    for segment in PostingSegment.objects.order_by("pk"):
        articles = np.frombuffer(segment.articles, "<i8").tolist()
        assert articles == sorted(set(articles))
        assert segment.total == len(articles)
        found |= _words_in(segment, articles)
    return {key: words for key, words in found.items() if key in there - stale}


def _words_in(segment: PostingSegment, articles: list[int]) -> dict[int, Words]:
    found: dict[int, Words] = {key: {} for key in articles}
    for row in PostingBlock.objects.filter(segment=segment).exclude(configuration=WRITTEN):
        block = Block(bytes(row.lists))
        assert block.lexemes()[0] == row.first
        for lexeme in block.lexemes():
            posting = block.get(lexeme)
            assert posting is not None
            positions, at = block.positions(lexeme, bytes(row.places)).tolist(), 0
            for place, title, total in zip(*(each.tolist() for each in posting), strict=True):
                of_article = found[articles[place]]
                assert (row.configuration, lexeme) not in of_article
                of_article[row.configuration, lexeme] = title, total, positions[at : at + total]
                at += total
            assert at == len(positions)
    return found


def words() -> dict[int, Words]:
    """The same of the search words of every article, as PostgreSQL takes them apart."""
    found: dict[int, Words] = {key: {} for key in SearchText.objects.values_list("pk", flat=True)}
    with connection.cursor() as cursor:
        cursor.execute(VECTORS)
        for article, configuration, lexeme, positions, weights in cursor.fetchall():
            kept, titles = positions[:255], weights[:255].count("A")
            found[article][configuration, lexeme] = titles, len(kept), kept
    return found
