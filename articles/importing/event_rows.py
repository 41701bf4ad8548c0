"""The rows of events: read as reports, written from reports, and brought up to date with them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

from articles.importing import event_held, event_index
from articles.importing.copying import as_json, copy_rows
from articles.importing.decisions import Decisions
from articles.importing.event_details import Details, Row, describe, slug_of
from articles.linking.reports import Report, Said, traits
from articles.models import Country, Event, EventArticle, EventCountry, EventPerson, Person
from articles.models.events import event_slug

MOST_PEOPLE = 50_000  # whose keys a run remembers
MOST_ROWS = 300  # of an event that its columns are made of

REPORT_FIELDS = (
    *("kind", "mode", "field", "start", "end", "evidence", "trigger", "rule", "confidence"),
    *("day", "day_precision", "day_said", "place", "said", "words"),
)
LINK_FIELDS = ("event", "article", "by_hand", *REPORT_FIELDS)
EVENT_FIELDS = (
    *("id", "title", "slug", "kind", "status", "start", "end", "place", "summary"),
    *("confidence", "voices", "held", "merged_into"),
)
ROWS = """
    SELECT link.event_id, link.article_id, article.title, article.identity, member.story_id,
        link.evidence, link.field,
        link.confidence, link.day, link.day_precision, link.day_said, link.place, link.said,
        link.kind, link.words
    FROM unnest(%(events)s::bigint[]) AS wanted (event) CROSS JOIN LATERAL (
        SELECT * FROM articles_eventarticle
        WHERE event_id = wanted.event AND words <> '' ORDER BY id LIMIT %(most)s
    ) AS link
    JOIN articles_article article ON article.id = link.article_id
    LEFT JOIN articles_storymember member ON member.article_id = link.article_id
"""
COUNTS = """
    SELECT event_id, count(*),
        count(DISTINCT CASE WHEN story_id IS NULL THEN -link.article_id ELSE story_id END)
    FROM articles_eventarticle link
    LEFT JOIN articles_storymember member ON member.article_id = link.article_id
    WHERE event_id = ANY(%s) GROUP BY event_id
"""
UPDATE = """
    UPDATE articles_event SET kind = fresh.kind, title = fresh.title, slug = fresh.slug, start = fresh.start,
        place_id = fresh.place, confidence = fresh.confidence
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::float[])
        AS fresh (id, kind, title, slug, start, place, confidence)
    WHERE articles_event.id = fresh.id
"""
VOICES = """
    UPDATE articles_event SET voices = fresh.voices
    FROM unnest(%s::bigint[], %s::int[]) AS fresh (id, voices)
    WHERE articles_event.id = fresh.id AND articles_event.voices <> fresh.voices
