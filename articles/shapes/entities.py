"""Countries, people, events, sources, batches and stories as objects, with the numbers of their articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse

from articles.models import Batch, Country, Event, Office, Person, Source, Story
from articles.shapes.listed import LISTED, Listed, articles
from articles.shapes.shape import (
    ADDRESS,
    KEY,
    MOMENT,
    PARTIAL_DATE,
    SHARE,
    TEXT,
    WHOLE,
    Field,
    Shape,
    Site,
    listed,
    or_null,
)

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Counted(Generic[M]):
    """A row with the number of articles that are linked to it."""

    row: M
    total: int


def _counted(says: str) -> Field[Counted[Any]]:
    return Field("articles", WHOLE, says, lambda one, site: one.total)


def _places(facet: str, value: str, name: str) -> tuple[Field[Counted[Any]], ...]:
    """The addresses of an entity: its page, the same here, and its articles."""

    def found(one: Counted[Any], site: Site) -> str:
        return site.at(f"{reverse('api_articles')}?{urlencode({facet: getattr(one.row, value)})}")

    return (
        Field("address", ADDRESS, "Its page.", lambda one, site: site.at(one.row.get_absolute_url())),
        Field(
            "api",
            ADDRESS,
            "It here.",
            lambda one, site: site.at(reverse(name, args=[getattr(one.row, value)])),
        ),
        Field("found", ADDRESS, "Its articles here.", found),
    )


COUNTRY: Shape[Counted[Country]] = Shape(
    "Country",
    "A country or territory.",
    (
        Field("code", TEXT, "ISO 3166-1 alpha-2; XK is Kosovo.", lambda one, site: one.row.code),
        Field("iso3", TEXT, "ISO 3166-1 alpha-3.", lambda one, site: one.row.iso3),
        Field("slug", TEXT, "Its name in addresses.", lambda one, site: one.row.slug),
        Field("name", TEXT, "Its English name.", lambda one, site: one.row.name),
        Field("official_name", TEXT, "Its name in full.", lambda one, site: one.row.official_name),
        Field("region", TEXT, "The part of the world.", lambda one, site: one.row.region),
        _counted("How many articles name it."),
        *_places("country", "slug", "api_country"),
    ),
)
OFFICE: Shape[Office] = Shape(
    "Office",
    "A term of office.",
    (
        Field("title", TEXT, "What it is called.", lambda row, site: row.title),
        Field(
            "kind",
            {"type": "string", "enum": list(Office.Kind.values)},
            "Its kind.",
            lambda row, site: row.kind,
        ),
        Field(
            "country",
            or_null(TEXT),
            "ISO code of its country; null if international.",
            lambda row, site: row.country.code if row.country else None,
        ),
        Field("start", or_null(PARTIAL_DATE), "Its first day.", lambda row, site: row.start or None),
        Field(
            "end",
            or_null(PARTIAL_DATE),
            "Its last day; null in office, or unknown.",
            lambda row, site: row.end or None,
        ),
    ),
)
PERSON: Shape[Counted[Person]] = Shape(
    "Person",
    "Somebody whom articles name.",
    (
        Field("slug", TEXT, "The name in addresses.", lambda one, site: one.row.slug),
        Field("name", TEXT, "The name.", lambda one, site: one.row.name),
        Field(
            "aliases",
            listed(TEXT),
            "Other spellings.",
            lambda one, site: [alias.text for alias in one.row.aliases.all()],
        ),
        Field(
            "offices",
            listed(OFFICE),
            "Offices held, the earliest first.",
            lambda one, site: [OFFICE.write(office, site) for office in one.row.offices.all()],
        ),
        Field(
            "origin",
            {"type": "string", "enum": ["reference", "observed", "manual"]},
            "Of the reference data, only seen in articles, or entered by hand.",
            lambda one, site: one.row.origin,
        ),
        _counted("How many articles name them."),
        *_places("leader", "slug", "api_person"),
    ),
)
EVENT: Shape[Counted[Event]] = Shape(
    "Event",
    "Something that happened. A suggested event is what a rule made of sentences, not a fact.",
    (
        Field("id", KEY, "Its number.", lambda one, site: one.row.pk),
        Field("title", TEXT, "Its title.", lambda one, site: one.row.title),
        Field(
            "kind",
            {"type": "string", "enum": list(Event.Kind.values)},
            "Its kind.",
            lambda one, site: one.row.kind,
        ),
        Field(
            "status",
            {"type": "string", "enum": list(Event.Status.values)},
            "Suggested by a rule, or confirmed or rejected by a person.",
            lambda one, site: one.row.status,
        ),
        Field("start", or_null(PARTIAL_DATE), "When it began.", lambda one, site: one.row.start or None),
        Field("end", or_null(PARTIAL_DATE), "When it ended.", lambda one, site: one.row.end or None),
        Field(
            "place",
            or_null(TEXT),
            "ISO code of the country where it happened.",
            lambda one, site: one.row.place.code if one.row.place else None,
        ),
        Field(
            "countries",
            listed(TEXT),
            "ISO codes of the countries that have a part in it.",
            lambda one, site: [country.code for country in one.row.countries.all()],
        ),
        Field(
            "people",
            listed(TEXT),
            "Slugs of the people who have a part in it.",
            lambda one, site: [person.slug for person in one.row.people.all()],
        ),
        Field("certainty", or_null(SHARE), "How sure the rules are.", lambda one, site: one.row.confidence),
        _counted("How many articles report it."),
        *_places("event", "pk", "api_event"),
    ),
)
SOURCE: Shape[Counted[Source]] = Shape(
    "Source",
    "Who published articles.",
    (
        Field("slug", TEXT, "Its name in addresses.", lambda one, site: one.row.slug),
        Field("name", TEXT, "Its name.", lambda one, site: one.row.name),
        Field("url", TEXT, "Its own address.", lambda one, site: one.row.url),
        _counted("How many articles it published."),
        *_places("source", "slug", "api_source"),
    ),
)
BATCH: Shape[Counted[Batch]] = Shape(
    "Batch",
    "An import. Its number is what as_of and batch take.",
    (
        Field("id", KEY, "Its number.", lambda one, site: one.row.pk),
        Field("label", TEXT, "What it is, in the words of who imported it.", lambda one, site: one.row.label),
        Field(
            "status",
            {"type": "string", "enum": ["done", "undone"]},
            "Stored, or taken back since.",
            lambda one, site: one.row.status,
        ),
        Field(
            "finished",
            or_null(MOMENT),
            "When it was stored.",
            lambda one, site: one.row.finished.isoformat() if one.row.finished else None,
        ),
        _counted("How many articles have their present text from it."),
        Field("api", ADDRESS, "It here.", lambda one, site: site.at(reverse("api_batch", args=[one.row.pk]))),
        Field(
            "then",
            ADDRESS,
            "The articles that the archive had when it was done.",
            lambda one, site: site.at(f"{reverse('api_articles')}?as_of={one.row.pk}"),
        ),
    ),
)
STORY: Shape[Story] = Shape(
    "Story",
    "Articles that are versions of one text.",
    (
        Field("id", KEY, "Its number.", lambda row, site: row.pk),
        Field("address", ADDRESS, "Its page.", lambda row, site: site.at(row.get_absolute_url())),
        Field(
            "versions",
            listed(LISTED),
            "The articles, the earliest first.",
            lambda row, site: [LISTED.write(one, site) for one in _versions(row)],
        ),
    ),
)


def _versions(row: Story) -> list[Listed]:
    members = row.members.order_by("article__published", "article").values_list("article", flat=True)
    return articles(list(members))
