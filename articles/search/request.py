"""What was asked: words, narrowing, order, page. Its address lists only what differs from the default."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from articles.search.narrowing import EVERYTHING, FACETS, Choice, Narrowing

PER_PAGE = 20
ALL = 1_000_000_000  # everything on one page; no address says so
EACH = "all"  # every version of a story as a result of its own
# The parameters of addresses, in their standing order.
NAMES = (
    "q", *FACETS, *(f"not_{facet}" for facet in FACETS), "any", "after", "before", "about", "since_batch",
    "dated", "sort", "versions", "as_of", "facet", "find", "page_size", "exact", "at", "page",
)  # fmt: skip


class Sort(StrEnum):
    """The order of the results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as asked. `within` is what the page itself fixes (a country's page); nobody can remove it.

    `size` is the number of results on a page; `as_of` the number of the import after which the archive is
    asked as it was then, 0 for now. With `facet` the values of that facet are wanted in place of results:
    those with `find` in their names, from page `at` of them. `fixed` are the ids of the results to show,
    where these were settled before.
    `exact` asks for what matches as it stands: no corrected spellings, nothing with only most of the words.
    """

    q: str = ""
    narrowing: Narrowing = EVERYTHING
    within: Narrowing = EVERYTHING
    sort: Sort | None = None
    page: int = 1
    facet: str = ""
    size: int = PER_PAGE
    as_of: int = 0
    find: str = ""
    at: int = 1
    versions: str = ""
    exact: bool = False
    fixed: tuple[int, ...] | None = None

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
        return replace(self, **{"page": 1, "facet": "", "find": "", "at": 1, **changes})

    def narrowed(self, **changes: Any) -> SearchRequest:
        """Another request with other dates or choices."""
        return self.change(narrowing=replace(self.narrowing, **changes))

    def toggled(self, choice: Choice) -> SearchRequest:
        """Another request with the value added, or taken out."""
        return self.change(narrowing=self.narrowing.toggled(choice))

    def excluding(self, choice: Choice) -> SearchRequest:
        """Another request that no article with the value answers."""
        return self.change(narrowing=self.narrowing.excluding(choice))

    def with_any(self, facet: str, *, enough: bool) -> SearchRequest:
        """Another request, of which one of several values of the facet is enough, or not."""
        others = tuple(one for one in self.narrowing.any_of if one != facet)
        return self.narrowed(any_of=(*others, facet) if enough else others)

    @property
    def collapsed(self) -> bool:
        """Whether the versions of a story are one result."""
        return self.versions != EACH

    @property
    def everywhere(self) -> SearchRequest:
        """The same search of the whole archive: what the page fixes is chosen."""
        own = self.narrowing
        choices = (*(one for one in self.within.choices if one not in own.choices), *own.choices)
        return replace(self, within=EVERYTHING, narrowing=replace(own, choices=choices))

    @property
    def lasting(self) -> SearchRequest:
        """What of a search can be watched: all but where its pages stand and the time it is asked of."""
        return self.change(size=PER_PAGE, as_of=0)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Names and values of the address, in a standing order."""
        narrowing = self.narrowing
        pairs = [("q", self.q.strip())]
        # A page asks for hundreds of addresses, most of them with nothing chosen.
        if narrowing.choices:
            pairs += [(facet, choice.value) for facet in FACETS for choice in narrowing.of(facet)]
        if narrowing.excluded:
            pairs += [(f"not_{facet}", one.value) for facet in FACETS for one in narrowing.not_of(facet)]
        if narrowing.any_of:
            pairs += [("any", facet) for facet in FACETS if facet in narrowing.any_of]
        pairs += [("after", str(narrowing.after or "")), ("before", str(narrowing.before or ""))]
        pairs.append(("about", "1" if narrowing.about else ""))
        pairs.append(("since_batch", narrowing.since.value if narrowing.since else ""))
        pairs += [("dated", narrowing.dated), ("sort", self.sort or ""), ("versions", self.versions)]
        pairs.append(("as_of", str(self.as_of or "")))
        pairs += [("facet", self.facet), ("find", self.find.strip())]
        pairs.append(("page_size", str(self.size) if self.size not in (PER_PAGE, ALL) else ""))
        pairs.append(("exact", "1" if self.exact else ""))
        pairs += [
            (name, str(number)) for name, number in (("at", self.at), ("page", self.page)) if number > 1
        ]
        return [(name, value) for name, value in pairs if value]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of a search keeps: all but what is typed into it and where its pages stand."""
        typed = ("q", "after", "before", "facet", "find", "at", "page")
        return [(name, value) for name, value in self.parameters if name not in typed]

    @property
    def kept_in_listing(self) -> list[tuple[str, str]]:
        """What the form that searches within a facet keeps."""
        return [(name, value) for name, value in self.parameters if name not in ("find", "at")]

    @property
    def address(self) -> str:
        """The query part of the address, "?" alone if nothing was asked."""
        return f"?{urlencode(self.parameters)}"


def opened(request: SearchRequest) -> str:
    """The query part of an article's address that says of which search it is a result.

    It ends where the place of the result, from 1, has to be added.
    """
    return f"?{urlencode([*replace(request, page=1).parameters, ('result', '')])}"
