"""The posting lists held against the search words that they were made of: which articles have other lists."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

import numpy as np
from django.db import connection, transaction

from articles.models import PostingBlock, PostingSegment, StalePosting
from articles.models.postings import damaged, segments, texts_of, with_words, words_of
from articles.postings.codec import Block
from articles.postings.comparing import List, differing
from articles.postings.segments import Ids, Mask, counted
from articles.postings.texts import Texts
from articles.postings.vectors import Vectors
from articles.postings.written import WRITTEN

Tell = Callable[[str], None]


def wrongly_posted(tell: Tell) -> list[int]:
    """The articles whose lists are not those of their words, of all that are posted and not stale."""
    wrong: list[int] = []
    within = connection.in_atomic_block
    with transaction.atomic():
        if not within:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        held = segments()
        stale = list(set(StalePosting.objects.values_list("article", flat=True)))
        own = counted(with_words(), held).own
        for at, (key, articles) in enumerate(held.items(), 1):
            wrong += articles[_wrong_in(key, articles, own[key] & ~np.isin(articles, stale))].tolist()
            tell(f"posting lists of {at} of {len(held)} segments compared")
    return sorted(wrong)


def unreadable(*, repair: bool) -> list[int]:
    """The segments of which nobody can tell which articles they have; with `repair` they are deleted."""
    found = damaged()
    if repair:
        PostingSegment.objects.filter(pk__in=found).delete()
    return found


def post_again(articles: list[int]) -> None:
    """Have the lists of these articles not count, until they are built anew."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_staleposting (article) SELECT unnest(%s::bigint[])", [articles])


def _wrong_in(segment: int, articles: Ids, own: Mask) -> Mask:
    wrong = np.zeros(len(own), np.bool_)
    made: dict[str, Vectors] = {}
    for key, configuration, vector in words_of(articles[own].tolist()):
        made.setdefault(configuration, Vectors()).add(int(np.searchsorted(articles, key)), vector)
    texts = Texts()
    for key, title, others in texts_of(articles[own].tolist()):
        texts.add(int(np.searchsorted(articles, key)), title, others)
    unwritten = np.frombuffer(PostingSegment.objects.get(pk=segment).unwritten, "<i8")
    wrong[own & np.isin(articles, unwritten)] = True
    wrong[texts.unwritten] ^= True
    kept = set(PostingBlock.objects.filter(segment=segment).values_list("configuration", flat=True))
    for configuration in sorted(kept | made.keys() | {WRITTEN}):
        lists = (texts if configuration == WRITTEN else made.pop(configuration, Vectors())).lists()
        try:
            wrong |= differing(_kept(segment, configuration), lists, own)
        except (ValueError, IndexError, struct.error):
            return own  # a block that cannot be read: nothing of the segment can be relied on
    return wrong


def _kept(segment: int, configuration: str) -> Iterator[List]:
    """All lists of a segment in the order of their lexemes."""
    blocks = PostingBlock.objects.filter(segment=segment, configuration=configuration).order_by("first")
    for first, lists, places in blocks.values_list("first", "lists", "places").iterator(50):
        for at, found in enumerate(Block(bytes(lists)).all(bytes(places))):
            if not at and found[0] != first:
                raise ValueError(f"the block from {first!r} begins with {found[0]!r}")
            yield found
