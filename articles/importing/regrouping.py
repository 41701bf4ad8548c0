"""Stored articles in, their signatures, the index of keys and their stories made anew out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction

from articles.importing import story_index, story_runs
from articles.importing.locking import import_lock
from articles.importing.stories import assign, signature_of_row
from articles.linking import stories
from articles.models import Article, StoryMember

AT_ONCE = 500
ENTERED_AT_ONCE = 20_000  # the more, the fewer runs are to be merged

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many articles have it behind them, and how many there are."""


@dataclass(frozen=True, slots=True)
class RegroupReport:
    """How many articles there are, how many had to be signed again, and what came of it."""

    articles: int
    signed: int
    stories: int
    members: int


def regroup(progress: Progress) -> RegroupReport:
    """Make the stories of the whole archive anew; addresses and decisions of people stay.

    Safe to kill: signatures and stories are written a few hundred at a time, each right by itself, and the
    index in one transaction. Raises OtherImportError while an import runs.
    """
    with import_lock():
        total = Article.objects.count()
        signed = 0
        for keys in _keys(progress, "signatures", total):
            signed += _sign(keys)
        with transaction.atomic():
            story_runs.clear()
            for keys in _keys(progress, "index", total, ENTERED_AT_ONCE):
                rows = Article.objects.filter(pk__among=keys).order_by("pk").values_list("pk", "signature")
                read = ((key, stories.read(bytes(signature))) for key, signature in rows)
                story_index.enter({key: sketch for key, sketch in read if sketch})
        for keys in _keys(progress, "stories", total):
            with transaction.atomic():
                assign(keys)
    members = StoryMember.objects.all()
    return RegroupReport(total, signed, members.values("story").distinct().count(), members.count())


def _keys(progress: Progress, doing: str, total: int, at_once: int = AT_ONCE) -> Iterator[list[int]]:
    """The keys of all articles in order, some at a time."""
    done, last = 0, 0
    progress(doing, 0, total)
    while keys := list(
        Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:at_once]
    ):
        yield keys
        last, done = keys[-1], done + len(keys)
        progress(doing, done, total)


def _sign(keys: list[int]) -> int:
    """Give those articles whose signature an earlier version of the program made one of today's format."""
    rows = Article.objects.filter(pk__among=keys).order_by().values_list("pk", "signature")
    old = [key for key, signature in rows if stories.read(bytes(signature)) is None]
    fields = ("title", "body", "published", "published_precision", "signature")
    fresh = list(Article.objects.filter(pk__among=old).order_by().only(*fields))
    changed = []
    for article in fresh:
        signature = signature_of_row(article)
        if signature != bytes(article.signature):
            article.signature = signature
            changed.append(article)
    Article.objects.bulk_update(changed, ["signature"])
    return len(changed)
