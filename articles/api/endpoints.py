"""The table of all addresses of the API: what they take and give; the description is made of it too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponseBase
from django_filters import FilterSet

from articles.api import views
from articles.api.articles import ANSWER
from articles.api.asked import ApiFilter
from articles.api.entities import ENTITIES, Entity
from articles.api.lists import list_of
from articles.api.root import ROOT
from articles.shapes.entities import STORY
from articles.shapes.related import NEIGHBOURS
from articles.shapes.shape import Shape
from articles.shapes.whole import ARTICLE


@dataclass(frozen=True)
class Endpoint:
    """An address: its route, its name, what it gives, and the filters whose fields are its parameters.

    `example` is a route with its parameters that gives something in most archives. `key` tells what the part
    of the route in angle brackets is.
    """

    route: str
    name: str
    view: Callable[..., HttpResponseBase]
    says: str
    shape: Shape[Any] | None
    filters: type[FilterSet] | None = None
    key: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    example: str = ""

    @property
    def path(self) -> str:
        """The route as OpenAPI writes it."""
        return "/" + self.route.replace("<key:key>", "{key}").replace("<uslug:key>", "{key}")


def _of(entity: Entity) -> tuple[Endpoint, Endpoint]:
    converter = "key" if entity.key_is_number else "uslug"
    return (
        Endpoint(
            f"{entity.plural}/",
            f"api_{entity.plural}",
            views.entity_list,
            f"A page of {entity.plural}.",
            list_of(entity),
            entity.filters,
            options={"entity": entity},
            example=f"{entity.plural}/?page_size=5",
        ),
        Endpoint(
            f"{entity.plural}/<{converter}:key>/",
            f"api_{entity.single}",
            views.entity_item,
            f"One of the {entity.plural}.",
            entity.shape,
            key=entity.key_says,
            options={"entity": entity},
        ),
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("", "api_root", views.root, "Where everything is.", ROOT),
    Endpoint(
        "articles/",
        "api_articles",
        views.search,
        "A page of the articles that a search finds, with facets and a histogram.",
        ANSWER,
        ApiFilter,
        example="articles/?q=ceasefire&sort=newest&page_size=5",
    ),
    Endpoint(
        "articles/<key:key>/",
        "api_article",
        views.article,
        "An article with its text, its links and the words they rest on, its versions and citations.",
        ARTICLE,
        key="The number of an article.",
    ),
    Endpoint(
        "articles/<key:key>/related/",
        "api_related",
        views.related,
        "The articles that share most with one, and what they share.",
        NEIGHBOURS,
        key="The number of an article.",
    ),
    *(endpoint for entity in ENTITIES for endpoint in _of(entity)),
    Endpoint(
        "stories/<key:key>/",
        "api_story",
        views.story,
        "A story with its versions.",
        STORY,
        key="The number of a story.",
    ),
    Endpoint("openapi.json", "api_openapi", views.description, "This description in OpenAPI 3.1.", None),
)
