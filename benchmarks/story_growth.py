"""What finding the story of an article costs in archives of a thousand to a million articles.

    python benchmarks/story_growth.py FILE.jsonl [--sizes 1000 30000 300000 1000000] [--data FOLDER]

Articles are mixed from the sentences of FILE (JSON lines with title, body, date), one word of each sentence
changed; every twentieth is a report of one of 40 series that differ in numbers and names alone, so that many
texts share a key and its bucket is full. Their signatures are those of an import, their rows go in by COPY,
their keys as an import enters them. At each size the next articles are put into their stories as an
import does, 500 at a time; every fifth is a copy, slightly changed, of one stored before, near or far back.

Printed for each size: CPU of this process and of its PostgreSQL backend and time that passed, in microseconds
an article: cold (server started anew, its files out of the system's memory), begun (its files in it, the
first articles of a process) and warm (as in a long import, which has the index in memory; what it takes to
read that is printed too); how many of the copies found the story of their original; and taking articles back
and correcting a text, as a process does that has just begun. Nothing of a measurement stays in the archive.
A million takes some 4 GB of disk and a quarter of an hour.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from measuring import ROOT, data_folder, manage
from story_texts import Texts

SIZES = (1_000, 30_000, 300_000, 1_000_000)
CHUNK = 10_000
NEXT, ROUNDS = 1_000, 5
COPY_EACH = 5
KEPT_CHARACTERS = 900  # of a body in a row: stands for a long text, which PostgreSQL keeps beside the row
FIELDS = (
    *("id", "title", "slug", "body", "language", "published", "published_precision", "identity"),
    *("content_hash", "signature", "batch", "file", "added", "confidence", "byline", "dateline", "url"),
    *("external_id", "published_rule", "published_evidence", "member", "layout", "doubt"),
)

TABLES = ("articles_article", "articles_storyrun", "articles_storyblock", "articles_storyglance")


@dataclass(frozen=True)
class Cost:
    """What one measurement took, in microseconds an article."""

    python: float
    postgres: float
    passed: float

    def __str__(self) -> str:
        total = self.python + self.postgres
        return f"{self.python:7.0f} + {self.postgres:6.0f} = {total:7.0f} CPU, {self.passed:7.0f} passed"


class Archive:
    """The archive of the database that Django is set up for."""

    def __init__(self, texts: Texts) -> None:
        from articles.models import Article, Batch, RawFile, SourceFile

        self.texts = texts
        self.count = Article.objects.count()
        self.batch = Batch.objects.create(label="Made by a benchmark", status=Batch.Status.STORING)
        raw, _ = RawFile.objects.get_or_create(sha256=sha256(b"").hexdigest(), size=0)
        self.file = SourceFile.objects.create(batch=self.batch, raw=raw, name="none", complete=True)

    def grow(self, size: int) -> None:
        """Store articles and their keys until there are `size`; the key of each is its number and one."""
        from django.db import connection, transaction

        from articles.importing import story_index
        from articles.importing.stories import AT_ONCE
        from articles.linking import stories

        while self.count < size:
            numbers = range(self.count, min(self.count + CHUNK, size))
            made = [self.texts.article(number) for number in numbers]
            with transaction.atomic():
                rows = self.store({each.number + 1: (each.text, each.day) for each in made})
                read = ((key, stories.read(signature)) for key, (_, signature) in rows.items())
                sketches = [(key, sketch) for key, sketch in read if sketch]
                for start in range(0, len(sketches), AT_ONCE):
                    story_index.enter(dict(sketches[start : start + AT_ONCE]))
            self.count += len(made)
            if self.count % 100_000 == 0:
                print(f"  {self.count:,} articles", file=sys.stderr, flush=True)
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")
            cursor.execute("CHECKPOINT")

    def store(self, texts: Mapping[int, tuple[str, date]]) -> dict[int, tuple[str, bytes]]:
        """Store the rows of articles by COPY; the identity and the signature of each."""
        from django.db import connection
        from django.utils import timezone

        from articles.importing.copying import copy_rows
        from articles.linking.signatures import signature
        from articles.models import Article

        now, found, rows = timezone.now(), {}, []
        for key, (text, day) in texts.items():
            title, _, body = text.partition("\n")
            found[key] = identity, signed = sha256(str(key).encode()).hexdigest(), signature(text, day)
            start = (key, title, "none", body[:KEPT_CHARACTERS], "en", day, "day", identity, identity)
            rows.append((*start, signed, self.batch.pk, self.file.pk, now, 1.0, *("",) * 9))
        with connection.cursor() as cursor:
            # Notes for the index of searches, and checks of references, are no part of this.
            cursor.execute("SET LOCAL session_replication_role = replica")
            copy_rows(Article, FIELDS, rows)
            cursor.execute("SET LOCAL session_replication_role = origin")
        return found

    def next_articles(self, turn: int) -> tuple[dict[int, tuple[str, date]], dict[int, int]]:
        """The next articles, and for the key of each copy among them that of its original."""
        chance = random.Random(turn * 1_000 + self.count)
        texts, copies = {}, {}
        for place in range(NEXT):
            key = self.count + 1 + turn * NEXT + place
            if place % COPY_EACH:
                made = self.texts.article(10_000_000 + key)
                texts[key] = made.text, made.day
            else:
                original = self.texts.article(chance.randrange(self.count))
                texts[key] = self.texts.copy(original), original.day + timedelta(days=chance.randrange(4))
                copies[key] = original.number + 1
        return texts, copies


class RolledBackError(Exception):
    """Ends a measurement, of which nothing is to stay."""


def measured(count: int, work: Callable[[], None]) -> Cost:
    """What the work takes here and in the backend of the connection, for each of `count` articles."""
    from django.db import connection

    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    before, own, started = cpu_of(backend), time.process_time(), time.perf_counter()
    work()
    passed, own = time.perf_counter() - started, time.process_time() - own
    return Cost(*(seconds / count * 1e6 for seconds in (own, cpu_of(backend) - before, passed)))


def cpu_of(process: int) -> float:
    """The CPU seconds that a process has taken (Linux)."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def one_round(archive: Archive, turn: int) -> tuple[Cost, int, int]:
    """Put the next articles into stories: the cost, how many copies found their story, of how many."""
    from django.db import transaction

    from articles.importing.garbage import collect, collected_seldom
    from articles.importing.stories import assign_new
    from articles.models import StoryMember

    texts, copies = archive.next_articles(turn)
    found, cost = 0, Cost(0, 0, 0)
    try:
        with transaction.atomic():
            rows = archive.store(texts)
            with collected_seldom():
                cost = measured(len(rows), lambda: assign_new(rows))
                collect()
            story = dict(StoryMember.objects.values_list("article", "story"))
            found = sum(key in story and story[key] == story.get(of) for key, of in copies.items())
            raise RolledBackError
    except RolledBackError:
        return cost, found, len(copies)


