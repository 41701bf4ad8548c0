"""The parameters of an address below /api/ → a SearchRequest, or the mistakes in them."""

from __future__ import annotations

from typing import Any

import django_filters

from articles.filters import ArticleFilter, PageFilter
from articles.filters.articles import ArticleForm
from articles.search.request import PER_PAGE, SearchRequest

MOST_RESULTS = 1_000
LONGEST_CURSOR = 500


class WalkForm(ArticleForm):
    """The form of ApiFilter: a page has a number or a cursor."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("cursor") and cleaned.get("page"):
            self.add_error("cursor", "A page is asked for by its number or by a cursor, not by both.")
        return cleaned


class ApiFilter(ArticleFilter):
    """The parameters of the page of results, and how many results a page has.

    Each version of a story is a result here, and facets have one length, so some parameters are not needed.
    """

    facet = find = at = versions = None  # type: ignore[assignment]
    page_size = PageFilter(label="Results a page", min_value=1, max_value=MOST_RESULTS)
    cursor = django_filters.CharFilter(label="Cursor", max_length=LONGEST_CURSOR)

    class Meta:
        form = WalkForm

    def request_within(self, *args: Any, **options: Any) -> SearchRequest:
        """The search that the valid fields ask for."""
        request = super().request_within(*args, **options)
        size = int(self.form.cleaned_data.get("page_size") or PER_PAGE)
        return request.change(page=request.page, size=size)
