"""Events that people made or decided about → what a report is compared with there besides other reports."""

from collections import defaultdict
from collections.abc import Collection

from articles.importing import event_index
from articles.linking.reports import Said, Traits, traits, words_of
from articles.models import Event
from articles.records import Precision
from articles.search.language import parse_period


def own_traits(events: Collection[int]) -> dict[int, list[Traits]]:
    """For each event what its own columns say: kind, days, who took part, the words of title and summary."""
    if not events:
        return {}
    found: dict[int, list[Traits]] = defaultdict(list)
    rows = Event.objects.filter(pk__in=events).select_related("place")
    for event in rows.prefetch_related("countries", "people"):
        said = (
            *(Said("", one.name, one.code, "", "") for one in event.countries.all()),
            *(Said("", one.name, "", one.name, one.slug) for one in event.people.all()),
        )
        place = event.place.code if event.place else ""
        words = words_of(event.title, event.summary)
        for day in {event.start, event.end or event.start}:
            period = parse_period(day)
            precision = {10: Precision.DAY, 7: Precision.MONTH}.get(len(day), Precision.UNKNOWN)
            first = period.first if period else None
            found[event.pk].append(traits(event.kind, first, precision.value, place, said, words))
    return dict(found)


def enter(events: Collection[int]) -> None:
    """Enter the keys of events as people have them in the index, so that reports find them."""
    own = own_traits(events)
    event_index.enter({event: set().union(*map(event_index.keys_of, each)) for event, each in own.items()})
