"""Articles in any format that the archive reads → an archive of as many articles as asked, for benchmarks.

Each given article is read and linked once, up to `MOST_SOURCES` of them. When they are used up, articles are
mixed: title, date and first half of the paragraphs of one, second half of those of another, with the links
of both. Rows are written by the import's own COPY code, so links, words and notes are as it makes them;
sources, stories and events are made up (12 sources; every ninth mixed article is a version of the one that
gave its title; reports of one kind, week and country are one event), because to find those costs hours.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

CHUNK = 2_000
MOST_SOURCES = 60_000
VERSIONS = 9
SOURCES = tuple(f"Wire {letter}" for letter in "ABCDEFGHIJKL")
ARTICLE_FIELDS = (
    *("id", "source", "title", "slug", "body", "language", "published", "published_precision"),
    *("identity", "content_hash", "batch", "file", "added", "confidence", "signature"),
    *("byline", "dateline", "url", "external_id", "published_rule", "published_evidence"),
    *("member", "layout", "doubt"),
)


class LargeArchive:
    """The archive of the database that Django is set up for; `grow` brings it to a number of articles."""

    def __init__(self, paths: Sequence[str]) -> None:
        from articles.importing.names import Names
        from articles.models import Article, Batch, RawFile, SourceFile

        self.chance = random.Random(1)
        self.names = Names()
        self.count = Article.objects.count()
        if self.count:
            return
        self.names.learn_sources(SOURCES)
        self.batch = Batch.objects.create(label="Made by a benchmark", status=Batch.Status.STORING)
        raw = RawFile.objects.create(sha256=sha256(b"").hexdigest(), size=0)
        self.file = SourceFile.objects.create(batch=self.batch, raw=raw, name="none", complete=True)
        self.fresh = _linked(paths)
        self.known: list[Any] = []
        self.keys: list[int] = []
        self.events: dict[tuple[str, str, str], int] = {}
        self.stories: dict[int, int] = {}

    def grow(self, size: int) -> None:
        """Make articles until there are `size`; an archive that has articles already stays as it is."""
        from django.db import connection, transaction
        from django.utils import timezone

        from articles.importing.posting import build_postings
        from articles.models import Batch
        from articles.models.words import many_new_words

        if self.count:
            build_postings()
            return
        with many_new_words():
            while self.count < size:
                made = [self._next() for _ in range(min(CHUNK, size - self.count))]
                with transaction.atomic():
                    self._store(made)
                self.count += len(made)
                if self.count % 20_000 == 0:
                    print(f"  {self.count:,} articles", flush=True)
        Batch.objects.filter(pk=self.batch.pk).update(status=Batch.Status.DONE, finished=timezone.now())
        build_postings()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _next(self) -> tuple[Any, int | None]:
        """An article, and the number of the one that it is a version of."""
        if len(self.known) < MOST_SOURCES:
            record = next(self.fresh, None)
            if record is not None:
                self.known.append(record)
                return record, None
        one = self.chance.randrange(len(self.known))
        other = self.chance.randrange(len(self.known))
        version = one if self.chance.random() * VERSIONS < 1 else None
        return _mixed(self.known[one], self.known[other]), version

    def _store(self, made: Sequence[tuple[Any, int | None]]) -> None:
        from django.utils import timezone

        from articles.importing.copying import copy_rows, reserve_keys
        from articles.importing.parts import add_parts
        from articles.models import Article
        from articles.models.archive import article_slug

        keys = reserve_keys(Article, len(made))
        self.names.learn_people(link for record, _ in made for link in record.found.people)
        now = timezone.now()
        rows = []
        for key, (record, _) in zip(keys, made, strict=True):
            article, digest = record.article, sha256(str(key).encode()).hexdigest()
            source = SOURCES[min(int(self.chance.expovariate(0.4)), len(SOURCES) - 1)]
            rows.append(
                (key, self.names.sources[source], article.title, article_slug(article.title), article.body)
                + (article.language[:8], article.published.day, article.published.precision.value)
                + (digest, digest, self.batch.pk, self.file.pk, now, 1.0, b"")
                + ("",) * 9
            )
        copy_rows(Article, ARTICLE_FIELDS, rows)
        add_parts([(key, record) for key, (record, _) in zip(keys, made, strict=True)], self.names)
        self.keys += keys
        self._versions(keys, made)
        self._reports(keys, made)

    def _versions(self, keys: Sequence[int], made: Sequence[tuple[Any, int | None]]) -> None:
        from articles.importing.copying import copy_rows
        from articles.models import Story, StoryMember

        rows = []
        for key, (_, version) in zip(keys, made, strict=True):
            if version is None:
                continue
            if version not in self.stories:
                self.stories[version] = Story.objects.create().pk
                rows.append((self.keys[version], self.stories[version]))
            rows.append((key, self.stories[version]))
        copy_rows(StoryMember, ("article", "story"), rows)

    def _reports(self, keys: Sequence[int], made: Sequence[tuple[Any, int | None]]) -> None:
        from articles.models import Event, EventArticle

        links, new = set(), {}
        for key, (record, _) in zip(keys, made, strict=True):
            for report in record.found.reports[:2]:
                code = next((said.code for said in report.said if said.code), "")
                if code and isinstance(report.day, date):
                    week = "{}-W{:02}".format(*report.day.isocalendar()[:2])
                    about = report.kind, week, code
                    links.add((key, about))
                    if about not in self.events and about not in new:
                        title = f"{report.kind} in {code}, {week}"
                        new[about] = Event(
                            title=title, slug="event", kind=report.kind[:12],
                            status=Event.Status.SUGGESTED, start=report.day.isoformat(),
                        )  # fmt: skip
        Event.objects.bulk_create(new.values())
        self.events |= {about: event.pk for about, event in new.items()}
        EventArticle.objects.bulk_create(
            EventArticle(article_id=key, event_id=self.events[about], by_hand=False)
            for key, about in sorted(links)
        )


def _linked(paths: Sequence[str]) -> Iterator[Any]:
    """The articles of the files, each with what was found in it."""
    from articles.importing.found import Prepared, find
    from articles.importing.inputs import find_files
    from articles.importing.pipeline import Work, linked_chunks
    from articles.importing.reference import reference_from_database
    from articles.records import Rejection

    files = find_files(list(paths))
    works = [Work(file) for file in files]
    chunks = linked_chunks(works, reference_from_database(), find, expected=sum(file.size for file in files))
    for chunk in chunks:
        for result in chunk.results():
            if not isinstance(result, Rejection):
                yield Prepared(*result)


def _mixed(one: Any, other: Any) -> Any:
    """An article of two: its links have no evidence, because their words stand elsewhere now."""
    from dataclasses import replace

    first, second = one.article.body.split("\n\n"), other.article.body.split("\n\n")
    body = "\n\n".join(first[: (len(first) + 1) // 2] + second[len(second) // 2 :])
    found = one.found._replace(
        countries=_both(one.found.countries, other.found.countries, lambda link: link.code),
        people=_both(one.found.people, other.found.people, lambda link: link.key or link.name),
    )
    return one._replace(article=replace(one.article, body=body, whole=""), found=found)


def _both(links: Sequence[Any], more: Sequence[Any], key: Any) -> tuple[Any, ...]:
    kept = {key(link): link._replace(evidence="[]") for link in (*more, *links)}
    return tuple(kept.values())
