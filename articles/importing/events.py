"""Reports of articles in, events out: which sentences of the whole archive report one happening, as rows.

A report joins the events that are alike on average, or founds one, which is suggested until a person decides.
What a person decided about an article and an event, by the identity of the article, goes before all likeness.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Q

from articles.importing import event_held, event_index, event_rows
from articles.importing.copying import copy_rows, reserve_keys
from articles.importing.event_details import Details, describe
from articles.importing.event_held import own_traits
from articles.importing.event_rows import Parties
from articles.importing.event_verdicts import Verdicts
from articles.linking import joining
from articles.linking.reports import JOIN, Report, Traits, traits_of
from articles.models import Article, Event, EventArticle, StoryMember

AT_ONCE = 500
EVENTS_LOCK = 0x6576656E  # "even"; any number that nothing else in the database locks
COMPARED = 8  # reports of an event that a new one is compared with: the average of more is the same
FAINT = 0.8 * JOIN  # two events are compared for a report that is nearly as alike to both

MATES = """
    SELECT DISTINCT own.article_id, link.event_id, link.kind
    FROM articles_storymember own
    JOIN articles_storymember mate ON mate.story_id = own.story_id
    JOIN articles_eventarticle link ON link.article_id = mate.article_id
    WHERE own.article_id = ANY(%s) AND link.kind <> ''
"""


def join(found: Mapping[int, Sequence[Report]], parties: Parties | None = None) -> None:
    """Put the reports of articles, by key, that have none stored into events.

    The caller opens the transaction, and has put the articles into their stories.
    """
    one_at_a_time()
    keys = sorted(found)
    parties = parties or Parties()
    for start in range(0, len(keys), AT_ONCE):
        _join({key: found[key] for key in keys[start : start + AT_ONCE]}, parties)


def forget(articles: Collection[int]) -> None:
    """Take the reports of articles out of their events; links by hand lose only their sentence.

    Events that no article is about any more go, but for those that a person decided something about.
    """
    one_at_a_time()
    links = EventArticle.objects.filter(article__in=articles)
    touched = set(links.values_list("event", flat=True))
    links.filter(by_hand=False)._raw_delete(using=DEFAULT_DB_ALIAS)
    links.update(evidence="", rule="", trigger="", field="", start=0, end=0, kind="", words="", said=[])
    event_rows.refresh(touched, Parties())


def replace(found: Mapping[int, Sequence[Report]], parties: Parties | None = None) -> None:
    """Put other reports of articles, by key, in the place of those that are stored."""
    forget(found.keys())
    join(found, parties)


def bring(found: Mapping[int, Sequence[Report]]) -> None:
    """Like `replace`, but articles that say what they said before keep their events."""
    before = stored(found.keys())
    replace({key: reports for key, reports in found.items() if set(reports) != set(before[key])})


@contextmanager
def leaving(articles: Collection[int]) -> Iterator[None]:
    """Around the deletion of articles, in one transaction: their events are brought up to date after it."""
    links = EventArticle.objects.filter(article__in=articles)
    touched = set(links.values_list("event", flat=True))
    yield
    event_rows.refresh(touched, Parties())


def settle(events: Collection[int]) -> None:
    """Take up events that people made or changed: articles linked by hand get their sentence, and suggestions
    that are the same happening join.
    """
    event_held.enter(events)
    wanted = {
        event: set().union(*map(event_index.keys_near, own)) for event, own in own_traits(events).items()
    }
    found = event_index.candidates(set().union(*wanted.values()))
    near = {event for keys in wanted.values() for key in keys for event in found.get(key, ())}
    links = EventArticle.objects.filter(Q(event__in=events) | Q(event__in=near, event__held=False))
    rejoin(set(links.order_by().values_list("article", flat=True)))


def stored(articles: Collection[int]) -> dict[int, list[Report]]:
    """The reports that are stored of articles, to be joined anew or kept with a version."""
    found: dict[int, list[Report]] = {key: [] for key in articles}
    for link in EventArticle.objects.filter(article__in=articles).exclude(words="").order_by("pk"):
        found[link.article_id].append(event_rows.report_from(link))
    return found


def rejoin(articles: Collection[int]) -> None:
    """Put the reports that are stored of articles into events anew, as decisions and stories now have it."""
    found = stored(articles)
    forget(articles)
    join(found)


def one_at_a_time() -> None:
    """Two that join reports at once could found one event twice: the second waits for the first to commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [EVENTS_LOCK])


