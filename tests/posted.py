"""What the posting lists of the database say of each article, read the plain way, beside its words."""

from __future__ import annotations

import numpy as np
from django.db import connection

from articles.models import Article, PostingBlock, PostingSegment, SearchText, StalePosting
from articles.postings.codec import Block
from articles.postings.written import words as words_in

Words = dict[tuple[str, str], tuple[int, int, list[int]]]
"""By configuration and lexeme: how often in the title, how often anywhere, and where."""

VECTORS = """
    SELECT article_id, configuration, lexeme, positions, weights
    FROM articles_searchtext, unnest(words)
"""
UNWRITTEN = "written", ""
"""Stands for the words as written of an article that has too many, or too long ones."""


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
    for key in np.frombuffer(segment.unwritten, "<i8").tolist():
        found[key][UNWRITTEN] = 0, 0, []
    for row in PostingBlock.objects.filter(segment=segment):
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
    """The same of the search words and texts of every article that has search words."""
    found: dict[int, Words] = {key: {} for key in SearchText.objects.values_list("pk", flat=True)}
    for article in Article.objects.filter(pk__in=found):
        found[article.pk] |= _written(article)
    with connection.cursor() as cursor:
        cursor.execute(VECTORS)
        for article, configuration, lexeme, positions, weights in cursor.fetchall():
            kept, titles = positions[:255], weights[:255].count("A")
            found[article][configuration, lexeme] = titles, len(kept), kept
    return found


def _written(article: Article) -> Words:
    """The words of title, text and captions as they are written, numbered one by one."""
    found: dict[str, list[int]] = {}
    at = 0
    for text in (article.title, article.body, *(one.text for one in article.captions.order_by("pk"))):
        for word in words_in(text):
            at += 1
            found.setdefault(word, []).append(at)
        at += 10
    if at > 65_535 or any(len(word.encode()) > 500 for word in found):
        return {UNWRITTEN: (0, 0, [])}
    title = words_in(article.title)
    return {
        ("written", word): (min(title.count(word), 255), min(len(places), 255), places[:255])
        for word, places in found.items()
    }
