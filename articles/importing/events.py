"""Reports of articles in, events out: which sentences of the whole archive report one happening, as rows.

A report joins the events that are alike on average, or founds one, which is suggested until a person decides.
What a person decided about an article and an event, by the identity of the article, goes before all likeness.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Q

from articles.importing import event_held, event_index, event_rows
from articles.importing.copying import copy_rows, reserve_keys
from articles.importing.decisions import Decisions
from articles.importing.event_details import Details, describe
from articles.importing.event_held import own_traits
from articles.importing.event_pool import Pool, clusters, gather
from articles.importing.event_rows import Parties
from articles.importing.event_verdicts import Verdicts
from articles.linking.reports import Report
from articles.models import Article, Event, EventArticle

AT_ONCE = 500
EVENTS_LOCK = 0x6576656E  # "even"; any number that nothing else in the database locks


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
    links = EventArticle.objects.filter(article__among=articles)
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
    links = EventArticle.objects.filter(article__among=articles)
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
    links = EventArticle.objects.filter(Q(event__among=events) | Q(event__among=near, event__held=False))
    rejoin(set(links.order_by().values_list("article", flat=True)))


def corrected(articles: Collection[int]) -> None:
    """Bring the events of articles up to date, after people decided who is meant in them."""
    one_at_a_time()
    links = EventArticle.objects.filter(article__among=articles).exclude(words="")
    event_rows.refresh(set(links.order_by().values_list("event", flat=True)), Parties())


def stored(articles: Collection[int]) -> dict[int, list[Report]]:
    """The reports that are stored of articles, to be joined anew or kept with a version."""
    found: dict[int, list[Report]] = {key: [] for key in articles}
    for link in EventArticle.objects.filter(article__among=articles).exclude(words="").order_by("pk"):
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


def _join(found: Mapping[int, Sequence[Report]], parties: Parties) -> None:
    fresh = [(article, report) for article, reports in found.items() for report in reports]
    verdicts = Verdicts.about(found)
    if fresh or verdicts.inside:
        pool = gather(fresh, verdicts)
        _store(pool, clusters(pool, verdicts), parties)
        _link_pinned(found, verdicts)


def _store(pool: Pool, clusters: Sequence[Sequence[int]], parties: Parties) -> None:
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


def _described(pool: Pool, made: Mapping[int, Sequence[int]]) -> dict[int, Details]:
    """The details of new events; their keys are entered as well."""
    articles = {pool.fresh[place][0] for places in made.values() for place in places}
    columns = ("pk", "title", "identity", "story_membership__story")
    known = {
        row[0]: row[1:] for row in Article.objects.filter(pk__among=articles).order_by().values_list(*columns)
    }
    decisions = Decisions.on({identity for _, identity, _ in known.values()})
    found = {}
    for event, places in made.items():
        rows = []
        for place in places:
            article, report = pool.fresh[place]
            title, identity, story = known[article]
            said = event_rows.decided(report.said, identity, decisions)
            rows.append(event_rows.row_of(article, title, story, report, said, pool.traits[place]))
        found[event] = describe(rows)
    event_index.enter({event: details.keys for event, details in found.items()})
    return found


def _write_links(pool: Pool, placed: Mapping[int, Sequence[int]]) -> None:
    """One row for an article and an event, with the surest of its sentences."""
    articles = {article for article, _ in pool.fresh}
    there = set(
        EventArticle.objects.filter(article__among=articles, event__among=placed.keys())
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
    there = EventArticle.objects.filter(article__among=found).values_list("event", "article")
    into = dict(
        Event.objects.filter(pk__among={event for event, _ in wanted}).values_list("pk", "merged_into")
    )
    missing = {(into[event] or event, article) for event, article in wanted if event in into} - set(there)
    EventArticle.objects.bulk_create(
        EventArticle(event_id=event, article_id=article, by_hand=True) for event, article in sorted(missing)
    )
    event_rows.refresh({event for event, _ in missing}, Parties())
