"""What was asked: words, narrowing, order, page. Its address lists only what differs from the default."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from articles.search.narrowing import EVERYTHING, FACETS, Choice, Narrowing

PER_PAGE = 20


class Sort(StrEnum):
    """The order of the results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as asked. `within` is what the page itself fixes (a country's page); nobody can remove it.

    `size` is the number of results on a page; `as_of` the number of the import after which the archive is
    asked as it was then, 0 for now.
    """

    q: str = ""
    narrowing: Narrowing = EVERYTHING
    within: Narrowing = EVERYTHING
    sort: Sort | None = None
    page: int = 1
    facet: str = ""
    size: int = PER_PAGE
    as_of: int = 0

    @property
    def order(self) -> Sort:
        """The order asked for; by default the best first if there are words, else the newest."""
        return self.sort or (Sort.RELEVANCE if self.q.strip() else Sort.NEWEST)

    @property
    def narrowings(self) -> tuple[Narrowing, Narrowing]:
        """Everything that narrows the search."""
        return replace(self.within, about=self.narrowing.about), self.narrowing

    @property
    def blank(self) -> bool:
        """Whether nothing was asked but the page itself."""
        return not self.q.strip() and not self.narrowing

    def change(self, **changes: Any) -> SearchRequest:
        """Another request, from its first page and with short facets."""
        return replace(self, **{"page": 1, "facet": "", **changes})

    def narrowed(self, **changes: Any) -> SearchRequest:
        """Another request with other dates or choices."""
        return self.change(narrowing=replace(self.narrowing, **changes))

    def toggled(self, choice: Choice) -> SearchRequest:
        """Another request with the value added, or taken out."""
        return self.change(narrowing=self.narrowing.toggled(choice))

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Names and values of the address, in a standing order."""
        narrowing = self.narrowing
        pairs = [("q", self.q.strip())]
        pairs += [(facet, choice.value) for facet in FACETS for choice in narrowing.of(facet)]
        pairs += [("after", str(narrowing.after or "")), ("before", str(narrowing.before or ""))]
        pairs.append(("about", "1" if narrowing.about else ""))
        pairs.append(("since_batch", narrowing.since.value if narrowing.since else ""))
        pairs += [("dated", narrowing.dated), ("sort", self.sort or ""), ("facet", self.facet)]
        pairs.append(("as_of", str(self.as_of or "")))
        pairs.append(("page_size", str(self.size) if self.size != PER_PAGE else ""))
        pairs.append(("page", str(self.page) if self.page > 1 else ""))
        return [(name, value) for name, value in pairs if value]

    @property
    def address(self) -> str:
        """The query part of the address, "?" alone if nothing was asked."""
        return f"?{urlencode(self.parameters)}"
