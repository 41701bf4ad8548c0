"""The articles that are related to one, each with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.search.related import Related
from articles.shapes.listed import LISTED, Listed, articles
from articles.shapes.shape import KEY, NUMBER, TEXT, Field, Shape, listed, refer


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A related article as it stands in lists."""

    listed: Listed
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class Neighbours:
    """An article, by its number, with those that are related to it."""

    article: int
    found: Sequence[Neighbour]


NEIGHBOUR: Shape[Neighbour] = Shape(
    "Neighbour",
    "A related article.",
    (
        Field("article", refer(LISTED), "The article.", lambda one, site: LISTED.write(one.listed, site)),
        Field("why", TEXT, "What the two share.", lambda one, site: one.why),
        Field(
            "score",
            NUMBER,
            "What that is worth; to be compared within this list only.",
            lambda one, site: one.score,
        ),
    ),
)
NEIGHBOURS: Shape[Neighbours] = Shape(
    "Neighbours",
    "The articles related to one by people, countries, events and rare words, the nearest first.",
    (
        Field("article", KEY, "The number of the article.", lambda one, site: one.article),
        Field(
            "related",
            listed(NEIGHBOUR),
            "The related articles; none of them is a version of it.",
            lambda one, site: [NEIGHBOUR.write(each, site) for each in one.found],
        ),
    ),
)


def neighbours(key: int, found: Sequence[Related]) -> Neighbours:
    """What was found to be related to the article with this number."""
    rows = articles([one.article.pk for one in found])
    return Neighbours(key, [Neighbour(row, one.why, one.score) for row, one in zip(rows, found, strict=True)])
