"""The parameters of an address below /api/ → a SearchRequest, or the mistakes in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import Form
from django.http import QueryDict

from articles.filters import ArticleFilter, ChoicesField, PageFilter
from articles.problems import Mistake
from articles.search.request import PER_PAGE, SearchRequest

MOST_RESULTS = 1_000


class ApiFilter(ArticleFilter):
    """The parameters of the page of results, and how many results a page has."""

    page_size = PageFilter(label="Results a page", min_value=1, max_value=MOST_RESULTS)

    def request_within(self, *args: Any, **options: Any) -> SearchRequest:
        """The search that the valid fields ask for."""
        request = super().request_within(*args, **options)
        size = int(self.form.cleaned_data.get("page_size") or PER_PAGE)
        return request.change(page=request.page, facet=request.facet, size=size)


def unknown(given: QueryDict, known: Iterable[str]) -> list[Mistake]:
    """The parameters that there are not."""
    names = sorted(known)
    there = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names) or "none"
    return [
        Mistake(name, f"There is no parameter “{name[:80]}” here. There are: {there}.")
        for name in given
        if name not in names
    ]


def twice(given: QueryDict, form: Form) -> list[Mistake]:
    """The parameters given more than once of which only one value would be read."""
    return [
        Mistake(name, f"“{name}” is given {len(values)} times; it takes one value.")
        for name, values in given.lists()
        if len(values) > 1 and name in form.fields and not isinstance(form.fields[name], ChoicesField)
    ]


def mistakes(form: Form) -> list[Mistake]:
    """What is wrong with the values."""
    return [
        Mistake("" if name == "__all__" else name, str(message))
        for name, messages in form.errors.items()
        for message in messages
    ]
