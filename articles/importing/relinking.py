"""Stored articles in, their links found anew by the present names and rules out; decisions of people stay."""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from articles.importing import events
from articles.importing.concerned import BY_NAME, concerned
from articles.importing.decisions import Links, obey
from articles.importing.found import Found, find
from articles.importing.links import found_in, links_of, replace_links, same
from articles.importing.locking import import_lock
from articles.importing.names import Names
from articles.importing.reference import reference_from_database
from articles.importing.workers import BYTES_OF_AN_ARTICLE, NotLinked, Workers
from articles.linking import Linker
from articles.models import Article, Batch, Correction, RelinkRun
from articles.records import ParsedArticle, Precision, PublishedDate

AT_ONCE = 200

Progress = Callable[[int, int], None]
"""Called with how many articles are done, and how many there are."""


@dataclass(slots=True)
class Tally:
    """How many links came, went and stayed."""

    added: int = 0
    removed: int = 0
    kept: int = 0

    def count(self, before: Links, after: Links) -> None:
        """Count the links of one article."""
        old, new = _targets(before), _targets(after)
        self.added += len(new - old)
        self.removed += len(old - new)
        self.kept += len(old & new)


def parsed(article: Article) -> ParsedArticle:
    """A stored article as the linker reads one."""
    return ParsedArticle(
        file="",
        index=0,
        title=article.title,
        body=article.body,
        byline=article.byline,
        dateline=article.dateline,
        url=article.url,
        language=article.language,
        published=PublishedDate(
            article.published,
            Precision(article.published_precision),
            article.published_rule,
            article.published_evidence,
        ),
    )


def relink(articles: Collection[int], linker: Linker) -> Tally:
    """Find the links of these articles anew, here and now."""
    rows = _rows(articles)
    return write_found(rows, [find(linked) for linked in linker.link_all(parsed(row) for row in rows)])


@transaction.atomic
def write_found(rows: Sequence[Article], found: Sequence[Found | NotLinked | None]) -> Tally:
    """Write what was found in articles as they were read.

    One that was changed meanwhile, or in which nothing could be looked for, is left alone.
    """
    obey()
    tally = Tally()
    present = {row.pk: row for row in _rows([row.pk for row in rows], lock=True)}
    anew = {
        row.pk: Links(what.countries, what.people)
        for row, what in zip(rows, found, strict=True)
        if isinstance(what, Found) and row.pk in present and _same_text(row, present[row.pk])
    }
    before, known = links_of(anew.keys()), found_in(anew.keys())
    changed = {key: links for key, links in anew.items() if not same(links, known[key])}
    replace_links(changed, Names())
    reports = ((row.pk, what) for row, what in zip(rows, found, strict=True) if row.pk in anew)
    events.bring({key: what.reports for key, what in reports if isinstance(what, Found)})
    after = links_of(changed.keys())
    for key, links in before.items():
        tally.count(links, after.get(key, links))
    return tally


def relink_all(scope: str, articles: Sequence[int], progress: Progress) -> RelinkRun:
    """Find the links of these articles anew, spread over processes; `scope` says which they are.

    Killed and called again with the same scope it goes on where it stopped. Raises OtherImportError while an
    import runs.
    """
    with import_lock():
        run = RelinkRun.objects.filter(scope=scope, finished=None).first() or RelinkRun(scope=scope)
        run.save()
        keys = sorted(key for key in articles if key > run.mark)
        total = run.done + len(keys)
        progress(run.done, total)
        while keys:
            for rows, found in _spread(keys):
                with transaction.atomic():
                    _enter(run, rows, write_found(rows, found))
                progress(run.done, total)
            keys = [key for key in keys if key > run.mark]
        run.finished = timezone.now()
        run.save()
        return run


def catch_up(batch: Batch) -> None:
    """Link those articles of a batch anew whose names people corrected while it was stored.

    The processes that linked them know the names as they were when the run began.
    """
    lately = Q(when__gte=batch.created) | Q(reverted__gte=batch.created)
    corrections = Correction.objects.filter(lately, kind__in=BY_NAME)
    keys = {key for correction in corrections for key in concerned(correction)}
    if not keys:
        return
    own = list(Article.objects.filter(batch=batch, pk__among=keys).values_list("pk", flat=True))
    linker = Linker(reference_from_database())
    for first in range(0, len(own), AT_ONCE):
        relink(own[first : first + AT_ONCE], linker)


def known_names() -> tuple[object, ...]:
    """Something that changes whenever a person corrects the names that the linker knows."""
    corrections = Correction.objects.filter(kind__in=BY_NAME)
    return tuple(corrections.aggregate(Max("pk"), Max("reverted")).values())


def _spread(keys: Sequence[int]) -> Iterator[tuple[list[Article], list[Found | NotLinked | None]]]:
    """Articles with what was found in them, some at a time, until the names change that are looked for."""
    names = known_names()
    waiting: deque[tuple[list[Article], Future[list[Found | NotLinked | None]]]] = deque()
    with Workers(reference_from_database(), expected=len(keys) * BYTES_OF_AN_ARTICLE) as workers:
        for start in range(0, len(keys), AT_ONCE):
            rows = _rows(keys[start : start + AT_ONCE])
            waiting.append((rows, workers.link([parsed(row) for row in rows], find)))
            while len(waiting) > 2 * workers.count:
                rows, future = waiting.popleft()
                found = future.result()
                if known_names() != names:
                    return
                yield rows, found
        for rows, future in waiting:
            found = future.result()
            if known_names() != names:
                return
            yield rows, found


def _enter(run: RelinkRun, rows: Sequence[Article], tally: Tally) -> None:
    run.mark = max([row.pk for row in rows], default=run.mark)
    run.done += len(rows)
    run.added += tally.added
    run.removed += tally.removed
    run.kept += tally.kept
    run.save()


def _rows(articles: Collection[int], *, lock: bool = False) -> list[Article]:
    rows = Article.objects.filter(pk__among=articles).order_by("pk").defer("signature")
    return list(rows.select_for_update() if lock else rows)


def _same_text(one: Article, other: Article) -> bool:
    names = ("title", "body", "language", "published", "published_precision")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _targets(links: Links) -> set[str]:
    return {link.code for link in links.countries} | {f"person {link.key}" for link in links.people}
