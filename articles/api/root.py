"""/api/: where everything is."""

from __future__ import annotations

from django.urls import reverse

from articles.shapes.shape import ADDRESS, TEXT, Field, Shape, Site

VERSION = "1"


def _leads(name: str, to: str, says: str) -> Field[None]:
    return Field(name, ADDRESS, says, lambda row, site: site.at(reverse(to)))


ROOT: Shape[None] = Shape(
    "Root",
    "Where everything is.",
    (
        Field("version", TEXT, "The version; addresses without one mean this.", lambda row, site: VERSION),
        _leads("articles", "api_articles", "Articles, by any search."),
        _leads("countries", "api_countries", "Countries."),
        _leads("people", "api_people", "Leaders, and everybody else whom articles name."),
        _leads("events", "api_events", "Events."),
        _leads("sources", "api_sources", "Sources."),
        _leads("batches", "api_batches", "Imports, the newest first."),
        _leads("openapi", "api_openapi", "The description in OpenAPI 3.1."),
        _leads("docs", "api_docs", "The description for people."),
    ),
)


def site_root(site: Site) -> str:
    """The address of version 1."""
    return site.at(reverse("api_root")).rstrip("/")
