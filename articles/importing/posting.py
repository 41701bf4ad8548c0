"""Search words in, posting lists out: of articles that are new or stale, and of segments that became small.

Each round is one transaction. It may be killed at any time, and what it did not come to is asked of the
search words themselves. What is written meanwhile stays stale: the notes are read before the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction
from django.db.models import Sum
from django.db.models.functions import Length

from articles.importing.copying import copy_rows
from articles.models import Article, PostingBlock, PostingSegment, StalePosting
from articles.models.postings import as_bytes, segments, texts_of, with_words, words_of
from articles.postings.codec import pack
from articles.postings.comparing import List
from articles.postings.segments import Ids, counted
from articles.postings.texts import Texts
from articles.postings.vectors import Vectors
from articles.postings.written import WRITTEN

FULL = 20_000  # articles of a segment
SMALL = FULL // 2
MOST_POSITIONS = 6_000_000  # of words in the texts of a segment: fewer articles, where texts are long
MOST_SMALL = 4  # a search asks each segment
POSTING_LOCK = 0x706F7374  # "post"; any number that nothing else in the database locks

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round is to do: post these articles (ascending), and drop these segments.

    `along` are the articles that a dropped segment counts for, `noted` the notes of stale articles, `gone`
    those of articles that are no more.
    """

    articles: Ids
    replaced: tuple[int, ...]
    along: Ids
    noted: dict[int, int]
    gone: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(len(self.articles) or self.replaced or self.gone)


def build_postings(*, most: int | None = None, tell: Tell = lambda _: None) -> int | None:
    """Post all that is not posted as it is now; how many articles that were.

    None where something is left: another builder is at it, or a round would take more than `most` articles.
    """
    total = 0
    with _lock() as held:
        while held:
            with transaction.atomic():
                plan = _plan()
                if not plan:
                    return total
                if most is not None and len(plan.articles) > most:
                    return None
                total += _post(plan)
            tell(f"{total:,} articles posted")
    return None


def build_anew(tell: Tell = lambda _: None) -> int | None:
    """Drop all postings and make them of every article; None where another builder is at work."""
    with _lock() as held, transaction.atomic():
        if held:
            PostingBlock.objects.all().delete()
            PostingSegment.objects.all().delete()
    return build_postings(tell=tell)


@contextmanager
def _lock() -> Iterator[bool]:
    """Whether the lock of builders is ours; the database frees it when the process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [POSTING_LOCK])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        # In a transaction that has failed nothing more can be said; its session ends, and so the lock.
        if held and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [POSTING_LOCK])


def _plan() -> Plan:
    # First of all, so that words that change after this leave a note that is not among these.
    noted = dict(StalePosting.objects.values_list("pk", "article"))
    live, held = with_words(), segments()
    own, posted = counted(live, held)
    waiting = live[~posted | np.isin(live, list(set(noted.values())))]
    chunk = waiting[:FULL]
    sound = {key: np.setdiff1d(articles[own[key]], waiting) for key, articles in held.items()}
    replaced = _replaced(len(chunk), held, sound)
    along = np.concatenate([chunk[:0], *(sound[key] for key in replaced)])
    return Plan(np.union1d(chunk, along), replaced, along, noted, _gone(noted, live))


def _replaced(waiting: int, held: Mapping[int, Ids], sound: Mapping[int, Ids]) -> tuple[int, ...]:
    """The segments whose `sound` articles a round takes along, beside so many that wait.

    Those of which more than half is gone or posted anew; and, where there would be too many small ones,
    these, the smallest first. A large one is never made anew for a few articles.
    """
    room, chosen = FULL - waiting, []
    by_size = sorted(sound, key=lambda key: (len(sound[key]), key))
    for key in by_size:
        if len(sound[key]) * 2 < len(held[key]) and len(sound[key]) <= room:
            chosen.append(key)
            room -= len(sound[key])
    full = _of_long_texts()
    small = [key for key in by_size if key not in chosen and key not in full and len(sound[key]) < SMALL]
    if len(small) + (SMALL < room < FULL) > MOST_SMALL:
        for key in small:
            if len(sound[key]) <= room:
                chosen.append(key)
                room -= len(sound[key])
    return tuple(chosen)


def _of_long_texts() -> set[int]:
    """The segments that are not small although their articles are few."""
    lexemes = PostingBlock.objects.exclude(configuration=WRITTEN)
    sizes = lexemes.values("segment").annotate(size=Sum(Length("places"))).order_by()
    return set(sizes.filter(size__gte=MOST_POSITIONS).values_list("segment", flat=True))


def _gone(noted: Mapping[int, int], live: Ids) -> tuple[int, ...]:
    """The notes of articles that are no more.

    One that has lost its words alone stays noted, or its old postings would count.
    """
    wordless = set(noted.values()) - set(live.tolist())
    there = set(Article.objects.filter(pk__in=wordless).values_list("pk", flat=True))
    return tuple(key for key, article in noted.items() if article in wordless - there)


def _post(plan: Plan) -> int:
    """Carry out a plan, up to what fits into memory; how many articles were posted. The others wait."""
    vectors: defaultdict[str, Vectors] = defaultdict(Vectors)
    articles: list[int] = []
    for key, configuration, vector in words_of(plan.articles.tolist()):
        vectors[configuration].add(len(articles), vector)
        articles.append(key)
        if sum(each.positions for each in vectors.values()) > MOST_POSITIONS:
            break
    posted = set(articles)
    settled = [key for key, article in plan.noted.items() if article in posted]
    left = [key for key in plan.along.tolist() if key not in posted]
    PostingBlock.objects.filter(segment__in=plan.replaced).delete()
    PostingSegment.objects.filter(pk__in=plan.replaced).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_staleposting WHERE id = ANY(%s)", [[*settled, *plan.gone]])
        # The segment that counted for these goes; an older one must not count instead.
        cursor.execute("INSERT INTO articles_staleposting (article) SELECT unnest(%s::bigint[])", [left])
    if articles:
        _write(articles, vectors)
    return len(articles)


def _write(articles: list[int], vectors: dict[str, Vectors]) -> None:
    segment = PostingSegment.objects.create(articles=as_bytes(articles), total=len(articles))
    for configuration in sorted(vectors):
        _copy(segment, configuration, vectors.pop(configuration).lists())
    texts, places = Texts(), {key: place for place, key in enumerate(articles)}
    for key, title, others in texts_of(articles):
        texts.add(places[key], title, others)
    segment.unwritten = as_bytes([articles[ordinal] for ordinal in texts.unwritten])
    segment.save(update_fields=["unwritten"])
    _copy(segment, WRITTEN, texts.lists())


def _copy(segment: PostingSegment, configuration: str, lists: Iterable[List]) -> None:
    columns = ("segment", "configuration", "first", "lists", "places")
    copy_rows(PostingBlock, columns, ((segment.pk, configuration, *block) for block in pack(lists)))