def taken_back(archive: Archive) -> tuple[Cost, Cost]:
    """The cost of taking the next articles out again, and of correcting a text, for each article."""
    from django.db import DEFAULT_DB_ALIAS, transaction

    from articles.importing.stories import assign_new, regrouping, sign_again
    from articles.models import Article

    texts, copies = archive.next_articles(99)

    def undo() -> None:
        with regrouping(list(texts)):
            Article.objects.filter(pk__among=list(texts))._raw_delete(using=DEFAULT_DB_ALIAS)

    def correct() -> None:
        for article in Article.objects.filter(pk__among=list(copies)).order_by():
            article.title = f"{article.title} (corrected)"
            sign_again(article)

    costs = []
    for work, count in ((undo, len(texts)), (correct, len(copies))):
        try:
            with transaction.atomic():
                assign_new(archive.store(texts))
                costs.append(measured(count, work))
                raise RolledBackError
        except RolledBackError:
            continue
    return costs[0], costs[1]


def make_cold(folder: Path) -> None:
    """Stop the server, which starts when it is asked; drop its files from the system's memory, and ours."""
    from django.db import connection

    from articles.importing import story_held

    story_held.forget()
    connection.close()
    manage("postgres", "stop")
    for path in files_of(folder):
        file = os.open(path, os.O_RDONLY)
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(file)


def read_index() -> str:
    """Have the index in memory as after many articles: what that takes, in words."""
    from django.db import transaction

    from articles.importing import story_held
    from articles.importing.story_runs import Runs

    with transaction.atomic():
        runs = Runs().every
        cost = measured(1, lambda: story_held.read_all(runs))
    size = sum(held.nbytes for held in story_held.in_memory())
    return f"{(cost.python + cost.postgres) / 1e6:.2f} s of CPU, {size / 2**20:.1f} MiB, {len(runs)} runs"


def files_of(folder: Path) -> list[Path]:
    """The files of the server's tables and indexes."""
    return [path for path in folder.rglob("base/*/*") if path.is_file()]


def figures(archive: Archive, folder: Path) -> None:
    """Print what the next articles cost in the archive as it is."""
    from articles.importing import story_held

    print(f"\n{archive.count:,} articles: microseconds an article, Python + PostgreSQL", flush=True)
    make_cold(folder)
    rounds = [one_round(archive, 0)]
    for path in files_of(folder):
        path.read_bytes()  # into the memory of the system, as after a while of use
    story_held.forget()
    rounds.append(one_round(archive, 1))
    reading = read_index()
    rounds += [one_round(archive, turn) for turn in range(2, 2 + ROUNDS)]
    print(f"  cold        {rounds[0][0]}")
    print(f"  begun       {rounds[1][0]}")
    print(f"  warm        {median(cost for cost, _, _ in rounds[2:])}")
    print(f"  index read in {reading}")
    story_held.forget()
    undone, corrected = taken_back(archive)
    print(f"  taken back  {undone}")
    print(f"  corrected   {corrected}")
    found, copies = (sum(each[place] for each in rounds) for place in (1, 2))
    print(f"  {found:,} of {copies:,} copies found the story of their original", flush=True)


def median(costs: Iterator[Cost]) -> Cost:
    """The median of each."""
    each: Sequence[Sequence[float]] = [(cost.python, cost.postgres, cost.passed) for cost in costs]
    return Cost(*(statistics.median(values) for values in zip(*each, strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", metavar="FILE.jsonl", help="JSON lines with title and body")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="articles in the archive")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="keep the archive here")
    options = parser.parse_args()
    with data_folder(options.data) as folder:
        os.environ["NEWSARCHIVE_DATA"] = str(folder)
        manage("prepare", "--quick")
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsarchive.settings"
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        archive = Archive(Texts(options.path))
        for size in sorted(options.sizes):
            archive.grow(size)
            figures(archive, folder)
        if options.data is None:
            manage("postgres", "stop")


if __name__ == "__main__":
    main()
