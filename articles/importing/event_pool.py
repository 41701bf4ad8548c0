"""Fresh reports in, with the events that they may be about; which of them are one happening out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from articles.importing import event_index, event_rows
from articles.importing.event_held import own_traits
from articles.importing.event_verdicts import Verdicts
from articles.linking import joining
from articles.linking.reports import JOIN, Report, Traits, traits_of
from articles.models import Event, StoryMember

COMPARED = 8  # reports of an event that a new one is compared with: the average of more is the same
FAINT = 0.8 * JOIN  # two events are compared for a report that is nearly as alike to both

MATES = """
    SELECT DISTINCT own.article_id, link.event_id, link.kind
    FROM articles_storymember own
    JOIN articles_storymember mate ON mate.story_id = own.story_id
    JOIN articles_eventarticle link ON link.article_id = mate.article_id
    WHERE own.article_id = ANY(%s) AND link.kind <> ''
"""


@dataclass
class Pool:
    """Groups of reports: one for each fresh report first, then one for each event that there is."""

    fresh: list[tuple[int, Report]]
    traits: list[Traits]
    groups: list[list[int]]
    events: list[int] = field(default_factory=list)
    articles: dict[int, set[int]] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)
    pairs: set[tuple[int, int]] = field(default_factory=set)
    same: set[tuple[int, int]] = field(default_factory=set)

    def event_of(self, group: int) -> int | None:
        """The event that a group is; None for a fresh report."""
        return self.events[group - len(self.fresh)] if group >= len(self.fresh) else None

    def group_of(self) -> dict[int, int]:
        """The group of each event."""
        return {event: len(self.fresh) + place for place, event in enumerate(self.events)}


def gather(fresh: Sequence[tuple[int, Report]], verdicts: Verdicts) -> Pool:
    """The fresh reports, each with its article, and all events that they may be about."""
    own = [traits_of(report) for _, report in fresh]
    pool = Pool(list(fresh), own, [[place] for place in range(len(fresh))])
    near = [event_index.keys_near(each) for each in own]
    by_key = event_index.candidates(set().union(*near))
    mates = _mates(fresh)
    wanted = {event for events in by_key.values() for event in events} | {event for _, event in mates}
    _load(pool, wanted.union(*verdicts.inside.values()))
    pool.pairs = _pairs(pool, near, by_key)
    _tie(pool, mates, verdicts)
    return pool


def clusters(pool: Pool, verdicts: Verdicts) -> list[list[int]]:
    """The groups of the pool that are one happening: the most alike, as far as people let them."""
    sums = joining.compare(pool.traits, pool.groups, pool.pairs)
    sums |= joining.compare(pool.traits, pool.groups, _between_events(pool, sums))
    if verdicts.any:
        verdicts = Verdicts.about({article for article, _ in pool.fresh}, pool.events)

    def may_join(one: Collection[int], other: Collection[int]) -> bool:
        groups = (*one, *other)
        events = [event for group in groups if (event := pool.event_of(group)) is not None]
        articles = {article for group in groups for article in _articles_of(pool, group)}
        return sum(event in pool.held for event in events) < 2 and not verdicts.forbid(events, articles)

    return joining.join(pool.groups, sums, pool.same, may_join)


def _articles_of(pool: Pool, group: int) -> Collection[int]:
    event = pool.event_of(group)
    return (pool.fresh[group][0],) if event is None else pool.articles[event]


def _mates(fresh: Sequence[tuple[int, Report]]) -> set[tuple[int, int]]:
    """Fresh reports with the events that a near-identical text reports under the same kind."""
    first: dict[tuple[int, str], int] = {}
    for place, (article, report) in enumerate(fresh):
        first.setdefault((article, report.kind), place)
    with connection.cursor() as cursor:
        cursor.execute(MATES, [list({article for article, _ in fresh})])
        found = [(first.get((article, kind)), event) for article, event, kind in cursor.fetchall()]
    return {(place, event) for place, event in found if place is not None}


def _load(pool: Pool, wanted: Collection[int]) -> None:
    """Put the events into the pool, each with some of its reports; those gone or merged are left out."""
    if not wanted:
        return
    rows = Event.objects.filter(pk__among=wanted, merged_into=None).order_by("pk")
    known = dict(rows.values_list("pk", "held"))
    pool.held = {event for event, held in known.items() if held}
    reports = event_rows.rows_of(list(known), COMPARED)
    by_hand = own_traits(pool.held)
    for event in known:
        members = [row.traits for row in reports[event]] + by_hand.get(event, [])
        start = len(pool.traits)
        pool.traits += members
        pool.groups.append(list(range(start, start + len(members))))
        pool.events.append(event)
        pool.articles[event] = {row.article for row in reports[event]}


def _pairs(
    pool: Pool, near: Sequence[Collection[int]], by_key: Mapping[int, Sequence[int]]
) -> set[tuple[int, int]]:
    """The fresh reports with those, and with the events, that they share a key with."""
    own: dict[int, list[int]] = defaultdict(list)
    for place in range(len(pool.fresh)):
        for key in event_index.keys_of(pool.traits[place]):
            own[key].append(place)
    group_of = pool.group_of()
    pairs: set[tuple[int, int]] = set()
    for place, keys in enumerate(near):
        for key in keys:
            pairs.update((other, place) for other in own.get(key, ()) if other < place)
            pairs.update((place, group_of[event]) for event in by_key.get(key, ()) if event in group_of)
    return pairs


def _tie(pool: Pool, mates: Collection[tuple[int, int]], verdicts: Verdicts) -> None:
    """Enter what is one happening whatever the words: near-identical texts, and what a person said."""
    group_of = pool.group_of()
    pool.same.update((place, group_of[event]) for place, event in mates if event in group_of)
    stories = dict(
        StoryMember.objects.filter(article__among={article for article, _ in pool.fresh})
        .order_by()
        .values_list("article", "story")
    )
    first: dict[tuple[int, str], int] = {}
    seen: set[tuple[int, str]] = set()
    for place, (article, report) in enumerate(pool.fresh):
        if article in stories and (article, report.kind) not in seen:
            seen.add((article, report.kind))
            pool.same.add((first.setdefault((stories[article], report.kind), place), place))
    for article, events in verdicts.inside.items():
        own = [place for place, (key, _) in enumerate(pool.fresh) if key == article]
        for group in {group_of[event] for event in events if event in group_of}:
            sums = joining.compare(pool.traits, pool.groups, [(place, group) for place in own])
            if sums:
                pool.same.add(min(sums, key=lambda pair: (-sums[pair], pair)))
    pool.same = {(one, other) for one, other in pool.same if one != other}


def _between_events(pool: Pool, sums: Mapping[tuple[int, int], float]) -> set[tuple[int, int]]:
    """Pairs of events that one fresh report is nearly alike enough to."""
    alike: dict[int, list[int]] = defaultdict(list)
    for (one, other), total in sums.items():
        if pool.event_of(other) is not None and total >= FAINT * len(pool.groups[other]):
            alike[one].append(other)
    for one, other in pool.same:
        if pool.event_of(other) is not None:
            alike[one].append(other)
    return {(a, b) for groups in alike.values() for a in groups for b in groups if a < b}