@dataclass
class _Pool:
    """Groups of reports: one for each fresh report first, then one for each event that there is."""

    fresh: list[tuple[int, Report]]
    traits: list[Traits]
    groups: list[list[int]]
    events: list[int] = field(default_factory=list)
    articles: dict[int, set[int]] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)
    same: set[tuple[int, int]] = field(default_factory=set)

    def event_of(self, group: int) -> int | None:
        """The event that a group is; None for a fresh report."""
        return self.events[group - len(self.fresh)] if group >= len(self.fresh) else None

    def group_of(self) -> dict[int, int]:
        """The group of each event."""
        return {event: len(self.fresh) + place for place, event in enumerate(self.events)}


def _join(found: Mapping[int, Sequence[Report]], parties: Parties) -> None:
    fresh = [(article, report) for article, reports in found.items() for report in reports]
    verdicts = Verdicts.about(found)
    pinned = {event for events in verdicts.inside.values() for event in events}
    if not fresh and not pinned:
        return
    own = [traits_of(report) for _, report in fresh]
    pool = _Pool(fresh, own, [[place] for place in range(len(fresh))])
    near = [event_index.keys_near(each) for each in own]
    by_key = event_index.candidates(set().union(*near))
    mates = _mates(fresh)
    wanted = {event for events in by_key.values() for event in events}
    _load(pool, wanted | pinned | {event for _, event in mates})
    if pinned:
        verdicts = Verdicts.about(found, pool.events)
    pairs = _pairs(pool, near, by_key)
    _tie(pool, mates, verdicts)
    sums = joining.compare(pool.traits, pool.groups, pairs)
    sums |= joining.compare(pool.traits, pool.groups, _between_events(pool, sums))

    def may_join(one: Collection[int], other: Collection[int]) -> bool:
        groups = (*one, *other)
        events = [event for group in groups if (event := pool.event_of(group)) is not None]
        articles = {article for group in groups for article in _articles_of(pool, group)}
        return sum(event in pool.held for event in events) < 2 and not verdicts.forbid(events, articles)

    _store(pool, joining.join(pool.groups, sums, pool.same, may_join), parties)
    _link_pinned(found, verdicts)


def _articles_of(pool: _Pool, group: int) -> Collection[int]:
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


def _load(pool: _Pool, wanted: Collection[int]) -> None:
    """Put the events into the pool, each with some of its reports; those gone or merged are left out."""
    if not wanted:
        return
    rows = Event.objects.filter(pk__in=wanted, merged_into=None).order_by("pk")
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
    pool: _Pool, near: Sequence[Collection[int]], by_key: Mapping[int, Sequence[int]]
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


