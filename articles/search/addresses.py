"""A request → the addresses of searches that differ from it in one thing.

A page has hundreds of them. What all have in common is encoded once, and each joins its own part to it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from articles.search.language import Period
from articles.search.narrowing import Choice
from articles.search.request import NAMES, SearchRequest

quoted = lru_cache(maxsize=5_000)(quote_plus)
"""A value as addresses write it; a page has most of its values twice, and pages have many in common."""


class Addresses:
    """The query parts of addresses that lead on from a request, all to a first page with short facets."""

    def __init__(self, request: SearchRequest) -> None:
        self.request = request
        pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, value in request.change().parameters:
            pairs[name].append((name, value))
        self._encoded = {name: urlencode(of_name) for name, of_name in pairs.items()}
        self._around: dict[tuple[str, ...], tuple[str, str]] = {}

    def toggled(self, choice: Choice) -> str:
        """With the value added, or taken out if it is chosen or excluded."""
        if self._has(choice):
            return self.request.toggled(choice).address
        return self._with_one_more(choice.facet, choice.value)

    def excluding(self, choice: Choice) -> str:
        """With no article that has the value."""
        if self._has(choice):
            return self.request.excluding(choice).address
        return self._with_one_more(f"not_{choice.facet}", choice.value)

    def between(self, after: Period, before: Period) -> str:
        """Of these days and no others."""
        return self._put(("after", "before", "dated"), f"after={after}&before={before}")

    def dated(self, dated: str) -> str:
        """Of articles of whose date this much is known."""
        return self._with("dated", dated)

    def sorted(self, sort: str) -> str:
        """In this order."""
        return self._with("sort", sort)

    def listing(self, facet: str) -> str:
        """With all values of a facet in place of the results."""
        return self._with("facet", facet)

    def page(self, number: int) -> str:
        """The page of this number."""
        return self._with("page", str(number) if number > 1 else "")

    def _has(self, choice: Choice) -> bool:
        narrowing = self.request.narrowing
        return choice in narrowing.choices or choice in narrowing.excluded

    def _with_one_more(self, name: str, value: str) -> str:
        chosen = f"{self._encoded[name]}&" if name in self._encoded else ""
        return self._put((name,), f"{chosen}{name}={quoted(value)}")

    def _with(self, name: str, value: str) -> str:
        return self._put((name,), f"{name}={quoted(value)}" if value else "")

    def _put(self, names: tuple[str, ...], own: str) -> str:
        """The address with this in place of the parameters of these names; it stands where the first does."""
        if names not in self._around:
            at = NAMES.index(names[0])
            others = [
                (NAMES.index(name) < at, text) for name, text in self._encoded.items() if name not in names
            ]
            self._around[names] = (
                "".join(f"{text}&" for before, text in others if before),
                "".join(f"&{text}" for before, text in others if not before),
            )
        head, tail = self._around[names]
        return f"?{head}{own}{tail}" if own else f"?{head[:-1]}{tail}" if head else f"?{tail[1:]}"
