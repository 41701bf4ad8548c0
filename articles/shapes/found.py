"""A page of results as an object: what was asked and understood, counts, and where the other pages are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from articles.search.correcting import Correction
from articles.search.facets import Facet
from articles.search.relaxing import Relaxed
from articles.search.request import PER_PAGE, Sort
from articles.search.shown import SearchPage, Suggestion
from articles.search.spoken import Part
from articles.search.timeline import Timeline, TimelineBar
from articles.shapes.shape import (
    ADDRESS,
    KEY,
    TEXT,
    WHOLE,
    YES_OR_NO,
    Field,
    Shape,
    Site,
    listed,
    or_null,
    refer,
)
from articles.shapes.shape import PARTIAL_DATE as DAY

PART: Shape[Part] = Shape(
    "Part",
    "A part of what was asked, as it was read.",
    (
        Field("words", TEXT, "It in words that follow “articles”.", lambda row, site: row.words),
        Field(
            "without",
            TEXT,
            "The query part of the address of the search without it.",
            lambda row, site: row.address,
        ),
    ),
)
SUGGESTION: Shape[Suggestion] = Shape(
    "Suggestion",
    "What could be left out of a search without results.",
    (
        Field("words", TEXT, "The part to leave out.", lambda row, site: row.part.words),
        Field("count", WHOLE, "How many articles that finds.", lambda row, site: row.total),
        Field("without", TEXT, "The query part of its address.", lambda row, site: row.part.address),
    ),
)
RELAXED: Shape[Relaxed] = Shape(
    "Relaxed",
    "The results have most of what was asked, not all; each says what is missing. exact=1 forbids it.",
    (
        Field("complete", WHOLE, "How many articles have all of it.", lambda row, site: row.complete),
        Field("nowhere", listed(TEXT), "Parts that no article has.", lambda row, site: list(row.nowhere)),
    ),
)
CORRECTION: Shape[Correction] = Shape(
    "Correction",
    "A word that no article has, and the one that was searched in its place.",
    (
        Field("typed", TEXT, "The word as typed.", lambda row, site: row.typed),
        Field("spelling", TEXT, "The word that was searched.", lambda row, site: row.spelling),
        Field("count", WHOLE, "How many articles have that.", lambda row, site: row.articles),
    ),
)
FACET_VALUE: Shape[Any] = Shape(
    "FacetValue",
    "A value of a facet.",
    (
        Field("value", TEXT, "How parameters write it.", lambda row, site: row.choice.value),
        Field("label", TEXT, "How people read it.", lambda row, site: row.choice.label),
        Field(
            "count",
            WHOLE,
            "How many articles the search would leave with it; with `adds`, how many more it would find.",
            lambda row, site: row.count,
        ),
        Field("adds", YES_OR_NO, "Whether the count comes on top of the total.", lambda row, site: row.adds),
        Field("active", YES_OR_NO, "Whether the search is narrowed to it.", lambda row, site: row.active),
        Field("excluded", YES_OR_NO, "Whether the search excludes it.", lambda row, site: row.excluded),
    ),
)
BAR: Shape[TimelineBar] = Shape(
    "Bar",
    "A stretch of time.",
    (
        Field("label", TEXT, "It in words.", lambda row, site: row.label),
        Field(
            "first",
            or_null(DAY),
            "Its first day; null for articles of no known month or day.",
            lambda row, site: row.period.first.isoformat() if row.period else None,
        ),
        Field(
            "last",
            or_null(DAY),
            "Its last day.",
            lambda row, site: row.period.last.isoformat() if row.period else None,
        ),
        Field("count", WHOLE, "How many articles.", lambda row, site: row.count),
    ),
)
HISTOGRAM: Shape[Timeline] = Shape(
    "Histogram",
    "The articles over time.",
    (
        Field(
            "unit",
            {"type": "string", "enum": ["decade", "year", "month", "day"]},
            "What a bar is.",
            lambda row, site: row.unit,
        ),
        Field(
            "bars",
            listed(BAR),
            "In the order of time, without gaps.",
            lambda row, site: [BAR.write(bar, site) for bar in row.bars],
        ),
        Field(
            "apart",
            listed(BAR),
            "Articles of which only a year, or no date, is known.",
            lambda row, site: [BAR.write(bar, site) for bar in row.apart],
        ),
    ),
)
SORTS = {"type": "string", "enum": [sort.value for sort in Sort]}
FACETS = {"type": "object", "additionalProperties": listed(FACET_VALUE)}


def facets(page: SearchPage, site: Any) -> dict[str, list[dict[str, Any]]]:
    """The values of each facet, the most frequent first."""

    def values(facet: Facet) -> list[dict[str, Any]]:
        return [FACET_VALUE.write(value, site) for value in facet.values]

    return {facet.name: values(facet) for facet in page.facets}


@dataclass(frozen=True, slots=True)
class Summary:
    """A page of results and the path of the page for people that shows the same."""

    page: SearchPage
    path: str


def _cited(row: Summary, site: Site) -> str | None:
    return site.at(row.path + row.page.lasting) if row.page.lasting else None


SUMMARY: Shape[Summary] = Shape(
    "Summary",
    "What a search asked, how it was read, and what was counted.",
    (
        Field("count", WHOLE, "How many articles it finds.", lambda row, site: row.page.total),
        Field("sort", SORTS, "Their order.", lambda row, site: row.page.request.order.value),
        Field(
            "as_of",
            or_null(KEY),
            "The import after which the archive is asked as it was then; null for now.",
            lambda row, site: row.page.request.as_of or None,
        ),
        Field(
            "address",
            ADDRESS,
            "The same search for people.",
            lambda row, site: site.at(row.path + row.page.request.change(size=PER_PAGE).address),
        ),
        Field("lasting", or_null(ADDRESS), "The address that gives the same list later, to cite.", _cited),
        Field(
            "read_as",
            listed(PART),
            "How the search was read, part by part.",
            lambda row, site: [PART.write(part, site) for part in row.page.parts],
        ),
        Field(
            "notes",
            listed(TEXT),
            "What has to be said about it, the most serious first.",
            lambda row, site: [told.note.whole for told in row.page.notes],
        ),
        Field(
            "relaxed",
            or_null(RELAXED),
            "Where no article has all that was asked, or few do: what stands in their place.",
            lambda row, site: RELAXED.write(row.page.relaxed, site) if row.page.relaxed else None,
        ),
        Field(
            "corrections",
            listed(CORRECTION),
            "Words that no article has, and what was searched in their place; exact=1 forbids it.",
            lambda row, site: [CORRECTION.write(one, site) for one in row.page.corrections],
        ),
        Field(
            "suggestions",
            listed(SUGGESTION),
            "Where nothing is found: what to leave out.",
            lambda row, site: [SUGGESTION.write(one, site) for one in row.page.suggestions],
        ),
        Field(
            "facets",
            FACETS,
            "For each facet its most frequent values, with counts.",
            lambda row, site: facets(row.page, site),
        ),
        Field(
            "histogram",
            refer(HISTOGRAM),
            "The articles over time.",
            lambda row, site: HISTOGRAM.write(row.page.timeline, site),
        ),
    ),
)
