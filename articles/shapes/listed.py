"""Articles as they stand in a list of results, with their links but without their texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from articles.models import Article, ArticleCountry, ArticlePerson, Event, EventArticle, Source
from articles.shapes.shape import (
    ADDRESS,
    KEY,
    NUMBER,
    PARTIAL_DATE,
    PRECISION,
    SHARE,
    TEXT,
    WHOLE,
    YES_OR_NO,
    Field,
    Shape,
    listed,
    or_null,
)

MOST_IMPORTANT_FIRST = ("-about", "-in_title", "-mentions", "pk")

SOURCE_NAMED: Shape[Source] = Shape(
    "SourceNamed",
    "Who published an article.",
    (
        Field("slug", TEXT, "Its name in addresses.", lambda row, site: row.slug),
        Field("name", TEXT, "Its name.", lambda row, site: row.name),
        Field("address", ADDRESS, "Its page.", lambda row, site: site.at(row.get_absolute_url())),
    ),
)
_WEIGHT: tuple[Field[Any], ...] = (
    Field(
        "about",
        YES_OR_NO,
        "Whether the article is about it, not only naming it.",
        lambda row, site: row.about,
    ),
    Field("in_title", YES_OR_NO, "Whether the title names it.", lambda row, site: row.in_title),
    Field("mentions", WHOLE, "How often the text names it.", lambda row, site: row.mentions),
    Field(
        "certainty",
        or_null(SHARE),
        "How sure the link is by what was counted of its rules; null where nobody counted.",
        lambda row, site: row.confidence,
    ),
)
COUNTRY_LINK: Shape[ArticleCountry] = Shape(
    "CountryLink",
    "A country that an article names.",
    (
        Field("code", TEXT, "ISO 3166-1 alpha-2.", lambda row, site: row.country.code),
        Field("slug", TEXT, "Its name in addresses.", lambda row, site: row.country.slug),
        Field("name", TEXT, "Its English name.", lambda row, site: row.country.name),
        *_WEIGHT,
    ),
)
PERSON_LINK: Shape[ArticlePerson] = Shape(
    "PersonLink",
    "A person whom an article names.",
    (
        Field("slug", TEXT, "The name in addresses.", lambda row, site: row.person.slug),
        Field("name", TEXT, "The name.", lambda row, site: row.person.name),
        Field("role", TEXT, "What the article says of them, as written.", lambda row, site: row.role),
        *_WEIGHT,
    ),
)
EVENT_LINK: Shape[EventArticle] = Shape(
    "EventLink",
    "An event that an article reports.",
    (
        Field("id", KEY, "Its number.", lambda row, site: row.event_id),
        Field("title", TEXT, "Its title.", lambda row, site: row.event.title),
        Field(
            "kind",
            {"type": "string", "enum": list(Event.Kind.values)},
            "What kind of thing happened.",
            lambda row, site: row.event.kind,
        ),
        Field(
            "status",
            {"type": "string", "enum": list(Event.Status.values)},
            "Suggested by a rule, or confirmed by a person.",
            lambda row, site: row.event.status,
        ),
        Field("start", or_null(PARTIAL_DATE), "When it began.", lambda row, site: row.event.start or None),
    ),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a list; `score` is its rank's number, `missing` what it does not have of the search.

    `changed`: it had another text in the past state that was asked for.
    """

    article: Article
    score: float | None = None
    missing: tuple[str, ...] = ()
    changed: bool = False


def _story(row: Listed) -> int | None:
    membership = getattr(row.article, "story_membership", None)
    return membership.story_id if membership else None


LISTED: Shape[Listed] = Shape(
    "ArticleListed",
    "An article as it stands in a list.",
    (
        Field("id", KEY, "Its number. It never changes.", lambda row, site: row.article.pk),
        Field(
            "external_id",
            TEXT,
            "Its identifier as imported; empty if it had none.",
            lambda row, site: row.article.external_id,
        ),
        Field("title", TEXT, "Its title.", lambda row, site: row.article.title),
        Field(
            "published",
            or_null(PARTIAL_DATE),
            "When it was published, cut to what is known.",
            lambda row, site: row.article.published_iso or None,
        ),
        Field(
            "published_precision",
            PRECISION,
            "How much of that is known.",
            lambda row, site: row.article.published_precision,
        ),
        Field(
            "source",
            or_null(SOURCE_NAMED),
            "Who published it.",
            lambda row, site: SOURCE_NAMED.write(row.article.source, site) if row.article.source else None,
        ),
        Field("byline", TEXT, "Who wrote it, as printed.", lambda row, site: row.article.byline),
        Field(
            "language",
            TEXT,
            "ISO 639 code of its text; empty if unsure.",
            lambda row, site: row.article.language,
        ),
        Field("url", TEXT, "Its address at its source; empty if unknown.", lambda row, site: row.article.url),
        Field(
            "score",
            or_null(NUMBER),
            "The number it is ranked by; null in an order by date.",
            lambda row, site: row.score,
        ),
        Field(
            "missing",
            listed(TEXT),
            "Parts of the search that it does not have, where no article has all.",
            lambda row, site: list(row.missing),
        ),
        Field(
            "story",
            or_null(KEY),
            "The story whose version it is; null where it is alone.",
            lambda row, site: _story(row),
        ),
        Field(
            "events",
            listed(EVENT_LINK),
            "What it reports.",
            lambda row, site: [EVENT_LINK.write(link, site) for link in row.article.event_links.all()],
        ),
        Field(
            "countries",
            listed(COUNTRY_LINK),
            "What it names, the most important first.",
            lambda row, site: [COUNTRY_LINK.write(link, site) for link in row.article.country_links.all()],
        ),
        Field(
            "people",
            listed(PERSON_LINK),
            "Whom it names, the most important first.",
            lambda row, site: [PERSON_LINK.write(link, site) for link in row.article.person_links.all()],
        ),
        Field(
            "changed",
            YES_OR_NO,
            "Whether it had another text in the state that as_of asks for; its versions have it.",
            lambda row, site: row.changed,
        ),
        Field(
            "batch", KEY, "The import that brought its present text.", lambda row, site: row.article.batch_id
        ),
        Field(
            "address",
            ADDRESS,
            "Its permanent page.",
            lambda row, site: site.at(row.article.get_absolute_url()),
        ),
    ),
)


def articles(
    ids: Sequence[int],
    scores: Mapping[int, float | None] | None = None,
    missing: Mapping[int, tuple[str, ...]] | None = None,
    *,
    changed: Collection[int] = (),
    texts: bool = False,
) -> list[Listed]:
    """The articles with these ids in this order, those left out that are gone. Four queries."""
    countries = ArticleCountry.objects.select_related("country").defer("evidence")
    people = ArticlePerson.objects.select_related("person").defer("evidence")
    events = EventArticle.objects.exclude(event__status=Event.Status.REJECTED).select_related("event")
    rows = (
        Article.objects.filter(pk__in=ids)
        .select_related("source", "story_membership")
        .defer("signature", *(() if texts else ("body",)))
        .prefetch_related(
            Prefetch("country_links", countries.order_by(*MOST_IMPORTANT_FIRST)),
            Prefetch("person_links", people.order_by(*MOST_IMPORTANT_FIRST)),
            Prefetch("event_links", events.order_by("event_id")),
        )
    )
    found = {row.pk: row for row in rows.order_by()}
    return [
        Listed(found[key], (scores or {}).get(key), (missing or {}).get(key, ()), key in changed)
        for key in ids
        if key in found
    ]
