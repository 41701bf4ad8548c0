"""What is exported of which search."""

from __future__ import annotations

from dataclasses import dataclass

from articles.search.index import Integers
from articles.search.shown import SearchPage
from articles.shapes.shape import Site


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: the page of the search, the ids of the articles in order, and what is wanted of them.

    `texts` adds the whole texts where the format has a place for them, `bom` the mark that some spreadsheets
    need to see that a table is UTF-8.
    """

    page: SearchPage
    ids: Integers
    path: str
    site: Site
    texts: bool = False
    bom: bool = False
