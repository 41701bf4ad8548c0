"""The parameters of an address below /api/ → a SearchRequest, or the mistakes in them."""

from __future__ import annotations

from typing import Any

from articles.filters import ArticleFilter, PageFilter
from articles.search.request import PER_PAGE, SearchRequest

MOST_RESULTS = 1_000


class ApiFilter(ArticleFilter):
    """The parameters of the page of results, and how many results a page has.

    Each version of a story is a result here, and facets have one length, so some parameters are not needed.
    """

    facet = find = at = versions = None  # type: ignore[assignment]
    page_size = PageFilter(label="Results a page", min_value=1, max_value=MOST_RESULTS)

    def request_within(self, *args: Any, **options: Any) -> SearchRequest:
        """The search that the valid fields ask for."""
        request = super().request_within(*args, **options)
        size = int(self.form.cleaned_data.get("page_size") or PER_PAGE)
        return request.change(page=request.page, size=size)
