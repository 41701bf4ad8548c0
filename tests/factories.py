"""Rows for tests, made with as little said as possible: `article("Title", countries=[country("IR")])`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count

from articles.models import (
    Article,
    ArticleCountry,
    ArticlePerson,
    Batch,
    Country,
    CountryName,
    Event,
    EventArticle,
    LedgerEntry,
    Office,
    Outcome,
    Person,
    PersonAlias,
    RawChunk,
    RawFile,
    Source,
    SourceFile,
)
from articles.models.archive import article_slug
from articles.models.knowledge import Origin, person_slug
from articles.models.words import index_articles

NUMBERS = count(1)
COUNTRIES = {
    "IR": ("Iran", "Iranian", "Tehran"),
    "IL": ("Israel", "Israeli", "Jerusalem"),
    "RU": ("Russia", "Russian", "Moscow"),
    "UA": ("Ukraine", "Ukrainian", "Kyiv"),
    "US": ("United States", "American", "Washington"),
    "CN": ("China", "Chinese", "Beijing"),
    "EG": ("Egypt", "Egyptian", "Cairo"),
    "FR": ("France", "French", "Paris"),
}

Mention = dict[str, str | int]


def source(name: str = "Example News", **values: object) -> Source:
    """The source of this name, made if need be."""
    row, _ = Source.objects.get_or_create(name=name, defaults={"slug": article_slug(name), **values})
    return row


def batch(label: str = "", status: str = Batch.Status.DONE, **values: object) -> Batch:
    """A batch that is stored."""
    return Batch.objects.create(label=label or f"Batch of test {next(NUMBERS)}", status=status, **values)


def source_file(
    data: bytes = b"Title\n\nBody.\n", name: str = "", in_batch: Batch | None = None, chunk: int = 4 << 20
) -> SourceFile:
    """A file with these bytes, cut into chunks of `chunk` bytes."""
    digest = hashlib.sha256(data).hexdigest()
    raw, made = RawFile.objects.get_or_create(sha256=digest, defaults={"size": len(data)})
    if made:
        for position, start in enumerate(range(0, max(len(data), 1), chunk)):
            RawChunk.objects.create(raw=raw, position=position, data=data[start : start + chunk])
    return SourceFile.objects.create(
        batch=in_batch or batch(), raw=raw, name=name or f"file-{next(NUMBERS)}.txt", complete=True
    )


def country(code: str = "IR", name: str = "", **values: object) -> Country:
    """The country of this code, with its names, made if need be."""
    known, demonym, capital = COUNTRIES.get(code, (name or code, "", ""))
    name = name or known
    row, made = Country.objects.get_or_create(
        code=code, defaults={"name": name, "slug": article_slug(name), **values}
    )
    if made:
        forms = ((name, "name"), (demonym, "demonym"), (capital, "capital"))
        CountryName.objects.bulk_create(
            CountryName(country=row, text=text, kind=kind) for text, kind in forms if text
        )
    return row


def person(
    name: str = "Vladimir Putin", aliases: Sequence[str] = (), origin: str = Origin.OBSERVED, note: str = ""
) -> Person:
    """The person of this name, made if need be."""
    row, made = Person.objects.get_or_create(
        slug=person_slug(name), defaults={"name": name, "origin": origin, "note": note}
    )
    if made:
        PersonAlias.objects.bulk_create(PersonAlias(person=row, text=alias) for alias in aliases)
    return row


def leader(
    name: str = "Vladimir Putin",
    of: Country | None = None,
    title: str = "President",
    start: str = "2012-05-07",
    end: str = "",
    aliases: Sequence[str] = (),
    kind: str = Office.Kind.HEAD_OF_STATE,
) -> Person:
    """A person of the reference data with a term of office."""
    row = person(name, aliases, Origin.REFERENCE)
    Office.objects.create(
        person=row, country=of, kind=kind, title=title, start=start, end=end, origin=Origin.REFERENCE
    )
    return row


def article(
    title: str = "A title",
    body: str = "A body of one paragraph.",
    *,
    published: date | None = date(2023, 10, 16),
    precision: str = "",
    countries: Iterable[Country] = (),
    people: Iterable[Person] = (),
    file: SourceFile | None = None,
    **values: object,
) -> Article:
    """An article with links (evidence wherever a name of the thing stands in the text) and search words."""
    number = next(NUMBERS)
    file = file or source_file(f"{title}\n\n{body}\n".encode())
    row = Article.objects.create(
        title=title,
        body=body,
        slug=article_slug(title),
        published=published,
        published_precision=precision or ("day" if published else "unknown"),
        identity=hashlib.sha256(f"{number}".encode()).hexdigest(),
        content_hash=hashlib.sha256(f"{title}{body}".encode()).hexdigest(),
        batch=file.batch,
        file=file,
        **{"language": "en", "first_line": 1, "last_line": 3, "layout": "plain text", **values},
    )
    for one in countries:
        link_country(row, one)
    for one_person in people:
        link_person(row, one_person)
    LedgerEntry.objects.create(
        batch=file.batch,
        file=file,
        index=number,
        outcome=Outcome.NEW,
        title=title,
        article=row,
        first_line=row.first_line,
        last_line=row.last_line,
    )
    index_articles([row.pk])
    return row


def link_country(row: Article, one: Country) -> ArticleCountry:
    """Link the article to the country, with its names in the text as evidence."""
    forms = [(name.text, name.kind) for name in one.names.all()]
    return ArticleCountry.objects.create(article=row, country=one, **_weight(row, forms))


def link_person(row: Article, one: Person, role: str = "") -> ArticlePerson:
    """Link the article to the person, with the full name and the surname in the text as evidence."""
    forms = [(one.name, "full name"), (one.name.split()[-1], "surname after the full name")]
    return ArticlePerson.objects.create(article=row, person=one, role=role, **_weight(row, forms))


def event(
    title: str = "A ceasefire",
    articles: Iterable[Article] = (),
    countries: Iterable[Country] = (),
    people: Iterable[Person] = (),
    evidence: str = "",
    **values: object,
) -> Event:
    """An event with its articles."""
    given = {"slug": article_slug(title), "kind": Event.Kind.CEASEFIRE, "start": "2023-10", **values}
    row = Event.objects.create(title=title, **given)
    EventArticle.objects.bulk_create(
        EventArticle(event=row, article=one, evidence=evidence) for one in articles
    )
    row.countries.add(*countries)
    row.people.add(*people)
    return row


def _weight(row: Article, forms: Iterable[tuple[str, str]]) -> dict[str, object]:
    evidence = list(_mentions(row, forms))
    return {
        "in_title": any(mention["field"] == "title" for mention in evidence),
        "mentions": max(len(evidence), 1),
        "evidence": evidence,
    }


def _mentions(row: Article, forms: Iterable[tuple[str, str]]) -> Iterable[Mention]:
    taken: set[tuple[str, int]] = set()
    for text, rule in forms:
        for field, content in (("title", row.title), ("body", row.body)):
            for match in re.finditer(rf"\b{re.escape(text)}\b", content):
                places = {(field, place) for place in range(*match.span())}
                if not places & taken:
                    taken |= places
                    start, end = match.span()
                    yield {"field": field, "start": start, "end": end, "text": text, "rule": rule}
