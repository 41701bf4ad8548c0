"""Files in, one JSON object an article out: what the archive would make of them, without storing anything."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from articles.importing import found
from articles.importing.pipeline import Work, linked_chunks
from articles.linking import certainty, events, salience, stories
from articles.linking.times import find_times
from articles.linking.vocabulary import term_of
from articles.reading.columns import USUAL_COLUMNS, Columns
from articles.records import (
    Caption,
    CountryMention,
    Field,
    Happening,
    LinkedArticle,
    OfficeMention,
    Participant,
    PersonMention,
    PublishedDate,
    Reference,
    Rejection,
    TimeMention,
)

GROUPED_AT_ONCE = 20_000


def analyze(
    works: Iterable[Work], reference: Reference, columns: Columns = USUAL_COLUMNS
) -> Iterator[dict[str, Any] | Rejection]:
    """The articles of the files as JSON objects, in order, and the rejections among them.

    Grouping needs all articles at once, so the objects come when the last file has been read.
    """
    chunks = linked_chunks(works, reference, found.whole, columns)
    records = [
        result if isinstance(result, Rejection) else result[1]
        for chunk in chunks
        for result in chunk.results()
    ]
    articles = [record for record in records if isinstance(record, LinkedArticle)]
    groups = stories.group((str(number), article.signature) for number, article in enumerate(articles))
    happenings = _happenings(articles)
    number = 0
    for record in records:
        if isinstance(record, Rejection):
            yield record
        else:
            yield {**_described(record), "story": groups[str(number)], "event": happenings[number]}
            number += 1


def _happenings(articles: Sequence[LinkedArticle]) -> list[int]:
    """The number of the happening that each article reports.

    Time and memory of grouping grow with the square, so a very large run is grouped in stretches of time.
    """
    by_day = sorted(
        range(len(articles)), key=lambda number: articles[number].article.published.day or date.max
    )
    places = [0] * len(articles)
    first = 0
    for start in range(0, len(by_day), GROUPED_AT_ONCE):
        stretch = sorted(by_day[start : start + GROUPED_AT_ONCE])
        numbers = events.group([articles[number] for number in stretch])
        for number, event in zip(stretch, numbers, strict=True):
            places[number] = first + event
        first += max(numbers) + 1
    return places


def as_line(value: dict[str, Any]) -> str:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False)


def _described(record: LinkedArticle) -> dict[str, Any]:
    article = record.article
    countries, people = found.countries_of(record), found.people_of(record)
    about_countries = salience.about(record, countries)
    about_people = salience.about(record, people)
    return {
        "file": article.file,
        "member": article.member,
        "index": article.index,
        "id": article.external_id or None,
        "title": article.title,
        "body": article.body,
        "published": article.published.iso,
        "published_precision": article.published.precision.value,
        "published_evidence": article.published.evidence,
        "published_rule": article.published.rule,
        "captions": [_caption(caption) for caption in article.captions],
        "source": article.source,
        "byline": article.byline,
        "url": article.url,
        "language": article.language,
        "layout": article.layout,
        "first_line": article.first_line,
        "last_line": article.last_line,
        "doubts": list(article.doubts),
        "confidence": round(article.confidence, 3),
        "countries": list(record.country_codes),
        "country_links": [
            {
                "code": code,
                "about": code in about_countries,
                "certainty": certainty.of_link(mention.rule for mention in mentions),
                "mentions": [_country(mention) for mention in mentions],
            }
            for code, mentions in countries.items()
        ],
        "people": [_person(mention) for mention in record.people],
        "times": [
            _time(mention)
            for field, text in ((Field.TITLE, article.title), (Field.BODY, article.body))
            for mention in find_times(text, field, article.published, article.language)
        ],
        "about": {
            "countries": [code for code in countries if code in about_countries],
            "people": [mentions[0].name for who, mentions in people.items() if who in about_people],
        },
        "events": [_happened(happening) for happening in record.happenings],
        "offices": [_office(mention) for mention in record.offices],
    }


def _happened(happening: Happening) -> dict[str, Any]:
    term = term_of(happening.kind, happening.mode)
    return {
        "kind": happening.kind,
        "plover": term.plover,
        "mode": happening.mode,
        "actors": [_participant(actor) for actor in happening.actors],
        "targets": [_participant(target) for target in happening.targets],
        "place": happening.place,
        "date": PublishedDate(happening.day, happening.precision).iso,
        "precision": happening.precision.value,
        "sentence": happening.sentence,
        "field": happening.field.value,
        "start": happening.start,
        "end": happening.end,
        "trigger": happening.trigger,
        "confidence": happening.confidence,
        "rule": happening.rule,
    }


def _participant(participant: Participant) -> dict[str, str]:
    return {"country": participant.code, "name": participant.name, "text": participant.text}


def _caption(caption: Caption) -> dict[str, Any]:
    return {
        "text": caption.text,
        "credit": caption.credit,
        "date": caption.date.isoformat() if caption.date else None,
        "place": caption.place,
    }


def _mention(mention: CountryMention | PersonMention | OfficeMention | TimeMention) -> dict[str, Any]:
    """What all mentions have: where they stand, their words and their rule."""
    return {
        "field": mention.field.value,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "rule": mention.rule,
    }


def _office(mention: OfficeMention) -> dict[str, Any]:
    return {**_mention(mention), "name": mention.name, "country": mention.country}


def _person(mention: PersonMention) -> dict[str, Any]:
    sure = certainty.of_mention(mention.rule)
    return {**_mention(mention), "name": mention.name, "role": mention.role, "certainty": sure}


def _country(mention: CountryMention) -> dict[str, Any]:
    return {**_mention(mention), "certainty": certainty.of_mention(mention.rule)}


def _time(mention: TimeMention) -> dict[str, Any]:
    days = {"first": mention.first.isoformat(), "last": mention.last.isoformat()}
    return {**_mention(mention), **days, "precision": mention.precision.value}
