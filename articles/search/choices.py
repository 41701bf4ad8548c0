"""Events, stories and batches as values of their facets: how addresses write them, how people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.models import Article, Batch, Event
from articles.search.narrowing import Choice

LONGEST_LABEL = 90


def event_choice(event: Event) -> Choice:
    """The event as a value of its facet, which says where no person confirmed it."""
    return choice_of_event(event.pk, event.title, event.kind, event.status)


def choice_of_event(key: int, title: str, kind: str, status: str) -> Choice:
    """The same of a row of which no more is known."""
    # One headline may suggest a visit and a request: the kind tells them apart.
    suggested = f" (suggested: {Event.Kind(kind).label})" if status == Event.Status.SUGGESTED else ""
    return Choice("event", str(key), f"{title}{suggested}", key)


def batch_choice(batch: Batch) -> Choice:
    """The batch as a value of its facet."""
    return Choice("batch", str(batch.pk), short(str(batch)), batch.pk)


def story_choices(keys: Iterable[int | str]) -> Iterator[Choice]:
    """Stories by the title of the version that was published first."""
    rows = Article.objects.filter(story_membership__story__in=list(keys))
    first = rows.order_by("story_membership__story", "published", "pk").distinct("story_membership__story")
    for story, title in first.values_list("story_membership__story", "title"):
        yield Choice("story", str(story), short(title), story)


def short(text: str) -> str:
    """The text cut at a word, so that it fits into a list."""
    if len(text) <= LONGEST_LABEL:
        return text
    cut = text[:LONGEST_LABEL]
    return f"{cut.rpartition(' ')[0] or cut} …"