def _tie(pool: _Pool, mates: Collection[tuple[int, int]], verdicts: Verdicts) -> None:
    """Enter what is one happening whatever the words: near-identical texts, and what a person said."""
    group_of = pool.group_of()
    pool.same.update((place, group_of[event]) for place, event in mates if event in group_of)
    stories = dict(
        StoryMember.objects.filter(article__in={article for article, _ in pool.fresh})
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


def _between_events(pool: _Pool, sums: Mapping[tuple[int, int], float]) -> set[tuple[int, int]]:
    """Pairs of events that one fresh report is nearly alike enough to."""
    alike: dict[int, list[int]] = defaultdict(list)
    for (one, other), total in sums.items():
        if pool.event_of(other) is not None and total >= FAINT * len(pool.groups[other]):
            alike[one].append(other)
    for one, other in pool.same:
        if pool.event_of(other) is not None:
            alike[one].append(other)
    return {(a, b) for groups in alike.values() for a in groups for b in groups if a < b}


def _store(pool: _Pool, clusters: Sequence[Sequence[int]], parties: Parties) -> None:
    """Write the rows of fresh reports; found events, and merge those that turned out to be one."""
    placed: dict[int, list[int]] = {}
    founding: list[list[int]] = []
    for cluster in clusters:
        fresh = [group for group in cluster if pool.event_of(group) is None]
        events = sorted(event for group in cluster if (event := pool.event_of(group)) is not None)
        if events and (fresh or len(events) > 1):
            into = min(events, key=lambda event: (event not in pool.held, event))
            merge([event for event in events if event != into], into)
            placed[into] = fresh
        elif fresh:
            founding.append(fresh)
    made = dict(zip(reserve_keys(Event, len(founding)), founding, strict=True))
    event_rows.write_new(_described(pool, made), parties)
    _write_links(pool, {**placed, **made})
    event_rows.refresh(placed.keys(), parties)


def _described(pool: _Pool, made: Mapping[int, Sequence[int]]) -> dict[int, Details]:
    """The details of new events; their keys are entered as well."""
    articles = {pool.fresh[place][0] for places in made.values() for place in places}
    titles = {
        key: (title, story)
        for key, title, story in Article.objects.filter(pk__in=articles)
        .order_by()
        .values_list("pk", "title", "story_membership__story")
    }
    found = {}
    for event, places in made.items():
        rows = [
            event_rows.row_of(article, *titles[article], report, pool.traits[place])
            for place in places
            for article, report in (pool.fresh[place],)
        ]
        found[event] = describe(rows)
    event_index.enter({event: details.keys for event, details in found.items()})
    return found


def _write_links(pool: _Pool, placed: Mapping[int, Sequence[int]]) -> None:
    """One row for an article and an event, with the surest of its sentences."""
    articles = {article for article, _ in pool.fresh}
    there = set(
        EventArticle.objects.filter(article__in=articles, event__in=placed.keys())
        .order_by()
        .values_list("event", "article")
    )
    rows: dict[tuple[int, int], Report] = {}
    for event, places in placed.items():
        for place in sorted(places):
            article, report = pool.fresh[place]
            rows.setdefault((event, article), report)
    copy_rows(
        EventArticle,
        event_rows.LINK_FIELDS,
        (
            (*key, False, *event_rows.report_values(report))
            for key, report in rows.items()
            if key not in there
        ),
    )
    for (event, article), report in rows.items():
        if (event, article) in there:
            columns = dict(zip(event_rows.REPORT_FIELDS, event_rows.report_values(report), strict=True))
            EventArticle.objects.filter(event=event, article=article, words="").update(
                **columns | {"said": [list(each) for each in report.said]}
            )


def merge(gone: Collection[int], into: int) -> None:
    """Lead the addresses of events to the one that they are, with their articles."""
    if not gone:
        return
    mine = EventArticle.objects.filter(event=into).values("article")
    EventArticle.objects.filter(event__in=gone, article__in=mine).delete()
    for link in EventArticle.objects.filter(event__in=gone).order_by("pk"):
        # Two of those gone may hold the same article.
        if not EventArticle.objects.filter(event=into, article=link.article_id).exists():
            EventArticle.objects.filter(pk=link.pk).update(event=into)
    EventArticle.objects.filter(event__in=gone).delete()
    Event.objects.filter(Q(pk__in=gone) | Q(merged_into__in=gone)).update(merged_into=into, voices=0)


def _link_pinned(found: Collection[int], verdicts: Verdicts) -> None:
    """An article that a person put into an event is in it, also without a sentence."""
    wanted = {(event, article) for article in found for event in verdicts.inside.get(article, ())}
    if not wanted:
        return
    there = EventArticle.objects.filter(article__in=found).values_list("event", "article")
    into = dict(Event.objects.filter(pk__in={event for event, _ in wanted}).values_list("pk", "merged_into"))
    missing = {(into[event] or event, article) for event, article in wanted if event in into} - set(there)
    EventArticle.objects.bulk_create(
        EventArticle(event_id=event, article_id=article, by_hand=True) for event, article in sorted(missing)
    )
    event_rows.refresh({event for event, _ in missing}, Parties())