"""


class Parties:
    """The keys of countries, by code, and of people, by slug, as far as a run has asked for them lately."""

    def __init__(self) -> None:
        self.countries: dict[str, int] = dict(Country.objects.order_by().values_list("code", "pk"))
        self._people: dict[str, int] = {}

    def people(self, slugs: Iterable[str]) -> dict[str, int]:
        """Those of the people who have a row."""
        wanted = set(slugs)
        if len(self._people) > MOST_PEOPLE:
            self._people.clear()
        missing = wanted - self._people.keys()
        if missing:
            rows = Person.objects.filter(slug__among=missing).order_by().values_list("slug", "pk")
            self._people.update(rows)
        return self._people


def row_of(
    article: int, title: str, story: int | None, report: Report, said: tuple[Said, ...], of_report: Any
) -> Row:
    """A report that is not stored yet as a row; `said` is who took part, `of_report` are its traits."""
    return Row(
        *(article, title, _story(story, article), report.sentence, report.field, report.confidence),
        *(report.day, report.precision, report.day_said, report.place, said, of_report),
    )


def rows_of(events: Collection[int], most: int = MOST_ROWS) -> dict[int, list[Row]]:
    """The first reports of each event."""
    found: dict[int, list[Row]] = defaultdict(list)
    if not events:
        return found
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"events": list(events), "most": most})
        rows = cursor.fetchall()
    decisions = Decisions.on({identity for _, _, _, identity, *_ in rows})
    for event, article, title, identity, story, *report, kind, words in rows:
        sentence, field, confidence, day, precision, day_said, place, said = report
        parties = tuple(Said(*each) for each in _loaded(said))
        found[event].append(
            Row(
                *(article, title, _story(story, article), sentence, field, confidence),
                *(day, precision, day_said, place, decided(parties, identity, decisions)),
                traits(kind, day, precision, place, parties, words),
            )
        )
    return found


def decided(said: Sequence[Said], identity: str, decisions: Decisions) -> tuple[Said, ...]:
    """Who took part, as people decided it of the article; what rules compare stays as it was found."""
    if decisions.none:
        return tuple(said)
    found = []
    for each in said:
        slug = slug_of(each)
        now = decisions.person_of(identity, slug, each.text) if slug else ""
        found.append(each if now == slug else each._replace(key=now, name=each.name if now else ""))
    return tuple(found)


def report_values(report: Report) -> tuple[Any, ...]:
    """The values of REPORT_FIELDS."""
    return (
        *(report.kind, report.mode, report.field, report.start, report.end, report.sentence),
        *(report.trigger, report.rule[:100], report.confidence, report.day, report.precision),
        *(report.day_said, report.place, as_json(report.said), report.words),
    )


def report_from(link: EventArticle) -> Report:
    """A stored report as the linker made it."""
    return Report(
        *(link.kind, link.mode, link.field, link.start, link.end, link.evidence),
        *(link.trigger, link.rule, link.confidence, link.day, link.day_precision),
        *(link.day_said, link.place, tuple(Said(*each) for each in link.said), link.words),
    )


def write_new(events: Mapping[int, Details], parties: Parties) -> None:
    """Write the rows of new events, by key."""
    copy_rows(
        Event,
        EVENT_FIELDS,
        (
            (
                *(key, details.title, event_slug(details.title), details.kind, Event.Status.SUGGESTED.value),
                *(details.start, "", parties.countries.get(details.place), ""),
                *(details.confidence, details.voices, False, None),
            )
            for key, details in events.items()
        ),
    )
    _write_parties(events, parties)


def refresh(events: Collection[int], parties: Parties) -> None:
    """Bring events up to date with their reports; what a person holds keeps its columns.

    An event without articles goes, unless a person decided something about it.
    """
    if not events:
        return
    held = dict(Event.objects.filter(pk__among=events).order_by().values_list("pk", "held"))
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [list(held)])
        counts = {event: (articles, voices) for event, articles, voices in cursor.fetchall()}
    remove([event for event in held if not held[event] and event not in counts])
    described = {event: describe(rows) for event, rows in rows_of(list(counts)).items()}
    derived = {event: details for event, details in described.items() if not held[event]}
    event_held.enter([event for event in held if held[event]])
    event_index.enter({event: details.keys for event, details in described.items()})
    with connection.cursor() as cursor:
        voices = {event: counts.get(event, (0, 0))[1] for event in held}
        cursor.execute(VOICES, [list(voices), list(voices.values())])
        if derived:
            cursor.execute(UPDATE, _columns(derived, parties))
    for model in (EventCountry, EventPerson):
        model.objects.filter(event__in=list(derived))._raw_delete(using=DEFAULT_DB_ALIAS)
    _write_parties(derived, parties)


def remove(events: Collection[int]) -> None:
    """Delete events that have no articles, with the addresses that led to them."""
    if events:
        absorbed = Event.objects.filter(merged_into__in=events).values_list("pk", flat=True)
        gone = [*events, *absorbed]
        for model in (EventCountry, EventPerson):
            model.objects.filter(event__in=gone)._raw_delete(using=DEFAULT_DB_ALIAS)
        Event.objects.filter(pk__in=gone)._raw_delete(using=DEFAULT_DB_ALIAS)


def _columns(derived: Mapping[int, Details], parties: Parties) -> list[list[Any]]:
    details = list(derived.values())
    return [
        list(derived),
        [each.kind for each in details],
        [each.title for each in details],
        [event_slug(each.title) for each in details],
        [each.start for each in details],
        [parties.countries.get(each.place) for each in details],
        [each.confidence for each in details],
    ]


def _write_parties(events: Mapping[int, Details], parties: Parties) -> None:
    people = parties.people(slug for details in events.values() for slug in details.people)
    copy_rows(
        EventCountry,
        ("event", "country", "part"),
        (
            (event, parties.countries[code], part)
            for event, details in events.items()
            for code, part in details.countries.items()
            if code in parties.countries
        ),
    )
    copy_rows(
        EventPerson,
        ("event", "person", "part"),
        (
            (event, people[slug], part)
            for event, details in events.items()
            for slug, part in details.people.items()
            if slug in people
        ),
    )


def _story(story: int | None, article: int) -> str:
    return f"s{story}" if story else f"a{article}"


def _loaded(said: Any) -> Sequence[Any]:
    found: Sequence[Any] = json.loads(said) if isinstance(said, str) else said
    return found
